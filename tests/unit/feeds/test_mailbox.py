"""The mailbox: nothing lost, positions merged, bounded, and safe between two threads."""

from __future__ import annotations

import asyncio
import threading
import time

from tests.unit.feeds.waiting import until, wait_until
from tests.unit.protocol.wire_frames import START, changed, make_event, position, positions
from wallclient.feeds.mailbox import CommandGone, Mailbox
from wallclient.model.commands import Action, CommandState, CommandStatus, IncidentCommand
from wallclient.model.health import Health, HealthState, SourceHealth
from wallclient.model.streams import ProcessGone, ProcessStatus, StreamGone, StreamStatus
from wallclient.protocol.events import Event, WorkerPositions


def created(number: int) -> Event:
    return make_event("incident.created", changed(number), number)


def moved(*names: str, seconds: float = 0.0, lon: float = 120.0) -> Event:
    return make_event(
        "worker.positions", positions(*(position(name, lon, 31.0, seconds) for name in names)), 1
    )


def status(state: CommandState, command_id: str = "c1") -> CommandStatus:
    command = IncidentCommand(
        command_id=command_id, incident_id="1", action=Action.ACCEPT, by="张敏", at=START, based_on=1
    )
    return CommandStatus(command=command, state=state)


def stream(key: str, state: HealthState) -> StreamStatus:
    return StreamStatus(key, key.partition("/")[0], "sub", "av", "", Health(state, 0.0))


def test_events_come_out_in_order_with_the_time_they_came_in() -> None:
    mailbox = Mailbox()
    for number in range(1, 6):
        mailbox.put_event(created(number), number / 10)
    drained = mailbox.drain()
    assert [arrived.event.sequence for arrived in drained.events] == [1, 2, 3, 4, 5]
    assert [arrived.received_at for arrived in drained.events] == [0.1, 0.2, 0.3, 0.4, 0.5]
    assert mailbox.drain().events == []


def test_at_most_so_many_events_come_out_at_once_and_the_rest_next_time() -> None:
    mailbox = Mailbox()
    for number in range(25):
        mailbox.put_event(created(number), 0.0)
    sizes = [len(mailbox.drain(limit=10).events) for _ in range(4)]
    assert sizes == [10, 10, 5, 0]


def test_only_the_newest_position_of_each_worker_is_kept() -> None:
    mailbox = Mailbox()
    mailbox.put_event(moved("w1", "w2", seconds=1, lon=120.1), 10.0)
    mailbox.put_event(moved("w1", seconds=2, lon=120.2), 11.0)
    mailbox.put_event(moved("w1", seconds=1.5, lon=120.9), 12.0)
    drained = mailbox.drain()
    assert len(drained.events) == 1
    arrived = drained.events[0]
    assert isinstance(arrived.event.data, WorkerPositions)
    assert {one.id: one.geometry.lon for one in arrived.event.data.features} == {"w1": 120.2, "w2": 120.1}
    assert arrived.stands_for == 3
    assert arrived.received_at == 10.0
    assert mailbox.drain().events == []


def test_a_position_does_not_overtake_the_event_that_makes_its_worker_known() -> None:
    mailbox = Mailbox()
    for number in range(3):
        mailbox.put_event(created(number), 0.0)
    mailbox.put_event(moved("w1"), 0.0)
    assert [a.event.type for a in mailbox.drain(limit=2).events] == ["incident.created"] * 2
    assert [a.event.type for a in mailbox.drain(limit=2).events] == ["incident.created", "worker.positions"]


def test_positions_that_flood_in_take_no_room() -> None:
    mailbox = Mailbox(high=10)
    for number in range(1000):
        mailbox.put_event(moved("w1", "w2", seconds=number), 0.0)
    assert len(mailbox) == 0
    assert mailbox.has_room


def test_an_empty_collection_of_positions_is_still_an_event_that_came() -> None:
    mailbox = Mailbox()
    mailbox.put_event(moved(), 5.0)
    drained = mailbox.drain()
    assert [arrived.stands_for for arrived in drained.events] == [1]


def test_of_updates_about_the_same_thing_the_newest_counts() -> None:
    mailbox = Mailbox()
    newest: list[object] = [
        SourceHealth("events", Health(HealthState.LIVE, 2.0)),
        StreamGone("a/sub"),
        stream("b/sub", HealthState.LIVE),
        status(CommandState.DONE),
        ProcessGone(7),
        CommandGone("c2"),
    ]
    for item in (
        SourceHealth("events", Health(HealthState.CONNECTING, 1.0)),
        stream("a/sub", HealthState.LIVE),
        StreamGone("b/sub"),
        status(CommandState.PENDING),
        ProcessStatus("decoder", 7),
        status(CommandState.CONFLICT, "c2"),
        *newest,
    ):
        mailbox.put(item)
    assert mailbox.drain().updates == newest
    assert mailbox.drain().updates == []


def test_updates_of_unknown_kinds_all_come_through() -> None:
    mailbox = Mailbox()
    items: list[object] = [{"a": 1}, {"a": 1}, ["b"]]
    for item in items:
        mailbox.put(item)
    assert mailbox.drain().updates == items


async def test_a_full_mailbox_makes_the_reader_wait_until_half_of_it_is_fetched() -> None:
    mailbox = Mailbox(high=10)
    for number in range(10):
        mailbox.put_event(created(number), 0.0)
    assert not mailbox.has_room
    waiting = asyncio.create_task(mailbox.room())
    await asyncio.sleep(0)
    mailbox.drain(limit=3)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not waiting.done()
    mailbox.drain(limit=2)
    await until(waiting.done)
    await mailbox.room()


async def test_a_reader_that_no_longer_waits_does_no_harm() -> None:
    mailbox = Mailbox(high=1)
    mailbox.put_event(created(1), 0.0)
    waiting = asyncio.create_task(mailbox.room())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    mailbox.drain()
    assert waiting.cancelled()


def test_draining_for_a_loop_that_is_gone_does_no_harm() -> None:
    mailbox = Mailbox(high=1)
    mailbox.put_event(created(1), 0.0)
    loop = asyncio.new_event_loop()
    task = loop.create_task(mailbox.room())
    loop.call_soon(loop.stop)
    loop.run_forever()
    task.cancel()
    loop.run_until_complete(asyncio.wait([task]))
    loop.close()
    assert len(mailbox.drain().events) == 1


def test_between_two_threads_nothing_is_lost_or_doubled() -> None:
    mailbox = Mailbox(high=200)
    count = 20_000

    async def produce() -> None:
        for number in range(count):
            mailbox.put_event(created(number), time.monotonic())
            if number % 7 == 0:
                mailbox.put_event(moved(f"w{number % 5}", seconds=number), 0.0)
            await mailbox.room()

    thread = threading.Thread(target=lambda: asyncio.run(produce()))
    thread.start()
    taken: list[int] = []
    most = 0

    def fetch() -> bool:
        nonlocal most
        most = max(most, len(mailbox))
        for arrived in mailbox.drain(limit=97).events:
            if arrived.event.type == "incident.created":
                assert arrived.event.sequence is not None
                taken.append(arrived.event.sequence)
        return len(taken) == count

    end = time.monotonic() + 30
    while not fetch():
        assert time.monotonic() < end
    thread.join(10)
    wait_until(lambda: not thread.is_alive())
    assert taken == list(range(count))
    assert most <= 201
