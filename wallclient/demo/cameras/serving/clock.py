"""Which frame is now.

A frame number is a function of the clock and nothing else, so all clients of a camera agree.

The clock is the wall clock of the start carried on by the monotonic one: it never jumps while the process
lives.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Final

# Sub-frame phases of the cameras: their frames fall into this many moments of a frame's time, not all into
# one.
PHASES: Final = 5
_GOLDEN: Final = 0.6180339887498949
# Floats of Unix time are exact to a quarter of a microsecond; a tick woken on the dot must count as reached.
_TOLERANCE_FRAMES: Final = 1e-3


class Clock:
    """Unix time in seconds, without jumps."""

    def __init__(self) -> None:
        self._offset_s = time.time() - time.monotonic()

    def now(self) -> float:
        return time.monotonic() + self._offset_s


@dataclass(frozen=True, slots=True)
class Timeline:
    """Frame arithmetic of one camera: frame `n` is due at `epoch_s + n / fps`; the loop has `frames`."""

    epoch_s: float
    fps: float
    frames: int
    gop: int
    phase: int = 0

    @classmethod
    def of_camera(cls, number: int, *, epoch_s: float, fps: float, frames: int, gop: int) -> Timeline:
        """A timeline shifted by up to one group of pictures, spread evenly over the camera numbers."""
        shift = int(number * _GOLDEN % 1 * gop * PHASES)
        return cls(epoch_s + shift / (fps * PHASES), fps, frames, gop, shift % PHASES)

    def frame_at(self, now: float) -> int:
        return math.floor((now - self.epoch_s) * self.fps + _TOLERANCE_FRAMES)

    def due_at(self, frame: int) -> float:
        return self.epoch_s + frame / self.fps

    def index(self, frame: int) -> int:
        """Index in the loop: the number that is drawn into the picture."""
        return frame % self.frames

    def key_before(self, frame: int) -> int:
        """The newest key frame that is not after `frame`."""
        return frame - frame % self.gop

    def key_from(self, frame: int) -> int:
        """The first key frame that is not before `frame`."""
        return frame + -frame % self.gop

    def rtp_ticks(self, frame: int) -> int:
        """Time of a frame in 1/90000 s since the epoch."""
        return round(frame * 90000 / self.fps)
