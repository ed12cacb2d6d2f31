"""Frames as a platform sends them, for the tests of the event road."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from wallclient.model.incidents import Incident
from wallclient.model.workers import Worker
from wallclient.protocol import envelope, events

START = datetime(2026, 5, 6, 8, 30, tzinfo=UTC)
STREAM = "chenghu-7"


def frame(event_type: str, data: object, number: int | None = None, previous: int | None = None) -> str:
    made = envelope.make(
        event_type, data, event_id=f"{event_type}/{number}", source="hub/test", time=START, number=number
    )
    text = envelope.encode(made)
    if previous is not None:
        text = f'{text[:-1]},"previous":"{envelope.format_sequence(previous)}"}}'
    return text


def incident(key: int | str = 1, version: int = 1, **more: object) -> Incident:
    values: dict[str, object] = {
        "id": str(key),
        "code": f"A{key}",
        "title": "广场舞噪声",
        "reported_at": START,
        "version": version,
        **more,
    }
    return Incident(**values)  # type: ignore[arg-type]


def changed(
    key: int | str = 1, version: int = 1, command_id: str = "", **more: object
) -> events.IncidentChanged:
    return events.IncidentChanged(
        incident=incident(key, version, **more), action="updated", by="张敏", command_id=command_id
    )


def event_frame(number: int, previous: int | None = None) -> str:
    """Event `number`: incident `number` was created."""
    return frame("incident.created", changed(number), number, previous)


def item_frame(key: int) -> str:
    """An item of a snapshot: it has no sequence."""
    return frame("incident.updated", changed(key))


def hello(sequence: int = 0, stream_id: str = STREAM, heartbeat_s: float = 15.0) -> str:
    return frame(
        events.STREAM_HELLO,
        events.StreamHello(stream_id=stream_id, sequence=sequence, heartbeat_s=heartbeat_s),
    )


def heartbeat(sequence: int) -> str:
    return frame(events.STREAM_HEARTBEAT, events.StreamHeartbeat(sequence=sequence))


def gap(first: int, last: int) -> str:
    return frame(events.STREAM_GAP, events.StreamGap(from_=first, to=last, reason="too old"))


def begin(sequence: int, topics: tuple[str, ...] = ()) -> str:
    return frame(events.SNAPSHOT_BEGIN, events.SnapshotBegin(sequence=sequence, topics=topics))


def end(sequence: int) -> str:
    return frame(events.SNAPSHOT_END, events.SnapshotEnd(sequence=sequence))


def position(worker_id: str, lon: float, lat: float, seconds: float = 0.0) -> events.WorkerPosition:
    return events.WorkerPosition(
        id=worker_id,
        geometry=events.Point(coordinates=(lon, lat)),
        properties=events.PositionProperties(at=START + timedelta(seconds=seconds)),
    )


def positions(*features: events.WorkerPosition) -> events.WorkerPositions:
    return events.WorkerPositions(features=features)


def worker(worker_id: str, **more: object) -> Worker:
    return Worker(id=worker_id, name=f"网格员{worker_id}", **more)  # type: ignore[arg-type]


def make_event(event_type: str, data: object, number: int | None = None) -> events.Event:
    return events.Event(number, event_type, f"{event_type}/{number}", START, data)
