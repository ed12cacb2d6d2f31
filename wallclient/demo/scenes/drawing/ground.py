"""Sky and ground: what lies behind and under everything else, painted once per scene.

Rule: ground colours are given as in flat daylight; light, wear, distance and lamps come over the whole of
it in `finish`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from wallclient.demo.scenes.drawing.perspective import NEAR_M

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from wallclient.demo.scenes.drawing.palette import Colour, Light
    from wallclient.demo.scenes.drawing.perspective import Camera, Pixel

_FAR_M = 1500.0
_NOISE = 128
_FINE = 3
_Array: TypeAlias = "NDArray[np.floating[Any]]"


class Ground:
    """Flat areas on the plane y = 0."""

    def __init__(self, camera: Camera, light: Light, base: Colour, seed: int) -> None:
        self._camera = camera
        self._light = light
        self._fine = _FINE if camera.height_px <= 480 else 2
        self._noise = np.random.default_rng(seed)
        size = (camera.width_px, camera.height_px)
        self._image = Image.new("RGB", (size[0] * self._fine, size[1] * self._fine), base)
        self._draw = ImageDraw.Draw(self._image, "RGBA")
        self._shadow = Image.new("L", size, 0)
        self._shadow_draw = ImageDraw.Draw(self._shadow)
        self.wear = 1.0

    def area(self, corners: Sequence[tuple[float, float]], colour: Colour, alpha: float = 1.0) -> None:
        """A polygon of (x, z) corners."""
        self._fill(self._camera.outline([(x, 0.0, z) for x, z in corners]), colour, alpha)

    def strip(self, x0: float, x1: float, z0: float, z1: float, colour: Colour, alpha: float = 1.0) -> None:
        """A rectangle along the axes."""
        self.area(((x0, z0), (x1, z0), (x1, z1), (x0, z1)), colour, alpha)

    def disc(
        self, x: float, z: float, rx: float, rz: float, colour: Colour, alpha: float = 1.0, *, y: float = 0.0
    ) -> None:
        ring = [(math.cos(a), math.sin(a)) for a in np.linspace(0, 2 * math.pi, 48, endpoint=False)]
        self._fill(self._camera.outline([(x + rx * c, y, z + rz * s) for c, s in ring]), colour, alpha)

    def kerb(self, x: float, z0: float, z1: float, colour: Colour, *, drop: int) -> None:
        """The edge of a pavement along z; `drop` is +1 when the road lies on the right of it."""
        self.strip(x - 0.18 * drop, x, z0, z1, colour)
        self.strip(x, x + 0.14 * drop, z0, z1, (52, 52, 49), 0.75)

    def kerb_across(self, z: float, x0: float, x1: float, colour: Colour, *, drop: int) -> None:
        """The edge of a pavement along x; `drop` is -1 when the road lies nearer to the camera."""
        self.strip(x0, x1, z - 0.2 * drop, z, colour)
        self.strip(x0, x1, z, z + 0.3 * drop, (52, 52, 49), 0.7)

    def dashes(
        self, x: float, z0: float, z1: float, colour: Colour, *, every: float = 8.0, length: float = 3.6
    ) -> None:
        z = z0
        while z < z1:
            self.strip(x - 0.09, x + 0.09, z, z + length, colour)
            z += every

    def dashes_across(self, z: float, x0: float, x1: float, colour: Colour, *, every: float = 7.0) -> None:
        x = x0
        while x < x1:
            self.strip(x, x + every * 0.5, z - 0.09, z + 0.09, colour)
            x += every

    def grid(
        self, x0: float, x1: float, z0: float, z1: float, step: float, colour: Colour, alpha: float
    ) -> None:
        """Joints of a paving, thinning out with distance."""
        camera, width = self._camera, self._fine
        x = math.ceil(x0 / step) * step
        while x <= x1:
            self._joint([camera.pixel(x, 0, max(z0, 2)), camera.pixel(x, 0, z1)], colour, alpha, width)
            x += step
        z = math.ceil(z0 / step) * step
        while z <= z1:
            faint = alpha * min(1.0, step * camera.eye_m * camera.focal * camera.height_px / z**2 / 5)
            if z > 2 and faint > 0.02:
                self._joint([camera.pixel(x0, 0, z), camera.pixel(x1, 0, z)], colour, faint, width)
            z += step

    def zebra(self, x0: float, x1: float, z0: float, z1: float, colour: Colour, *, step: float = 1.1) -> None:
        """Bars along z, for walking from x0 to x1."""
        x = x0
        while x + step * 0.5 <= x1 + 0.01:
            self.strip(x, x + step * 0.5, z0, z1, colour, 0.92)
            x += step

    def zebra_across(
        self, x0: float, x1: float, z0: float, z1: float, colour: Colour, *, step: float = 1.1
    ) -> None:
        """Bars along x, for walking from z0 to z1."""
        z = z0
        while z + step * 0.5 <= z1 + 0.01:
            self.strip(x0, x1, z, z + step * 0.5, colour, 0.92)
            z += step

    def shadow(self, corners: Sequence[tuple[float, float]], strength: float = 1.0) -> None:
        """Soft shade on the ground; overlapping shades do not add up."""
        points = self._camera.outline([(x, 0.0, z) for x, z in corners])
        if len(points) > 2:
            layer = Image.new("L", self._shadow.size, 0)
            ImageDraw.Draw(layer).polygon(points, int(255 * min(1.0, strength)))
            self._shadow.paste(layer, mask=_lighter_mask(layer, self._shadow))

    def shadow_disc(self, x: float, z: float, radius: float, strength: float = 1.0) -> None:
        box = self._camera.box(x, z, radius, 0.0)
        middle, tall = box[3], radius * self._camera.eye_m * self._camera.px_per_m(z) / max(z, 1.0)
        self._shadow_draw.ellipse(
            (box[0], middle - tall, box[2], middle + tall), int(255 * min(1.0, strength))
        )

    def finish(self) -> Image.Image:
        """The picture with sky and ground, ready for what stands on it."""
        camera = self._camera
        horizon = min(camera.height_px, max(0, math.ceil(camera.vanish_px[1])))
        flat = np.asarray(self._image.reduce(self._fine), dtype=np.float32)
        picture = np.empty_like(flat)
        picture[:horizon] = self._sky(horizon)
        if horizon < camera.height_px:
            picture[horizon:] = self._lit(flat[horizon:], horizon)
        return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))

    def _fill(self, points: Sequence[Pixel], colour: Colour, alpha: float) -> None:
        if len(points) > 2:
            k = self._fine
            self._draw.polygon([(x * k, y * k) for x, y in points], (*colour, int(alpha * 255)))

    def _joint(self, ends: Sequence[Pixel], colour: Colour, alpha: float, width: int) -> None:
        k = self._fine
        self._draw.line([(x * k, y * k) for x, y in ends], (*colour, int(alpha * 255)), width)

    def _sky(self, rows: int) -> NDArray[np.float32]:
        """Brighter towards the horizon, with long flat clouds."""
        light, (height, width) = self._light, (rows, self._camera.width_px)
        if rows == 0:
            return np.zeros((0, width, 3), np.float32)
        up = np.linspace(1, 0, height, dtype=np.float32)[:, None]
        across = np.arange(width, dtype=np.float32)[None, :] / self._camera.height_px
        far = 1.0 / (0.16 + up)
        cloud = self._blend(across * far * 2.2, far * 3.0) + 0.5 * self._blend(across * far * 5, far * 7)
        shade = 1 + (cloud + 0.25) * 0.06 * np.minimum(1.0, up * 3 + 0.15)
        top, low = np.array(light.sky_top, np.float32), np.array(light.sky_low, np.float32)
        sky = low + (top - low) * (up**0.8)[..., None]
        return np.asarray(sky * shade[..., None], dtype=np.float32)

    def _lit(self, flat: NDArray[np.float32], horizon: int) -> NDArray[np.float32]:
        camera, light = self._camera, self._light
        rows = np.arange(horizon, camera.height_px, dtype=np.float32) + 0.5
        v = camera.vanish_px[1]
        z = np.minimum(_FAR_M, camera.focal * camera.height_px * camera.eye_m / np.maximum(rows - v, 0.05))
        u = (np.arange(camera.width_px, dtype=np.float32) + 0.5 - camera.vanish_px[0]) * camera.side
        x = u[None, :] * (z / (camera.focal * camera.height_px))[:, None]
        depth = np.broadcast_to(z[:, None], x.shape)
        sharp = np.exp(-z / 45)[:, None] * self.wear
        worn = 1 + self._blend(x * 0.35, depth * 0.16) * 0.055 * self.wear
        worn += (self._blend(x * 2.3, depth * 1.4) * 0.035 + self._blend(x * 9, depth * 7) * 0.03) * sharp
        softness = camera.height_px * 0.006
        shadow = (
            np.asarray(self._shadow.filter(ImageFilter.GaussianBlur(softness)), np.float32)[horizon:] / 255
        )
        shade = worn * (1 - shadow * light.shadow)
        tint = np.array(light.tint, np.float32)
        lit = flat * shade[..., None] * tint
        if light.lamps:
            lit += (
                flat
                * worn[..., None]
                * self._lamps(x, depth)[..., None]
                * np.array(light.lamp_tint, np.float32)
            )
        haze = (0.94 * (1 - np.exp(-np.maximum(z, NEAR_M) / light.haze_m)))[:, None, None]
        return np.asarray(lit + (np.array(light.haze, np.float32) - lit) * haze, dtype=np.float32)

    def _lamps(self, x: NDArray[np.float32], z: NDArray[np.float32]) -> NDArray[np.float32]:
        level = np.zeros_like(x)
        for lamp in self._light.lamps:
            near = 1 + ((x - lamp.x) ** 2 + (z - lamp.z) ** 2) / lamp.reach_m**2
            level += lamp.power / (near * near)
        return level

    def _blend(self, x: _Array, y: _Array) -> NDArray[np.float32]:
        """Smooth noise, about -1 to 1, at the points given; in large pictures at every other one."""
        table = self._noise.uniform(-1, 1, (_NOISE, _NOISE)).astype(np.float32)
        x, y = np.broadcast_arrays(x, y)
        if self._camera.height_px <= 480:
            return _sample(table, x, y)
        coarse = _sample(table, x[::2, ::2], y[::2, ::2])
        return np.asarray(Image.fromarray(coarse).resize((x.shape[1], x.shape[0]), Image.Resampling.BILINEAR))


def _sample(
    table: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The table between its points, repeated for ever."""
    x0, y0 = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
    fx, fy = x - x0, y - y0
    fx, fy = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)
    x0, y0, x1, y1 = x0 % _NOISE, y0 % _NOISE, (x0 + 1) % _NOISE, (y0 + 1) % _NOISE
    top = table[y0, x0] * (1 - fx) + table[y0, x1] * fx
    low = table[y1, x0] * (1 - fx) + table[y1, x1] * fx
    return np.asarray(top * (1 - fy) + low * fy, dtype=np.float32)


def _lighter_mask(layer: Image.Image, ground: Image.Image) -> Image.Image:
    stronger = np.asarray(layer) > np.asarray(ground)
    return Image.fromarray(stronger.astype(np.uint8) * 255)
