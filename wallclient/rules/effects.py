"""What an allowed action changes in an incident: times, due times, assignments, course, version.

Due times follow one rule: a stage that begins gets its own limit, a pause moves what is left, a delay adds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from wallclient.model.commands import Action
from wallclient.model.incidents import ENDED, Assignment, CourseEntry, Incident, State
from wallclient.rules.course import course_text

if TYPE_CHECKING:
    from datetime import datetime

    from wallclient.model.commands import IncidentCommand
    from wallclient.model.workers import Worker
    from wallclient.rules.profile import ClockProfile

_DISPATCHES = (Action.DISPATCH, Action.REDISPATCH)


def opened(incident: Incident, profile: ClockProfile) -> Incident:
    """A new incident with the due times of `profile`, where it has none of its own."""
    limits = profile.limits_of(incident)
    after = profile.counting.after
    changes: dict[str, Any] = {}
    if incident.due_at is None:
        changes["due_at"] = after(incident.reported_at, limits.case_s)
    if incident.stage_due_at is None and incident.is_open and incident.resolved_at is None:
        sent_at = incident.dispatched_at
        changes["stage_due_at"] = (
            after(incident.reported_at, limits.dispatch_s)
            if sent_at is None
            else after(sent_at, limits.resolve_s)
        )
    return msgspec.structs.replace(incident, **changes) if changes else incident


def effects(
    incident: Incident,
    state: State,
    command: IncidentCommand,
    now: datetime,
    profile: ClockProfile,
    worker: Worker | None,
) -> Incident:
    """`incident` after `command` has brought it to `state` at `now`."""
    depts = tuple(dict.fromkeys(dept.strip() for dept in command.depts if dept.strip()))
    entry = CourseEntry(
        at=now, who=command.by, text=course_text(command, depts, worker), action=command.action.value
    )
    changes: dict[str, Any] = {
        "state": state,
        "version": incident.version + 1,
        "course": (*incident.course, entry),
        **_times(incident, state, command.action, now),
        **_due(incident, state, command.action, now, profile),
    }
    if command.action in _DISPATCHES:
        changes |= _assignments(depts, worker, now)
    elif command.action is Action.START:
        changes["assignments"] = tuple(
            msgspec.structs.replace(one, receipt="taken", at=now) if one.receipt != "arrived" else one
            for one in incident.assignments
        )
    elif command.action is Action.ACKNOWLEDGE:
        changes["acknowledged"] = True
    elif command.action is Action.SUPERVISE:
        changes["supervisions"] = incident.supervisions + 1
    return msgspec.structs.replace(incident, **changes)


def _assignments(depts: tuple[str, ...], worker: Worker | None, now: datetime) -> dict[str, Any]:
    sent = [Assignment(dept=dept, lead=index == 0, at=now) for index, dept in enumerate(depts)]
    if worker is not None:
        unit = worker.area_name or "网格"
        sent.append(Assignment(dept=unit, lead=not depts, person=worker.name, at=now, worker_id=worker.id))
    return {
        "assignments": tuple(sent),
        "lead_dept": sent[0].dept,
        "assisting_depts": tuple(one.dept for one in sent[1:]),
    }


def _times(incident: Incident, state: State, action: Action, now: datetime) -> dict[str, Any]:
    reopened = {"dispatched_at": None, "resolved_at": None, "closed_at": None, "acknowledged": False}
    changes: dict[Action, dict[str, Any]] = {
        Action.REPORT: {"reported_at": now},
        Action.ACCEPT: {"accepted_at": now, "acknowledged": True},
        Action.DISPATCH: {"dispatched_at": now, "acknowledged": True},
        Action.REDISPATCH: {"dispatched_at": now, "acknowledged": True},
        Action.RETURN: {"dispatched_at": None},
        Action.SUSPEND: {"suspended_at": now},
        Action.RESUME: {"suspended_at": None},
        Action.RESOLVE: {"resolved_at": now, "acknowledged": True},
        Action.SELF_HANDLE: {"resolved_at": now, "acknowledged": True},
        Action.REWORK: {"resolved_at": None, "dispatched_at": incident.dispatched_at or now},
        Action.REJECT: {"closed_at": now},
        Action.VOID: {"closed_at": now, "suspended_at": None},
        Action.CLOSE: {"closed_at": now},
        Action.REOPEN: reopened if state is State.REGISTERED else {**reopened, "accepted_at": None},
    }
    return changes.get(action, {})


def _due(
    incident: Incident, state: State, action: Action, now: datetime, profile: ClockProfile
) -> dict[str, Any]:
    limits = profile.limits_of(incident)
    after = profile.counting.after
    match action:
        case Action.REPORT | Action.REOPEN:
            return {"due_at": after(now, limits.case_s), "stage_due_at": after(now, limits.dispatch_s)}
        case Action.DISPATCH | Action.REDISPATCH | Action.REWORK:
            return {"stage_due_at": after(now, limits.resolve_s)}
        case Action.RETURN:
            return {"stage_due_at": after(now, limits.dispatch_s)}
        case Action.RESOLVE | Action.SELF_HANDLE:
            return {"stage_due_at": after(now, limits.check_s)}
        case Action.RESUME if incident.suspended_at is not None:
            return _moved(incident, profile.counting.elapsed_s(incident.suspended_at, now), profile)
        case Action.APPROVE_DELAY:
            return _moved(incident, limits.delay_s, profile)
    return {"stage_due_at": None} if state in ENDED else {}


def _moved(incident: Incident, seconds: float, profile: ClockProfile) -> dict[str, Any]:
    after = profile.counting.after
    return {
        key: after(due, seconds)
        for key, due in (("due_at", incident.due_at), ("stage_due_at", incident.stage_due_at))
        if due is not None
    }
