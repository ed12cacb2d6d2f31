"""GeoJSON: areas and ground are read, converted and completed; bad features are told and left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from wallclient.config.areas import load_areas, load_ground
from wallclient.config.problems import Problems
from wallclient.config.rings import contains
from wallclient.model.areas import AreaLevel

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = [[[120.0, 31.0], [120.1, 31.0], [120.1, 31.1], [120.0, 31.1], [120.0, 31.0]]]
# A horseshoe: its centroid lies in the gap.
HORSESHOE = [[[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [2, 2], [2, 10], [0, 10], [0, 0]]]


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(coordinates: Any = SQUARE) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": coordinates}


def write(folder: Path, *features: Any, **more: Any) -> Path:
    path = folder / "x.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}))
    return path


def test_an_area_has_its_outline_centre_and_households(tmp_path: Path) -> None:
    path = write(tmp_path, feature(polygon(), code="370102001", name="望湖街道", households=3088))
    (area,) = load_areas(path).areas
    assert (area.name, area.households) == ("望湖街道", 3088)
    assert area.rings == (tuple((x, y) for x, y in SQUARE[0]),)
    assert area.centre == pytest.approx((120.05, 31.05))


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("370102", AreaLevel.DISTRICT, ""),
        ("370102001", AreaLevel.SUBDISTRICT, "370102"),
        ("370102001002", AreaLevel.COMMUNITY, "370102001"),
        ("370102001002003", AreaLevel.GRID, "370102001002"),
    ],
)
def test_level_and_parent_follow_from_the_code(
    code: str, level: AreaLevel, parent: str, tmp_path: Path
) -> None:
    (area,) = load_areas(write(tmp_path, feature(polygon(), code=code, name="x"))).areas
    assert (area.level, area.parent) == (level, parent)


def test_level_and_parent_that_are_given_go_before_the_code(tmp_path: Path) -> None:
    path = write(tmp_path, feature(polygon(), code="abc", name="x", level="grid", parent="p"))
    (area,) = load_areas(path).areas
    assert (area.level, area.parent) == (AreaLevel.GRID, "p")


def test_a_multipolygon_gives_one_ring_per_part_and_no_holes(tmp_path: Path) -> None:
    hole = [[120.04, 31.04], [120.06, 31.04], [120.06, 31.06], [120.04, 31.04]]
    other = [[[121.0, 31.0], [121.01, 31.0], [121.01, 31.01], [121.0, 31.0]]]
    geometry = {"type": "MultiPolygon", "coordinates": [[SQUARE[0], hole], other]}
    (area,) = load_areas(write(tmp_path, feature(geometry, code="370102", name="x"))).areas
    assert [len(ring) for ring in area.rings] == [5, 4]
    assert area.centre == pytest.approx((120.05, 31.05))


def test_the_centre_of_a_horseshoe_lies_inside_of_it(tmp_path: Path) -> None:
    path = write(tmp_path, feature(polygon(HORSESHOE), code="370102", name="x"))
    (area,) = load_areas(path).areas
    assert contains(area.rings[0], area.centre)


def test_an_open_outline_is_closed(tmp_path: Path) -> None:
    path = write(tmp_path, feature(polygon([SQUARE[0][:-1]]), code="370102", name="x"))
    (area,) = load_areas(path).areas
    assert area.rings[0][0] == area.rings[0][-1]


@pytest.mark.parametrize(
    "crs",
    [
        "gcj02",
        "GCJ-02",
        {"type": "name", "properties": {"name": "urn:local:gcj02"}},
    ],
)
def test_a_declared_system_is_converted(crs: Any, tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [120.601099983, 31.278648624]}
    (ground,) = load_ground(write(tmp_path, feature(point, kind="block"), crs=crs)).features
    assert ground.points[0] == pytest.approx((120.596931, 31.280844), abs=1e-8)


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4490"])
def test_systems_that_count_as_wgs84_stay_as_they_are(name: str, tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    (area,) = load_areas(write(tmp_path, feature(polygon(), code="370102", name="x"), crs=crs)).areas
    assert area.rings[0][0] == (120.0, 31.0)


def test_an_unknown_system_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problems, match='"EPSG:3857" is not known'):
        load_areas(write(tmp_path, crs={"type": "name", "properties": {"name": "EPSG:3857"}}))


def test_bad_features_are_told_with_their_number_and_the_others_load(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        feature(polygon(), code="370102", name="good"),
        feature(polygon(), code="370102001"),
        feature(polygon(), code="370102", name="twice"),
        feature(polygon(), code="3701", name="short"),
        feature(polygon(), code="370102002", name="odd", level="subdistrit"),
        feature({"type": "Point", "coordinates": [1, 2]}, code="370102003", name="point"),
        feature(None, code="370102004", name="nothing"),
        feature(
            polygon([[[31.0, 120.0], [31.1, 120.0], [31.1, 120.1], [31.0, 120.0]]]),
            code="370102005",
            name="s",
        ),
        feature(polygon([[[1, 2], [3, 4]]]), code="370102006", name="line"),
        feature(polygon([["x"]]), code="370102007", name="words"),
        feature(polygon([]), code="370102008", name="empty"),
        feature(polygon(), code="370102009", name="x", households="many"),
        "nonsense",
    )
    result = load_areas(path)
    assert [a.name for a in result.areas] == ["good"]
    assert [p.key for p in result.problems] == [f"features[{i}]" for i in range(1, 13)]
    hints = {p.key: p.hint for p in result.problems}
    assert hints["features[4]"] == "did you mean subdistrict?"
    assert hints["features[7]"] == "GeoJSON has the longitude first"


def test_ground_is_lines_and_closed_rings(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[120, 31], [120.1, 31.1]]}
    lines = {"type": "MultiLineString", "coordinates": [[[120, 31], [120.1, 31.1]], [[1, 2], [3, 4]]]}
    road = {**feature(line, kind="road", name="文昌路", width_m=36), "id": "r1"}
    path = write(tmp_path, road, feature(lines, kind="road"), feature(polygon(), kind="water"))
    result = load_ground(path)
    assert result.problems == ()
    assert [(f.id, f.kind, len(f.points)) for f in result.features] == [
        ("r1", "road", 2),
        ("road-1", "road", 2),
        ("road-2", "road", 2),
        ("water-3", "water", 5),
    ]
    assert (result.features[0].name, result.features[0].width_m) == ("文昌路", 36.0)


def test_bad_ground_is_told(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        feature(polygon(), kind="watr"),
        feature(polygon(), kind="road", width_m=-1),
        {**feature(polygon(), kind="park"), "id": "p"},
        {**feature(polygon(), kind="park"), "id": "p"},
    )
    result = load_ground(path)
    assert [p.key for p in result.problems] == ["features[0]", "features[1]", "features[3]"]
    assert result.problems[0].hint == "did you mean water?"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"type": "Feature"}', '{"features": 3}'])
def test_a_file_that_is_no_collection_raises(content: str, tmp_path: Path) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(content)
    with pytest.raises(Problems):
        load_areas(path)


def test_a_missing_file_raises_problems(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="cannot be read"):
        load_ground(tmp_path / "none.geojson")
