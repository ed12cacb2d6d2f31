"""A few birds crossing the sky.

Rule: they come from outside the picture and leave it within one loop, or fly in whole laps.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import TURN, journeys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.demo.scenes.drawing.perspective import Point
    from wallclient.demo.scenes.drawing.stage import Stage

_Z = 90.0


def flock(stage: Stage) -> None:
    """Some small birds in daylight; at night nobody is flying."""
    rng = stage.rng
    if stage.light.lamps_on or rng.random() < 0.3:
        return
    reach = stage.camera.half_view_m(_Z) * 1.25
    up, bow = rng.uniform(20, 26), rng.uniform(-3, 4)
    direction, start = rng.choice((-1, 1)), rng.random()
    beats = stage.loop.cycles(0.42)
    birds = [(rng.uniform(-6, 6), rng.uniform(-2.5, 2.5), rng.random()) for _ in range(rng.randint(4, 8))]
    laps = stage.loop.laps(2 * reach / 15)

    def at(t: float) -> Iterable[Drawable]:
        for p in journeys(laps, start, t):
            x, y = direction * (2 * p - 1) * reach, up + bow * math.sin(math.pi * p)
            box = stage.camera.box_of([(x - 8, y + 5, _Z), (x + 8, y - 5, _Z)])
            spots = [(x + dx, y + dy, _Z) for dx, dy, _ in birds]
            beat = [t * beats + own for *_, own in birds]
            yield Drawable(900.0, box, partial(_paint, spots=spots, beats=beat), detail=2)

    stage.mover(at)


def _paint(canvas: Canvas, spots: list[Point], beats: list[float]) -> None:
    tone = canvas.light.lit((66, 68, 68), 0.9, z=_Z * 0.6)
    for (x, y, z), beat in zip(spots, beats, strict=True):
        lift = math.sin(TURN * beat) * 0.45
        for side in (-1, 1):
            wing = [
                (x, y, z),
                (x + side * 0.4, y + 0.14 + lift * 0.5, z),
                (x + side * 0.9, y + lift, z),
                (x + side * 0.35, y - 0.06 + lift * 0.3, z),
            ]
            canvas.face(wing, tone)
        canvas.face([(x - 0.34, y, z), (x, y + 0.12, z), (x + 0.34, y, z), (x, y - 0.12, z)], tone)
