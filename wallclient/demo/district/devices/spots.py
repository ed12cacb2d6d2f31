"""Places by a street where a camera can hang, in an order that fills the district evenly.

The centre and the surroundings of the first incident come earlier in the order: there are more cameras in a
city's middle, and an operator of the demo has something to look at.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    import shapely

    from wallclient.demo.district.build import District
    from wallclient.demo.district.land.frame import Point

SpotKind = Literal["crossing", "road", "junction", "street"]
_MAIN_WIDTH_M = 36.0
_ROAD_STEP_M = 90.0
_MIDDLE_RADIUS_M = 3000.0
_LEAK_KNOWN_M = 375.0
_WEIGHTS: dict[SpotKind, float] = {"crossing": 9.0, "road": 3.0, "junction": 0.45, "street": 0.9}


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the axis of a street. `along_deg`: where the street leads, clockwise from north."""

    point: Point
    along_deg: float
    kind: SpotKind
    streets: tuple[str, ...]


def bearing(start: Point, end: Point) -> float:
    """Direction from one point of the sheet to another, clockwise from north, 0 to 360."""
    return math.degrees(math.atan2(end[0] - start[0], end[1] - start[1])) % 360.0


def all_spots(district: District) -> list[Spot]:
    """Every spot of the district, most wanted ones more likely first."""
    random = district.random("spots")
    spots = [*_on_roads(district), *_on_streets(district)]
    keyed = [(_key(spot, district, random), i) for i, spot in enumerate(spots)]
    keyed.sort(reverse=True)
    return [spots[i] for _, i in keyed]


def _key(spot: Spot, district: District, random: Random) -> float:
    """A random key whose order is a draw by weight without putting back."""
    middle = math.exp(-((math.hypot(*spot.point) / _MIDDLE_RADIUS_M) ** 2))
    weight = _WEIGHTS[spot.kind] * (0.8 + 0.6 * middle)
    away_m = math.dist(spot.point, district.leak)
    if away_m < _LEAK_KNOWN_M:
        weight *= 0.02  # the fixed cameras are to be the nearest ones for as long as possible
    elif away_m < 950.0:
        weight *= 3.8
    return math.log(random.random()) / weight


def _on_roads(district: District) -> Iterator[Spot]:
    roads = [r for r in district.ground.roads if r.width_m >= _MAIN_WIDTH_M]
    for i, road in enumerate(roads):
        for other in roads[i + 1 :]:
            if other.name == road.name:
                continue
            shared = road.line.intersection(other.line)
            if not shared.is_empty:
                middle = shared.centroid
                along = _along(road.line, road.line.project(middle))
                yield Spot((middle.x, middle.y), along, "crossing", (road.name, other.name))
        at = _ROAD_STEP_M / 2
        while at < road.line.length:
            point = road.line.interpolate(at)
            yield Spot((point.x, point.y), _along(road.line, at), "road", (road.name,))
            at += _ROAD_STEP_M


def _along(line: shapely.LineString, at: float) -> float:
    before, after = line.interpolate(max(0.0, at - 5.0)), line.interpolate(at + 5.0)
    return bearing((before.x, before.y), (after.x, after.y))


def _on_streets(district: District) -> Iterator[Spot]:
    for i, junction in enumerate(district.junctions):
        first = district.junctions[junction.ways[0]]
        yield Spot(junction.point, bearing(junction.point, first.point), "junction", junction.names)
        for way in junction.ways:
            if way > i:
                other = district.junctions[way]
                shared = junction.names[0] if junction.names[0] == other.names[0] else junction.names[1]
                (ax, ay), (bx, by) = junction.point, other.point
                middle = ((ax + bx) / 2, (ay + by) / 2)
                yield Spot(middle, bearing(junction.point, other.point), "street", (shared,))
