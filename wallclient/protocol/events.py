"""What each type of event carries, and the event as the wall works with it.

DATA_TYPES is the whole list; docs/asyncapi.yaml describes the same list and a test compares the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import msgspec

from wallclient.model.cameras import Camera, CameraStatus
from wallclient.model.figures import Alarm, OpinionFigures, PublicWarning, ServiceIntake
from wallclient.model.incidents import Incident
from wallclient.model.meetings import Meeting
from wallclient.model.workers import Worker
from wallclient.protocol.envelope import CloudEvent, FrameError


class IncidentChanged(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as it is after `action`. `by`: who did it; `command_id`: the command that led to it."""

    incident: Incident
    action: str
    by: str
    command_id: str = ""


class IncidentClock(msgspec.Struct, frozen=True, kw_only=True):
    """A clock of an incident turned to another light, or its limit moved; no new version of the incident."""

    incident_id: str
    light: Literal["green", "yellow", "red", "paused"]
    due_at: datetime | None = None


class Point(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="Point"):
    """GeoJSON point: (longitude, latitude) in degrees WGS-84; an altitude behind them is ignored."""

    coordinates: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.coordinates) < 2:
            raise ValueError("a point needs longitude and latitude")
        if not (abs(self.coordinates[0]) <= 180.0 and abs(self.coordinates[1]) <= 90.0):
            raise ValueError("longitude is within ±180 degrees, latitude within ±90")

    @property
    def lon(self) -> float:
        return self.coordinates[0]

    @property
    def lat(self) -> float:
        return self.coordinates[1]


class PositionProperties(msgspec.Struct, frozen=True, kw_only=True):
    """When the position was taken, and how far off it may be, in metres (0: not told)."""

    at: datetime
    accuracy_m: float = 0.0


class WorkerPosition(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="Feature"):
    """GeoJSON feature: where the worker with this `id` was."""

    id: str
    geometry: Point
    properties: PositionProperties


class WorkerPositions(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="FeatureCollection"):
    """GeoJSON feature collection of positions; workers who are not in it have not moved."""

    features: tuple[WorkerPosition, ...]


class WorkerChanged(msgspec.Struct, frozen=True, kw_only=True):
    worker: Worker


class CameraCatalog(msgspec.Struct, frozen=True, kw_only=True):
    """Cameras, new or changed. `complete`: these are all there are; others are gone."""

    cameras: tuple[Camera, ...]
    complete: bool = False


class CameraStatusChanged(msgspec.Struct, frozen=True, kw_only=True):
    camera_id: str
    status: CameraStatus
    reason: str = ""


class AlarmChanged(msgspec.Struct, frozen=True, kw_only=True):
    alarm: Alarm


class ServiceIntakeChanged(msgspec.Struct, frozen=True, kw_only=True):
    lines: tuple[ServiceIntake, ...]


class OpinionFiguresChanged(msgspec.Struct, frozen=True, kw_only=True):
    figures: tuple[OpinionFigures, ...]


class WarningChanged(msgspec.Struct, frozen=True, kw_only=True):
    warning: PublicWarning


class MeetingChanged(msgspec.Struct, frozen=True, kw_only=True):
    meeting: Meeting


class StreamHello(msgspec.Struct, frozen=True, kw_only=True):
    """First on each connection. `sequence`: the newest one (0: none yet); a new `stream_id`: a new log."""

    stream_id: str
    sequence: int
    heartbeat_s: float = 15.0


class StreamHeartbeat(msgspec.Struct, frozen=True, kw_only=True):
    sequence: int


class StreamGap(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Events `from_` to `to`, both included, will not come; a snapshot follows in their place."""

    from_: int
    to: int
    reason: str = ""


class SnapshotBegin(msgspec.Struct, frozen=True, kw_only=True):
    """What follows is the state after event `sequence`, of `topics` (empty: all that were asked for)."""

    sequence: int
    topics: tuple[str, ...] = ()


class SnapshotEnd(msgspec.Struct, frozen=True, kw_only=True):
    sequence: int


Free = dict[str, Any]

INCIDENT_ACTIONS = (
    "created",
    "updated",
    "triaged",
    "dispatched",
    "accepted",
    "returned",
    "suspended",
    "resolved",
    "checked",
    "closed",
    "reopened",
    "merged",
    "supervised",
)

STREAM_HELLO = "stream.hello"
STREAM_HEARTBEAT = "stream.heartbeat"
STREAM_GAP = "stream.gap"
SNAPSHOT_BEGIN = "stream.snapshot.begin"
SNAPSHOT_END = "stream.snapshot.end"
INCIDENT_CLOCK = "incident.clock"
WORKER_POSITIONS = "worker.positions"

DATA_TYPES: dict[str, Any] = {
    **{f"incident.{action}": IncidentChanged for action in INCIDENT_ACTIONS},
    INCIDENT_CLOCK: IncidentClock,
    WORKER_POSITIONS: WorkerPositions,
    "worker.status": WorkerChanged,
    "camera.catalog": CameraCatalog,
    "camera.status": CameraStatusChanged,
    "alarm.raised": AlarmChanged,
    "alarm.cleared": AlarmChanged,
    "service.intake": ServiceIntakeChanged,
    "opinion.figures": OpinionFiguresChanged,
    "broadcast.cap": WarningChanged,
    "meeting.planned": MeetingChanged,
    "meeting.started": MeetingChanged,
    "meeting.changed": MeetingChanged,
    "meeting.ended": MeetingChanged,
    "wall.state": Free,
    "wall.push": Free,
    "wall.scene": Free,
    "wall.control": Free,
    STREAM_HELLO: StreamHello,
    STREAM_HEARTBEAT: StreamHeartbeat,
    STREAM_GAP: StreamGap,
    SNAPSHOT_BEGIN: SnapshotBegin,
    SNAPSHOT_END: SnapshotEnd,
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event, ready to work with. `data` is what DATA_TYPES says for `type`, else plain JSON values.

    `sequence` is None for items of a snapshot and for control events. `time` is aware: when it happened.
    """

    sequence: int | None
    type: str
    id: str
    time: datetime
    data: object


_decoders: dict[Any, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(kind) for kind in (*DATA_TYPES.values(), Any) if kind is not Free
}
_decoders[Free] = msgspec.json.Decoder(Free)

# A time without Z or an offset. Comparing one with an aware time raises far from here, so none gets in.
_NAIVE_TIME = re.compile(rb'"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?"')


def decode_data(event_type: str, data: msgspec.Raw | bytes) -> object:
    """The data of an event of `event_type`, checked; raises FrameError. Other types give plain values."""
    try:
        value: object = _decoders[DATA_TYPES.get(event_type, Any)].decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise FrameError(f"{event_type}: {error}") from None
    if event_type in DATA_TYPES and _NAIVE_TIME.search(data) and _has_naive_time(value):
        raise FrameError(f"{event_type}: a time needs its zone (Z or +08:00)")
    return value


def to_event(envelope: CloudEvent) -> Event:
    """The event in `envelope`, its data decoded; raises FrameError."""
    return Event(
        sequence=envelope.number,
        type=envelope.type,
        id=envelope.id,
        time=envelope.time,
        data=decode_data(envelope.type, envelope.data),
    )


def topic_of(event_type: str) -> str:
    """What comes before the first dot: incident, worker, stream, …"""
    return event_type.partition(".")[0]


def in_topics(event_type: str, topics: tuple[str, ...] | frozenset[str]) -> bool:
    """Whether a consumer of `topics` gets this type. Stream control comes always; no topics means all."""
    topic = topic_of(event_type)
    return not topics or topic == "stream" or topic in topics or event_type in topics


def _has_naive_time(value: object) -> bool:
    if isinstance(value, datetime):
        return value.tzinfo is None
    if isinstance(value, msgspec.Struct):
        return any(_has_naive_time(getattr(value, name)) for name in value.__struct_fields__)
    if isinstance(value, tuple):
        return any(_has_naive_time(item) for item in value)
    return False
