"""Trees, hedges and shrubs: crowns made of many lit tufts.

Rule: a tree is drawn from its own seed, so that it looks the same whenever and at whatever size it is drawn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import AUTUMN, CROWNS, TRUNK, Colour, dim, mix, varied

if TYPE_CHECKING:
    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.drawing.stage import Stage

_TUFTS_NEAR, _TUFTS_FAR = 150, 26


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree: metres, and the seed of its shape."""

    x: float
    z: float
    height_m: float
    crown: Colour
    seed: int
    slim: float = 1.0
    """Crown height by crown width."""
    weeping: bool = False


def plant(
    stage: Stage,
    x: float,
    z: float,
    *,
    height_m: float = 0.0,
    slim: float = 0.0,
    weeping: bool = False,
    autumn: float = 0.2,
) -> None:
    """Set a tree and its shade; the nearest ones stir in the wind."""
    rng = stage.rng
    colour = rng.choice(AUTUMN) if rng.random() < autumn else rng.choice(CROWNS)
    tree = Tree(
        x,
        z,
        height_m or rng.uniform(5.0, 6.8),
        varied(rng, colour, 6),
        rng.randrange(1 << 30),
        slim or rng.uniform(0.92, 1.15),
        weeping,
    )
    radius = crown_radius(tree)
    light = stage.light
    stage.ground.shadow_disc(
        x + light.cast[0] * tree.height_m * 0.6, z + light.cast[1] * tree.height_m * 0.6, radius * 1.05, 0.85
    )
    if light.cast[0]:
        stage.ground.shadow_disc(x, z, 0.6, 0.8)
        tip = (x + light.cast[0] * tree.height_m * 0.6, z + light.cast[1] * tree.height_m * 0.6)
        stage.ground.shadow(((x - 0.1, z), (x + 0.1, z), (tip[0] + 0.1, tip[1]), (tip[0] - 0.1, tip[1])), 0.8)
    box = stage.camera.box(x, z, radius * 1.35, tree.height_m + 0.4, -0.2)
    if stage.camera.px_per_m(z) * radius * 2 > stage.camera.height_px * 0.12:
        stage.swaying(z, box, lambda canvas, angle: draw_tree(canvas, tree, angle))
    else:
        stage.prop(z, box, lambda canvas: draw_tree(canvas, tree, None))


def crown_radius(tree: Tree) -> float:
    return tree.height_m * 0.33 / math.sqrt(tree.slim)


def draw_tree(canvas: Canvas, tree: Tree, sway: float | None) -> None:
    """Trunk with branches, then tufts from the shaded depth of the crown to its lit top."""
    rng, m = Random(tree.seed), canvas.camera.px_per_m(tree.z)
    radius = crown_radius(tree)
    middle_up = tree.height_m - radius * tree.slim
    _trunk(canvas, tree, middle_up, radius)
    cx, cy = canvas.camera.pixel(tree.x, middle_up, tree.z)
    rx, ry = radius * m, radius * tree.slim * m
    dark = canvas.light.lit(dim(tree.crown, 0.68), 0.9, x=tree.x, z=tree.z)
    for _ in range(14):
        a, r = rng.random() * 6.283, rng.uniform(0.1, 0.44)
        size = rng.uniform(0.3, 0.42)
        canvas.ellipse((cx + math.cos(a) * r * rx, cy + math.sin(a) * r * ry), rx * size, ry * size, dark)
    if tree.weeping:
        _strands(canvas, tree, rng, sway)
    lean = -0.35 if canvas.light.sun[0] * canvas.camera.side <= 0 else 0.35
    _tufts(canvas, tree, rng, (cx, cy, rx, ry, lean), sway)


def _trunk(canvas: Canvas, tree: Tree, middle_up: float, radius: float) -> None:
    camera, light = canvas.camera, canvas.light
    foot, fork = camera.pixel(tree.x, 0, tree.z), camera.pixel(tree.x, middle_up, tree.z)
    m = camera.px_per_m(tree.z)
    wide, thin = 0.15 * m * tree.height_m / 6, 0.08 * m
    bark = light.lit(TRUNK, 0.9, x=tree.x, z=tree.z)
    canvas.polygon(
        [
            (foot[0] - wide, foot[1]),
            (foot[0] + wide, foot[1]),
            (fork[0] + thin, fork[1]),
            (fork[0] - thin, fork[1]),
        ],
        bark,
    )
    canvas.polygon(
        [
            (foot[0] + wide * 0.2, foot[1]),
            (foot[0] + wide, foot[1]),
            (fork[0] + thin, fork[1]),
            (fork[0], fork[1]),
        ],
        dim(bark, 0.78),
    )
    for side in (-1, 1):
        start = (fork[0], fork[1] + radius * m * 0.55)
        canvas.line([start, (fork[0] + side * radius * m * 0.5, fork[1] - radius * m * 0.1)], thin, bark)


def _tufts(
    canvas: Canvas,
    tree: Tree,
    rng: Random,
    crown: tuple[float, float, float, float, float],
    sway: float | None,
) -> None:
    cx, cy, rx, ry, lean = crown
    count = int(min(_TUFTS_NEAR, _TUFTS_FAR + rx * canvas.scale * 0.6))
    spots = []
    for _ in range(count):
        a, r = rng.random() * 6.283, math.sqrt(rng.random()) * 0.86
        spots.append(
            (
                math.cos(a) * r,
                math.sin(a) * r,
                rng.uniform(0.10, 0.20),
                rng.uniform(-0.12, 0.12),
                rng.random() * 6.283,
            )
        )
    # Lower and shaded tufts first; light comes from above and from the sun's side.
    spots.sort(key=lambda s: -s[1] + s[0] * lean)
    for dx, dy, size, odd, own in spots:
        level = min(1.0, max(0.0, 0.5 - dy * 0.55 + dx * lean * 0.8 + odd))
        tone = mix(dim(tree.crown, 0.74), dim(tree.crown, 1.3), level)
        colour = canvas.light.lit(tone, 0.98, x=tree.x, z=tree.z)
        stir = 0.0 if sway is None else (math.sin(sway) * 0.035 * (1 - dy) + math.sin(sway + own) * 0.022)
        nod = 0.0 if sway is None else math.cos(sway + own) * 0.012
        canvas.ellipse((cx + (dx + stir) * rx, cy + (dy + nod) * ry), rx * size, ry * size * 0.8, colour)


def _strands(canvas: Canvas, tree: Tree, rng: Random, sway: float | None) -> None:
    """Hanging twigs of a willow."""
    m, radius = canvas.camera.px_per_m(tree.z), crown_radius(tree)
    top = tree.height_m - radius * tree.slim
    for _ in range(84):
        dx = rng.uniform(-1.1, 1.1)
        length = rng.uniform(0.5, 1.25) * radius * 1.35
        own = rng.random() * 6.283
        stir = 0.0 if sway is None else (math.sin(sway) * 0.16 + math.sin(sway + own) * 0.07) * radius
        x, y = canvas.camera.pixel(
            tree.x + dx * radius * 0.92, top + radius * 0.35 * (1 - 0.6 * abs(dx)), tree.z
        )
        tone = dim(tree.crown, rng.uniform(0.8, 1.22))
        colour = canvas.light.lit(tone, 0.95, x=tree.x, z=tree.z)
        points = [
            (x, y),
            (x + (dx * 0.12 * radius + stir * 0.4) * m, y + length * 0.5 * m),
            (x + (dx * 0.1 * radius + stir) * m, y + length * m),
        ]
        canvas.line(points, 0.085 * m, colour)


def bush(stage: Stage, x: float, z: float, *, width_m: float = 1.6, height_m: float = 1.0) -> None:
    """A rounded shrub."""
    seed, colour = stage.rng.randrange(1 << 30), varied(stage.rng, stage.rng.choice(CROWNS), 6)
    stage.ground.shadow_disc(x, z, width_m * 0.6, 0.8)

    def paint(canvas: Canvas) -> None:
        rng, m = Random(seed), canvas.camera.px_per_m(z)
        cx, cy = canvas.camera.pixel(x, height_m * 0.5, z)
        rx, ry = width_m * 0.5 * m, height_m * 0.5 * m
        canvas.ellipse((cx, cy), rx * 0.9, ry * 0.96, canvas.light.lit(dim(colour, 0.66), 0.9, x=x, z=z))
        for _ in range(44):
            a, r = rng.random() * 6.283, math.sqrt(rng.random()) * 0.9
            dx, dy = math.cos(a) * r, math.sin(a) * r
            tone = mix(
                dim(colour, 0.76), dim(colour, 1.26), min(1, max(0, 0.5 - dy * 0.6 + rng.uniform(-0.1, 0.1)))
            )
            canvas.ellipse(
                (cx + dx * rx, cy + dy * ry), rx * 0.22, ry * 0.2, canvas.light.lit(tone, 0.98, x=x, z=z)
            )

    stage.prop(z, stage.camera.box(x, z, width_m * 0.7, height_m * 1.15, -0.1), paint)
