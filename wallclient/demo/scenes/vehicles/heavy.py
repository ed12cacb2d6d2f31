"""Buses, trucks and two-wheelers with their riders.

Rule: lengths in metres; forward is the way they drive.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.mesh import Face, Mesh, Role, block
from wallclient.demo.scenes.drawing.palette import COATS, DARK, GLASS, Colour, dim, mix, varied
from wallclient.demo.scenes.sprites.people import Look, Pose, draw_person, passer_by
from wallclient.demo.scenes.vehicles.cars import shade_under

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.scenes.drawing.perspective import Camera, Place

_TYRE: Colour = (36, 36, 35)
_BUS_PAINTS: tuple[Colour, ...] = ((158, 164, 156), (120, 138, 132), (150, 146, 132), (112, 124, 138))
_SEATED = Pose(seat_m=0.47, arm_left=0.95, arm_right=0.95, lean=0.1)


def _across(f: float, half: float, u0: float, u1: float, colour: Colour, role: Role = Role.BODY) -> Face:
    """A panel on the front or rear."""
    return Face(((f, -half, u0), (f, half, u0), (f, half, u1), (f, -half, u1)), colour, role)


def _along(
    side: float, f0: float, f1: float, u0: float, u1: float, colour: Colour, role: Role = Role.BODY
) -> Face:
    """A panel on a side."""
    return Face(((f0, side, u0), (f1, side, u0), (f1, side, u1), (f0, side, u1)), colour, role)


def _wheels(axles: tuple[float, ...], side_m: float, radius: float) -> list[Face]:
    faces = []
    for side in (-1, 1):
        for axle in axles:
            for size, colour, out in (
                (1.0, dim(DARK, 0.7), 0.015),
                (0.86, _TYRE, 0.02),
                (0.45, (98, 98, 94), 0.03),
            ):
                ring = [
                    (
                        axle + radius * size * math.cos(k * math.pi / 6),
                        side * (side_m + out),
                        radius + radius * size * math.sin(k * math.pi / 6),
                    )
                    for k in range(12)
                ]
                faces.append(Face(tuple(ring), colour, smallest_px=6.0))
    return faces


def bus(rng: Random) -> Mesh:
    """A city bus, 11 m, doors on its right."""
    paint = varied(rng, rng.choice(_BUS_PAINTS), 4)
    skirt = dim(mix(paint, (92, 112, 106), 0.55), 0.9)
    faces = block((-5.5, 5.5), (-1.25, 1.25), (0.32, 3.05), paint, top=dim(paint, 1.02))
    for side in (-1, 1):
        out = side * 1.255
        faces.append(_along(out, -5.5, 5.5, 0.32, 1.0, skirt))
        for k in range(6):
            f0 = -5.1 + k * 1.62
            faces.append(_along(side * 1.26, f0, f0 + 1.48, 1.35, 2.5, dim(GLASS, 0.85), Role.GLASS))
        faces.append(_along(side * 1.26, 4.7, 5.4, 1.2, 2.5, dim(GLASS, 0.85), Role.GLASS))
    for f0 in (-0.7, 3.9):
        faces.append(_along(1.265, f0, f0 + 1.2, 0.45, 2.55, dim(GLASS, 0.95), Role.GLASS))
        faces.append(_along(1.27, f0 + 0.56, f0 + 0.64, 0.45, 2.55, paint))
    faces.extend(_wheels((3.2, -3.2), 1.25, 0.48))
    faces.extend(_bus_ends(paint, skirt))
    faces.extend(replace(f, part=0) for f in block((-2.4, 0.4), (-0.8, 0.8), (3.05, 3.28), dim(paint, 0.94)))
    return Mesh(faces)


def _bus_ends(paint: Colour, skirt: Colour) -> list[Face]:
    faces = [
        _across(5.505, 1.25, 0.32, 1.0, skirt),
        _across(5.51, 1.14, 1.15, 2.5, GLASS, Role.GLASS),
        _across(5.51, 0.9, 2.6, 2.92, (50, 50, 46)),
        _across(5.515, 0.7, 2.67, 2.85, (140, 118, 78)),
        _across(-5.505, 1.25, 0.32, 1.0, skirt),
        _across(-5.51, 1.02, 1.6, 2.5, dim(GLASS, 0.9), Role.GLASS),
        _across(-5.51, 0.8, 0.7, 1.3, dim(paint, 0.7)),
    ]
    for side in (-1, 1):
        for f, role in ((5.52, Role.HEAD), (-5.52, Role.TAIL)):
            faces.append(
                Face(
                    (
                        (f, side * 1.12, 0.62),
                        (f, side * 0.8, 0.62),
                        (f, side * 0.8, 0.86),
                        (f, side * 1.12, 0.86),
                    ),
                    paint,
                    role,
                )
            )
    return faces


def truck(rng: Random, *, tipper: bool = False) -> Mesh:
    """A light truck with a box, or a tipper with a load of earth."""
    cab = varied(rng, rng.choice(((104, 116, 130), (150, 146, 134), (128, 96, 70), (84, 98, 90))), 4)
    load = (96, 88, 74) if tipper else varied(rng, (150, 148, 140), 5)
    body = (92, 96, 92) if tipper else load
    rear = block((-3.4, 1.2), (-1.1, 1.1), (0.95, 2.2 if tipper else 2.9), body, top=load, part=1)
    rear.extend(block((-3.4, 1.2), (-0.9, 0.9), (0.45, 0.95), dim(DARK, 0.9), part=1))
    front = block((1.45, 3.2), (-1.02, 1.02), (0.42, 2.25), cab)
    front.append(_across(3.21, 0.9, 1.3, 2.05, GLASS, Role.GLASS))
    front.append(_across(3.21, 0.95, 0.45, 0.85, dim(DARK, 1.1)))
    for side in (-1, 1):
        front.append(_along(side * 1.03, 1.9, 2.95, 1.3, 2.05, dim(GLASS, 0.9), Role.GLASS))
        front.append(_lamp(3.22, side * 0.6, side * 0.95, 0.72, Role.HEAD))
        rear.append(replace(_lamp(-3.41, side * 0.7, side * 0.98, 0.6, Role.TAIL), part=1))
    wheels = [replace(f, part=0 if f.corners[0][0] > 1.4 else 1) for f in _wheels((2.4, -2.2), 1.0, 0.42)]
    return Mesh([*rear, *front, *wheels])


def _lamp(f: float, inner: float, outer: float, low: float, role: Role) -> Face:
    """A lamp on the front or rear, 0.23 m high."""
    return Face(
        ((f, outer, low), (f, inner, low), (f, inner, low + 0.23), (f, outer, low + 0.23)), DARK, role
    )


class Scooter:
    """An electric scooter and who rides it."""

    def __init__(self, rng: Random, *, courier: bool = False) -> None:
        paint = varied(rng, rng.choice(COATS), 10)
        helmet = varied(rng, rng.choice(((96, 112, 122), (132, 118, 84), (120, 120, 116), (98, 72, 64))), 6)
        self._look: Look = replace(passer_by(rng), hat=helmet, bag=None, coat_length=0.6)
        deck = [
            *block((-0.55, 0.35), (-0.13, 0.13), (0.22, 0.4), dim(paint, 0.8)),
            *block((-0.6, 0.0), (-0.16, 0.16), (0.4, 0.74), paint, top=DARK),
        ]
        self._rear = Mesh(
            [
                *_disc(-0.62),
                *deck,
                *(block((-0.95, -0.5), (-0.24, 0.24), (0.76, 1.25), (120, 104, 66)) if courier else []),
            ]
        )
        shield = [
            *block((0.42, 0.56), (-0.2, 0.2), (0.35, 1.0), paint),
            *block((0.38, 0.46), (-0.34, 0.34), (1.0, 1.06), DARK),
        ]
        lamp = Face(
            ((0.57, -0.09, 0.82), (0.57, 0.09, 0.82), (0.57, 0.09, 0.94), (0.57, -0.09, 0.94)),
            paint,
            Role.HEAD,
        )
        self._front = Mesh([*_disc(0.62), *shield, lamp])

    def at(self, camera: Camera, place: Place, *, lamps: bool) -> Drawable:
        left, top, right, bottom = camera.box(place.x, place.z, 1.4, 2.2, -0.4)

        def paint(canvas: Canvas) -> None:
            shade_under(canvas, place, 1.7, 0.4, 1.5)
            rider = replace(place, y=0.27)
            towards = math.cos(place.heading) < -0.2
            first, last = (self._rear, self._front) if towards else (self._front, self._rear)
            first.draw(canvas, place, tail_on=lamps, head_on=lamps)
            if towards:
                draw_person(canvas, self._look, rider, _SEATED)
                last.draw(canvas, place, head_on=lamps)
            else:
                last.draw(canvas, place, tail_on=lamps)
                draw_person(canvas, self._look, rider, _SEATED)

        return Drawable(place.z, (left, top, right, bottom), paint)


def _disc(f: float) -> list[Face]:
    """A wheel seen from both sides, and its tread."""
    ring = [
        (f + 0.25 * math.cos(k * math.pi / 5), 0.25 + 0.25 * math.sin(k * math.pi / 5)) for k in range(10)
    ]
    sides = [Face(tuple((a, side * 0.05, u) for a, u in ring), _TYRE) for side in (-1, 1)]
    ends = [
        Face(((end, -0.05, 0.05), (end, 0.05, 0.05), (end, 0.05, 0.45), (end, -0.05, 0.45)), _TYRE)
        for end in (f - 0.25, f + 0.25)
    ]
    return [*ends, *sides]
