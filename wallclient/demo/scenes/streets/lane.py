"""Lane between apartment blocks: parked cars, neighbours on foot, and now and then haze from a window.

Rule: the haze drifts away before it returns: its puffs fade to nothing at both ends of their life.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.palette import ASPHALT, EARTH, GRASS, KERB, PAVING, Lamp
from wallclient.demo.scenes.drawing.perspective import Camera, Place, span
from wallclient.demo.scenes.sprites import birds, buildings, furniture, haze, roads, trees
from wallclient.demo.scenes.sprites.people import passer_by
from wallclient.demo.scenes.vehicles.cars import car
from wallclient.demo.scenes.vehicles.heavy import Scooter

if TYPE_CHECKING:
    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=5.6, horizon=0.27, focal=1.08)
LAMPS = tuple(Lamp(side * 4.4, z, 6.0, 0.8) for z, side in ((12, -1), (26, 1), (42, -1), (60, 1), (80, -1)))

_HALF = 3.5
_FRONTS = 11.5
_END = 98.0


def furnish(stage: Stage) -> None:
    birds.flock(stage)
    rng, g = stage.rng, stage.ground
    g.strip(-300, 300, 1, 700, GRASS)
    g.strip(-60, 60, _END - 12, 300, EARTH)
    for side in (-1, 1):
        g.strip(*span((side * (_FRONTS - 2.2), side * 60)), 1, 700, PAVING)
        for z in (20, 45, 71):
            g.strip(*span((side * _HALF, side * _FRONTS)), z, z + 2.0, PAVING)
    g.strip(-60, 60, 1, 9.5, PAVING)
    g.strip(-_HALF, _HALF, 1, _END - 8, ASPHALT)
    g.strip(-30, 30, _END - 14, _END - 8, ASPHALT)
    for side in (-1, 1):
        g.kerb(side * _HALF, 9.5, _END - 14, KERB, drop=-side)
    roads.manhole(g, 1.2, 14)
    roads.manhole(g, -0.6, 29)
    roads.patch(g, 1.3, 19, 1.8, 5)
    _blocks(stage)
    _greenery(stage)
    _cars(stage)
    _people(stage)
    if stage.variant == 0 or rng.random() < 0.5:
        haze.drifting(
            stage,
            (_FRONTS - 0.5, 7.4, 30.0),
            (-6.5, 8.0, 2.0),
            puffs=9,
            size_m=(0.8, 4.4),
            alpha=0.7,
            colour=(186, 186, 180),
        )


def _blocks(stage: Stage) -> None:
    rng = stage.rng
    buildings.skyline(stage)
    end = buildings.style_of(rng, floors=(6, 7), kinds="punched balcony")
    buildings.build(stage, buildings.Block(-17, 17, _END, _END + 13, end))
    for side in (-1, 1):
        buildings.row(
            stage,
            side * _FRONTS,
            13 + rng.uniform(0, 6),
            _END - 4,
            floors=(5, 7),
            shops=False,
            kinds="punched balcony",
        )
        far = buildings.style_of(rng, floors=(6, 9), kinds="balcony punched")
        buildings.build(stage, buildings.Block(*span((side * 24, side * 52)), _END + 8, _END + 21, far))


def _greenery(stage: Stage) -> None:
    rng = stage.rng
    for side in (-1, 1):
        for z in range(14, 92, 9):
            trees.plant(
                stage, side * rng.uniform(6.2, 7.6), z + rng.uniform(-2, 2), height_m=rng.uniform(4.6, 6.4)
            )
        for z in range(12, 80, 7):
            trees.bush(stage, side * (_FRONTS - 2.8), z + rng.uniform(-1.5, 1.5))
    for lamp in LAMPS:
        furniture.street_lamp(stage, lamp.x, lamp.z, arm_m=-math.copysign(0.9, lamp.x), height_m=5.0)
    furniture.bin_(stage, -4.6, 17.5)
    furniture.bin_(stage, -5.3, 17.6)


def _cars(stage: Stage) -> None:
    rng = stage.rng
    side = -1
    z = 16.0
    while z < 84:
        if rng.random() < 0.72:
            heading = 0.0 if rng.random() < 0.6 else math.pi
            traffic.parked(stage, car(rng), Place(side * (_HALF - 1.15), z, heading))
        z += rng.uniform(5.6, 7.0)
    rider = traffic.lane_z(1.0, _END - 14, away=rng.random() < 0.5, z_near=3)
    traffic.ride(stage, Scooter(rng, courier=True), rider, 16, rng.random())


def _people(stage: Stage) -> None:
    rng = stage.rng
    traffic.stroll(stage, 2.6, 9, 70, [passer_by(rng)], width_m=0.3)
    for x in (-9.4, 9.4):
        traffic.stroll(stage, x, 12, 60, [passer_by(rng)], width_m=0.4)
    for z in (21.0, 46.0, 72.0):
        traffic.amble(stage, z, -_FRONTS, _FRONTS, [passer_by(rng)], depth_m=0.4)
    # A grown-up with a child, side by side.
    phase, z = rng.random(), 36.0
    traffic.walk(stage, passer_by(rng), (-0.6, z), (-0.9, 11), speed_mps=1.0, phase=phase)
    traffic.walk(stage, passer_by(rng, child=True), (0.0, z), (-0.3, 11), speed_mps=1.0, phase=phase)
    traffic.chat(stage, -5.4, 23.0, 3)
    traffic.chat(stage, 5.6, 36.0, 2)
