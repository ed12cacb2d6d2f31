"""What is worn on the head: helmet, cap, glasses, headset.

Rule: head coordinates, as in `head`; `dx` and `dy` shift what turns with the face.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import Colour, dim
from wallclient.demo.scenes.rooms.sketch import Pen, Spot, mirrored

if TYPE_CHECKING:
    from wallclient.demo.scenes.rooms.sitter import Sitter


_DOME: tuple[Spot, ...] = (
    (0.0, -0.68),
    (0.12, -0.655),
    (0.33, -0.55),
    (0.43, -0.36),
    (0.43, -0.17),
    (0.0, -0.13),
)
_DOME_SHADE: tuple[Spot, ...] = (
    (0.14, -0.64), (0.33, -0.55), (0.43, -0.36), (0.43, -0.17), (0.24, -0.15), (0.29, -0.36),
)  # fmt: skip
_DOME_SHEEN: tuple[Spot, ...] = ((-0.36, -0.38), (-0.26, -0.53), (-0.14, -0.6), (-0.2, -0.48), (-0.27, -0.33))


def helmet(pen: Pen, colour: Colour, dx: float) -> None:
    """A hard hat with its strap."""
    for side in (-1, 1):
        strap = [(side * 0.36, -0.16), (side * 0.34, 0.2), (side * 0.13, 0.5)]
        pen.stroke(strap, 0.014, (64, 62, 58), 0.9)
    shadow = [(-0.34, -0.14), (0.34, -0.14), (0.33, -0.04), (dx, -0.07), (-0.33, -0.04)]
    pen.shape(shadow, (40, 36, 34), 0.35)
    pen.shape(mirrored(_DOME), colour)
    pen.shape(_DOME_SHADE, dim(colour, 0.8), 0.8)
    pen.shape(_DOME_SHEEN, dim(colour, 1.16), 0.7)
    for x in (-0.1, 0.1):
        rib = [(x * 0.9 + dx, -0.15), (x * 1.1 + dx, -0.42), (x * 0.7 + dx, -0.655)]
        pen.stroke(rib, 0.016, dim(colour, 0.86))
    upper = [
        (-0.52, -0.115),
        (-0.43, -0.2),
        (-0.2, -0.165),
        (dx, -0.155),
        (0.2, -0.165),
        (0.43, -0.2),
        (0.52, -0.115),
    ]
    lower = [(0.3, -0.105), (dx, -0.085), (-0.3, -0.105)]
    pen.shape([*upper, *lower], dim(colour, 1.06))
    edge = [(-0.5, -0.112), (-0.3, -0.1), (dx, -0.08), (0.3, -0.1), (0.5, -0.112)]
    pen.stroke(edge, 0.012, dim(colour, 0.7))


def cap(pen: Pen, colour: Colour, dx: float, dy: float) -> None:
    pen.shape(
        [(-0.33, -0.16), (0.33, -0.16), (0.3, -0.07), (0.0 + dx, -0.09), (-0.3, -0.07)], (40, 36, 34), 0.35
    )
    crown = [
        (-0.385, -0.22),
        (-0.47, -0.42),
        (-0.36, -0.56),
        (0.0, -0.64),
        (0.36, -0.56),
        (0.47, -0.42),
        (0.385, -0.22),
        (0.0, -0.2),
    ]
    pen.shape(crown, colour)
    pen.shape(
        [(0.1, -0.62), (0.36, -0.56), (0.47, -0.42), (0.385, -0.22), (0.28, -0.24)], dim(colour, 0.82), 0.8
    )
    pen.shape(
        [(-0.39, -0.31), (0.0 + dx, -0.29), (0.39, -0.31), (0.385, -0.2), (0.0 + dx, -0.175), (-0.385, -0.2)],
        dim(colour, 0.7),
    )
    pen.oval(0.0 + 1.3 * dx, -0.4, 0.055, 0.065, (132, 118, 84))
    visor = [
        (-0.34, -0.2),
        (0.0 + dx, -0.175),
        (0.34, -0.2),
        (0.27 + dx, -0.115 + dy),
        (0.0 + 1.3 * dx, -0.08 + dy),
        (-0.27 + dx, -0.115 + dy),
    ]
    pen.shape(visor, (40, 40, 42))
    pen.stroke(
        [(-0.2 + dx, -0.125 + dy), (0.0 + 1.3 * dx, -0.1 + dy), (0.2 + dx, -0.125 + dy)],
        0.01,
        (84, 84, 86),
        0.8,
    )


def glasses(pen: Pen, who: Sitter, dx: float, dy: float) -> None:
    rim = (50, 50, 50)
    for side in (-1, 1):
        x, y = side * 0.155 * who.wide + 1.1 * dx, 0.028 + dy
        box = [
            (x - 0.098, y - 0.05),
            (x, y - 0.062),
            (x + 0.098, y - 0.05),
            (x + 0.09, y + 0.045),
            (x, y + 0.06),
            (x - 0.09, y + 0.045),
        ]
        pen.shape(box, (150, 156, 158), 0.14)
        pen.stroke([*box, box[0]], 0.012, rim)
        pen.stroke([(x + side * 0.098, y - 0.03), (side * 0.345 * who.wide, y - 0.02)], 0.012, rim)
    pen.stroke(
        [(-0.058 + 1.1 * dx, 0.01 + dy), (0.0 + 1.15 * dx, -0.004 + dy), (0.058 + 1.1 * dx, 0.01 + dy)],
        0.012,
        rim,
    )


def headset(pen: Pen, light: float, dx: float) -> None:
    tone = dim((58, 60, 62), light)
    pen.stroke(
        [(-0.4, 0.02), (-0.42, -0.3), (-0.22, -0.57), (0.0, -0.61), (0.22, -0.57), (0.42, -0.3), (0.4, 0.02)],
        0.035,
        tone,
    )
    for side in (-1, 1):
        pen.oval(side * 0.4, 0.07, 0.055, 0.1, dim(tone, 1.2))
    pen.stroke([(-0.4, 0.14), (-0.36, 0.3), (-0.16 + dx, 0.38)], 0.014, tone)
    pen.oval(-0.15 + dx, 0.38, 0.026, 0.02, dim(tone, 0.8))
