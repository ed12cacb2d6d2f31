"""Crossroads: our road waits at the zebra, the cross street flows, people walk over.

Rule: cars keep right on screen, mirrored or not.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.palette import ASPHALT, KERB, MARKING, MARKING_YELLOW, PAVING, Lamp, dim
from wallclient.demo.scenes.drawing.perspective import Camera, Place, span
from wallclient.demo.scenes.sprites import buildings, furniture, trees
from wallclient.demo.scenes.sprites.people import passer_by
from wallclient.demo.scenes.vehicles.cars import car, taxi

if TYPE_CHECKING:
    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=6.4, horizon=0.235, focal=1.12)
LAMPS = (
    Lamp(-9, 13),
    Lamp(9, 13),
    Lamp(-9, 38),
    Lamp(9, 38),
    Lamp(-8, 62),
    Lamp(8, 62),
    Lamp(-8, 90),
    Lamp(8, 90),
)

_HALF = 7.2
_NEAR, _FAR = 22.5, 37.5
"""Edges of the cross street, metres away."""


def furnish(stage: Stage) -> None:
    _paint_ground(stage)
    _surroundings(stage)
    _cross_traffic(stage)
    _own_road(stage)
    _people(stage)


def _paint_ground(stage: Stage) -> None:
    g = stage.ground
    g.strip(-200, 200, 1, 600, PAVING)
    g.grid(-30, 30, 2, 80, 1.5, dim(PAVING, 0.86), 0.4)
    g.strip(-_HALF, _HALF, 1, 400, ASPHALT)
    g.strip(-300, 300, _NEAR, _FAR, ASPHALT)
    for side in (-1, 1):
        for edge, away in ((_NEAR, -1), (_FAR, 1)):
            rounded = ((_HALF, 5), (_HALF, 0), (_HALF + 5, 0), (_HALF + 1.4, 1.4))
            g.area([(side * x, edge + away * z) for x, z in rounded], ASPHALT)
        g.kerb(side * _HALF, 1, _NEAR - 5, KERB, drop=-side)
        g.kerb(side * _HALF, _FAR + 5, 300, KERB, drop=-side)
        g.kerb_across(_FAR + 0.1, side * (_HALF + 5), side * 200, KERB, drop=-1)
        _lane_lines(stage, side)
    g.zebra(-_HALF + 0.4, _HALF - 0.4, _NEAR - 4.6, _NEAR - 0.8, MARKING)
    g.zebra(-_HALF + 0.4, _HALF - 0.4, _FAR + 0.9, _FAR + 4.4, MARKING)
    right = stage.camera.side
    g.strip(*span((0, right * _HALF)), _NEAR - 6.2, _NEAR - 5.7, MARKING)
    g.strip(*span((0, -right * _HALF)), _FAR + 5.8, _FAR + 6.3, MARKING)
    for x in (1.9, 5.5):
        _arrow(stage, x * right, _NEAR - 12)


def _lane_lines(stage: Stage, side: int) -> None:
    """Wheel tracks, the double line, and the lines between lanes, on one side of the middle."""
    g = stage.ground
    for x in (1.8, 5.4):
        for track in (-0.9, 0.5):
            g.strip(side * x + track, side * x + track + 0.4, 1, 300, (58, 59, 56), 0.35)
    g.strip(side * 0.16 - 0.07, side * 0.16 + 0.07, 1, _NEAR - 6.3, MARKING_YELLOW)
    g.strip(side * 0.16 - 0.07, side * 0.16 + 0.07, _FAR + 6.5, 260, MARKING_YELLOW)
    g.dashes(side * 3.6, 2, _NEAR - 12, MARKING)
    g.strip(side * 3.6 - 0.08, side * 3.6 + 0.08, _NEAR - 12, _NEAR - 6.3, MARKING)
    g.dashes(side * 3.6, _FAR + 8, 200, MARKING)
    from_x, to_x = span((side * (_HALF + 6), side * 120))
    for k in (-1, 1):
        g.dashes_across((_NEAR + _FAR) / 2 + k * 3.7, from_x, to_x, MARKING)


def _arrow(stage: Stage, x: float, z: float) -> None:
    stage.ground.strip(x - 0.09, x + 0.09, z, z + 2.4, MARKING, 0.9)
    stage.ground.area(((x - 0.4, z + 2.4), (x + 0.4, z + 2.4), (x, z + 4.2)), MARKING, 0.9)


def _surroundings(stage: Stage) -> None:
    rng = stage.rng
    buildings.skyline(stage)
    for side in (-1, 1):
        buildings.row(stage, side * 14.5, _FAR + 9, 190, floors=(5, 8), shops=True)
        wing = buildings.Block(
            *span((side * 33.5, side * 75)),
            _FAR + 12,
            _FAR + 30,
            buildings.style_of(rng, floors=(5, 7), shops=True),
        )
        buildings.build(stage, wing)
        for z in range(52, 150, 12):
            trees.plant(stage, side * (_HALF + 2.4), z + rng.uniform(-1, 1))
        for k in range(4):
            trees.plant(
                stage, side * (19 + k * 9 + rng.uniform(-1, 1)), _FAR + 4.5, height_m=rng.uniform(4.4, 5.4)
            )
        furniture.street_lamp(stage, side * (_HALF + 1.6), 13, arm_m=-side * 2.4, height_m=8.5)
        furniture.street_lamp(stage, side * (_HALF + 1.6), _FAR + 24, arm_m=-side * 2.4)
        furniture.bollards(stage, (side * (_HALF + 1.5), _NEAR - 3.4), (side * (_HALF + 4.8), _NEAR - 0.9), 4)
        furniture.railing(stage, (side * (_HALF + 0.7), 6), (side * (_HALF + 0.7), _NEAR - 6), step_m=2.2)
    furniture.traffic_light(
        stage, stage.camera.side * (_HALF + 1.0), _FAR + 6.5, arm_m=-stage.camera.side * 7, go=False
    )


def _cross_traffic(stage: Stage) -> None:
    """Nearer lanes to the right on screen, farther ones to the left."""
    rng, right = stage.rng, stage.camera.side > 0
    for z, rightward in (
        (_NEAR + 2.2, right),
        (_NEAR + 5.6, right),
        (_FAR - 5.6, not right),
        (_FAR - 2.2, not right),
    ):
        reach = stage.camera.half_view_m(z) + 6
        meshes = [taxi(rng) if rng.random() < 0.15 else car(rng) for _ in range(rng.choice((1, 1, 2)))]
        traffic.lane(
            stage, traffic.lane_x(z, reach, rightward=rightward), 2 * reach, rng.uniform(7.5, 9.5), meshes
        )


def _own_road(stage: Stage) -> None:
    """A queue on our side, one facing us beyond, and a stream that comes round the corner and leaves."""
    rng, right = stage.rng, stage.camera.side
    for x in (1.9, 5.5):
        z = _NEAR - 8.8 + rng.uniform(-0.3, 0.2)
        for _ in range(rng.choice((1, 1, 2)) if x > 2 else 1):
            if z > 6:
                traffic.queued(stage, car(rng), Place(right * x, z, 0))
            z -= 6.4
        back = _FAR + 9.2
        for _ in range(rng.choice((1, 2, 3))):
            traffic.queued(stage, car(rng), Place(-right * x, back, math.pi))
            back += rng.uniform(6.2, 7.0)
    meshes = [car(rng) for _ in range(2)]
    traffic.lane(stage, _turning(right, 5.5), 130, 8.5, meshes)


def _turning(right: int, lane: float) -> traffic.Road:
    """From the cross street's far side round the corner into the far arm, then away."""
    start, radius = 34.0, 6.0
    centre_x, centre_z = right * (lane + radius), _FAR - 2.2 + radius

    def road(p: float) -> Place:
        s = p * 130
        if s < start:
            return Place(right * (lane + radius + start - s), _FAR - 2.2, -right * math.pi / 2)
        arc = radius * math.pi / 2
        if s < start + arc:
            a = (s - start) / radius
            return Place(
                centre_x - right * radius * math.sin(a),
                centre_z - radius * math.cos(a),
                -right * (math.pi / 2 - a),
            )
        return Place(right * lane, centre_z + s - start - arc, 0.0)

    return road


def _people(stage: Stage) -> None:
    rng = stage.rng
    umbrella = stage.light.name == "rain"
    looks = [passer_by(rng, umbrella=umbrella and rng.random() < 0.7) for _ in range(rng.randint(7, 11))]
    traffic.amble(stage, _NEAR - 2.7, -11.5, 11.5, looks, depth_m=1.6)
    far = [passer_by(rng) for _ in range(4)]
    traffic.amble(stage, _FAR + 2.6, -12, 12, far)
    for side in (-1, 1):
        traffic.stroll(stage, side * 11.5, _FAR + 6, 84, [passer_by(rng)])
        traffic.stroll(
            stage, side * 10.5, 4, _NEAR - 5, [passer_by(rng) for _ in range(rng.choice((0, 1, 2)))]
        )
