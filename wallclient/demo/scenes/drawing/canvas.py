"""A piece of the picture, enlarged for drawing, so that edges come out smooth when it is put back.

Rule: a patch starts as a copy of what is already there; what nobody draws over returns unchanged.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from wallclient.demo.scenes.drawing.palette import Colour, Light, Vector
    from wallclient.demo.scenes.drawing.perspective import Box, Camera, Pixel, Point

Whole: TypeAlias = tuple[int, int, int, int]


class Canvas:
    """Draws in pixels of the picture or in metres of the world onto a patch that is `scale` times as fine."""

    def __init__(
        self,
        image: Image.Image,
        camera: Camera,
        light: Light,
        *,
        origin: tuple[int, int] = (0, 0),
        scale: int = 1,
    ) -> None:
        self.image = image
        self.camera = camera
        self.light = light
        self.origin = origin
        self.scale = scale
        self._draw = ImageDraw.Draw(image, "RGBA")

    def polygon(self, points: Sequence[Pixel], colour: Colour, alpha: float = 1.0) -> None:
        if len(points) < 3:
            return
        x, y, s = self.origin[0], self.origin[1], self.scale
        self._draw.polygon([((px - x) * s, (py - y) * s) for px, py in points], (*colour, int(alpha * 255)))

    def line(self, points: Sequence[Pixel], width_px: float, colour: Colour, alpha: float = 1.0) -> None:
        x, y, s = self.origin[0], self.origin[1], self.scale
        scaled = [((px - x) * s, (py - y) * s) for px, py in points]
        joint = "curve" if len(points) > 2 else None
        self._draw.line(scaled, (*colour, int(alpha * 255)), max(1, round(width_px * s)), joint)

    def ellipse(self, middle: Pixel, rx: float, ry: float, colour: Colour, alpha: float = 1.0) -> None:
        x, y, s = (
            (middle[0] - self.origin[0]) * self.scale,
            (middle[1] - self.origin[1]) * self.scale,
            self.scale,
        )
        self._draw.ellipse((x - rx * s, y - ry * s, x + rx * s, y + ry * s), (*colour, int(alpha * 255)))

    def face(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0) -> None:
        """A flat piece of the world in the colour given, as it is."""
        self.polygon(self.camera.outline(points), colour, alpha)

    def wall(self, points: Sequence[Point], colour: Colour, normal: Vector, alpha: float = 1.0) -> None:
        """A flat piece of the world, lit from its side and dimmed by its distance."""
        x = sum(p[0] for p in points) / len(points)
        z = sum(p[2] for p in points) / len(points)
        self.face(points, self.light.lit(colour, self.light.shade(normal), x=x, z=z), alpha)

    def front(self, x0: float, x1: float, y0: float, y1: float, z: float, colour: Colour) -> None:
        """A lit upright rectangle that looks at the camera."""
        self.wall(((x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)), colour, (0, 0, -1))

    def panel(self, x0: float, x1: float, y0: float, y1: float, z: float, colour: Colour) -> None:
        """The same in the colour given, as it is."""
        self.face(((x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)), colour)

    def top(self, x0: float, x1: float, z0: float, z1: float, y: float, colour: Colour) -> None:
        """A lit rectangle that looks up."""
        self.wall(((x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1)), colour, (0, 1, 0))

    def flank(self, x: float, z0: float, z1: float, y0: float, y1: float, colour: Colour, out: float) -> None:
        """A lit upright rectangle along the view that looks to the side `out` (-1 left, 1 right)."""
        self.wall(((x, y0, z0), (x, y0, z1), (x, y1, z1), (x, y1, z0)), colour, (out, 0, 0))

    def beam(self, a: Point, b: Point, width_m: float, colour: Colour, alpha: float = 1.0) -> None:
        """A pole, rail or rope between two points of the world."""
        if a[2] < 1 or b[2] < 1:
            return
        ends = [self.camera.pixel(*a), self.camera.pixel(*b)]
        middle = (a[2] + b[2]) / 2
        self.line(ends, width_m * self.camera.px_per_m(middle), colour, alpha)


@dataclass(frozen=True, slots=True)
class Drawable:
    """One thing in the picture: how far away, where on screen, and how it is drawn."""

    depth_m: float
    box: Box
    paint: Callable[[Canvas], None]
    detail: int = 0
    """Enlargement while drawing; 0 chooses by size."""
    sprite: Image.Image | None = None
    """A ready RGBA picture, put at the box's corner instead of painting."""


Mover: TypeAlias = Callable[[float], Iterable[Drawable]]
"""What moves: given the part of the loop gone by (0 to 1), the things it consists of just then."""


def clip_box(box: Box, size: tuple[int, int]) -> Whole | None:
    left, top = max(0, math.floor(box[0]) - 1), max(0, math.floor(box[1]) - 1)
    right, bottom = min(size[0], math.ceil(box[2]) + 1), min(size[1], math.ceil(box[3]) + 1)
    return (left, top, right, bottom) if right > left and bottom > top else None


def _detail(width: int, height: int) -> int:
    area = width * height
    return 4 if area < 3600 else 3 if area < 40000 else 2


def draw_onto(picture: Image.Image, thing: Drawable, camera: Camera, light: Light) -> None:
    """Draw one thing into the picture."""
    if thing.sprite is not None:
        picture.paste(thing.sprite, (round(thing.box[0]), round(thing.box[1])), thing.sprite)
        return
    box = clip_box(thing.box, picture.size)
    if box is None:
        return
    width, height = box[2] - box[0], box[3] - box[1]
    scale = thing.detail or _detail(width, height)
    if scale > 1:
        patch = picture.resize((width * scale, height * scale), Image.Resampling.NEAREST, box)
    else:
        patch = picture.crop(box)
    thing.paint(Canvas(patch, camera, light, origin=(box[0], box[1]), scale=scale))
    picture.paste(patch.reduce(scale) if scale > 1 else patch, box[:2])


def cut_out(thing: Drawable, camera: Camera, light: Light) -> tuple[Image.Image, Whole] | None:
    """The thing alone as RGBA, with its place: drawn on black and on white, what differs is clear."""
    size = (camera.width_px, camera.height_px)
    box = clip_box(thing.box, size)
    if box is None:
        return None
    plates = []
    for ground in (0, 255):
        plate = Image.new("RGB", size, (ground, ground, ground))
        draw_onto(plate, thing, camera, light)
        plates.append(np.asarray(plate.crop(box), dtype=np.float32))
    opaque = 255.0 - (plates[1] - plates[0]).mean(axis=2)
    colour = plates[0] * (255.0 / np.maximum(opaque, 1.0))[..., None]
    rgba = np.dstack([np.minimum(colour, 255.0), opaque]).round().astype(np.uint8)
    return Image.fromarray(rgba), box
