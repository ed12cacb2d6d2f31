"""One connection of a stream, from its start to its end: takes in what the engine's threads tell.

Engine threads write here under a lock, the worker's main loop reads; nobody calls back from here into the
engine.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.video.port import Opened
from wallclient.video.worker.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.video.difference import Difference
    from wallclient.video.messages import Policy
    from wallclient.video.port import End, Luma, Playback
    from wallclient.video.worker.canvas import RingCanvas
    from wallclient.video.worker.watch import Verdict


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals of one attempt so far."""

    pictures: int = 0
    written: int = 0
    spoilt: int = 0
    received_bytes: int = 0
    latency_ms: float = 0.0


class Attempt:
    """See port.Sink. `wake` is called when the main loop should look at once."""

    def __init__(
        self,
        canvas: RingCanvas,
        policy: Policy,
        difference: Difference,
        wake: Callable[[], None],
        *,
        started_at: float,
        frozen_since: float | None,
    ) -> None:
        self.canvas = canvas
        self.started_at = started_at
        self.playback: Playback | None = None
        self.first_picture_ms: float | None = None
        self.end: End | None = None
        self.info = Opened()
        self.is_open = False
        self._watch = Watch(policy, started_at, frozen_since=frozen_since)
        self.difference = difference
        self._wake = wake
        self._lock = threading.Lock()
        self._over = False
        self._pictures = self._written = self._spoilt = self._received = 0
        self._latency_ms = 0.0

    # Told by the engine.

    def opened(self, opened: Opened) -> None:
        self.info = opened
        if not self.is_open:
            self.is_open = True
            self._wake()

    def received(self, size_bytes: int) -> None:
        self._received += size_bytes

    def picture(self, at: float, luma: Luma) -> None:
        if self._over:
            return
        same_since = self.difference.same_since(luma, at)
        with self._lock:
            self._pictures += 1
            self._watch.picture(at, same_since)

    def written(self, at: float, latency_ms: float) -> None:
        self._written += 1
        if latency_ms:
            self._latency_ms += (latency_ms - self._latency_ms) * (0.1 if self._latency_ms else 1.0)
        # The first one of a canvas is waited for: after a start, and after a change of size.
        if self.canvas.pictures == 1 or self.first_picture_ms is None:
            if self.first_picture_ms is None:
                self.first_picture_ms = (at - self.started_at) * 1e3
            self._wake()

    def spoilt(self, at: float, count: int = 1) -> None:
        with self._lock:
            self._spoilt += count
            self._watch.bad(at)

    def ended(self, end: End) -> None:
        self.end = end
        self._wake()

    # Asked by the main loop.

    def judge(self, now: float) -> Verdict:
        with self._lock:
            return self._watch.judge(now)

    def rate(self, fps: float) -> None:
        with self._lock:
            self._watch.rate(fps)

    def counts(self) -> Counts:
        with self._lock:
            return Counts(self._pictures, self._written, self._spoilt, self._received, self._latency_ms)

    @property
    def last_good(self) -> float | None:
        return self._watch.last_good

    @property
    def frozen_since(self) -> float | None:
        return self._watch.frozen_since

    def close(self) -> None:
        """Give the connection up: nothing it still does is seen any more."""
        self._over = True
        if self.playback is not None:
            self.playback.close()
        self.canvas.close()
