"""What stands behind a sitter, out of focus, and what stirs there.

Rule: backdrop coordinates: x = 0 in the middle, y from 0 (top) to 1 (bottom), unit the picture's height; draw
from -1.2 to 1.2, for wide pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageFilter
from typing_extensions import override

from wallclient.demo.scenes.drawing.canvas import Canvas, Drawable
from wallclient.demo.scenes.drawing.loop import Loop, journeys, wave
from wallclient.demo.scenes.drawing.palette import Colour, Light, dim
from wallclient.demo.scenes.rooms.sketch import Frame, Pen, mirrored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

    from wallclient.demo.scenes.drawing.canvas import Mover
    from wallclient.demo.scenes.drawing.perspective import Camera, Pixel

_FINE = 2


class Backdrop:
    """Paints blurred pictures of one size."""

    def __init__(self, camera: Camera, light: Light, *, blur: float = 0.006) -> None:
        self.camera = camera
        self.light = light
        self._blur = blur * camera.height_px

    def picture(self, paint: Callable[[Pen], None], *, margin: float = 0.0) -> Image.Image:
        """The whole backdrop; `margin` (of the height) is added all round for a hand that is not steady."""
        edge = round(margin * self.camera.height_px)
        width, height = self.camera.width_px + 2 * edge, self.camera.height_px + 2 * edge
        image = Image.new("RGB", (width * _FINE, height * _FINE))
        canvas = Canvas(image, self.camera, self.light, scale=_FINE)
        paint(Pen(canvas, Frame((width / 2, edge), self.camera.height_px)))
        return image.reduce(_FINE).filter(ImageFilter.GaussianBlur(self._blur))

    def sprite(
        self, width: float, height: float, paint: Callable[[Pen], None], *, blur: float = 1.0
    ) -> Image.Image:
        """A blurred thing alone: drawn with x = 0 in its middle and y = 0 at its foot."""
        edge = round(self._blur * 3) + 2
        size = (
            round(width * self.camera.height_px) + 2 * edge,
            round(height * self.camera.height_px) + 2 * edge,
        )
        image = Image.new("RGB", (size[0] * _FINE, size[1] * _FINE), (1, 2, 3))
        mask = Image.new("RGB", image.size)
        frame = Frame((size[0] / 2, size[1] - edge), self.camera.height_px)
        paint(Pen(Canvas(image, self.camera, self.light, scale=_FINE), frame))
        paint(Pen(_Stencil(mask, self.camera, self.light, scale=_FINE), frame))
        soft = ImageFilter.GaussianBlur(self._blur * blur)
        alpha = mask.getchannel(0).reduce(_FINE)
        tone = _spread(image.reduce(_FINE), alpha)
        result = tone.filter(soft).convert("RGBA")
        result.putalpha(alpha.filter(soft))
        return result


class _Stencil(Canvas):
    """Draws everything in white."""

    @override
    def polygon(self, points: Sequence[Pixel], colour: Colour, alpha: float = 1.0) -> None:
        super().polygon(points, (255, 255, 255), alpha)

    @override
    def line(self, points: Sequence[Pixel], width_px: float, colour: Colour, alpha: float = 1.0) -> None:
        super().line(points, width_px, (255, 255, 255), alpha)


def _spread(image: Image.Image, alpha: Image.Image) -> Image.Image:
    """Fill the empty part with the thing's mean colour, so that the blur does not darken its edge."""
    weight = alpha.convert("RGB")
    solid = weight.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    part = max(1, solid[0] if isinstance(solid, tuple) else 1) / 255
    black = Image.composite(image, Image.new("RGB", image.size), alpha)
    mean = black.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    tone = tuple(min(255, round(c / part)) for c in mean) if isinstance(mean, tuple) else (90, 90, 86)
    return Image.composite(
        image, Image.new("RGB", image.size, tone), alpha.point(lambda v: 255 if v > 40 else 0)
    )


_LEG = ((0.008, -0.26), (0.08, -0.26), (0.068, -0.1), (0.064, 0.0), (0.018, 0.0))
_ARM = ((0.085, -0.475), (0.118, -0.44), (0.132, -0.3), (0.122, -0.2), (0.098, -0.2), (0.095, -0.3))
_TRUNK = ((0.0, -0.52), (0.045, -0.505), (0.095, -0.46), (0.098, -0.34), (0.088, -0.22), (0.0, -0.215))
_SHADE = ((0.02, -0.5), (0.09, -0.46), (0.096, -0.34), (0.088, -0.22), (0.04, -0.22))
_HAT = ((0.0, -0.645), (0.05, -0.625), (0.056, -0.58))
_CROP = ((0.0, -0.632), (0.044, -0.615), (0.046, -0.57), (0.0, -0.6))


def figure(coat: Colour, *, hat: Colour | None = None, back: bool = False) -> Callable[[Pen], None]:
    """Somebody in the background, about 0.62 high: only shapes."""
    trousers = dim(coat, 0.62)

    def paint(pen: Pen) -> None:
        for side, shade in ((-1, 1.0), (1, 0.8)):
            pen.shape([(side * x, y) for x, y in _LEG], dim(trousers, shade), smooth=False)
            pen.shape([(side * x, y) for x, y in _ARM], dim(coat, 0.88 * shade))
        pen.shape(mirrored(_TRUNK), coat)
        pen.shape(_SHADE, dim(coat, 0.84))
        pen.oval(0.0, -0.565, 0.044, 0.058, (60, 52, 46) if back else (128, 106, 90))
        if hat is not None:
            pen.shape(mirrored(_HAT), hat)
        elif not back:
            pen.shape(mirrored(_CROP), (46, 42, 40))

    return paint


def passing(
    sprite: Image.Image,
    camera: Camera,
    loop: Loop,
    rng: Random,
    *,
    foot: float,
    duration_s: float,
    bob: float = 0.006,
) -> Mover:
    """A blurred figure that crosses behind, one way."""
    laps, start, right = loop.laps(duration_s), rng.random(), rng.random() < 0.5
    steps = loop.cycles(0.55)

    def at(t: float) -> Iterable[Drawable]:
        for p in journeys(laps, start, t):
            across = p if right else 1 - p
            x = -sprite.width + (camera.width_px + sprite.width) * across
            y = foot * camera.height_px - sprite.height + bob * camera.height_px * wave(t, steps)
            yield Drawable(900.0, (x, y, x + sprite.width, y + sprite.height), _nothing, sprite=sprite)

    return at


def standing(
    sprite: Image.Image,
    camera: Camera,
    loop: Loop,
    rng: Random,
    *,
    x: float,
    foot: float,
    reach: float = 0.012,
) -> Mover:
    """A blurred figure that stays and shifts its weight."""
    cycles, start = loop.cycles(5.0), rng.random()

    def at(t: float) -> Iterable[Drawable]:
        left = (
            camera.width_px / 2 + (x + reach * wave(t, cycles, start)) * camera.height_px - sprite.width / 2
        )
        top = foot * camera.height_px - sprite.height + 0.004 * camera.height_px * wave(t, 2 * cycles, start)
        return (
            Drawable(850.0, (left, top, left + sprite.width, top + sprite.height), _nothing, sprite=sprite),
        )

    return at


def _nothing(_: Canvas) -> None:
    pass
