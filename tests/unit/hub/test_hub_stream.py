"""The event stream as consumers see it: hello, snapshot, live, resume, gaps, selections, pace."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.unit.hub.hubkit import (
    RunningHub,
    created,
    data_of,
    eventually,
    incident,
    positions,
    worker,
)
from wallclient.model.commands import Action
from wallclient.protocol import envelope
from wallclient.protocol.cursor import Cursor, Resync, encode_reply
from wallclient.protocol.session import FeedSession

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from wallclient.protocol.envelope import CloudEvent

    StartHub = Callable[..., Awaitable[RunningHub]]

NORTH, SOUTH = "370102013006008", "370103001001001"


def ids(events: list[CloudEvent]) -> list[str]:
    return [event.subject for event in events]


def numbers(events: list[CloudEvent]) -> list[int]:
    return [event.number or 0 for event in events]


async def feed_large(hub: RunningHub, count: int) -> None:
    """So much that no buffer between the hub and a consumer holds it."""
    text = "长" * 8000
    for start in range(0, count, 25):
        await hub.feed(*(created(incident(f"i{n}", description=text)) for n in range(start, start + 25)))


def cursor(hub: RunningHub, sequence: int) -> str:
    return f"?since={Cursor(hub.hub.log.stream_id, sequence)}"


async def test_without_a_cursor_a_snapshot_comes_and_then_what_happens(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")), worker("w1"))
    async with hub.consumer() as consumer:
        assert consumer.connection.subprotocol == "cloudevents.json"
        hello = await consumer.next()
        assert (hello.type, data_of(hello).sequence, data_of(hello).heartbeat_s) == ("stream.hello", 2, 5.0)
        assert data_of(hello).stream_id == hub.hub.log.stream_id
        snapshot = await consumer.until("stream.snapshot.end")
        assert [(event.type, event.sequence) for event in snapshot] == [
            ("stream.snapshot.begin", ""),
            ("worker.status", ""),
            ("incident.updated", ""),
            ("stream.snapshot.end", ""),
        ]
        await hub.feed(created(incident("i2")))
        live = await consumer.next()
        assert (live.type, live.number, live.previous) == ("incident.created", 3, f"{2:020}")


async def test_a_known_cursor_gets_what_it_missed_and_then_what_happens(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(*(created(incident(f"i{n}")) for n in range(1, 6)))
    async with hub.consumer(cursor(hub, 2)) as consumer:
        await consumer.until("stream.hello")
        assert numbers(await consumer.take(3)) == [3, 4, 5]
        await hub.feed(created(incident("i6")))
        assert (await consumer.next()).number == 6


@pytest.mark.parametrize(
    ("since", "reason"),
    [
        ("0123456789abcdef:00000000000000000001", "another stream"),
        ("nonsense", "the cursor cannot be read"),
        ("ahead", "the stream was set back"),
    ],
)
async def test_a_cursor_that_means_nothing_here_gets_a_gap_and_a_snapshot(
    since: str, reason: str, start_hub: StartHub
) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")))
    query = cursor(hub, 99) if since == "ahead" else f"?since={since}"
    async with hub.consumer(query) as consumer:
        events = await consumer.until("stream.snapshot.end")
        assert [event.type for event in events][1:3] == ["stream.gap", "stream.snapshot.begin"]
        assert data_of(events[1]).reason.startswith(reason)
        assert "i1" in ids(events)


async def test_a_cursor_older_than_what_is_kept_gets_a_gap_and_a_snapshot(start_hub: StartHub) -> None:
    hub = await start_hub(retention_events=3)
    await hub.feed(*(created(incident(f"i{n}")) for n in range(10)))
    hub.hub.save()
    hub.hub.save()
    await eventually(lambda: hub.hub.log.floor == 7)
    await hub.stop()
    again = await start_hub(retention_events=3)
    async with again.consumer(cursor(again, 6)) as consumer:
        events = await consumer.until("stream.snapshot.end")
        gap = data_of(events[1])
        assert (gap.from_, gap.to, gap.reason) == (7, 10, "older than what is kept")
        assert len([event for event in events if event.type == "incident.updated"]) == 10
    async with again.consumer(cursor(again, 7)) as consumer:
        assert numbers((await consumer.take(4))[1:]) == [8, 9, 10]


async def test_topics_choose_events_and_previous_bridges_the_holes(start_hub: StartHub) -> None:
    hub = await start_hub()
    async with hub.consumer("?topics=incident") as consumer:
        begin = await consumer.until("stream.snapshot.end")
        assert data_of(begin[1]).topics == ("incident",)
        await hub.feed(created(incident("i1")), worker("w1"), worker("w2"), created(incident("i2")))
        events = await consumer.take(2)
        assert [(event.number, event.previous) for event in events] == [
            (1, f"{0:020}"),
            (4, f"{1:020}"),
        ]
        session = FeedSession(Cursor(hub.hub.log.stream_id, 0))
        received = [session.receive(envelope.encode(event), 0.0) for event in events]
        assert [one.replies for one in received] == [(), ()]


async def test_an_area_chooses_incidents_workers_and_positions(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(
        worker("north", area=NORTH), worker("south", area=SOUTH), created(incident("i0", area=SOUTH))
    )
    async with hub.consumer("?area=370102") as consumer:
        assert ids(await consumer.until("stream.snapshot.end"))[2:-1] == ["north"]
        await hub.feed(
            positions("south"),
            positions("north", "south"),
            created(incident("i1", area=SOUTH)),
            created(incident("i2", area=NORTH)),
            created(incident("i3", area="3701")),
            created(incident("i4", area="")),
        )
        events = await consumer.take(4)
        assert [feature.id for feature in data_of(events[0]).features] == ["north"]
        assert ids(events[1:]) == ["i2", "i3", "i4"]


async def test_a_resync_delivers_again_what_comes_after_its_cursor(start_hub: StartHub) -> None:
    hub = await start_hub()
    async with hub.consumer() as consumer:
        await consumer.until("stream.snapshot.end")
        await hub.feed(*(created(incident(f"i{n}")) for n in range(4)))
        assert numbers(await consumer.take(4)) == [1, 2, 3, 4]
        await consumer.connection.send("not what was agreed")
        since = str(Cursor(hub.hub.log.stream_id, 2))
        await consumer.connection.send(encode_reply(Resync(since=since)))
        assert numbers(await consumer.take(2)) == [3, 4]
        await consumer.connection.send(encode_reply(Resync()))
        assert (await consumer.next()).type == "stream.snapshot.begin"


async def test_heartbeats_tell_the_last_event_that_was_sent(start_hub: StartHub) -> None:
    hub = await start_hub(heartbeat_s=0.05)
    async with hub.consumer("?topics=incident") as consumer:
        await consumer.until("stream.snapshot.end")
        await hub.feed(created(incident("i1")), worker("w1"))
        events = await consumer.until("incident.created")
        beat = (await consumer.until("stream.heartbeat"))[-1]
        assert data_of(beat).sequence == events[-1].number == 1


async def test_a_consumer_that_takes_nothing_holds_up_nobody(start_hub: StartHub) -> None:
    hub = await start_hub()
    async with hub.consumer() as fast, hub.consumer(max_queue=1) as slow:
        await fast.until("stream.snapshot.end")
        count = 1500
        got: list[CloudEvent] = []

        async def take() -> None:
            got.extend(await fast.take(count))

        taking = asyncio.create_task(take())
        await feed_large(hub, count)
        await taking
        assert numbers(got) == list(range(1, count + 1))
        lags = sorted(one["lag"] for one in hub.hub.health()["consumers"])
        assert lags[0] == 0
        assert lags[1] > 500
        # It was not forgotten either: when it takes again, everything is there.
        assert numbers((await slow.until("stream.snapshot.end"))[-1:]) == [0]
        assert numbers(await slow.take(count)) == list(range(1, count + 1))


async def test_a_consumer_that_takes_nothing_for_too_long_is_cut_off(start_hub: StartHub) -> None:
    hub = await start_hub(stall_s=0.2)
    async with hub.consumer(max_queue=1) as slow:
        await slow.until("stream.snapshot.end")
        await feed_large(hub, 1000)
        await eventually(lambda: not hub.hub.consumers)
        with pytest.raises(ConnectionClosed):
            await slow.take(1001)


async def test_a_consumer_far_behind_gets_newest_positions_only(
    start_hub: StartHub,
) -> None:
    hub = await start_hub()
    await hub.feed(worker("a"), worker("b"))
    for _ in range(6):
        await hub.feed(*(positions("a", "b", lon=100 + n / 100) for n in range(100)))
    await hub.feed(created(incident("i1")))
    async with hub.consumer(cursor(hub, 2)) as consumer:
        events = await consumer.until("incident.created")
        moved = [event for event in events if event.type == "worker.positions"]
        assert len(moved) < 200
        assert [f.geometry.lon for f in data_of(moved[-1]).features] == [100.99, 100.99]
        session = FeedSession(Cursor(hub.hub.log.stream_id, 2))
        for event in events:
            session.receive(envelope.encode(event), 0.0)
        assert session.cursor == Cursor(hub.hub.log.stream_id, 603)
        assert session.figures.gaps == 0


async def test_a_stopping_hub_sends_everything_and_says_goodbye(start_hub: StartHub) -> None:
    hub = await start_hub()
    async with hub.consumer() as consumer:
        await consumer.until("stream.snapshot.end")
        await hub.feed(*(created(incident(f"i{n}")) for n in range(50)))
        stopping = asyncio.create_task(hub.stop())
        assert numbers(await consumer.take(50))[-1] == 50
        with pytest.raises(ConnectionClosed) as closed:
            await consumer.next()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1001
        await stopping


async def test_the_light_of_a_clock_becomes_an_event_when_it_turns(start_hub: StartHub) -> None:
    hub = await start_hub()
    async with hub.consumer() as consumer:
        await consumer.until("stream.snapshot.end")
        late = incident("i1")
        await hub.feed(created(incident("i1", due_at=late.reported_at, stage_due_at=late.reported_at)))
        turned = data_of((await consumer.until("incident.clock"))[-1])
        assert (turned.incident_id, turned.light) == ("i1", "red")
        await hub.act(Action.NOTE, 1, "c1", note="还在等")
        assert (await consumer.next()).type == "incident.updated"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "x"}])
async def test_the_stream_is_closed_to_those_without_a_token(
    headers: dict[str, str], start_hub: StartHub
) -> None:
    hub = await start_hub()
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"ws://127.0.0.1:{hub.port}/events/v1", additional_headers=headers)
    assert refused.value.response.status_code == 401


async def test_a_camera_catalogue_comes_in_portions_that_fit_a_frame(start_hub: StartHub) -> None:
    hub = await start_hub()
    cameras = [{"id": f"c{n}", "name": f"摄像机 {n}"} for n in range(1200)]
    await hub.feed({"type": "camera.catalog", "data": {"cameras": cameras, "complete": True}})
    async with hub.consumer() as consumer:
        portions = [
            data_of(event)
            for event in await consumer.until("stream.snapshot.end")
            if event.type == "camera.catalog"
        ]
        assert [len(portion.cameras) for portion in portions] == [500, 500, 200]
        assert not any(portion.complete for portion in portions)
