"""The worker's main loop: takes orders, ticks the streams, beats its heart. Everything it owns ends with it.

The heart beats from this loop and nowhere else: a loop that hangs must fall silent.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from wallclient.video.messages import (
    Close,
    Command,
    Configure,
    Heartbeat,
    Open,
    Policy,
    Resize,
    Start,
    Stop,
    decode_command,
    encode,
)
from wallclient.video.worker.stream import Stream

if TYPE_CHECKING:
    from typing import BinaryIO

    from wallclient.video.messages import News
    from wallclient.video.port import Engine

log = logging.getLogger(__name__)

# Stuck in a library call for so long: only the end of the process frees them. A name server that does not
# answer holds a call for half a minute, and is no reason.
_STUCK_S = 90.0
_MOST_STUCK = 8
_LAST_WORDS_S = 1.0


class Worker:
    """One engine's streams. `orders` is read by a thread of its own, `news` written by the main loop only."""

    def __init__(self, engine: Engine, orders: BinaryIO, news: BinaryIO) -> None:
        self._engine = engine
        self._orders = orders
        self._news = news
        self._policy = Policy()
        self._inbox: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._streams: dict[int, Stream] = {}
        self._closed: list[tuple[float, Stream]] = []
        self._running = True

    def run(self) -> None:
        """Serve until told to stop, or until nobody is left to tell."""
        threading.Thread(target=self._read, name="orders", daemon=True).start()
        beat_due = tick_due = time.monotonic()
        while self._running:
            self._take(max(0.0, tick_due - time.monotonic()))
            now = time.monotonic()
            for stream in tuple(self._streams.values()):
                stream.tick(now)
            if now >= beat_due:
                beat_due = now + self._policy.heartbeat_s
                self._beat(now)
            tick_due = now + self._policy.tick_s
        self._end()

    def _read(self) -> None:
        for line in self._orders:
            try:
                self._inbox.put(decode_command(line))
            except msgspec.DecodeError:
                log.warning("an order could not be read")  # never its text: it may hold a password
        self._inbox.put(Stop())

    def _take(self, timeout_s: float) -> None:
        """Wait for an order or a wake-up, then do all that have come."""
        try:
            order = self._inbox.get(timeout=timeout_s)
        except queue.Empty:
            return
        while True:
            if order is not None:
                self._do(order)
            try:
                order = self._inbox.get_nowait()
            except queue.Empty:
                return

    def _do(self, order: Command) -> None:
        now = time.monotonic()
        match order:
            case Configure(policy):
                self._policy = policy
            case Open():
                self._streams[order.serial] = Stream(
                    order, self._engine, self._policy, self._tell, self._wake, now=now
                )
            case Stop():
                self._running = False
            case Resize() | Start() | Close() if order.serial in self._streams:
                self._do_to(self._streams[order.serial], order, now)

    def _do_to(self, stream: Stream, order: Resize | Start | Close, now: float) -> None:
        match order:
            case Resize():
                stream.resize(order, now)
            case Start():
                stream.start(now)
            case Close():
                stream.close(now)
                del self._streams[stream.serial]
                self._closed.append((now, stream))

    def _wake(self) -> None:
        self._inbox.put(None)

    def _tell(self, news: News) -> None:
        try:
            self._news.write(encode(news))
            self._news.flush()
        except OSError:
            self._running = False  # nobody listens any more

    def _beat(self, now: float) -> None:
        self._closed = [(at, stream) for at, stream in self._closed if stream.unfinished]
        unfinished = sum(stream.unfinished for stream in self._streams.values())
        unfinished += sum(stream.unfinished for _, stream in self._closed)
        self._tell(Heartbeat(len(self._streams), unfinished))
        stuck = sum(1 for at, _ in self._closed if now - at > _STUCK_S)
        if stuck >= _MOST_STUCK:
            log.error("%d closed streams hang in their library: ending, to be replaced", stuck)
            self._running = False

    def _end(self) -> None:
        now = time.monotonic()
        for stream in self._streams.values():
            stream.close(now)
        deadline = now + _LAST_WORDS_S
        while time.monotonic() < deadline and any(s.unfinished for s in self._streams.values()):
            time.sleep(0.02)
