"""Buildings, rows of them along a street, and the skyline behind.

Rule: a building beside the street is sorted by its far end: whatever stands nearer on the street covers it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import WALLS, Colour, dim, mix, varied
from wallclient.demo.scenes.sprites.facade import FacadePainter, Style, Wall

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.scenes.drawing.canvas import Canvas
    from wallclient.demo.scenes.drawing.perspective import Box, Camera
    from wallclient.demo.scenes.drawing.stage import Stage


@dataclass(frozen=True, slots=True)
class Block:
    """A building's ground plan; x0 < x1, z0 < z1, metres."""

    x0: float
    x1: float
    z0: float
    z1: float
    style: Style


def style_of(rng: Random, *, floors: tuple[int, int] = (4, 7), shops: bool = False, kinds: str = "") -> Style:
    """A style by the dice."""
    kind = rng.choice(kinds.split() or ("punched", "punched", "balcony", "strip"))
    colour = varied(rng, rng.choice(WALLS), 6)
    if kind == "glass":
        colour = mix(colour, (104, 112, 114), 0.6)
    return Style(
        colour=colour,
        floors=rng.randint(*floors),
        floor_m=rng.uniform(2.9, 3.3),
        bay_m=rng.uniform(2.9, 3.8),
        window_w=rng.uniform(0.42, 0.56),
        window_h=rng.uniform(0.46, 0.56),
        kind=kind,
        shops=shops,
        trim=mix(colour, (150, 148, 138), 0.5) if rng.random() < 0.6 else None,
        seed=rng.randrange(1 << 30),
    )


def build(stage: Stage, block: Block) -> None:
    """Set a building; its sides towards the camera and the middle are drawn."""
    depth = block.z1 if block.x0 > 0 or block.x1 < 0 else block.z0
    _shade_at_foot(stage, block)
    stage.prop(depth, _box(stage.camera, block), lambda canvas: _draw(canvas, block))


def _shade_at_foot(stage: Stage, block: Block) -> None:
    light, height = stage.light, block.style.height_m
    dx, dz = light.cast[0] * height, light.cast[1] * height
    near = max(block.z0 - 1.2, 2.0)
    stage.ground.shadow(
        ((block.x0 - 1, near), (block.x1 + 1, near), (block.x1 + 1, block.z1), (block.x0 - 1, block.z1)), 0.55
    )
    if dx:
        side = block.x0 if dx < 0 else block.x1
        corners = (
            (side, max(block.z0, 2)),
            (side + dx, max(block.z0 + dz, 2)),
            (side + dx, block.z1 + dz),
            (side, block.z1),
        )
        stage.ground.shadow(corners, 0.9)


def _box(camera: Camera, block: Block) -> Box:
    top = block.style.height_m + 4.5
    corners = [
        (x, y, z)
        for x in (block.x0 - 1.5, block.x1 + 1.5)
        for y in (0.0, top)
        for z in (max(block.z0 - 1.5, 1.0), block.z1)
    ]
    return camera.box_of(corners)


def _draw(canvas: Canvas, block: Block) -> None:
    style, height = block.style, block.style.height_m
    if canvas.camera.eye_m < height:
        _rooftop(canvas, block)
    walls = []
    if block.x1 < 0:
        walls.append(Wall((block.x1, 0, block.z0), (0, 1), (1, 0), block.z1 - block.z0))
    elif block.x0 > 0:
        walls.append(Wall((block.x0, 0, block.z0), (0, 1), (-1, 0), block.z1 - block.z0))
    for wall in walls:
        FacadePainter(canvas, wall, style).paint()
    if block.z0 > 2:
        end = replace(style, seed=style.seed + 1)
        FacadePainter(
            canvas, Wall((block.x0, 0, block.z0), (1, 0), (0, -1), block.x1 - block.x0), end
        ).paint()


def _rooftop(canvas: Canvas, block: Block) -> None:
    """Lift house and water tank, standing back from the edge."""
    style, top = block.style, block.style.height_m + 0.5
    middle, z = (block.x0 + block.x1) / 2, block.z0 + min(4.0, (block.z1 - block.z0) / 2)
    for offset, wide, tall in ((-0.22, 3.4, 2.8), (0.2, 2.2, 1.7)):
        x = middle + offset * (block.x1 - block.x0)
        front = [
            (x - wide / 2, top, z),
            (x + wide / 2, top, z),
            (x + wide / 2, top + tall, z),
            (x - wide / 2, top + tall, z),
        ]
        canvas.wall(front, dim(style.colour, 0.95), (0, 0, -1))
        side = x + wide / 2 if x < 0 else x - wide / 2
        flank = [(side, top, z), (side, top, z + wide), (side, top + tall, z + wide), (side, top + tall, z)]
        canvas.wall(flank, dim(style.colour, 0.86), (1 if x < 0 else -1, 0, 0))


def row(
    stage: Stage,
    x: float,
    z0: float,
    z1: float,
    *,
    floors: tuple[int, int] = (4, 7),
    shops: bool = True,
    kinds: str = "",
) -> None:
    """Buildings along the street from z0 to z1, their fronts at x (left of the middle when negative)."""
    rng, z, before = stage.rng, z0, None
    while z < z1 - 8:
        length = min(rng.uniform(20, 36), z1 - z)
        back = rng.uniform(0, 1.6)
        style = style_of(rng, floors=floors, shops=shops, kinds=kinds)
        while before is not None and _alike(style.colour, before):
            style = replace(style, colour=varied(rng, rng.choice(WALLS), 6))
        before = style.colour
        near, deep = x + (back if x > 0 else -back), rng.uniform(14, 22)
        x0, x1 = (near, near + deep) if x > 0 else (near - deep, near)
        build(stage, Block(x0, x1, z, z + length, style))
        z += length + rng.choice((1.5, 3.0, 7.0))


def _alike(a: Colour, b: Colour) -> bool:
    return sum(abs(p - q) for p, q in zip(a, b, strict=True)) < 14


def skyline(
    stage: Stage, *, depth_m: float = 420.0, height_m: tuple[float, float] = (14, 46), density: float = 1.0
) -> None:
    """Two ranks of far towers in the haze."""
    for rank, distance in enumerate((depth_m * 1.7, depth_m)):
        reach = stage.camera.half_view_m(distance) * 1.1
        x = -reach
        while x < reach:
            wide = stage.rng.uniform(22, 60)
            tall = stage.rng.uniform(*height_m) * (1.5 if rank == 0 else 1.0)
            if stage.rng.random() < density:
                _tower(stage, x, wide, tall, distance)
            x += wide * stage.rng.uniform(0.8, 1.4)


def _tower(stage: Stage, x: float, wide: float, tall: float, distance: float) -> None:
    light, rng = stage.light, stage.rng
    base = varied(rng, rng.choice(WALLS), 10)
    colour = mix(light.lit(base, 0.9, z=distance * 0.5), light.haze, 0.45)
    seed, crest = rng.randrange(1 << 30), rng.random()

    def paint(canvas: Canvas) -> None:
        canvas.panel(x, x + wide, 0, tall, distance, colour)
        dark = dim(colour, 0.95)
        canvas.panel(x + wide * 0.72, x + wide, 0, tall, distance, dark)
        if crest < 0.5:
            canvas.panel(x + wide * 0.3, x + wide * 0.55, tall, tall + 4, distance, colour)
        _tower_windows(canvas, x, wide, tall, distance, seed, colour)

    stage.prop(distance, stage.camera.box(x + wide / 2, distance, wide / 2 + 1, tall + 6), paint)


def _tower_windows(
    canvas: Canvas, x: float, wide: float, tall: float, z: float, seed: int, colour: Colour
) -> None:
    from random import Random

    rng, light = Random(seed), canvas.light
    dark = dim(colour, 0.93)
    up = 4.0
    while up < tall - 3:
        canvas.panel(x + 2, x + wide - 2, up, up + 1.5, z, dark)
        if light.lamps_on:
            for _ in range(int(wide / 12)):
                s = x + 2 + rng.random() * (wide - 6)
                canvas.panel(s, s + 2, up, up + 1.5, z, mix((160, 138, 98), colour, 0.35))
        up += 4.2
