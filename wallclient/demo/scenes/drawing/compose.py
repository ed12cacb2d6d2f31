"""From a furnished stage to the frames of its loop, in painter's order.

Rule: a frame depends on its number alone, so that frame `frames` would be frame 0 again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from wallclient.demo.scenes.drawing.canvas import draw_onto
from wallclient.demo.scenes.drawing.stage import Stage, set_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from PIL.Image import Image

    from wallclient.demo.scenes.drawing.canvas import Drawable, Mover
    from wallclient.demo.scenes.drawing.palette import Light
    from wallclient.demo.scenes.drawing.perspective import Camera

Frame: TypeAlias = "NDArray[np.uint8]"
"""(height, width, 3), RGB, C-contiguous."""


def compose(stage: Stage) -> Iterator[Frame]:
    """Yield the frames of one loop."""
    back, front = set_back(stage)
    return play(Reel(back, stage.camera, stage.light, stage.movers, front), stage.loop.frames)


@dataclass(frozen=True, slots=True)
class Reel:
    """A finished background and what is put on it in every frame."""

    back: Image
    camera: Camera
    light: Light
    movers: Sequence[Mover]
    front: Sequence[Drawable] = ()


def play(reel: Reel, frames: int) -> Iterator[Frame]:
    """Yield the frames of one loop over `frames`."""
    for number in range(frames):
        things = [*reel.front]
        for mover in reel.movers:
            things.extend(mover(number / frames))
        things.sort(key=lambda thing: -thing.depth_m)
        picture = reel.back.copy()
        for thing in things:
            draw_onto(picture, thing, reel.camera, reel.light)
        yield np.array(picture)
