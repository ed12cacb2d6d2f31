"""Time that bites its own tail: phases, journeys and swaying that end exactly where they began.

Rule: whatever moves depends on the part of the loop gone by (0 to 1) only through whole cycles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

FRAMES_PER_SECOND = 25
MOST_LAPS = 8
TURN = 2 * math.pi


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop of `frames` pictures, meant to be shown at 25 a second."""

    frames: int

    @property
    def seconds(self) -> float:
        return self.frames / FRAMES_PER_SECOND

    def cycles(self, period_s: float) -> int:
        """Whole cycles of about this period in one loop, at least one."""
        return max(1, round(self.seconds / period_s))

    def laps(self, duration_s: float) -> int:
        """How many loops a journey of about this duration takes, at least one."""
        return max(1, min(MOST_LAPS, round(duration_s / self.seconds)))


def journeys(laps: int, phase: float, t: float) -> Iterator[float]:
    """How far (0 to 1) each traveller on a road of `laps` loops is; a loop later it is where the next was."""
    for lap in range(laps):
        yield ((t + lap) / laps + phase) % 1.0


def wave(t: float, cycles: int = 1, phase: float = 0.0) -> float:
    """-1 to 1."""
    return math.sin(TURN * (t * cycles + phase))


def pulse(t: float, start: float, length: float) -> float:
    """0, rising softly to 1 and back within the part `length` of the loop that begins at `start`."""
    at = (t - start) % 1.0
    return math.sin(math.pi * at / length) ** 2 if at < length else 0.0


def smooth(x: float) -> float:
    """Ease in and out between 0 and 1."""
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)


class Drift:
    """A wandering value around 0, about -1 to 1, seamless over the loop."""

    def __init__(self, rng: Random, *, slowest: int = 1, waves: int = 4) -> None:
        self._waves = [(slowest + i, rng.random(), 0.7**i) for i in range(waves)]
        self._size = sum(w[2] for w in self._waves) * 0.62

    def __call__(self, t: float) -> float:
        return sum(wave(t, k, phase) * size for k, phase, size in self._waves) / self._size
