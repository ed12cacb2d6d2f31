"""Walls with windows: one rectangle of a building, divided into floors and bays.

Rule: everything on a wall is placed by (metres along, metres up, metres out of the wall), so that it works on
any side.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import COATS, DARK, GLASS, Colour, dim, mix

if TYPE_CHECKING:
    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.drawing.palette import Vector
    from wallclient.demo.scenes.drawing.perspective import Point

_LAMPLIGHT: tuple[Colour, ...] = ((186, 158, 108), (168, 144, 102), (150, 146, 132), (176, 138, 88))
_AWNINGS: tuple[Colour, ...] = ((104, 72, 64), (78, 90, 84), (86, 90, 102), (118, 104, 78), (92, 80, 74))


@dataclass(frozen=True, slots=True)
class Style:
    """How a building's walls are made. Metres."""

    colour: Colour
    floors: int = 6
    floor_m: float = 3.0
    bay_m: float = 3.4
    window_w: float = 0.46
    """Part of the bay."""
    window_h: float = 0.5
    """Part of the floor."""
    kind: str = "punched"
    """punched, balcony, strip or glass."""
    shops: bool = False
    trim: Colour | None = None
    seed: int = 0

    @property
    def height_m(self) -> float:
        return self.floors * self.floor_m + (4.2 if self.shops else 0.8)

    @property
    def base_m(self) -> float:
        return 4.2 if self.shops else 0.8


@dataclass(frozen=True, slots=True)
class Wall:
    """A standing rectangle: its lower corner, the way along it from there, and the way out of it."""

    corner: Point
    along: tuple[float, float]
    """Unit vector (x, z)."""
    out: tuple[float, float]
    length_m: float

    def at(self, s: float, up: float, out: float = 0.0) -> Point:
        x, y, z = self.corner
        return x + self.along[0] * s + self.out[0] * out, y + up, z + self.along[1] * s + self.out[1] * out

    def quad(self, s0: float, s1: float, up0: float, up1: float, out: float = 0.0) -> list[Point]:
        return [self.at(s0, up0, out), self.at(s1, up0, out), self.at(s1, up1, out), self.at(s0, up1, out)]

    @property
    def normal(self) -> Vector:
        return self.out[0], 0.0, self.out[1]


class FacadePainter:
    """Draws one wall in one style."""

    def __init__(self, canvas: Canvas, wall: Wall, style: Style) -> None:
        self._canvas = canvas
        self._wall = wall
        self._style = style
        self._rng = Random(style.seed)
        self._shade = canvas.light.shade(wall.normal)

    def paint(self) -> None:
        style, wall = self._style, self._wall
        self._ground_wall()
        bays = max(1, round(wall.length_m / style.bay_m))
        bay = wall.length_m / bays
        for floor in range(style.floors):
            low = style.base_m + floor * style.floor_m
            self._band(low)
            for i in range(bays):
                self._bay(i * bay, bay, low, floor)
        if style.shops:
            self._shops()
        if style.kind in ("punched", "balcony") and wall.length_m > 8:
            self._pipes(bay, bays)
        self._parapet()

    def _tone(self, colour: Colour, s: float, factor: float = 1.0) -> Colour:
        x, _, z = self._wall.at(s, 0)
        return self._canvas.light.lit(colour, self._shade * factor, x=x, z=z)

    def _quad(
        self,
        s0: float,
        s1: float,
        up0: float,
        up1: float,
        colour: Colour,
        *,
        out: float = 0.0,
        factor: float = 1.0,
    ) -> None:
        if s1 > s0 and up1 > up0:
            self._canvas.face(
                self._wall.quad(s0, s1, up0, up1, out), self._tone(colour, (s0 + s1) / 2, factor)
            )

    def _ground_wall(self) -> None:
        """The bare wall in slices, so that haze grows along it; darker towards the ground."""
        style, wall = self._style, self._wall
        slices = max(1, min(12, int(wall.length_m / 6)))
        for i in range(slices):
            s0, s1 = wall.length_m * i / slices, wall.length_m * (i + 1) / slices
            self._quad(s0, s1 + 0.02, 0, style.height_m, style.colour)
            self._quad(s0, s1 + 0.02, 0, 0.8, style.colour, factor=0.78)
            self._quad(s0, s1 + 0.02, 0.8, 2.0, style.colour, factor=0.93)

    def _band(self, low: float) -> None:
        if self._style.kind != "glass" and self._metre(0) > 3:
            self._quad(0, self._wall.length_m, low - 0.1, low + 0.08, self._style.colour, factor=0.9)

    def _metre(self, s: float) -> float:
        return self._canvas.camera.px_per_m(self._wall.at(s, 0)[2])

    def _bay(self, s: float, bay: float, low: float, floor: int) -> None:
        style = self._style
        tall = style.floor_m * style.window_h
        sill = low + (style.floor_m - tall) * 0.45
        wide = bay * style.window_w
        left = s + (bay - wide) / 2
        if style.kind == "glass":
            left, wide, sill, tall = s + 0.06, bay - 0.12, low + 0.05, style.floor_m - 0.5
        elif style.kind == "strip":
            left, wide = s + 0.1, bay - 0.2
        if style.kind == "balcony" and round(s / bay) % 3 != 2:
            self._balcony(s + 0.25, bay - 0.5, low)
            return
        self._window(left, wide, sill, tall)
        if style.kind == "punched" and self._rng.random() < 0.3:
            self._cooler(left + wide + 0.12, sill - 0.1)

    def _window(self, left: float, wide: float, sill: float, tall: float) -> None:
        rng, metre = self._rng, self._metre(left)
        light = self._canvas.light
        lit = rng.random() < light.windows_lit
        look = rng.random()
        colour = self._pane_colour(lit=lit, look=look, lamp=rng.choice(_LAMPLIGHT))
        if metre > 5:
            frame = self._style.trim or dim(self._style.colour, 1.1)
            self._quad(left - 0.09, left + wide + 0.09, sill - 0.12, sill + tall + 0.07, frame, factor=0.97)
        quad = self._wall.quad(left, left + wide, sill, sill + tall)
        self._canvas.face(quad, colour)
        if metre > 7:
            self._pane_details(left, wide, sill, tall, colour, lit=lit, look=look)

    def _pane_colour(self, *, lit: bool, look: float, lamp: Colour) -> Colour:
        light = self._canvas.light
        z = self._wall.at(self._wall.length_m / 2, 0)[2]
        if lit:
            return mix(lamp, light.haze, light.haze_part(z) * 0.7)
        glass = mix(GLASS, light.sky_low, 0.05 + 0.22 * look**2)
        base = light.lit(glass if not light.lamps_on else dim(GLASS, 0.8), 0.86, z=z)
        return mix(base, light.sky_low, 0.12 if light.lamps_on else 0.04)

    def _pane_details(
        self, left: float, wide: float, sill: float, tall: float, colour: Colour, *, lit: bool, look: float
    ) -> None:
        canvas, wall = self._canvas, self._wall
        shade = dim(colour, 0.74)
        canvas.face(wall.quad(left, left + wide, sill + tall * 0.9, sill + tall), shade)
        if look > 0.62:
            edge = left + wide * (0.3 if look > 0.8 else 0.7)
            side = (left, edge) if look > 0.8 else (edge, left + wide)
            curtain = mix(colour, (150, 146, 134), 0.22 if not lit else 0.1)
            canvas.face(wall.quad(side[0], side[1], sill, sill + tall), curtain)
        bar = self._tone(self._style.trim or dim(self._style.colour, 1.1), left, 0.9)
        canvas.face(wall.quad(left + wide * 0.48, left + wide * 0.52, sill, sill + tall), bar)

    def _cooler(self, s: float, up: float) -> None:
        """An air conditioner's outdoor unit."""
        if self._metre(s) < 5 or s + 0.8 > self._wall.length_m:
            return
        self._quad(s, s + 0.75, up, up + 0.55, (126, 126, 120), out=0.3)
        self._quad(s + 0.1, s + 0.5, up + 0.08, up + 0.47, DARK, out=0.31, factor=1.3)
        self._quad(s, s + 0.75, up - 0.12, up, self._style.colour, factor=0.7)

    def _balcony(self, s: float, wide: float, low: float) -> None:
        """Glazed in or open; washing on some."""
        rng, out = self._rng, 1.1
        parapet = mix(self._style.colour, (134, 132, 124), 0.4)
        look = rng.random()
        self._quad(s, s + wide, low, low + 2.7, dim(self._style.colour, 0.62))
        near = self._wall.at(s, low, out)
        light = self._canvas.light
        if look < 0.6:
            pane = self._pane_colour(
                lit=rng.random() < light.windows_lit, look=rng.random(), lamp=rng.choice(_LAMPLIGHT)
            )
            self._canvas.face(self._wall.quad(s, s + wide, low + 1.0, low + 2.5, out), pane)
            if near[2] > 0 and self._metre(s) > 6:
                for k in (0.33, 0.66):
                    self._quad(
                        s + wide * k - 0.03,
                        s + wide * k + 0.03,
                        low + 1.0,
                        low + 2.5,
                        (132, 132, 126),
                        out=out,
                    )
        elif look < 0.8 and self._metre(s) > 6:
            self._washing(s, wide, low)
        self._side_of(s, wide, low, out, parapet)
        self._quad(s, s + wide, low - 0.1, low + 1.0, parapet, out=out)
        self._quad(s, s + wide, low - 0.16, low - 0.04, parapet, out=out, factor=0.72)
        if look < 0.6:
            self._quad(s, s + wide, low + 2.5, low + 2.72, parapet, out=out, factor=0.95)

    def _side_of(self, s: float, wide: float, low: float, out: float, colour: Colour) -> None:
        """The end of a balcony that can be seen from the camera."""
        wall = self._wall
        for end in (s, s + wide):
            a, b = wall.at(end, low - 0.1, 0), wall.at(end, low - 0.1, out)
            tone = self._tone(colour, end, 0.86)
            self._canvas.face([a, b, (b[0], b[1] + 1.1, b[2]), (a[0], a[1] + 1.1, a[2])], tone)

    def _washing(self, s: float, wide: float, low: float) -> None:
        step = 0.5
        at = s + 0.2
        while at + 0.4 < s + wide:
            cloth = mix(self._rng.choice(COATS), (150, 148, 140), 0.35)
            self._quad(at, at + 0.36, low + 1.2, low + 2.1, cloth, out=0.9)
            at += step

    def _shops(self) -> None:
        """Ground floor: glass fronts, awnings and blank fascia boards."""
        rng, wall = self._rng, self._wall
        s = 0.5
        while s < wall.length_m - 3:
            wide = min(rng.uniform(4.5, 7.5), wall.length_m - s - 0.4)
            board = rng.choice(_AWNINGS)
            self._quad(s, s + wide, 0.1, 2.9, mix(GLASS, (120, 116, 104), 0.2 * rng.random()), factor=0.9)
            if self._canvas.light.lamps_on and rng.random() < 0.7:
                self._canvas.face(
                    wall.quad(s + 0.2, s + wide - 0.2, 0.4, 2.7), mix(rng.choice(_LAMPLIGHT), DARK, 0.3)
                )
            for k in range(1, int(wide / 1.6) + 1):
                self._quad(s + k * 1.6 - 0.05, s + k * 1.6 + 0.05, 0.1, 2.9, (112, 110, 104))
            self._quad(s, s + wide, 0.1, 0.5, (92, 90, 84))
            self._quad(s, s + wide, 2.9, 3.8, board, out=0.12)
            self._quad(s + 0.4, s + wide - 0.4, 3.15, 3.5, mix(board, (150, 146, 132), 0.35), out=0.13)
            if rng.random() < 0.45:
                self._awning(s, wide, mix(board, (128, 122, 108), 0.3))
            s += wide + 0.5

    def _awning(self, s: float, wide: float, colour: Colour) -> None:
        wall = self._wall
        top = [
            wall.at(s, 2.9, 0.12),
            wall.at(s + wide, 2.9, 0.12),
            wall.at(s + wide, 2.45, 1.3),
            wall.at(s, 2.45, 1.3),
        ]
        self._canvas.face(top, self._tone(colour, s, 1.08))
        self._quad(s, s + wide, 2.25, 2.45, colour, out=1.3, factor=0.86)

    def _pipes(self, bay: float, bays: int) -> None:
        for i in range(2, bays, 3):
            if self._metre(i * bay) > 6:
                self._quad(
                    i * bay - 0.06,
                    i * bay + 0.06,
                    0.3,
                    self._style.height_m - 0.4,
                    self._style.colour,
                    out=0.1,
                    factor=0.84,
                )

    def _parapet(self) -> None:
        top, length = self._style.height_m, self._wall.length_m
        slices = max(1, min(8, int(length / 8)))
        for i in range(slices):
            s0, s1 = length * i / slices, length * (i + 1) / slices
            self._quad(
                s0,
                s1 + 0.02,
                top - 0.1,
                top + 0.9,
                self._style.trim or dim(self._style.colour, 1.06),
                out=0.15,
            )
            self._quad(s0, s1 + 0.02, top - 0.22, top - 0.1, self._style.colour, factor=0.72)
