"""Conversion between WGS-84, CGCS2000, GCJ-02 and BD-09, for single values and arrays alike.

Everything inside the wall is WGS-84; convert where data comes in or a tile layer goes out, nowhere else.
CGCS2000 and WGS-84 differ by centimetres and count as equal. Outside China no shift is applied.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Pair = tuple[Floats, Floats]

# Semi-major axis and squared eccentricity of the ellipsoid. Some programs take Krasovsky's axis, 6378245 m,
# which moves a point by 8 mm. This one gives the published pair in the tests to all of its nine digits.
_AXIS_M = 6_378_137.0
_ECCENTRICITY2 = 0.00669342162296594323
_BD_TURN = np.pi * 3000.0 / 180.0
# The shift changes by less than 1e-3 per degree, so each round adds three digits: four leave far below 1 mm.
_ROUNDS = 4


class Crs(StrEnum):
    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def convert(lon: ArrayLike, lat: ArrayLike, source: str, target: str) -> Pair:
    """(lon, lat) of `source` in `target`, degrees; ValueError for a system that is not known."""
    start, goal = Crs(source), Crs(target)
    lons, lats = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    if _family(start) == _family(goal):
        return lons, lats
    if start is Crs.BD09:
        lons, lats = _bd09_to_gcj02(lons, lats)
    elif start is not Crs.GCJ02:
        lons, lats = _wgs84_to_gcj02(lons, lats)
    if goal is Crs.BD09:
        return _gcj02_to_bd09(lons, lats)
    return (lons, lats) if goal is Crs.GCJ02 else _gcj02_to_wgs84(lons, lats)


def to_wgs84(lon: float, lat: float, source: str) -> tuple[float, float]:
    """One point in WGS-84."""
    lons, lats = convert(lon, lat, source, Crs.WGS84)
    return float(lons), float(lats)


def _family(crs: Crs) -> Crs:
    return Crs.WGS84 if crs is Crs.CGCS2000 else crs


def _in_china(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (lon >= 72.004) & (lon <= 137.8347) & (lat >= 0.8293) & (lat <= 55.8271)
    return inside


def _waves(value: Floats, *terms: tuple[float, float]) -> Floats:
    """Sum of sines over `value`, each (amplitude, divisor of π)."""
    total: Floats = np.zeros_like(value)
    for amplitude, divisor in terms:
        total = total + amplitude * np.sin(value * np.pi / divisor)
    return total * (2.0 / 3.0)


def _shift(lon: Floats, lat: Floats) -> Pair:
    """Degrees by which GCJ-02 lies away from WGS-84 at a WGS-84 point."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    ripple = _waves(x, (20.0, 1 / 6), (20.0, 1 / 2))
    north = -100.0 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple
    north = north + _waves(y, (20.0, 1.0), (40.0, 3.0), (160.0, 12.0), (320.0, 30.0))
    east = 300.0 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple
    east = east + _waves(x, (20.0, 1.0), (40.0, 3.0), (150.0, 12.0), (300.0, 30.0))
    phi = np.radians(lat)
    bend = 1 - _ECCENTRICITY2 * np.sin(phi) ** 2
    meridian_m = _AXIS_M * (1 - _ECCENTRICITY2) / bend**1.5
    parallel_m = _AXIS_M / np.sqrt(bend) * np.cos(phi)
    return np.degrees(east / parallel_m), np.degrees(north / meridian_m)


def _wgs84_to_gcj02(lon: Floats, lat: Floats) -> Pair:
    east, north = _shift(lon, lat)
    inside = _in_china(lon, lat)
    return np.where(inside, lon + east, lon), np.where(inside, lat + north, lat)


def _gcj02_to_wgs84(lon: Floats, lat: Floats) -> Pair:
    guess_lon, guess_lat = lon, lat
    for _ in range(_ROUNDS):
        there_lon, there_lat = _wgs84_to_gcj02(guess_lon, guess_lat)
        guess_lon, guess_lat = guess_lon + (lon - there_lon), guess_lat + (lat - there_lat)
    return guess_lon, guess_lat


def _gcj02_to_bd09(lon: Floats, lat: Floats) -> Pair:
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_TURN)
    inside = _in_china(lon, lat)
    return (
        np.where(inside, radius * np.cos(angle) + 0.0065, lon),
        np.where(inside, radius * np.sin(angle) + 0.006, lat),
    )


def _bd09_to_gcj02(lon: Floats, lat: Floats) -> Pair:
    guess_lon, guess_lat = lon - 0.0065, lat - 0.006
    for _ in range(_ROUNDS):
        there_lon, there_lat = _gcj02_to_bd09(guess_lon, guess_lat)
        guess_lon, guess_lat = guess_lon + (lon - there_lon), guess_lat + (lat - there_lat)
    inside = _in_china(lon, lat)
    return np.where(inside, guess_lon, lon), np.where(inside, guess_lat, lat)
