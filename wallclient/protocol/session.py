"""One consumer's side of the event stream as a state machine: text and the time in, events and replies out.

Every event is handed on once and in order. What cannot be read is counted and never fatal. No socket, clock
or task belongs in here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wallclient.protocol import envelope
from wallclient.protocol.catchup import CatchUp, Step
from wallclient.protocol.cursor import Resync, encode_reply
from wallclient.protocol.envelope import FrameError
from wallclient.protocol.events import (
    DATA_TYPES,
    Event,
    SnapshotBegin,
    SnapshotEnd,
    StreamGap,
    StreamHeartbeat,
    StreamHello,
    to_event,
    topic_of,
)
from wallclient.protocol.place import Fit, Place

if TYPE_CHECKING:
    from wallclient.protocol.cursor import Cursor
    from wallclient.protocol.envelope import CloudEvent

DEFAULT_HEARTBEAT_S = 15.0
LONGEST_HEARTBEAT_S = 120.0  # a far end that promises none must not keep a dead connection alive
OVERDUE_PERIODS = 2.5


@dataclass(frozen=True, slots=True)
class Received:
    """What one frame led to: events for the stores, frames to send back, and whether to connect anew."""

    events: tuple[Event, ...] = ()
    replies: tuple[str, ...] = ()
    reconnect: bool = False


@dataclass(frozen=True, slots=True)
class FeedFigures:
    """Counts since the session began.

    `received`: events handed on. `duplicates`: came again and were dropped. `bad_frames`: could not be read.
    `gaps`: holes noticed or announced. `lost`: events that nothing could bring back, not even a snapshot.
    `deferred`: came behind a hole and were put off until the repetition. `unknown`: of an unlisted type.
    """

    received: int = 0
    duplicates: int = 0
    bad_frames: int = 0
    gaps: int = 0
    lost: int = 0
    deferred: int = 0
    unknown: int = 0


class FeedSession:
    """Owns the place in the stream and the counts; outlives connections.

    `selective`: the consumer asked for some topics or areas only, so sequences have holes by nature where an
    event does not say what it follows on.
    """

    def __init__(self, cursor: Cursor | None = None, *, selective: bool = False) -> None:
        self.last_error = ""
        self.figures = FeedFigures()
        self._selective = selective
        self._place = Place(cursor)
        self._catchup: CatchUp | None = None
        self._behind: tuple[int, int] | None = None  # (what a heartbeat promised, where we stood)
        self._heartbeat_s = DEFAULT_HEARTBEAT_S
        self._heard_at: float | None = None
        self.heard = False  # whether anything readable came on this connection

    @property
    def cursor(self) -> Cursor | None:
        """Where to resume: the last event before which nothing is missing. None before there is one."""
        return self._place.cursor

    @property
    def heartbeat_s(self) -> float:
        """Period of the heartbeats, as the far end announced it."""
        return self._heartbeat_s

    def connected(self, now: float) -> None:
        """A new connection stands; the far end was given `cursor`."""
        self._heard_at = now
        self.heard = False
        self._place.connected()
        self._behind = None
        if self._catchup:
            self._catchup.connected(now)

    def excuse(self, now: float) -> None:
        """The reader itself did not read until `now`: that silence is not the far end's."""
        self._heard_at = now

    def overdue(self, now: float) -> bool:
        """Whether nothing readable has come for 2.5 heartbeat periods. `now` in monotonic seconds."""
        return self._heard_at is not None and now - self._heard_at > OVERDUE_PERIODS * self._heartbeat_s

    def receive(self, text: str | bytes, now: float) -> Received:
        """Take in one frame. Never raises for what a far end may send."""
        try:
            frame = envelope.decode(text)
        except FrameError as error:
            return self._bad(error)
        self._heard_at = now
        self.heard = True
        if topic_of(frame.type) == "stream":
            return self._control(frame, now)
        return self._event(frame, now)

    def unreadable(self, reason: str, now: float) -> None:
        """The connection broke over a frame. One over which it breaks every time must be passed over."""
        self._bad(FrameError(reason))
        last = self._place.last
        if last is None or self._place.in_snapshot:
            return
        self._catchup = self._catchup or CatchUp(now)
        if self._catchup.escalate(now) is Step.GIVE_UP:
            self._count(lost=1)
            self._move(last + 1)

    # Events with a place

    def _event(self, frame: CloudEvent, now: float) -> Received:
        number = frame.number
        if number is None:
            return self._hand_on(frame)
        match self._place.fit(number, self._previous(frame, number)):
            case Fit.KNOWN:
                self._count(duplicates=1)
                return Received()
            case Fit.BEYOND:
                return self._beyond(frame, number, now)
            case Fit.NEXT:
                self._count(lost=self._place.announced_gap)
                self._move(number)
                return self._hand_on(frame)

    def _previous(self, frame: CloudEvent, number: int) -> int:
        if frame.previous:
            return int(frame.previous)
        return 0 if self._selective else number - 1

    def _move(self, number: int) -> None:
        self._place.move(number)
        self._catchup = self._behind = None

    def _beyond(self, frame: CloudEvent, number: int, now: float) -> Received:
        step = self._hole(now).on_later(number, now)
        if step is Step.GIVE_UP:
            if self._place.last is not None:
                self._count(lost=self._previous(frame, number) - self._place.last)
            self._move(number)
            return self._hand_on(frame)
        self._count(deferred=1)
        return self._answer(step)

    def _hole(self, now: float) -> CatchUp:
        if self._catchup is None:
            self._catchup = CatchUp(now)
            self._count(gaps=1)
        return self._catchup

    def _answer(self, step: Step) -> Received:
        if step is Step.RESYNC:
            since = str(self.cursor) if self.cursor else ""
            return Received(replies=(encode_reply(Resync(since=since)),))
        return Received(reconnect=step is Step.RECONNECT)

    def _hand_on(self, frame: CloudEvent) -> Received:
        try:
            event = to_event(frame)
        except FrameError as error:
            return self._bad(error)
        self._count(received=1, unknown=frame.type not in DATA_TYPES)
        return Received(events=(event,))

    # Control

    def _control(self, frame: CloudEvent, now: float) -> Received:
        try:
            event = to_event(frame)
        except FrameError as error:
            return self._bad(error)
        match event.data:
            case StreamHello() as hello:
                self._hello(hello, now)
            case StreamHeartbeat(sequence=sequence):
                return self._heartbeat(sequence, now)
            case StreamGap() as gap:
                self._count(gaps=1)
                self._place.gap(gap)
                self._catchup = self._behind = None
            case SnapshotBegin(sequence=sequence):
                self._place.begin_snapshot(sequence)
                self._catchup = self._behind = None
                return Received(events=(event,))
            case SnapshotEnd():
                if not self._place.end_snapshot():
                    return self._bad(FrameError("a snapshot ends that has not begun"))
                return Received(events=(event,))
            case _:
                self._count(unknown=1)
        return Received()

    def _hello(self, hello: StreamHello, now: float) -> None:
        if hello.heartbeat_s > 0:
            self._heartbeat_s = min(hello.heartbeat_s, LONGEST_HEARTBEAT_S)
        self._place.hello(hello)
        if self._catchup:
            self._catchup.connected(now)

    def _heartbeat(self, sequence: int, now: float) -> Received:
        last = self._place.last
        if last is None or self._selective or self._place.in_snapshot or sequence <= last:
            self._behind = None
            return Received()
        # What a heartbeat promises may still be on its way. Only when nothing at all came until the next
        # heartbeat is the end of the stream missing.
        waited = self._behind is not None and self._behind[1] == last
        self._behind = (sequence, last)
        if not waited:
            return Received()
        step = self._hole(now).on_silence(now, 2 * self._heartbeat_s)
        if step is Step.GIVE_UP:
            self._count(lost=sequence - last)
            self._move(sequence)
        return self._answer(step)

    # Counting

    def _bad(self, error: FrameError) -> Received:
        self._count(bad_frames=1)
        self.last_error = error.reason
        return Received()

    def _count(self, **more: int) -> None:
        figures = self.figures
        self.figures = replace(figures, **{name: getattr(figures, name) + by for name, by in more.items()})
