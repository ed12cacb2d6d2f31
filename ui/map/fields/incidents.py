"""Open incidents on the plane; those that would cover each other are gathered under the worst of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.model.incidents import Sensitivity
from wallclient.rules.clocks import severity_shown
from wallclient.rules.coordinates import to_wgs84

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ui.map.plane.projection import LocalProjection
    from ui.map.plane.viewport import Viewport
    from wallclient.model.incidents import Incident
    from wallclient.model.table import ChangeSet, Table
    from wallclient.rules.profile import ClockProfile

# Reading clocks costs some 20 µs each, so a tick looks at this many of them.
_LOOKED_AT_PER_TICK = 20
# Signs may touch a little before they count as one.
_OVERLAP = 0.78


@dataclass(frozen=True, slots=True)
class PlacedIncident:
    """An open incident where it happened, in metres."""

    id: str
    x_m: float
    y_m: float
    severity: int
    due_s: float
    unacknowledged: bool

    @property
    def blinks(self) -> bool:
        return self.unacknowledged and self.severity <= 2

    @property
    def rank(self) -> tuple[int, float, str]:
        return self.severity, self.due_s, self.id


@dataclass(frozen=True, slots=True)
class Cluster:
    """Signs drawn as one: the worst of them at its own place, in pixels."""

    head: PlacedIncident
    x_px: float
    y_px: float
    members: tuple[PlacedIncident, ...]

    @property
    def blinks(self) -> bool:
        return any(member.blinks for member in self.members)

    def holds(self, incident_id: str) -> bool:
        return any(member.id == incident_id for member in self.members)

    def after(self, incident_id: str) -> str:
        """Id of the member that a click chooses: the next one round if one of them is chosen already."""
        ids = [member.id for member in sorted(self.members, key=lambda member: member.rank)]
        return ids[(ids.index(incident_id) + 1) % len(ids)] if incident_id in ids else ids[0]


class IncidentField:
    """Owns the open incidents that have a place. Severity follows their clocks, a few per tick.

    `discreet`: leave out what must not be seen by everybody, as on a wall.
    """

    def __init__(self, projection: LocalProjection, profile: ClockProfile, *, discreet: bool = False) -> None:
        self._projection = projection
        self._profile = profile
        self._discreet = discreet
        self._placed: dict[str, PlacedIncident] = {}
        self._turn: list[str] = []

    def load(self, incidents: Iterable[Incident], now: datetime) -> None:
        found = (self._place(incident, now) for incident in incidents)
        self._placed = {placed.id: placed for placed in found if placed is not None}

    def apply(self, table: Table[Incident], changes: ChangeSet, now: datetime) -> bool:
        """Take in what changed; True if any of it is drawn differently now. Most changes are not."""
        drawn = False
        for incident_id in changes.removed:
            drawn |= self._placed.pop(incident_id, None) is not None
        for incident_id in changes.present:
            incident = table.get(incident_id)
            placed = self._place(incident, now) if incident is not None else None
            drawn |= placed != self._placed.get(incident_id)
            if placed is None:
                self._placed.pop(incident_id, None)
            else:
                self._placed[incident_id] = placed
        return drawn

    def look_again(self, table: Table[Incident], now: datetime) -> bool:
        """Read the clocks of the next few; True if a severity is no longer what it was."""
        if not self._turn:
            self._turn = list(self._placed)
        changed = False
        for incident_id in self._turn[-_LOOKED_AT_PER_TICK:]:
            incident, old = table.get(incident_id), self._placed.get(incident_id)
            if incident is None or old is None or not incident.is_open:
                continue
            fresh = self._place(incident, now)
            if fresh is not None and fresh != old:
                self._placed[incident_id] = fresh
                changed = True
        del self._turn[-_LOOKED_AT_PER_TICK:]
        return changed

    def get(self, incident_id: str) -> PlacedIncident | None:
        return self._placed.get(incident_id)

    def values(self) -> Iterable[PlacedIncident]:
        return self._placed.values()

    def worst(self) -> PlacedIncident | None:
        """The one to speak of when nobody has chosen: most severe, then first due."""
        return min(self._placed.values(), key=lambda placed: placed.rank, default=None)

    def _place(self, incident: Incident, now: datetime) -> PlacedIncident | None:
        if not incident.is_open or incident.lon is None or incident.lat is None:
            return None
        if self._discreet and incident.sensitivity is Sensitivity.HIDE:
            return None
        try:
            lon, lat = to_wgs84(incident.lon, incident.lat, incident.crs)
        except ValueError:
            # Coordinates of an unknown system could be 500 m off: no place is better than a wrong one.
            return None
        x_m, y_m = self._projection.to_metres(lon, lat)
        return PlacedIncident(
            incident.id,
            x_m,
            y_m,
            severity_shown(incident, now, self._profile),
            incident.due_at.timestamp() if incident.due_at is not None else float("inf"),
            not incident.acknowledged,
        )


def gather(
    incidents: Iterable[PlacedIncident], view: Viewport, sizes_px: Sequence[float], chosen_id: str
) -> list[Cluster]:
    """Signs of a view, in the order they are drawn: least severe first; the chosen one is never absorbed.

    `sizes_px`: the sign's size for severity 1 to 4.
    """
    heads: list[tuple[PlacedIncident, float, float, list[PlacedIncident]]] = []
    for placed in sorted(incidents, key=lambda i: (i.id != chosen_id, i.rank)):
        x, y = view.to_px(placed.x_m, placed.y_m)
        size = sizes_px[placed.severity - 1]
        if not (-size < x < view.width_px + size and -size < y < view.height_px + size):
            continue
        for head, hx, hy, members in heads:
            room = (size + sizes_px[head.severity - 1]) / 2 * _OVERLAP
            if abs(x - hx) < room and abs(y - hy) < room:
                members.append(placed)
                break
        else:
            heads.append((placed, x, y, [placed]))
    clusters = [Cluster(head, x, y, tuple(members)) for head, x, y, members in heads]
    return sorted(clusters, key=lambda cluster: cluster.head.rank, reverse=True)
