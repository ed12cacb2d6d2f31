"""Heads: the face and its features, with hair and what is worn on top.

Rule: head coordinates: y from -0.5 (crown) to 0.5 (chin), unit the head's height; light falls from the left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import Colour, dim, mix
from wallclient.demo.scenes.rooms import headwear
from wallclient.demo.scenes.rooms.hair import front_hair
from wallclient.demo.scenes.rooms.sketch import Pen, Spot, mirrored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallclient.demo.scenes.rooms.acting import Mien
    from wallclient.demo.scenes.rooms.sitter import Sitter

_FACE: tuple[Spot, ...] = (
    (0.0, -0.48), (0.2, -0.45), (0.32, -0.32), (0.355, -0.12), (0.35, 0.08), (0.32, 0.25),
    (0.245, 0.39), (0.12, 0.48), (0.0, 0.5),
)  # fmt: skip


def draw_head(pen: Pen, who: Sitter, mien: Mien, skin: Colour, hair: Colour, light: float) -> None:
    """Ears, face, features, hair and what is worn on it."""
    dx, dy = 0.05 * mien.yaw, 0.035 * mien.pitch
    wide = who.wide
    for side in (-1, 1):
        ear = (side * 0.355 * wide - 0.35 * dx, 0.06 + 0.3 * dy)
        pen.oval(*ear, 0.045, 0.095, dim(skin, 0.86 if side > 0 else 0.94))
        pen.oval(ear[0] + side * 0.006, ear[1], 0.022, 0.055, dim(skin, 0.74))
    half = [(x * wide, y) for x, y in _FACE]
    pen.shape(mirrored(half), skin)
    _modelling(pen, skin, wide, dx, dy)
    _features(pen, who, mien, skin, (dx, dy))
    front_hair(pen, who, hair, dx)
    if who.hat == "helmet":
        headwear.helmet(pen, dim(who.hat_colour, light), dx)
    elif who.hat == "cap":
        headwear.cap(pen, dim(who.coat, light * 0.9), dx, dy)
    if who.headset:
        headwear.headset(pen, light, dx)


def _modelling(pen: Pen, skin: Colour, wide: float, dx: float, dy: float) -> None:
    """Soft planes: the far side of the face, under the cheekbone, the forehead's light."""
    shade = dim(skin, 0.8)
    side = [
        (0.16, -0.46),
        (0.3, -0.34),
        (0.352, -0.12),
        (0.348, 0.08),
        (0.318, 0.25),
        (0.24, 0.39),
        (0.1, 0.485),
        (0.16, 0.36),
        (0.235, 0.2),
        (0.255, 0.0),
        (0.235, -0.2),
    ]
    pen.shape([(x * wide, y) for x, y in side], shade, 0.5)
    pen.shape(
        [
            (-0.3 * wide, 0.28),
            (-0.24 * wide, 0.39),
            (-0.1, 0.48),
            (0.02, 0.5),
            (0.1, 0.48),
            (0.0, 0.455),
            (-0.14, 0.42),
        ],
        shade,
        0.4,
    )
    pen.shape(
        [(-0.22 + dx, -0.2), (-0.05 + dx, -0.24), (0.06 + dx, -0.16), (-0.1 + dx, -0.11)],
        dim(skin, 1.07),
        0.5,
    )
    pen.oval(-0.19 + dx, 0.17 + dy, 0.075, 0.055, mix(skin, (160, 112, 96), 0.4), 0.28)
    pen.oval(0.19 + dx, 0.17 + dy, 0.065, 0.05, mix(skin, (150, 104, 90), 0.4), 0.24)


def _features(pen: Pen, who: Sitter, mien: Mien, skin: Colour, shift: tuple[float, float]) -> None:
    dx, dy = shift
    for side in (-1, 1):
        _eye(pen, who, mien, skin, (side * 0.152 * who.wide + dx, 0.015 + dy), side)
    _nose(pen, skin, 1.4 * dx, dy)
    _mouth(pen, mien, skin, 1.1 * dx, 0.315 + 1.1 * dy)
    if who.age > 0.6:
        for side in (-1, 1):
            fold = [(side * x + dx, y + dy) for x, y in ((0.09, 0.19), (0.13, 0.27), (0.135, 0.31))]
            pen.stroke(fold, 0.008, dim(skin, 0.8), 0.8)
    if who.glasses:
        headwear.glasses(pen, who, dx, dy)


def _nose(pen: Pen, skin: Colour, dx: float, dy: float) -> None:
    """Its shaded side, its underside and the light along its ridge."""
    shaded = ((0.012, -0.02), (0.05, 0.16), (0.052, 0.195), (0.0, 0.205), (0.018, 0.12))
    pen.shape([(x + dx, y + dy) for x, y in shaded], dim(skin, 0.8), 0.7)
    below = [(-0.048 + dx, 0.192 + dy), (dx, 0.212 + dy), (0.05 + dx, 0.192 + dy)]
    pen.stroke(below, 0.011, dim(skin, 0.68))
    ridge = ((-0.02, 0.03), (0.004, 0.03), (0.0, 0.16), (-0.022, 0.16))
    pen.shape([(x + dx, y + dy) for x, y in ridge], dim(skin, 1.1), 0.5)


def _eye(pen: Pen, who: Sitter, mien: Mien, skin: Colour, at: Spot, side: int) -> None:
    x, y = at
    open_ = max(0.0, 1 - 1.15 * mien.blink) * (0.86 if who.age > 0.6 else 1.0)
    pen.oval(x, y - 0.004, 0.078, 0.042, dim(skin, 0.86), 0.5)
    lift = 0.012 * mien.brow
    brow = dim(who.hair, 1.05)
    pen.stroke(
        [
            (x - side * 0.072, y - 0.078 - lift),
            (x + side * 0.01, y - 0.098 - lift),
            (x + side * 0.082, y - 0.07 - lift * 0.6),
        ],
        0.021,
        brow,
        0.9,
    )
    if open_ > 0.12:
        high = 0.029 * open_
        white = [
            (x - 0.062, y + 0.004),
            (x - 0.03, y - high * 0.85),
            (x + 0.012, y - high),
            (x + 0.062, y - 0.002),
            (x + 0.02, y + high * 0.75),
            (x - 0.03, y + high * 0.7),
        ]
        pen.shape(white, mix(skin, (168, 164, 156), 0.75))
        iris = x + 0.012 * mien.glance + 0.010 * mien.yaw
        pen.oval(iris, y - 0.001, 0.0255, min(0.0265, high * 0.98), (44, 38, 34))
        pen.oval(iris - 0.008, y - 0.008 * open_, 0.006, 0.006 * open_, (150, 148, 142))
    lid = y + 0.012 - 0.04 * open_
    pen.stroke(
        [(x - 0.066, y + 0.006), (x - 0.02, lid + 0.004), (x + 0.02, lid + 0.003), (x + 0.066, y + 0.002)],
        0.0115,
        dim(who.hair, 0.9),
    )
    pen.stroke([(x - 0.04, y + 0.042), (x + 0.03, y + 0.042)], 0.005, dim(skin, 0.8), 0.6)


def _mouth(pen: Pen, mien: Mien, skin: Colour, x: float, y: float) -> None:
    open_ = mien.mouth
    half = 0.098 * (1 - 0.28 * mien.round_ * open_) * (1 + 0.08 * mien.smile)
    drop = 0.062 * open_
    lip = mix(skin, (128, 80, 72), 0.45)
    end = 0.2 * drop - 0.010 * mien.smile

    def around(spots: Sequence[Spot]) -> list[Spot]:
        """Across in half widths, down from the line of the lips."""
        return [(x + half * across, y + down) for across, down in spots]

    if open_ > 0.06:
        low = drop + 0.014
        inside = ((-0.9, end), (-0.3, -0.003), (0.3, -0.003), (0.9, end), (0.4, low), (-0.4, low))
        pen.shape(around(inside), (60, 40, 38))
        if open_ > 0.3:
            pen.shape(around(((-0.5, 0.0), (0.5, 0.0), (0.4, 0.014), (-0.4, 0.014))), (150, 144, 134), 0.85)
    rim, fall = drop + 0.006, drop + 0.030
    lower = ((-0.92, end), (-0.4, rim), (0.4, rim), (0.92, end), (0.45, fall), (-0.45, fall))
    upper = ((-1, end), (-0.4, -0.019), (0, -0.012), (0.4, -0.019), (1, end), (0.3, 0.004), (-0.3, 0.004))
    pen.shape(around(lower), dim(lip, 1.06))
    pen.shape(around(upper), dim(lip, 0.9))
    if open_ <= 0.06:
        pen.stroke(around(((-1, end), (0, 0.004), (1, end))), 0.008, dim(lip, 0.6))
    pen.stroke(around(((-0.4, drop + 0.052), (0.4, drop + 0.052))), 0.007, dim(skin, 0.8), 0.7)
