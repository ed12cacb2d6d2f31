"""From a furnished stage to the frames of its loop, in painter's order.

Rule: a frame depends on its number alone, so that frame `frames` would be frame 0 again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from wallclient.demo.scenes.canvas import draw_onto
from wallclient.demo.scenes.stage import Stage, set_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

Frame: TypeAlias = "NDArray[np.uint8]"
"""(height, width, 3), RGB, C-contiguous."""


def compose(stage: Stage) -> Iterator[Frame]:
    """Yield the frames of one loop."""
    back, front = set_back(stage)
    count = stage.loop.frames
    for number in range(count):
        t = number / count
        things = [*front]
        for mover in stage.movers:
            things.extend(mover(t))
        things.sort(key=lambda thing: -thing.depth_m)
        picture = back.copy()
        for thing in things:
            draw_onto(picture, thing, stage.camera, stage.light)
        yield np.array(picture)
