"""Government service hall: counters, seats, screens, people with their business.

Rule: this place is indoors: its light does not follow the hour outside, only the windows do.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import Drift, smooth, wave
from wallclient.demo.scenes.drawing.palette import DARK, Light, dim, mix, varied
from wallclient.demo.scenes.drawing.perspective import Camera, Place
from wallclient.demo.scenes.sprites.people import Pose, in_uniform, passer_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wallclient.demo.scenes.drawing.palette import Colour
    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=3.7, horizon=0.27, focal=1.0)

_WIDE, _HIGH, _BACK = 13.0, 5.2, 21.5
_FLOOR: Colour = (140, 139, 133)
_WALL: Colour = (150, 149, 144)
_WOOD: Colour = (122, 104, 84)
_COUNTER_Z = 17.0


def indoors(light: Light) -> Light:
    """Even ceiling light; outside it may be any hour."""
    return Light(
        f"indoors, {light.name}", light.sky_top, light.sky_low, (150, 148, 140), 260,
        (0.98, 0.97, 0.94), (0.0, 1.0, 0.0), 0.1, 0.26,
    )  # fmt: skip


def furnish(stage: Stage) -> None:
    _paint_ground(stage)
    stage.prop(500.0, (0, 0, stage.camera.width_px, stage.camera.height_px * 0.75), _room)
    _counters(stage)
    _screens(stage)
    for x in (-9.4, 9.4):
        for z in (11.0,):
            _column(stage, x, z)
    _seats(stage)
    _machines(stage)
    _plants(stage)
    _people(stage)


def _paint_ground(stage: Stage) -> None:
    g = stage.ground
    g.wear = 0.35
    g.strip(-200, 200, 0.5, 400, _FLOOR)
    for x in range(-14, 14, 2):
        for z in range(2, 30, 2):
            if (x // 2 + z // 2) % 2 == 0:
                g.strip(x, x + 2, z, z + 2, dim(_FLOOR, 0.95))
    g.grid(-14, 14, 1.5, _BACK, 1.0, dim(_FLOOR, 0.8), 0.45)
    g.strip(-1.6, 1.6, 1, _COUNTER_Z - 2, mix(_FLOOR, (112, 96, 84), 0.35))
    g.strip(-10, 10, _COUNTER_Z - 2.2, _COUNTER_Z - 2.1, (146, 126, 80))
    # The polished floor mirrors windows and lights.
    for k in range(5):
        g.strip(-9, 9, 4.0 + k * 3.4, 5.0 + k * 3.4, (168, 168, 160), 0.16)
    for near in (5.0, 9.5, 14.0):
        g.area(
            [(-_WIDE, near), (-_WIDE + 5.5, near - 1.2), (-_WIDE + 5.5, near + 1.2), (-_WIDE, near + 3.0)],
            (176, 178, 174),
            0.16,
        )
    g.shadow(((-_WIDE, _BACK - 1.5), (_WIDE, _BACK - 1.5), (_WIDE, _BACK), (-_WIDE, _BACK)), 0.8)
    g.shadow(
        ((-10.4, _COUNTER_Z - 0.8), (10.4, _COUNTER_Z - 0.8), (10.4, _COUNTER_Z), (-10.4, _COUNTER_Z)), 0.8
    )


def _room(canvas: Canvas) -> None:
    """Walls and ceiling in strips that pale with distance, windows on the left, light panels."""
    canvas.front(-_WIDE, _WIDE, 0, _HIGH, _BACK, dim(_WALL, 1.02))
    canvas.front(-_WIDE, _WIDE, 3.6, 4.5, _BACK - 0.02, (84, 96, 100))
    canvas.front(-3.4, 3.4, 3.78, 4.3, _BACK - 0.03, (140, 124, 92))
    z = 1.2
    while z < _BACK:
        nxt = min(_BACK, z + 2.3)
        for x, shade in ((-_WIDE, 0.74), (_WIDE, 0.82)):
            tone = canvas.light.lit(_WALL, shade, z=z)
            canvas.face([(x, 0, z), (x, 0, nxt), (x, _HIGH, nxt), (x, _HIGH, z)], tone)
            canvas.face([(x, 0, z), (x, 0, nxt), (x, 1.0, nxt), (x, 1.0, z)], dim(tone, 0.84))
        _ceiling(canvas, (-_WIDE, _WIDE), (z, nxt), _HIGH, canvas.light.lit((142, 142, 137), 0.9, z=z))
        canvas.beam(
            (-_WIDE, _HIGH, nxt), (_WIDE, _HIGH, nxt), 0.05, canvas.light.lit((121, 121, 116), 0.9, z=z)
        )
        z = nxt
    _windows(canvas)
    for k in range(6):
        z = 2.4 + k * 3.2
        glow = mix((190, 188, 176), canvas.light.haze, canvas.light.haze_part(z) * 0.5)
        for x in (-9.4, -5.6, -1.9, 1.9, 5.6, 9.4):
            _ceiling(canvas, (x - 1.0, x + 1.0), (z, z + 1.1), _HIGH - 0.01, glow)


def _ceiling(
    canvas: Canvas, xs: tuple[float, float], zs: tuple[float, float], y: float, colour: Colour
) -> None:
    canvas.face([(xs[0], y, zs[0]), (xs[1], y, zs[0]), (xs[1], y, zs[1]), (xs[0], y, zs[1])], colour)


def _windows(canvas: Canvas) -> None:
    x = -_WIDE + 0.02
    for k in range(4):
        z0, z1 = 2.4 + k * 4.8, 6.3 + k * 4.8
        canvas.face(
            [(x, 0.9, z0), (x, 0.9, z1), (x, 4.3, z1), (x, 4.3, z0)],
            mix(canvas.light.sky_low, (146, 150, 148), 0.25),
        )
        canvas.face(
            [(x, 0.9, z0), (x, 0.9, z1), (x, 2.1, z1), (x, 1.9, z0)],
            mix(canvas.light.sky_low, (84, 92, 80), 0.6),
        )
        tone = canvas.light.lit((120, 118, 110), 0.8, z=z0)
        for part in (0.0, 0.5, 1.0):
            z = z0 + (z1 - z0) * part
            canvas.beam((x, 0.9, z), (x, 4.3, z), 0.09, tone)
        for up in (0.9, 3.2, 4.3):
            canvas.beam((x, up, z0), (x, up, z1), 0.07, tone)


def _counters(stage: Stage) -> None:
    """A long counter with dividers; a clerk at each place."""
    rng, count = stage.rng, 8
    z, step = _COUNTER_Z, 20.0 / 8

    def desk(canvas: Canvas) -> None:
        canvas.front(-10, 10, 0, 0.78, z, _WOOD)
        canvas.front(-10, 10, 0, 0.14, z, dim(_WOOD, 0.6))
        canvas.top(-10, 10, z - 0.25, z + 0.7, 0.78, (150, 146, 134))
        canvas.front(-10, 10, 0.7, 0.79, z - 0.26, (128, 124, 114))
        for k in range(count + 1):
            x = -10 + k * step
            canvas.front(x - 0.05, x + 0.05, 0, 1.5, z - 0.3, dim(_WOOD, 0.82))
            if k < count:
                canvas.front(x + 1.5, x + 2.1, 0.8, 1.2, z + 0.2, DARK)

    stage.prop(z - 0.3, stage.camera.box_of([(-10.2, 0, z - 0.3), (10.2, 1.6, z - 0.3)]), desk)
    shirt = varied(rng, rng.choice(((92, 102, 118), (128, 126, 118), (84, 92, 96))), 4)
    for k in range(count):
        x = -10 + (k + 0.5) * step
        if rng.random() < 0.85:
            typing, nod = Drift(rng, slowest=2), Drift(rng)

            def pose(t: float, typing: Drift = typing, nod: Drift = nod) -> Pose:
                return Pose(
                    seat_m=0.5,
                    arm_left=0.9 + 0.15 * typing(t),
                    arm_right=0.9 - 0.2 * typing(t),
                    lean=0.06 * nod(t),
                    turn_head=0.4 * nod(t),
                )

            traffic.stand(stage, in_uniform(rng, shirt), Place(x - 0.2, z + 0.95, math.pi), pose)
        if rng.random() < 0.6:
            _customer(stage, x, z - 0.75)


def _customer(stage: Stage, x: float, z: float) -> None:
    arm, look = Drift(stage.rng), passer_by(stage.rng)
    traffic.stand(
        stage,
        look,
        Place(x, z, 0.1),
        lambda t: Pose(stride=0.05, arm_left=0.5, arm_right=0.7 + 0.5 * arm(t), lean=0.08 + 0.05 * arm(t)),
    )


def _screens(stage: Stage) -> None:
    """Number boards over the counter: bars that move up a line, and call one place after another."""
    z, step, calls = _COUNTER_Z, 2.5, 4

    def frame(canvas: Canvas) -> None:
        canvas.front(-10.2, 10.2, 2.6, 3.4, z, (86, 88, 88))
        canvas.front(-10.2, 10.2, 2.5, 2.62, z, (60, 60, 58))

    stage.prop(z, stage.camera.box(0, z, 10.6, 3.6, 2.4), frame)
    order = [stage.rng.randrange(8) for _ in range(calls)]
    box = stage.camera.box(0, z - 0.05, 10.4, 3.4, 2.5)

    def at(t: float) -> Iterable[Drawable]:
        now = order[int(t * calls) % calls]
        bright = 0.5 + 0.5 * smooth(2 * abs((t * calls * 2) % 1 - 0.5))

        def paint(canvas: Canvas) -> None:
            for k in range(8):
                x = -10 + (k + 0.5) * step
                colour = mix((98, 62, 50), (166, 96, 70), bright) if k == now else (98, 62, 50)
                canvas.panel(x - 0.8, x + 0.8, 2.78, 3.24, z - 0.05, (40, 40, 40))
                for i in range(3):
                    a = x - 0.62 + i * 0.44
                    canvas.panel(a, a + 0.32, 2.88, 3.14, z - 0.06, colour)

        return (Drawable(z - 0.05, box, paint),)

    stage.mover(at)


def _column(stage: Stage, x: float, z: float) -> None:
    def paint(canvas: Canvas) -> None:
        half, deep = 0.5, 1.0
        inner = x - half if x > 0 else x + half
        canvas.flank(inner, z, z + deep, 0, _HIGH, dim(_WALL, 0.84), -1 if x > 0 else 1)
        canvas.front(x - half, x + half, 0, _HIGH, z, dim(_WALL, 1.05))
        canvas.front(x - half, x + half, 0, 0.3, z, dim(_WOOD, 0.7))
        canvas.front(x - 0.36, x + 0.36, 1.3, 2.5, z - 0.01, (108, 116, 118))

    stage.ground.shadow_disc(x, z + 0.4, 1.1, 0.8)
    stage.prop(z, stage.camera.box(x, z, 0.9, _HIGH + 0.1, -0.1), paint)


def _seats(stage: Stage) -> None:
    """Rows of linked chairs, looking to the counter."""
    rng = stage.rng
    for row in range(4):
        z = 7.4 + row * 2.1
        for side in (-1, 1):
            for k in range(4):
                _chair(stage, side * (2.7 + k * 0.78), z)
                if rng.random() < 0.45:
                    spot = Place(side * (2.7 + k * 0.78), z + 0.15, rng.uniform(-0.2, 0.2))
                    traffic.stand(stage, passer_by(rng), spot, _waiting(stage))


def _waiting(stage: Stage) -> Callable[[float], Pose]:
    nod, phone = Drift(stage.rng), stage.rng.random() < 0.5
    lift = 1.0 if phone else 0.55
    return lambda t: Pose(
        seat_m=0.44, arm_left=lift + 0.06 * nod(t), arm_right=lift, turn_head=0.5 * nod(t), lean=0.05 * nod(t)
    )


def _chair(stage: Stage, x: float, z: float) -> None:
    colour = (98, 104, 106)

    def back(canvas: Canvas) -> None:
        canvas.wall(
            [(x - 0.31, 0.55, z), (x + 0.31, 0.55, z), (x + 0.29, 1.02, z - 0.1), (x - 0.29, 1.02, z - 0.1)],
            colour,
            (0, 0.2, -0.95),
        )
        tone = canvas.light.lit((74, 75, 74), 0.9, z=z)
        canvas.beam((x - 0.39, 0.32, z + 0.2), (x + 0.39, 0.32, z + 0.2), 0.07, tone)
        canvas.beam((x, 0, z + 0.2), (x, 0.32, z + 0.2), 0.06, tone)

    def seat(canvas: Canvas) -> None:
        canvas.wall(
            [
                (x - 0.31, 0.44, z),
                (x + 0.31, 0.44, z),
                (x + 0.31, 0.46, z + 0.45),
                (x - 0.31, 0.46, z + 0.45),
            ],
            dim(colour, 1.12),
            (0, 1, 0),
        )

    stage.ground.shadow_disc(x, z + 0.2, 0.38, 0.7)
    stage.prop(z + 0.5, stage.camera.box_of([(x - 0.4, 0.3, z), (x + 0.4, 0.6, z + 0.5)]), seat)
    stage.prop(z - 0.05, stage.camera.box(x, z, 0.45, 1.1, -0.05), back)


def _machines(stage: Stage) -> None:
    """Self-service terminals along the right wall."""
    for k in range(4):
        z = 8.6 + k * 2.2
        x = _WIDE - 0.9

        def paint(canvas: Canvas, x: float = x, z: float = z) -> None:
            body = (128, 132, 132)
            canvas.flank(x - 0.3, z, z + 0.8, 0, 1.6, body, -1)
            canvas.front(x - 0.3, x + 0.4, 0, 1.6, z, dim(body, 0.8))
            canvas.flank(x - 0.31, z + 0.12, z + 0.68, 0.9, 1.45, (92, 112, 122), -1)

        stage.ground.shadow_disc(x, z + 0.4, 0.7, 0.8)
        stage.prop(z + 0.8, stage.camera.box_of([(x - 0.5, 0, z), (x + 0.6, 1.7, z), (x, 0, z + 0.9)]), paint)
    traffic.stand(stage, passer_by(stage.rng), Place(_WIDE - 1.9, 11.2, math.pi / 2), traffic.idle(stage))


def _plants(stage: Stage) -> None:
    for x, z in ((-11.6, 16.5), (11.6, 16.8), (-11.8, 8.0)):
        seed = stage.rng.randrange(1 << 30)
        stage.prop(z, stage.camera.box(x, z, 0.9, 2.1, -0.1), _plant(x, z, seed))
        stage.ground.shadow_disc(x, z, 0.6, 0.8)


def _plant(x: float, z: float, seed: int) -> Callable[[Canvas], None]:
    from random import Random

    def paint(canvas: Canvas) -> None:
        rng = Random(seed)
        canvas.wall(
            [(x - 0.25, 0, z), (x + 0.25, 0, z), (x + 0.32, 0.6, z), (x - 0.32, 0.6, z)],
            (118, 112, 102),
            (0, 0, -1),
        )
        for _ in range(16):
            a, up = rng.uniform(-0.75, 0.75), rng.uniform(1.1, 2.0)
            tone = canvas.light.lit(dim((78, 94, 70), rng.uniform(0.75, 1.2)), 0.95, z=z)
            middle = (x + a * 0.45, 0.6 + (up - 0.6) * 0.6, z)
            canvas.face(
                [
                    (x, 0.55, z),
                    (middle[0] - 0.08, middle[1], z),
                    (x + a, up, z),
                    (middle[0] + 0.08, middle[1] - 0.1, z),
                ],
                tone,
            )

    return paint


def _people(stage: Stage) -> None:
    rng = stage.rng
    traffic.walk(
        stage, passer_by(rng), (0.7, 2.0), (0.5, 14.0), (5.0, 15.4), (10.8, 15.0), (11.0, 2.0), speed_mps=1.3
    )
    traffic.walk(stage, passer_by(rng), (-7.5, 2.5), (-7.6, 14.8), (-2.0, 15.3), (-0.8, 3.0), speed_mps=1.25)
    guard = in_uniform(rng, (56, 62, 74), hat=(46, 50, 58))
    beat = stage.loop.cycles(5)
    traffic.stand(
        stage,
        guard,
        Place(-7.0, 6.3, math.pi - 0.6),
        lambda t: Pose(stride=0.04, arm_left=-0.2, arm_right=-0.2, turn_head=0.7 * wave(t, beat)),
    )
    helper = in_uniform(rng, (112, 82, 76))
    traffic.stand(stage, helper, Place(7.6, 6.4, math.pi + 0.9), traffic.idle(stage))
    traffic.stand(stage, passer_by(rng), Place(6.8, 6.0, 0.9), traffic.idle(stage))
