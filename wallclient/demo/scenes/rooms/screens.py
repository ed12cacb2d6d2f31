"""A wall of screens behind an operator, each showing something quiet.

Rule: screens change softly and together come back to where they began.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from PIL import Image

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import TURN, Loop, smooth
from wallclient.demo.scenes.drawing.palette import mix
from wallclient.demo.scenes.rooms.places import rect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from wallclient.demo.scenes.drawing.canvas import Mover
    from wallclient.demo.scenes.rooms.backdrop import Backdrop
    from wallclient.demo.scenes.rooms.sketch import Pen, Spot

_WIDE, _TALL = 0.368, 0.164


def screens(backdrop: Backdrop, loop: Loop, rng: Random) -> Mover:
    """A wall of screens, each showing something quiet; one after another they change."""
    kinds: list[_View] = [rng.choice((_map, _street, _bars, _street, _lines)) for _ in range(18)]
    seeds = [rng.random() for _ in range(18)]
    steps = 8

    def view(step: int) -> Image.Image:
        def paint(pen: Pen) -> None:
            for i in range(18):
                x0, y0 = -1.17 + (i % 6) * 0.39, 0.06 + (i // 6) * 0.185
                rect(pen, x0, y0, x0 + 0.38, y0 + 0.176, (38, 39, 39))
                kinds[i](pen, (x0 + 0.006, y0 + 0.006), seeds[i], (step + i) % steps / steps)

        return backdrop.picture(paint).crop(
            (0, 0, backdrop.camera.width_px, round(0.62 * backdrop.camera.height_px))
        )

    views = [view(k) for k in range(steps)]
    cycles = loop.cycles(8.0)

    def at(t: float) -> Iterable[Drawable]:
        at_step = t * cycles * steps
        a, b = views[int(at_step) % steps], views[(int(at_step) + 1) % steps]
        shown = Image.blend(a, b, smooth((at_step % 1.0) * 2 - 1))
        top = round(0.055 * backdrop.camera.height_px)

        def paint(canvas: Canvas) -> None:
            canvas.image.paste(
                shown.crop((0, top, shown.width, shown.height)), (-canvas.origin[0], top - canvas.origin[1])
            )

        return (Drawable(1000.0, (0, top, shown.width, shown.height), paint, detail=1),)

    return at


_View: TypeAlias = "Callable[[Pen, Spot, float, float], None]"


def _map(pen: Pen, corner: Spot, seed: float, phase: float) -> None:
    """Streets, and somebody on a round."""
    x, y = corner
    rect(pen, x, y, x + _WIDE, y + _TALL, (66, 72, 72))
    for k in range(5):
        u = (k + seed) / 5.5
        pen.stroke([(x + _WIDE * u, y), (x + _WIDE * (u * 0.8 + 0.1), y + _TALL)], 0.005, (98, 102, 98))
        pen.stroke([(x, y + _TALL * u), (x + _WIDE, y + _TALL * (0.9 * u + 0.05))], 0.004, (98, 102, 98))
    a = TURN * (phase + seed)
    spot = x + _WIDE * (0.5 + 0.25 * math.cos(a)), y + _TALL * (0.5 + 0.25 * math.sin(a))
    pen.oval(*spot, 0.012, 0.012, (168, 146, 92))


def _street(pen: Pen, corner: Spot, seed: float, phase: float) -> None:
    """A road with one car on it."""
    x, y = corner
    rect(pen, x, y, x + _WIDE, y + _TALL * 0.4, (134, 136, 130))
    rect(pen, x, y + _TALL * 0.4, x + _WIDE, y + _TALL, (98, 97, 90))
    road = ((0.45, 0.4), (0.55, 0.4), (0.9, 1.0), (0.1, 1.0))
    pen.shape([(x + _WIDE * u, y + _TALL * v) for u, v in road], (76, 77, 73), smooth=False)
    rect(pen, x, y + _TALL * 0.1, x + _WIDE * 0.3, y + _TALL * 0.55, (116, 110, 100))
    near = 0.42 + 0.5 * ((phase + seed) % 1.0)
    across = x + _WIDE * (0.55 + 0.2 * (near - 0.42))
    pen.oval(across, y + _TALL * near, 0.02 * near, 0.014 * near, (168, 166, 158))


def _bars(pen: Pen, corner: Spot, seed: float, phase: float) -> None:
    x, y = corner
    rect(pen, x, y, x + _WIDE, y + _TALL, (56, 60, 60))
    for k in range(8):
        high = 0.3 + 0.5 * abs(math.sin(seed * 9 + k * 1.7 + 0.5 * math.sin(TURN * phase)))
        left = x + _WIDE * (0.08 + k * 0.108)
        rect(
            pen, left, y + _TALL * (0.92 - high * 0.8), left + _WIDE * 0.07, y + _TALL * 0.92, (118, 130, 126)
        )


def _lines(pen: Pen, corner: Spot, seed: float, phase: float) -> None:
    """Rows of a list, one of them marked."""
    x, y = corner
    rect(pen, x, y, x + _WIDE, y + _TALL, (52, 55, 55))
    for k in range(5):
        part = 0.08 + 0.8 * (0.35 + 0.5 * ((seed * 7 + k * 0.37) % 1.0))
        tone = mix((84, 92, 92), (150, 150, 140), 0.5 if (k + int(phase * 8)) % 5 == 0 else 0.1)
        top = y + _TALL * (0.12 + k * 0.17)
        rect(pen, x + _WIDE * 0.08, top, x + _WIDE * part, top + _TALL * 0.08, tone)
