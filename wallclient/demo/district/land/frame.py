"""Metres on a flat sheet and degrees on the globe (WGS-84), for a district of some ten kilometres.

Points are rounded once, on the way to degrees, so that a border shared by two areas stays one border.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_RADIUS_M = 6_371_008.8
METRES_PER_DEGREE = math.radians(1.0) * EARTH_RADIUS_M
DIGITS = 7  # of a degree: about a centimetre

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Sheet whose origin is `lon`, `lat`; x to the east, y to the north, in metres."""

    lon: float
    lat: float

    @property
    def _metres_per_lon(self) -> float:
        return METRES_PER_DEGREE * math.cos(math.radians(self.lat))

    def to_lonlat(self, point: Point) -> Point:
        """Degrees of a point of the sheet, rounded to DIGITS."""
        lon = self.lon + point[0] / self._metres_per_lon
        lat = self.lat + point[1] / METRES_PER_DEGREE
        return round(lon, DIGITS), round(lat, DIGITS)

    def to_xy(self, lonlat: Point) -> Point:
        """Metres on the sheet of a point in degrees."""
        return (lonlat[0] - self.lon) * self._metres_per_lon, (lonlat[1] - self.lat) * METRES_PER_DEGREE
