"""Backdrops: a site outdoors, an office, a control room, a duty room, a street, a car.

Rule: a place paints what stands still; what stirs there is added where the scene is put together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import Colour, dim, mix, varied

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from wallclient.demo.scenes.rooms.sketch import Pen

_BINDERS: tuple[Colour, ...] = (
    (88, 96, 104),
    (104, 88, 78),
    (96, 102, 92),
    (116, 112, 102),
    (78, 82, 90),
    (108, 98, 84),
)


def rect(pen: Pen, x0: float, y0: float, x1: float, y1: float, colour: Colour, alpha: float = 1.0) -> None:
    pen.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour, alpha, smooth=False)


def shaded(
    pen: Pen, y0: float, y1: float, top: Colour, low: Colour, *, x0: float = -1.3, x1: float = 1.3
) -> None:
    """A vertical gradient."""
    steps = 24
    for k in range(steps):
        rect(
            pen,
            x0,
            y0 + (y1 - y0) * k / steps,
            x1,
            y0 + (y1 - y0) * (k + 1) / steps + 0.004,
            mix(top, low, k / (steps - 1)),
        )


def site(rng: Random) -> Callable[[Pen], None]:
    """Outdoors: sky, houses, a fire engine."""
    wall = varied(rng, (110, 108, 100), 8)

    def paint(pen: Pen) -> None:
        shaded(pen, -0.2, 0.5, (122, 124, 118), (138, 136, 127))
        rect(pen, -1.4, 0.36, 1.4, 0.75, (94, 94, 88))
        rect(pen, -1.3, 0.10, -0.36, 0.72, wall)
        for row in range(4):
            for k in range(7):
                rect(
                    pen,
                    -1.22 + k * 0.125,
                    0.15 + row * 0.14,
                    -1.16 + k * 0.125,
                    0.22 + row * 0.14,
                    dim(wall, 0.66),
                )
        shaded(pen, 0.70, 1.25, (76, 77, 70), (66, 66, 61))
        pen.shape(
            [
                (-0.5, 0.46),
                (-0.42, 0.34),
                (-0.3, 0.3),
                (-0.2, 0.36),
                (-0.16, 0.48),
                (-0.22, 0.6),
                (-0.42, 0.6),
            ],
            (74, 82, 66),
        )
        rect(pen, -0.325, 0.58, -0.3, 0.74, (60, 54, 48))
        _engine(pen)

    return paint


def _engine(pen: Pen) -> None:
    red = (86, 66, 60)
    rect(pen, 0.20, 0.17, 1.3, 0.76, red)
    rect(pen, 0.20, 0.17, 1.3, 0.205, dim(red, 1.3))
    rect(pen, 0.20, 0.52, 1.3, 0.56, (134, 130, 118))
    rect(pen, 0.27, 0.24, 0.53, 0.44, (52, 56, 58))
    pen.shape([(0.27, 0.24), (0.4, 0.24), (0.33, 0.44), (0.27, 0.44)], (84, 90, 92), 0.6, smooth=False)
    for k in range(3):
        rect(pen, 0.62 + k * 0.24, 0.25, 0.82 + k * 0.24, 0.49, dim(red, 0.78))
        for j in range(5):
            rect(pen, 0.62 + k * 0.24, 0.26 + j * 0.046, 0.82 + k * 0.24, 0.268 + j * 0.046, dim(red, 0.95))
    rect(pen, 0.24, 0.12, 1.3, 0.145, (128, 126, 118))
    for k in range(16):
        rect(pen, 0.26 + k * 0.07, 0.09, 0.275 + k * 0.07, 0.17, (118, 116, 108))
    rect(pen, 0.24, 0.085, 1.3, 0.1, (128, 126, 118))
    for x in (0.45, 0.98):
        pen.oval(x, 0.765, 0.105, 0.105, (40, 40, 39))
        pen.oval(x, 0.765, 0.05, 0.05, (98, 96, 90))


def office(rng: Random) -> Callable[[Pen], None]:
    """A wall with shelves, a window with daylight, a plant."""
    wall = varied(rng, (122, 120, 112), 6)
    seed = rng.random()
    binders = [(rng.uniform(0.022, 0.036), rng.choice(_BINDERS), rng.uniform(0.12, 0.15)) for _ in range(130)]

    def paint(pen: Pen) -> None:
        shaded(pen, -0.2, 1.2, dim(wall, 1.04), dim(wall, 0.92))
        _window(pen, 0.30, 0.06, 0.84, 0.54, wall)
        rect(pen, -0.98, 0.06, -0.24, 1.2, (92, 82, 70))
        at = iter(binders)
        for row in range(5):
            y = 0.10 + row * 0.19
            rect(pen, -0.96, y, -0.26, y + 0.17, (62, 57, 51))
            x = -0.95
            for wide, colour, tall in at:
                if x + wide > -0.28 or (seed > 0.5 and row == 2 and x > -0.6):
                    break
                rect(pen, x, y + 0.17 - tall, x + wide - 0.003, y + 0.17, colour)
                rect(
                    pen,
                    x + 0.006,
                    y + 0.17 - tall * 0.75,
                    x + wide - 0.009,
                    y + 0.17 - tall * 0.5,
                    mix(colour, (150, 148, 138), 0.5),
                )
                x += wide
        _potted(pen, 0.98 if seed < 0.5 else -1.08, 0.96)

    return paint


def _window(pen: Pen, x0: float, y0: float, x1: float, y1: float, wall: Colour) -> None:
    rect(pen, x0 - 0.02, y0 - 0.02, x1 + 0.02, y1 + 0.03, dim(wall, 1.14))
    shaded(pen, y0, y1, (158, 160, 154), (148, 148, 140), x0=x0, x1=x1)
    for k, (wide, tall) in enumerate(((0.12, 0.2), (0.16, 0.12), (0.1, 0.26), (0.2, 0.15))):
        rect(pen, x0 + 0.14 * k, y1 - tall, min(x1, x0 + 0.14 * k + wide), y1, (130, 132, 126))
    pen.shape(
        [(x0, y1), (x0 + 0.02, y1 - 0.12), (x0 + 0.12, y1 - 0.16), (x0 + 0.2, y1 - 0.07), (x0 + 0.24, y1)],
        (104, 114, 96),
    )
    rect(pen, (x0 + x1) / 2 - 0.012, y0, (x0 + x1) / 2 + 0.012, y1, dim(wall, 1.1))
    rect(pen, x0, y0 + (y1 - y0) * 0.36, x1, y0 + (y1 - y0) * 0.36 + 0.016, dim(wall, 1.1))
    rect(pen, x0 - 0.04, y1 + 0.02, x1 + 0.04, y1 + 0.05, dim(wall, 1.2))


def _potted(pen: Pen, x: float, y: float) -> None:
    pen.shape(
        [(x - 0.07, y - 0.12), (x + 0.07, y - 0.12), (x + 0.055, y + 0.1), (x - 0.055, y + 0.1)],
        (104, 92, 80),
        smooth=False,
    )
    for k in range(11):
        lean = (k - 5) * 0.035
        tip = (x + lean * 1.5, y - 0.46 + abs(lean) * 0.8)
        colour = mix((72, 86, 66), (92, 104, 78), (k % 3) / 2)
        pen.shape(
            [(x, y - 0.11), (x + lean * 0.7 - 0.022, y - 0.3), tip, (x + lean * 0.7 + 0.022, y - 0.28)],
            colour,
        )


def control_room(rng: Random) -> Callable[[Pen], None]:
    """A dark room; the wall of screens comes on top of it, alive."""
    base = varied(rng, (78, 79, 78), 4)

    def paint(pen: Pen) -> None:
        shaded(pen, -0.2, 0.62, dim(base, 0.8), base)
        shaded(pen, 0.62, 1.2, (70, 66, 61), (56, 53, 49))
        rect(pen, -1.3, -0.1, 1.3, 0.03, dim(base, 0.7))
        for k in range(6):
            rect(pen, -1.0 + k * 0.38, -0.02, -0.78 + k * 0.38, 0.012, (160, 158, 146))
        rect(pen, -1.3, 0.63, 1.3, 0.70, (92, 86, 78))
        rect(pen, -1.3, 0.70, 1.3, 0.73, (52, 49, 45))

    return paint


def duty_room(rng: Random) -> Callable[[Pen], None]:
    """Painted wall with a darker base, a board with papers, a cabinet, a window to the road."""
    wall = varied(rng, (126, 124, 115), 5)
    papers = [(rng.uniform(-0.86, -0.34), rng.uniform(0.12, 0.36), rng.uniform(0.06, 0.1)) for _ in range(9)]

    def paint(pen: Pen) -> None:
        shaded(pen, -0.2, 0.62, dim(wall, 1.02), dim(wall, 0.95))
        rect(pen, -1.4, 0.60, 1.4, 1.25, mix(wall, (84, 96, 98), 0.6))
        rect(pen, -1.4, 0.595, 1.4, 0.61, dim(wall, 0.7))
        rect(pen, -0.92, 0.07, -0.28, 0.52, (96, 84, 70))
        rect(pen, -0.90, 0.09, -0.30, 0.50, (118, 112, 98))
        for x, y, tall in papers:
            rect(pen, x, y, min(x + tall * 0.72, -0.32), min(y + tall, 0.48), (146, 144, 134))
        rect(pen, 0.80, 0.20, 1.3, 1.2, (108, 112, 110))
        for k in range(3):
            rect(pen, 0.82, 0.24 + k * 0.28, 1.28, 0.49 + k * 0.28, (98, 102, 100))
            rect(pen, 1.0, 0.35 + k * 0.28, 1.1, 0.365 + k * 0.28, (60, 62, 61))
        _flagless_pole(pen)

    return paint


def _flagless_pole(pen: Pen) -> None:
    """A coat stand with a cap and a coat."""
    rect(pen, -1.07, 0.2, -1.055, 1.1, (72, 64, 56))
    pen.shape(
        [(-1.14, 0.3), (-1.0, 0.28), (-0.96, 0.5), (-0.97, 0.86), (-1.15, 0.86), (-1.17, 0.5)], (66, 72, 84)
    )
    pen.oval(-1.06, 0.205, 0.06, 0.03, (58, 64, 76))


def street(rng: Random) -> Callable[[Pen], None]:
    """A street as a phone sees it: houses, trees, a pavement."""
    left, right = varied(rng, (120, 112, 100), 6), varied(rng, (112, 116, 112), 6)
    tufts = [
        (rng.uniform(-0.17, 0.17), rng.uniform(-0.13, 0.13), rng.uniform(0.04, 0.075), rng.random())
        for _ in range(90)
    ]

    def paint(pen: Pen) -> None:
        shaded(pen, -0.3, 0.8, (146, 148, 142), (160, 160, 151))
        for x0, x1, y0, wall in (
            (-1.5, -0.34, -0.1, left),
            (0.46, 1.5, 0.02, right),
            (-0.38, 0.04, 0.26, dim(right, 1.12)),
            (0.16, 0.5, 0.3, dim(left, 1.14)),
        ):
            rect(pen, x0, y0, x1, 0.78, wall)
            step = 0.11 if x1 - x0 > 0.6 else 0.07
            y = y0 + 0.06
            while y < 0.62:
                x = x0 + 0.04
                while x < x1 - 0.05:
                    rect(pen, x, y, x + step * 0.5, y + step * 0.6, dim(wall, 0.68))
                    x += step
                y += step * 1.25
        shaded(pen, 0.74, 1.3, (112, 109, 101), (98, 96, 89))
        pen.shape([(-0.05, 0.7), (0.25, 0.7), (0.9, 1.3), (-0.2, 1.3)], (78, 79, 75), smooth=False)
        for cx, cy, crown in ((-0.30, 0.36, (80, 92, 70)), (0.62, 0.42, (92, 98, 72))):
            rect(pen, cx - 0.018, cy, cx + 0.018, 0.8, (66, 58, 50))
            for dx, dy, size, level in tufts:
                if (dx / 0.17) ** 2 + (dy / 0.14) ** 2 < 1:
                    pen.oval(cx + dx, cy + dy, size, size * 0.8, dim(crown, 0.85 + 0.3 * level - dy * 1.6))

    return paint


def car_inside(rng: Random) -> Callable[[Pen], None]:
    """A car's cabin around its side windows; the windows stay empty (they are filled with what passes)."""
    trim = varied(rng, (62, 62, 60), 3)

    def paint(pen: Pen) -> None:
        shaded(pen, -0.2, 1.2, (84, 83, 79), (54, 53, 51))
        rect(pen, -1.4, -0.2, 1.4, 0.1, (104, 102, 95))
        rect(pen, -1.4, 0.6, 1.4, 1.3, trim)
        pen.shape(
            [
                (-0.38, 0.66),
                (-0.32, 0.48),
                (-0.18, 0.40),
                (0.30, 0.40),
                (0.44, 0.48),
                (0.50, 0.66),
                (0.56, 1.3),
                (-0.44, 1.3),
            ],
            dim(trim, 1.16),
        )
        pen.shape(
            [(-0.13, 0.36), (-0.10, 0.19), (0.22, 0.19), (0.25, 0.36), (0.2, 0.42), (-0.08, 0.42)],
            dim(trim, 1.3),
        )

    return paint
