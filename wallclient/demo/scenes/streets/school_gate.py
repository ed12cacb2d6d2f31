"""School gate: the building behind its fence, a flag, pupils on the zebra, parents waiting.

Rule: nobody is on the zebra when a car crosses it: cars stop before it on one side, people walk on it always.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import TURN, smooth, wave
from wallclient.demo.scenes.drawing.palette import GRASS, MARKING, PAVING, Lamp, dim, varied
from wallclient.demo.scenes.drawing.perspective import Camera, Place, span
from wallclient.demo.scenes.sprites import birds, buildings, furniture, roads, trees
from wallclient.demo.scenes.sprites.facade import FacadePainter, Style, Wall
from wallclient.demo.scenes.sprites.people import Look, Pose, in_uniform, passer_by
from wallclient.demo.scenes.vehicles.cars import HATCH, SEDAN, car
from wallclient.demo.scenes.vehicles.heavy import Scooter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=5.8, horizon=0.27, focal=1.12)
LAMPS = (Lamp(-14, 17.5), Lamp(14, 17.5), Lamp(-5, 24, 5, 0.8), Lamp(5, 24, 5, 0.8), Lamp(0, 44, 8, 0.6))

_ROAD = (9.0, 17.0)
_FENCE = 24.0
_SCHOOL_Z = 52.0
_GAP = 4.6


def furnish(stage: Stage) -> None:
    birds.flock(stage)
    _paint_ground(stage)
    _school(stage)
    _fence(stage)
    _flag(stage)
    _greenery(stage)
    _cars(stage)
    _people(stage)


def _paint_ground(stage: Stage) -> None:
    g = stage.ground
    g.strip(-300, 300, 1, 700, PAVING)
    g.grid(-40, 40, 3, _FENCE, 1.0, dim(PAVING, 0.84), 0.4)
    roads.cross_road(g, *_ROAD)
    g.zebra_across(-3.4, 3.4, _ROAD[0] + 0.4, _ROAD[1] - 0.3, MARKING, step=1.15)
    for side in (-1, 1):
        g.strip(
            side * 4.6 - 0.18,
            side * 4.6 + 0.18,
            _ROAD[0] if side > 0 else 13.2,
            12.8 if side > 0 else _ROAD[1],
            MARKING,
        )
        g.strip(*span((side * 8, side * 60)), _FENCE + 1, 47, GRASS)
    g.strip(-6.5, 6.5, _FENCE, 50, dim(PAVING, 1.05))
    g.strip(-5, 5, _FENCE + 6, 49, (112, 98, 90), 0.35)


def _school(stage: Stage) -> None:
    rng = stage.rng
    buildings.skyline(stage)
    colour = varied(rng, rng.choice(((128, 117, 103), (124, 112, 98), (118, 120, 112), (126, 106, 94))), 4)
    style = Style(
        colour=colour,
        floors=4,
        floor_m=3.3,
        bay_m=3.6,
        window_w=0.56,
        window_h=0.52,
        trim=dim(colour, 1.22),
        seed=rng.randrange(1 << 30),
    )
    buildings.build(stage, buildings.Block(-27, 27, _SCHOOL_Z, _SCHOOL_Z + 14, style))
    wing = replace(style, floors=3, seed=style.seed + 7)
    buildings.build(stage, buildings.Block(31, 58, _SCHOOL_Z + 6, _SCHOOL_Z + 20, wing))
    buildings.build(stage, buildings.Block(-58, -31, _SCHOOL_Z + 6, _SCHOOL_Z + 20, wing))
    z = _SCHOOL_Z - 2.4

    def portico(canvas: Canvas) -> None:
        pale = dim(colour, 1.1)
        hall = replace(style, colour=pale, floors=3, kind="strip", window_h=0.7, seed=style.seed + 3)
        FacadePainter(canvas, Wall((-6, 0, z), (1, 0), (0, -1), 12), hall).paint()
        canvas.front(-7.2, 7.2, 3.4, 4.0, z - 2, dim(colour, 1.2))
        for x in (-6.6, -2.2, 2.2, 6.6):
            canvas.front(x - 0.35, x + 0.35, 0, 3.4, z - 2, dim(colour, 1.1))
        canvas.front(-5.8, 5.8, 0, 3.2, z - 0.05, (66, 70, 70))

    stage.prop(_SCHOOL_Z - 0.5, stage.camera.box(0, z - 2, 8, 12.5, -0.1), portico)
    stage.ground.shadow(((-8, z - 3), (8, z - 3), (8, _SCHOOL_Z), (-8, _SCHOOL_Z)), 0.6)


def _fence(stage: Stage) -> None:
    stone = (124, 112, 98)
    for side in (-1, 1):
        x0, x1 = sorted((side * (_GAP + 1.2), side * 45.0))

        def rails(canvas: Canvas, x0: float = x0, x1: float = x1, side: int = side) -> None:
            canvas.front(x0, x1, 0, 0.5, _FENCE, stone)
            tone = canvas.light.lit((70, 74, 72), 0.9, z=_FENCE)
            for k in range(int((x1 - x0) / 0.32)):
                canvas.beam((x0 + k * 0.32, 0.5, _FENCE), (x0 + k * 0.32, 2.1, _FENCE), 0.045, tone)
            for up in (0.8, 1.95):
                canvas.beam((x0, up, _FENCE), (x1, up, _FENCE), 0.06, tone)
            for k in range(9):
                x = side * (_GAP + 1.2 + k * 4.6)
                canvas.front(x - 0.3, x + 0.3, 0, 2.3, _FENCE - 0.1, stone)

        stage.prop(_FENCE + 0.2, stage.camera.box_of([(x0 - 1, 0, _FENCE), (x1 + 1, 2.4, _FENCE)]), rails)
        _gate_post(stage, side * (_GAP + 0.6), stone)
    _sliding_gate(stage)


def _gate_post(stage: Stage, x: float, stone: tuple[int, int, int]) -> None:
    def paint(canvas: Canvas) -> None:
        inner, near, far = x + (0.75 if x < 0 else -0.75), _FENCE - 0.8, _FENCE + 0.8
        canvas.flank(inner, near, far, 0, 3.6, stone, 1 if x < 0 else -1)
        canvas.front(x - 0.75, x + 0.75, 0, 3.6, near, dim(stone, 1.08))
        canvas.front(x - 0.9, x + 0.9, 3.6, 3.85, near, dim(stone, 1.25))
        canvas.front(x - 0.32, x + 0.32, 1.3, 3.1, near - 0.02, (134, 122, 96))

    stage.ground.shadow_disc(x, _FENCE, 1.1, 0.8)
    stage.prop(_FENCE + 0.7, stage.camera.box(x, _FENCE - 0.8, 1.0, 4.0, -0.1), paint)


def _sliding_gate(stage: Stage) -> None:
    """A folding gate that opens a little wider and closes again."""
    side = 1 if stage.rng.random() < 0.5 else -1
    box = stage.camera.box(0, _FENCE, _GAP + 0.4, 1.5, -0.1)

    def at(t: float) -> Iterable[Drawable]:
        width = 2.6 + 1.7 * smooth(0.5 + 0.8 * wave(t, 1))
        bars = 13

        def paint(canvas: Canvas) -> None:
            steel = canvas.light.lit((136, 138, 134), 1.0, z=_FENCE)
            xs = [side * (_GAP - width * k / bars) for k in range(bars + 1)]
            for k, x in enumerate(xs):
                canvas.beam((x, 0.08, _FENCE), (x, 1.25, _FENCE), 0.07, steel)
                if k:
                    low, high = (0.3, 1.1) if k % 2 else (1.1, 0.3)
                    canvas.beam((xs[k - 1], low, _FENCE), (x, high, _FENCE), 0.05, dim(steel, 0.85))
            canvas.beam((xs[-1], 0.1, _FENCE), (xs[-1], 1.35, _FENCE), 0.3, dim(steel, 0.8))

        return (Drawable(_FENCE + 0.1, box, paint),)

    stage.mover(at)


def _flag(stage: Stage) -> None:
    """A plain flag on its pole, in the wind."""
    x, z, top = 9.6, 38.0, 12.5
    waves = stage.loop.cycles(1.3)

    def pole(canvas: Canvas) -> None:
        canvas.front(x - 1.4, x + 1.4, 0, 0.6, z, (138, 134, 124))
        canvas.beam((x, 0.6, z), (x, top, z), 0.16, canvas.light.lit((156, 156, 150), 1.0, z=z))

    stage.prop(z, stage.camera.box(x, z, 1.6, top + 0.4, -0.1), pole)
    box = stage.camera.box(x + 1.8, z, 2.4, top + 0.6, top - 3.0)

    def at(t: float) -> Iterable[Drawable]:
        def paint(canvas: Canvas) -> None:
            columns = 16
            edge = []
            for k in range(columns + 1):
                s = k / columns
                swing = math.sin(TURN * (waves * t - 1.2 * s)) * 0.34 * s + 0.12 * s * math.sin(
                    TURN * (2 * waves * t - 2.3 * s)
                )
                edge.append((x + 3.2 * s * (0.97 - 0.03 * swing), top - 0.15 - 0.25 * s * s + swing * 0.6))
            for k in range(columns):
                (x0, y0), (x1, y1) = edge[k], edge[k + 1]
                slope = 0.96 + 1.3 * (y1 - y0)
                colour = canvas.light.lit((124, 68, 58), min(1.25, max(0.68, slope)), z=z)
                canvas.face([(x0, y0, z), (x1, y1, z), (x1, y1 - 2.1, z), (x0, y0 - 2.1, z)], colour)

        return (Drawable(z - 0.1, box, paint, detail=3),)

    stage.mover(at)


def _greenery(stage: Stage) -> None:
    rng = stage.rng
    for side in (-1, 1):
        for k in range(5):
            trees.plant(
                stage,
                side * (11 + 6.5 * k + rng.uniform(-1, 1)),
                28 + rng.uniform(-1, 2),
                height_m=rng.uniform(5, 6.4),
            )
        for k in range(4):
            trees.plant(stage, side * (14 + 9 * k), 43 + rng.uniform(-2, 2), height_m=rng.uniform(5.5, 7))
        for k in range(4):
            trees.plant(
                stage,
                side * (8.5 + 8 * k + rng.uniform(-1, 1)),
                19.2,
                height_m=rng.uniform(4.4, 5.2),
                slim=1.2,
            )
        furniture.street_lamp(stage, side * 14, 17.9, arm_m=0.01, height_m=7)
        furniture.bollards(stage, (side * 3.9, 17.8), (side * 7.4, 17.8), 4)
        for k in range(8):
            trees.bush(stage, side * (7.4 + k * 2.3), _FENCE + 1.6, width_m=2.3, height_m=0.9)


def _cars(stage: Stage) -> None:
    """One waits at the zebra on each side; beyond it, cars that have passed drive off."""
    rng, right = stage.rng, stage.camera.side
    for z, direction in ((11.0, right), (15.0, -right)):
        back = -direction * 7.4
        for _ in range(rng.choice((1, 1, 2))):
            traffic.queued(
                stage, car(rng, rng.choice((SEDAN, HATCH))), Place(back, z, direction * math.pi / 2)
            )
            back -= direction * 6.0

    for side in (-1, 1):
        road = traffic.lane_x(18.6 + 0.2 * side, 30, rightward=side > 0)
        if rng.random() < 0.35:
            traffic.ride(stage, Scooter(rng), road, 9.0, rng.random())


def _pupil(stage: Stage) -> Look:
    uniform = ((84, 96, 112), (92, 104, 98), (110, 84, 82))[stage.variant % 3]
    look = passer_by(stage.rng, child=True)
    return replace(
        look, coat=varied(stage.rng, uniform, 4), trousers=(66, 72, 84), bag=None, coat_length=0.6, vest=None
    )


def _people(stage: Stage) -> None:
    rng = stage.rng
    for i in range(6):
        x = rng.uniform(-2.8, 2.8)
        corners = [(x, 4.0), (x, 18.5), (x * 0.6, 26.0), (x * 0.8, 46.0)]
        look = _pupil(stage) if rng.random() < 0.75 else passer_by(rng)
        traffic.walk(
            stage,
            look,
            *(corners if i % 3 else corners[::-1]),
            speed_mps=rng.uniform(1.3, 1.7),
            phase=i / 6 / 3 + rng.random() * 0.1,
        )
    guard = in_uniform(rng, (58, 64, 74), hat=(46, 50, 58), vest=(132, 136, 86))
    flagging = stage.loop.cycles(2.4)
    traffic.stand(
        stage,
        guard,
        Place(3.9, 12.9, -math.pi / 2),
        lambda t: Pose(stride=0.05, arm_left=0.2, arm_right=1.35 + 0.25 * wave(t, flagging)),
    )
    for side in (-1, 1):
        traffic.amble(stage, 20.5, side * 30, side * 5.5, [passer_by(rng)], depth_m=0.8)
        for _ in range(rng.randint(2, 3)):
            traffic.chat(
                stage, side * rng.uniform(6.2, 13), rng.uniform(20.2, 22.8), rng.choice((1, 2, 2, 3))
            )
        _waiting_scooter(stage, side * rng.uniform(8, 12), 18.9)


def _waiting_scooter(stage: Stage, x: float, z: float) -> None:
    scooter = Scooter(stage.rng)
    thing = scooter.at(stage.camera, Place(x, z, math.pi / 2 * (1 if x < 0 else -1)), lamps=False)
    stage.prop(thing.depth_m, thing.box, thing.paint)
