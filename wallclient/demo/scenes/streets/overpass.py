"""Under the overpass: deck and pillars overhead, parked cars and people in the shade, roads on both sides.

Rule: the deck hides what stands outside and is hidden by all that is under it; nothing moves above it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import wave
from wallclient.demo.scenes.drawing.palette import (
    ASPHALT,
    CONCRETE,
    GRASS,
    KERB,
    MARKING,
    PAVING,
    Lamp,
    dim,
    mix,
)
from wallclient.demo.scenes.drawing.perspective import Camera, Place, span
from wallclient.demo.scenes.sprites import buildings, roads, trees
from wallclient.demo.scenes.sprites.people import Pose, passer_by
from wallclient.demo.scenes.vehicles.cars import HATCH, SEDAN, car
from wallclient.demo.scenes.vehicles.heavy import Scooter, bus, truck

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.demo.scenes.drawing.stage import Stage

CAMERA = Camera(0, 0, eye_m=4.6, horizon=0.40, focal=1.0)
LAMPS = tuple(Lamp(x, z, 6.5, 0.8) for z in (12, 28, 44, 62, 84) for x in (-5.6, 5.6))

_ROW, _DECK, _SIDE = 6.6, 8.2, 11.5
_STEP = 16.0
_END = 150.0


def furnish(stage: Stage) -> None:
    _paint_ground(stage)
    _outside(stage)
    # Whatever stands outside is behind the deck, however near it is.
    stage.props[:] = [replace(thing, depth_m=thing.depth_m + 1000) for thing in stage.props]
    stage.prop(
        900.0,
        stage.camera.box_of([(-_SIDE - 2, 4, 2), (_SIDE + 2, 12, 2), (-_SIDE, 4, _END), (_SIDE, 12, _END)]),
        _deck,
    )
    z = 15.0
    while z < _END - 8:
        for side in (-1, 1):
            _pillar(stage, side * _ROW, z)
        _beam(stage, z)
        z += _STEP
    _parked(stage)
    _traffic(stage)
    _people(stage)


def _paint_ground(stage: Stage) -> None:
    g = stage.ground
    g.strip(-300, 300, 1, 700, PAVING)
    for side in (-1, 1):
        a, b = sorted((side * 8.6, side * 18.8))
        roads.carriageway(g, a, b, [side * 12.0, side * 15.4], z1=300)
        g.strip(*span((side * 22, side * 300)), 1, 700, GRASS)
    g.strip(-7.6, 7.6, 1, 200, dim(ASPHALT, 1.14))
    for side in (-1, 1):
        g.strip(*span((side * 7.6, side * 8.5)), 1, 200, dim(KERB, 0.92))
        for k in range(24):
            z = 4 + k * 2.7
            g.strip(*span((side * 2.9, side * 5.6)), z, z + 0.1, MARKING, 0.8)
        g.strip(side * 2.85 - 0.05, side * 2.85 + 0.05, 4, 69, MARKING, 0.8)
    g.shadow(((-_SIDE, 1.2), (_SIDE, 1.2), (_SIDE, _END), (-_SIDE, _END)), 1.0)
    g.strip(-_SIDE + 0.4, _SIDE - 0.4, 1.2, _END, (30, 31, 33), 0.12)
    for x, z in ((0.6, 9), (-1.0, 17)):
        g.disc(x, z, 0.9, 0.6, (52, 54, 54), 0.5)


def _outside(stage: Stage) -> None:
    rng = stage.rng
    buildings.skyline(stage, depth_m=380)
    for side in (-1, 1):
        buildings.row(stage, side * 27, 14, 190, floors=(5, 9), shops=True)
        for z in range(12, 160, 10):
            trees.plant(
                stage, side * rng.uniform(20.6, 22), z + rng.uniform(-1, 1), height_m=rng.uniform(5.4, 7)
            )


def _deck(canvas: Canvas) -> None:
    """The underside in girders, growing paler towards the far end; parapets to both sides."""
    z = 1.6
    while z < _END:
        nxt = min(_END, z * 1.22 + 0.6)
        for k, (x0, x1, low, shade) in enumerate(_GIRDERS):
            colour = canvas.light.lit(mix(CONCRETE, (74, 74, 72), 0.42), shade, z=z)
            canvas.face([(x0, low, z), (x1, low, z), (x1, low, nxt), (x0, low, nxt)], colour)
            if k % 2 == 1 and low < _DECK:
                inner = x0 if x0 > 0 else x1
                canvas.face(
                    [(inner, low, z), (inner, low, nxt), (inner, _DECK, nxt), (inner, _DECK, z)],
                    dim(colour, 0.8),
                )
        for side in (-1, 1):
            edge = side * (_SIDE + 1)
            tone = canvas.light.lit(CONCRETE, 0.62, z=z)
            canvas.face(
                [
                    (edge, _DECK - 0.4, z),
                    (edge, _DECK - 0.4, nxt),
                    (edge, _DECK + 1.5, nxt),
                    (edge, _DECK + 1.5, z),
                ],
                tone,
            )
        z = nxt
    for z in (12.0, 20.0, 30.0, 44.0, 60.0, 82.0):
        canvas.beam(
            (-_SIDE, _DECK, z), (_SIDE, _DECK, z), 0.16, canvas.light.lit((58, 58, 56), 0.6, z=z), 0.8
        )


_GIRDERS = (
    (-_SIDE - 1, -8.4, _DECK, 0.66), (-8.4, -4.8, 7.2, 0.58), (-4.8, -1.8, _DECK, 0.48),
    (-1.8, 1.8, 7.2, 0.54), (1.8, 4.8, _DECK, 0.48), (4.8, 8.4, 7.2, 0.58), (8.4, _SIDE + 1, _DECK, 0.66),
)  # fmt: skip


def _pillar(stage: Stage, x: float, z: float) -> None:
    half, deep = 0.85, 1.4
    inner = x - half if x > 0 else x + half

    def paint(canvas: Canvas) -> None:
        side = -1 if x > 0 else 1
        canvas.flank(inner, z, z + deep, 0, 7.2, dim(CONCRETE, 0.62), side)
        canvas.front(x - half, x + half, 0, 7.2, z, dim(CONCRETE, 0.82))
        canvas.front(x - half, x + half, 0, 1.2, z, dim(CONCRETE, 0.68))
        for k in range(4):
            a = x - half + k * 2 * half / 4
            colour = (124, 108, 66) if k % 2 == 0 else (58, 58, 56)
            canvas.front(a, a + half / 2, 0.55, 0.95, z - 0.01, colour)
        canvas.front(x + half * 0.6, x + half, 1.2, 7.2, z, dim(CONCRETE, 0.7))

    stage.ground.shadow_disc(x, z + 0.6, 1.6, 1.0)
    stage.prop(z, stage.camera.box(x, z, half + 1.2, 7.4, -0.1), paint)


def _beam(stage: Stage, z: float) -> None:
    """The cross head on a pair of pillars."""

    def paint(canvas: Canvas) -> None:
        shape = [(-9.8, 7.2, z), (-9.8, 6.7, z), (-7.6, 6.0, z), (7.6, 6.0, z), (9.8, 6.7, z), (9.8, 7.2, z)]
        canvas.wall(shape, dim(CONCRETE, 0.74), (0, 0, -1))
        canvas.front(-7.6, 7.6, 6.0, 6.14, z, dim(CONCRETE, 0.58))
        if canvas.light.lamps_on:
            for x in (-5.6, 5.6):
                canvas.beam((x - 0.7, 5.9, z), (x + 0.7, 5.9, z), 0.16, (232, 222, 190))

    stage.prop(z - 0.02, stage.camera.box_of([(-9.9, 7.3, z), (9.9, 5.7, z)]), paint)


def _parked(stage: Stage) -> None:
    """Cars across the bays on both sides, and a row of shared bicycles."""
    rng = stage.rng
    for side in (-1, 1):
        z = 10.6
        while z < 60:
            if rng.random() < (0.6 if side > 0 else 0.42):
                x = side * 4.5
                heading = side * math.pi / 2 * rng.choice((-1, 1))
                traffic.parked(stage, car(rng, rng.choice((SEDAN, HATCH))), Place(x, z, heading))
            z += 2.7
    for k in range(7):
        _bicycle(stage, -8.05 + 0.03 * k, 10.0 + 0.62 * k)


def _bicycle(stage: Stage, x: float, z: float) -> None:
    colour = stage.rng.choice(((96, 118, 128), (128, 112, 70)))

    def paint(canvas: Canvas) -> None:
        m = canvas.camera.px_per_m(z)
        tyre, frame = canvas.light.lit((42, 42, 42), 0.7, x=x, z=z), canvas.light.lit(colour, 0.75, x=x, z=z)
        for dx in (-0.5, 0.5):
            cx, cy = canvas.camera.pixel(x + dx, 0.33, z)
            ring = [
                (cx + 0.31 * m * math.cos(k * 0.5236), cy + 0.31 * m * math.sin(k * 0.5236))
                for k in range(13)
            ]
            canvas.line(ring, 0.05 * m, tyre)
        for a, b in (
            ((-0.5, 0.33), (-0.15, 0.8)),
            ((-0.15, 0.35), (0.4, 0.85)),
            ((0.5, 0.33), (0.38, 1.0)),
            ((-0.5, 0.33), (-0.1, 0.33)),
            ((-0.1, 0.33), (-0.18, 0.9)),
        ):
            canvas.beam((x + a[0], a[1], z), (x + b[0], b[1], z), 0.06, frame)
        canvas.beam((x - 0.28, 0.93, z), (x - 0.08, 0.93, z), 0.08, tyre)
        canvas.beam((x + 0.3, 1.02, z), (x + 0.48, 1.02, z), 0.06, tyre)

    stage.prop(z, stage.camera.box(x, z, 1.0, 1.15, -0.1), paint)


def _traffic(stage: Stage) -> None:
    rng = stage.rng
    for side in (-1, 1):
        for i, x in enumerate((10.3, 13.7, 17.1)):
            meshes = [car(rng) for _ in range(rng.choice((1, 2)))]
            if i == 2 and rng.random() < 0.6:
                meshes[0] = rng.choice((bus, truck))(rng)
            away = traffic.keeps_right(stage, side * x)
            traffic.lane(
                stage,
                traffic.lane_z(side * x, 170, away=away, z_near=2.0),
                168,
                rng.uniform(10, 12.5),
                meshes,
            )
    rider = traffic.lane_z(2.4, 110, away=traffic.keeps_right(stage, 1), z_near=2.5)
    traffic.ride(stage, Scooter(rng, courier=True), rider, 17, rng.random())


def _people(stage: Stage) -> None:
    rng = stage.rng
    traffic.stroll(stage, -2.3, 4, 80, [passer_by(rng)], width_m=0.4)
    traffic.amble(stage, 25.5, -8, 8, [passer_by(rng)], depth_m=0.3)
    traffic.chat(stage, 0.2, 13.0, 3)
    traffic.chat(stage, -0.4, 31.0, 2)
    _shuttlecock(stage, 0.0, 20.5)


def _shuttlecock(stage: Stage, x: float, z: float) -> None:
    """Two people keep a shuttlecock in the air between them."""
    rallies = stage.loop.cycles(2.0)
    for side in (-1, 1):

        def pose(t: float, side: int = side) -> Pose:
            beat = max(0.0, wave(t, rallies, 0.25 * side + 0.5)) ** 3
            return Pose(stride=0.06, arm_left=0.3, arm_right=0.5 + 1.9 * beat, lean=0.12 * beat)

        traffic.stand(stage, passer_by(stage.rng), Place(x + side * 1.6, z, -side * math.pi / 2), pose)
    box = stage.camera.box(x, z, 2.6, 4.2, 0.5)

    def at(t: float) -> Iterable[Drawable]:
        part = (t * rallies) % 1.0
        there = 2 * part if part < 0.5 else 2 - 2 * part
        arc = 4 * (2 * part % 1.0) * (1 - 2 * part % 1.0)
        spot = (x - 1.25 + 2.5 * there, 1.7 + 1.5 * arc, z - 0.1)

        def paint(canvas: Canvas) -> None:
            m = canvas.camera.px_per_m(z)
            canvas.ellipse(
                canvas.camera.pixel(*spot), 0.07 * m, 0.09 * m, canvas.light.lit((176, 174, 164), 1.0, z=z)
            )

        return (Drawable(z - 0.1, box, paint),)

    stage.mover(at)
