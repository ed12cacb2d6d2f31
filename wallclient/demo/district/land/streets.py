"""Local streets: in every subdistrict a tilted lattice of its own, and the graph that people walk on.

Streets end at the border of a community for walkers: an edge of the graph never leaves its community.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

    from wallclient.demo.district.land.frame import Point

STREET_WIDTH_M = 22.0
SECONDARY_WIDTH_M = 30.0
SECONDARY_EACH = 4  # one lattice line in so many is a secondary road
Box = tuple[float, float, float, float]
_FIRST = "春秋长永安福兴建新景明康平和广通锦云瑞庆德信仁善华"
_SECOND = "宁丰泰宜阳顺达盛业友善民乐园林泉溪岭塘柳桂荷竹"


@dataclass(frozen=True, slots=True)
class Lattice:
    """Streets of one subdistrict: `across` places lines that run north, `up` those that run east."""

    middle: Point
    tilt_deg: float
    across: tuple[float, ...]
    up: tuple[float, ...]
    north_names: tuple[str, ...]
    east_names: tuple[str, ...]

    def to_sheet(self, u: float, v: float) -> Point:
        """From the lattice's own axes to metres on the sheet."""
        turn = math.radians(self.tilt_deg)
        x = self.middle[0] + u * math.cos(turn) - v * math.sin(turn)
        return x, self.middle[1] + u * math.sin(turn) + v * math.cos(turn)

    def cell_at(self, point: Point) -> tuple[int, int]:
        """Column and row of the lattice cell around a point of the sheet, kept inside the lattice."""
        turn = math.radians(self.tilt_deg)
        dx, dy = point[0] - self.middle[0], point[1] - self.middle[1]
        u, v = dx * math.cos(turn) + dy * math.sin(turn), dy * math.cos(turn) - dx * math.sin(turn)
        column = bisect_right(self.across, u) - 1
        row = bisect_right(self.up, v) - 1
        return max(0, min(len(self.across) - 2, column)), max(0, min(len(self.up) - 2, row))

    def quad(self, box: Box) -> tuple[Point, Point, Point, Point]:
        """Corners on the sheet of a box (west, south, east, north) in the lattice's axes."""
        west, south, east, north = box
        return (
            self.to_sheet(west, south),
            self.to_sheet(east, south),
            self.to_sheet(east, north),
            self.to_sheet(west, north),
        )

    def gap(self, line: int) -> float:
        """Half the width of the street on a lattice line, with its pavements."""
        return (SECONDARY_WIDTH_M if line % SECONDARY_EACH == 0 else STREET_WIDTH_M) / 2

    def cell_box(
        self, column: int, row: int, columns: int = 1, rows: int = 1
    ) -> tuple[float, float, float, float]:
        """Inside of the street block at a cell, in the lattice's axes."""
        return (
            self.across[column] + self.gap(column),
            self.up[row] + self.gap(row),
            self.across[column + columns] - self.gap(column + columns),
            self.up[row + rows] - self.gap(row + rows),
        )


def street_names(random: Random, taken: set[str]) -> list[str]:
    """All two-character names for streets, shuffled, without suffix and without those in `taken`."""
    pool = [a + b for a in _FIRST for b in _SECOND if a != b and a + b not in taken]
    random.shuffle(pool)
    return pool


def build_lattice(shape: Polygon, tilt_deg: float, pool: list[str], random: Random) -> Lattice:
    """Lattice that covers `shape`; takes its street names from the end of `pool`."""
    middle = (float(shape.centroid.x), float(shape.centroid.y))
    corners = shapely.get_coordinates(shape) - np.array(middle)
    reach = float(np.hypot(corners[:, 0], corners[:, 1]).max()) + 100.0
    across = _lines(reach, (205.0, 300.0), random)
    up = _lines(reach, (150.0, 225.0), random)
    north_names = tuple(pool.pop() + "路" for _ in across)
    east_names = tuple(pool.pop() + "街" for _ in up)
    return Lattice(middle, tilt_deg, across, up, north_names, east_names)


def _lines(reach: float, spacing: tuple[float, float], random: Random) -> tuple[float, ...]:
    lines = [-reach]
    while lines[-1] < reach:
        lines.append(lines[-1] + random.uniform(*spacing))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Junction:
    """A crossing of two local streets; `ways` are the junctions one block further, in the same community."""

    point: Point
    names: tuple[str, str]  # of the street that runs north, and of the one that runs east
    community: int
    ways: tuple[int, ...]


@dataclass(slots=True)
class _Draft:
    points: list[Point]
    names: list[tuple[str, str]]
    pairs: list[tuple[int, int]]


def build_junctions(
    lattices: Sequence[Lattice], communities: Sequence[Polygon], water: BaseGeometry
) -> tuple[Junction, ...]:
    """All junctions that lie in a community and on dry land. A way crosses no border and no water."""
    draft = _Draft([], [], [])
    for lattice in lattices:
        _add_lattice(draft, lattice)
    tree = shapely.STRtree(communities)
    inside, owner = tree.query(shapely.points(draft.points), predicate="within")
    community = dict(zip(inside.tolist(), owner.tolist(), strict=True))
    shapely.prepare(water)
    lines = shapely.linestrings([[draft.points[a], draft.points[b]] for a, b in draft.pairs])
    dry = ~shapely.intersects(water, lines)
    within = set(tree.query(lines, predicate="within")[0].tolist())
    near: dict[int, list[int]] = {}
    for index, (a, b) in enumerate(draft.pairs):
        if dry[index] and index in within:
            near.setdefault(a, []).append(b)
            near.setdefault(b, []).append(a)
    renumbered = {old: new for new, old in enumerate(sorted(near))}
    return tuple(
        Junction(draft.points[i], draft.names[i], community[i], tuple(renumbered[n] for n in near[i]))
        for i in sorted(near)
    )


def _add_lattice(draft: _Draft, lattice: Lattice) -> None:
    first, rows = len(draft.points), len(lattice.up)
    for c, u in enumerate(lattice.across):
        for r, v in enumerate(lattice.up):
            draft.points.append(lattice.to_sheet(u, v))
            draft.names.append((lattice.north_names[c], lattice.east_names[r]))
            here = first + c * rows + r
            if r:
                draft.pairs.append((here - 1, here))
            if c:
                draft.pairs.append((here - rows, here))
