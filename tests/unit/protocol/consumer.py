"""A session with a clock, for the tests of what it makes of frames."""

from __future__ import annotations

from tests.unit.protocol.wire_frames import STREAM
from wallclient.protocol.cursor import Cursor, decode_reply
from wallclient.protocol.session import FeedSession, Received


class Consumer:
    """A session with a clock, that remembers what it was handed."""

    def __init__(self, cursor: Cursor | None = None, *, selective: bool = False) -> None:
        self.session = FeedSession(cursor, selective=selective)
        self.now = 1000.0
        self.taken: list[int | None] = []
        self.types: list[str] = []
        self.asked: list[str] = []
        self.reconnects = 0
        self.session.connected(self.now)

    def take(self, *frames: str | bytes) -> Received:
        received = Received()
        for text in frames:
            received = self.session.receive(text, self.now)
            self.types += [event.type for event in received.events]
            self.taken += [event.sequence for event in received.events if event.type[:7] != "stream."]
            self.asked += [decode_reply(reply).since for reply in received.replies]
            self.reconnects += received.reconnect
        return received

    def reconnect(self) -> None:
        self.now += 1.0
        self.session.connected(self.now)


def at(sequence: int) -> Cursor:
    return Cursor(STREAM, sequence)
