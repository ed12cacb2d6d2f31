"""The four levels of areas: grids from a mesh, communities and subdistricts as unions of grids.

Nesting is by construction: an area's line is made of the very edges of its grids, never computed by overlay.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import shapely

from wallclient.demo.district import names
from wallclient.demo.district.land import cells, sketch
from wallclient.model.areas import Area, AreaLevel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from wallclient.demo.district.land.frame import Frame, Point

GRIDS = 331
_GHOSTS = 260
_ROUGHNESS = 0.115


@dataclass(frozen=True, slots=True)
class Division:
    """Which grid cell belongs to which community, and which community to which subdistrict (by position)."""

    mesh: cells.Mesh
    seeds: tuple[Point, ...]
    community_of: tuple[int, ...]
    subdistrict_of: tuple[int, ...]


def divide(random: Random) -> Division:
    """Cut the sketch into GRIDS cells and group them."""
    shapes = [shapely.Polygon(sketch.sheet(s.shape)) for s in sketch.SUBDISTRICTS]
    land = shapely.unary_union(shapes).buffer(60.0).buffer(-60.0)
    frame = land.buffer(1600.0)
    seeds = cells.scatter(land.buffer(-120.0), GRIDS, random)
    ghosts = cells.scatter(frame.difference(land.buffer(140.0)), _GHOSTS, random)
    points = cells.relax([*seeds, *ghosts], frame, 2)
    seeds, ghosts = points[:GRIDS], points[GRIDS:]
    mesh = cells.build_mesh(seeds, ghosts, frame, _ROUGHNESS, random)
    near = mesh.neighbours()
    spots = shapely.points(seeds)
    distances = [shapely.distance(shape, spots) for shape in shapes]
    subdistricts = [min(range(len(shapes)), key=lambda s: float(distances[s][i])) for i in range(GRIDS)]
    _make_contiguous(subdistricts, near, range(GRIDS))
    communities = [-1] * GRIDS
    first = 0
    for number, item in enumerate(sketch.SUBDISTRICTS):
        members = [i for i in range(GRIDS) if subdistricts[i] == number]
        for i, group in zip(members, _cluster([seeds[i] for i in members], item.communities), strict=True):
            communities[i] = first + group
        _make_contiguous(communities, near, members)
        first += item.communities
    owner = dict(zip(communities, subdistricts, strict=True))
    return Division(mesh, tuple(seeds), tuple(communities), tuple(owner[c] for c in range(first)))


def _cluster(points: list[Point], count: int) -> list[int]:
    """k-means from seeds that lie far apart; group numbers run in reading order (north-west first)."""
    middle = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    centres = [max(points, key=lambda p: _square(p, middle))]
    while len(centres) < count:
        centres.append(max(points, key=lambda p: min(_square(p, c) for c in centres)))
    for _ in range(12):
        groups: list[list[Point]] = [[] for _ in centres]
        for point in points:
            groups[min(range(count), key=lambda c: _square(point, centres[c]))].append(point)
        centres = [(sum(p[0] for p in g) / len(g), sum(p[1] for p in g) / len(g)) for g in groups]
    centres.sort(key=lambda c: (-c[1], c[0]))
    return [min(range(count), key=lambda c: _square(p, centres[c])) for p in points]


def _square(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _make_contiguous(groups: list[int], near: list[set[int]], members: Iterable[int]) -> None:
    """Give cells that are cut off from the main body of their group to a group beside them, in place."""
    inside = set(members)
    for group in sorted({groups[i] for i in inside}):
        parts = _parts({i for i in inside if groups[i] == group}, near)
        for part in sorted(parts, key=lambda p: (-len(p), min(p)))[1:]:
            for cell in sorted(part):
                beside = Counter(groups[n] for n in sorted(near[cell]) if n in inside and groups[n] != group)
                if beside:
                    groups[cell] = beside.most_common(1)[0][0]


def _parts(cells_left: set[int], near: list[set[int]]) -> list[set[int]]:
    parts: list[set[int]] = []
    while cells_left:
        part, edge = set(), [min(cells_left)]
        while edge:
            cell = edge.pop()
            if cell in cells_left:
                cells_left.discard(cell)
                part.add(cell)
                edge.extend(near[cell])
        parts.append(part)
    return parts


@dataclass(slots=True)
class AreaBuilder:
    """Turns a division into areas with codes, names and households, parents before children."""

    division: Division
    frame: Frame
    random: Random

    def build(self) -> tuple[Area, ...]:
        everywhere = range(len(self.division.seeds))
        communities: list[Area] = []
        subdistricts: list[Area] = []
        grids: list[Area] = []
        for s, item in enumerate(sketch.SUBDISTRICTS):
            code = f"{names.DISTRICT_CODE}{s + 1:03d}"
            mine = [c for c, owner in enumerate(self.division.subdistrict_of) if owner == s]
            below: list[Area] = []
            for number, (c, name) in enumerate(zip(mine, self._names(item.name, mine), strict=True), 1):
                own_code = f"{code}{number:03d}"
                own = self._grids(c, own_code, name)
                grids += own
                below.append(self._area(own_code, name, AreaLevel.COMMUNITY, self._cells(c), own))
            communities += below
            cells_here = [i for c in mine for i in self._cells(c)]
            subdistrict = self._area(code, f"{item.name}街道", AreaLevel.SUBDISTRICT, cells_here, below)
            label = self.frame.to_lonlat(sketch.at(*item.label))
            subdistricts.append(msgspec.structs.replace(subdistrict, centre=label))
        district = self._area(
            names.DISTRICT_CODE, names.DISTRICT, AreaLevel.DISTRICT, everywhere, subdistricts
        )
        return (district, *subdistricts, *communities, *grids)

    def _names(self, subdistrict: str, communities: list[int]) -> list[str]:
        """Names in order of position; the community of the leak takes its own name from whoever has it."""
        pool = list(names.COMMUNITIES[subdistrict])
        if names.LEAK_COMMUNITY in pool:
            leak = cell_at(self.division, sketch.at(*sketch.LEAK))
            here = communities.index(self.division.community_of[leak])
            pool.remove(names.LEAK_COMMUNITY)
            pool.insert(here, names.LEAK_COMMUNITY)
        return pool

    def _cells(self, community: int) -> list[int]:
        return [i for i, c in enumerate(self.division.community_of) if c == community]

    def _grids(self, community: int, code: str, name: str) -> list[Area]:
        """Grids of a community in order of position; special ones are numbered from 901."""
        seeds = self.division.seeds
        members = sorted(self._cells(community), key=lambda i: (-seeds[i][1], seeds[i][0]))
        leak = cell_at(self.division, sketch.at(*sketch.LEAK))
        if leak in members:  # the leak lies in the third grid
            members.remove(leak)
            members.insert(2, leak)
        special = {cell_at(self.division, sketch.at(*place)): title for title, place in names.SPECIAL_GRIDS}
        grids: list[Area] = []
        for cell in (c for c in members if c not in special):
            number = len(grids) + 1
            title = f"{name}第{names.numeral(number)}网格"
            grids.append(self._grid(f"{code}{number:03d}", title, cell, self.random.randint(180, 620)))
        for number, cell in enumerate((c for c in members if c in special), 901):
            households = self.random.randint(0, 60)
            grids.append(self._grid(f"{code}{number}", f"{special[cell]}专属网格", cell, households))
        return grids

    def _grid(self, code: str, name: str, cell: int, households: int) -> Area:
        ring = self._ring([cell])
        return Area(
            code=code,
            name=name,
            level=AreaLevel.GRID,
            parent=code[:12],
            rings=(ring,),
            centre=self.frame.to_lonlat(self.division.seeds[cell]),
            households=households,
        )

    def _area(
        self, code: str, name: str, level: AreaLevel, members: Iterable[int], below: list[Area]
    ) -> Area:
        ring = self._ring(members)
        middle = shapely.maximum_inscribed_circle(shapely.Polygon(ring), 1e-4).coords[0]
        return Area(
            code=code,
            name=name,
            level=level,
            parent="" if level is AreaLevel.DISTRICT else code[:-3],
            rings=(ring,),
            centre=(round(middle[0], 7), round(middle[1], 7)),
            households=sum(area.households for area in below),
        )

    def _ring(self, members: Iterable[int]) -> tuple[Point, ...]:
        outlines = self.division.mesh.outlines(members)
        if len(outlines) != 1:
            raise ValueError("an area of this seed is in parts or has a hole: take another seed")
        ring = [self.frame.to_lonlat(p) for p in outlines[0]]
        return (*ring, ring[0])


def cell_at(division: Division, place: Point) -> int:
    """The grid that a point of the sheet belongs to: its seed is the nearest one."""
    return min(range(len(division.seeds)), key=lambda i: _square(division.seeds[i], place))
