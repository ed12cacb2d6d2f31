"""Which part of the plane is seen, at which scale, and how the view travels from one place to another.

Pure arithmetic. One `Viewport` is made per frame and handed to every layer, so that all agree to the pixel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLIGHT_S = 0.4
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Viewport:
    """Centre in metres, scale in logical pixels per metre, size in logical pixels."""

    x_m: float
    y_m: float
    px_per_m: float
    width_px: float
    height_px: float

    def to_px(self, x_m: float, y_m: float) -> tuple[float, float]:
        return (
            self.width_px / 2 + (x_m - self.x_m) * self.px_per_m,
            self.height_px / 2 - (y_m - self.y_m) * self.px_per_m,
        )

    def many_to_px(self, xy_m: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, 2) pixels of (n, 2) metres."""
        scale = (self.px_per_m, -self.px_per_m)
        return (xy_m - (self.x_m, self.y_m)) * scale + (self.width_px / 2, self.height_px / 2)

    def to_m(self, x_px: float, y_px: float) -> tuple[float, float]:
        return (
            self.x_m + (x_px - self.width_px / 2) / self.px_per_m,
            self.y_m - (y_px - self.height_px / 2) / self.px_per_m,
        )

    @property
    def bounds_m(self) -> Bounds:
        half_w, half_h = self.width_px / self.px_per_m / 2, self.height_px / self.px_per_m / 2
        return self.x_m - half_w, self.y_m - half_h, self.x_m + half_w, self.y_m + half_h

    def snapped(self, dpr: float) -> Viewport:
        """The same view with its corner on a device pixel, so that cached tiles are copied, not blended."""
        step = self.px_per_m * dpr
        left = round(self.x_m * step - self.width_px * dpr / 2)
        top = round(-self.y_m * step - self.height_px * dpr / 2)
        return Viewport(
            (left + self.width_px * dpr / 2) / step,
            -(top + self.height_px * dpr / 2) / step,
            self.px_per_m,
            self.width_px,
            self.height_px,
        )


@dataclass(frozen=True, slots=True)
class Insets:
    """Pixels at each side that furniture needs."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


def fit(bounds: Bounds, width_px: float, height_px: float, insets: Insets) -> Viewport:
    """The view in which `bounds` (metres) just fill what the insets leave free."""
    x0, y0, x1, y1 = bounds
    free_w = max(width_px - insets.left - insets.right, 16.0)
    free_h = max(height_px - insets.top - insets.bottom, 16.0)
    scale = min(free_w / max(x1 - x0, 1.0), free_h / max(y1 - y0, 1.0))
    off_x = (insets.left - insets.right) / 2 / scale
    off_y = (insets.top - insets.bottom) / 2 / scale
    return Viewport((x0 + x1) / 2 - off_x, (y0 + y1) / 2 + off_y, scale, width_px, height_px)


def around(x_m: float, y_m: float, radius_m: float, width_px: float, height_px: float) -> Viewport:
    """The view in which a circle takes 85 % of the shorter side."""
    return Viewport(x_m, y_m, min(width_px, height_px) * 0.425 / radius_m, width_px, height_px)


@dataclass(frozen=True, slots=True)
class Flight:
    """A journey between two views of one size; scale changes evenly to the eye, that is in its logarithm."""

    start: Viewport
    end: Viewport
    began_s: float

    def done(self, now_s: float) -> bool:
        return now_s - self.began_s >= FLIGHT_S

    def at(self, now_s: float) -> Viewport:
        share = min(max((now_s - self.began_s) / FLIGHT_S, 0.0), 1.0)
        t = share * share * (3 - 2 * share)
        a, b = self.start, self.end
        scale = math.exp(math.log(a.px_per_m) * (1 - t) + math.log(b.px_per_m) * t)
        return Viewport(
            a.x_m + (b.x_m - a.x_m) * t, a.y_m + (b.y_m - a.y_m) * t, scale, b.width_px, b.height_px
        )


def scale_bar(px_per_m: float, longest_px: float) -> tuple[int, float]:
    """The longest of 1, 2, 5 × 10ⁿ metres that fits: (metres, pixels)."""
    metres = 1
    for power in range(7):
        for step in (1, 2, 5):
            if step * 10**power * px_per_m <= longest_px:
                metres = step * 10**power
    return metres, metres * px_per_m
