"""Gate of a housing estate: the barrier lifts for one car each loop.

Rule: car and barrier follow one timetable, given in parts of the loop.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import journeys, smooth
from wallclient.demo.scenes.drawing.palette import GRASS, KERB, MARKING, PAVING, Lamp, dim, varied
from wallclient.demo.scenes.drawing.perspective import Camera, Place, span
from wallclient.demo.scenes.sprites import birds, buildings, furniture, roads, trees
from wallclient.demo.scenes.sprites.people import in_uniform, passer_by
from wallclient.demo.scenes.vehicles.cars import car
from wallclient.demo.scenes.vehicles.heavy import Scooter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.demo.scenes.drawing.canvas import Mover
    from wallclient.demo.scenes.drawing.mesh import Mesh
    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=5.6, horizon=0.27, focal=1.1)
LAMPS = (
    Lamp(-6.3, 23, 6, 0.9),
    Lamp(6.3, 23, 6, 0.9),
    Lamp(-7, 46),
    Lamp(7, 46),
    Lamp(-7, 72),
    Lamp(7, 72),
    Lamp(-9, 11, 5),
    Lamp(9, 11, 5),
)

_GATE = 24.0
_HALF = 5.6
_STOP = 20.0
_BRICK = (112, 90, 80)


def furnish(stage: Stage) -> None:
    birds.flock(stage)
    _paint_ground(stage)
    _estate(stage)
    _gate(stage)
    _booth(stage)
    _cars(stage)
    _people(stage)


def _paint_ground(stage: Stage) -> None:
    g = stage.ground
    g.strip(-300, 300, 1, 700, GRASS)
    g.strip(-300, 300, 1, _GATE - 1.2, PAVING)
    g.grid(-40, 40, 3, _GATE - 1.2, 1.0, dim(PAVING, 0.86), 0.4)
    roads.carriageway(g, -_HALF, _HALF, [], z1=150)
    for side in (-1, 1):
        g.strip(*span((side * _HALF, side * (_HALF + 2.2))), _GATE, 150, PAVING)
        g.strip(side * 2.9 - 2.4, side * 2.9 + 2.4, _STOP - 1.9 + 1.6, _STOP + 0.1, MARKING, 0.85)
    g.strip(-0.12, 0.12, 2, _GATE - 6, MARKING)
    g.area([(-0.9, _GATE - 3.4), (0.9, _GATE - 3.4), (1.0, _GATE + 3.4), (-1.0, _GATE + 3.4)], KERB)
    g.strip(-0.8, 0.8, _GATE - 3.1, _GATE + 3.2, PAVING)
    for k in range(5):
        z = _GATE - 7.6 + k * 0.5
        g.strip(-_HALF + 0.5, _HALF - 0.5, z, z + 0.22, (96, 90, 70), 0.7)
    roads.manhole(g, -2.4, 13)


def _estate(stage: Stage) -> None:
    """Blocks and gardens behind the wall."""
    rng = stage.rng
    buildings.skyline(stage)
    for side in (-1, 1):
        buildings.row(stage, side * 17, _GATE + 14, 150, floors=(6, 8), shops=False, kinds="balcony punched")
        wide = buildings.style_of(rng, floors=(6, 7), kinds="punched balcony")
        buildings.build(stage, buildings.Block(*span((side * 37, side * 70)), _GATE + 17, _GATE + 31, wide))
        for z in range(32, 130, 10):
            trees.plant(
                stage, side * (_HALF + 4.4), z + rng.uniform(-1.5, 1.5), height_m=rng.uniform(4.8, 6.2)
            )
        for x in (12, 17.5, 24, 31):
            trees.plant(stage, side * (x + rng.uniform(-1, 1)), _GATE + 5.5, height_m=rng.uniform(4.2, 5.4))
        furniture.street_lamp(stage, side * 7, 46, arm_m=-side * 1.5, height_m=6)
    end = buildings.style_of(rng, floors=(9, 12), kinds="balcony")
    buildings.build(stage, buildings.Block(-15, 15, 165, 180, end))


def _gate(stage: Stage) -> None:
    """Pillars, a canopy across, and walls with railings to both sides."""
    brick = varied(stage.rng, _BRICK, 8)
    for side in (-1, 1):
        _pillar(stage, side * (_HALF + 0.9), brick)
        _pillar(stage, side * (_HALF + 4.2), brick, height=2.9)
        _wall(stage, side, brick)
        furniture.bollards(stage, (side * (_HALF + 1.9), _GATE - 2), (side * (_HALF + 3.6), _GATE - 2), 3)
        for k in range(6):
            trees.bush(stage, side * (_HALF + 6.0 + k * 2.1), _GATE - 1.4, width_m=2.2, height_m=0.9)

    def canopy(canvas: Canvas) -> None:
        reach, low, high = _HALF + 1.7, 5.1, 5.9
        canvas.front(-reach, reach, low, high, _GATE - 0.7, dim(brick, 1.22))
        canvas.top(-reach, reach, _GATE - 0.7, _GATE + 0.8, high, dim(brick, 1.3))
        canvas.front(-reach, reach, low, low + 0.14, _GATE - 0.7, dim(brick, 0.7))
        canvas.front(-2.6, 2.6, low + 0.22, high - 0.16, _GATE - 0.72, (128, 118, 92))

    stage.prop(_GATE - 0.8, stage.camera.box(0, _GATE - 0.7, _HALF + 2, 6.4, 4.8), canopy)


def _pillar(stage: Stage, x: float, brick: tuple[int, int, int], *, height: float = 5.2) -> None:
    def paint(canvas: Canvas) -> None:
        half, near, far = 0.62, _GATE - 0.65, _GATE + 0.65
        inner = x - half if x > 0 else x + half
        canvas.flank(inner, near, far, 0, height, brick, -1 if x > 0 else 1)
        canvas.front(x - half, x + half, 0, height, near, brick)
        course = dim(brick, 0.86)
        for k in range(1, int(height / 0.55)):
            canvas.front(x - half, x + half, k * 0.55, k * 0.55 + 0.06, near, course)
        cap = dim(brick, 1.3)
        canvas.front(x - half - 0.1, x + half + 0.1, height, height + 0.22, near - 0.1, cap)
        m = canvas.camera.px_per_m(near)
        globe = canvas.camera.pixel(x, height + 0.52, near)
        lit = canvas.light.lamps_on
        canvas.ellipse(
            globe,
            0.3 * m,
            0.3 * m,
            (236, 214, 164) if lit else canvas.light.lit((166, 164, 154), 1.0, z=near),
        )
        if lit:
            furniture.glow(canvas, (x, height + 0.52, near), 1.5)

    stage.ground.shadow_disc(x, _GATE, 0.9, 0.8)
    stage.prop(_GATE + 0.65, stage.camera.box(x, _GATE - 0.65, 2.2, height + 2.2, -0.1), paint)


def _wall(stage: Stage, side: int, brick: tuple[int, int, int]) -> None:
    """Low wall with railings above it."""
    x0, x1 = sorted((side * (_HALF + 4.8), side * 60.0))

    def paint(canvas: Canvas) -> None:
        canvas.front(x0, x1, 0, 0.75, _GATE, dim(brick, 1.05))
        canvas.front(x0, x1, 0.75, 0.88, _GATE, dim(brick, 1.3))
        tone = canvas.light.lit((72, 76, 74), 0.9, z=_GATE)
        for k in range(int((x1 - x0) / 0.35)):
            canvas.beam((x0 + k * 0.35, 0.88, _GATE), (x0 + k * 0.35, 2.2, _GATE), 0.045, tone)
        for up in (1.05, 2.05):
            canvas.beam((x0, up, _GATE), (x1, up, _GATE), 0.06, tone)
        for k in range(int((x1 - x0) / 5)):
            x = x0 + 5 * k if side > 0 else x1 - 5 * k
            canvas.front(x - 0.25, x + 0.25, 0, 2.35, _GATE - 0.1, brick)

    box = stage.camera.box_of([(x0 - 1, 0, _GATE), (x1, 2.4, _GATE)])
    stage.prop(_GATE + 0.2, box, paint)
    stage.ground.shadow(((x0, _GATE - 0.6), (x1, _GATE - 0.6), (x1, _GATE + 0.2), (x0, _GATE + 0.2)), 0.6)


def _booth(stage: Stage) -> None:
    """The guard's cabin between the lanes."""
    z0, z1 = _GATE - 1.6, _GATE + 1.2

    def paint(canvas: Canvas) -> None:
        body, half = (146, 144, 134), 0.72
        canvas.front(-half, half, 0, 2.6, z0, body)
        canvas.front(-half, half, 0, 0.9, z0, dim(body, 0.78))
        lit = canvas.light.lamps_on
        pane = (178, 158, 112) if lit else canvas.light.lit((70, 80, 82), 0.9, z=z0)
        canvas.panel(-half + 0.12, half - 0.12, 1.1, 2.15, z0, pane)
        canvas.beam((0.18, 1.1, z0), (0.18, 2.15, z0), 0.06, canvas.light.lit(body, 0.9, z=z0))
        canvas.front(-1.0, 1.0, 2.6, 2.82, z0 - 0.3, (98, 100, 96))
        canvas.top(-1.0, 1.0, z0 - 0.3, z1, 2.82, (120, 122, 117))

    stage.ground.shadow(((-1.2, z0 - 0.5), (1.2, z0 - 0.5), (1.2, z1), (-1.2, z1)), 0.7)
    stage.prop(z0 - 0.1, stage.camera.box(0, z0, 1.3, 3.0, -0.1), paint)


def _lift(t: float, up_at: float, down_at: float) -> float:
    """How far the barrier is up, 0 to 1: up from `up_at` to `down_at` (beyond 1: in the next loop)."""
    for shift in (0.0, 1.0):
        if up_at <= t + shift <= down_at + 0.1:
            return smooth((t + shift - up_at) / 0.1) * (1 - smooth((t + shift - down_at) / 0.1))
    return 0.0


def _cars(stage: Stage) -> None:
    right = stage.camera.side
    _barrier(stage, right, up_at=0.66, down_at=1.12)
    _barrier(stage, -right, up_at=0.16, down_at=0.62)
    for lane, offset in ((right, 0.0), (-right, 0.5)):
        away = traffic.keeps_right(stage, lane)
        mesh = car(stage.rng)
        stage.mover(_passing(stage, mesh, lane * 3.0, away=away, offset=offset))
    side = 1 if stage.rng.random() < 0.5 else -1
    road = traffic.lane_z(side * (_HALF + 2.7), 90, away=stage.rng.random() < 0.5, z_near=3)
    traffic.ride(stage, Scooter(stage.rng, courier=True), road, 15, stage.rng.random())


def _passing(stage: Stage, mesh: Mesh, x: float, *, away: bool, offset: float) -> Mover:
    """Comes up to the barrier, waits, drives on."""

    def depth(p: float) -> float:
        s = p * 2
        first, last = (2.0, 130.0) if away else (130.0, 2.0)
        stop = _STOP - 2.6 if away else _GATE + 4.6
        if s < 0.5:
            return first + (stop - first) * (1 - math.pow(1 - s / 0.5, 1.6 if away else 2.4))
        if s < 0.76:
            return stop
        return stop + (last - stop) * math.pow((s - 0.76) / 1.24, 2.0 if away else 1.5)

    def at(t: float) -> Iterable[Drawable]:
        things = []
        for p in journeys(2, offset / 2, t):
            waiting = 0.3 < p * 2 < 0.76
            things.append(
                traffic.vehicle(stage, mesh, Place(x, depth(p), 0.0 if away else math.pi), braking=waiting)
            )
        return things

    return at


def _barrier(stage: Stage, side: int, *, up_at: float, down_at: float) -> None:
    """A striped arm from the island over one lane."""
    z, foot = _GATE - 2.6, (side * 0.55, 1.0)
    box = stage.camera.box(side * 3.0, z, 3.4, 6.2, -0.1)

    def at(t: float) -> Iterable[Drawable]:
        angle = _lift(t, up_at, down_at) * 1.35

        def paint(canvas: Canvas) -> None:
            light = canvas.light
            canvas.beam(
                (foot[0], 0, z), (foot[0], 1.25, z), 0.34, light.lit((134, 116, 74), 0.9, x=foot[0], z=z)
            )
            ends = [
                (foot[0] + side * 4.7 * k / 10 * math.cos(angle), foot[1] + 4.7 * k / 10 * math.sin(angle), z)
                for k in range(11)
            ]
            for k in range(10):
                colour = (172, 170, 160) if k % 2 == 0 else (124, 72, 62)
                canvas.beam(ends[k], ends[k + 1], 0.13, light.lit(colour, 1.0, x=foot[0], z=z))

        return (Drawable(z, box, paint),)

    stage.mover(at)


def _people(stage: Stage) -> None:
    rng = stage.rng
    guard = in_uniform(rng, (58, 64, 74), hat=(46, 50, 58))
    traffic.stand(stage, guard, Place(stage.camera.side * 1.2, _GATE - 4.2, math.pi), traffic.idle(stage))
    for side in (-1, 1):
        x = side * (_HALF + 2.6)
        corners = [(side * 34, 17.5), (x, 18.0), (x + side * 0.4, 62)]
        traffic.walk(stage, passer_by(rng), *(corners if rng.random() < 0.5 else corners[::-1]))
        traffic.amble(stage, 13.5, side * (_HALF + 1.5), side * 30, [passer_by(rng)], depth_m=1.5)
    traffic.chat(stage, 10.4, 18.4, 3)
    traffic.chat(stage, -11.5, 20.4, 2)
