"""Drawing with curves in units of the figure, turned and shifted as a whole.

Rule: coordinates are fractions (x to the right, y down); pixels appear only in `Frame.px`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.drawing.palette import Colour
    from wallclient.demo.scenes.drawing.perspective import Pixel

Spot: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the figure's own coordinates lie: origin in pixels, unit in pixels, turn in radians."""

    origin: Pixel
    unit: float
    turn: float = 0.0

    def px(self, x: float, y: float) -> Pixel:
        sin, cos = math.sin(self.turn), math.cos(self.turn)
        return self.origin[0] + (x * cos - y * sin) * self.unit, self.origin[1] + (
            x * sin + y * cos
        ) * self.unit

    def within(self, x: float, y: float, unit: float, turn: float = 0.0) -> Frame:
        """A smaller frame at a spot of this one."""
        return Frame(self.px(x, y), self.unit * unit, self.turn + turn)


@dataclass(frozen=True, slots=True)
class Pen:
    """A canvas seen through a frame."""

    canvas: Canvas
    frame: Frame

    def shape(
        self, spots: Sequence[Spot], colour: Colour, alpha: float = 1.0, *, smooth: bool = True
    ) -> None:
        """A filled outline; smooth outlines go through all spots."""
        outline = curve(spots, closed=True) if smooth else spots
        self.canvas.polygon([self.frame.px(*s) for s in outline], colour, alpha)

    def stroke(self, spots: Sequence[Spot], width: float, colour: Colour, alpha: float = 1.0) -> None:
        path = curve(spots, closed=False) if len(spots) > 2 else spots
        self.canvas.line([self.frame.px(*s) for s in path], width * self.frame.unit, colour, alpha)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour, alpha: float = 1.0) -> None:
        ring = [(x + rx * math.cos(k * math.pi / 12), y + ry * math.sin(k * math.pi / 12)) for k in range(24)]
        self.canvas.polygon([self.frame.px(*s) for s in ring], colour, alpha)


def curve(spots: Sequence[Spot], *, closed: bool, steps: int = 7) -> list[Spot]:
    """A Catmull-Rom line through the spots."""
    count = len(spots)
    result: list[Spot] = []
    for i in range(count if closed else count - 1):
        if closed:
            a, b, c, d = spots[i - 1], spots[i], spots[(i + 1) % count], spots[(i + 2) % count]
        else:
            a, b, c, d = spots[max(0, i - 1)], spots[i], spots[i + 1], spots[min(count - 1, i + 2)]
        for k in range(steps):
            result.append(_between(a, b, c, d, k / steps))
    if not closed:
        result.append(spots[-1])
    return result


def _between(a: Spot, b: Spot, c: Spot, d: Spot, t: float) -> Spot:
    t2, t3 = t * t, t * t * t
    weights = (
        -0.5 * t3 + t2 - 0.5 * t,
        1.5 * t3 - 2.5 * t2 + 1,
        -1.5 * t3 + 2 * t2 + 0.5 * t,
        0.5 * t3 - 0.5 * t2,
    )
    return (
        a[0] * weights[0] + b[0] * weights[1] + c[0] * weights[2] + d[0] * weights[3],
        a[1] * weights[0] + b[1] * weights[1] + c[1] * weights[2] + d[1] * weights[3],
    )


def mirrored(half: Sequence[Spot]) -> list[Spot]:
    """A symmetric outline from its right half, top to bottom."""
    return [*half, *[(-x, y) for x, y in reversed(half) if x != 0]]
