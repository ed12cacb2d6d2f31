"""The grid map pane: the district with its cameras, workers and incidents; travels to what is chosen.

The pane joins stores, choice and hands to the map; what the map is about is Focus, where it goes is Pilot,
how it looks is MapCanvas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from typing_extensions import override

from ui.context import Pane
from ui.map.canvas import MapCanvas
from ui.map.fields.world import World
from ui.map.focus import FocusMaker
from ui.map.marks.style import MapStyle
from ui.map.pilot import Pilot
from ui.map.plane.viewport import Insets
from ui.map.view import MapView
from wallclient.model.instant import Instant

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from ui.context import PaneContext
    from wallclient.layout.kinds.map import MapOptions
    from wallclient.model.selection import Chosen
    from wallclient.model.table import ChangeSet


class MapPane(Pane):
    """Owns the world, its canvas, its pilot and the view widget. A new theme or new areas make them anew."""

    def __init__(self, context: PaneContext, options: MapOptions) -> None:
        super().__init__(context)
        self._options = options
        self._instant = Instant.now()
        self._told = context.ports.selection.chosen
        self._second = -1
        self._dirty = True
        self._rebuild = False
        self._interactive = context.ports.role != "wall"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._interactive else Qt.FocusPolicy.NoFocus)
        self._view = MapView(MapStyle(context.theme), self, interactive=self._interactive)
        self._view.clicked.connect(self._on_click)
        self._view.double_clicked.connect(self._on_double_click)
        self._view.moved.connect(self._on_moved)
        self._view.resized.connect(self._on_resized)
        self._world = self._new_world()
        self._build("")
        self._subscribe()

    def _subscribe(self) -> None:
        stores = self.context.ports.stores
        for unsubscribe in (
            stores.areas.subscribe(self._on_areas),
            stores.ground.subscribe(self._on_ground),
            stores.cameras.subscribe(self._on_cameras),
            stores.workers.subscribe(self._on_workers),
            stores.incidents.subscribe(self._on_incidents),
            self.context.ports.selection.subscribe(self._on_chosen),
        ):
            self.until_closed(unsubscribe)

    def _new_world(self) -> World:
        ports = self.context.ports
        return World(ports.stores, ports.clock_profile, self._instant, discreet=not self._interactive)

    def _build(self, inside: str) -> None:
        """Make canvas and pilot, and a new world if the areas are others. `inside`: area to begin with."""
        theme, options = self.context.theme, self._options
        style = MapStyle(theme)
        self._rebuild = False
        if not self._world.is_of_today:
            self._world = self._new_world()
        self._canvas = MapCanvas(style, self._world, options.layers, self._instant)
        side = style.margin_px + theme.read
        # The callout stands at the right: the district makes room for it.
        insets = Insets(side, theme.read, side + theme.read * 3, theme.ref * 2.8)
        self._canvas.navigator.limit(self._world.shapes.bounds, insets)
        self._maker = FocusMaker(self._world, options, alone=not self._interactive)
        self._pilot = Pilot(self._world, self._canvas.navigator, options)
        self._pilot.inside = inside if self._world.shapes.get(inside) is not None else ""
        self._view.movable = not options.locked
        self._view.set_canvas(self._canvas)
        self._pilot.home(None)
        self._dirty = True

    @property
    def canvas(self) -> MapCanvas:
        """The item that paints the map, for tests and snapshots."""
        return self._canvas

    @property
    def inside(self) -> str:
        """Code of the area the map is about; empty text for the district."""
        return self._pilot.inside

    # Layout and time.

    @override
    def set_options(self, options: MapOptions) -> None:
        self._options = options
        self._build("")

    @override
    def set_context(self, context: PaneContext) -> None:
        super().set_context(context)
        self._build(self._pilot.inside)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._view.setGeometry(self.rect())

    def _on_resized(self) -> None:
        if self._pilot.at_home:
            self._pilot.home(None)
        self._dirty = True

    @override
    def tick(self, instant: Instant) -> None:
        self._instant = instant
        if self._rebuild:
            self._build(self._pilot.inside)
        if self._world.incidents.look_again(self.context.ports.stores.incidents, instant.at):
            self._touch()
        second = int(instant.unix_s)
        if self._dirty or second != self._second:
            self._dirty, self._second = False, second
            chosen = self.context.ports.selection.chosen
            goal = self._canvas.navigator.goal
            self._canvas.show_focus(
                self._maker.make(self._pilot.inside, chosen, goal, instant, outlined=self.hasFocus())
            )
        self._canvas.tick(instant)

    def _touch(self) -> None:
        self._dirty = True
        self._canvas.touch()

    @property
    def _when(self) -> float | None:
        """When a journey begins; None while nobody sees it."""
        return self._instant.monotonic_s if self.isVisible() else None

    # Stores and choice.

    def _on_areas(self, _: ChangeSet) -> None:
        self._rebuild = not self._world.is_of_today

    def _on_ground(self, _: ChangeSet) -> None:
        self._canvas.reload_ground()

    def _on_cameras(self, changes: ChangeSet) -> None:
        self._world.cameras.apply(self.context.ports.stores.cameras, changes)
        self._touch()

    def _on_workers(self, changes: ChangeSet) -> None:
        self._world.workers.apply(self.context.ports.stores.workers, changes, self._instant.monotonic_s)
        if changes.added or changes.removed:
            self._touch()

    def _on_incidents(self, changes: ChangeSet) -> None:
        if self._world.incidents.apply(self.context.ports.stores.incidents, changes, self._instant.at):
            self._touch()

    def _on_chosen(self, chosen: Chosen) -> None:
        before, self._told = self._told, chosen
        self._pilot.follow(before, chosen, self._when)
        self._touch()

    # Hands.

    def _on_moved(self) -> None:
        self._pilot.at_home = False
        self._dirty = True

    def _on_click(self, x_px: float, y_px: float) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        canvas, selection = self._canvas, self.context.ports.selection
        up = canvas.up_at(x_px, y_px)
        cluster = canvas.sign_at(x_px, y_px)
        if up is not None and not self._options.locked:
            self._pilot.drill(up, self._when)
        elif cluster is not None:
            selection.choose(incident_id=cluster.after(selection.chosen.incident_id))
        elif worker_id := canvas.worker_at(x_px, y_px):
            selection.choose(worker_id=worker_id)
        elif camera_id := canvas.camera_at(x_px, y_px):
            selection.choose(camera_id=camera_id)
        else:
            selection.choose(area_code=self._area_at(x_px, y_px), worker_id="", camera_id="")
        self._touch()

    def _on_double_click(self, x_px: float, y_px: float) -> None:
        code = self._area_at(x_px, y_px)
        if code and not self._options.locked:
            self._pilot.drill(code, self._when)
            self._touch()

    def _area_at(self, x_px: float, y_px: float) -> str:
        """Code of the area under a point, one level below what the map is about; or empty text."""
        shapes = self._world.shapes
        shape = shapes.at(*self._canvas.view.to_m(x_px, y_px), shapes.level_below(self._pilot.inside))
        return shape.code if shape is not None else ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pilot.press(Qt.Key(event.key()), self._instant.monotonic_s):
            self._touch()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._dirty = True
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._dirty = True
        super().focusOutEvent(event)
