"""What a face does over the loop: breath, blinks, nods, glances, words.

Rule: every motion is a whole number of cycles, or a pulse that starts and ends at rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.loop import TURN, Drift, Loop, pulse, smooth, wave

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Mien:
    """The face and body at one moment; all about -1 to 1 except `blink`, `mouth` and `smile` (0 to 1)."""

    breath: float = 0.0
    sway: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    tilt: float = 0.0
    glance: float = 0.0
    blink: float = 0.0
    mouth: float = 0.0
    round_: float = 0.0
    """How much the open mouth is rounded."""
    brow: float = 0.0
    smile: float = 0.0


class Acting:
    """One person's behaviour. A speaker talks in phrases with pauses; a listener nods now and then."""

    def __init__(self, rng: Random, loop: Loop, *, speaks: bool) -> None:
        self._speaks = speaks
        self._breaths = loop.cycles(3.6)
        self._syllables = loop.cycles(0.21)
        self._vowels = loop.cycles(0.47)
        self._phase = rng.random()
        self._drifts = [Drift(rng) for _ in range(7)]
        blinks = loop.cycles(3.1)
        self._blinks = [(i + rng.uniform(-0.3, 0.3)) / blinks for i in range(blinks)]
        self._blink_length = min(0.5, 0.22 / loop.seconds)
        nods = loop.cycles(4.5)
        self._nods = [((i + rng.uniform(-0.25, 0.25)) / nods, rng.uniform(0.5, 1.0)) for i in range(nods)]
        self._nod_length = min(0.8, 1.1 / loop.seconds)
        self._keen = rng.uniform(0.8, 1.15)

    def at(self, t: float) -> Mien:
        yaw, tilt, sway, phrase, glance, brow, pitch = (d(t) for d in self._drifts)
        talk = smooth(0.62 + 1.3 * phrase) if self._speaks else 0.0
        open_ = abs(math.sin(TURN / 2 * (t * self._syllables + 0.3 * math.sin(TURN * t * self._vowels))))
        mouth = talk * self._keen * open_ * (0.55 + 0.45 * abs(wave(t, self._vowels, 0.2)))
        nod = sum(size * self._nod(t, start) for start, size in self._nods)
        return Mien(
            breath=wave(t, self._breaths, self._phase),
            sway=sway,
            yaw=0.75 * yaw,
            pitch=0.4 * pitch
            + (0.45 if self._speaks else 1.0) * nod
            + 0.18 * talk * wave(t, max(1, self._vowels // 2)),
            tilt=0.7 * tilt,
            glance=glance,
            blink=max(pulse(t, start % 1.0, self._blink_length) for start in self._blinks),
            mouth=mouth,
            round_=0.5 + 0.5 * wave(t, self._vowels, 0.6),
            brow=0.5 * brow + 0.5 * talk * max(0.0, phrase),
            smile=0.35 + 0.35 * max(0.0, brow) if not self._speaks else 0.2,
        )

    def _nod(self, t: float, start: float) -> float:
        """Down twice, the second time less."""
        at = ((t - start) % 1.0) / self._nod_length
        return math.sin(math.pi * at) ** 2 * abs(math.sin(TURN * at)) if at < 1 else 0.0
