"""What stirs behind the sitters: screens, lights, traffic outside a window, a road running past.

Rule: all of it is soft and slow; the face stays the liveliest thing in the picture.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from PIL import Image, ImageFilter

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import Loop, journeys, wave
from wallclient.demo.scenes.drawing.palette import CROWNS, OVERCAST, WALLS, Colour, dim, mix, varied
from wallclient.demo.scenes.rooms.places import rect
from wallclient.demo.scenes.rooms.sketch import Frame, Pen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from wallclient.demo.scenes.drawing.canvas import Mover
    from wallclient.demo.scenes.drawing.perspective import Box, Camera
    from wallclient.demo.scenes.rooms.backdrop import Backdrop


Window: TypeAlias = tuple[float, float, float, float]
"""x0, y0, x1, y1 in backdrop coordinates."""


def whole(camera: Camera) -> Frame:
    return Frame((camera.width_px / 2, 0.0), camera.height_px)


def region(camera: Camera, x0: float, y0: float, x1: float, y1: float) -> Box:
    h, middle = camera.height_px, camera.width_px / 2
    return middle + x0 * h, y0 * h, middle + x1 * h, y1 * h


def beacon(camera: Camera, loop: Loop, x: float, y: float, colour: Colour) -> Mover:
    """A warning light that turns: a soft glow that comes and goes."""
    turns = loop.cycles(1.4)
    box = region(camera, x - 0.1, y - 0.1, x + 0.1, y + 0.1)

    def at(t: float) -> Iterable[Drawable]:
        level = max(0.0, wave(t, turns)) ** 2

        def paint(canvas: Canvas) -> None:
            pen = Pen(canvas, whole(camera))
            for k in range(8):
                pen.oval(x, y, 0.08 * (1 - k / 8), 0.07 * (1 - k / 8), colour, 0.07 * level)
            pen.oval(x, y, 0.022, 0.016, mix((96, 88, 74), colour, level))

        return (Drawable(880.0, box, paint, detail=1),)

    return at


def outside(backdrop: Backdrop, loop: Loop, rng: Random, window: Window) -> Mover:
    """A window to the road, with traffic going by."""
    x0, y0, x1, y1 = window
    camera = backdrop.camera
    left, top, right, bottom = (round(v) for v in region(camera, *window))
    view = _view_out(backdrop, rng, window).crop((left, top, right, bottom))
    bars = _bars(backdrop, window)
    cars = [varied(rng, c, 6) for c in ((150, 148, 140), (78, 84, 94), (104, 82, 74))]
    laps, start = loop.laps(5.0), rng.random()
    road = y0 + (y1 - y0) * 0.9

    def at(t: float) -> Iterable[Drawable]:
        picture = view.copy()
        pen = Pen(Canvas(picture, camera, backdrop.light, origin=(left, top)), whole(camera))
        for i, colour in enumerate(cars):
            for p in journeys(laps, start + (i + 0.2 * i * i) / (3 * laps), t):
                x = x0 - 0.2 + (x1 - x0 + 0.4) * (p if i != 1 else 1 - p)
                _far_car(pen, x, road - (0.03 if i == 1 else 0.0), colour)
        soft = picture.filter(ImageFilter.GaussianBlur(0.004 * camera.height_px))
        soft.paste(bars, (0, 0), bars)

        def paint(canvas: Canvas) -> None:
            canvas.image.paste(soft, (left - canvas.origin[0], top - canvas.origin[1]))

        return (Drawable(990.0, (left + 2, top + 2, right - 2, bottom - 2), paint, detail=1),)

    return at


_BODY = (
    (-0.11, 0.0), (-0.10, -0.045), (-0.05, -0.055), (-0.025, -0.09), (0.045, -0.09), (0.075, -0.05),
    (0.11, -0.04), (0.112, 0.0),
)  # fmt: skip
_PANES = ((-0.035, -0.052), (-0.015, -0.082), (0.04, -0.082), (0.06, -0.052))


def _far_car(pen: Pen, x: float, y: float, colour: Colour) -> None:
    pen.shape([(x + dx, y + dy) for dx, dy in _BODY], colour)
    pen.shape([(x + dx, y + dy) for dx, dy in _PANES], (62, 66, 68))


def _view_out(backdrop: Backdrop, rng: Random, window: Window) -> Image.Image:
    x0, y0, x1, y1 = window
    houses = [
        (rng.uniform(0.1, 0.2), rng.uniform(0.25, 0.6), varied(rng, rng.choice(WALLS), 6)) for _ in range(12)
    ]

    def paint(pen: Pen) -> None:
        rect(pen, x0, y0, x1, y1, (156, 158, 151))
        x = x0
        for wide, tall, colour in houses:
            rect(pen, x, y1 - (y1 - y0) * (0.2 + tall), x + wide, y1, mix(colour, (150, 150, 142), 0.35))
            x += wide
        rect(pen, x0, y0 + (y1 - y0) * 0.76, x1, y1, (84, 84, 80))
        for k in range(5):
            cx = x0 + (x1 - x0) * (k + 0.4) / 5
            for j in range(6):
                pen.oval(
                    cx + 0.03 * math.cos(j * 2.2),
                    y0 + (y1 - y0) * 0.6 + 0.025 * math.sin(j * 3.1),
                    0.04,
                    0.04,
                    dim(CROWNS[k % 4], 0.9 + 0.06 * j),
                )

    return backdrop.picture(paint)


def _bars(backdrop: Backdrop, window: Window) -> Image.Image:
    x0, y0, x1, y1 = window

    def paint(pen: Pen) -> None:
        wide, tall = x1 - x0, y1 - y0
        for part in (0.0, 0.5, 1.0):
            rect(
                pen,
                -wide / 2 + part * wide - 0.012,
                -tall,
                -wide / 2 + part * wide + 0.012,
                0.0,
                (138, 136, 127),
            )
        for part in (0.0, 0.34, 1.0):
            rect(pen, -wide / 2, -part * tall - 0.01, wide / 2, -part * tall + 0.01, (138, 136, 127))

    sprite = backdrop.sprite(x1 - x0, y1 - y0, paint)
    h = backdrop.camera.height_px
    left, top = (sprite.width - round((x1 - x0) * h)) // 2, (sprite.height - round((y1 - y0) * h)) // 2
    return sprite.crop((left, top, left + round((x1 - x0) * h), top + round((y1 - y0) * h)))


def road_past(backdrop: Backdrop, loop: Loop, rng: Random) -> Mover:
    """Houses and trees running past the side windows of a moving car: one long strip that repeats."""
    camera = backdrop.camera
    top, bottom = 0.10, 0.60
    box = (0, round(top * camera.height_px), camera.width_px, round(bottom * camera.height_px))
    strip = _strip(backdrop, rng, box[3] - box[1])
    rounds = loop.cycles(9.0)
    panes = _cabin_mask(camera, box)

    def at(t: float) -> Iterable[Drawable]:
        offset = round((t * rounds % 1.0) * strip.width) % strip.width
        shown = Image.new("RGB", (box[2], box[3] - box[1]))
        shown.paste(strip, (-offset, 0))
        while offset and strip.width - offset < shown.width:
            shown.paste(strip, (strip.width - offset, 0))
            offset -= strip.width
            if offset <= 0:
                break

        def paint(canvas: Canvas) -> None:
            canvas.image.paste(shown, (-canvas.origin[0], box[1] - canvas.origin[1]), panes)

        return (Drawable(1000.0, box, paint, detail=1),)

    return at


def _strip(backdrop: Backdrop, rng: Random, height_px: int) -> Image.Image:
    """What lies along the road, 3.4 picture heights of it at least, blurred along the way; its ends meet."""
    camera = backdrop.camera
    length = max(3.4, camera.width_px / camera.height_px * 1.5)
    wide = round(length * camera.height_px)
    image = Image.new("RGB", (wide, height_px), (152, 154, 147))
    pen = Pen(Canvas(image, camera, backdrop.light), Frame((0.0, 0.0), camera.height_px))
    _roadside(pen, rng, length, height_px / camera.height_px)
    wrapped = Image.new("RGB", (wide * 3, height_px))
    for k in range(3):
        wrapped.paste(image, (k * wide, 0))
    narrow = wrapped.resize((max(3, wide * 3 // 14), height_px), Image.Resampling.BOX)
    streaked = narrow.resize(wrapped.size, Image.Resampling.BICUBIC)
    return streaked.filter(ImageFilter.GaussianBlur(0.004 * camera.height_px)).crop(
        (wide, 0, 2 * wide, height_px)
    )


def _roadside(pen: Pen, rng: Random, length: float, tall: float) -> None:
    """Houses with windows, trees before them."""
    x = 0.0
    while x < length - 0.12:
        front = min(rng.uniform(0.25, 0.5), length - x)
        wall = varied(rng, rng.choice(WALLS), 6)
        roof = tall * rng.uniform(0.02, 0.4)
        rect(pen, x, roof, x + front - 0.02, tall, mix(wall, (150, 150, 143), 0.2))
        for k in range(int(front / 0.09)):
            for j in range(5):
                left, top = x + 0.02 + k * 0.09, roof + 0.04 + j * 0.1
                rect(pen, left, top, left + 0.04, top + 0.05, dim(wall, 0.72))
        x += front
    for k in range(7):
        cx = 0.15 + (length - 0.3) * k / 6.4
        for j in range(9):
            spot = cx + 0.07 * math.cos(j * 2.4), tall * 0.62 + 0.06 * math.sin(j * 1.7)
            pen.oval(*spot, 0.07, 0.06, dim(CROWNS[k % 4], 0.8 + 0.05 * j))
        rect(pen, cx - 0.012, tall * 0.7, cx + 0.012, tall, (64, 58, 50))


def _cabin_mask(camera: Camera, box: tuple[int, int, int, int]) -> Image.Image:
    """The panes between roof, pillar and head rest."""
    fine = 3
    mask = Image.new("RGB", (box[2] * fine, (box[3] - box[1]) * fine))
    pen = Pen(Canvas(mask, camera, OVERCAST, origin=(0, box[1]), scale=fine), whole(camera))
    white, black = (255, 255, 255), (0, 0, 0)
    pen.shape([(-1.5, 0.15), (-0.66, 0.13), (-0.56, 0.56), (-1.5, 0.56)], white, smooth=False)
    pen.shape([(-0.60, 0.13), (0.66, 0.13), (0.76, 0.56), (-0.50, 0.56)], white, smooth=False)
    pen.shape([(0.74, 0.13), (1.5, 0.15), (1.5, 0.56), (0.84, 0.56)], white, smooth=False)
    pen.shape([(-0.38, 0.66), (-0.32, 0.48), (-0.18, 0.40), (0.30, 0.40), (0.44, 0.48), (0.50, 0.66)], black)
    pen.shape([(-0.13, 0.36), (-0.10, 0.19), (0.22, 0.19), (0.25, 0.36), (0.2, 0.42), (-0.08, 0.42)], black)
    return mask.getchannel(0).reduce(fine).filter(ImageFilter.GaussianBlur(0.003 * camera.height_px))
