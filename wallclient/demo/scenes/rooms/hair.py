"""Hair: what hangs behind the neck, and what covers the skull.

Rule: head coordinates, as in `head`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import Colour, dim
from wallclient.demo.scenes.rooms.sketch import Pen, Spot, mirrored

if TYPE_CHECKING:
    from wallclient.demo.scenes.rooms.sitter import Sitter


def back_hair(pen: Pen, who: Sitter, hair: Colour) -> None:
    """What hangs behind the neck."""
    dark = dim(hair, 0.82)
    if who.hairdo == "bob":
        pen.shape(
            mirrored(
                [
                    (0.0, -0.55),
                    (0.3, -0.48),
                    (0.45, -0.2),
                    (0.47, 0.15),
                    (0.44, 0.46),
                    (0.3, 0.54),
                    (0.0, 0.5),
                ]
            ),
            dark,
        )
    elif who.hairdo == "tail":
        pen.shape([(0.2, 0.1), (0.4, 0.2), (0.44, 0.6), (0.34, 0.86), (0.24, 0.6)], dark)
    elif who.hairdo == "bun":
        pen.oval(0.06, -0.56, 0.17, 0.14, dark)


def front_hair(pen: Pen, who: Sitter, hair: Colour, dx: float) -> None:
    w = who.wide
    if who.hat == "helmet":
        for side in (-1, 1):
            pen.shape(
                [
                    (side * 0.36 * w, -0.2),
                    (side * 0.385 * w, -0.02),
                    (side * 0.345 * w, 0.06),
                    (side * 0.325 * w, -0.1),
                ],
                hair,
                smooth=False,
            )
        return
    draw = {"crop": _crop, "parting": _parting, "bob": _bob, "tail": _swept, "bun": _swept, "thin": _thin}[
        who.hairdo
    ]
    draw(pen, hair, w, dx)


def _cap_of_hair(pen: Pen, hair: Colour, w: float, line: list[Spot], *, thick: float = 0.0) -> None:
    """Hair over the skull down to a hairline, with a sheen."""
    t = thick
    crown: list[Spot] = [
        (-0.355 * w, 0.0),
        (-0.395 * w - t, -0.18),
        (-0.33 * w - t, -0.42 - t),
        (-0.15, -0.545 - t),
        (0.05, -0.56 - t),
        (0.24, -0.505 - t),
        (0.37 * w + t, -0.34),
        (0.395 * w + t, -0.15),
        (0.355 * w, 0.0),
    ]
    pen.shape([*crown, *line], hair)
    pen.shape(
        [
            (0.12, -0.53 - t),
            (0.3 * w, -0.44 - t * 0.5),
            (0.392 * w + t, -0.17),
            (0.356 * w, -0.02),
            (0.33 * w, -0.2),
            (0.25, -0.36),
        ],
        dim(hair, 0.8),
        0.7,
    )
    pen.shape(
        [(-0.28 * w, -0.37), (-0.12, -0.49 - t), (0.04, -0.49 - t), (-0.1, -0.425), (-0.24 * w, -0.3)],
        dim(hair, 1.3),
        0.5,
    )


def _crop(pen: Pen, hair: Colour, w: float, dx: float) -> None:
    line = [
        (0.325 * w, -0.1),
        (0.3 * w, -0.22),
        (0.2 + dx, -0.29),
        (0.04 + dx, -0.265),
        (-0.1 + dx, -0.3),
        (-0.24 * w + dx * 0.5, -0.27),
        (-0.31 * w, -0.2),
        (-0.33 * w, -0.08),
    ]
    _cap_of_hair(pen, hair, w, line)


def _parting(pen: Pen, hair: Colour, w: float, dx: float) -> None:
    line = [
        (0.325 * w, -0.06),
        (0.315 * w, -0.18),
        (0.23 + dx, -0.22),
        (0.08 + dx, -0.27),
        (-0.08 + dx, -0.36),
        (-0.16 + dx, -0.385),
        (-0.25 * w, -0.3),
        (-0.32 * w, -0.16),
        (-0.335 * w, -0.05),
    ]
    _cap_of_hair(pen, hair, w, line, thick=0.018)
    pen.stroke([(-0.15 + dx, -0.385), (-0.12 + dx, -0.47), (-0.04, -0.55)], 0.008, dim(hair, 0.7))


def _bob(pen: Pen, hair: Colour, w: float, dx: float) -> None:
    line = [
        (0.3 * w, -0.14),
        (0.24 * w + dx, -0.19),
        (0.1 + dx, -0.165),
        (-0.04 + dx, -0.175),
        (-0.18 + dx, -0.165),
        (-0.27 * w + dx, -0.15),
        (-0.31 * w, -0.1),
    ]
    _cap_of_hair(pen, hair, w, line, thick=0.03)
    for side in (-1, 1):
        lock = [
            (0.3 * w, -0.2),
            (0.395 * w + 0.03, -0.15),
            (0.44, 0.1),
            (0.435, 0.4),
            (0.39, 0.5),
            (0.325 * w, 0.42),
            (0.315 * w, 0.15),
        ]
        pen.shape([(side * x, y) for x, y in lock], dim(hair, 0.86 if side > 0 else 1.0))
        pen.stroke([(side * 0.37, -0.05), (side * 0.385, 0.2), (side * 0.37, 0.42)], 0.008, dim(hair, 0.75))


def _swept(pen: Pen, hair: Colour, w: float, dx: float) -> None:
    line = [
        (0.33 * w, -0.04),
        (0.3 * w, -0.2),
        (0.19 + dx, -0.32),
        (0.05 + dx, -0.37),
        (-0.08 + dx, -0.36),
        (-0.22 * w + dx, -0.28),
        (-0.31 * w, -0.16),
        (-0.335 * w, -0.02),
    ]
    _cap_of_hair(pen, hair, w, line, thick=0.008)
    for x in (-0.18, -0.04, 0.12):
        pen.stroke([(x + dx, -0.35), (x * 0.8, -0.44), (x * 0.4, -0.55)], 0.007, dim(hair, 0.76))


def _thin(pen: Pen, hair: Colour, w: float, dx: float) -> None:
    """Bald on top, hair at the sides."""
    for side in (-1, 1):
        patch = [
            (0.31 * w, -0.26),
            (0.385 * w, -0.2),
            (0.39 * w, -0.05),
            (0.355 * w, 0.02),
            (0.325 * w, -0.08),
        ]
        pen.shape([(side * x, y) for x, y in patch], hair)
    pen.stroke([(-0.2 * w + dx, -0.44), (0.0 + dx, -0.475), (0.2 * w + dx, -0.44)], 0.03, hair, 0.4)
