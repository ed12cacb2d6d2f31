"""The one task that sends all media. It wakes only for moments in which a watched camera has a frame due."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, NoReturn

from wallclient.demo.cameras.serving.clock import PHASES

if TYPE_CHECKING:
    from wallclient.demo.cameras.serving.clock import Clock
    from wallclient.demo.cameras.serving.stream import Stream


class Ticker:
    """Advances the streams that are being watched, each in its phase of the frame's time."""

    def __init__(self, clock: Clock, *, epoch_s: float, fps: float) -> None:
        self._clock = clock
        self._epoch_s = epoch_s
        self._rate = fps * PHASES
        self._streams: tuple[set[Stream], ...] = tuple(set() for _ in range(PHASES))
        self._changed = asyncio.Event()

    def add(self, stream: Stream) -> None:
        self._streams[stream.timeline.phase].add(stream)
        self._changed.set()

    def remove(self, stream: Stream) -> None:
        self._streams[stream.timeline.phase].discard(stream)

    async def run(self) -> NoReturn:
        done = self._tick_at(self._clock.now())
        while True:
            following = self._next_tick(done)
            if following is None:
                self._changed.clear()
                await self._changed.wait()
                done = self._tick_at(self._clock.now())
                continue
            await asyncio.sleep(max(0.0, self._epoch_s + following / self._rate - self._clock.now()))
            now = self._clock.now()
            # After a late wake-up the moments slept through are made up for, each phase once.
            last = max(following, self._tick_at(now))
            for tick in range(max(following, last - PHASES + 1), last + 1):
                for stream in tuple(self._streams[tick % PHASES]):
                    stream.advance(now)
            done = last

    def _tick_at(self, now: float) -> int:
        return math.floor((now - self._epoch_s) * self._rate)

    def _next_tick(self, done: int) -> int | None:
        ticks = range(done + 1, done + 1 + PHASES)
        return next((tick for tick in ticks if self._streams[tick % PHASES]), None)
