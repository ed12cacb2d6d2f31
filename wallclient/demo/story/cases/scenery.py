"""Where things happen: places by a real street, with their grid and the cameras close by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from wallclient.demo.district.build import District
    from wallclient.demo.district.devices.catalogue import DemoCamera
    from wallclient.demo.district.land.frame import Point

CAMERAS_WITHIN_M = 450.0
MOST_CAMERAS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `area` is the code of its grid; `subdistrict` and `community` are names, as in incidents."""

    lon: float
    lat: float
    area: str
    subdistrict: str
    community: str
    street: str
    cameras: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The community without 社区."""
        return self.community.removesuffix("社区")


class Scenery:
    """Knows the district's streets and cameras; draws places."""

    def __init__(self, district: District, cameras: Sequence[DemoCamera]) -> None:
        self._district = district
        self._ids = [camera.id for camera in cameras]
        spots = [district.frame.to_xy((camera.lon, camera.lat)) for camera in cameras]
        self._spots = np.array(spots, dtype=float).reshape(-1, 2)
        points = [junction.point for junction in district.junctions]
        codes = district.grids_at(points)
        self._junctions = [
            (j, code) for j, code in zip(district.junctions, codes, strict=True) if len(code) == 15
        ]

    def draw(self, random: Random) -> Place:
        """A place a few steps from a junction somewhere in the district."""
        junction, _ = random.choice(self._junctions)
        x, y = junction.point
        point = (x + random.uniform(-25.0, 25.0), y + random.uniform(-25.0, 25.0))
        code = self._district.grids_at([point])[0] or self._district.grids_at([junction.point])[0]
        return self._place(point, code, random.choice(junction.names))

    def at(self, point: Point) -> Place:
        """The place at a point of the sheet, on the nearest street. Raises ValueError outside it."""
        code = self._district.grids_at([point])[0]
        if not code:
            raise ValueError("the place lies outside the district")
        (junction, _) = min(
            self._junctions, key=lambda j: (j[0].point[0] - point[0]) ** 2 + (j[0].point[1] - point[1]) ** 2
        )
        return self._place(point, code, junction.names[1])

    def near(self, point: Point) -> tuple[str, ...]:
        """Ids of the nearest cameras, at most MOST_CAMERAS."""
        if not self._ids:
            return ()
        away = np.hypot(*(self._spots - np.array(point)).T)
        order = np.argsort(away, kind="stable")[:MOST_CAMERAS]
        return tuple(self._ids[i] for i in order.tolist() if away[i] <= CAMERAS_WITHIN_M)

    def _place(self, point: Point, code: str, street: str) -> Place:
        lon, lat = self._district.frame.to_lonlat(point)
        return Place(
            lon=lon,
            lat=lat,
            area=code,
            subdistrict=self._district.short_name(code),
            community=self._district.by_code[code[:12]].name,
            street=street,
            cameras=self.near(point),
        )
