"""What stirs behind the sitters: screens, lights, traffic outside a window, a road running past.

Rule: all of it is soft and slow; the face stays the liveliest thing in the picture.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PIL import Image, ImageFilter

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import TURN, Loop, journeys, smooth, wave
from wallclient.demo.scenes.drawing.palette import CROWNS, OVERCAST, WALLS, Colour, dim, mix, varied
from wallclient.demo.scenes.rooms.places import rect
from wallclient.demo.scenes.rooms.sketch import Frame, Pen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from wallclient.demo.scenes.drawing.canvas import Mover
    from wallclient.demo.scenes.drawing.perspective import Box, Camera
    from wallclient.demo.scenes.rooms.backdrop import Backdrop


def whole(camera: Camera) -> Frame:
    return Frame((camera.width_px / 2, 0.0), camera.height_px)


def region(camera: Camera, x0: float, y0: float, x1: float, y1: float) -> Box:
    h, middle = camera.height_px, camera.width_px / 2
    return middle + x0 * h, y0 * h, middle + x1 * h, y1 * h


def screens(backdrop: Backdrop, loop: Loop, rng: Random) -> Mover:
    """A wall of screens, each showing something quiet; one after another they change."""
    kinds = [rng.choice(("map", "street", "bars", "street", "lines")) for _ in range(18)]
    seeds = [rng.random() for _ in range(18)]
    steps = 8

    def view(step: int) -> Image.Image:
        def paint(pen: Pen) -> None:
            for i in range(18):
                x0, y0 = -1.17 + (i % 6) * 0.39, 0.06 + (i // 6) * 0.185
                rect(pen, x0, y0, x0 + 0.38, y0 + 0.176, (38, 39, 39))
                _screen(pen, (x0 + 0.006, y0 + 0.006), kinds[i], seeds[i], (step + i) % steps / steps)

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


def _screen(pen: Pen, corner: tuple[float, float], kind: str, seed: float, phase: float) -> None:
    x, y = corner
    wide, tall = 0.368, 0.164
    ground: Colour = (84, 92, 92)
    if kind == "map":
        rect(pen, x, y, x + wide, y + tall, (66, 72, 72))
        for k in range(5):
            u = (k + seed) / 5.5
            pen.stroke([(x + wide * u, y), (x + wide * (u * 0.8 + 0.1), y + tall)], 0.005, (98, 102, 98))
            pen.stroke([(x, y + tall * u), (x + wide, y + tall * (0.9 * u + 0.05))], 0.004, (98, 102, 98))
        a = TURN * (phase + seed)
        pen.oval(
            x + wide * (0.5 + 0.25 * math.cos(a)),
            y + tall * (0.5 + 0.25 * math.sin(a)),
            0.012,
            0.012,
            (168, 146, 92),
        )
    elif kind == "street":
        rect(pen, x, y, x + wide, y + tall * 0.4, (134, 136, 130))
        rect(pen, x, y + tall * 0.4, x + wide, y + tall, (98, 97, 90))
        pen.shape(
            [
                (x + wide * 0.45, y + tall * 0.4),
                (x + wide * 0.55, y + tall * 0.4),
                (x + wide * 0.9, y + tall),
                (x + wide * 0.1, y + tall),
            ],
            (76, 77, 73),
            smooth=False,
        )
        rect(pen, x, y + tall * 0.1, x + wide * 0.3, y + tall * 0.55, (116, 110, 100))
        near = 0.42 + 0.5 * ((phase + seed) % 1.0)
        pen.oval(
            x + wide * (0.55 + 0.2 * (near - 0.42)),
            y + tall * near,
            0.02 * near,
            0.014 * near,
            (168, 166, 158),
        )
    elif kind == "bars":
        rect(pen, x, y, x + wide, y + tall, (56, 60, 60))
        for k in range(8):
            high = 0.3 + 0.5 * abs(math.sin(seed * 9 + k * 1.7 + 0.5 * math.sin(TURN * phase)))
            rect(
                pen,
                x + wide * (0.08 + k * 0.108),
                y + tall * (0.92 - high * 0.8),
                x + wide * (0.15 + k * 0.108),
                y + tall * 0.92,
                (118, 130, 126),
            )
    else:
        rect(pen, x, y, x + wide, y + tall, (52, 55, 55))
        for k in range(5):
            part = 0.35 + 0.5 * ((seed * 7 + k * 0.37) % 1.0)
            tone = mix(ground, (150, 150, 140), 0.5 if (k + int(phase * 8)) % 5 == 0 else 0.1)
            rect(
                pen,
                x + wide * 0.08,
                y + tall * (0.12 + k * 0.17),
                x + wide * (0.08 + part * 0.8),
                y + tall * (0.2 + k * 0.17),
                tone,
            )


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


def outside(backdrop: Backdrop, loop: Loop, rng: Random, window: tuple[float, float, float, float]) -> Mover:
    """A window to the road, with traffic going by, as wide as `window` (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = window
    camera = backdrop.camera
    box = tuple(round(v) for v in region(camera, *window))
    size = (box[2] - box[0], box[3] - box[1])
    view = _view_out(backdrop, rng, window).crop(box)
    bars = _bars(backdrop, window)
    cars = [varied(rng, c, 6) for c in ((150, 148, 140), (78, 84, 94), (104, 82, 74))]
    duration, start = 5.0, rng.random()
    laps = loop.laps(duration)
    base = y0 + (y1 - y0) * 0.9

    def at(t: float) -> Iterable[Drawable]:
        picture = view.copy()
        pen = Pen(Canvas(picture, camera, backdrop.light, origin=(box[0], box[1])), whole(camera))
        for i, colour in enumerate(cars):
            for p in journeys(laps, start + (i + 0.2 * i * i) / (3 * laps), t):
                x = x0 - 0.2 + (x1 - x0 + 0.4) * (p if i != 1 else 1 - p)
                y = base - (0.03 if i == 1 else 0.0)
                pen.shape(
                    [
                        (x - 0.11, y),
                        (x - 0.10, y - 0.045),
                        (x - 0.05, y - 0.055),
                        (x - 0.025, y - 0.09),
                        (x + 0.045, y - 0.09),
                        (x + 0.075, y - 0.05),
                        (x + 0.11, y - 0.04),
                        (x + 0.112, y),
                    ],
                    colour,
                )
                pen.shape(
                    [
                        (x - 0.035, y - 0.052),
                        (x - 0.015, y - 0.082),
                        (x + 0.04, y - 0.082),
                        (x + 0.06, y - 0.052),
                    ],
                    (62, 66, 68),
                )
        soft = picture.filter(ImageFilter.GaussianBlur(0.004 * camera.height_px))
        soft.paste(bars, (0, 0), bars)

        def paint(canvas: Canvas) -> None:
            canvas.image.paste(soft, (box[0] - canvas.origin[0], box[1] - canvas.origin[1]))

        return (
            Drawable(
                990.0, (box[0] + 2, box[1] + 2, box[0] + size[0] - 2, box[1] + size[1] - 2), paint, detail=1
            ),
        )

    return at


def _view_out(backdrop: Backdrop, rng: Random, window: tuple[float, float, float, float]) -> Image.Image:
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


def _bars(backdrop: Backdrop, window: tuple[float, float, float, float]) -> Image.Image:
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
    tall = height_px / camera.height_px
    x = 0.0
    while x < length - 0.12:
        span = min(rng.uniform(0.25, 0.5), length - x)
        wall = varied(rng, rng.choice(WALLS), 6)
        roof = tall * rng.uniform(0.02, 0.4)
        rect(pen, x, roof, x + span - 0.02, tall, mix(wall, (150, 150, 143), 0.2))
        for k in range(int(span / 0.09)):
            for j in range(5):
                rect(
                    pen,
                    x + 0.02 + k * 0.09,
                    roof + 0.04 + j * 0.1,
                    x + 0.06 + k * 0.09,
                    roof + 0.09 + j * 0.1,
                    dim(wall, 0.72),
                )
        x += span
    for k in range(7):
        cx = 0.15 + (length - 0.3) * k / 6.4
        for j in range(9):
            pen.oval(
                cx + 0.07 * math.cos(j * 2.4),
                tall * 0.62 + 0.06 * math.sin(j * 1.7),
                0.07,
                0.06,
                dim(CROWNS[k % 4], 0.8 + 0.05 * j),
            )
        rect(pen, cx - 0.012, tall * 0.7, cx + 0.012, tall, (64, 58, 50))
    wrapped = Image.new("RGB", (wide * 3, height_px))
    for k in range(3):
        wrapped.paste(image, (k * wide, 0))
    small = wrapped.resize((max(3, wide * 3 // 14), height_px), Image.Resampling.BOX).resize(
        wrapped.size, Image.Resampling.BICUBIC
    )
    return small.filter(ImageFilter.GaussianBlur(0.004 * camera.height_px)).crop(
        (wide, 0, 2 * wide, height_px)
    )


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
