"""What can be done with an incident in which state, and what comes of it.

TRANSITIONS is the whole truth, a value; nothing else decides whether an action is allowed. `apply` returns a
new incident or says why not, and changes nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from wallclient.model.commands import Action
from wallclient.model.incidents import ENDED, Incident, State
from wallclient.rules.course import ACTION_WORDS, STATE_WORDS
from wallclient.rules.effects import effects

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from wallclient.model.commands import IncidentCommand
    from wallclient.model.workers import Worker
    from wallclient.rules.profile import ClockProfile

A, S = Action, State

# Actions that leave the state as it is while an incident is open; a note is possible always.
_STAYING = (A.SUPERVISE, A.ACKNOWLEDGE, A.NOTE)

_HANDLING = (
    (A.RESOLVE, S.RESOLVED),
    (A.RETURN, S.RETURNED),
    (A.REDISPATCH, S.REDISPATCHED),
    (A.REQUEST_DELAY, S.DELAY_REQUESTED),
    (A.SUSPEND, S.SUSPENDED),
    (A.VOID, S.VOIDED),
)

# The usual next step stands first in each state.
_MOVING: dict[State, tuple[tuple[Action, State], ...]] = {
    S.DRAFT: ((A.REPORT, S.REPORTED), (A.SELF_HANDLE, S.RESOLVED), (A.VOID, S.VOIDED)),
    S.REPORTED: (
        (A.ACCEPT, S.ACCEPTED),
        (A.REQUEST_VERIFY, S.VERIFY_REQUESTED),
        (A.REJECT, S.REJECTED),
        (A.SELF_HANDLE, S.RESOLVED),
        (A.VOID, S.VOIDED),
    ),
    S.VERIFY_REQUESTED: (
        (A.VERIFY, S.VERIFIED),
        (A.ACCEPT, S.ACCEPTED),  # an emergency does not wait to be verified
        (A.REJECT, S.REJECTED),
        (A.SELF_HANDLE, S.RESOLVED),
        (A.VOID, S.VOIDED),
    ),
    S.VERIFIED: (
        (A.ACCEPT, S.ACCEPTED),
        (A.REJECT, S.REJECTED),
        (A.SELF_HANDLE, S.RESOLVED),
        (A.VOID, S.VOIDED),
    ),
    S.ACCEPTED: (
        (A.DISPATCH, S.DISPATCHED),
        (A.REGISTER, S.REGISTERED),
        (A.REQUEST_VERIFY, S.VERIFY_REQUESTED),
        (A.REJECT, S.REJECTED),
        (A.SELF_HANDLE, S.RESOLVED),
        (A.VOID, S.VOIDED),
    ),
    S.REGISTERED: ((A.DISPATCH, S.DISPATCHED), (A.SELF_HANDLE, S.RESOLVED), (A.VOID, S.VOIDED)),
    S.REJECTED: ((A.REOPEN, S.REPORTED),),
    S.DISPATCHED: ((A.START, S.IN_PROGRESS), *_HANDLING),
    S.RETURNED: (
        (A.REDISPATCH, S.REDISPATCHED),
        (A.DISPATCH, S.REDISPATCHED),  # to a dispatcher it is the same key
        (A.REJECT, S.REJECTED),
        (A.VOID, S.VOIDED),
    ),
    S.REDISPATCHED: ((A.START, S.IN_PROGRESS), *_HANDLING),
    S.IN_PROGRESS: _HANDLING,
    S.DELAY_REQUESTED: (
        (A.APPROVE_DELAY, S.IN_PROGRESS),
        (A.START, S.IN_PROGRESS),  # no delay granted: they go on
        (A.RESOLVE, S.RESOLVED),
        (A.RETURN, S.RETURNED),
        (A.SUSPEND, S.SUSPENDED),
        (A.VOID, S.VOIDED),
    ),
    S.SUSPENDED: ((A.RESUME, S.IN_PROGRESS), (A.VOID, S.VOIDED)),
    S.RESOLVED: (
        (A.REQUEST_CHECK, S.CHECK_REQUESTED),
        (A.CHECK, S.CHECKED),
        (A.CLOSE, S.CLOSED),
        (A.REWORK, S.REWORK),
    ),
    S.CHECK_REQUESTED: ((A.CHECK, S.CHECKED), (A.REWORK, S.REWORK)),
    S.CHECKED: ((A.CLOSE, S.CLOSED), (A.REWORK, S.REWORK)),
    S.REWORK: ((A.START, S.IN_PROGRESS), *_HANDLING),
    S.CLOSED: ((A.EVALUATE, S.EVALUATED), (A.REOPEN, S.REGISTERED)),
    S.VOIDED: ((A.REOPEN, S.REPORTED),),
    S.EVALUATED: ((A.REOPEN, S.REGISTERED),),
}


def _complete() -> dict[State, dict[Action, State]]:
    table: dict[State, dict[Action, State]] = {}
    for state, moves in _MOVING.items():
        staying = (A.NOTE,) if state in ENDED or state is S.DRAFT else _STAYING
        table[state] = {**dict(moves), **dict.fromkeys(staying, state)}
    return table


TRANSITIONS: Mapping[State, Mapping[Action, State]] = MappingProxyType(_complete())


class Why(StrEnum):
    """Why an action is not possible."""

    STATE = "state"  # not in this state
    NOBODY = "nobody"  # dispatched to nobody
    WORKER = "worker"  # no such worker
    EMPTY = "empty"  # a note without words
    OTHER = "other"  # meant for another incident


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """A refusal with its reason in both languages and what could be done instead."""

    why: Why
    reason_zh: str
    reason_en: str
    allowed: tuple[Action, ...]


def allowed(state: State) -> tuple[Action, ...]:
    """Actions possible in `state`, the usual next step first."""
    return tuple(TRANSITIONS[state])


def apply(
    incident: Incident,
    command: IncidentCommand,
    now: datetime,
    profile: ClockProfile,
    *,
    worker: Worker | None = None,
) -> Incident | NotAllowed:
    """The incident after `command`, one version on, or why that cannot be.

    `now` (aware) is the moment that counts, not the command's own time. `worker` is the one that a dispatch
    names, if the caller knows them. Whether the command was based on the present version is the caller's to
    check.
    """
    refusal = _refusal(incident, command, worker)
    if refusal is not None:
        return refusal
    state = TRANSITIONS[incident.state][command.action]
    return effects(incident, state, command, now, profile, worker)


def _refusal(incident: Incident, command: IncidentCommand, worker: Worker | None) -> NotAllowed | None:
    possible = allowed(incident.state)
    if command.incident_id != incident.id:
        return NotAllowed(
            Why.OTHER, "指令对应的不是这一案件", "The command is meant for another incident.", possible
        )
    action = command.action
    if action not in possible:
        state_zh, state_en = STATE_WORDS[incident.state]
        action_zh, action_en = ACTION_WORDS[action]
        return NotAllowed(
            Why.STATE,
            f"案件{state_zh}，不能{action_zh}",
            f"This incident is {state_en}: {action_en} is not possible.",
            possible,
        )
    if action in (A.DISPATCH, A.REDISPATCH):
        if not (command.worker_id or any(dept.strip() for dept in command.depts)):
            return NotAllowed(
                Why.NOBODY,
                "请选择责任单位或网格员",
                "Name a department or a grid worker to dispatch to.",
                possible,
            )
        if command.worker_id and (worker is None or worker.id != command.worker_id):
            return NotAllowed(
                Why.WORKER,
                f"没有编号为 {command.worker_id} 的网格员",
                f"There is no grid worker {command.worker_id}.",
                possible,
            )
    if action is A.NOTE and not command.note.strip():
        return NotAllowed(Why.EMPTY, "备注没有内容", "The note has no words.", possible)
    return None
