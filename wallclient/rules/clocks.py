"""The clocks of an incident as readings: three firsts and the whole case.

Nothing is stored but what the incident carries: due times, the moments of its course, the suspension. A
reading is computed when it is looked at, so a clock can never be out of step with its incident. `now` is
aware.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from wallclient.model.commands import Action
from wallclient.model.incidents import State
from wallclient.rules.counting import NATURAL

if TYPE_CHECKING:
    from wallclient.model.incidents import Incident
    from wallclient.rules.profile import ClockProfile

DEFAULT_YELLOW_AT = 0.8
_MARKING = frozenset({Action.SUSPEND, Action.RESUME, Action.REOPEN, Action.RETURN, Action.REWORK})


class ClockName(StrEnum):
    REPORT = "report"  # occurred → reported (发现至上报)
    DISPATCH = "dispatch"  # reported → dispatched (上报至派遣)
    RESOLVE = "resolve"  # dispatched → resolved (派遣至解决)
    CASE = "case"  # reported → closed


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"


class ClockReading(msgspec.Struct, frozen=True):
    """One clock at one moment, in counted seconds.

    `limit_s` and `remaining_s` are None where no limit is known; `remaining_s` below 0 is the overrun.
    `fraction` is elapsed ÷ limit (0 without a limit, and may pass 1). A clock that has not started has
    nothing elapsed.
    """

    name: ClockName
    elapsed_s: float
    limit_s: float | None
    fraction: float
    light: Light
    remaining_s: float | None
    done: bool = False
    paused: bool = False
    started: bool = True


class _Span(msgspec.Struct, frozen=True):
    """From when to when a clock runs, and what limits it: a due time, or else a number of seconds."""

    start: datetime | None
    end: datetime | None
    due: datetime | None
    limit_s: float | None


@dataclass(slots=True)
class _Marks:
    """What the course says about clocks: when they began anew, and when they stood still."""

    reopened_at: datetime | None = None
    returned_at: datetime | None = None
    reworked_at: datetime | None = None
    pauses: tuple[tuple[datetime, datetime], ...] = ()


def readings(
    incident: Incident, now: datetime, profile: ClockProfile | None = None
) -> tuple[ClockReading, ClockReading, ClockReading, ClockReading]:
    """Report, dispatch, resolve and case clock.

    Running clocks take their limit from the incident's due times; those that are done, and the report clock,
    have one only if `profile` is given.
    """
    watch = _Watch(incident, now, profile)
    return (
        watch.read(ClockName.REPORT),
        watch.read(ClockName.DISPATCH),
        watch.read(ClockName.RESOLVE),
        watch.read(ClockName.CASE),
    )


def nearest(incident: Incident, now: datetime, profile: ClockProfile | None = None) -> ClockReading:
    """The clock to show in a row: of those that run with a limit the one that ends first, else the case's."""
    watch = _Watch(incident, now, profile)
    case = watch.read(ClockName.CASE)
    name = _running(incident)
    if name is None:
        return case
    stage = watch.read(name)
    if stage.remaining_s is None:
        return case
    return stage if case.remaining_s is None or stage.remaining_s <= case.remaining_s else case


def severity_shown(incident: Incident, now: datetime, profile: ClockProfile | None = None) -> int:
    """The incident's severity; a 4 whose clock is yellow or red is lifted to 3 while the incident is open."""
    return _lifted(incident, nearest(incident, now, profile))


def sort_key(
    incident: Incident, now: datetime, profile: ClockProfile | None = None
) -> tuple[int, int, float]:
    """Orders rows: severity, then remaining time; suspended ones after the open ones, ended ones last."""
    reading = nearest(incident, now, profile)
    rank = 0 if incident.is_open else 2
    if incident.state is State.SUSPENDED:
        rank = 1
    remaining_s = math.inf if reading.remaining_s is None else reading.remaining_s
    return rank, _lifted(incident, reading), remaining_s


def _lifted(incident: Incident, reading: ClockReading) -> int:
    late = incident.is_open and reading.light in (Light.YELLOW, Light.RED)
    return 3 if late and incident.severity == 4 else incident.severity


def _running(incident: Incident) -> ClockName | None:
    """The stage's clock that runs now, if any."""
    if not incident.is_open or incident.resolved_at is not None:
        return None
    return ClockName.DISPATCH if incident.dispatched_at is None else ClockName.RESOLVE


class _Watch:
    """Reads the clocks of one incident at one moment."""

    def __init__(self, incident: Incident, now: datetime, profile: ClockProfile | None) -> None:
        self._incident = incident
        self._now = now
        self._marks = _marks(incident, now)
        self._limits = profile.limits_of(incident) if profile is not None else None
        self._counting = profile.counting if profile is not None else NATURAL
        self._yellow_at = profile.yellow_at if profile is not None else DEFAULT_YELLOW_AT

    def read(self, name: ClockName) -> ClockReading:
        span = self._span(name)
        if span.start is None:
            return ClockReading(name, 0.0, span.limit_s, 0.0, Light.GREEN, span.limit_s, started=False)
        done = span.end is not None
        paused = not done and self._incident.suspended_at is not None
        end = span.end if span.end is not None else self._now
        paused_s = self._paused_s(span.start, end)
        elapsed_s = max(0.0, self._counting.elapsed_s(span.start, end) - paused_s)
        limit_s = span.limit_s
        if span.due is not None:
            limit_s = self._limit_s(span.start, span.due, paused_s, paused)
        if limit_s is None:
            light = Light.PAUSED if paused else Light.GREEN
            return ClockReading(name, elapsed_s, None, 0.0, light, None, done, paused)
        fraction = elapsed_s / limit_s if limit_s > 0 else math.inf
        light = Light.PAUSED if paused else self._light(fraction)
        return ClockReading(name, elapsed_s, limit_s, fraction, light, limit_s - elapsed_s, done, paused)

    def _light(self, fraction: float) -> Light:
        if fraction >= 1:
            return Light.RED
        return Light.YELLOW if fraction >= self._yellow_at else Light.GREEN

    def _limit_s(self, start: datetime, due: datetime, paused_s: float, paused: bool) -> float:
        # Each pause that is over has moved the due time, and so has each delay; only delays lengthen the
        # limit.
        suspended_at = self._incident.suspended_at
        running_s = self._counting.elapsed_s(suspended_at, self._now) if paused and suspended_at else 0.0
        return self._counting.elapsed_s(start, due) - (paused_s - running_s)

    def _paused_s(self, start: datetime, end: datetime) -> float:
        if not self._marks.pauses:
            return 0.0
        return sum(
            self._counting.elapsed_s(max(begin, start), min(until, end))
            for begin, until in self._marks.pauses
            if begin < end and until > start
        )

    def _span(self, name: ClockName) -> _Span:
        incident, marks, limits = self._incident, self._marks, self._limits
        match name:
            case ClockName.REPORT:
                limit_s = limits.report_s if limits else None
                return _Span(incident.occurred_at, incident.reported_at, None, limit_s)
            case ClockName.DISPATCH:
                start = _later(_later(incident.reported_at, marks.reopened_at), marks.returned_at)
                end = incident.dispatched_at or incident.resolved_at or incident.closed_at
                due = incident.stage_due_at if end is None else None
                return _Span(start, end, due, limits.dispatch_s if limits else None)
            case ClockName.RESOLVE:
                start = _later(incident.dispatched_at, marks.reworked_at) if incident.dispatched_at else None
                end = incident.resolved_at or incident.closed_at
                due = incident.stage_due_at if end is None and start is not None else None
                return _Span(start, end, due, limits.resolve_s if limits else None)
            case ClockName.CASE:
                start = _later(incident.reported_at, marks.reopened_at)
                limit_s = limits.case_s if limits else None
                return _Span(start, _ended_at(incident), incident.due_at, limit_s)


def _marks(incident: Incident, now: datetime) -> _Marks:
    marks = _Marks()
    stopped: list[datetime] = []
    resumed: list[datetime] = []
    for entry in incident.course:
        if entry.action not in _MARKING:
            continue
        match entry.action:
            case Action.SUSPEND:
                stopped.append(entry.at)
            case Action.RESUME:
                resumed.append(entry.at)
            case Action.REOPEN:
                marks.reopened_at = _later(marks.reopened_at, entry.at)
            case Action.RETURN:
                marks.returned_at = _later(marks.returned_at, entry.at)
            case Action.REWORK:
                marks.reworked_at = _later(marks.reworked_at, entry.at)
    # The course of another platform may stand in any order; pauses follow one another all the same.
    pairs = list(zip(sorted(stopped), sorted(resumed), strict=False))
    if incident.suspended_at is not None:
        pairs.append((incident.suspended_at, now))
    marks.pauses = tuple(pairs)
    return marks


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return max(one, other)


def _ended_at(incident: Incident) -> datetime | None:
    if incident.is_open:
        return None
    if incident.closed_at is not None:
        return incident.closed_at
    return max((entry.at for entry in incident.course), default=incident.reported_at)
