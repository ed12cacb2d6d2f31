"""Cars from their side profile: sedan, hatchback, van; and the shade under any vehicle.

Rule: a profile runs from the front bumper over the roof to the rear one, in metres (forward, up, half width).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.mesh import Corner, Face, Mesh, Role
from wallclient.demo.scenes.drawing.palette import CAR_PAINTS, DARK, GLASS, Colour, dim, varied

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.drawing.perspective import Place

_TYRE: Colour = (36, 36, 35)
_RIM: Colour = (108, 108, 104)
_PLATE: Colour = (84, 94, 112)


@dataclass(frozen=True, slots=True)
class Profile:
    """Bumper low and high, nose, screen foot, roof front, roof rear, screen foot, boot, bumper again."""

    points: tuple[Corner, ...]
    axles: tuple[float, float]
    posts: tuple[float, ...]
    """Where the side windows are divided, metres forward."""


SEDAN = Profile(
    (
        (2.32, 0.24, 0.84), (2.36, 0.60, 0.86), (2.20, 0.78, 0.80), (1.02, 0.98, 0.82), (0.26, 1.45, 0.60),
        (-0.88, 1.46, 0.60), (-1.62, 1.06, 0.80), (-2.22, 1.00, 0.80), (-2.34, 0.64, 0.86),
        (-2.30, 0.26, 0.84),
    ),
    (1.42, -1.36), (-0.22,),
)  # fmt: skip
HATCH = Profile(
    (
        (2.08, 0.26, 0.84), (2.12, 0.66, 0.86), (1.96, 0.92, 0.80), (1.06, 1.08, 0.82), (0.36, 1.62, 0.64),
        (-1.50, 1.64, 0.64), (-1.98, 1.12, 0.80), (-2.06, 1.04, 0.82), (-2.12, 0.66, 0.86),
        (-2.08, 0.28, 0.84),
    ),
    (1.30, -1.30), (-0.16, -1.0),
)  # fmt: skip
VAN = Profile(
    (
        (2.36, 0.26, 0.84), (2.40, 0.70, 0.86), (2.30, 0.94, 0.82), (1.86, 1.14, 0.82), (1.20, 1.90, 0.70),
        (-2.20, 1.94, 0.70), (-2.34, 1.14, 0.82), (-2.36, 1.02, 0.84), (-2.38, 0.66, 0.86),
        (-2.34, 0.28, 0.84),
    ),
    (1.50, -1.40), (0.4, -0.9),
)  # fmt: skip


def car(rng: Random, kind: Profile | None = None, paint: Colour | None = None) -> Mesh:
    """A car of a kind and colour chosen by the dice, unless given."""
    profile = kind or rng.choices((SEDAN, HATCH, VAN), (5, 4, 1))[0]
    colour = varied(rng, paint or rng.choice(CAR_PAINTS), 4)
    return Mesh(
        [*_hull(profile, colour), *_wheels(profile.axles, 0.85), *_cabin(profile, colour), *_trim(profile)]
    )


def taxi(rng: Random) -> Mesh:
    """A sedan with a pale band and a sign on its roof."""
    colour = varied(rng, (88, 108, 104), 3)
    sign = Face(
        ((-0.2, -0.22, 1.6), (-0.2, 0.22, 1.6), (-0.34, 0.22, 1.5), (-0.34, -0.22, 1.5)), (176, 172, 150)
    )
    body = [
        *_hull(SEDAN, colour),
        *_wheels(SEDAN.axles, 0.85),
        *_cabin(SEDAN, (150, 148, 132)),
        *_trim(SEDAN),
    ]
    return Mesh([*body, sign])


def _strip(a: Corner, b: Corner, colour: Colour, role: Role = Role.BODY) -> Face:
    """The face between two profile points, across the car."""
    return Face(
        ((a[0], -a[2], a[1]), (a[0], a[2], a[1]), (b[0], b[2], b[1]), (b[0], -b[2], b[1])), colour, role
    )


def _hull(profile: Profile, colour: Colour) -> list[Face]:
    p = profile.points
    faces = []
    for side in (-1, 1):
        lower = [(f, side * 0.88, u) for f, u, _ in (p[0], p[1], p[2], p[3], p[6], p[7], p[8], p[9])]
        faces.append(Face(tuple(lower), colour))
        sill = ((p[0][0] - 0.1, side * 0.885, 0.24), (p[9][0] + 0.1, side * 0.885, 0.24))
        faces.append(
            Face(
                (*sill, (p[9][0] + 0.1, side * 0.885, 0.36), (p[0][0] - 0.1, side * 0.885, 0.36)),
                dim(colour, 0.55),
            )
        )
    ends = [_strip(p[0], p[1], dim(colour, 0.86)), _strip(p[8], p[9], dim(colour, 0.84))]
    tops = [
        _strip(p[1], p[2], colour),
        _strip(p[7], p[8], dim(colour, 0.95)),
        _strip(p[2], p[3], colour),
        _strip(p[6], p[7], colour),
    ]
    return [*faces, *ends, *tops]


def _wheels(axles: tuple[float, float], half_width: float) -> list[Face]:
    faces = []
    for side in (-1, 1):
        for axle in axles:
            for radius, colour, out in (
                (0.36, dim(DARK, 0.7), 0.04),
                (0.31, _TYRE, 0.05),
                (0.17, _RIM, 0.06),
            ):
                ring = [
                    (
                        axle + radius * math.cos(k * math.pi / 5),
                        side * (half_width + out),
                        0.31 + radius * math.sin(k * math.pi / 5),
                    )
                    for k in range(10)
                ]
                faces.append(Face(tuple(ring), colour, smallest_px=9.0))
    return faces


def _cabin(profile: Profile, colour: Colour) -> list[Face]:
    foot, front, rear, back = profile.points[3:7]
    faces = []
    for side in (-1, 1):
        pillar = [(f, side * w, u) for f, u, w in (foot, front, rear, back)]
        faces.append(Face(tuple(pillar), dim(colour, 0.92)))
        faces.extend(_windows(profile, side))
    screens = [_strip(foot, front, dim(colour, 0.8)), _strip(rear, back, dim(colour, 0.8))]
    glass = [_inset(foot, front, 0.08), _inset(rear, back, 0.1)]
    roof = _strip(front, rear, colour)
    return [*faces, *screens, *glass, roof]


def _inset(a: Corner, b: Corner, edge: float) -> Face:
    """The pane between two profile points, with a rim of body colour."""

    def at(t: float, narrow: float) -> Corner:
        return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t - narrow

    return _strip(at(edge, 0.06), at(1 - edge, 0.06), GLASS, Role.GLASS)


def _windows(profile: Profile, side: int) -> list[Face]:
    foot, front, rear, back = profile.points[3:7]

    def spot(forward: float, t: float) -> Corner:
        """On the cabin's side: t runs from its foot to its roof."""
        return (
            forward,
            side * (0.815 - 0.2 * t * (1 if front[1] < 1.7 else 0.6) + 0.015),
            foot[1] + (front[1] - foot[1]) * t,
        )

    low_front, high_front = foot[0] - 0.16, front[0] - 0.02
    low_back, high_back = back[0] + 0.2, rear[0] + 0.06
    cuts = [*profile.posts]
    starts = [(low_front - 0.1, high_front - 0.02), *[(c - 0.04, c - 0.04) for c in cuts]]
    ends = [*[(c + 0.04, c + 0.04) for c in cuts], (low_back, high_back)]
    return [
        Face(
            (spot(a[0], 0.12), spot(a[1], 0.88), spot(b[1], 0.88), spot(b[0], 0.12)),
            dim(GLASS, 0.86),
            Role.GLASS,
            5.0,
        )
        for a, b in zip(starts, ends, strict=True)
    ]


def _plane(profile: Profile, end: int, t: float, out: float = 0.015) -> tuple[float, float]:
    """(forward, up) on the bumper face at the front (end 1) or the rear (-1), t from low to high."""
    low, high = (profile.points[0], profile.points[1]) if end == 1 else (profile.points[9], profile.points[8])
    return low[0] + (high[0] - low[0]) * t + out * end, low[1] + (high[1] - low[1]) * t


def _trim(profile: Profile) -> list[Face]:
    """Lamps, grille, plates and door seams."""
    faces = []
    for end, role in ((1, Role.HEAD), (-1, Role.TAIL)):
        f0, u0 = _plane(profile, end, 0.84)
        top = profile.points[2] if end == 1 else profile.points[7]
        f1, u1 = top[0] + 0.02 * end, top[1] - 0.02
        for side in (-1, 1):
            outer, inner = side * 0.82, side * 0.54
            faces.append(
                Face(((f0, outer, u0), (f0, inner, u0), (f1, inner, u1), (f1, outer, u1)), GLASS, role)
            )
        f2, u2 = _plane(profile, end, 0.32)
        f3, u3 = _plane(profile, end, 0.62)
        faces.append(_panel((f2, u2), (f3, u3), 0.24, _PLATE))
        f4, u4 = _plane(profile, end, 0.0)
        faces.append(_panel((f4, u4), _plane(profile, end, 0.24), 0.8, dim(DARK, 0.8)))
        if end == 1:
            faces.append(_panel(_plane(profile, end, 0.72), _plane(profile, end, 1.0), 0.46, DARK))
    return faces


def _panel(low: tuple[float, float], high: tuple[float, float], half_width: float, colour: Colour) -> Face:
    corners = (
        (low[0], -half_width, low[1]),
        (low[0], half_width, low[1]),
        (high[0], half_width, high[1]),
        (high[0], -half_width, high[1]),
    )
    return Face(corners, colour, smallest_px=7.0)


def shade_under(canvas: Canvas, place: Place, length_m: float, width_m: float, height_m: float = 1.4) -> None:
    """Contact shadow, and the one the sun casts."""
    light, camera = canvas.light, canvas.camera
    dx, dz = light.cast[0] * height_m * 0.75, light.cast[1] * height_m * 0.75
    colour, fade = (22, 23, 24), 1 - light.haze_part(place.z)
    half_l, half_w = length_m / 2, width_m / 2
    if dx or dz:
        base = [
            place.point(f, r, 0.0)
            for f, r in ((half_l, half_w), (half_l, -half_w), (-half_l, -half_w), (-half_l, half_w))
        ]
        for part, alpha in ((1.0, 0.30), (0.9, 0.14)):
            moved = [(x + dx * part, y, z + dz * part) for x, y, z in base]
            canvas.polygon(
                _hull_of([camera.pixel(*p) for p in [*base, *moved] if p[2] > 1]),
                colour,
                light.shadow * 2 * alpha * fade,
            )
    soft = _SOFT_SHADE if camera.px_per_m(place.z) > 8 else _FAR_SHADE
    for grow, alpha in soft:
        ring = [place.point(f * (half_l + grow), r * (half_w + grow), 0.0) for f, r in _ROUNDED]
        canvas.face(ring, colour, alpha * light.shadow * 2.2 * fade)


_SOFT_SHADE = ((0.36, 0.22), (0.26, 0.24), (0.16, 0.3), (0.02, 0.62))
_FAR_SHADE = ((0.2, 0.7),)
_ROUNDED = ((1, 0.86), (1, -0.86), (0.93, -1), (-0.93, -1), (-1, -0.86), (-1, 0.86), (-0.93, 1), (0.93, 1))


def _hull_of(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Convex outline."""
    points = sorted(set(points))
    if len(points) < 3:
        return []

    def half(ordered: list[tuple[float, float]]) -> list[tuple[float, float]]:
        chain: list[tuple[float, float]] = []
        for p in ordered:
            while len(chain) > 1 and _cross(chain[-2], chain[-1], p) <= 0:
                chain.pop()
            chain.append(p)
        return chain[:-1]

    return half(points) + half(points[::-1])


def _cross(o: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
