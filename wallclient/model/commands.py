"""Commands on their way from an operator to the platform and back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class Action(StrEnum):
    """What can be done with an incident. Which is allowed when: wallclient.rules.lifecycle."""

    REPORT = "report"
    REQUEST_VERIFY = "request_verify"
    VERIFY = "verify"
    ACCEPT = "accept"
    REGISTER = "register"
    REJECT = "reject"
    DISPATCH = "dispatch"
    RETURN = "return"
    REDISPATCH = "redispatch"
    START = "start"
    REQUEST_DELAY = "request_delay"
    APPROVE_DELAY = "approve_delay"
    SUSPEND = "suspend"
    RESUME = "resume"
    RESOLVE = "resolve"
    REQUEST_CHECK = "request_check"
    CHECK = "check"
    CLOSE = "close"
    VOID = "void"
    REWORK = "rework"
    EVALUATE = "evaluate"
    SUPERVISE = "supervise"
    ACKNOWLEDGE = "acknowledge"
    REOPEN = "reopen"
    SELF_HANDLE = "self_handle"
    NOTE = "note"


class IncidentCommand(msgspec.Struct, frozen=True, kw_only=True):
    """One wish of one operator. `command_id`: the idempotency key; `based_on`: the version that they saw."""

    command_id: str
    incident_id: str
    action: Action
    by: str
    at: datetime
    based_on: int
    note: str = ""
    depts: tuple[str, ...] = ()  # dispatch: the lead first
    worker_id: str = ""  # dispatch to a grid worker


class CommandState(StrEnum):
    QUEUED = "queued"  # stored here, the platform cannot be reached: waits, visibly
    PENDING = "pending"  # on its way or accepted; its event has not come back yet
    DONE = "done"
    CONFLICT = "conflict"  # somebody changed the incident first
    REFUSED = "refused"  # the platform says no, with a reason


class CommandStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Where a command stands. `reason` in words for people; `other_by` who won a conflict."""

    command: IncidentCommand
    state: CommandState
    reason: str = ""
    other_by: str = ""
