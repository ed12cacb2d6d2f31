"""Ground of the simulated district, and the files that a wall loads."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import shapely

from wallclient.demo.district.geojson import area_collection, ground_collection, write_district
from wallclient.demo.district.land.ground import MAX_BLOCKS, smooth

if TYPE_CHECKING:
    from pathlib import Path

    from wallclient.demo.district.build import District


def test_river_lake_roads_and_parks_are_there(district: District) -> None:
    names = {f.name for f in district.ground.features}
    assert {"清河", "澄湖", "小清河", "文昌路", "望湖路", "东桥大街", "南苑路", "清河公园"} <= names
    kinds = Counter(f.kind for f in district.ground.features)
    assert set(kinds) == {"water", "road", "park", "block", "building"}
    assert kinds["block"] > 1000
    assert kinds["block"] + kinds["building"] <= MAX_BLOCKS


def test_rings_are_closed_and_ids_are_unique(district: District) -> None:
    features = district.ground.features
    assert len({f.id for f in features}) == len(features)
    for feature in features:
        assert len(feature.points) >= 2
        assert (feature.kind == "road") == (feature.width_m > 0)
        if feature.kind != "road":
            assert feature.points[0] == feature.points[-1]


def test_nothing_of_the_ground_lies_outside_the_district(district: District) -> None:
    land = shapely.Polygon(district.areas[0].rings[0]).buffer(1e-5)
    shapely.prepare(land)
    shapes = [
        shapely.LineString(f.points) if f.kind == "road" else shapely.Polygon(f.points)
        for f in district.ground.features
    ]
    assert shapely.contains(land, shapes).all()


def test_buildings_stand_on_blocks_and_not_in_the_water(district: District) -> None:
    water = shapely.union_all(
        [shapely.Polygon(f.points) for f in district.ground.features if f.kind == "water"]
    )
    buildings = [shapely.Polygon(f.points) for f in district.ground.features if f.kind == "building"]
    assert not shapely.intersects(water, buildings).any()


def test_junctions_lie_in_their_community_and_ways_lead_both_ways(district: District) -> None:
    for i, junction in enumerate(district.junctions):
        assert junction.ways
        for way in junction.ways:
            other = district.junctions[way]
            assert i in other.ways
            assert other.community == junction.community
            assert set(other.names) & set(junction.names)


def test_smoothing_goes_through_all_points() -> None:
    line = [(0.0, 0.0), (100.0, 50.0), (200.0, 0.0)]
    curve = smooth(line, 10.0)
    assert all(point in curve for point in line)
    assert len(curve) > 20


def test_geojson_has_the_properties_that_a_wall_reads(district: District) -> None:
    areas = area_collection(district.areas)["features"]
    first = areas[1]
    assert first["properties"]["name"] == "北关街道"
    assert first["properties"]["level"] == "subdistrict"
    assert first["properties"]["parent"] == "320599"
    assert first["properties"]["households"] > 0
    ground = ground_collection(district.ground.features)["features"]
    road = next(f for f in ground if f["properties"]["name"] == "文昌路")
    assert road["properties"]["width_m"] == 44
    assert road["geometry"]["type"] == "LineString"


def test_files_hold_what_was_built(district: District, tmp_path: Path) -> None:
    areas, ground = write_district(tmp_path / "map", district)
    features = json.loads(areas.read_text("utf-8"))["features"]
    assert [f["properties"]["code"] for f in features] == [a.code for a in district.areas]
    ring = features[-1]["geometry"]["coordinates"][0]
    assert {tuple(p) for p in ring} == set(district.areas[-1].rings[0])
    kinds = {f["properties"]["kind"] for f in json.loads(ground.read_text("utf-8"))["features"]}
    assert kinds == {"water", "road", "park", "block", "building"}
