"""Live figures of the room, counted from its incidents.

Counted anew from the incidents each time, so that no figure can drift away from the cases behind it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.model.incidents import TO_DISPATCH, Incident, Stage, State
from wallclient.rules.clocks import Light, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from wallclient.rules.profile import ClockProfile


@dataclass(frozen=True, slots=True)
class SubdistrictFigures:
    name: str
    open: int
    overdue: int
    reported_today: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one moment.

    `on_time_rate`: of the incidents solved today, the share that was in time (0 to 1); None if none was.
    `by_class`: open incidents per big class, most first. `intake_per_hour`: reported today, one number per
    hour of the day (0 to 23).
    """

    reported_today: int = 0
    resolved_today: int = 0
    open: int = 0
    undispatched: int = 0
    in_progress: int = 0
    suspended: int = 0
    due_soon: int = 0
    overdue: int = 0
    on_time_rate: float | None = None
    by_class: tuple[tuple[str, int], ...] = ()
    by_subdistrict: tuple[SubdistrictFigures, ...] = ()
    intake_per_hour: tuple[int, ...] = (0,) * 24


def count(incidents: Iterable[Incident], now: datetime, profile: ClockProfile | None = None) -> Figures:
    """Figures at `now`, which is aware: its zone says where the day begins. Drafts do not count."""
    tally = _Tally(now, profile)
    for incident in incidents:
        if incident.state is not State.DRAFT:
            tally.add(incident)
    return tally.figures()


class _Tally:
    """Adds up one pass over the incidents."""

    def __init__(self, now: datetime, profile: ClockProfile | None) -> None:
        self._now = now
        self._profile = profile
        self._counts: Counter[str] = Counter()
        self._classes: Counter[str] = Counter()
        self._places: dict[str, Counter[str]] = {}
        self._hours = [0] * 24

    def add(self, incident: Incident) -> None:
        place = self._places.setdefault(incident.subdistrict, Counter())
        reported = incident.reported_at.astimezone(self._now.tzinfo)
        if reported.date() == self._now.date():
            self._counts["reported"] += 1
            self._hours[reported.hour] += 1
            place["reported"] += 1
        self._add_resolved(incident)
        if incident.is_open:
            self._add_open(incident, place)

    def _add_resolved(self, incident: Incident) -> None:
        at = incident.resolved_at
        if at is None or at.astimezone(self._now.tzinfo).date() != self._now.date():
            return
        self._counts["resolved"] += 1
        self._counts["in_time"] += incident.due_at is None or at <= incident.due_at

    def _add_open(self, incident: Incident, place: Counter[str]) -> None:
        self._counts["open"] += 1
        self._classes[incident.big_class] += 1
        place["open"] += 1
        self._counts["undispatched"] += incident.state in TO_DISPATCH
        if incident.state is State.SUSPENDED:
            self._counts["suspended"] += 1
            return
        handled = incident.stage is Stage.HANDLE or incident.state is State.REWORK
        self._counts["in_progress"] += handled or incident.state in (State.DISPATCHED, State.REDISPATCHED)
        light = nearest(incident, self._now, self._profile).light
        self._counts["due_soon"] += light is Light.YELLOW
        self._counts["overdue"] += light is Light.RED
        place["overdue"] += light is Light.RED

    def figures(self) -> Figures:
        counts = self._counts
        places = (
            SubdistrictFigures(name, place["open"], place["overdue"], place["reported"])
            for name, place in self._places.items()
            if name
        )
        return Figures(
            reported_today=counts["reported"],
            resolved_today=counts["resolved"],
            open=counts["open"],
            undispatched=counts["undispatched"],
            in_progress=counts["in_progress"],
            suspended=counts["suspended"],
            due_soon=counts["due_soon"],
            overdue=counts["overdue"],
            on_time_rate=counts["in_time"] / counts["resolved"] if counts["resolved"] else None,
            by_class=tuple(self._classes.most_common()),
            by_subdistrict=tuple(sorted(places, key=lambda place: (-place.open, place.name))),
            intake_per_hour=tuple(self._hours),
        )
