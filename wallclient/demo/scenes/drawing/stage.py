"""What a scene is made of while it is being set up: ground, things that stand, things that move.

Rule: a scene only adds; order on screen follows from the depth of each thing, far before near.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from wallclient.demo.scenes.drawing.canvas import (
    Canvas,
    Drawable,
    Mover,
    Whole,
    clip_box,
    cut_out,
    draw_onto,
)
from wallclient.demo.scenes.drawing.ground import Ground
from wallclient.demo.scenes.drawing.loop import TURN, Loop
from wallclient.demo.scenes.drawing.palette import EARTH, Light

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from PIL import Image

    from wallclient.demo.scenes.drawing.perspective import Box, Camera

SWAY_PHASES = 8
Size: TypeAlias = tuple[int, int]
"""Width and height in pixels."""


@dataclass
class Stage:
    """One camera's view, being furnished."""

    camera: Camera
    light: Light
    rng: Random
    loop: Loop
    variant: int
    ground: Ground
    props: list[Drawable] = field(default_factory=list)
    movers: list[Mover] = field(default_factory=list)

    def prop(self, depth_m: float, box: Box, paint: Callable[[Canvas], None]) -> None:
        """Something that stands still."""
        self.props.append(Drawable(depth_m, box, paint))

    def mover(self, mover: Mover) -> None:
        self.movers.append(mover)

    def swaying(self, depth_m: float, box: Box, paint: Callable[[Canvas, float], None]) -> None:
        """Something that stands but stirs: `paint` gets an angle which goes round once in some seconds."""
        views: list[Drawable] = []
        for i in range(SWAY_PHASES):
            angle = TURN * i / SWAY_PHASES
            cut = cut_out(Drawable(depth_m, box, _at_angle(paint, angle)), self.camera, self.light)
            if cut is not None:
                views.append(stamped(depth_m, *cut))
        if views:
            cycles, start = self.loop.cycles(3.2), self.rng.random()
            self.mover(lambda t: (views[int((t * cycles + start) * SWAY_PHASES) % SWAY_PHASES],))


def _at_angle(paint: Callable[[Canvas, float], None], angle: float) -> Callable[[Canvas], None]:
    return lambda canvas: paint(canvas, angle)


def _nothing(_: Canvas) -> None:
    pass


def stamped(depth_m: float, sprite: Image.Image, box: Whole) -> Drawable:
    """A ready picture as a thing of the scene."""
    return Drawable(depth_m, box, _nothing, sprite=sprite)


def open_stage(camera: Camera, light: Light, *, seed: int, variant: int, frames: int) -> Stage:
    """An empty stage with its own dice."""
    return Stage(camera, light, Random(seed), Loop(frames), variant, Ground(camera, light, EARTH, seed))


def passages(stage: Stage, samples: int) -> NDArray[np.float64]:
    """(depth, left, top, right, bottom) of every moving thing at so many moments of the loop."""
    size = (stage.camera.width_px, stage.camera.height_px)
    found = [(math.inf, 0, 0, 0, 0)]
    for i in range(samples):
        for mover in stage.movers:
            for thing in mover(i / samples):
                box = clip_box(thing.box, size)
                if box is not None:
                    found.append((thing.depth_m, *box))
    return np.array(found)


def set_back(stage: Stage, samples: int = 40) -> tuple[Image.Image, list[Drawable]]:
    """Paint what nothing ever passes behind; return the rest, cut out, to be put on in every frame."""
    size = (stage.camera.width_px, stage.camera.height_px)
    moving = passages(stage, min(samples, stage.loop.frames))
    picture = stage.ground.finish()
    front: list[Drawable] = []
    for thing in sorted(stage.props, key=lambda d: -d.depth_m):
        box = clip_box(thing.box, size)
        if box is None:
            continue
        behind = (moving[:, 0] >= thing.depth_m) & (moving[:, 1] < box[2]) & (moving[:, 3] > box[0])
        behind &= (moving[:, 2] < box[3]) & (moving[:, 4] > box[1])
        if not behind.any():
            draw_onto(picture, thing, stage.camera, stage.light)
            continue
        cut = cut_out(thing, stage.camera, stage.light)
        if cut is not None:
            front.append(stamped(thing.depth_m, *cut))
            # What stands before it has to stay before it.
            moving = np.vstack([moving, (math.inf, *cut[1])])
    return picture, front
