"""Heads: face, hair, hats, glasses.

Rule: head coordinates: y from -0.5 (crown) to 0.5 (chin), unit the head's height; light falls from the left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import Colour, dim, mix
from wallclient.demo.scenes.rooms.sketch import Pen, Spot, mirrored

if TYPE_CHECKING:
    from wallclient.demo.scenes.rooms.acting import Mien
    from wallclient.demo.scenes.rooms.sitter import Sitter

_FACE: tuple[Spot, ...] = (
    (0.0, -0.48), (0.2, -0.45), (0.32, -0.32), (0.355, -0.12), (0.35, 0.08), (0.32, 0.25),
    (0.245, 0.39), (0.12, 0.48), (0.0, 0.5),
)  # fmt: skip


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
    _front_hair(pen, who, hair, dx)
    if who.hat == "helmet":
        _helmet(pen, dim(who.hat_colour, light), dx)
    elif who.hat == "cap":
        _cap(pen, dim(who.coat, light * 0.9), dx, dy)
    if who.headset:
        _headset(pen, light, dx)


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
    nose = dim(skin, 0.8)
    pen.shape(
        [
            (0.012 + 1.2 * dx, -0.02 + dy),
            (0.05 + 1.45 * dx, 0.16 + dy),
            (0.052 + 1.4 * dx, 0.195 + dy),
            (0.0 + 1.4 * dx, 0.205 + dy),
            (0.018 + 1.35 * dx, 0.12 + dy),
        ],
        nose,
        0.7,
    )
    pen.stroke(
        [(-0.048 + 1.4 * dx, 0.192 + dy), (0.0 + 1.45 * dx, 0.212 + dy), (0.05 + 1.4 * dx, 0.192 + dy)],
        0.011,
        dim(skin, 0.68),
    )
    pen.shape(
        [
            (-0.02 + 1.3 * dx, 0.03 + dy),
            (0.004 + 1.35 * dx, 0.03 + dy),
            (0.0 + 1.5 * dx, 0.16 + dy),
            (-0.022 + 1.45 * dx, 0.16 + dy),
        ],
        dim(skin, 1.1),
        0.5,
    )
    _mouth(pen, mien, skin, 1.1 * dx, 0.315 + 1.1 * dy)
    if who.age > 0.6:
        for side in (-1, 1):
            pen.stroke(
                [
                    (side * 0.09 + dx, 0.19 + dy),
                    (side * 0.13 + dx, 0.27 + dy),
                    (side * 0.135 + dx, 0.31 + dy),
                ],
                0.008,
                dim(skin, 0.8),
                0.8,
            )
    if who.glasses:
        _glasses(pen, who, dx, dy)


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
    corner = y - 0.010 * mien.smile + 0.2 * drop
    upper = [
        (x - half, corner),
        (x - half * 0.4, y - 0.019),
        (x, y - 0.012),
        (x + half * 0.4, y - 0.019),
        (x + half, corner),
        (x + half * 0.3, y + 0.004),
        (x - half * 0.3, y + 0.004),
    ]
    lower = [
        (x - half * 0.92, corner + 0.002),
        (x - half * 0.4, y + drop + 0.006),
        (x + half * 0.4, y + drop + 0.006),
        (x + half * 0.92, corner + 0.002),
        (x + half * 0.45, y + drop + 0.030),
        (x - half * 0.45, y + drop + 0.030),
    ]
    if open_ > 0.06:
        inside = [
            (x - half * 0.9, corner),
            (x - half * 0.3, y - 0.003),
            (x + half * 0.3, y - 0.003),
            (x + half * 0.9, corner),
            (x + half * 0.4, y + drop + 0.014),
            (x - half * 0.4, y + drop + 0.014),
        ]
        pen.shape(inside, (60, 40, 38))
        if open_ > 0.3:
            pen.shape(
                [
                    (x - half * 0.5, y),
                    (x + half * 0.5, y),
                    (x + half * 0.4, y + 0.014),
                    (x - half * 0.4, y + 0.014),
                ],
                (150, 144, 134),
                0.85,
            )
    pen.shape(lower, dim(lip, 1.06))
    pen.shape(upper, dim(lip, 0.9))
    if open_ <= 0.06:
        pen.stroke([(x - half, corner), (x, y + 0.004), (x + half, corner)], 0.008, dim(lip, 0.6))
    pen.stroke(
        [(x - half * 0.4, y + drop + 0.052), (x + half * 0.4, y + drop + 0.052)], 0.007, dim(skin, 0.8), 0.7
    )


def _front_hair(pen: Pen, who: Sitter, hair: Colour, dx: float) -> None:
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


def _helmet(pen: Pen, colour: Colour, dx: float) -> None:
    strap = (64, 62, 58)
    for side in (-1, 1):
        pen.stroke([(side * 0.36, -0.16), (side * 0.34, 0.2), (side * 0.13, 0.5)], 0.014, strap, 0.9)
    pen.shape(
        [(-0.34, -0.14), (0.34, -0.14), (0.33, -0.04), (0.0 + dx, -0.07), (-0.33, -0.04)], (40, 36, 34), 0.35
    )
    dome = [
        (-0.43, -0.17),
        (-0.43, -0.36),
        (-0.33, -0.55),
        (-0.12, -0.655),
        (0.12, -0.655),
        (0.33, -0.55),
        (0.43, -0.36),
        (0.43, -0.17),
        (0.0, -0.13),
    ]
    pen.shape(dome, colour)
    pen.shape(
        [(0.14, -0.64), (0.33, -0.55), (0.43, -0.36), (0.43, -0.17), (0.24, -0.15), (0.29, -0.36)],
        dim(colour, 0.8),
        0.8,
    )
    pen.shape(
        [(-0.36, -0.38), (-0.26, -0.53), (-0.14, -0.6), (-0.2, -0.48), (-0.27, -0.33)], dim(colour, 1.16), 0.7
    )
    for x in (-0.1, 0.1):
        pen.stroke(
            [(x * 0.9 + dx, -0.15), (x * 1.1 + dx, -0.42), (x * 0.7 + dx, -0.655)], 0.016, dim(colour, 0.86)
        )
    brim = [
        (-0.52, -0.115),
        (-0.43, -0.2),
        (-0.2, -0.165),
        (0.0 + dx, -0.155),
        (0.2, -0.165),
        (0.43, -0.2),
        (0.52, -0.115),
        (0.3, -0.105),
        (0.0 + dx, -0.085),
        (-0.3, -0.105),
    ]
    pen.shape(brim, dim(colour, 1.06))
    pen.stroke(
        [(-0.5, -0.112), (-0.3, -0.1), (0.0 + dx, -0.08), (0.3, -0.1), (0.5, -0.112)], 0.012, dim(colour, 0.7)
    )


def _cap(pen: Pen, colour: Colour, dx: float, dy: float) -> None:
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


def _glasses(pen: Pen, who: Sitter, dx: float, dy: float) -> None:
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


def _headset(pen: Pen, light: float, dx: float) -> None:
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
