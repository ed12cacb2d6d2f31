"""The whole road through real threads and sockets: hub to stores, and commands the other way."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.unit.feeds.stubhub import StubHub, Trouble
from tests.unit.feeds.stubplatform import StubPlatform
from tests.unit.feeds.waiting import wait_until
from wallclient.feeds.apply import Applier
from wallclient.feeds.commanddesk import CommandDesk
from wallclient.feeds.iothread import IoThread
from wallclient.feeds.mailbox import Mailbox
from wallclient.feeds.outbox import Outbox, SendingTiming
from wallclient.feeds.source import EventSource, SourceConfig, SourceTiming
from wallclient.model.commands import Action, CommandState
from wallclient.model.health import HealthState
from wallclient.model.stores import Stores
from wallclient.protocol.session import FeedSession

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FAST = SourceTiming(first_retry_s=0.002, longest_retry_s=0.02, close_timeout_s=0.2, watch_s=0.02)


class Room:
    """What a wall has, but no window: stores of this thread, an I/O thread, one for the far end."""

    def __init__(self) -> None:
        self.failures: list[tuple[str, BaseException]] = []
        self.io = IoThread(lambda name, error: self.failures.append((name, error)))
        self.far = IoThread(lambda name, error: self.failures.append((name, error)), name="far-end")
        self.mailbox = Mailbox(high=500)
        self.stores = Stores()
        self.applier = Applier(self.stores)
        self.applied = 0
        self.waits: list[float] = []

    def tick(self) -> None:
        applied = self.applier.apply(self.mailbox.drain(limit=200))
        self.stores.flush()
        self.applied += applied.count
        now = time.monotonic()
        self.waits += [now - received_at for received_at in applied.received_at]

    def until(self, condition: Callable[[], object], what: str = "") -> None:
        def ticked() -> object:
            self.tick()
            return condition()

        wait_until(ticked, what, deadline_s=60)


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room()
    made.far.start()
    made.io.start()
    yield made
    assert made.io.stop()
    assert made.far.stop()
    assert made.failures == []


def test_after_thousands_of_events_over_a_bad_line_the_stores_hold_what_the_hub_holds(room: Room) -> None:
    count = 3000
    hub = StubHub()
    hub.line = Trouble(11)
    room.far.submit(hub.start()).result(5)
    session = FeedSession()
    source = EventSource(SourceConfig(hub.url, "sesame", timing=FAST), room.mailbox, session)
    room.io.submit(source.run(), "events")
    room.until(lambda: session.cursor)
    hub.count = count
    room.until(lambda: len(room.stores.incidents) == count, "all incidents")
    assert sorted(map(int, room.stores.incidents)) == list(range(1, count + 1))
    room.until(lambda: room.applied == session.figures.received)
    assert session.figures.received == count
    assert session.figures.lost == 0
    assert all(wait >= 0 for wait in room.waits)
    room.until(lambda: room.stores.sources.get("events").health.state is HealthState.LIVE)
    room.far.submit(hub.stop()).result(5)


def test_a_command_comes_back_as_an_event_and_leaves_its_row(room: Room, tmp_path: Path) -> None:
    platform = StubPlatform()
    room.far.submit(platform.start()).result(5)
    outbox = Outbox(
        tmp_path / "outbox.db", platform.url, "sesame", room.mailbox, timing=SendingTiming(event_wait_s=0.05)
    )
    desk = CommandDesk(room.stores, outbox, room.io.call, operator="张敏", now=lambda: datetime.now(UTC))
    room.stores.incidents.put(platform.incidents["1"])
    room.io.submit(outbox.run(), "commands")
    command_id = desk.submit(Action.ACCEPT, platform.incidents["1"])
    assert room.stores.commands.get(command_id).state is CommandState.PENDING
    room.until(lambda: command_id not in room.stores.commands, "the command is done")
    assert room.stores.incidents.get("1").version == 2
    room.far.submit(platform.stop()).result(5)
