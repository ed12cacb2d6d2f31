"""Where the map goes: home, into an area, up again, after what is chosen, and by keys. Draws nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.map.plane.viewport import Viewport, around
from wallclient.model.areas import AreaLevel

if TYPE_CHECKING:
    from ui.map.fields.world import World
    from ui.map.plane.navigator import Navigator
    from wallclient.layout.kinds.map import MapOptions
    from wallclient.model.selection import Chosen

# Around an incident when no span is asked for: the 500 m ring and ten minutes on foot fill the pane.
_AROUND_M = 540.0
_STEP_PX = 120
_ZOOM = 1.6
# A place nearer to the edge than this share of the pane is not in view.
_EDGE = 0.08
_STEPS = {
    Qt.Key.Key_Left: (_STEP_PX, 0),
    Qt.Key.Key_Right: (-_STEP_PX, 0),
    Qt.Key.Key_Up: (0, _STEP_PX),
    Qt.Key.Key_Down: (0, -_STEP_PX),
}
_ZOOMS = {Qt.Key.Key_Plus: _ZOOM, Qt.Key.Key_Equal: _ZOOM, Qt.Key.Key_Minus: 1 / _ZOOM}


class Pilot:
    """Owns which area the map is about, and whether the view is where the layout wants it.

    `now_s` in all methods: monotonic seconds, or None to arrive at once.
    """

    def __init__(self, world: World, navigator: Navigator, options: MapOptions) -> None:
        self._world = world
        self._navigator = navigator
        self._options = options
        self.inside = ""
        self.at_home = True

    def home(self, now_s: float | None) -> None:
        """To the view that the layout asks for, or to the area the map is about."""
        self.at_home = True
        options, shapes = self._options, self._world.shapes
        shape = shapes.get(self.inside)
        bounds = shape.bounds if shape is not None else shapes.bounds
        if bounds is None:
            return
        view = self._navigator.fitting(bounds)
        if shape is None and options.centre is not None:
            x_m, y_m = shapes.projection.to_metres(*options.centre)
            scale = view.width_px / options.span_m if options.span_m else view.px_per_m
            view = replace(view, x_m=x_m, y_m=y_m, px_per_m=scale)
        self._go(view, now_s)

    def drill(self, code: str, now_s: float | None) -> None:
        """Make an area what the map is about; empty text is the district."""
        self.inside = code
        self.home(now_s)

    def up(self, now_s: float | None) -> bool:
        """One level up, or back home; False if there is nowhere to go."""
        if not self.inside:
            was_home = self.at_home
            self.home(now_s)
            return not was_home
        chain = self._world.shapes.chain(self.inside)
        parent = chain[-2] if len(chain) > 1 else None
        self.drill(
            parent.code if parent is not None and parent.level is not AreaLevel.DISTRICT else "", now_s
        )
        return True

    def follow(self, before: Chosen, chosen: Chosen, now_s: float | None) -> None:
        """Go after a new choice, if the layout lets the map follow."""
        if self._options.follow == "none" or self._options.locked:
            return
        if chosen.incident_id != before.incident_id:
            self._follow_incident(chosen.incident_id, now_s)
        elif chosen.worker_id != before.worker_id or chosen.camera_id != before.camera_id:
            self._bring_into_view(self._world.place_of(chosen, now_s or 0.0), now_s)

    def _follow_incident(self, incident_id: str, now_s: float | None) -> None:
        placed, level = self._world.incidents.get(incident_id), self._options.level
        if not incident_id:
            self.drill("", now_s)
        if placed is None:
            return
        if self._options.span_m or level is AreaLevel.GRID:
            self.at_home = False
            view = self._navigator.view
            radius_m = self._options.span_m / 2 or _AROUND_M
            self._go(around(placed.x_m, placed.y_m, radius_m, view.width_px, view.height_px), now_s)
            return
        shape = self._world.area_of_incident(incident_id, level)
        self.drill(shape.code if shape is not None and level is not AreaLevel.DISTRICT else "", now_s)

    def _bring_into_view(self, place: tuple[float, float] | None, now_s: float | None) -> None:
        """Travel to a place only if it is not in the inner part of what is seen."""
        if place is None:
            return
        view = self._navigator.goal
        x, y = view.to_px(*place)
        edge_x, edge_y = view.width_px * _EDGE, view.height_px * _EDGE
        if not (edge_x < x < view.width_px - edge_x and edge_y < y < view.height_px - edge_y):
            self.at_home = False
            self._go(replace(view, x_m=place[0], y_m=place[1]), now_s)

    def press(self, key: Qt.Key, now_s: float) -> bool:
        """Follow a key; False if it is not the map's or the view is locked."""
        if self._options.locked:
            return False
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            return self.up(now_s)
        if key == Qt.Key.Key_Home:
            self.home(now_s)
            return True
        navigator = self._navigator
        if key in _STEPS:
            navigator.drag(*_STEPS[key])
        elif key in _ZOOMS:
            middle = navigator.view.width_px / 2, navigator.view.height_px / 2
            navigator.fly(navigator.zoomed(_ZOOMS[key], *middle), now_s)
        else:
            return False
        self.at_home = False
        return True

    def _go(self, view: Viewport, now_s: float | None) -> None:
        if now_s is None:
            self._navigator.jump(view)
        else:
            self._navigator.fly(view, now_s)
