"""Park square: dancers in rows, a fountain, strollers, children, a kite.

Rule: all dancers share one beat; rows differ by a breath, people by their size and clothes.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import TURN, Drift, smooth, wave
from wallclient.demo.scenes.drawing.palette import GRASS, PAVING, PAVING_RED, Lamp, dim, mix, varied
from wallclient.demo.scenes.drawing.perspective import Camera, Place, span
from wallclient.demo.scenes.sprites import birds, buildings, furniture, trees
from wallclient.demo.scenes.sprites.fountain import fountain
from wallclient.demo.scenes.sprites.people import Look, Pose, passer_by, person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wallclient.demo.scenes.drawing.palette import Colour
    from wallclient.demo.scenes.drawing.perspective import Point
    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=6.0, horizon=0.26, focal=1.08)
LAMPS = tuple(Lamp(side * 13.5, z, 8.0, 0.8) for z in (16, 32, 50, 70) for side in (-1, 1))

_HALF = 15.0
_FOUNTAIN_Z = 50.0


def furnish(stage: Stage) -> None:
    birds.flock(stage)
    _paint_ground(stage)
    _surroundings(stage)
    fountain(stage, 0.0, _FOUNTAIN_Z, 8.0)
    _dancers(stage)
    _others(stage)
    if not stage.light.lamps_on:
        _kite(stage)


def _paint_ground(stage: Stage) -> None:
    g = stage.ground
    g.strip(-400, 400, 1, 800, GRASS)
    g.area([(-_HALF, 1), (_HALF, 1), (_HALF, 98), (-_HALF, 98)], PAVING)
    g.strip(-60, 60, 72, 98, PAVING)
    for x in range(-15, 15, 6):
        for z in range(6, 96, 6):
            if (x // 6 + z // 6) % 2 == 0:
                g.strip(x, x + 6, z, z + 6, mix(PAVING, PAVING_RED, 0.35), 0.5)
    g.grid(-_HALF, _HALF, 3, 96, 1.5, dim(PAVING, 0.72), 0.55)
    g.disc(0, _FOUNTAIN_Z, 13, 13, mix(PAVING, PAVING_RED, 0.7))
    g.disc(0, _FOUNTAIN_Z, 12.2, 12.2, dim(PAVING, 1.04))
    for side in (-1, 1):
        g.strip(*span((side * _HALF, side * (_HALF + 0.5))), 1, 98, dim(PAVING, 1.12))
        g.strip(*span((side * (_HALF + 9), side * (_HALF + 12))), 1, 98, PAVING)


def _surroundings(stage: Stage) -> None:
    rng = stage.rng
    buildings.skyline(stage, height_m=(18, 60))
    hall = buildings.style_of(rng, floors=(4, 5), kinds="punched strip")
    buildings.build(stage, buildings.Block(-17, 17, 112, 130, hall))
    for x in range(-75, 76, 10):
        trees.plant(stage, x + rng.uniform(-2, 2), 102 + rng.uniform(-2, 3), height_m=rng.uniform(6, 8.5))
    for side in (-1, 1):
        for z in range(15, 90, 10):
            trees.plant(
                stage,
                side * (_HALF + rng.uniform(3.4, 5.4)),
                z + rng.uniform(-2, 2),
                height_m=rng.uniform(5, 7),
                autumn=0.3,
            )
        for _ in range(9):
            trees.plant(
                stage,
                side * rng.uniform(_HALF + 14, _HALF + 34),
                rng.uniform(26, 92),
                height_m=rng.uniform(5, 8),
            )
        for z in range(10, 64, 5):
            trees.bush(stage, side * (_HALF + 1.5), z, width_m=2.4, height_m=0.8)
        for z in (16, 32, 50, 70):
            furniture.street_lamp(stage, side * 13.5, z, arm_m=-side * 1.0, height_m=5.4)
        for z in (22, 27, 40):
            _bench(stage, side * 13.6, z)


def _bench(stage: Stage, x: float, z: float) -> None:
    rng = stage.rng
    side = 1 if x > 0 else -1

    def paint(canvas: Canvas) -> None:
        wood = (112, 94, 74)
        canvas.top(x - 0.25, x + 0.25, z - 0.9, z + 0.9, 0.45, wood)
        back = x + side * 0.27
        canvas.flank(back, z - 0.9, z + 0.9, 0.55, 0.95, dim(wood, 0.9), -side)
        tone = canvas.light.lit((64, 64, 62), 0.9, x=x, z=z)
        for end in (-0.8, 0.8):
            canvas.beam((x - 0.2, 0, z + end), (x - 0.2, 0.45, z + end), 0.07, tone)

    stage.ground.shadow_disc(x, z, 0.8, 0.6)
    stage.prop(
        z + 0.9,
        stage.camera.box_of(
            [(x - 0.5, 0, z - 1), (x + 0.5, 1.1, z - 1), (x - 0.5, 0, z + 1), (x + 0.5, 1.1, z + 1)]
        ),
        paint,
    )
    for offset in (-0.45, 0.4):
        if rng.random() < 0.6:
            traffic.stand(stage, passer_by(rng), Place(x, z + offset, -side * math.pi / 2), _sitting(stage))


def _sitting(stage: Stage) -> Callable[[float], Pose]:
    nod, arm = Drift(stage.rng), Drift(stage.rng)
    return lambda t: Pose(
        seat_m=0.46, arm_left=0.7, arm_right=0.7 + 0.3 * max(0.0, arm(t)), turn_head=0.5 * nod(t)
    )


def _dancers(stage: Stage) -> None:
    rng = stage.rng
    rows, columns = rng.randint(4, 5), rng.randint(5, 6)
    left = -10.5 if rng.random() < 0.7 else -6.0
    troupe = varied(rng, rng.choice(((104, 82, 86), (84, 96, 96), (116, 102, 84), (94, 92, 106))), 6)
    alike = rng.random() < 0.4
    for row in range(rows):
        for column in range(columns):
            look = passer_by(rng)
            if alike or rng.random() < 0.25:
                look = replace(look, coat=varied(rng, troupe, 4))
            look = replace(look, bag=None, coat_length=0.6)
            spot = Place(
                left + column * 2.3 + rng.uniform(-0.2, 0.2), 14.5 + row * 2.8 + rng.uniform(-0.25, 0.25)
            )
            _dancer(stage, look, spot)


def _dancer(stage: Stage, look: Look, spot: Place) -> None:
    """Steps from side to side, arms out or up, half turns to the beat."""
    keen, late = stage.rng.uniform(0.8, 1.1), stage.rng.gauss(0, 0.02)
    beats = stage.loop.cycles(1.6)
    figures = max(1, beats // 3)

    def at(t: float) -> Iterable[Drawable]:
        beat = t * beats - late
        figure = smooth(0.5 + 0.9 * wave(t, figures))
        swing, lift = math.sin(TURN * beat), 0.5 - 0.5 * math.cos(TURN * 2 * beat)
        pose = Pose(
            phase=(2 * beat) % 1.0, stride=0.24, lean=0.1 * swing, spread=(0.2 + 1.15 * lift * figure) * keen,
            arm_left=0.2 + 2.4 * max(0.0, swing) * (1 - figure),
            arm_right=0.2 + 2.4 * max(0.0, -swing) * (1 - figure),
        )  # fmt: skip
        place = Place(spot.x + 0.42 * swing * keen, spot.z, math.pi + 0.55 * swing * figure)
        return (person(stage.camera, look, place, pose),)

    stage.mover(at)


def _others(stage: Stage) -> None:
    rng = stage.rng
    traffic.amble(stage, 36, -16, 16, [passer_by(rng) for _ in range(2)], depth_m=2)
    traffic.amble(stage, 66, -30, 30, [passer_by(rng) for _ in range(2)], depth_m=5)
    traffic.walk(stage, passer_by(rng), (10.5, 64), (8.5, 8))
    traffic.walk(stage, passer_by(rng), (-13.0, 12), (-9.0, 60))
    for side in (-1, 1):
        traffic.stroll(stage, side * (_HALF + 10.5), 18, 90, [passer_by(rng)])
    _children(stage, 7.5, 25.0)
    traffic.chat(stage, 9.5, 16.5, 3)
    traffic.chat(stage, -6.5, 40.0, 2)


def _children(stage: Stage, x: float, z: float) -> None:
    """Two children chase each other in circles."""
    start, cycles, pace = stage.rng.random(), stage.loop.cycles(5.0), stage.loop.cycles(0.62)
    for i in range(2):
        look = passer_by(stage.rng, child=True)

        def at(t: float, look: Look = look, lead: float = 0.14 * i) -> Iterable[Drawable]:
            angle = TURN * (t * cycles + start + lead)
            place = Place(x + 2.6 * math.cos(angle), z + 2.6 * math.sin(angle), -angle)
            return (
                person(
                    stage.camera,
                    look,
                    place,
                    Pose(phase=(t * pace + lead) % 1, stride=0.85, swing=0.9, lean=0.3),
                ),
            )

        stage.mover(at)


def _kite(stage: Stage) -> None:
    """High over the trees, on a string that ends in somebody's hand."""
    rng = stage.rng
    holder, colour = Place(11.0, 30.0, 0.3), varied(rng, (126, 104, 72), 6)
    sway, rise = Drift(rng), Drift(rng)

    def holding(t: float) -> Pose:
        return Pose(stride=0.05, arm_left=1.5 + 0.2 * rise(t), arm_right=1.3 + 0.2 * sway(t))

    def at(t: float) -> Iterable[Drawable]:
        x, y, z = spot = (16 + 2.2 * sway(t), 13.5 + 1.0 * rise(t), 62.0)
        box = stage.camera.box_of([(x - 3, y + 2, z), (x + 3, y - 5, z), (holder.x - 1, 1.2, holder.z)])

        def paint(canvas: Canvas) -> None:
            hand = canvas.camera.pixel(holder.x, 1.5, holder.z + 0.3)
            canvas.line([hand, canvas.camera.pixel(*spot)], 0.4, (96, 96, 92), 0.7)
            _draw_kite(canvas, spot, colour, 0.2 * sway(t), t)

        return (Drawable(z, box, paint, detail=2),)

    traffic.stand(stage, passer_by(rng), holder, holding)
    stage.mover(at)


def _draw_kite(canvas: Canvas, spot: Point, colour: Colour, tilt: float, t: float) -> None:
    x, y, z = spot
    lit = canvas.light.lit(colour, 1.05, z=z * 0.5)
    top, right, low, left = (x, y + 1.2, z), (x + 0.9, y + tilt, z), (x, y - 1.3, z), (x - 0.9, y - tilt, z)
    canvas.face([top, right, low, left], lit)
    canvas.face([top, right, low], dim(lit, 0.8))
    curl = [math.sin(k * 0.9 - t * TURN * 6) * 0.12 * k - 0.1 * k for k in range(8)]
    canvas.line([canvas.camera.pixel(x + c, y - 1.3 - 0.4 * k, z) for k, c in enumerate(curl)], 0.8, lit)
