"""A test pattern that costs next to nothing, for tests and for measuring. Its loop must stay seamless."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

NAME: Final = "pattern"


def render(*, width_px: int, height_px: int, frames: int, variant: int = 0) -> Iterator[NDArray[np.uint8]]:
    """Yield `frames` RGB pictures: a still ground with a bar that crosses it once in the loop."""
    hue = variant * 37 % 256
    across = np.linspace(30, 150, width_px, dtype=np.float32)
    down = np.linspace(0, 60, height_px, dtype=np.float32)[:, None]
    ground = np.empty((height_px, width_px, 3), np.uint8)
    ground[:, :, 0] = across + down * (hue / 255)
    ground[:, :, 1] = across * 0.8 + down
    ground[:, :, 2] = across * (1 - hue / 512) + down
    bar_px = max(8, width_px // 12)
    columns = np.arange(bar_px)
    for index in range(frames):
        picture = ground.copy()
        picture[height_px // 3 : height_px // 2, (columns + index * width_px // frames) % width_px] = (
            210,
            200,
            120,
        )
        yield picture
