"""What the map is about, as one value: which area, which incident, which place, and the words for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.map import wording
from ui.map.layers.furniture import Key, Title
from wallclient.model.areas import AreaLevel

if TYPE_CHECKING:
    from ui.map.fields.world import World
    from ui.map.layers.callout import CalloutText
    from ui.map.plane.viewport import Viewport
    from wallclient.layout.kinds.map import MapOptions
    from wallclient.model.instant import Instant
    from wallclient.model.selection import Chosen

# From here on single streets can be told apart, and distances around a place mean something.
CLOSE_FROM = 0.2


@dataclass(frozen=True, slots=True)
class Focus:
    """`inside`, `selected`: area codes; `place`: metres of what is looked at, whatever the scale."""

    inside: str = ""
    in_use: AreaLevel = AreaLevel.DISTRICT
    selected: str = ""
    incident_id: str = ""
    worker_id: str = ""
    place: tuple[float, float] | None = None
    title: Title = field(default_factory=lambda: Title(""))
    key: Key = field(default_factory=Key)
    callout: CalloutText | None = None
    outlined: bool = False


class FocusMaker:
    """Makes the focus from world, options and choice. Keeps no state."""

    def __init__(self, world: World, options: MapOptions, *, alone: bool) -> None:
        """`alone`: nothing beside the map tells of the incident, so the map says it at every scale."""
        self._world = world
        self._options = options
        self._alone = alone

    def make(self, inside: str, chosen: Chosen, goal: Viewport, instant: Instant, *, outlined: bool) -> Focus:
        """`inside`: the area the map is about; `goal`: where the view is or travels to."""
        world, options = self._world, self._options
        spoken = world.incidents.get(chosen.incident_id) or world.incidents.worst()
        incident_id = spoken.id if spoken is not None else ""
        place = world.place_of(chosen, instant.monotonic_s)
        close = place is not None and goal.px_per_m >= CLOSE_FROM
        if close:
            title = wording.surroundings(goal, own=options.title, locked=options.locked)
        else:
            title = wording.title(world, inside, own=options.title, locked=options.locked)
        return Focus(
            inside=inside,
            in_use=self._level_in_use(inside),
            selected=self._selected(inside, chosen, incident_id),
            incident_id=incident_id,
            worker_id=chosen.worker_id,
            place=place,
            title=title,
            key=wording.key(world, inside, options.layers, instant),
            callout=wording.callout(world, incident_id, instant) if self._alone or not close else None,
            outlined=outlined,
        )

    def _level_in_use(self, inside: str) -> AreaLevel:
        shape = self._world.shapes.get(inside)
        if shape is not None:
            return shape.level
        fine = self._options.level in (AreaLevel.COMMUNITY, AreaLevel.GRID)
        return self._options.level if fine else AreaLevel.DISTRICT

    def _selected(self, inside: str, chosen: Chosen, incident_id: str) -> str:
        """Code of the area that is filled: the chosen one, else the one in which the incident lies."""
        shapes = self._world.shapes
        if chosen.area_code and chosen.area_code != inside:
            return chosen.area_code if shapes.get(chosen.area_code) else ""
        if not incident_id:
            return ""
        shape = self._world.area_of_incident(incident_id, shapes.level_below(inside))
        return shape.code if shape is not None else ""
