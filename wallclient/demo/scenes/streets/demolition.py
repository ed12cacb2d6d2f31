"""Demolition site: a half-broken block, rubble, an excavator, a crane, hoardings, dust and water.

Rule: the ruin's outline and the rubble come from the scene's own dice; nothing here collapses, it only goes
on being cleared.
"""

from __future__ import annotations

import math
from random import Random
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import Drift
from wallclient.demo.scenes.drawing.palette import CONCRETE, DARK, EARTH, WALLS, Lamp, dim, mix, varied
from wallclient.demo.scenes.drawing.perspective import Camera, Place
from wallclient.demo.scenes.sprites import buildings, haze
from wallclient.demo.scenes.sprites.people import Look, Pose, in_uniform
from wallclient.demo.scenes.vehicles.heavy import truck
from wallclient.demo.scenes.vehicles.machines import Excavator, tower_crane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.demo.scenes.drawing.palette import Colour
    from wallclient.demo.scenes.drawing.perspective import Point
    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=6.8, horizon=0.27, focal=1.08)
LAMPS = (Lamp(-12, 20, 9, 0.8), Lamp(12, 20, 9, 0.8), Lamp(0, 36, 10, 0.7), Lamp(-14, 44, 9, 0.6))

_OLD_PAINTS: tuple[Colour, ...] = (
    (118, 120, 112), (124, 112, 98), (104, 116, 116), (126, 120, 104), (116, 104, 100),
)  # fmt: skip
_HELMETS: tuple[Colour, ...] = ((146, 126, 76), (140, 136, 124), (96, 112, 126))
_TRACK_X = 4.6


def furnish(stage: Stage) -> None:
    _paint_ground(stage)
    buildings.skyline(stage, height_m=(20, 80))
    _neighbours(stage)
    _ruin(stage, -31.0, 8.0, 41.0)
    tower_crane(stage, 27, 112, height_m=25)
    _hoarding(stage)
    for x, z, size in (
        (-10.5, 34, 4.2),
        (-3.0, 37.5, 3.4),
        (-16.5, 28, 3.6),
        (9.0, 39, 3.0),
        (-12, 21, 2.3),
        (13.5, 25, 2.0),
    ):
        _rubble(stage, x, z, size)
    stage.mover(Excavator(stage, -6.6, 25.5, heading=-0.5).mover)
    if stage.rng.random() < 0.7:
        stage.mover(Excavator(stage, 12.0, 46.0, heading=2.4).mover)
    _dust(stage)
    _truck(stage)
    _workers(stage)


def _paint_ground(stage: Stage) -> None:
    rng, g = stage.rng, stage.ground
    g.wear = 1.9
    g.strip(-400, 400, 1, 800, EARTH)
    for side in (-0.9, 0.9):
        g.area(
            [
                (_TRACK_X + side - 0.35, 2),
                (_TRACK_X + side + 0.35, 2),
                (_TRACK_X + side + 0.35, 70),
                (_TRACK_X + side - 0.35, 70),
            ],
            (76, 70, 62),
            0.6,
        )
    g.area([(1.5, 1), (8.0, 1), (7.4, 75), (2.4, 75)], (94, 88, 78), 0.8)
    for _ in range(26):
        x, z = rng.uniform(-24, 24), rng.uniform(8, 48)
        tone = rng.choice(((92, 84, 72), (112, 106, 94), (84, 80, 74)))
        g.disc(x, z, rng.uniform(0.8, 3.4), rng.uniform(0.6, 2.4), tone, 0.5)
    for _ in range(5):
        g.disc(
            rng.uniform(-2, 12),
            rng.uniform(9, 26),
            rng.uniform(0.5, 1.3),
            rng.uniform(0.4, 0.8),
            (80, 82, 80),
            0.5,
        )


def _neighbours(stage: Stage) -> None:
    """Blocks that stay, behind the fence."""
    rng = stage.rng
    for k in range(4):
        style = buildings.style_of(rng, floors=(9, 16), kinds="balcony punched strip")
        x = -62 + k * 36 + rng.uniform(-4, 4)
        buildings.build(
            stage, buildings.Block(x, x + rng.uniform(18, 26), 120 + rng.uniform(0, 12), 150, style)
        )


def _ruin(stage: Stage, x0: float, x1: float, z: float) -> None:
    """A block of flats cut open: floors, rooms with old paint, a ragged edge."""
    rng = stage.rng
    wall, seed = varied(rng, rng.choice(WALLS), 6), rng.randrange(1 << 30)
    floors, bay = 6, 3.25
    bays = int((x1 - x0) / bay)
    cut = rng.randint(bays // 2 - 1, bays // 2 + 1)
    heights = [
        floors if i < cut - 1 else max(0, floors - int((i - cut + 2) * 1.3 + rng.random() * 1.8))
        for i in range(bays)
    ]
    stage.ground.shadow(((x0 - 1, z - 3), (x1, z - 3), (x1, z + 9), (x0 - 1, z + 9)), 0.7)

    def paint(canvas: Canvas) -> None:
        dice = Random(seed)
        for i, tall in enumerate(heights):
            for floor in range(tall):
                broken = (i >= cut - 2 or tall < floors) and dice.random() < 0.9
                draw_cell = _open_cell if broken else _whole_cell
                draw_cell(canvas, dice, (x0 + i * bay, floor * 3.0 + 0.4, z), bay, wall)
            if tall:
                _ragged(
                    canvas,
                    dice,
                    x0 + i * bay,
                    tall * 3.0 + 0.4,
                    z,
                    bay,
                    wall,
                    whole=tall == floors and i < cut - 1,
                )

    stage.prop(z + 9, stage.camera.box((x0 + x1) / 2, z - 1, (x1 - x0) / 2 + 3, floors * 3 + 4, -0.2), paint)


def _whole_cell(canvas: Canvas, dice: Random, corner: Point, bay: float, wall: Colour) -> None:
    """A storey's bay with its wall still there; the window is a hole or has a pane left."""
    x, y, z = corner
    canvas.front(x, x + bay, y, y + 3, z, wall)
    canvas.front(x, x + bay, y - 0.1, y + 0.12, z, dim(wall, 0.86))
    canvas.front(x + 0.8, x + bay - 0.8, y + 1.0, y + 2.5, z, dim(DARK, 0.9 + 0.3 * dice.random()))
    if dice.random() < 0.4:
        canvas.front(x + 0.8, x + bay / 2, y + 1.0, y + 2.5, z, (96, 102, 102))


def _open_cell(canvas: Canvas, dice: Random, corner: Point, bay: float, wall: Colour) -> None:
    """A bay whose wall is gone: one sees the room behind, its old paint, a door."""
    x, y, z = corner
    deep = 4.0
    paper = varied(dice, dice.choice(_OLD_PAINTS), 8)
    canvas.front(x, x + bay, y, y + 3, z + deep, dim(paper, 0.66))
    for edge, side in ((x, 1), (x + bay, -1)):
        canvas.flank(edge, z, z + deep, y, y + 3, dim(paper, 0.8), side)
    canvas.top(x, x + bay, z, z + deep, y, dim(CONCRETE, 0.8))
    if dice.random() < 0.5:
        canvas.front(x + 1.1, x + 2.1, y, y + 2.1, z + deep, dim(DARK, 1.1))
    canvas.front(x - 0.1, x + bay + 0.1, y + 2.78, y + 3.02, z, CONCRETE)
    canvas.front(x - 0.12, x + 0.14, y, y + 3, z, dim(CONCRETE, 0.92))
    if dice.random() < 0.35:
        edge_ = (
            (0.0, 3.0),
            (0.0, 1.2 * dice.random()),
            (0.5, 1.0),
            (1.2 + dice.random(), 2.2),
            (bay * 0.7, 3.0),
        )
        canvas.wall([(x + dx, y + dy, z) for dx, dy in edge_], wall, (0, 0, -1))


def _ragged(
    canvas: Canvas, dice: Random, x: float, top: float, z: float, bay: float, wall: Colour, *, whole: bool
) -> None:
    """A parapet, or stumps and bent rods where a storey is gone."""
    if whole:
        canvas.front(x, x + bay, top, top + 0.8, z, dim(wall, 1.06))
        return
    points = [(x, top, z)]
    for k in range(5):
        points.append((x + bay * (k + 0.5) / 5, top + dice.uniform(0, 1.3), z))
    canvas.wall([*points, (x + bay, top, z)], dim(wall, 0.9), (0, 0, -1))
    tone = canvas.light.lit((84, 66, 54), 0.9, z=z)
    for _ in range(4):
        a = x + dice.random() * bay
        canvas.beam(
            (a, top, z - 0.1),
            (a + dice.uniform(-0.9, 0.9), top + dice.uniform(0.4, 1.6), z - 0.1),
            0.06,
            tone,
        )


def _rubble(stage: Stage, x: float, z: float, size: float) -> None:
    seed = stage.rng.randrange(1 << 30)
    stage.ground.shadow_disc(x, z, size * 1.15, 0.8)

    def paint(canvas: Canvas) -> None:
        dice, camera = Random(seed), canvas.camera
        heap = [
            (
                x + size * math.cos(math.pi * k / 10) * -1.05,
                size * 0.42 * math.sin(math.pi * k / 10) * (1 + 0.2 * dice.random()),
                z,
            )
            for k in range(11)
        ]
        canvas.wall(heap, (92, 86, 76), (0, 0.3, -0.9))
        for _ in range(150):
            s = dice.random()
            across = (dice.random() * 2 - 1) * (1 - 0.75 * s)
            cx, cy, cz = x + across * size, size * 0.44 * s, z - (1 - s) * size * 0.3
            wide = size * dice.uniform(0.025, 0.11)
            tone = dice.choice(((120, 114, 104), (110, 96, 84), (98, 80, 70), (126, 122, 114), (86, 82, 76)))
            turn = dice.random() * 6.28
            px, py = camera.pixel(cx, cy, cz)
            m = camera.px_per_m(cz) * wide
            corners = [
                (px + m * math.cos(turn + a) * 1.3, py + m * math.sin(turn + a) * 0.75)
                for a in (0.0, 1.3, 2.9, 4.4)
            ]
            level = 0.74 + 0.4 * dice.random() - 0.1 * across
            canvas.polygon(corners, canvas.light.lit(tone, level, x=cx, z=cz))

    stage.prop(z, stage.camera.box(x, z, size * 1.25, size * 0.7, -size * 0.35), paint)


def _hoarding(stage: Stage) -> None:
    """Sheet fences to both sides, and a gate far back."""
    paint_ = (
        varied(stage.rng, (96, 110, 118), 4)
        if stage.rng.random() < 0.6
        else varied(stage.rng, (92, 110, 98), 4)
    )
    for side in (-1, 1):
        for k in range(18):
            z0, z1 = 9 + k * 4.0, 13 + k * 4.0
            x = side * 24.0

            def sheet(canvas: Canvas, x: float = x, z0: float = z0, z1: float = z1, side: int = side) -> None:
                canvas.flank(x, z0, z1, 0, 2.5, paint_, -side)
                for j in range(4):
                    a = z0 + j
                    canvas.flank(x, a, a + 0.12, 0, 2.5, dim(paint_, 0.84), -side)
                canvas.flank(x, z0, z1, 2.35, 2.55, (142, 140, 130), -side)

            stage.prop(
                z1, stage.camera.box_of([(x, 0, max(z0, 2.0)), (x, 2.7, max(z0, 2.0)), (x, 0, z1)]), sheet
            )

    def back(canvas: Canvas) -> None:
        z = 82.0
        for a, b in ((-24.0, 0.5), (8.5, 24.0)):
            canvas.front(a, b, 0, 2.5, z, paint_)
            canvas.front(a, b, 2.3, 2.55, z, (142, 140, 130))

    stage.prop(82.0, stage.camera.box(0, 82, 25, 3, -0.2), back)


def _dust(stage: Stage) -> None:
    haze.drifting(
        stage,
        (-11.0, 1.2, 31.0),
        (7.0, 5.5, 0.0),
        puffs=8,
        size_m=(1.2, 5.0),
        alpha=0.42,
        colour=(146, 138, 122),
    )
    haze.drifting(
        stage,
        (3.0, 0.6, 33.0),
        (6.0, 3.5, 1.0),
        puffs=5,
        size_m=(0.8, 4.0),
        alpha=0.3,
        colour=(146, 138, 122),
    )
    _jet(stage, -15.5, 19.5)


def _jet(stage: Stage, x: float, z: float) -> None:
    """Somebody wets the rubble with a hose."""
    aim = Drift(stage.rng)
    flow = stage.loop.cycles(0.9)
    look = in_uniform(stage.rng, (66, 72, 84), hat=_HELMETS[0], vest=(136, 112, 72))
    traffic.stand(
        stage,
        look,
        Place(x, z, 0.9),
        lambda t: Pose(stride=0.12, phase=0.25, arm_left=1.1, arm_right=1.25 + 0.1 * aim(t), lean=0.1),
    )
    box = stage.camera.box_of([(x - 1, 0.2, z), (x + 8.5, 5.2, z), (x + 8, 0, z + 8)])

    def at(t: float) -> Iterable[Drawable]:
        turn = 0.85 + 0.22 * aim(t)

        def paint(canvas: Canvas) -> None:
            tone = canvas.light.lit((172, 176, 174), 1.0, z=z)
            for k in range(70):
                life = (t * flow + k / 70) % 1.0
                reach = 8.0 * life
                spread = 0.1 + 0.8 * life * math.sin(k * 7.1)
                up = 1.35 + 5.2 * life - 6.4 * life * life + 0.3 * life * math.cos(k * 4.3)
                spot = (x + 0.5 + reach * math.sin(turn) + spread * 0.4, up, z + reach * math.cos(turn))
                m = canvas.camera.px_per_m(spot[2])
                canvas.ellipse(
                    canvas.camera.pixel(*spot),
                    (0.05 + 0.14 * life) * m,
                    (0.05 + 0.1 * life) * m,
                    tone,
                    0.34 * (1 - 0.75 * life),
                )

        return (Drawable(z + 1.0, box, paint, detail=2),)

    stage.mover(at)


def _truck(stage: Stage) -> None:
    """Tippers come and go along the track."""
    rng = stage.rng
    away = traffic.keeps_right(stage, 1)
    road = traffic.lane_z(_TRACK_X, 84, away=away, z_near=-3)
    stage.mover(traffic.drive(stage, truck(rng, tipper=True), road, 16, rng.random()))


def _workers(stage: Stage) -> None:
    rng = stage.rng

    def worker() -> Look:
        vest = rng.choice(((136, 112, 72), (128, 132, 86)))
        return in_uniform(rng, varied(rng, (70, 76, 88), 8), hat=rng.choice(_HELMETS), vest=vest)

    for x, z in ((10.2, 14.0), (11.3, 14.5), (10.8, 31.0), (-2.4, 17.5)):
        traffic.stand(
            stage, worker(), Place(x + rng.uniform(-0.5, 0.5), z, rng.uniform(2.0, 4.2)), traffic.idle(stage)
        )
    traffic.walk(stage, worker(), (18, 13), (10, 30), (9.5, 48), speed_mps=1.2)
    traffic.walk(stage, worker(), (-20, 17), (-2, 14.5), (9.5, 20), speed_mps=1.2)
    colour = mix(EARTH, CONCRETE, 0.5)
    for x, z in ((16.5, 16.0), (17.2, 17.4), (16.9, 20.6)):
        _stack(stage, x, z, colour)


def _stack(stage: Stage, x: float, z: float, colour: Colour) -> None:
    """Bricks on a pallet."""

    def paint(canvas: Canvas) -> None:
        brick = mix(colour, (118, 88, 74), 0.6)
        canvas.front(x - 0.6, x + 0.6, 0.1, 1.1, z, brick)
        canvas.top(x - 0.6, x + 0.6, z, z + 1, 1.1, dim(brick, 1.12))
        side = x - 0.6
        canvas.flank(side, z, z + 1, 0.1, 1.1, dim(brick, 0.9), -1)
        for k in range(1, 5):
            canvas.front(x - 0.6, x + 0.6, 0.1 + k * 0.2, 0.13 + k * 0.2, z, dim(brick, 0.7))

    stage.ground.shadow_disc(x, z + 0.5, 0.95, 0.8)
    stage.prop(z, stage.camera.box_of([(x - 0.8, 0, z), (x + 0.8, 1.3, z), (x, 0, z + 1)]), paint)
