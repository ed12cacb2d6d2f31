"""A round fountain: basin, rings on the water, jets in an arc and one in the middle.

Rule: every drop has a birth time and a whole number of lives per loop.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import TURN, wave
from wallclient.demo.scenes.drawing.palette import CONCRETE, WATER, Colour, dim, mix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.demo.scenes.drawing.perspective import Pixel
    from wallclient.demo.scenes.drawing.stage import Stage

_DROPS = 150
_SPRAY: Colour = (186, 190, 186)


def _ring(canvas: Canvas, x: float, z: float, radius: float, up: float) -> list[Pixel]:
    return [
        canvas.camera.pixel(x + radius * math.cos(TURN * k / 40), up, z + radius * math.sin(TURN * k / 40))
        for k in range(40)
    ]


def fountain(stage: Stage, x: float, z: float, radius_m: float) -> None:
    """Build the basin and let the water play."""
    stage.ground.shadow_disc(x, z, radius_m * 1.08, 0.7)
    _basin(stage, x, z, radius_m)
    _water(stage, x, z, radius_m)


def _basin(stage: Stage, x: float, z: float, radius: float) -> None:
    def paint(canvas: Canvas) -> None:
        stone = canvas.light.lit(CONCRETE, 0.8, x=x, z=z)
        canvas.polygon(_ring(canvas, x, z, radius, 0.0), stone)
        for up in (0.15, 0.3, 0.45):
            canvas.polygon(_ring(canvas, x, z, radius, up), stone)
        canvas.polygon(_ring(canvas, x, z, radius, 0.6), canvas.light.lit(CONCRETE, 1.12, x=x, z=z))
        canvas.polygon(
            _ring(canvas, x, z, radius - 0.5, 0.6), canvas.light.lit(dim(WATER, 0.72), 1.0, x=x, z=z)
        )
        sky = mix(canvas.light.lit(WATER, 1.0, x=x, z=z), canvas.light.sky_low, 0.15)
        canvas.polygon(_ring(canvas, x, z - 0.12, radius - 0.62, 0.45), sky)

    stage.prop(
        z + radius,
        stage.camera.box_of([(x - radius - 1, 0, z - radius), (x + radius + 1, 0, z), (x, 1, z + radius)]),
        paint,
    )


def _water(stage: Stage, x: float, z: float, radius: float) -> None:
    rng = stage.rng
    nozzles = [(TURN * k / 14, radius * 0.72) for k in range(14)]
    drops = [
        (rng.randrange(len(nozzles)), rng.random(), rng.uniform(-0.06, 0.06), rng.uniform(0.9, 1.1))
        for _ in range(_DROPS)
    ]
    lives, rings = stage.loop.cycles(1.15), stage.loop.cycles(1.6)
    tone = stage.light.lit(_SPRAY, 1.05, x=x, z=z)
    box = stage.camera.box(x, z, radius + 0.6, 5.6, -radius * stage.camera.eye_m / z - 0.2)

    def at(t: float) -> Iterable[Drawable]:
        def paint(canvas: Canvas) -> None:
            _ripples(canvas, t, rings, x, z, radius, tone)
            _column(canvas, t, lives, x, z, tone)
            height = 1.0 + 0.16 * wave(t, 2)
            for nozzle, birth, aside, push in drops:
                life = (t * lives + birth) % 1.0
                _drop(canvas, nozzles[nozzle], life, aside, push * height, x, z, tone)

        return (Drawable(z - radius * 0.4, box, paint, detail=2),)

    stage.mover(at)


def _ripples(canvas: Canvas, t: float, rings: int, x: float, z: float, radius: float, tone: Colour) -> None:
    for k in range(4):
        life = (t * rings + k / 4) % 1.0
        size = 0.8 + (radius - 1.8) * life
        points = _ring(canvas, x, z, size, 0.45)
        canvas.line([*points, points[0]], 0.5, tone, 0.35 * (1 - life) * min(1.0, life * 5))


def _column(canvas: Canvas, t: float, lives: int, x: float, z: float, tone: Colour) -> None:
    """The middle jet: a plume that breathes."""
    tall = 4.4 + 0.4 * wave(t, 2, 0.3)
    m = canvas.camera.px_per_m(z)
    for k in range(26):
        life = (t * lives + k / 26) % 1.0
        up = tall * (1 - (2 * life - 1) ** 2)
        aside = 0.55 * (life - 0.5) * math.sin(k * 2.4) if life > 0.5 else 0.1 * math.sin(k * 5.0)
        spot = canvas.camera.pixel(x + aside * 2.2, 0.45 + up, z)
        size = (0.1 + 0.16 * life) * m
        canvas.ellipse(spot, size, size * 1.7, tone, 0.34 * (1 - 0.5 * life))


def _drop(
    canvas: Canvas,
    nozzle: tuple[float, float],
    life: float,
    aside: float,
    push: float,
    x: float,
    z: float,
    tone: Colour,
) -> None:
    angle, start = nozzle
    reach = start * (1 - 0.78 * life)
    up = 0.5 + 2.3 * push * 4 * life * (1 - life)
    px, pz = x + reach * math.cos(angle + aside * life), z + reach * math.sin(angle + aside * life)
    m = canvas.camera.px_per_m(pz)
    canvas.ellipse(canvas.camera.pixel(px, up, pz), 0.07 * m, 0.15 * m, tone, 0.62 * (1 - 0.4 * life))
