"""What the GUI measures of itself while it runs: how long the loop was away, and how old an event was when
painted.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass


def quantile(values: list[float], q: float) -> float:
    """Value at quantile `q` (0 to 1) by nearest rank; 0 when there are none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]


@dataclass(frozen=True, slots=True)
class LoopFigures:
    p50_ms: float
    p99_ms: float
    stalls_over_50_ms: int


class LoopMeter:
    """Lateness of a precise timer: how long the GUI thread was busy with something else.

    Keeps the last minutes.
    """

    def __init__(self, period_s: float) -> None:
        self._period_s = period_s
        self._due_at: float | None = None
        self._late_ms: deque[float] = deque(maxlen=20_000)
        self._stalls = 0

    def beat(self, now_s: float) -> None:
        """Call at each timer event."""
        if self._due_at is not None:
            late_ms = max(0.0, (now_s - self._due_at) * 1000.0)
            self._late_ms.append(late_ms)
            if late_ms > 50.0:
                self._stalls += 1
        self._due_at = now_s + self._period_s

    def restart(self) -> None:
        """Forget what was measured: the warm-up is over."""
        self._late_ms.clear()
        self._stalls = 0
        self._due_at = None

    def figures(self) -> LoopFigures:
        values = list(self._late_ms)
        return LoopFigures(quantile(values, 0.5), quantile(values, 0.99), self._stalls)


class PaintMeter:
    """Received → painted: arrival times of applied events wait here until the windows have been painted."""

    def __init__(self) -> None:
        self._waiting: list[float] = []
        self._latencies_ms: deque[float] = deque(maxlen=200_000)

    def applied(self, received_at: list[float]) -> None:
        self._waiting.extend(received_at)

    def painted(self, now_s: float) -> None:
        """A window was painted after the events were applied."""
        if self._waiting:
            self._latencies_ms.extend((now_s - at) * 1000.0 for at in self._waiting)
            self._waiting.clear()

    def restart(self) -> None:
        self._latencies_ms.clear()

    def quantile_ms(self, q: float) -> float:
        return quantile(list(self._latencies_ms), q)
