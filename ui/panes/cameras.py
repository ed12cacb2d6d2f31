"""A grid of camera tiles.

Cameras come by name from the layout, or are those nearest to the chosen incident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from ui import clockwords
from ui.context import Pane, PaneContext
from ui.paint import Run, baseline, draw_runs, draw_runs_right
from ui.video.overlay import FigureOverlay
from ui.video.surface import OUTLINE_PX, TileSurface
from ui.video.tile import Alarm, Label
from wallclient.layout.presets import tile_grid, tile_rects
from wallclient.layout.query import matching
from wallclient.model.choosing import choose
from wallclient.rules.circles import distances_m

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from wallclient.layout.kinds import CamerasOptions
    from wallclient.model.cameras import Camera
    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant
    from wallclient.model.selection import Chosen
    from wallclient.model.table import ChangeSet


def _tr(text: str) -> str:
    return QCoreApplication.translate("CamerasPane", text)


class CamerasPane(Pane):
    """Owns the surface.

    Its choice of cameras is made anew when the catalogue, the options or the choice change.
    """

    bleed_px = OUTLINE_PX

    def __init__(self, context: PaneContext, options: CamerasOptions) -> None:
        super().__init__(context)
        self._options = options
        self._dirty = True
        self._marks_dirty = True
        self._distances: dict[str, float] = {}
        ports = context.ports
        self.surface = TileSurface(context.theme, ports.video, context.pane_id, self)
        self.surface.clicked.connect(self._on_clicked)
        self._overlay = FigureOverlay(self.surface)
        box = QVBoxLayout(self)
        box.setSpacing(0)
        box.setContentsMargins(0, self._head_px, 0, 0)
        box.addWidget(self.surface)
        if ports.role == "wall":
            self.surface.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.until_closed(ports.stores.cameras.subscribe(self._on_cameras))
        self.until_closed(ports.stores.incidents.subscribe(self._on_incidents))
        self.until_closed(ports.selection.subscribe(self._on_selection))
        self.until_closed(self.surface.close_surface)

    @property
    def _head_px(self) -> int:
        return round(self.context.theme.read * 2.3) if self._options.title else 0

    def _on_cameras(self, _changes: ChangeSet) -> None:
        self._dirty = True

    def _on_incidents(self, changes: ChangeSet) -> None:
        # Hundreds may change in a second; only a new place of the chosen one changes which cameras are shown.
        self._dirty |= self.context.ports.selection.chosen.incident_id in changes.added
        self._marks_dirty = True

    def _on_selection(self, _chosen: Chosen) -> None:
        self._dirty = True

    @override
    def set_options(self, options: CamerasOptions) -> None:
        self._options = options
        self._dirty = True
        self._place()

    @override
    def set_context(self, context: PaneContext) -> None:
        super().set_context(context)
        self.surface.set_theme(context.theme)
        self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, self._head_px, 0, 0)
            layout.activate()
        area = self.surface.rect().adjusted(OUTLINE_PX, OUTLINE_PX, -OUTLINE_PX, -OUTLINE_PX)
        gap_px = self.context.theme.space(self._options.gap_px)
        cells = tile_rects(area.width(), area.height(), tile_grid(self._options), gap_px)
        self.surface.set_cells([QRect(c.x + area.x(), c.y + area.y(), c.width, c.height) for c in cells])
        self._dirty = True

    @override
    def tick(self, instant: Instant) -> None:
        if self._dirty:
            self._dirty = False
            self._choose()
        if self._marks_dirty:
            self._marks_dirty = False
            self._mark()
        self._overlay.tick(instant)

    def tick_pictures(self, now_unix_s: float) -> None:
        """Look for new pictures; called at the display's rate."""
        self.surface.tick(now_unix_s)

    # Which cameras

    def _choose(self) -> None:
        count = len(self.surface.tiles)
        nearest = self._options.source == "nearest"
        cameras = self._nearest(count) if nearest else self._listed(count)
        self.surface.show_cameras([(c, self._label(number, c)) for number, c in enumerate(cameras)])
        self._marks_dirty = True

    def _mark(self) -> None:
        """Say which tiles look at an alarm and which one is chosen."""
        chosen = self.context.ports.selection.chosen.camera_id
        alarms = self._alarms()
        for number, tile in enumerate(self.surface.tiles):
            camera = tile.camera
            alarm = alarms.get(camera.id) if camera else None
            selected = bool(camera and camera.id == chosen and self.context.ports.role != "wall")
            self.surface.mark(number, alarm, selected=selected)

    def _listed(self, count: int) -> list[Camera | None]:
        """What the layout names, and for `auto` cells what its query finds."""
        everything = self.context.ports.stores.cameras.values()
        found = {camera.id for camera in matching(everything, self._options.query)}
        left_out = [c.id for c in everything if c.id not in found] if self._options.query else []
        cameras, _unknown = choose(self._options.cameras, count, everything, left_out)
        return cameras

    def _nearest(self, count: int) -> list[Camera | None]:
        """Cameras by distance to the chosen incident; without one, the first of the catalogue.

        Places that take part in meetings are no cameras of the street, however near they are.
        """
        ports = self.context.ports
        incident = ports.stores.incidents.get(ports.selection.chosen.incident_id)
        street = (c for c in ports.stores.cameras.values() if c.kind != "meeting")
        placed = [c for c in street if c.lon is not None and c.lat is not None]
        if incident is None or incident.lon is None or incident.lat is None or not placed:
            return list(placed[:count])
        metres = distances_m(
            incident.lon, incident.lat, [c.lon or 0.0 for c in placed], [c.lat or 0.0 for c in placed]
        )
        order = metres.argsort(kind="stable")[:count]
        self._distances = {placed[i].id: float(metres[i]) for i in order}
        return [placed[i] for i in order]

    def _label(self, number: int, camera: Camera | None) -> Label:
        if camera is None:
            return Label()
        wall = self.context.ports.role == "wall"
        area = camera.area_name
        if self._options.source == "nearest" and camera.id in self._distances:
            area = clockwords.distance(self._distances[camera.id])
        return Label(
            name=camera.name,
            area=area,
            key="" if wall or number > 8 else str(number + 1),
            veil=camera.sensitivity if self.context.ports.role != "console" else "normal",
        )

    def _alarms(self) -> dict[str, Alarm]:
        """Cameras that look at an open incident of the highest severity."""
        found: dict[str, Alarm] = {}
        for incident in self.context.ports.stores.incidents.values():
            if incident.severity == 1 and incident.is_open:
                for camera_id in incident.related_cameras[:1]:
                    found.setdefault(camera_id, _alarm(incident))
        return found

    # Keys and clicks of a console

    def _on_clicked(self, number: int) -> None:
        camera = self.surface.tiles[number].camera
        if camera is not None:
            self.setFocus()
            self.surface.focus_tile(number)
            self.context.ports.selection.choose(camera_id=camera.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(self.surface.tiles):
            self._on_clicked(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_F12:
            self._overlay.toggle()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        if self._options.title:
            y = baseline(OUTLINE_PX, self._head_px * 0.85, t.lead)
            draw_runs(p, t, OUTLINE_PX, y, [Run(self._options.title, t.lead, c.t1, bold=True)])
            shown = sum(tile.camera is not None for tile in self.surface.tiles)
            count = _tr("{count} cameras").format(count=shown)
            draw_runs_right(p, t, self.width() - OUTLINE_PX, y, [Run(count, t.ref, c.t2)])
        p.end()


def _alarm(incident: Incident) -> Alarm:
    at = incident.occurred_at or incident.reported_at
    return Alarm(incident.severity, incident.small_class or incident.title, at.timestamp())
