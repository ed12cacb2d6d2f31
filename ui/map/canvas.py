"""The one graphics item of the map: arranges all layers for a view and paints them in order.

Everything is arranged before anything is painted, as names keep clear of signs that are painted after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from typing_extensions import override

from ui.map.focus import CLOSE_FROM, Focus
from ui.map.layers.callout import CalloutLayer
from ui.map.layers.cameras import CameraLayer
from ui.map.layers.circles import CircleLayer
from ui.map.layers.furniture import FurnitureLayer
from ui.map.layers.ground import GroundLayer
from ui.map.layers.names import NameLayer
from ui.map.layers.signs import SignLayer, blink_on
from ui.map.layers.taken import Taken
from ui.map.layers.workers import WorkerLayer
from ui.map.marks.labels import LabelCache
from ui.map.plane.navigator import Navigator

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from ui.map.fields.incidents import Cluster
    from ui.map.fields.world import World
    from ui.map.marks.style import MapStyle
    from ui.map.plane.viewport import Viewport
    from wallclient.model.areas import MapFeature
    from wallclient.model.instant import Instant

_FOCUS_PX = 3


class MapCanvas(pg.GraphicsObject):  # type: ignore[misc] # pyqtgraph has no types
    """Owns the layers and what of them must be painted again. The view is the navigator's."""

    def __init__(self, style: MapStyle, world: World, shown: Collection[str], instant: Instant) -> None:
        super().__init__()
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.navigator = Navigator()
        self._style = style
        self._world = world
        self._shown = frozenset(shown)
        self._instant = instant
        self._focus = Focus()
        self._lit = True
        self._stale = True
        self._ground_complete = False
        labels = LabelCache(style)
        self._ground = GroundLayer(style, world.shapes, edges="areas" in self._shown)
        self._features: tuple[MapFeature, ...] = ()
        self.reload_ground()
        self._circles = CircleLayer(style, labels)
        self._cameras = CameraLayer(style, labels, world.cameras)
        self._workers = WorkerLayer(style, labels, world.workers, world.stores.workers)
        self._names = NameLayer(style, labels, world.shapes)
        self._signs = SignLayer(style, labels, world.incidents)
        self._callout = CalloutLayer(style, labels)
        self._furniture = FurnitureLayer(style, labels)

    # What is to be seen.

    @property
    def view(self) -> Viewport:
        return self.navigator.view

    @property
    def focus(self) -> Focus:
        """What the map is about now."""
        return self._focus

    @property
    def clusters(self) -> list[Cluster]:
        """Signs of the frame arranged last."""
        return self._signs.clusters

    def reload_ground(self) -> None:
        """Take the ground from the store, unless it is the one that is drawn already."""
        features = tuple(self._world.stores.ground.values()) if "ground" in self._shown else ()
        if features == self._features:
            return
        self._features = features
        self._ground.set_ground(features)
        self.touch()

    def touch(self) -> None:
        """Something that is drawn has changed: arrange and paint all of it again."""
        self._stale = True
        self.update()

    def show_focus(self, focus: Focus) -> None:
        if focus == self._focus:
            return
        self._focus = focus
        self._ground.show(focus.selected, focus.in_use)
        self.touch()

    def resize(self, width_px: float, height_px: float) -> None:
        self.prepareGeometryChange()
        self.navigator.resize(width_px, height_px)
        self.touch()

    # Time.

    def tick(self, instant: Instant) -> None:
        """Follow the time: flights, walking workers, blinking, and pieces of ground still to be painted."""
        self._instant = instant
        if self.navigator.advance(instant.monotonic_s) or not self._ground_complete:
            self.touch()
            return
        dpr = self._dpr()
        self._ground.tiles.prefetch(self.view, dpr)
        if self._stale:
            return
        lit = blink_on(instant.unix_s)
        if lit != self._lit:
            self._lit = lit
            for rect in self._signs.blinking():
                self.update(rect)
        if "workers" in self._shown:
            self._follow_workers(instant)

    def _follow_workers(self, instant: Instant) -> None:
        moved = self._workers.moved(self.view, instant)
        if moved is None:
            self.touch()
            return
        for rect in moved:
            self.update(rect)

    def _dpr(self) -> float:
        scene = self.scene()
        views = scene.views() if scene is not None else []
        return float(views[0].devicePixelRatioF()) if views else 1.0

    # Painting.

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self.view.width_px, self.view.height_px)

    @override
    def paint(self, p: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        dpr = p.device().devicePixelRatio()
        view = self.view if self.navigator.flying else self.view.snapped(dpr)
        if self._stale:
            self._arrange(view)
            self._stale = False
        exposed = QRectF(option.exposedRect)
        p.fillRect(exposed, self._style.outside)
        self._ground_complete = self._ground.tiles.paint(p, view, dpr, moving=self.navigator.flying)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._circles.paint(p, dpr)
        if "cameras" in self._shown:
            self._cameras.paint(p, view, exposed, dpr)
        if "workers" in self._shown:
            self._workers.paint(p, exposed, dpr)
        self._names.paint(p, exposed, dpr)
        self._workers.paint_names(p, dpr)
        if "incidents" in self._shown:
            self._signs.paint(p, exposed, dpr, lit=self._lit)
            self._callout.paint(p, dpr)
        self._furniture.paint(p, dpr)
        if self._focus.outlined:
            self._paint_outline(p)

    def _paint_outline(self, p: QPainter) -> None:
        half = _FOCUS_PX / 2
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(self._style.theme.colours.paper, _FOCUS_PX, j=Qt.PenJoinStyle.MiterJoin))
        p.drawRect(self.boundingRect().adjusted(half, half, -half, -half))

    def _arrange(self, view: Viewport) -> None:
        focus, taken, shown = self._focus, Taken(), self._shown
        place = focus.place if view.px_per_m >= CLOSE_FROM else None
        self._furniture.arrange(view, focus.title, focus.key, taken)
        sign = None
        if "incidents" in shown:
            self._signs.arrange(view, focus.incident_id, taken)
            placed = self._world.incidents.get(focus.incident_id)
            cluster = self._signs.of(placed) if placed is not None else None
            sign = self._signs.rect(cluster) if cluster is not None else None
        self._callout.arrange(view, sign, focus.callout, taken)
        self._circles.arrange(view, place if "circles" in shown else None, taken)
        if "cameras" in shown:
            self._cameras.arrange(view, place, self._furniture.rects, taken)
        if "workers" in shown:
            incident = self._world.stores.incidents.get(focus.incident_id)
            self._workers.arrange(view, self._instant, place, incident, focus.worker_id, taken)
        # Around one place, names of grids would only be noise: what is near has its own words.
        named = "names" in shown and place is None
        self._names.arrange(view if named else None, focus.inside, focus.selected, taken)

    # What is under a point.

    def sign_at(self, x_px: float, y_px: float) -> Cluster | None:
        return self._signs.at(x_px, y_px) if "incidents" in self._shown else None

    def worker_at(self, x_px: float, y_px: float) -> str:
        """Id of the worker whose mark is hit, or empty text."""
        return self._workers.at(x_px, y_px, 12 * self._style.scale) if "workers" in self._shown else ""

    def camera_at(self, x_px: float, y_px: float) -> str:
        return self._cameras.at(x_px, y_px, 12 * self._style.scale) if "cameras" in self._shown else ""

    def up_at(self, x_px: float, y_px: float) -> str | None:
        """Code of the area whose name in the title is hit, or None."""
        return self._furniture.up_at(x_px, y_px)
