"""Street furniture: lamps, railings, bollards, bins, benches.

Rule: a lamp only stands here; what it lights is in the scene's `Light`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from wallclient.demo.scenes.drawing.palette import DARK, STEEL, Colour, dim

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.drawing.perspective import Point
    from wallclient.demo.scenes.drawing.stage import Stage


def street_lamp(stage: Stage, x: float, z: float, *, arm_m: float = 2.2, height_m: float = 8.0) -> None:
    """A mast with an arm towards `x + arm_m`."""

    def paint(canvas: Canvas) -> None:
        light = canvas.light
        tone = light.lit(STEEL, 0.85, x=x, z=z)
        canvas.beam((x, 0, z), (x, height_m, z), 0.16, tone)
        canvas.beam((x, 0, z), (x, 1.0, z), 0.26, dim(tone, 0.9))
        canvas.beam((x, height_m, z), (x + arm_m, height_m + 0.35, z), 0.1, tone)
        head = (x + arm_m, height_m + 0.3, z)
        lit = light.lamps_on
        canvas.beam(
            (head[0] - 0.35, head[1], z),
            (head[0] + 0.35, head[1] - 0.05, z),
            0.2,
            (232, 208, 156) if lit else dim(tone, 1.1),
        )
        if lit:
            glow(canvas, head, 1.6)

    reach = abs(arm_m) + 2.0
    stage.prop(z, stage.camera.box(x, z, reach, height_m + 2.2, -0.1), paint)


def glow(canvas: Canvas, at: Point, radius_m: float, colour: Colour = (240, 208, 150)) -> None:
    """A soft halo around a lamp."""
    m = canvas.camera.px_per_m(at[2])
    middle = canvas.camera.pixel(*at)
    for i in range(9):
        size = radius_m * m * (1 - i / 9)
        canvas.ellipse(middle, size, size, colour, 0.025 + 0.006 * i)


def railing(
    stage: Stage,
    a: tuple[float, float],
    b: tuple[float, float],
    *,
    height_m: float = 1.05,
    step_m: float = 2.0,
    colour: Colour = STEEL,
    depth_m: float | None = None,
) -> None:
    """A rail between two spots (x, z): in pieces, for people on both sides, or whole at one depth."""
    count = max(1, round(math.dist(a, b) / step_m))
    ends = [(_between(a, b, i / count), _between(a, b, (i + 1) / count)) for i in range(count)]
    pieces = [(p, q) for p, q in ends if min(p[1], q[1]) > 1.2]
    if depth_m is None:
        for p, q in pieces:
            _rails(stage, [(p, q)], height_m, colour, max(p[1], q[1]))
    else:
        _rails(stage, pieces[::-1], height_m, colour, depth_m)


def _between(a: tuple[float, float], b: tuple[float, float], t: float) -> tuple[float, float]:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


_Piece: TypeAlias = tuple[tuple[float, float], tuple[float, float]]


def _rails(stage: Stage, pieces: Sequence[_Piece], height_m: float, colour: Colour, depth_m: float) -> None:
    def paint(canvas: Canvas) -> None:
        for p, q in pieces:
            _rail(canvas, p, q, height_m, canvas.light.lit(colour, 0.9, x=p[0], z=p[1]))

    corners = [(x, up, z) for piece in pieces for x, z in piece for up in (-0.1, height_m + 0.15)]
    left, top, right, bottom = stage.camera.box_of(corners)
    stage.prop(depth_m, (left - 2, top, right + 2, bottom), paint)


def _rail(
    canvas: Canvas, p: tuple[float, float], q: tuple[float, float], height_m: float, tone: Colour
) -> None:
    """A post, two rails and, near the camera, the bars between them."""
    canvas.beam((p[0], 0, p[1]), (p[0], height_m, p[1]), 0.09, dim(tone, 0.9))
    for up, width in ((height_m, 0.08), (height_m * 0.18, 0.05)):
        canvas.beam((p[0], up, p[1]), (q[0], up, q[1]), width, tone)
    if canvas.camera.px_per_m(p[1]) > canvas.camera.height_px / 28:
        for k in range(1, 8):
            x, z = _between(p, q, k / 8)
            canvas.beam((x, height_m * 0.18, z), (x, height_m, z), 0.025, tone, 0.9)


def bollards(stage: Stage, a: tuple[float, float], b: tuple[float, float], count: int) -> None:
    for i in range(count):
        x, z = _between(a, b, i / max(1, count - 1))
        stage.prop(z, stage.camera.box(x, z, 0.3, 0.9, -0.1), _bollard(x, z))


def _bollard(x: float, z: float) -> Callable[[Canvas], None]:
    def paint(canvas: Canvas) -> None:
        tone = canvas.light.lit((104, 103, 97), 0.92, x=x, z=z)
        canvas.beam((x, 0, z), (x, 0.75, z), 0.2, tone)
        canvas.beam((x, 0.55, z), (x, 0.65, z), 0.2, dim(tone, 1.3))

    return paint


def bin_(stage: Stage, x: float, z: float) -> None:
    def paint(canvas: Canvas) -> None:
        tone = canvas.light.lit((70, 80, 72), 0.95, x=x, z=z)
        canvas.beam((x, 0, z), (x, 0.95, z), 0.5, tone)
        canvas.beam((x, 0.9, z), (x, 1.02, z), 0.56, dim(tone, 0.8))

    stage.prop(z, stage.camera.box(x, z, 0.4, 1.1, -0.1), paint)


def traffic_light(stage: Stage, x: float, z: float, *, arm_m: float, go: bool) -> None:
    """A mast with lights over the lanes; muted lamps."""

    def paint(canvas: Canvas) -> None:
        light = canvas.light
        tone = light.lit(STEEL, 0.85, x=x, z=z)
        canvas.beam((x, 0, z), (x, 6.4, z), 0.18, tone)
        canvas.beam((x, 6.2, z), (x + arm_m, 6.5, z), 0.12, tone)
        for part in (0.55, 0.95):
            hx = x + arm_m * part
            canvas.panel(hx - 0.55, hx + 0.55, 5.7, 6.15, z, light.lit(DARK, 0.8, z=z))
            m = canvas.camera.px_per_m(z)
            spot = canvas.camera.pixel(hx + (0.33 if go else -0.33), 5.92, z)
            canvas.ellipse(spot, 0.17 * m, 0.17 * m, (112, 150, 120) if go else (176, 84, 66))

    stage.prop(z, stage.camera.box(x + arm_m / 2, z, abs(arm_m) / 2 + 1, 7, -0.1), paint)
