"""Degrees to metres on a plane around one point, so that circles are round and shapes are true.

Equirectangular: exact enough for a district. Input is WGS-84/CGCS2000; shifted systems (GCJ-02, BD-09) must
be converted before they come here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

METRES_PER_DEGREE = 111_319.49


@dataclass(frozen=True, slots=True)
class LocalProjection:
    """A plane whose origin is (`lon`, `lat`); x grows east, y grows north, both in metres."""

    lon: float = 0.0
    lat: float = 0.0

    @property
    def _east_m(self) -> float:
        return METRES_PER_DEGREE * max(math.cos(math.radians(self.lat)), 1e-6)

    def to_metres(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.lon) * self._east_m, (lat - self.lat) * METRES_PER_DEGREE

    def to_degrees(self, x_m: float, y_m: float) -> tuple[float, float]:
        return self.lon + x_m / self._east_m, self.lat + y_m / METRES_PER_DEGREE

    def many(self, points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
        """(n, 2) metres of (lon, lat) pairs."""
        if not len(points):
            return np.empty((0, 2))
        degrees = np.asarray(points, dtype=np.float64)
        return (degrees - (self.lon, self.lat)) * (self._east_m, METRES_PER_DEGREE)
