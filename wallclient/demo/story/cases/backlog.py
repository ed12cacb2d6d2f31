"""What the room has on its hands when the story begins: open cases of the background, those ended today.

Counts are those of the pictures: 186 received today, 58 open, 41 being handled. Open ones in the background
rank behind the named ones: routine, with days left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from wallclient.demo.story.cases.history import History, spread
from wallclient.demo.story.cases.playbook import PATHS, Playbook
from wallclient.demo.story.cases.templates import CALM, TEMPLATES, Template
from wallclient.model.incidents import Incident, State

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.story.cases.scenery import Scenery

RECEIVED_TODAY = 186
# With the named ones: 6 to be accepted, 3 to be dispatched, 41 being handled, 1 suspended, 7 to check.
OPEN: tuple[tuple[State, int], ...] = (
    (State.REPORTED, 4),
    (State.VERIFY_REQUESTED, 1),
    (State.REGISTERED, 1),
    (State.DISPATCHED, 6),
    (State.IN_PROGRESS, 22),
    (State.DELAY_REQUESTED, 2),
    (State.RESOLVED, 2),
    (State.CHECK_REQUESTED, 3),
)
SOLVED = 117  # ended today in the usual way; with seven to check, 120 of 124 in time are 96.8 %
LATE = 4
_VOIDED = 5
# Reports per hour of the day, 0 to 23: mornings and evenings are busy.
_HOURS = (2, 1, 1, 1, 1, 2, 4, 8, 14, 18, 16, 14, 9, 9, 13, 14, 13, 12, 11, 14, 19, 14, 8, 4)


@dataclass(frozen=True, slots=True)
class BackgroundCase:
    """An incident of the story's own, and the template that it follows."""

    incident: Incident
    template: Template


class Backlog:
    """Builds the cases that stand before the first minute."""

    def __init__(self, scenery: Scenery, playbook: Playbook, history: History, random: Random) -> None:
        self._scenery = scenery
        self._playbook = playbook
        self._history = history
        self._random = random

    def build(self, now: datetime, named_today: int) -> list[BackgroundCase]:
        """All background cases in the order of their reports, without codes; `named_today` come on top."""
        cases: list[BackgroundCase] = []
        for state, count in OPEN:
            cases += [self._open(state, now) for _ in range(count)]
        ended = RECEIVED_TODAY - named_today - len(cases)
        for i in range(ended):
            if i < SOLVED:
                state = State.EVALUATED if self._random.random() < 0.6 else State.CLOSED
            else:
                state = State.VOIDED if i < SOLVED + _VOIDED else State.REJECTED
            cases.append(self._ended(state, now, late=i < LATE))
        cases.sort(key=lambda case: case.incident.reported_at)
        return cases

    def _open(self, state: State, now: datetime) -> BackgroundCase:
        case = self._case(CALM, state, self._reported_at(now, 0.6), now)
        due = now + timedelta(hours=self._random.uniform(124.0, 162.0))  # behind the named ones: over 5 days
        incident = msgspec.structs.replace(case.incident, stage_due_at=due, due_at=due + timedelta(hours=6))
        return BackgroundCase(incident, case.template)

    def _ended(self, state: State, now: datetime, *, late: bool) -> BackgroundCase:
        case = self._case(TEMPLATES, state, self._reported_at(now, 0.97), now)
        incident = case.incident
        if late and incident.resolved_at is not None:
            due = incident.reported_at + (incident.resolved_at - incident.reported_at) * 0.8
            incident = msgspec.structs.replace(incident, due_at=due)
        return BackgroundCase(incident, case.template)

    def _case(
        self, templates: tuple[Template, ...], state: State, reported_at: datetime, now: datetime
    ) -> BackgroundCase:
        template = self._random.choices(templates, [t.weight for t in templates])[0]
        incident = self._playbook.report(template, self._scenery.draw(self._random), "", reported_at)
        occurred = reported_at - timedelta(minutes=self._random.uniform(0.5, 9.0))
        incident = self._history.begin(msgspec.structs.replace(incident, occurred_at=occurred))
        actions = PATHS[state]
        span = min((now - reported_at) * 0.94, timedelta(minutes=self._random.uniform(35.0, 240.0)))
        moments = spread(reported_at, span, len(actions), self._random)
        return BackgroundCase(self._history.play(incident, template, actions, moments), template)

    def _reported_at(self, now: datetime, latest: float) -> datetime:
        """A moment of today, up to the share `latest` of what has passed of it; busy hours more often."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        end = midnight + (now - midnight) * latest
        hours = [h for h in range(24) if midnight + timedelta(hours=h) <= end]
        hour = self._random.choices(hours, [_HOURS[h] for h in hours])[0]
        start = midnight + timedelta(hours=hour)
        stop = min(start + timedelta(hours=1), end)
        return start + (stop - start) * self._random.random()
