"""The room's figures, counted a few incidents at a time so that no tick is held up.

Incidents lie in buckets; a bucket is counted again when one of its incidents changed, and all of them in
turn, because clocks run out without an event. What a figure means is said in `wallclient.rules.figures` only.
"""

from __future__ import annotations

import zlib
from collections import Counter
from typing import TYPE_CHECKING

from wallclient.rules.figures import Figures, SubdistrictFigures, count

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from wallclient.model.incidents import Incident
    from wallclient.model.table import ChangeSet, Table
    from wallclient.rules.profile import ClockProfile

_BUCKETS = 96
# At 30 ticks a second every bucket is looked at within two seconds.
_PER_TICK = 2
# After a burst of events, more at once: still below a millisecond or two.
_MOST_PER_TICK = 8


class RollingFigures:
    """Owns the buckets of one table, limited to an area (code prefix, empty for all)."""

    def __init__(self, table: Table[Incident], profile: ClockProfile, area: str = "") -> None:
        self._table = table
        self._profile = profile
        self._area = area
        self._ids: list[set[str]] = [set() for _ in range(_BUCKETS)]
        self._figures = [Figures()] * _BUCKETS
        self._dirty: dict[int, None] = {}
        self._next = 0
        for incident_id in table:
            self._put(incident_id)

    def apply(self, changes: ChangeSet) -> None:
        for incident_id in changes.present:
            self._put(incident_id)
        for incident_id in changes.removed:
            bucket = _bucket(incident_id)
            self._ids[bucket].discard(incident_id)
            self._dirty[bucket] = None

    def _put(self, incident_id: str) -> None:
        bucket = _bucket(incident_id)
        self._ids[bucket].add(incident_id)
        self._dirty[bucket] = None

    def advance(self, now: datetime) -> None:
        """Count the buckets whose turn it is."""
        for _ in range(_PER_TICK):
            self._dirty.setdefault(self._next, None)
            self._next = (self._next + 1) % _BUCKETS
        for bucket in list(self._dirty)[:_MOST_PER_TICK]:
            del self._dirty[bucket]
            self._figures[bucket] = count(self._incidents(bucket), now, self._profile)

    def _incidents(self, bucket: int) -> Iterable[Incident]:
        for incident_id in self._ids[bucket]:
            incident = self._table.get(incident_id)
            if incident is not None and incident.area.startswith(self._area):
                yield incident

    @property
    def settled(self) -> bool:
        """Whether every change has been counted."""
        return not self._dirty

    def figures(self) -> Figures:
        """The sum of all buckets."""
        return merged(self._figures)


def merged(parts: Iterable[Figures]) -> Figures:
    """Figures of several sets of incidents that have none in common."""
    sums: Counter[str] = Counter()
    in_time = 0.0
    classes: Counter[str] = Counter()
    places: dict[str, list[int]] = {}
    hours = [0] * 24
    for part in parts:
        for name in _SUMMED:
            sums[name] += getattr(part, name)
        in_time += (part.on_time_rate or 0.0) * part.resolved_today
        classes.update(dict(part.by_class))
        for place in part.by_subdistrict:
            total = places.setdefault(place.name, [0, 0, 0])
            total[0] += place.open
            total[1] += place.overdue
            total[2] += place.reported_today
        if part.reported_today:
            hours = [a + b for a, b in zip(hours, part.intake_per_hour, strict=True)]
    resolved = sums["resolved_today"]
    by_place = [SubdistrictFigures(name, *total) for name, total in places.items()]
    return Figures(
        **sums,
        on_time_rate=in_time / resolved if resolved else None,
        by_class=tuple(classes.most_common()),
        by_subdistrict=tuple(sorted(by_place, key=lambda place: (-place.open, place.name))),
        intake_per_hour=tuple(hours),
    )


_SUMMED = (
    "reported_today",
    "resolved_today",
    "open",
    "undispatched",
    "in_progress",
    "suspended",
    "due_soon",
    "overdue",
)


def _bucket(incident_id: str) -> int:
    return zlib.crc32(incident_id.encode()) % _BUCKETS
