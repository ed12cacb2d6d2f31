"""Farmers' market lane: stalls with awnings on both sides, vendors, goods, bulbs when it is dark.

Rule: a stall is one prop from counter to awning; its vendor stands behind the counter and is part of it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.palette import ASPHALT, PAVING, Lamp, dim, mix, varied
from wallclient.demo.scenes.drawing.perspective import Camera, Place
from wallclient.demo.scenes.sprites import buildings, furniture, roads
from wallclient.demo.scenes.sprites.people import passer_by, person
from wallclient.demo.scenes.vehicles.heavy import Scooter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
    from wallclient.demo.scenes.drawing.palette import Colour
    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=4.7, horizon=0.28, focal=1.06)
LAMPS = tuple(Lamp(side * 3.6, z, 3.4, 0.75) for z in range(9, 70, 6) for side in (-1, 1))

_AISLE, _DEEP, _LONG = 2.7, 2.2, 3.2
_AWNINGS: tuple[Colour, ...] = (
    (104, 78, 70),
    (82, 96, 88),
    (92, 98, 110),
    (126, 114, 90),
    (118, 112, 102),
    (96, 88, 96),
)
_GOODS: tuple[tuple[Colour, ...], ...] = (
    ((88, 104, 70), (98, 112, 78), (78, 94, 66)),
    ((136, 96, 64), (146, 108, 70), (128, 88, 60)),
    ((122, 74, 62), (112, 66, 58), (132, 84, 68)),
    ((142, 134, 104), (132, 124, 98), (150, 142, 114)),
    ((92, 78, 88), (82, 70, 80), (102, 88, 96)),
    ((134, 132, 122), (120, 118, 110), (144, 142, 134)),
    ((116, 98, 76), (104, 86, 66), (126, 108, 84)),
)  # fmt: skip


def furnish(stage: Stage) -> None:
    rng, g = stage.rng, stage.ground
    g.strip(-300, 300, 1, 700, PAVING)
    g.strip(-_AISLE, _AISLE, 1, 90, dim(ASPHALT, 1.14))
    g.grid(-_AISLE, _AISLE, 2, 70, 0.9, (64, 64, 61), 0.4)
    roads.manhole(g, 0.3, 11)
    for _ in range(16):
        x, z = rng.uniform(-2.4, 2.4), rng.uniform(6, 40)
        g.disc(x, z, rng.uniform(0.2, 0.8), rng.uniform(0.2, 0.6), (58, 60, 60), 0.35)
    buildings.skyline(stage)
    for side in (-1, 1):
        buildings.row(
            stage,
            side * (_AISLE + _DEEP + 2.4),
            9,
            110,
            floors=(2, 4),
            shops=True,
            kinds="punched strip balcony",
        )
        z = 7.2
        while z < 62:
            _stall(stage, side, z)
            z += _LONG + rng.choice((0.25, 0.25, 0.6))
    end = buildings.style_of(rng, floors=(5, 7), kinds="punched")
    buildings.build(stage, buildings.Block(-14, 14, 118, 130, end))
    _bulbs(stage)
    _people(stage)


def _stall(stage: Stage, side: int, z: float) -> None:
    rng = stage.rng
    x0 = side * (_AISLE + 0.1)
    x1 = side * (_AISLE + _DEEP)
    awning, seed = varied(rng, rng.choice(_AWNINGS), 6), rng.randrange(1 << 30)
    height = rng.uniform(2.5, 2.75)
    striped = rng.random() < 0.4
    end = z + _LONG
    stage.ground.shadow(
        ((x0 - side * 0.3, z - 0.3), (x1 + side, z - 0.3), (x1 + side, end), (x0 - side * 0.3, end)), 0.9
    )
    corners = [
        (x, y, d)
        for x in (x0 - side * 0.9, x1 + side * 0.4)
        for y in (0.0, height + 0.8)
        for d in (z - 0.3, end)
    ]
    box = stage.camera.box_of(corners)

    def counter(canvas: Canvas) -> None:
        _counter(canvas, side, (x0, x1), (z, end), Random(seed))

    def roof(canvas: Canvas) -> None:
        _roof(
            canvas,
            side,
            (x0, x1),
            (z, end),
            height,
            (awning, mix(awning, (146, 142, 130), 0.6)) if striped else (awning, awning),
        )

    if rng.random() < 0.85:
        spot = Place(x1 - side * 0.45, z + rng.uniform(0.8, 2.4), -side * math.pi / 2 + math.pi * 0.1)
        _vendor(stage, spot, end)
    stage.prop(z + 0.02, box, counter)
    stage.prop(z, box, roof)


def _vendor(stage: Stage, spot: Place, depth: float) -> None:
    look = replace(passer_by(stage.rng), vest=stage.rng.choice(((96, 84, 74), (78, 88, 92), None)))
    pose = traffic.idle(stage)

    def at(t: float) -> Iterable[Drawable]:
        figure = person(stage.camera, look, spot, pose(t))
        return (replace(figure, depth_m=depth),)

    stage.mover(at)


def _counter(
    canvas: Canvas, side: int, xs: tuple[float, float], zs: tuple[float, float], rng: Random
) -> None:
    """A table with crates tilted towards the aisle."""
    (x0, _x1), (z0, z1) = xs, zs
    inner, low, high = x0 + side * 1.25, 0.72, 1.12
    wood = (104, 92, 78)
    canvas.flank(x0, z0, z1, 0, low, wood, -side)
    canvas.wall([(x0, 0, z0), (inner, 0, z0), (inner, high, z0), (x0, low, z0)], dim(wood, 0.82), (0, 0, -1))
    canvas.wall(
        [(x0, low, z0), (inner, high, z0), (inner, high, z1), (x0, low, z1)], dim(wood, 0.7), (0, 1, 0)
    )
    columns = 4
    for k in range(columns):
        kinds = rng.choice(_GOODS)
        for row in range(2):
            a, b = z0 + (z1 - z0) * (k + 0.06) / columns, z0 + (z1 - z0) * (k + 0.94) / columns
            f, e = row / 2 + 0.03, (row + 1) / 2 - 0.03
            _crate(canvas, (x0, inner - x0, low, high - low), (f, e), (a, b), kinds, rng)


def _crate(
    canvas: Canvas,
    slope: tuple[float, float, float, float],
    across: tuple[float, float],
    along: tuple[float, float],
    kinds: tuple[Colour, ...],
    rng: Random,
) -> None:
    x, wide, low, rise = slope
    f, e = across

    def spot(t: float, z: float, up: float = 0.0) -> tuple[float, float, float]:
        return x + wide * t, low + rise * t + up, z

    base = rng.choice(kinds)
    canvas.wall(
        [spot(f, along[0]), spot(e, along[0]), spot(e, along[1]), spot(f, along[1])],
        dim(base, 0.8),
        (0, 1, 0),
    )
    m = canvas.camera.px_per_m(along[0])
    if m < 10:
        return
    for i in range(3):
        for k in range(3):
            t, z = f + (e - f) * (i + 0.5) / 3, along[0] + (along[1] - along[0]) * (k + 0.5) / 3
            tone = canvas.light.lit(rng.choice(kinds), 1.06, x=x, z=z)
            canvas.ellipse(canvas.camera.pixel(*spot(t, z, 0.06)), 0.12 * m, 0.1 * m, tone)


def _roof(
    canvas: Canvas,
    side: int,
    xs: tuple[float, float],
    zs: tuple[float, float],
    height: float,
    cloth: tuple[Colour, Colour],
) -> None:
    (x0, x1), (z0, z1) = xs, zs
    front, lip, back = x0 - side * 0.75, height - 0.35, height + 0.55
    tone = canvas.light.lit((96, 98, 96), 0.9, x=x0, z=z0)
    for x, z, top in ((x0, z0, height - 0.1), (x1, z0, height + 0.5), (x0, z1, height - 0.1)):
        canvas.beam((x, 0, z), (x, top, z), 0.06, tone)
    count = 8
    for k in range(count):
        a, b = z0 + (z1 - z0) * k / count, z0 + (z1 - z0) * (k + 1) / count
        colour = cloth[k % 2]
        slope = [(front, lip, a), (x1, back, a), (x1, back, b), (front, lip, b)]
        canvas.wall(slope, colour, (-side * 0.3, 0.95, 0))
        canvas.flank(front, a, b, lip - 0.28, lip, dim(colour, 0.92), -side)
    gable = [(front, lip, z0), (x1, back, z0), (x1, back - 0.2, z0), (front, lip - 0.28, z0)]
    canvas.wall(gable, dim(cloth[0], 0.84), (0, 0, -1))
    if canvas.light.lamps_on:
        middle = (x0 + side * 0.5, height - 0.4, (z0 + z1) / 2)
        m = canvas.camera.px_per_m(middle[2])
        canvas.ellipse(canvas.camera.pixel(*middle), 0.1 * m, 0.12 * m, (240, 218, 168))
        furniture.glow(canvas, middle, 0.8)


def _bulbs(stage: Stage) -> None:
    """Wires across the lane with lamps or small pennants."""
    for z in (16.0, 26.0, 38.0, 52.0):
        stage.prop(z, stage.camera.box(0, z, 6, 5.6, 3.4), _wire(z))


def _wire(z: float) -> Callable[[Canvas], None]:
    def paint(canvas: Canvas) -> None:
        points = [(x, 4.9 - 0.7 * (1 - (x / 5) ** 2), z) for x in [k - 5 for k in range(11)]]
        tone = canvas.light.lit((58, 58, 56), 0.9, z=z)
        canvas.line([canvas.camera.pixel(*p) for p in points], 0.035 * canvas.camera.px_per_m(z), tone)
        m = canvas.camera.px_per_m(z)
        for i, p in enumerate(points[1:-1]):
            if canvas.light.lamps_on:
                canvas.ellipse(canvas.camera.pixel(p[0], p[1] - 0.12, z), 0.1 * m, 0.13 * m, (238, 206, 146))
                furniture.glow(canvas, (p[0], p[1] - 0.12, z), 0.5)
            else:
                colour = canvas.light.lit(_AWNINGS[i % len(_AWNINGS)], 1.0, z=z)
                canvas.face([(p[0] - 0.22, p[1], z), (p[0] + 0.22, p[1], z), (p[0], p[1] - 0.45, z)], colour)

    return paint


def _people(stage: Stage) -> None:
    rng = stage.rng
    traffic.stroll(stage, -1.4, 5, 66, [passer_by(rng) for _ in range(2)], width_m=0.5)
    traffic.stroll(stage, 1.3, 5, 66, [passer_by(rng) for _ in range(2)], width_m=0.5)
    for _ in range(rng.randint(6, 9)):
        side = rng.choice((-1, 1))
        spot = Place(
            side * (_AISLE - rng.uniform(0.3, 0.6)),
            rng.uniform(9, 44),
            side * (math.pi / 2 + rng.uniform(-0.4, 0.4)),
        )
        traffic.stand(stage, passer_by(rng), spot, traffic.idle(stage))
    road = traffic.lane_z(0.1, 74, away=rng.random() < 0.5, z_near=2.5)
    traffic.ride(stage, Scooter(rng, courier=rng.random() < 0.5), road, 22, rng.random())
