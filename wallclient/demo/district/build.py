"""Puts the district together: areas, ground and streets, from one seed.

The order in which parts draw random numbers is part of the result: a new part takes a Random of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import shapely

from wallclient.demo.district import names
from wallclient.demo.district.land import areas, sketch, streets
from wallclient.demo.district.land.frame import Frame
from wallclient.demo.district.land.ground import Ground, GroundBuilder
from wallclient.model.areas import Area, AreaLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry import Polygon

    from wallclient.demo.district.land.frame import Point

SEED = 2
MIDDLE = Frame(lon=120.62, lat=31.30)


@dataclass(frozen=True, slots=True)
class District:
    """The whole simulated district. Areas come parents first; `leak`: place of the gas leak on the sheet."""

    seed: int
    frame: Frame
    areas: tuple[Area, ...]
    ground: Ground
    junctions: tuple[streets.Junction, ...]
    leak: Point
    by_code: dict[str, Area]
    _grid_codes: tuple[str, ...]
    _grid_tree: shapely.STRtree

    def of_level(self, level: AreaLevel) -> tuple[Area, ...]:
        return tuple(a for a in self.areas if a.level is level)

    def grids_at(self, points: Sequence[Point]) -> list[str]:
        """Code of the grid at each point of the sheet; empty text for a point outside the district."""
        lonlat = [self.frame.to_lonlat(p) for p in points]
        found = [""] * len(points)
        inside, grid = self._grid_tree.query(shapely.points(lonlat), predicate="intersects")
        for i, g in zip(inside.tolist(), grid.tolist(), strict=True):
            found[i] = self._grid_codes[g]
        return found

    def short_name(self, code: str) -> str:
        """Name of the subdistrict that `code` lies in, without 街道."""
        return self.by_code[code[:9]].name.removesuffix("街道") if len(code) >= 9 else ""

    def random(self, purpose: str) -> Random:
        """A source of random numbers of its own for each purpose."""
        return Random(f"{self.seed}/{purpose}")


def build_district(seed: int = SEED) -> District:
    """The district of `seed`. Raises ValueError for a seed whose cells do not fall into whole areas."""
    division = areas.divide(Random(f"{seed}/cells"))
    found = areas.AreaBuilder(division, MIDDLE, Random(f"{seed}/areas")).build()
    random = Random(f"{seed}/ground")
    subdistricts = [_polygon(a) for a in found if a.level is AreaLevel.SUBDISTRICT]
    pool = streets.street_names(random, {n for group in names.COMMUNITIES.values() for n in group})
    lattices = [
        streets.build_lattice(shape, item.tilt_deg, pool, random)
        for shape, item in zip(subdistricts, sketch.SUBDISTRICTS, strict=True)
    ]
    leak = sketch.at(*sketch.LEAK)
    ground = GroundBuilder(_polygon(found[0]), subdistricts, lattices, MIDDLE, random).build(leak)
    communities = [_polygon(a) for a in found if a.level is AreaLevel.COMMUNITY]
    grids = [a for a in found if a.level is AreaLevel.GRID]
    return District(
        seed=seed,
        frame=MIDDLE,
        areas=found,
        ground=ground,
        junctions=streets.build_junctions(lattices, communities, ground.water),
        leak=leak,
        by_code={a.code: a for a in found},
        _grid_codes=tuple(g.code for g in grids),
        _grid_tree=shapely.STRtree([shapely.Polygon(g.rings[0]) for g in grids]),
    )


def _polygon(area: Area) -> Polygon:
    """Shape of an area in metres on the sheet."""
    return shapely.Polygon([MIDDLE.to_xy(p) for p in area.rings[0]])
