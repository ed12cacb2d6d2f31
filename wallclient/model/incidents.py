"""Incidents (案件) as the platform tells them: one frozen value, a new one with each event.

States, stages and fields follow the digital city-management flow (GB/T 30428, CJJ/T 106).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class Stage(StrEnum):
    COLLECT = "collect"
    REGISTER = "register"
    DISPATCH = "dispatch"
    HANDLE = "handle"
    FEEDBACK = "feedback"
    CHECK = "check"
    EVALUATE = "evaluate"


class State(StrEnum):
    DRAFT = "draft"
    REPORTED = "reported"
    VERIFY_REQUESTED = "verify_requested"
    VERIFIED = "verified"
    ACCEPTED = "accepted"
    REGISTERED = "registered"
    REJECTED = "rejected"
    DISPATCHED = "dispatched"
    RETURNED = "returned"
    REDISPATCHED = "redispatched"
    IN_PROGRESS = "in_progress"
    DELAY_REQUESTED = "delay_requested"
    SUSPENDED = "suspended"
    RESOLVED = "resolved"
    CHECK_REQUESTED = "check_requested"
    CHECKED = "checked"
    CLOSED = "closed"
    REWORK = "rework"
    VOIDED = "voided"
    EVALUATED = "evaluated"


STAGE_OF: dict[State, Stage] = {
    State.DRAFT: Stage.COLLECT,
    State.REPORTED: Stage.COLLECT,
    State.VERIFY_REQUESTED: Stage.COLLECT,
    State.VERIFIED: Stage.COLLECT,
    State.ACCEPTED: Stage.REGISTER,
    State.REGISTERED: Stage.REGISTER,
    State.REJECTED: Stage.REGISTER,
    State.DISPATCHED: Stage.DISPATCH,
    State.RETURNED: Stage.DISPATCH,
    State.REDISPATCHED: Stage.DISPATCH,
    State.IN_PROGRESS: Stage.HANDLE,
    State.DELAY_REQUESTED: Stage.HANDLE,
    State.SUSPENDED: Stage.HANDLE,
    State.RESOLVED: Stage.FEEDBACK,
    State.CHECK_REQUESTED: Stage.CHECK,
    State.CHECKED: Stage.CHECK,
    State.CLOSED: Stage.CHECK,
    State.REWORK: Stage.CHECK,
    State.VOIDED: Stage.CHECK,
    State.EVALUATED: Stage.EVALUATE,
}

# An incident in one of these asks nothing more of the room.
ENDED = frozenset({State.REJECTED, State.CLOSED, State.VOIDED, State.EVALUATED})
# Taken on, and waiting for somebody to be sent.
TO_DISPATCH = frozenset({State.ACCEPTED, State.REGISTERED, State.RETURNED})
# Nobody has been sent yet, whatever else is to be done before.
UNDISPATCHED = frozenset(
    {State.REPORTED, State.VERIFY_REQUESTED, State.VERIFIED, State.ACCEPTED, State.REGISTERED, State.RETURNED}
)


class Source(StrEnum):
    GRID = "grid"  # 网格上报
    HOTLINE = "hotline"  # 12345 热线
    PUBLIC_ACCOUNT = "public_account"  # 公众号
    ONE_WINDOW = "one_window"  # 一窗受理
    OPINION = "opinion"  # 在线征求意见
    CAMERA = "camera"  # 摄像机识别
    SENSOR = "sensor"  # 传感器


class Urgency(StrEnum):
    ROUTINE = "routine"
    URGENT = "urgent"
    CRITICAL = "critical"


class Sensitivity(StrEnum):
    NORMAL = "normal"
    DIM = "dim"
    HIDE = "hide"


class CourseEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of what happened (经过)."""

    at: datetime
    who: str
    text: str
    action: str = ""


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """One department that works on the incident; `receipt` is sent, delivered, read, taken or arrived."""

    dept: str
    lead: bool = False
    person: str = ""
    receipt: str = "sent"
    at: datetime | None = None
    worker_id: str = ""


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One case. Times are aware; `severity` is 1 (critical) to 4 (routine); each change adds 1 to `version`.

    `area` is the code of the smallest area known; `subdistrict` and `community` are short names to show.
    """

    id: str
    code: str
    title: str
    description: str = ""
    kind: str = "event"  # part | event
    big_class: str = ""
    small_class: str = ""
    source: Source = Source.GRID
    occurred_at: datetime | None = None
    reported_at: datetime
    accepted_at: datetime | None = None
    dispatched_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    crs: str = "wgs84"
    area: str = ""
    subdistrict: str = ""  # name, without 街道
    community: str = ""  # name
    urgency: Urgency = Urgency.ROUTINE
    severity: int = 4
    people_involved: int = 0
    reporter: str = ""
    petitioner: str = ""
    lead_dept: str = ""
    assisting_depts: tuple[str, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    attachments: tuple[str, ...] = ()
    state: State = State.REPORTED
    due_at: datetime | None = None
    stage_due_at: datetime | None = None
    suspended_at: datetime | None = None
    acknowledged: bool = False
    supervisions: int = 0
    merged: int = 0
    related_cameras: tuple[str, ...] = ()
    sensitivity: Sensitivity = Sensitivity.NORMAL
    course: tuple[CourseEntry, ...] = ()
    version: int = 1

    @property
    def stage(self) -> Stage:
        return STAGE_OF[self.state]

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED
