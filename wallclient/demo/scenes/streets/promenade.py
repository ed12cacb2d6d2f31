"""River promenade: glittering water, willows, a railing, a bridge with its own traffic.

Rule: the water is the farthest thing; all that stands over it is put on top in every frame.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import TURN, journeys, wave
from wallclient.demo.scenes.drawing.mesh import Mesh, block
from wallclient.demo.scenes.drawing.palette import CONCRETE, GRASS, KERB, PAVING, WATER, Lamp, dim, mix
from wallclient.demo.scenes.drawing.perspective import Camera, Place
from wallclient.demo.scenes.sprites import birds, buildings, furniture, trees
from wallclient.demo.scenes.sprites.people import Pose, passer_by
from wallclient.demo.scenes.sprites.water import River
from wallclient.demo.scenes.vehicles.boats import boat
from wallclient.demo.scenes.vehicles.cars import car
from wallclient.demo.scenes.vehicles.heavy import Scooter, bus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=5.6, horizon=0.27, focal=1.08, shift=0.12)
LAMPS = tuple(Lamp(8.6, z, 6.5, 0.85) for z in (13, 27, 43, 61, 82, 106))

_EDGE, _PATH = 2.6, 8.2
_BRIDGE_Z, _DECK = 118.0, 6.4


def furnish(stage: Stage) -> None:
    _paint_ground(stage)
    buildings.skyline(stage, depth_m=520, height_m=(18, 70))
    shore = [(-400, 1.5), (_EDGE, 1.5), (_EDGE, 300), (-400, 300)]
    stage.mover(River(stage, 4.0, 300.0, shore).mover)
    _far_bank(stage)
    _bridge(stage)
    _near_bank(stage)
    _boats(stage)
    _people(stage)
    birds.flock(stage)


def _paint_ground(stage: Stage) -> None:
    g = stage.ground
    g.wear = 0.8
    g.strip(-500, 500, 1, 900, GRASS)
    g.strip(-500, _EDGE, 1, 300, WATER)
    g.strip(_EDGE, _PATH, 1, 420, PAVING)
    g.grid(_EDGE, _PATH, 3, 60, 0.9, dim(PAVING, 0.8), 0.4)
    g.strip(_EDGE, _EDGE + 0.6, 1, 420, dim(KERB, 1.04))
    g.strip(_PATH, _PATH + 0.35, 1, 420, KERB)
    g.strip(_EDGE + 2.4, _EDGE + 3.6, 1, 420, (112, 96, 88), 0.55)
    g.strip(_PATH + 11, _PATH + 14, 1, 300, PAVING)


def _far_bank(stage: Stage) -> None:
    """The other side: a wall, grass, trees and houses in the haze."""
    rng = stage.rng

    def bank(canvas: Canvas) -> None:
        for x0, x1, z in ((-500, -58, 150.0), (-500, _EDGE, 300.0)):
            canvas.front(x0, x1, 0, 1.6, z, dim(CONCRETE, 0.8))
            canvas.front(x0, x1, 1.6, 3.2, z, dim(GRASS, 0.9))

    stage.prop(
        310.0,
        stage.camera.box_of(
            [(-500, 0, 150), (-500, 3.4, 150), (_EDGE, 0, 300), (_EDGE, 3.4, 300), (-58, 0, 150)]
        ),
        bank,
    )
    for k in range(26):
        trees.plant(
            stage, -62 - k * 7 + rng.uniform(-2, 2), 152 + rng.uniform(0, 8), height_m=rng.uniform(7, 10)
        )
    for k in range(16):
        trees.plant(stage, -60 + k * 4 + rng.uniform(-1, 1), 302, height_m=rng.uniform(7, 10))
    for k in range(5):
        style = buildings.style_of(rng, floors=(4, 10), kinds="punched balcony strip")
        buildings.build(
            stage, buildings.Block(-300 + k * 46, -264 + k * 46 + rng.uniform(-6, 6), 178, 200, style)
        )


def _bridge(stage: Stage) -> None:
    def paint(canvas: Canvas) -> None:
        z, low = _BRIDGE_Z, _DECK - 1.3
        for k in range(9):
            x = 12 - 18 * k
            canvas.front(x - 1.2, x + 1.2, -0.5, low, z, dim(CONCRETE, 0.84))
            arch = [
                (x - 9 + 18 * i / 14 - 9, low - 3.2 * (1 - math.sin(math.pi * i / 14)), z) for i in range(15)
            ]
            canvas.wall([*arch, (x, low + 0.1, z), (x - 18, low + 0.1, z)], dim(CONCRETE, 0.9), (0, 0, -1))
        canvas.front(-160, 26, low, _DECK, z, CONCRETE)
        canvas.front(-160, 26, low, low + 0.3, z, dim(CONCRETE, 0.74))

    def rail(canvas: Canvas) -> None:
        z = _BRIDGE_Z - 0.2
        tone = canvas.light.lit((120, 120, 114), 0.95, z=z)
        for k in range(94):
            canvas.beam((-160 + k * 2, _DECK, z), (-160 + k * 2, _DECK + 0.9, z), 0.16, tone)
        canvas.beam((-160, _DECK + 0.9, z), (26, _DECK + 0.9, z), 0.16, tone)

    stage.prop(
        _BRIDGE_Z + 8, stage.camera.box_of([(-160, -0.5, _BRIDGE_Z), (26, _DECK + 0.2, _BRIDGE_Z)]), paint
    )
    stage.prop(
        _BRIDGE_Z - 0.2,
        stage.camera.box_of([(-160, _DECK - 0.2, _BRIDGE_Z), (26, _DECK + 1.1, _BRIDGE_Z)]),
        rail,
    )
    rng, right = stage.rng, stage.camera.side > 0
    for z, rightward in ((_BRIDGE_Z + 2, right), (_BRIDGE_Z + 5, not right)):
        meshes = [bus(rng) if rng.random() < 0.2 else car(rng) for _ in range(3)]

        def road(p: float, z: float = z, rightward: bool = rightward) -> Place:
            x = -120 + 146 * (p if rightward else 1 - p)
            return Place(x, z, math.pi / 2 if rightward else -math.pi / 2, _DECK - 0.3)

        traffic.lane(stage, road, 146, 9.5, meshes)


def _near_bank(stage: Stage) -> None:
    rng = stage.rng
    furniture.railing(
        stage,
        (_EDGE + 0.3, 2.0),
        (_EDGE + 0.3, 112.0),
        step_m=2.5,
        height_m=1.1,
        colour=(104, 106, 102),
        depth_m=0.5,
    )
    for z in range(10, 118, 9):
        weeping = rng.random() < 0.75
        trees.plant(
            stage,
            _PATH + rng.uniform(3.2, 4.6),
            z + rng.uniform(-1.5, 1.5),
            height_m=rng.uniform(5.6, 7.4),
            weeping=weeping,
            autumn=0.1,
        )
    for z in range(14, 110, 12):
        trees.plant(stage, _PATH + rng.uniform(15, 24), z, height_m=rng.uniform(6, 8.5))
    for lamp in LAMPS:
        furniture.street_lamp(stage, lamp.x, lamp.z, arm_m=-1.1, height_m=4.8)
    for z in range(9, 60, 6):
        trees.bush(stage, _PATH + 1.3, z, width_m=2.2, height_m=0.75)
    row = buildings.style_of(rng, floors=(5, 8), kinds="balcony punched")
    buildings.build(stage, buildings.Block(_PATH + 30, _PATH + 55, 60, 110, row))


def _boats(stage: Stage) -> None:
    """A rowing boat at its rope, and a launch that comes up the river."""
    _rowing_boat(stage)
    cabin = block((-2.6, 1.0), (-0.9, 0.9), (0.7, 2.1), (146, 144, 134))
    panes = block((-2.3, 1.1), (-0.92, 0.92), (1.25, 1.8), (64, 70, 72))
    launch = Mesh([*boat(9.0, 2.6, 0.9, (84, 96, 104)), *cabin, *panes])
    laps, away, bobs = stage.loop.laps(17), stage.rng.random() < 0.5, stage.loop.cycles(2.8)

    def at(t: float) -> Iterable[Drawable]:
        for p in journeys(laps, 0.0, t):
            z = 10 + 175 * (p if away else 1 - p)
            place = Place(-13.0, z, 0.0 if away else math.pi, 0.05 * wave(t, bobs))
            left, top, right, bottom = launch.box(stage.camera, place)
            m = stage.camera.px_per_m(z)
            box = (left - 5 * m, top, right + 5 * m, bottom + m)
            yield Drawable(z, box, partial(_launch, mesh=launch, place=place, t=t))

    stage.mover(at)


def _rowing_boat(stage: Stage) -> None:
    seat = block((-0.5, -0.2), (-0.55, 0.55), (0.2, 0.34), (122, 106, 88))
    hull = Mesh([*boat(3.8, 1.15, 0.42, (98, 84, 70)), *seat])
    bobs, box = stage.loop.cycles(2.8), stage.camera.box(-0.2, 14.5, 2.3, 0.9, -0.9)

    def at(t: float) -> Iterable[Drawable]:
        x, z, y = -0.2, 15.5 + 0.08 * wave(t, bobs), 0.06 * wave(t, bobs, 0.2)
        place = Place(x, z, 0.95 + 0.05 * wave(t, 1), y)
        return (Drawable(16.4, box, lambda canvas: hull.draw(canvas, place)),)

    stage.mover(at)


def _launch(canvas: Canvas, mesh: Mesh, place: Place, t: float) -> None:
    foam = mix(canvas.light.lit((176, 180, 176), 1.0, z=place.z), canvas.light.haze, 0.1)
    for side in (-1, 1):
        for k in range(7):
            a, b = (
                place.point(3.6 - k * 1.7, side * (0.8 + k * 0.5), 0.0),
                place.point(3.6 - (k + 1) * 1.7, side * (0.8 + (k + 1) * 0.55), 0.0),
            )
            if min(a[2], b[2]) > 2:
                canvas.beam(a, b, 0.28 * (1 + 0.3 * math.sin(TURN * 4 * t + k)), foam, 0.5 * (1 - k / 7))
    mesh.draw(canvas, place, head_on=canvas.light.lamps_on)


def _people(stage: Stage) -> None:
    rng = stage.rng
    traffic.stroll(stage, 4.2, 5, 96, [passer_by(rng)], width_m=0.5)
    traffic.stroll(stage, 7.0, 5, 96, [passer_by(rng)], width_m=0.5)
    jogger = Pose(stride=0.8, swing=0.85, lean=0.2)
    ends = [(5.6, 4.0), (5.6, 92.0)]
    traffic.walk(
        stage, passer_by(rng), *(ends if rng.random() < 0.5 else ends[::-1]), speed_mps=3.0, pose=jogger
    )
    phase = rng.random()
    traffic.walk(stage, passer_by(rng), (6.2, 44), (5.9, 6), speed_mps=1.0, phase=phase)
    traffic.walk(stage, passer_by(rng), (6.8, 44), (6.5, 6), speed_mps=1.0, phase=phase)
    for z in (15.5, 24.0, 41.0):
        if rng.random() < 0.8:
            traffic.stand(
                stage,
                passer_by(rng),
                Place(_EDGE + 0.8, z + rng.uniform(-1, 1), -math.pi / 2),
                traffic.idle(stage),
            )
    traffic.ride(
        stage, Scooter(rng), traffic.lane_z(_PATH + 12.4, 110, away=True, z_near=8), 20, rng.random()
    )
