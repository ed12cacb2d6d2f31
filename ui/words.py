"""The interface's words for states, actions and lights. English is the source text, zh_CN the translation.

One word for one thing: take it from here, never spell it in a pane.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from wallclient.model.commands import Action, CommandState
from wallclient.model.health import HealthState, Reason
from wallclient.model.incidents import Source, Stage, State, Urgency
from wallclient.model.workers import WorkerStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

STATES: Mapping[State, object] = {
    State.DRAFT: QT_TRANSLATE_NOOP("Words", "Draft"),
    State.REPORTED: QT_TRANSLATE_NOOP("Words", "Reported"),
    State.VERIFY_REQUESTED: QT_TRANSLATE_NOOP("Words", "Verifying"),
    State.VERIFIED: QT_TRANSLATE_NOOP("Words", "Verified"),
    State.ACCEPTED: QT_TRANSLATE_NOOP("Words", "Accepted"),
    State.REGISTERED: QT_TRANSLATE_NOOP("Words", "Registered"),
    State.REJECTED: QT_TRANSLATE_NOOP("Words", "Rejected"),
    State.DISPATCHED: QT_TRANSLATE_NOOP("Words", "Dispatched"),
    State.RETURNED: QT_TRANSLATE_NOOP("Words", "Returned"),
    State.REDISPATCHED: QT_TRANSLATE_NOOP("Words", "Dispatched again"),
    State.IN_PROGRESS: QT_TRANSLATE_NOOP("Words", "In progress"),
    State.DELAY_REQUESTED: QT_TRANSLATE_NOOP("Words", "Delay requested"),
    State.SUSPENDED: QT_TRANSLATE_NOOP("Words", "Suspended"),
    State.RESOLVED: QT_TRANSLATE_NOOP("Words", "Solved"),
    State.CHECK_REQUESTED: QT_TRANSLATE_NOOP("Words", "To be checked"),
    State.CHECKED: QT_TRANSLATE_NOOP("Words", "Checked"),
    State.CLOSED: QT_TRANSLATE_NOOP("Words", "Closed"),
    State.REWORK: QT_TRANSLATE_NOOP("Words", "Rework"),
    State.VOIDED: QT_TRANSLATE_NOOP("Words", "Voided"),
    State.EVALUATED: QT_TRANSLATE_NOOP("Words", "Rated"),
}
STAGES: Mapping[Stage, object] = {
    Stage.COLLECT: QT_TRANSLATE_NOOP("Words", "Collect"),
    Stage.REGISTER: QT_TRANSLATE_NOOP("Words", "Register"),
    Stage.DISPATCH: QT_TRANSLATE_NOOP("Words", "Dispatch"),
    Stage.HANDLE: QT_TRANSLATE_NOOP("Words", "Handle"),
    Stage.FEEDBACK: QT_TRANSLATE_NOOP("Words", "Feedback"),
    Stage.CHECK: QT_TRANSLATE_NOOP("Words", "Check"),
    Stage.EVALUATE: QT_TRANSLATE_NOOP("Words", "Evaluate"),
}
ACTIONS: Mapping[Action, object] = {
    Action.REPORT: QT_TRANSLATE_NOOP("Words", "Report"),
    Action.REQUEST_VERIFY: QT_TRANSLATE_NOOP("Words", "Ask to verify"),
    Action.VERIFY: QT_TRANSLATE_NOOP("Words", "Verify"),
    Action.ACCEPT: QT_TRANSLATE_NOOP("Words", "Accept"),
    Action.REGISTER: QT_TRANSLATE_NOOP("Words", "Register case"),
    Action.REJECT: QT_TRANSLATE_NOOP("Words", "Reject"),
    Action.DISPATCH: QT_TRANSLATE_NOOP("Words", "Send out"),
    Action.RETURN: QT_TRANSLATE_NOOP("Words", "Return"),
    Action.REDISPATCH: QT_TRANSLATE_NOOP("Words", "Send again"),
    Action.START: QT_TRANSLATE_NOOP("Words", "Start"),
    Action.REQUEST_DELAY: QT_TRANSLATE_NOOP("Words", "Ask for time"),
    Action.APPROVE_DELAY: QT_TRANSLATE_NOOP("Words", "Grant"),
    Action.SUSPEND: QT_TRANSLATE_NOOP("Words", "Suspend"),
    Action.RESUME: QT_TRANSLATE_NOOP("Words", "Resume"),
    Action.RESOLVE: QT_TRANSLATE_NOOP("Words", "Report solved"),
    Action.REQUEST_CHECK: QT_TRANSLATE_NOOP("Words", "Ask to check"),
    Action.CHECK: QT_TRANSLATE_NOOP("Words", "Check result"),
    Action.CLOSE: QT_TRANSLATE_NOOP("Words", "Close"),
    Action.VOID: QT_TRANSLATE_NOOP("Words", "Void"),
    Action.REWORK: QT_TRANSLATE_NOOP("Words", "Send back"),
    Action.EVALUATE: QT_TRANSLATE_NOOP("Words", "Rate"),
    Action.SUPERVISE: QT_TRANSLATE_NOOP("Words", "Supervise"),
    Action.ACKNOWLEDGE: QT_TRANSLATE_NOOP("Words", "Acknowledge"),
    Action.REOPEN: QT_TRANSLATE_NOOP("Words", "Re-open"),
    Action.SELF_HANDLE: QT_TRANSLATE_NOOP("Words", "Solved on the spot"),
    Action.NOTE: QT_TRANSLATE_NOOP("Words", "Note"),
}
SOURCES: Mapping[Source, object] = {
    Source.GRID: QT_TRANSLATE_NOOP("Words", "Grid report"),
    Source.HOTLINE: QT_TRANSLATE_NOOP("Words", "Hotline 12345"),
    Source.PUBLIC_ACCOUNT: QT_TRANSLATE_NOOP("Words", "Public account"),
    Source.ONE_WINDOW: QT_TRANSLATE_NOOP("Words", "One window"),
    Source.OPINION: QT_TRANSLATE_NOOP("Words", "Online opinions"),
    Source.CAMERA: QT_TRANSLATE_NOOP("Words", "Camera recognition"),
    Source.SENSOR: QT_TRANSLATE_NOOP("Words", "Sensor"),
}
URGENCIES: Mapping[Urgency, object] = {
    Urgency.ROUTINE: QT_TRANSLATE_NOOP("Words", "Routine"),
    Urgency.URGENT: QT_TRANSLATE_NOOP("Words", "Urgent"),
    Urgency.CRITICAL: QT_TRANSLATE_NOOP("Words", "Critical"),
}
SEVERITIES: Mapping[int, object] = {
    1: QT_TRANSLATE_NOOP("Words", "Critical"),
    2: QT_TRANSLATE_NOOP("Words", "Urgent"),
    3: QT_TRANSLATE_NOOP("Words", "Attention"),
    4: QT_TRANSLATE_NOOP("Words", "Routine"),
}
HEALTH: Mapping[HealthState, object] = {
    HealthState.CONNECTING: QT_TRANSLATE_NOOP("Words", "Connecting"),
    HealthState.LIVE: QT_TRANSLATE_NOOP("Words", "Live"),
    HealthState.STALE: QT_TRANSLATE_NOOP("Words", "Stale"),
    HealthState.RECONNECTING: QT_TRANSLATE_NOOP("Words", "Reconnecting"),
    HealthState.OFFLINE: QT_TRANSLATE_NOOP("Words", "Offline"),
    HealthState.REFUSED: QT_TRANSLATE_NOOP("Words", "No right"),
    HealthState.UNSUPPORTED: QT_TRANSLATE_NOOP("Words", "Cannot decode"),
}
REASONS: Mapping[Reason, object] = {
    Reason.NOT_STARTED: QT_TRANSLATE_NOOP("Words", "Nothing has arrived yet"),
    Reason.NO_PICTURES: QT_TRANSLATE_NOOP("Words", "No new pictures"),
    Reason.SAME_PICTURE: QT_TRANSLATE_NOOP("Words", "The picture does not change"),
    Reason.UNREACHABLE: QT_TRANSLATE_NOOP("Words", "Not reachable"),
    Reason.CLOSED: QT_TRANSLATE_NOOP("Words", "The other end hung up"),
    Reason.TIMEOUT: QT_TRANSLATE_NOOP("Words", "No answer in time"),
    Reason.AUTHENTICATION: QT_TRANSLATE_NOOP("Words", "User or password refused"),
    Reason.FORBIDDEN: QT_TRANSLATE_NOOP("Words", "Access not granted"),
    Reason.NOT_FOUND: QT_TRANSLATE_NOOP("Words", "No such stream"),
    Reason.BAD_DATA: QT_TRANSLATE_NOOP("Words", "The data is damaged"),
    Reason.CODEC: QT_TRANSLATE_NOOP("Words", "Unknown encoding"),
    Reason.ENGINE: QT_TRANSLATE_NOOP("Words", "No engine here can open it"),
    Reason.WORKER: QT_TRANSLATE_NOOP("Words", "The decoder is being restarted"),
    Reason.SILENT: QT_TRANSLATE_NOOP("Words", "Heartbeats are missing"),
    Reason.STOPPED: QT_TRANSLATE_NOOP("Words", "Stopped"),
}
COMMANDS: Mapping[CommandState, object] = {
    CommandState.QUEUED: QT_TRANSLATE_NOOP("Words", "Queued"),
    CommandState.PENDING: QT_TRANSLATE_NOOP("Words", "Pending"),
    CommandState.DONE: QT_TRANSLATE_NOOP("Words", "Done"),
    CommandState.CONFLICT: QT_TRANSLATE_NOOP("Words", "Conflict"),
    CommandState.REFUSED: QT_TRANSLATE_NOOP("Words", "Refused"),
}
WORKERS: Mapping[WorkerStatus, object] = {
    WorkerStatus.FREE: QT_TRANSLATE_NOOP("Words", "Free"),
    WorkerStatus.BUSY: QT_TRANSLATE_NOOP("Words", "Busy"),
    WorkerStatus.OFF: QT_TRANSLATE_NOOP("Words", "Off duty"),
}
SUPERVISED = QT_TRANSLATE_NOOP("Words", "Supervised")
RECEIPTS: Mapping[str, object] = {
    "sent": QT_TRANSLATE_NOOP("Words", "Sent"),
    "delivered": QT_TRANSLATE_NOOP("Words", "Delivered"),
    "read": QT_TRANSLATE_NOOP("Words", "Read"),
    "taken": QT_TRANSLATE_NOOP("Words", "Taken"),
    "arrived": QT_TRANSLATE_NOOP("Words", "Arrived"),
}
_TABLES: tuple[Mapping[StrEnum, object], ...] = (
    STATES,  # type: ignore[assignment]
    STAGES,
    ACTIONS,
    SOURCES,
    URGENCIES,
    HEALTH,
    REASONS,
    COMMANDS,
    WORKERS,
)


def word(value: StrEnum) -> str:
    """The word for a state, stage, action, source, urgency, health, reason, command or worker state."""
    for table in _TABLES:
        if type(value) is type(next(iter(table))):
            text = table.get(value)
            return translate(str(text)) if text else ""
    return str(value)


def severity_word(severity: int) -> str:
    return translate(str(SEVERITIES[min(max(severity, 1), 4)]))


def receipt_word(receipt: str) -> str:
    text = RECEIPTS.get(receipt)
    return translate(str(text)) if text else receipt


def translate(text: str) -> str:
    return QCoreApplication.translate("Words", text)
