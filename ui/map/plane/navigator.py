"""Holds the view and moves it: by hand within limits, or by a short flight. Pure; time is given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.map.plane.viewport import Flight, Insets, Viewport, fit

if TYPE_CHECKING:
    from ui.map.plane.viewport import Bounds

# A metre across four pixels: enough to see which side of a street a camera stands on.
_CLOSEST = 4.0
# Zoomed out, the district may shrink to this share of what fits.
_FARTHEST = 0.7


class Navigator:
    """Owns the present view and the flight under way, if any."""

    def __init__(self) -> None:
        self.view = Viewport(0.0, 0.0, 0.1, 1.0, 1.0)
        self._bounds: Bounds | None = None
        self._insets = Insets()
        self._flight: Flight | None = None

    @property
    def flying(self) -> bool:
        return self._flight is not None

    @property
    def goal(self) -> Viewport:
        """Where the view is or will be at the end of its flight."""
        return self._flight.end if self._flight is not None else self.view

    def limit(self, bounds: Bounds | None, insets: Insets) -> None:
        """Keep the view's centre within `bounds` (metres); `insets`: what `fitting` leaves free."""
        self._bounds, self._insets = bounds, insets

    def fitting(self, bounds: Bounds) -> Viewport:
        return fit(bounds, self.view.width_px, self.view.height_px, self._insets)

    def resize(self, width_px: float, height_px: float) -> None:
        """Another pane size: the centre stays, and so does what the shorter side showed."""
        old = min(self.view.width_px, self.view.height_px)
        scale = self.view.px_per_m * min(width_px, height_px) / old if old > 1 else self.view.px_per_m
        self._flight = None
        self.view = replace(self.view, width_px=width_px, height_px=height_px, px_per_m=scale)

    def jump(self, view: Viewport) -> None:
        self._flight = None
        self.view = self._within(view)

    def fly(self, view: Viewport, now_s: float) -> None:
        """Travel to a view; arrives within 400 ms of `now_s` (monotonic seconds)."""
        end = self._within(view)
        if end != self.view:
            self._flight = Flight(self.view, end, now_s)

    def advance(self, now_s: float) -> bool:
        """Follow the flight; True if the view is another one than before."""
        if self._flight is None:
            return False
        self.view = self._flight.at(now_s)
        if self._flight.done(now_s):
            self.view, self._flight = self._flight.end, None
        return True

    def drag(self, dx_px: float, dy_px: float) -> None:
        view = self.view
        self.jump(
            replace(view, x_m=view.x_m - dx_px / view.px_per_m, y_m=view.y_m + dy_px / view.px_per_m),
        )

    def zoom(self, factor: float, x_px: float, y_px: float) -> None:
        """Change the scale while the point under the pointer stays where it is."""
        self.jump(self.zoomed(factor, x_px, y_px))

    def zoomed(self, factor: float, x_px: float, y_px: float) -> Viewport:
        """The view that `zoom` would give."""
        view = self.view
        scale = min(max(view.px_per_m * factor, self._least()), _CLOSEST)
        x_m, y_m = view.to_m(x_px, y_px)
        moved = replace(view, px_per_m=scale)
        there_x, there_y = moved.to_m(x_px, y_px)
        return replace(moved, x_m=moved.x_m + x_m - there_x, y_m=moved.y_m + y_m - there_y)

    def _least(self) -> float:
        return self.fitting(self._bounds).px_per_m * _FARTHEST if self._bounds is not None else 0.0

    def _within(self, view: Viewport) -> Viewport:
        if self._bounds is None:
            return view
        x0, y0, x1, y1 = self._bounds
        return replace(
            view,
            x_m=min(max(view.x_m, x0), x1),
            y_m=min(max(view.y_m, y0), y1),
            px_per_m=min(max(view.px_per_m, self._least()), _CLOSEST),
        )
