"""A session at the end of a bad line: nothing lost, nothing doubled, everything in order."""

from __future__ import annotations

import random

import pytest

from tests.unit.protocol.consumer import Consumer, at
from tests.unit.protocol.wire_frames import event_frame, heartbeat, hello
from wallclient.protocol.cursor import Cursor
from wallclient.protocol.session import Received


class UnreliableHub:
    """A bad line: repeats, skips, cuts short, breaks off; but lets every event through sometime."""

    def __init__(self, count: int, seed: int) -> None:
        self.count = count
        self.chance = random.Random(seed)
        self.skipped: set[int] = set()

    def line(self, since: int) -> list[str | None]:
        """Frames after `since` up to where the connection breaks, or to the end; None stands for a cut."""
        frames: list[str | None] = []
        for number in range(since + 1, self.count + 1):
            dice = self.chance.random()
            if dice < 0.01:
                return [*frames, None]
            if dice < 0.04 and number not in self.skipped:
                self.skipped.add(number)
                if dice < 0.02:
                    frames.append(event_frame(number)[: self.chance.randrange(1, 60)])
                continue
            frames.append(event_frame(number))
            if dice > 0.97:
                frames.append(event_frame(max(1, number - self.chance.randrange(3))))
        return frames


@pytest.mark.parametrize("seed", range(8))
def test_thousands_of_events_over_a_bad_line_arrive_once_and_in_order(seed: int) -> None:
    count = 1500
    hub = UnreliableHub(count, seed)
    consumer = Consumer(at(0))
    line: list[str | None] = []
    while consumer.session.cursor != at(count):
        consumer.now += 0.01
        if not line:
            consumer.now += 40.0
            line = [heartbeat(count)]
        text = line.pop(0)
        received = consumer.take(text) if text is not None else Received(reconnect=True)
        if received.reconnect:
            consumer.reconnect()
            cursor = consumer.session.cursor
            line = [hello(count), *hub.line(cursor.sequence if cursor else 0)]
        elif received.replies:
            # What is in flight still comes before the repetition begins.
            in_flight = line[: hub.chance.randrange(1, 5)]
            line = [*in_flight, *hub.line(Cursor.parse(consumer.asked[-1]).sequence)]
    assert consumer.taken == list(range(1, count + 1))
    assert consumer.session.figures.lost == 0
