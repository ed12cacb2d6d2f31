"""The ground under the map: water, roads, parks, street blocks and, around one place, buildings.

Everything is cut to the district. Rings are closed and have no holes, as MapFeature wants them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import shapely
from shapely import LineString, Polygon

from wallclient.demo.district.land import sketch
from wallclient.demo.district.land.streets import SECONDARY_EACH, SECONDARY_WIDTH_M, Box, Lattice
from wallclient.model.areas import MapFeature

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from shapely.geometry.base import BaseGeometry

    from wallclient.demo.district.land.frame import Frame, Point

MAX_BLOCKS = 6000  # blocks and buildings together
_PARKS: tuple[tuple[str, int, tuple[float, float], int], ...] = (
    # name, subdistrict, place on the sketch, cells in each direction
    ("古塔公园", 0, (640, 120), 2),
    ("文昌公园", 1, (455, 330), 2),
    ("澄湖公园", 2, (838, 292), 2),
    ("兰亭公园", 3, (300, 470), 2),
    ("清河公园", 4, (628, 549), 2),
    ("东桥公园", 5, (930, 500), 2),
    ("采石遗址公园", 6, (420, 640), 2),
    ("体育公园", 7, (760, 720), 2),
)
_MIN_BLOCK_M2 = 2500.0
_POCKET_PARKS = 0.03
_NO_PARK_WITHIN_M = 250.0  # of the close-up: people live there


def smooth(points: Sequence[Point], step_m: float) -> list[Point]:
    """A Catmull-Rom curve through `points`, with a point about every `step_m`."""
    line = [
        (2 * points[0][0] - points[1][0], 2 * points[0][1] - points[1][1]),
        *points,
        (2 * points[-1][0] - points[-2][0], 2 * points[-1][1] - points[-2][1]),
    ]
    curve: list[Point] = []
    for a, b, c, d in zip(line, line[1:], line[2:], line[3:], strict=False):
        steps = max(1, round(math.dist(b, c) / step_m))
        for i in range(steps):
            x, y = (_spline(a[k], b[k], c[k], d[k], i / steps) for k in (0, 1))
            curve.append((x, y))
    return [*curve, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


@dataclass(frozen=True, slots=True)
class Road:
    name: str
    width_m: float
    line: LineString


@dataclass(frozen=True, slots=True)
class Ground:
    """Shapes in metres on the sheet, and the same as features of the map."""

    water: BaseGeometry
    named_water: tuple[tuple[str, Polygon], ...]
    roads: tuple[Road, ...]
    parks: tuple[tuple[str, Polygon], ...]
    features: tuple[MapFeature, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A street block: its shape, and the box of the lattice that it was cut from."""

    shape: Polygon
    lattice: Lattice
    box: Box


@dataclass(slots=True)
class GroundBuilder:
    """Draws the ground of `land`; `subdistricts` in the order of the sketch, each with its lattice."""

    land: Polygon
    subdistricts: Sequence[Polygon]
    lattices: Sequence[Lattice]
    frame: Frame
    random: Random

    def build(self, close_to: Point) -> Ground:
        """`close_to`: buildings are drawn around this place, as far as MAX_BLOCKS allows."""
        named_water = self.water()
        water = shapely.unary_union([shape for _, shape in named_water])
        roads = self._main_roads()
        lanes = [r.line.buffer(r.width_m / 2 + 6.0, cap_style="flat") for r in roads]
        taken = shapely.unary_union([water.buffer(14.0), *lanes])
        parks = self._parks(taken)
        blocks, pocket = self._blocks(shapely.unary_union([taken, *(p for _, p in parks)]), close_to)
        buildings = self._all_buildings(blocks)
        roads += self._secondary_roads(water)
        features = [
            *self._rings("water", named_water),
            *self._rings("park", [*parks, *(("", p) for p in pocket)]),
            *self._road_features(roads),
            *self._rings("block", [("", b.shape) for b in blocks]),
            *self._rings("building", [("", b) for b in buildings]),
        ]
        return Ground(water, tuple(named_water), tuple(roads), tuple(parks), tuple(features))

    def water(self) -> list[tuple[str, Polygon]]:
        """River, lake and brook, cut to the land; later ones do not cover earlier ones."""
        lake = self._blob(sketch.at(*sketch.LAKE), sketch.LAKE_RADIUS_M)
        river = self._stream(sketch.RIVER, sketch.RIVER_WIDTH_M)
        brook = self._stream(sketch.BROOK, sketch.BROOK_WIDTH_M)
        pieces = (("澄湖", lake), ("清河", river.difference(lake)), ("小清河", brook.difference(river)))
        return [(name, part) for name, shape in pieces for part in self._parts(shape)]

    def _stream(self, line: sketch.Line, width_m: float) -> BaseGeometry:
        """A band along `line` whose width breathes a little."""
        bends = smooth(sketch.sheet(line), 60.0)
        wave = self.random.uniform(0, 6.28)
        sides: tuple[list[Point], list[Point]] = ([], [])
        for i, (a, b) in enumerate(pairwise(bends)):
            length = math.dist(a, b)
            nx, ny = -(b[1] - a[1]) / length, (b[0] - a[0]) / length
            for side, sign in ((0, 1), (1, -1)):
                half = (
                    sign
                    * width_m
                    / 2
                    * (1 + 0.16 * math.sin(i * 0.35 + wave + side) + self.random.uniform(-0.04, 0.04))
                )
                sides[side].append((a[0] + nx * half, a[1] + ny * half))
        return shapely.make_valid(Polygon([*sides[0], *sides[1][::-1]]))

    def _blob(self, middle: Point, radius_m: float) -> Polygon:
        waves = [
            (n, self.random.uniform(0.03, 0.16) / n**0.5, self.random.uniform(0, 6.28)) for n in range(2, 9)
        ]
        ring: list[Point] = []
        for i in range(120):
            angle = i / 120 * 2 * math.pi
            radius = radius_m * (1 + sum(size * math.sin(n * angle + shift) for n, size, shift in waves))
            ring.append(
                (middle[0] + 1.15 * radius * math.cos(angle), middle[1] + 0.8 * radius * math.sin(angle))
            )
        return Polygon(ring)

    def _main_roads(self) -> list[Road]:
        roads: list[Road] = []
        for road in sketch.MAIN_ROADS:
            line = LineString(smooth(sketch.sheet(road.points), 80.0))
            roads += [Road(road.name, road.width_m, part) for part in _lines(line.intersection(self.land))]
        return roads

    def _secondary_roads(self, water: BaseGeometry) -> list[Road]:
        roads: list[Road] = []
        lake = water.buffer(-sketch.RIVER_WIDTH_M).buffer(
            sketch.RIVER_WIDTH_M + 20.0
        )  # a bridge spans the river only
        for shape, lattice in zip(self.subdistricts, self.lattices, strict=True):
            room = shape.buffer(-20.0).difference(lake)
            for names, places, ends, turned in (
                (lattice.north_names, lattice.across, lattice.up, False),
                (lattice.east_names, lattice.up, lattice.across, True),
            ):
                for i in range(0, len(places), SECONDARY_EACH):
                    tips = [
                        (places[i], end) if not turned else (end, places[i]) for end in (ends[0], ends[-1])
                    ]
                    line = LineString([lattice.to_sheet(*tip) for tip in tips]).intersection(room)
                    roads += [Road(names[i], SECONDARY_WIDTH_M, p) for p in _lines(line) if p.length > 250.0]
        return roads

    def _parks(self, taken: BaseGeometry) -> list[tuple[str, Polygon]]:
        parks: list[tuple[str, Polygon]] = []
        for name, number, place, size in _PARKS:
            lattice = self.lattices[number]
            column, row = lattice.cell_at(sketch.at(*place))
            box = lattice.cell_box(column, row, size, size)
            shape = Polygon(lattice.quad(box)).intersection(self.subdistricts[number]).difference(taken)
            parts = sorted(self._parts(shape), key=lambda p: -p.area)
            parks += [(name, part) for part in parts[:1]]
        return parks

    def _blocks(self, taken: BaseGeometry, close_to: Point) -> tuple[list[_Block], list[Polygon]]:
        """Street blocks of the whole district, the nearest to `close_to` first; some are small parks."""
        blocks: list[_Block] = []
        for shape, lattice in zip(self.subdistricts, self.lattices, strict=True):
            room = shape.buffer(-9.0).difference(taken)
            shapely.prepare(room)
            boxes = [
                lattice.cell_box(c, r)
                for c in range(len(lattice.across) - 1)
                for r in range(len(lattice.up) - 1)
            ]
            quads = shapely.polygons([lattice.quad(box) for box in boxes])
            whole = shapely.contains_properly(room, quads)
            touched = shapely.intersects(room, quads)
            for i, box in enumerate(boxes):
                if touched[i]:
                    parts = [quads[i]] if whole[i] else self._parts(quads[i].intersection(room))
                    blocks += [_Block(part, lattice, box) for part in parts]
        middle = shapely.Point(close_to)
        blocks.sort(key=lambda b: float(b.shape.centroid.distance(middle)))
        green = [
            self.random.random() < _POCKET_PARKS and b.shape.distance(middle) > _NO_PARK_WITHIN_M
            for b in blocks
        ]
        pocket = [b.shape for b, is_green in zip(blocks, green, strict=True) if is_green]
        return [b for b, is_green in zip(blocks, green, strict=True) if not is_green][:MAX_BLOCKS], pocket

    def _all_buildings(self, blocks: list[_Block]) -> list[Polygon]:
        """Buildings on the first blocks, as many as MAX_BLOCKS leaves room for."""
        buildings: list[Polygon] = []
        for block in blocks:
            more = self._buildings(block)
            if len(blocks) + len(buildings) + len(more) > MAX_BLOCKS:
                break
            buildings += more
        return buildings

    def _buildings(self, block: _Block) -> list[Polygon]:
        """Rows of houses on one block, along its streets."""
        west, south, east, north = block.box
        rows = max(2, round((north - south) / 44.0))
        houses: list[Any] = []
        for row in range(rows):
            low = south + 8.0 + row * (north - south - 10.0) / rows
            at = west + self.random.uniform(8.0, 18.0)
            while at < east - 30.0:
                length = self.random.uniform(30.0, 66.0)
                deep = self.random.uniform(13.0, 17.0)
                if at + length < east - 7.0 and self.random.random() < 0.88:
                    houses.append(block.lattice.quad((at, low, at + length, low + deep)))
                at += length + self.random.uniform(9.0, 16.0)
        if not houses:
            return []
        shapes = shapely.polygons(houses)
        shapely.prepare(block.shape)
        return [h for h, inside in zip(shapes, shapely.contains(block.shape, shapes), strict=True) if inside]

    def _parts(self, shape: BaseGeometry) -> list[Polygon]:
        """Parts of `shape` on the land that are large enough and have no hole."""
        parts = shapely.get_parts(shape.intersection(self.land))
        return [p for p in parts if isinstance(p, Polygon) and p.area >= _MIN_BLOCK_M2 and not p.interiors]

    def _rings(self, kind: str, shapes: Iterable[tuple[str, Polygon]]) -> list[MapFeature]:
        return [
            MapFeature(
                id=f"{kind}-{i}",
                kind=kind,
                name=name,
                points=tuple(
                    self.frame.to_lonlat(p) for p in shapely.get_coordinates(shape.exterior).tolist()
                ),
            )
            for i, (name, shape) in enumerate(shapes, 1)
        ]

    def _road_features(self, roads: Iterable[Road]) -> list[MapFeature]:
        return [
            MapFeature(
                id=f"road-{i}",
                kind="road",
                name=road.name,
                width_m=road.width_m,
                points=tuple(self.frame.to_lonlat(p) for p in shapely.get_coordinates(road.line).tolist()),
            )
            for i, road in enumerate(roads, 1)
        ]


def _lines(shape: BaseGeometry) -> list[LineString]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, LineString)]
