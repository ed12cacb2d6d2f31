"""Bus stop: a bus pulls in, waits and leaves, once each loop; people wait under the shelter.

Rule: the bus keeps to one timetable in parts of the loop: in by 0.9, away at 0.28 of the next.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.loop import journeys, smooth
from wallclient.demo.scenes.drawing.palette import GRASS, KERB, MARKING, MARKING_YELLOW, PAVING, Lamp, dim
from wallclient.demo.scenes.drawing.perspective import Camera, Place
from wallclient.demo.scenes.sprites import birds, buildings, furniture, roads, trees
from wallclient.demo.scenes.sprites.people import passer_by
from wallclient.demo.scenes.vehicles.cars import car, taxi
from wallclient.demo.scenes.vehicles.heavy import Scooter, bus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
    from wallclient.demo.scenes.drawing.mesh import Mesh
    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=5.8, horizon=0.25, focal=1.1, shift=0.18)
LAMPS = (
    Lamp(-9.5, 12),
    Lamp(-8.8, 22, 5, 0.8),
    Lamp(-9.5, 40),
    Lamp(-9.5, 64),
    Lamp(8.2, 20),
    Lamp(8.2, 46),
    Lamp(8.2, 74),
)

_LEFT, _RIGHT = -6.9, 6.6
_STOP_Z = 22.0
_SHELTER = (-10.6, -8.6, 17.0, 26.5)


def furnish(stage: Stage) -> None:
    _paint_ground(stage)
    _surroundings(stage)
    _shelter(stage)
    _bus(stage)
    _traffic(stage)
    _people(stage)
    birds.flock(stage)


def _paint_ground(stage: Stage) -> None:
    g = stage.ground
    g.strip(-300, 300, 1, 700, PAVING)
    g.grid(-30, _LEFT, 3, 60, 1.0, dim(PAVING, 0.82), 0.4)
    g.strip(_RIGHT + 4.5, 300, 1, 700, GRASS)
    roads.carriageway(g, _LEFT, _RIGHT, [-3.4, 3.2])
    roads.double_line(g, 0.0, 1, 260)
    g.strip(_LEFT + 0.5, _LEFT + 0.66, _STOP_Z - 9, _STOP_Z + 10, MARKING_YELLOW)
    g.strip(_LEFT + 3.1, _LEFT + 3.26, _STOP_Z - 9, _STOP_Z + 10, MARKING_YELLOW)
    for z in (_STOP_Z - 9, _STOP_Z + 10):
        g.strip(_LEFT + 0.5, _LEFT + 3.26, z, z + 0.2, MARKING_YELLOW)
    g.strip(_LEFT - 0.9, _LEFT - 0.5, 1, 300, (128, 114, 82), 0.7)
    g.strip(_SHELTER[0] - 0.4, _LEFT - 0.3, _SHELTER[2] - 1, _SHELTER[3] + 1, dim(PAVING, 1.08))
    roads.manhole(g, 1.8, 14)
    g.strip(_RIGHT + 0.2, _RIGHT + 4.5, 1, 400, PAVING)
    g.strip(_RIGHT + 4.3, _RIGHT + 4.6, 1, 400, KERB)
    g.dashes(-3.4, 2, 14, MARKING)


def _surroundings(stage: Stage) -> None:
    rng = stage.rng
    buildings.skyline(stage)
    buildings.row(stage, -15.5, 16, 180, floors=(4, 7), shops=True)
    buildings.row(stage, 26, 44, 180, floors=(5, 9), shops=False, kinds="balcony punched")
    for z in range(33, 160, 10):
        trees.plant(stage, -9.2, z + rng.uniform(-1, 1), height_m=rng.uniform(5, 6.4))
    for z in range(12, 160, 9):
        trees.plant(
            stage, _RIGHT + rng.uniform(5.6, 6.6), z + rng.uniform(-1.5, 1.5), height_m=rng.uniform(5.4, 7)
        )
    for _ in range(8):
        trees.plant(stage, rng.uniform(16, 24), rng.uniform(20, 90), height_m=rng.uniform(5, 8))
    for z in (40, 64, 90):
        furniture.street_lamp(stage, -8.0, z, arm_m=2.2)
    for z in (20, 46, 74):
        furniture.street_lamp(stage, _RIGHT + 1.2, z, arm_m=-2.4, height_m=8.5)
    furniture.bin_(stage, -8.0, 28.2)
    for z in range(9, 60, 4):
        trees.bush(stage, _RIGHT + 5.4, z, width_m=2.6, height_m=0.8)


def _shelter(stage: Stage) -> None:
    """Posts and glass behind, a bench, a roof; a sign at the kerb."""
    x0, x1, z0, z1 = _SHELTER
    stage.ground.shadow(((x0 - 0.5, z0), (x1 + 0.2, z0), (x1 + 0.2, z1), (x0 - 0.5, z1)), 0.75)
    corners = [(x, y, z) for x in (x0 - 0.4, x1) for y in (0.0, 2.9) for z in (z0 - 0.4, z1 + 0.4)]
    box = stage.camera.box_of(corners)
    stage.prop(z1 + 0.2, box, _shelter_back)
    stage.prop(z0 - 0.3, box, _shelter_roof)
    stage.prop(15.6, stage.camera.box(_LEFT - 0.9, 15.6, 0.6, 3.3, -0.1), _sign)


def _shelter_back(canvas: Canvas) -> None:
    x0, _, z0, z1 = _SHELTER
    light, panes = canvas.light, 4
    for k in range(panes):
        a, b = z0 + (z1 - z0) * k / panes + 0.1, z0 + (z1 - z0) * (k + 1) / panes - 0.1
        board = k == 1
        colour = light.lit((134, 124, 104) if board else (126, 136, 134), 0.95, x=x0, z=z0)
        if board and light.lamps_on:
            colour = (186, 182, 164)
        canvas.face([(x0, 0.4, a), (x0, 0.4, b), (x0, 2.3, b), (x0, 2.3, a)], colour, 0.95 if board else 0.5)
    for k in range(panes + 1):
        z = z0 + (z1 - z0) * k / panes
        canvas.beam((x0, 0, z), (x0, 2.6, z), 0.1, light.lit((86, 92, 92), 0.9, x=x0, z=z0))
    wood = (112, 100, 84)
    canvas.top(x0 + 0.2, x0 + 0.65, z0 + 1, z1 - 1, 0.45, wood)
    canvas.flank(x0 + 0.65, z0 + 1, z1 - 1, 0.36, 0.45, dim(wood, 0.85), 1)


def _shelter_roof(canvas: Canvas) -> None:
    x0, x1, z0, z1 = _SHELTER
    colour, back, near, far = (104, 116, 114), x0 - 0.2, z0 - 0.3, z1 + 0.3
    canvas.wall([(back, 2.75, near), (x1, 2.6, near), (x1, 2.6, far), (back, 2.75, far)], colour, (0, 1, 0))
    canvas.flank(x1, near, far, 2.42, 2.6, dim(colour, 0.85), 1)
    gable = [(back, 2.5, near), (x1, 2.42, near), (x1, 2.6, near), (back, 2.75, near)]
    canvas.wall(gable, dim(colour, 0.8), (0, 0, -1))


def _sign(canvas: Canvas) -> None:
    x, z = _LEFT - 0.9, 15.6
    canvas.beam((x, 0, z), (x, 3.1, z), 0.1, canvas.light.lit((96, 98, 96), 0.9, x=x, z=z))
    canvas.front(x - 0.42, x + 0.42, 1.5, 3.1, z, (96, 110, 112))
    canvas.front(x - 0.34, x + 0.34, 1.6, 2.6, z, (150, 150, 140))


def _bus(stage: Stage) -> None:
    mesh, away = bus(stage.rng), traffic.keeps_right(stage, -1)

    first, last = (-6.0, 165.0) if away else (125.0, -6.0)
    start = 0.42 if away else 0.0

    def road(p: float) -> tuple[Place, bool]:
        """From beyond the picture to the stop, a wait, and on; `s` counts loops."""
        s = p * 2
        if s < 0.9:
            part = 1 - (1 - max(0.0, s - start) / (0.9 - start)) ** (1.7 if away else 2.2)
            z, at_kerb = first + (_STOP_Z - first) * part, smooth((part - 0.62) / 0.36)
        elif s < 1.28:
            z, at_kerb = _STOP_Z, 1.0
        else:
            gone = (last - _STOP_Z) * ((s - 1.28) / 0.72) ** 2.2
            z, at_kerb = _STOP_Z + gone, 1 - smooth(abs(gone) / 16)
        return Place(-1.8 + (_LEFT + 3.55) * at_kerb, z, _slant(s, away=away)), 0.5 < s < 1.28

    def at(t: float) -> Iterable[Drawable]:
        things = []
        for p in journeys(2, 0.0, t):
            place, braking = road(p)
            if place.z > -5:
                things.append(traffic.vehicle(stage, mesh, place, braking=braking))
        return things

    stage.mover(at)


def _slant(s: float, *, away: bool) -> float:
    """The bus turns a little to the kerb and back."""
    turn = 0.0
    if 0.4 < s < 0.9:
        turn = 0.13 * math.sin(math.pi * (s - 0.4) / 0.5) ** 2
    elif 1.28 < s < 1.75:
        turn = -0.12 * math.sin(math.pi * (s - 1.28) / 0.47) ** 2
    return -turn if away else math.pi + turn


def _traffic(stage: Stage) -> None:
    rng = stage.rng
    near_kerb: list[tuple[float, int]] = [(-1.75, 1), (1.65, 2), (4.9, 2)]
    for x, count in near_kerb:
        away = traffic.keeps_right(stage, x)
        meshes: list[Mesh] = [
            taxi(rng) if rng.random() < 0.15 else car(rng) for _ in range(rng.randint(1, count))
        ]
        speed = rng.uniform(10, 12)
        if x > 0:
            traffic.lane(stage, traffic.lane_z(x, 170, away=away), 169, speed, meshes)
    road = traffic.lane_z(_RIGHT - 0.7, 120, away=traffic.keeps_right(stage, 1), z_near=3)
    traffic.ride(stage, Scooter(rng, courier=rng.random() < 0.5), road, 18, rng.random())


def _people(stage: Stage) -> None:
    rng = stage.rng
    for _ in range(rng.randint(5, 8)):
        x, z = rng.uniform(-9.9, -8.0), rng.uniform(17.5, 26)
        traffic.stand(
            stage, passer_by(rng), Place(x, z, math.pi / 2 + rng.uniform(-0.7, 0.7)), traffic.idle(stage)
        )
    traffic.stroll(stage, -12.6, 8, 70, [passer_by(rng)], width_m=0.6)
    traffic.stroll(stage, -11.6, 6, 60, [passer_by(rng)], width_m=0.3)
    traffic.stroll(stage, _RIGHT + 2.6, 6, 80, [passer_by(rng) for _ in range(2)], width_m=0.9)
