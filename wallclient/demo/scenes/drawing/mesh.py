"""Solid things made of flat faces: vehicles, machines, boxes.

Rule: the faces of a part are given in painting order for a viewer above the ground and look outward from its
middle; those turned away are left out when drawn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from wallclient.demo.scenes.drawing.perspective import NEAR_M, cut_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.drawing.palette import Colour, Light
    from wallclient.demo.scenes.drawing.perspective import Box, Camera, Place

Corner: TypeAlias = tuple[float, float, float]
"""Metres forward, right and up from the thing's own spot."""


class Role(Enum):
    """How a face answers to light."""

    BODY = "body"
    GLASS = "glass"
    TAIL = "tail"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Face:
    """Left out where a metre is shorter than `smallest_px` on screen. Parts are painted farthest first."""

    corners: tuple[Corner, ...]
    colour: Colour
    role: Role = Role.BODY
    smallest_px: float = 0.0
    part: int = 0


_TAIL_ON, _TAIL_OFF = (136, 68, 58), (90, 56, 50)
_HEAD_ON, _HEAD_OFF = (240, 230, 200), (148, 150, 146)


class Mesh:
    """Faces ready to be drawn at any place and heading."""

    def __init__(self, faces: Sequence[Face]) -> None:
        most = max(len(f.corners) for f in faces)
        self._counts = [len(f.corners) for f in faces]
        self._corners = np.array(
            [[*f.corners, *[f.corners[-1]] * (most - len(f.corners))] for f in faces], dtype=float
        )
        self._middles = np.array([np.mean(f.corners, axis=0) for f in faces])
        self._parts = _part_middles(faces)
        away = self._middles - np.array([self._parts[f.part] for f in faces])
        self._normals = _outward(self._corners, away)
        self._colours = np.array([f.colour for f in faces], dtype=float)
        self._glass = np.array([f.role is Role.GLASS for f in faces])
        self._lamps = [(i, f.role) for i, f in enumerate(faces) if f.role in (Role.TAIL, Role.HEAD)]
        self._faces = tuple(faces)
        flat = self._corners.reshape(-1, 3)
        self.low, self.high = flat.min(axis=0), flat.max(axis=0)
        self._turned: tuple[float, _Turned] | None = None

    def box(self, camera: Camera, place: Place) -> Box:
        """Its outline on screen, or something off screen when it is behind the camera."""
        (f0, r0, u0), (f1, r1, u1) = self.low, self.high
        points = [place.point(f, r, u) for f in (f0, f1) for r in (r0, r1) for u in (u0, u1)]
        if max(p[2] for p in points) < NEAR_M * 2:
            return -9.0, -9.0, -9.0, -9.0
        return camera.box_of([(x, y, max(z, NEAR_M)) for x, y, z in points])

    def draw(self, canvas: Canvas, place: Place, *, tail_on: bool = False, head_on: bool = False) -> None:
        camera = canvas.camera
        turned = self._turn(place.heading, canvas.light)
        spot = np.array((place.x, place.y, place.z))
        corners = turned.corners + spot
        eye = np.array((0.0, camera.eye_m, 0.0)) - spot
        facing = ((eye - turned.middles) * turned.normals).sum(axis=1) > 0
        colours = self._lit(canvas.light, turned, place, tail_on=tail_on, head_on=head_on)
        pixels = camera.project(corners).tolist() if corners[..., 2].min() >= NEAR_M else None
        metre = camera.px_per_m(place.z)
        for i in self._order(np.flatnonzero(facing).tolist(), turned):
            if metre < self._faces[i].smallest_px:
                continue
            count = self._counts[i]
            if pixels is not None:
                canvas.polygon(pixels[i][:count], colours[i])
            else:
                cut = cut_behind([(x, y, z) for x, y, z in corners[i, :count].tolist()])
                canvas.polygon([camera.pixel(*p) for p in cut], colours[i])

    def _order(self, faces: list[int], turned: _Turned) -> list[int]:
        if len(self._parts) == 1:
            return faces
        depth = {part: -float(middle @ turned.matrix[:, 2]) for part, middle in self._parts.items()}
        return sorted(faces, key=lambda i: depth[self._faces[i].part])

    def _turn(self, heading: float, light: Light) -> _Turned:
        """What only changes when the thing turns, kept from the last time."""
        if self._turned is None or self._turned[0] != heading:
            matrix = _turn(heading)
            normals = self._normals @ matrix
            turned = _Turned(
                matrix, self._corners @ matrix, normals, self._middles @ matrix, light.shades(normals)
            )
            self._turned = (heading, turned)
        return self._turned[1]

    def _lit(
        self, light: Light, turned: _Turned, place: Place, *, tail_on: bool, head_on: bool
    ) -> list[Colour]:
        lamp = np.array(light.factors(0.0, place.x, place.z))
        lit = self._colours * (turned.shades[:, None] * np.array(light.tint) + lamp)
        sky = np.array(light.sky_low, dtype=float)
        mirrored = np.clip(0.10 + 0.40 * turned.normals[:, 1], 0, 1) * self._glass
        lit += (sky - lit) * mirrored[:, None]
        for i, role in self._lamps:
            if role is Role.TAIL:
                lit[i] = _TAIL_ON if tail_on else np.array(_TAIL_OFF) * light.tint
            else:
                lit[i] = _HEAD_ON if head_on else np.array(_HEAD_OFF) * light.tint
        lit += (np.array(light.haze, dtype=float) - lit) * light.haze_part(place.z)
        return [(r, g, b) for r, g, b in np.clip(lit, 0, 255).astype(int).tolist()]


@dataclass(frozen=True, slots=True)
class _Turned:
    """Faces in the directions of the world, still around their own spot."""

    matrix: NDArray[np.float64]
    corners: NDArray[np.float64]
    normals: NDArray[np.float64]
    middles: NDArray[np.float64]
    shades: NDArray[np.float64]


def _part_middles(faces: Sequence[Face]) -> dict[int, NDArray[np.float64]]:
    middles = {}
    for part in {f.part for f in faces}:
        corners = np.array([c for f in faces if f.part == part for c in f.corners])
        middles[part] = (corners.min(axis=0) + corners.max(axis=0)) / 2
    return middles


def _turn(heading: float) -> NDArray[np.float64]:
    """From (forward, right, up) to (x, y, z)."""
    sin, cos = math.sin(heading), math.cos(heading)
    return np.array(((sin, 0.0, cos), (cos, 0.0, -sin), (0.0, 1.0, 0.0)))


def _outward(corners: NDArray[np.float64], away: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit normals by Newell's sum, turned away from the middle of the thing."""
    following = np.roll(corners, -1, axis=1)
    normals = np.cross(corners, following).sum(axis=1)
    normals /= np.maximum(np.linalg.norm(normals, axis=1), 1e-9)[:, None]
    flip = (normals * away).sum(axis=1) < 0
    normals[flip] *= -1
    return np.asarray(normals)


_Span: TypeAlias = tuple[float, float]


def block(
    f: _Span, r: _Span, u: _Span, colour: Colour, *, top: Colour | None = None, part: int = 0
) -> list[Face]:
    """The five faces of a box that can be seen from above ground; it reaches over `f`, `r` and `u`."""
    (f0, f1), (r0, r1), (u0, u1) = f, r, u
    return [
        Face(((f0, r0, u0), (f0, r1, u0), (f0, r1, u1), (f0, r0, u1)), colour, part=part),
        Face(((f1, r0, u0), (f1, r1, u0), (f1, r1, u1), (f1, r0, u1)), colour, part=part),
        Face(((f0, r0, u0), (f1, r0, u0), (f1, r0, u1), (f0, r0, u1)), colour, part=part),
        Face(((f0, r1, u0), (f1, r1, u0), (f1, r1, u1), (f0, r1, u1)), colour, part=part),
        Face(((f0, r0, u1), (f1, r0, u1), (f1, r1, u1), (f0, r1, u1)), top or colour, part=part),
    ]
