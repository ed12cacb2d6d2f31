"""What people wear below the chin.

Rule: bust coordinates: y = 0 at the chin, x = 0 in the middle, unit about the picture's height.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import Colour, dim, mix
from wallclient.demo.scenes.rooms.sketch import Pen, Spot, mirrored

if TYPE_CHECKING:
    from wallclient.demo.scenes.rooms.acting import Mien
    from wallclient.demo.scenes.rooms.sitter import Sitter


def dress(pen: Pen, who: Sitter, mien: Mien, light: float) -> None:
    """Shoulders and chest in the sitter's clothes."""
    rise, wide = -0.006 * mien.breath, 1 + 0.008 * mien.breath
    coat, shirt = dim(who.coat, light), dim(who.shirt, light)
    _shoulders(pen, coat, rise, wide)
    draw = {
        "jacket": _jacket,
        "shirt": _shirt,
        "knit": _knit,
        "uniform": _uniform,
        "workwear": _workwear,
        "coat": _jacket,
    }[who.clothes]
    draw(pen, coat, shirt, rise)


def _shoulders(pen: Pen, colour: Colour, rise: float, wide: float) -> None:
    half = [
        (0.0, 0.12),
        (0.10, 0.055 + rise),
        (0.19, 0.10 + rise),
        (0.30, 0.15 + rise),
        (0.375, 0.225 + rise),
        (0.42, 0.36),
        (0.45, 0.62),
    ]
    outline = mirrored([(x * wide, y) for x, y in half])
    pen.shape(outline, colour)
    # Sleeves fall away from the light; a seam where they begin.
    for side in (-1, 1):
        sleeve: list[Spot] = [
            (0.30, 0.15 + rise),
            (0.375, 0.225 + rise),
            (0.42, 0.36),
            (0.45, 0.62),
            (0.315, 0.62),
            (0.30, 0.40),
            (0.285, 0.26 + rise),
        ]
        pen.shape([(side * x * wide, y) for x, y in sleeve], dim(colour, 0.86 if side > 0 else 0.95))
        pen.stroke(
            [(side * 0.285, 0.17 + rise), (side * 0.275, 0.27 + rise), (side * 0.29, 0.40)],
            0.004,
            dim(colour, 0.72),
        )
    pen.shape(
        [(0.12, 0.08 + rise), (0.28, 0.15 + rise), (0.295, 0.62), (0.16, 0.62)],
        dim(colour, 0.88),
        0.5,
        smooth=False,
    )


def _collar(pen: Pen, colour: Colour, rise: float, *, deep: float) -> None:
    """Two collar points."""
    for side in (-1, 1):
        points = [
            (0.088, 0.005 + rise),
            (0.118, 0.05 + rise),
            (0.075, 0.125 + rise),
            (0.0, deep + rise),
            (0.035, 0.07 + rise),
        ]
        pen.shape([(side * x, y) for x, y in points], dim(colour, 1.06 if side < 0 else 0.96), smooth=False)
        pen.stroke([(side * 0.118, 0.05 + rise), (side * 0.075, 0.125 + rise)], 0.003, dim(colour, 0.72))


def _jacket(pen: Pen, coat: Colour, shirt: Colour, rise: float) -> None:
    pen.shape(
        [(-0.10, 0.03 + rise), (0.10, 0.03 + rise), (0.06, 0.24), (0.0, 0.42), (-0.06, 0.24)],
        shirt,
        smooth=False,
    )
    pen.stroke([(0.0, 0.11 + rise), (0.0, 0.42)], 0.003, dim(shirt, 0.8))
    _collar(pen, shirt, rise, deep=0.105)
    for side in (-1, 1):
        lapel = [
            (0.105, 0.045 + rise),
            (0.15, 0.10 + rise),
            (0.17, 0.16 + rise),
            (0.13, 0.19),
            (0.15, 0.22),
            (0.01, 0.46),
            (0.0, 0.44),
            (0.085, 0.2),
        ]
        pen.shape([(side * x, y) for x, y in lapel], dim(coat, 0.80 if side > 0 else 0.9), smooth=False)
    pen.stroke([(0.0, 0.45), (0.0, 0.64)], 0.004, dim(coat, 0.66))


def _shirt(pen: Pen, coat: Colour, shirt: Colour, rise: float) -> None:
    pen.shape(
        [(-0.05, 0.05 + rise), (0.05, 0.05 + rise), (0.0, 0.15)],
        dim(mix(coat, shirt, 0.3), 0.62),
        smooth=False,
    )
    _collar(pen, coat, rise, deep=0.15)
    pen.stroke([(0.0, 0.15), (0.004, 0.64)], 0.004, dim(coat, 0.8))
    for k in range(4):
        pen.oval(0.012, 0.21 + 0.1 * k, 0.006, 0.006, dim(coat, 0.7))
    pen.stroke([(0.12, 0.36), (0.225, 0.355)], 0.004, dim(coat, 0.76))


def _knit(pen: Pen, coat: Colour, _: Colour, rise: float) -> None:
    """A round neck with a ribbed border."""
    neck = [
        (-0.104, 0.042 + rise),
        (-0.09, 0.10 + rise),
        (0.0, 0.145 + rise),
        (0.09, 0.10 + rise),
        (0.104, 0.042 + rise),
    ]
    pen.stroke(neck, 0.024, dim(coat, 1.12))
    pen.stroke([(x * 1.1, y + 0.008) for x, y in neck], 0.003, dim(coat, 0.76))
    for side, depth in ((-1, 0.34), (1, 0.4)):
        pen.stroke(
            [(side * 0.2, depth), (side * 0.13, depth + 0.04), (side * 0.09, depth + 0.12)],
            0.004,
            dim(coat, 0.8),
        )


def _uniform(pen: Pen, coat: Colour, shirt: Colour, rise: float) -> None:
    _shirt(pen, coat, shirt, rise)
    for side in (-1, 1):
        board = [(0.15, 0.086 + rise), (0.27, 0.136 + rise), (0.255, 0.166 + rise), (0.14, 0.115 + rise)]
        pen.shape([(side * x, y) for x, y in board], dim(coat, 0.66), smooth=False)
        pocket = [(0.085, 0.32), (0.21, 0.32), (0.21, 0.345), (0.148, 0.365), (0.085, 0.345)]
        pen.shape([(side * x, y) for x, y in pocket], dim(coat, 0.82), smooth=False)
    pen.shape([(-0.20, 0.27), (-0.11, 0.27), (-0.11, 0.295), (-0.20, 0.295)], (132, 126, 108), smooth=False)
    pen.shape(
        [(-0.02, 0.09 + rise), (0.02, 0.09 + rise), (0.03, 0.4), (0.0, 0.43), (-0.03, 0.4)],
        dim(coat, 0.55),
        smooth=False,
    )


def _workwear(pen: Pen, coat: Colour, _: Colour, rise: float) -> None:
    """A jacket with a reflecting vest over it."""
    _collar(pen, dim(coat, 0.9), rise, deep=0.12)
    vest, stripe = dim((136, 122, 74), sum(coat) / 240), (156, 156, 144)
    for side in (-1, 1):
        front = [
            (0.09, 0.075 + rise),
            (0.225, 0.125 + rise),
            (0.245, 0.34),
            (0.25, 0.64),
            (0.006, 0.64),
            (0.006, 0.22),
        ]
        pen.shape([(side * x, y) for x, y in front], vest if side < 0 else dim(vest, 0.9), smooth=False)
        pen.shape(
            [
                (side * x, y)
                for x, y in ((0.135, 0.1 + rise), (0.18, 0.112 + rise), (0.195, 0.40), (0.148, 0.40))
            ],
            stripe,
            smooth=False,
        )
        pen.shape(
            [(side * x, y) for x, y in ((0.006, 0.37), (0.247, 0.37), (0.248, 0.415), (0.006, 0.415))],
            stripe,
            smooth=False,
        )
    pen.stroke([(0.0, 0.13), (0.0, 0.64)], 0.006, dim(coat, 0.6))
