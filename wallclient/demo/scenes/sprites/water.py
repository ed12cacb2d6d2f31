"""A river in motion: many small waves in perspective, computed for all its pixels at once.

Rule: each wave goes round a whole number of times per loop; the water is worked out at a fixed fineness and
enlarged.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import TURN
from wallclient.demo.scenes.drawing.palette import WATER, mix

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from wallclient.demo.scenes.drawing.stage import Stage

_ROWS = 360
"""Height of picture up to which every row of the water is computed."""


class River:
    """Water between the ground depths `z0` and `z1`, within the polygon `shore` of (x, z) corners."""

    def __init__(
        self, stage: Stage, z0: float, z1: float, shore: Sequence[tuple[float, float]], *, calm: float = 1.0
    ) -> None:
        camera = stage.camera
        self._light = stage.light
        self._top = int(camera.pixel(0, 0, z1)[1])
        self._bottom = min(camera.height_px, math.ceil(camera.pixel(0, 0, z0)[1]))
        self._size = (camera.width_px, self._bottom - self._top)
        # Waves lie flat in the picture: half as many columns as rows are enough.
        shrink = min(1.0, _ROWS / camera.height_px)
        wide, tall = max(2, round(self._size[0] * shrink / 2)), max(2, round(self._size[1] * shrink))
        rows = self._top + (np.arange(tall, dtype=np.float32) + 0.5) / tall * self._size[1]
        u, v = camera.vanish_px
        z = camera.focal * camera.height_px * camera.eye_m / np.maximum(rows - v, 0.6)
        columns = (np.arange(wide, dtype=np.float32) + 0.5) / wide * self._size[0] - u
        x = columns[None, :] * camera.side * (z / (camera.focal * camera.height_px))[:, None]
        waves = self._make_waves(stage, x.astype(np.float32), z.astype(np.float32)[:, None], calm)
        self._rounds = [rounds for rounds, *_ in waves]
        self._parts = [part for _, *pair in waves for part in pair]
        self._base = self._make_base(stage, z)
        self._mask = self._make_mask(stage, shore)
        self._strength = (7.5 * np.exp(-z / 120) + 3.0).astype(np.float32)[:, None] * calm

    def _make_waves(
        self, stage: Stage, x: NDArray[np.float32], z: NDArray[np.float32], calm: float
    ) -> list[tuple[int, NDArray[np.float32], NDArray[np.float32]]]:
        """(rounds per loop, sine part, cosine part) of each wave."""
        rng, waves = stage.rng, []
        wind = rng.uniform(-0.5, 0.5)
        for i in range(10):
            length = 0.34 * 1.36**i
            angle = wind + rng.uniform(-0.7, 0.7)
            kx, kz = (
                math.sin(angle) / (length * 3.2) + 0.16 / length * rng.choice((-1, 1)),
                math.cos(angle) / length,
            )
            rounds = max(1, round(stage.loop.seconds * 0.62 / math.sqrt(length)))
            bend = (
                np.sin(TURN * (x * kx * 0.27 + rng.random())) * 0.9
                + np.sin(TURN * (x * kx * 0.11 - z * kz * 0.07)) * 0.9
            )
            phase = TURN * (x * kx + z * kz + rng.random()) + bend
            # What is smaller than a pixel row far away melts into an even tone.
            fade = np.exp(-((z / (34.0 * length + 9)) ** 2)).astype(np.float32)
            size = (0.5 + 0.05 * i) * fade * calm
            waves.append(
                (rounds, (np.sin(phase) * size).astype(np.float32), (np.cos(phase) * size).astype(np.float32))
            )
        return waves

    def _make_base(self, stage: Stage, z: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        light = stage.light
        rows = []
        for depth in z.tolist():
            flat = min(1.0, depth / 90)
            tone = mix(light.lit(WATER, 0.94, z=0), light.sky_low, 0.08 + 0.4 * flat**1.4)
            rows.append(mix(tone, light.haze, light.haze_part(depth) * 0.7))
        return np.array(rows, dtype=np.float32)[:, None, :]

    def _make_mask(self, stage: Stage, shore: Sequence[tuple[float, float]]) -> Image.Image:
        outline = stage.camera.outline([(x, 0.0, z) for x, z in shore])
        mask = Image.new("L", (self._size[0] * 3, self._size[1] * 3), 0)
        ImageDraw.Draw(mask).polygon([(x * 3, (y - self._top) * 3) for x, y in outline], 255)
        return mask.reduce(3)

    def picture(self, t: float) -> Image.Image:
        """The water at this part of the loop."""
        weights = [f(TURN * rounds * t) for rounds in self._rounds for f in (math.cos, math.sin)]
        level, term = np.zeros_like(self._parts[0]), np.empty_like(self._parts[0])
        for part, weight in zip(self._parts, weights, strict=True):
            level += np.multiply(part, np.float32(weight), out=term)
        level *= 0.42
        glint = np.maximum(level - 0.85, 0.0)
        level += np.minimum(glint * 6.5, 6.0)
        level *= self._strength
        sky = np.array(self._light.sky_low, dtype=np.float32) / 200
        shown = np.clip(self._base + level[..., None] * sky, 0, 255).astype(np.uint8)
        return Image.fromarray(shown).resize(self._size, Image.Resampling.BILINEAR)

    def mover(self, t: float) -> Iterable[Drawable]:
        top = self._top

        def paint(canvas: Canvas) -> None:
            canvas.image.paste(self.picture(t), (-canvas.origin[0], top - canvas.origin[1]), self._mask)

        return (Drawable(5000.0, (0, top, self._size[0], self._bottom), paint, detail=1),)
