"""Soft clouds: gas, dust, steam, exhaust.

Rule: a puff is born and dies at nothing, so that a loop may begin anywhere.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import smooth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wallclient.demo.scenes.drawing.palette import Colour
    from wallclient.demo.scenes.drawing.perspective import Point
    from wallclient.demo.scenes.drawing.stage import Stage

_MASK = 96


def puff_mask(seed: int) -> Image.Image:
    """A round, lumpy blot of 0 to 255."""
    noise = np.random.default_rng(seed)
    axis = np.linspace(-1, 1, _MASK, dtype=np.float32)
    x, y = np.meshgrid(axis, axis)
    level = np.zeros_like(x)
    for _ in range(9):
        a, r = noise.uniform(0, 2 * math.pi), noise.uniform(0.05, 0.42)
        size = noise.uniform(0.22, 0.5)
        level += (
            np.exp(-((x - r * math.cos(a)) ** 2 + (y - r * math.sin(a)) ** 2) / (size * size * 0.5)) * 0.45
        )
    edge = np.clip(1 - np.sqrt(x * x + y * y), 0, 1)
    level = np.clip(level, 0, 1) * np.clip(edge * 2.4, 0, 1)
    return Image.fromarray((level * 255).astype(np.uint8))


def drifting(
    stage: Stage,
    source: Point,
    travel: Point,
    *,
    puffs: int,
    size_m: tuple[float, float],
    alpha: float,
    colour: Colour = (168, 168, 160),
    life_s: float = 8.0,
) -> None:
    """Puffs that leave `source`, grow from the first size to the second and are gone after `travel`."""
    rng = stage.rng
    masks = [puff_mask(rng.randrange(1 << 30)) for _ in range(3)]
    births = [(i + rng.uniform(-0.3, 0.3)) / puffs for i in range(puffs)]
    sideways = [(rng.uniform(-0.2, 0.2), rng.uniform(-0.15, 0.15)) for _ in range(puffs)]
    cycles = stage.loop.cycles(life_s)
    tone = stage.light.lit(colour, 1.0, x=source[0], z=source[2])

    def at(t: float) -> Iterator[Drawable]:
        for i, birth in enumerate(births):
            age = (t * cycles + birth) % 1.0
            strength = alpha * smooth(age * 4) * (1 - smooth(age * 1.15 - 0.15))
            reach = age**0.8
            dx, dy = sideways[i]
            x, y, z = (
                source[0] + (travel[0] + dx * 4) * reach,
                source[1] + (travel[1] + dy * 4) * reach,
                source[2] + travel[2] * reach,
            )
            radius = size_m[0] + (size_m[1] - size_m[0]) * reach
            box = stage.camera.box(x, z, radius, y + radius, y - radius)
            yield Drawable(
                z, box, partial(_paint, mask=masks[i % 3], box=box, strength=strength, colour=tone), detail=1
            )

    stage.mover(at)


def _paint(
    canvas: Canvas,
    *,
    mask: Image.Image,
    box: tuple[float, float, float, float],
    strength: float,
    colour: Colour,
) -> None:
    wide, tall = round(box[2] - box[0]), round(box[3] - box[1])
    if wide < 2 or tall < 2 or strength < 0.01:
        return
    shape = mask.resize((wide, tall), Image.Resampling.BILINEAR).point(lambda v: int(v * strength))
    at = round(box[0]) - canvas.origin[0], round(box[1]) - canvas.origin[1]
    canvas.image.paste(colour, (*at, at[0] + wide, at[1] + tall), shape)
