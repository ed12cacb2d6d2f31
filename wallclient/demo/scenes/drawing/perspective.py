"""One-point perspective: metres on the ground to pixels of the picture.

Rule: every length on screen comes from here and is relative to the picture's height, so that a scene drawn at
another size shows the same thing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

Pixel: TypeAlias = tuple[float, float]
Point: TypeAlias = tuple[float, float, float]
"""World metres: x to the right, y up, z away from the camera; the camera stands at (0, eye_m, 0)."""
Box: TypeAlias = tuple[float, float, float, float]
"""Pixels: left, top, right, bottom."""

NEAR_M = 1.0


@dataclass(frozen=True, slots=True)
class Camera:
    """A level camera whose verticals stay upright. `horizon` and `focal` are in picture heights."""

    width_px: int
    height_px: int
    eye_m: float = 6.0
    horizon: float = 0.24
    focal: float = 1.1
    shift: float = 0.0
    """Of the vanishing point to the right of the middle, in picture heights."""
    mirror: bool = False

    side: int = field(init=False)
    """-1 when the world is shown mirrored, else 1; for what must not be mirrored, such as lanes."""
    vanish_px: Pixel = field(init=False)
    reach_px: float = field(init=False)
    """Pixels of one metre, one metre away."""

    def __post_init__(self) -> None:
        side = -1 if self.mirror else 1
        object.__setattr__(self, "side", side)
        middle = self.width_px / 2 + side * self.shift * self.height_px
        object.__setattr__(self, "vanish_px", (middle, self.horizon * self.height_px))
        object.__setattr__(self, "reach_px", self.focal * self.height_px)

    def px_per_m(self, z: float) -> float:
        return self.reach_px / (z if z > 0.25 else 0.25)

    def pixel(self, x: float, y: float, z: float) -> Pixel:
        u, v = self.vanish_px
        scale = self.reach_px / (z if z > 0.25 else 0.25)
        return u + self.side * x * scale, v + (self.eye_m - y) * scale

    def outline(self, points: Sequence[Point]) -> list[Pixel]:
        """The polygon on screen, cut where it passes behind the camera; empty when nothing is left."""
        if min(p[2] for p in points) < NEAR_M:
            points = cut_behind(points)
        return [self.pixel(*p) for p in points]

    def project(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Pixels (…, 2) of world points (…, 3), all of which must lie in front of the camera."""
        u, v = self.vanish_px
        scale = self.reach_px / points[..., 2]
        result = points[..., :2] * scale[..., None]
        result[..., 0] *= self.side
        result[..., 0] += u
        result[..., 1] = v + self.eye_m * scale - result[..., 1]
        return result

    def box(self, x: float, z: float, half_width_m: float, top_m: float, bottom_m: float = 0.0) -> Box:
        """Where an upright thing at (x, z) stands on screen."""
        scale = self.px_per_m(z)
        u, v = self.vanish_px
        middle = u + self.side * x * scale
        wide = half_width_m * scale
        return (
            middle - wide,
            v + (self.eye_m - top_m) * scale,
            middle + wide,
            v + (self.eye_m - bottom_m) * scale,
        )

    def box_of(self, points: Sequence[Point]) -> Box:
        shown = self.outline(points) or [(-9.0, -9.0)]
        xs, ys = [p[0] for p in shown], [p[1] for p in shown]
        return min(xs), min(ys), max(xs), max(ys)

    def half_view_m(self, z: float) -> float:
        """How far to the left and right the picture reaches at depth `z`."""
        return (self.width_px / 2 + abs(self.shift) * self.height_px) / self.px_per_m(z)


def cut_behind(points: Sequence[Point]) -> list[Point]:
    """Clip a polygon at the plane z = NEAR_M."""
    result: list[Point] = []
    for i, b in enumerate(points):
        a = points[i - 1]
        if (a[2] < NEAR_M) != (b[2] < NEAR_M):
            t = (NEAR_M - a[2]) / (b[2] - a[2])
            result.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, NEAR_M))
        if b[2] >= NEAR_M:
            result.append(b)
    return result if len(result) > 2 else []


@dataclass(frozen=True, slots=True)
class Place:
    """A spot on the ground and where a thing there looks: heading 0 is away from us, pi/2 to the right."""

    x: float
    z: float
    heading: float = 0.0
    y: float = 0.0

    def point(self, forward: float, right: float, up: float) -> Point:
        sin, cos = math.sin(self.heading), math.cos(self.heading)
        return self.x + forward * sin + right * cos, self.y + up, self.z + forward * cos - right * sin


def span(ends: tuple[float, float]) -> tuple[float, float]:
    """The ends of a stretch in rising order, whichever side of the middle it lies on."""
    return (ends[0], ends[1]) if ends[0] <= ends[1] else (ends[1], ends[0])
