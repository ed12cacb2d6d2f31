"""Who sits before the camera: looks by the dice, and the figure drawn head and shoulders.

Rule: head coordinates run from the crown (y = -0.5) to the chin (0.5); bust coordinates from the chin down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import HAIR, SKIN, Colour, dim, mix, varied
from wallclient.demo.scenes.rooms import head
from wallclient.demo.scenes.rooms.clothes import dress
from wallclient.demo.scenes.rooms.hair import back_hair
from wallclient.demo.scenes.rooms.sketch import Frame, Pen

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.rooms.acting import Mien

HEAD = 0.37
"""Height of the head in units of the frame."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """One person's appearance."""

    skin: Colour
    hair: Colour
    hairdo: str
    """crop, parting, bob, tail, bun or thin."""
    clothes: str
    """jacket, shirt, knit, uniform, workwear or coat."""
    coat: Colour
    shirt: Colour
    hat: str = ""
    """helmet, cap or nothing."""
    hat_colour: Colour = (137, 121, 87)
    glasses: bool = False
    headset: bool = False
    wide: float = 1.0
    """Of the face."""
    age: float = 0.3
    """0 young to 1 old."""


_COATS: dict[str, tuple[Colour, ...]] = {
    "jacket": ((54, 58, 66), (64, 60, 58), (58, 66, 62), (74, 68, 66)),
    "shirt": ((118, 122, 126), (104, 114, 122), (126, 122, 114), (92, 104, 112)),
    "knit": ((84, 72, 68), (74, 84, 84), (96, 86, 76), (86, 78, 90), (70, 80, 70)),
    "uniform": ((64, 74, 88), (58, 64, 72), (70, 80, 84)),
    "workwear": ((72, 82, 94), (92, 80, 64), (66, 74, 70)),
    "coat": ((150, 150, 144), (144, 148, 148)),
}


def sitter(rng: Random, *, clothes: str, hat: str = "", woman: bool | None = None) -> Sitter:
    """Somebody dressed like that; the rest by the dice."""
    is_woman = rng.random() < 0.45 if woman is None else woman
    age = rng.random()
    hairdo = (
        rng.choice(("bob", "bob", "tail", "bun", "parting"))
        if is_woman
        else rng.choices(("crop", "parting", "thin"), (4, 3, 1 + 2 * age))[0]
    )
    grey = age > 0.7 and rng.random() < 0.7
    hair = mix(HAIR[2], (118, 116, 112), 0.55) if grey else rng.choice(HAIR[:3])
    return Sitter(
        skin=varied(rng, rng.choice(SKIN), 5),
        hair=hair,
        hairdo=hairdo,
        clothes=clothes,
        coat=varied(rng, rng.choice(_COATS[clothes]), 5),
        shirt=varied(rng, rng.choice(((134, 134, 130), (116, 122, 128), (124, 118, 108), (98, 104, 112))), 5),
        hat=hat,
        hat_colour=varied(rng, rng.choice(((137, 121, 87), (134, 130, 118), (96, 110, 122))), 4),
        glasses=rng.random() < 0.32,
        headset=False,
        wide=rng.uniform(0.95, 1.05) * (0.96 if is_woman else 1.0),
        age=age,
    )


def draw_sitter(canvas: Canvas, who: Sitter, frame: Frame, mien: Mien, light: float) -> None:
    """The figure in a frame whose origin is the chin at rest and whose unit is about the picture's height."""
    body = Frame((frame.origin[0] + 0.006 * mien.sway * frame.unit, frame.origin[1]), frame.unit, frame.turn)
    bust = Pen(canvas, body)
    skull = body.within(
        0.010 * mien.sway + 0.006 * mien.yaw,
        -HEAD * 0.5 - 0.003 * mien.breath + 0.010 * mien.pitch,
        HEAD,
        0.045 * mien.tilt + 0.01 * mien.yaw,
    )
    pen = Pen(canvas, skull)
    tone = _Tones(who, light)
    back_hair(pen, who, tone.hair)
    _neck(bust, tone, mien)
    dress(bust, who, mien, light)
    head.draw_head(pen, who, mien, tone.skin, tone.hair, light)


class _Tones:
    def __init__(self, who: Sitter, light: float) -> None:
        self.skin = dim(who.skin, light)
        self.hair = dim(who.hair, light)


def _neck(pen: Pen, tone: _Tones, mien: Mien) -> None:
    rise = -0.004 * mien.breath
    neck = dim(tone.skin, 0.9)
    outline = [
        (-0.082, -0.12),
        (0.082, -0.12),
        (0.086, 0.02),
        (0.13, 0.09 + rise),
        (0.0, 0.17),
        (-0.13, 0.09 + rise),
        (-0.086, 0.02),
    ]
    pen.shape(outline, neck)
    # The chin's shadow.
    pen.shape(
        [(-0.084, -0.1), (0.084, -0.1), (0.088, 0.0), (0.03, 0.045), (-0.05, 0.035), (-0.088, -0.01)],
        dim(tone.skin, 0.66),
        0.8,
    )
