"""The departments at work: they bring the story's own cases from state to state, through commands.

They never fight an operator: every command names the version that it was based on, and after a conflict they
take over what the operator decided, wait, and go on from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from wallclient.demo.story.emission import Done, Outcome
from wallclient.model.commands import Action, IncidentCommand
from wallclient.model.incidents import Incident, Source, State
from wallclient.rules.lifecycle import TRANSITIONS

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.story.cases.playbook import Playbook
    from wallclient.demo.story.cases.templates import Template
    from wallclient.demo.story.emission import Ids
    from wallclient.demo.story.patrol import Patrol

MOST_PER_STEP = 8
_NOTES_EACH = 2
_WORKER_SHARE = 0.35
_PAUSE_AFTER_CONFLICT_S = (60.0, 120.0)
_PATIENCE = 5  # refusals in a row before a case is left alone
_EVALUATED_SHARE = 0.6
# In these states whoever was sent has nothing more to do there.
_WORK_OVER = frozenset({State.RESOLVED, State.RETURNED, State.VOIDED, State.CLOSED, State.REJECTED})


@dataclass(slots=True)
class _Case:
    incident: Incident
    template: Template
    action: Action
    next_at: datetime
    in_flight: str = ""
    notes: int = 0
    refusals: int = 0
    worker_id: str = ""


class Departments:
    """Owns the story's own open cases. `rate` above 1 makes everybody work faster."""

    def __init__(self, playbook: Playbook, patrol: Patrol, ids: Ids, random: Random, rate: float) -> None:
        self._playbook = playbook
        self._patrol = patrol
        self._ids = ids
        self._random = random
        self._rate = rate
        self._cases: dict[str, _Case] = {}

    def __len__(self) -> int:
        return len(self._cases)

    def adopt(
        self,
        incident: Incident,
        template: Template,
        now: datetime,
        *,
        soon_s: float = 0.0,
        worker_id: str = "",
    ) -> None:
        """Take a case on; `worker_id` works on it. The first step comes up to `soon_s` later than usual."""
        case = _Case(incident, template, Action.NOTE, now, worker_id=worker_id)
        if self._plan(case, now):
            case.next_at += timedelta(seconds=self._random.uniform(0.0, soon_s) / self._rate)
            self._cases[incident.id] = case

    def step(self, now: datetime) -> list[IncidentCommand]:
        """Commands that are due; at most MOST_PER_STEP, so that a long pause does not end in a flood."""
        due = [case for case in self._cases.values() if not case.in_flight and case.next_at <= now]
        return [self._order(case, now) for case in sorted(due, key=lambda c: c.next_at)[:MOST_PER_STEP]]

    def answered(self, command: IncidentCommand, outcome: Outcome, now: datetime) -> None:
        """What became of a command; commands of others are passed over."""
        case = self._cases.get(command.incident_id)
        if case is None or case.in_flight != command.command_id:
            return
        case.in_flight = ""
        if isinstance(outcome, Done):
            case.refusals = 0
            case.notes += command.action is Action.NOTE
            state = TRANSITIONS[case.incident.state][command.action]
            case.incident = msgspec.structs.replace(case.incident, state=state, version=outcome.version)
        else:
            self._give_way(case, outcome.incident)
        if case.incident.state in _WORK_OVER and case.worker_id:
            self._patrol.release(case.worker_id)
            case.worker_id = ""
        if case.refusals > _PATIENCE or not self._plan(case, now):
            self._forget(case)
        elif not isinstance(outcome, Done):
            case.next_at += timedelta(seconds=self._random.uniform(*_PAUSE_AFTER_CONFLICT_S) / self._rate)

    def _give_way(self, case: _Case, incident: Incident | None) -> None:
        case.refusals += 1
        if incident is not None:
            case.incident = incident

    def _forget(self, case: _Case) -> None:
        if case.worker_id:
            self._patrol.release(case.worker_id)
        del self._cases[case.incident.id]

    def _plan(self, case: _Case, now: datetime) -> bool:
        """Choose the next step; False if the case needs nothing more."""
        step = self._playbook.next_step(case.incident.state)
        if step is None:
            return False
        if step.action is Action.EVALUATE and self._random.random() > _EVALUATED_SHARE:
            return False
        action = step.action
        if action is Action.NOTE and case.notes >= _NOTES_EACH:
            action = Action.RESOLVE
        case.action = action
        case.next_at = now + timedelta(seconds=self._random.uniform(*step.delay_s) / self._rate)
        return True

    def _order(self, case: _Case, now: datetime) -> IncidentCommand:
        command = self._playbook.command(case.incident, case.template, case.action, now, self._ids.next())
        if case.action in (Action.DISPATCH, Action.REDISPATCH) and case.incident.source is Source.GRID:
            case.worker_id = self._worker_for(case)
            command = msgspec.structs.replace(command, worker_id=case.worker_id)
        case.in_flight = command.command_id
        return command

    def _worker_for(self, case: _Case) -> str:
        if case.worker_id or self._random.random() > _WORKER_SHARE:
            return case.worker_id
        return self._patrol.take(case.incident.area)
