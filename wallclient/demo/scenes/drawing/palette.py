"""Colours and light of the district: muted, so that nothing in a calm picture outshines the wall's own signs.

Rule: a scene names things by their colour in flat daylight; only `Light.lit` turns that into what is seen at
this hour and at this distance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from numpy.typing import NDArray

Colour: TypeAlias = tuple[int, int, int]
Vector: TypeAlias = tuple[float, float, float]

ASPHALT: Colour = (76, 77, 73)
MARKING: Colour = (166, 164, 152)
MARKING_YELLOW: Colour = (150, 132, 84)
KERB: Colour = (132, 130, 121)
PAVING: Colour = (115, 112, 103)
PAVING_RED: Colour = (112, 97, 88)
EARTH: Colour = (104, 98, 86)
GRASS: Colour = (84, 93, 70)
HEDGE: Colour = (66, 79, 60)
WATER: Colour = (93, 102, 101)
CONCRETE: Colour = (122, 121, 114)
STEEL: Colour = (88, 90, 88)
DARK: Colour = (46, 47, 45)
GLASS: Colour = (58, 64, 66)
TRUNK: Colour = (66, 58, 49)

WALLS: tuple[Colour, ...] = (
    (127, 120, 107), (121, 124, 117), (133, 126, 110), (116, 108, 97), (128, 112, 99), (112, 114, 110),
    (138, 133, 120), (123, 104, 92), (109, 112, 104), (130, 128, 124),
)  # fmt: skip
CROWNS: tuple[Colour, ...] = ((72, 86, 66), (66, 82, 68), (82, 92, 66), (76, 84, 62))
AUTUMN: tuple[Colour, ...] = ((122, 106, 62), (128, 98, 60), (108, 100, 64))
COATS: tuple[Colour, ...] = (
    (52, 56, 66), (66, 62, 58), (100, 74, 60), (72, 88, 88), (88, 66, 74), (120, 112, 98), (58, 68, 60),
    (46, 46, 48), (94, 98, 104), (118, 96, 76), (96, 66, 62), (140, 134, 122),
)  # fmt: skip
TROUSERS: tuple[Colour, ...] = ((44, 46, 52), (56, 54, 52), (64, 70, 80), (78, 72, 64), (40, 40, 40))
SKIN: tuple[Colour, ...] = ((158, 130, 108), (148, 122, 102), (166, 138, 116))
HAIR: tuple[Colour, ...] = ((38, 36, 34), (46, 42, 38), (52, 46, 42), (98, 96, 92))
CAR_PAINTS: tuple[Colour, ...] = (
    (184, 182, 173), (184, 182, 173), (150, 151, 148), (116, 118, 118), (58, 59, 60), (46, 47, 50),
    (64, 74, 88), (98, 72, 66), (62, 78, 72), (140, 126, 102), (92, 82, 76),
)  # fmt: skip


def mix(a: Sequence[float], b: Sequence[float], part: float) -> Colour:
    """`a` with `part` (0 to 1) of `b`."""
    return (
        int(a[0] + (b[0] - a[0]) * part + 0.5),
        int(a[1] + (b[1] - a[1]) * part + 0.5),
        int(a[2] + (b[2] - a[2]) * part + 0.5),
    )


def dim(colour: Sequence[float], factor: float) -> Colour:
    return (
        min(int(colour[0] * factor + 0.5), 255),
        min(int(colour[1] * factor + 0.5), 255),
        min(int(colour[2] * factor + 0.5), 255),
    )


def varied(rng: Random, colour: Colour, by: int = 6) -> Colour:
    """The same colour, a little lighter or darker and warmer or cooler."""
    level, warm = rng.uniform(-by, by), rng.uniform(-by, by) * 0.4
    return dim((colour[0] + level + warm, colour[1] + level, colour[2] + level - warm), 1.0)


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light on the ground: brightest under it, half as bright at `reach_m`."""

    x: float
    z: float
    reach_m: float = 7.0
    power: float = 0.9


@dataclass(frozen=True, slots=True)
class Light:
    """An hour of the day. Factors are 1.0 for flat daylight."""

    name: str
    sky_top: Colour
    sky_low: Colour
    haze: Colour
    haze_m: float
    tint: Vector
    sun: Vector
    """Unit vector towards the sun."""
    sun_part: float
    """0: all light comes from the clouds; 1: all from the sun."""
    shadow: float
    """How dark the ground is under a thing, 0 to 1."""
    cast: tuple[float, float] = (0.0, 0.0)
    """Where the tip of a shadow falls, in metres of x and z per metre of height."""
    windows_lit: float = 0.0
    lamps_on: bool = False
    lamp_tint: Vector = (1.05, 0.88, 0.62)
    lamps: tuple[Lamp, ...] = ()

    def shade(self, normal: Vector) -> float:
        facing = max(0.0, normal[0] * self.sun[0] + normal[1] * self.sun[1] + normal[2] * self.sun[2])
        clouds = 0.8 + 0.2 * normal[1] - 0.03 * normal[0]
        return (1 - self.sun_part) * clouds + self.sun_part * (0.6 + 0.6 * facing)

    def shades(self, normals: NDArray[np.float64]) -> NDArray[np.float64]:
        facing = np.maximum(0.0, normals @ np.array(self.sun))
        clouds = 0.8 + 0.2 * normals[..., 1] - 0.03 * normals[..., 0]
        return np.asarray((1 - self.sun_part) * clouds + self.sun_part * (0.6 + 0.6 * facing))

    def lamp_level(self, x: float, z: float) -> float:
        level = 0.0
        for lamp in self.lamps:
            near = 1 + ((x - lamp.x) ** 2 + (z - lamp.z) ** 2) / lamp.reach_m**2
            level += lamp.power / (near * near)
        return level

    def factors(self, shade: float, x: float, z: float) -> Vector:
        lamp = self.lamp_level(x, z) if self.lamps else 0.0
        tint, warm = self.tint, self.lamp_tint
        return (
            tint[0] * shade + warm[0] * lamp,
            tint[1] * shade + warm[1] * lamp,
            tint[2] * shade + warm[2] * lamp,
        )

    def haze_part(self, z: float) -> float:
        return 0.94 * (1 - math.exp(-max(z, 0.0) / self.haze_m))

    def lit(self, colour: Colour, shade: float = 1.0, *, x: float = 0.0, z: float = 0.0) -> Colour:
        """What a surface of this colour looks like, turned by `shade` and standing at (x, z)."""
        red, green, blue = self.factors(shade, x, z)
        return mix((colour[0] * red, colour[1] * green, colour[2] * blue), self.haze, self.haze_part(z))

    def with_lamps(self, lamps: Sequence[Lamp]) -> Light:
        return replace(self, lamps=tuple(lamps)) if self.lamps_on else self


def _unit(x: float, y: float, z: float) -> Vector:
    length = math.sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length


OVERCAST = Light(
    "overcast",
    (150, 152, 145),
    (163, 163, 153),
    (148, 150, 143),
    210,
    (1.0, 1.0, 0.98),
    _unit(-0.5, 0.8, -0.4),
    0.12,
    0.34,
)
BRIGHT = Light(
    "bright", (158, 163, 163), (180, 179, 168), (163, 165, 158), 260, (1.08, 1.07, 1.03),
    _unit(-0.55, 0.75, -0.35), 0.45, 0.40, (0.62, 0.30),
)  # fmt: skip
LATE = Light(
    "late", (147, 147, 142), (181, 171, 151), (162, 153, 136), 200, (1.07, 1.01, 0.91),
    _unit(0.8, 0.36, -0.3), 0.62, 0.42, (-1.35, 0.45), windows_lit=0.04,
)  # fmt: skip
DUSK = Light(
    "dusk", (84, 92, 108), (136, 124, 116), (104, 104, 110), 170, (0.56, 0.58, 0.66),
    _unit(-0.3, 0.9, 0.2), 0.08, 0.3, windows_lit=0.3, lamps_on=True, lamp_tint=(0.56, 0.46, 0.31),
)  # fmt: skip
NIGHT = Light(
    "night", (29, 32, 39), (54, 52, 52), (42, 43, 47), 150, (0.29, 0.31, 0.36),
    _unit(-0.3, 0.9, 0.2), 0.05, 0.32, windows_lit=0.36, lamps_on=True, lamp_tint=(0.92, 0.75, 0.50),
)  # fmt: skip
RAIN = Light(
    "rain", (128, 132, 131), (141, 144, 140), (132, 136, 133), 130, (0.84, 0.87, 0.88),
    _unit(-0.4, 0.9, -0.2), 0.05, 0.24,
)  # fmt: skip


def light_of(rng: Random, variant: int) -> Light:
    """Variant 0 is flat daylight, and so are most: the cameras of one wall share one afternoon."""
    if variant == 0:
        return OVERCAST
    return rng.choices((OVERCAST, BRIGHT, LATE, DUSK, NIGHT, RAIN), (40, 22, 15, 8, 8, 7))[0]
