"""Cells that cover a shape without gap or overlap and whose borders look like nature drew them.

Every border is bent once, as an edge, and both neighbours use the same points: that makes the nesting exact.
A bent edge never leaves the two triangles between it and its two seeds, so no two edges can cross.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

    from wallclient.demo.district.land.frame import Point

Edge = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Mesh:
    """Cells as loops of corners (counter-clockwise), and the bent line of every edge, in both directions."""

    loops: tuple[tuple[Point, ...], ...]
    bent: dict[Edge, tuple[Point, ...]]

    def edges(self, cell: int) -> list[Edge]:
        loop = self.loops[cell]
        return list(zip(loop, (*loop[1:], loop[0]), strict=True))

    def neighbours(self) -> list[set[int]]:
        """For each cell, the cells that share an edge with it."""
        owner = {edge: cell for cell in range(len(self.loops)) for edge in self.edges(cell)}
        return [
            {owner[(b, a)] for a, b in self.edges(cell) if (b, a) in owner} for cell in range(len(self.loops))
        ]

    def outlines(self, cells: Iterable[int]) -> list[list[Point]]:
        """Lines around `cells` taken together, one per part or hole; the first point is not repeated."""
        edges = {edge for cell in cells for edge in self.edges(cell)}
        after = {a: b for a, b in edges if (b, a) not in edges}
        rings: list[list[Point]] = []
        while after:
            start = min(after)
            ring: list[Point] = []
            at = start
            while at in after:
                to = after.pop(at)
                ring.extend(self.bent[(at, to)][:-1])
                at = to
            rings.append(ring)
        return rings


def scatter(shape: BaseGeometry, count: int, random: Random) -> list[Point]:
    """`count` points in `shape`, spread evenly: each is the best of several tries."""
    west, south, east, north = shape.bounds
    shapely.prepare(shape)
    points: list[Point] = []
    while len(points) < count:
        best: tuple[float, Point] | None = None
        tries = 0
        while tries < 12:
            x = random.uniform(west, east)
            y = random.uniform(south, north)
            if not shapely.contains_xy(shape, x, y):
                continue
            tries += 1
            gap = min(((px - x) ** 2 + (py - y) ** 2 for px, py in points), default=math.inf)
            if best is None or gap > best[0]:
                best = (gap, (x, y))
        if best is not None:
            points.append(best[1])
    return points


def voronoi(points: list[Point], frame: BaseGeometry) -> list[Any]:
    """Voronoi cells of `points`, in their order, cut to `frame`."""
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=frame))
    tree = shapely.STRtree(cells)
    of_point, of_cell = tree.query(shapely.points(points), predicate="within")
    order = dict(zip(of_point.tolist(), of_cell.tolist(), strict=True))
    return [shapely.intersection(cells[order[i]], frame) for i in range(len(points))]


def relax(points: list[Point], frame: BaseGeometry, rounds: int) -> list[Point]:
    """Move every point to the middle of its cell, `rounds` times (Lloyd)."""
    for _ in range(rounds):
        middles = shapely.centroid(voronoi(points, frame))
        points = [(float(x), float(y)) for x, y in shapely.get_coordinates(middles)]
    return points


def build_mesh(
    seeds: list[Point], ghosts: list[Point], frame: BaseGeometry, roughness: float, random: Random
) -> Mesh:
    """Mesh of the cells of `seeds`; `ghosts` shape the outside and have no cell of their own."""
    polygons = voronoi([*seeds, *ghosts], frame)
    loops = [_loop(polygon) for polygon in polygons]
    owner = {edge: cell for cell, loop in enumerate(loops) for edge in _edges(loop)}
    points = [*seeds, *ghosts]
    bent: dict[Edge, tuple[Point, ...]] = {}
    for cell in range(len(seeds)):
        for a, b in _edges(loops[cell]):
            if (a, b) in bent:
                continue
            other = owner.get((b, a))
            if other is None:
                raise ValueError("a cell reaches the frame: more ghosts are needed around the shape")
            line = bend((a, b), points[cell], points[other], roughness, random)
            bent[(a, b)] = line
            bent[(b, a)] = line[::-1]
    return Mesh(tuple(loops[: len(seeds)]), bent)


def bend(edge: Edge, left: Point, right: Point, roughness: float, random: Random) -> tuple[Point, ...]:
    """A jagged line from one end of `edge` to the other, inside the triangles towards `left` and `right`."""
    (ax, ay), (bx, by) = edge
    length = math.hypot(bx - ax, by - ay)
    depth = max(0, min(5, round(math.log2(max(length, 1.0) / 28.0)) + 1))
    heights = _midpoints(depth, roughness * length, random)
    ux, uy = (bx - ax) / length, (by - ay) / length
    limits = [_apex(edge, seed, length) for seed in (left, right)]
    line: list[Point] = [edge[0]]
    steps = len(heights) - 1
    for i in range(1, steps):
        along = (i + random.uniform(-0.28, 0.28)) / steps * length
        up, down = (_room(along, length, apex) for apex in limits)
        height = max(-0.85 * down, min(0.85 * up, heights[i]))
        line.append((round(ax + ux * along - uy * height, 3), round(ay + uy * along + ux * height, 3)))
    line.append(edge[1])
    return tuple(line)


def _midpoints(depth: int, amplitude: float, random: Random) -> list[float]:
    heights = [0.0, 0.0]
    for _ in range(depth):
        finer: list[float] = []
        for a, b in pairwise(heights):
            finer += [a, (a + b) / 2 + random.uniform(-amplitude, amplitude)]
        heights = [*finer, heights[-1]]
        amplitude *= 0.58
    return heights


def _apex(edge: Edge, seed: Point, length: float) -> Point:
    """Seed in the edge's own axes: along it, and away from it (always positive)."""
    (ax, ay), (bx, by) = edge
    dx, dy = seed[0] - ax, seed[1] - ay
    along = (dx * (bx - ax) + dy * (by - ay)) / length
    return along, abs(dx * (by - ay) - dy * (bx - ax)) / length


def _room(along: float, length: float, apex: Point) -> float:
    """Height of the triangle between the edge and `apex` above the point `along` the edge."""
    foot, height = apex
    rising = along / foot if foot > 0 else math.inf
    falling = (length - along) / (length - foot) if foot < length else math.inf
    return height * min(rising, falling)


def _loop(polygon: Polygon) -> tuple[Point, ...]:
    """Corners counter-clockwise, to the millimetre, without corners that fall together."""
    points = [(round(x, 3), round(y, 3)) for x, y in shapely.get_coordinates(polygon.exterior).tolist()[:-1]]
    loop = [p for i, p in enumerate(points) if p != points[i - 1]]
    return tuple(loop if shapely.is_ccw(polygon.exterior) else loop[::-1])


def _edges(loop: tuple[Point, ...]) -> list[Edge]:
    return list(zip(loop, (*loop[1:], loop[0]), strict=True))
