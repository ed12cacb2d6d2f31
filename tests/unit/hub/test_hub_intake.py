"""What sources feed in: checked as a whole, completed, refused with index and reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from tests.unit.hub.hubkit import RunningHub, created, incident, positions, worker
from wallclient.model.incidents import State, Urgency

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    StartHub = Callable[..., Awaitable[RunningHub]]


async def test_events_are_answered_with_their_sequences_in_order(start_hub: StartHub) -> None:
    hub = await start_hub()
    assert await hub.feed(created(incident("i1")), worker("w1")) == [f"{1:020}", f"{2:020}"]
    status, answer = await hub.post("/events", {"type": "wall.scene", "data": {"scene": "command"}})
    assert (status, answer) == (200, {"sequences": [f"{3:020}"]})
    assert await hub.feed() == []


async def test_the_same_key_feeds_once(start_hub: StartHub) -> None:
    hub = await start_hub()
    body = msgspec.json.encode([created(incident("i1"))])
    first = await hub.post("/events", body, Idempotency_Key="k1")
    assert await hub.post("/events", body, Idempotency_Key="k1") == first
    assert hub.hub.log.head == 1
    status, answer = await hub.post("/events", [worker("w1")], Idempotency_Key="k1")
    assert (status, answer["error"]) == (422, "key_reused")


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"type": "incident.craeted", "data": {}}, "type", "Did you mean incident.created?"),
    ({"type": "stream.hello", "data": {}}, "type", "no event type"),
    ({"type": "incident.created", "data": {"incident": {"id": "x"}}}, "data", "missing required field"),
    ({"type": "worker.status", "data": {"worker": {"id": 7, "name": "x"}}}, "data", "$.worker.id"),
    ({"type": "worker.positions", "data": {"type": "FeatureCollection"}}, "data", "features"),
    ({"type": "wall.state", "data": {"text": "x" * 2_200_000}}, "too_large", "split it"),
]


@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
@pytest.mark.parametrize(("bad", "error", "words"), BAD)
async def test_one_bad_event_refuses_the_whole_request_with_index_and_reason(
    bad: dict[str, Any], error: str, words: str, start_hub: StartHub
) -> None:
    hub = await start_hub()
    status, answer = await hub.post("/events", [created(incident("i1")), bad])
    assert (status, answer["error"], answer["index"]) == (422, error, 1)
    assert words in answer["reason_en"]
    assert answer["reason_zh"]
    assert hub.hub.log.head == 0
    assert not hub.hub.state.incidents


async def test_a_source_that_is_not_up_to_date_cannot_undo_what_happened(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")))
    changed = {"type": "incident.updated", "data": {"action": "note", "by": ""}}
    stale = changed | {"data": {"incident": incident("i1"), "action": "note", "by": ""}}
    status, answer = await hub.post("/events", stale)
    assert (status, answer["error"]) == (409, "stale")
    assert (await hub.post("/events", created(incident("i1", version=2))))[1]["error"] == "exists"
    fresh = {"incident": incident("i1", version=2), "action": "note", "by": ""}
    assert (await hub.post("/events", {"type": "incident.updated", "data": fresh}))[0] == 200
    assert hub.hub.state.changed_by["i1"] == "source1"
    twice = [{"type": "incident.updated", "data": fresh | {"incident": incident("i1", version=3)}}] * 2
    assert (await hub.post("/events", twice))[1]["index"] == 1


async def test_a_new_incident_gets_its_severity_and_its_limits(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(
        created(incident("urgent", urgency=Urgency.URGENT)),
        created(incident("noise", small_class="广场舞噪声")),
        created(incident("own", severity=1)),
    )
    incidents = hub.hub.state.incidents
    assert [incidents[name].severity for name in ("urgent", "noise", "own")] == [2, 3, 1]
    urgent = incidents["urgent"]
    assert urgent.state is State.REPORTED
    assert urgent.due_at == urgent.reported_at + timedelta(hours=12)
    assert urgent.stage_due_at == urgent.reported_at + timedelta(minutes=20)


async def test_positions_move_workers_and_a_status_without_one_keeps_it(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(worker("w1"), positions("w1", lon=117.5), worker("w1", name="新名"))
    found = hub.hub.state.worker("w1")
    assert found is not None
    assert (found.name, found.lon) == ("新名", 117.5)
    assert found.positioned_at is not None
