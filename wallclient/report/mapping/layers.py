"""Ground and areas near one place as GeoJSON: one feature per kind, so that the page stays small."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from wallclient.model.areas import AreaLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallclient.model.areas import Area, MapFeature, Ring

Geometry = dict[str, Any]
Box = tuple[float, float, float, float]
# Street blocks and houses beyond this are not seen on the page.
GROUND_M = 1600.0
_DIGITS = 6  # of a degree: about a decimetre
_DEGREE_M = 111_319.49


def box_around(place: tuple[float, float], radius_m: float) -> Box:
    """West, south, east, north in degrees."""
    lon, lat = place
    north = radius_m / _DEGREE_M
    east = north / max(math.cos(math.radians(lat)), 1e-6)
    return lon - east, lat - north, lon + east, lat + north


def surfaces(features: Iterable[MapFeature], kind: str, box: Box) -> Geometry:
    """All closed features of a kind that touch the box."""
    rings = [
        [_ring(feature.points, closed=True)]
        for feature in features
        if feature.kind == kind and not feature.width_m and _touches(feature.points, box)
    ]
    return {"type": "MultiPolygon", "coordinates": rings}


def roads(features: Iterable[MapFeature], box: Box) -> list[tuple[float, Geometry]]:
    """(width in metres, lines) of the roads that touch the box."""
    by_width: dict[float, list[list[list[float]]]] = {}
    for feature in features:
        if feature.kind == "road" and _touches(feature.points, box):
            by_width.setdefault(feature.width_m or 10.0, []).append(_ring(feature.points, closed=False))
    return [
        (width_m, {"type": "MultiLineString", "coordinates": lines})
        for width_m, lines in sorted(by_width.items())
    ]


def edges(areas: Iterable[Area], level: AreaLevel, box: Box | None) -> Geometry:
    """Outlines of the areas of one level; those that touch the box if there is one."""
    lines = [
        _ring(ring, closed=True)
        for area in areas
        if area.level is level
        for ring in area.rings
        if box is None or _touches(ring, box)
    ]
    return {"type": "MultiLineString", "coordinates": lines}


def land(areas: Sequence[Area]) -> Geometry:
    """The district, or all areas of the coarsest level there is."""
    for level in (AreaLevel.DISTRICT, AreaLevel.SUBDISTRICT, AreaLevel.COMMUNITY, AreaLevel.GRID):
        rings = [[_ring(ring, closed=True)] for area in areas if area.level is level for ring in area.rings]
        if rings:
            return {"type": "MultiPolygon", "coordinates": rings}
    return {"type": "MultiPolygon", "coordinates": []}


def _ring(points: Ring, *, closed: bool) -> list[list[float]]:
    found = [[round(lon, _DIGITS), round(lat, _DIGITS)] for lon, lat in points]
    if closed and found and found[0] != found[-1]:
        found.append(found[0])
    return found


def _touches(points: Ring, box: Box) -> bool:
    west, south, east, north = box
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return bool(points) and (
        min(lons) <= east and max(lons) >= west and min(lats) <= north and max(lats) >= south
    )
