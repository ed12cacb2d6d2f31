"""Avenue: six lanes with a green median, scooters behind the hedge, a footbridge over all of it.

Rule: cars keep right on screen, mirrored or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.palette import ASPHALT, CONCRETE, GRASS, HEDGE, KERB, PAVING, Lamp, dim
from wallclient.demo.scenes.drawing.perspective import Camera
from wallclient.demo.scenes.sprites import buildings, furniture, roads, trees
from wallclient.demo.scenes.sprites.people import passer_by
from wallclient.demo.scenes.vehicles.cars import car, taxi
from wallclient.demo.scenes.vehicles.heavy import Scooter, bus, truck

if TYPE_CHECKING:
    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=7.0, horizon=0.225, focal=1.1)
LAMPS = tuple(Lamp(side * 12.0, z, 8.0, 0.8) for z in (14, 40, 66, 92, 118) for side in (-1, 1))

_INNER, _OUTER = 1.3, 11.6
_BIKE, _WALK, _FRONTS = 16.4, 21.0, 23.5
_LANES = (3.05, 6.5, 9.9)
_BRIDGE_Z = 78.0


def furnish(stage: Stage) -> None:
    _paint_ground(stage)
    buildings.skyline(stage)
    for side in (-1, 1):
        _side(stage, side)
    _median(stage)
    if stage.rng.random() < 0.65:
        _footbridge(stage)
    _traffic(stage)


def _paint_ground(stage: Stage) -> None:
    g = stage.ground
    g.strip(-300, 300, 1, 700, PAVING)
    g.grid(-24, 24, 3, 60, 1.2, dim(PAVING, 0.86), 0.35)
    for side in (-1, 1):
        a, b = sorted((side * _INNER, side * _OUTER))
        roads.carriageway(g, a, b, [side * 4.8, side * 8.2])
        a, b = sorted((side * (_OUTER + 1.5), side * _BIKE))
        g.strip(a, b, 1, 420, dim(ASPHALT, 1.12))
        g.kerb(side * _BIKE, 1, 300, KERB, drop=-side)
        a, b = sorted((side * _OUTER, side * (_OUTER + 1.5)))
        g.strip(a, b, 1, 420, GRASS)
        g.kerb(side * (_OUTER + 1.5), 1, 300, KERB, drop=side)
    g.strip(-_INNER, _INNER, 1, 420, GRASS)
    roads.manhole(g, 6.3, 17)
    roads.manhole(g, -3.2, 26)
    roads.patch(g, -8.3, 19, 2.2, 6)


def _side(stage: Stage, side: int) -> None:
    rng = stage.rng
    buildings.row(stage, side * _FRONTS, 20, 210, floors=(5, 9), shops=True)
    for z in range(15, 170, 11):
        trees.plant(stage, side * (_WALK - 2.2), z + rng.uniform(-1, 1), height_m=rng.uniform(5.6, 7.2))
    _hedge(stage, side * (_OUTER + 0.75), 0.75, 0.45)
    for z in (14, 40, 66, 92, 118):
        furniture.street_lamp(stage, side * (_OUTER + 0.75), z + 1, arm_m=-side * 3, height_m=9.5)
    traffic.stroll(stage, side * (_WALK - 0.4), 8, 74, [passer_by(rng) for _ in range(2)], width_m=1.3)
    for _ in range(rng.choice((1, 2))):
        x = side * (_BIKE - 1.6 + rng.uniform(-0.8, 0.8))
        away = traffic.keeps_right(stage, x)
        road = traffic.lane_z(x, 120, away=away, z_near=3)
        traffic.ride(
            stage, Scooter(rng, courier=rng.random() < 0.4), road, 117 / rng.uniform(5.5, 7.0), rng.random()
        )


def _hedge(stage: Stage, x: float, height: float, half: float) -> None:
    """A clipped hedge along the road. Seen from above it hides nothing: it comes before all that moves."""

    def paint(canvas: Canvas) -> None:
        inner = x + half if x < 0 else x - half
        for k in range(46, -1, -1):
            z0, z1 = 4 + k * 4.0, 8.05 + k * 4.0
            canvas.top(x - half, x + half, z0, z1, height, dim(HEDGE, 1.12))
            canvas.flank(inner, z0, z1, 0, height, HEDGE, 1 if x < 0 else -1)

    box = stage.camera.box_of(
        [(x + s * half, up, z) for s in (-1, 1) for up in (0, height) for z in (4, 192)]
    )
    stage.prop(700.0, box, paint)


def _median(stage: Stage) -> None:
    _hedge(stage, 0, 0.7, 0.75)
    for z in range(22, 120, 9):
        trees.bush(stage, 0, z, width_m=1.7, height_m=1.5)


def _footbridge(stage: Stage) -> None:
    """Deck, piers and railings; people go over it all the time."""
    z, low, high = _BRIDGE_Z, 5.2, 6.3

    def paint(canvas: Canvas) -> None:
        for x in (-21.5, -12.4, 0.0, 12.4, 21.5):
            canvas.front(x - 0.5, x + 0.5, 0, low, z, dim(CONCRETE, 0.86))
        canvas.front(-23, 23, low, high, z, CONCRETE)
        canvas.front(-23, 23, low, low + 0.3, z, dim(CONCRETE, 0.72))
        tone = canvas.light.lit((96, 100, 98), 0.9, z=z)
        for k in range(47):
            canvas.beam((-23 + k, high, z - 0.1), (-23 + k, high + 1.0, z - 0.1), 0.07, tone)
        canvas.beam((-23, high + 1.0, z - 0.1), (23, high + 1.0, z - 0.1), 0.12, tone)

    stage.prop(z, stage.camera.box(0, z, 23.5, high + 1.2), paint)
    for look in [passer_by(stage.rng) for _ in range(2)]:
        ends = ((-21.0, z + 1), (21.0, z + 1))
        traffic.walk(
            stage, look, *(ends if stage.rng.random() < 0.5 else ends[::-1]), speed_mps=1.3, y=high - 0.1
        )


def _traffic(stage: Stage) -> None:
    rng = stage.rng
    for side in (-1, 1):
        for i, lane in enumerate(_LANES):
            x = side * lane
            meshes = [taxi(rng) if rng.random() < 0.12 else car(rng) for _ in range(rng.choice((1, 2, 2)))]
            if i == 2 and rng.random() < 0.6:
                meshes[0] = bus(rng) if rng.random() < 0.6 else truck(rng)
            road = traffic.lane_z(x, 170, away=traffic.keeps_right(stage, x))
            traffic.lane(stage, road, 169, rng.uniform(10, 12) + (1.5 if i == 0 else 0), meshes)
