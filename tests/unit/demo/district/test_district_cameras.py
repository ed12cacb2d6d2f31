"""Cameras of the simulated district: the twelve of the wall, places, names, how they are offered."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import shapely

from wallclient.demo.district.build import build_district
from wallclient.demo.district.devices.catalogue import DemoCamera, camera_list, meeting_cameras
from wallclient.demo.district.devices.naming import SCENE_GROUPS

if TYPE_CHECKING:
    from wallclient.demo.district.build import District

TWELVE = (
    ("文昌路望湖路口", "crossroads", "文昌"),
    ("东桥大街东口", "avenue", "东桥"),
    ("米兰社区 6 号楼", "lane", "望湖"),
    ("米兰社区南门", "estate_gate", "望湖"),
    ("清河公园中心广场", "square", "清河"),
    ("兰亭农贸市场", "market", "兰亭"),
    ("清河步道三号桥", "promenade", "清河"),
    ("实验小学校门", "school_gate", "南苑"),
    ("北关立交桥下", "overpass", "北关"),
    ("南苑路公交站", "bus_stop", "南苑"),
    ("石塘拆迁工地", "demolition", "石塘"),
    ("政务服务大厅", "service_hall", "文昌"),
)


def _away_m(district: District, camera: DemoCamera) -> float:
    return math.dist(district.frame.to_xy((camera.lon, camera.lat)), district.leak)


def test_the_first_twelve_are_those_of_the_wall(district: District) -> None:
    first = camera_list(district, 300)[:12]
    assert tuple((c.name, c.scene, c.area_name) for c in first) == TWELVE


def test_a_longer_list_begins_with_the_shorter_one(district: District) -> None:
    assert camera_list(district, 400)[:300] == camera_list(district, 300)
    assert len(camera_list(district, 5)) == 5


def test_the_list_does_not_depend_on_when_it_is_made(district: District) -> None:
    assert camera_list(build_district(), 200) == camera_list(district, 200)


def test_ten_thousand_cameras_have_names_and_ids_of_their_own(district: District) -> None:
    cameras = camera_list(district, 10_000)
    assert len({c.name for c in cameras}) == 10_000
    assert len({c.id for c in cameras}) == 10_000
    assert all(len(c.id) == 20 and c.id.isdigit() and c.id[10:13] == "132" for c in cameras)
    assert {c.area_name for c in cameras} == {"北关", "文昌", "望湖", "兰亭", "清河", "东桥", "石塘", "南苑"}
    assert all(1 <= c.number <= 4000 for c in cameras)


def test_cameras_lie_in_their_grid(district: District) -> None:
    for camera in camera_list(district, 1000):
        grid = shapely.Polygon(district.by_code[camera.area].rings[0])
        assert grid.covers(shapely.Point(camera.lon, camera.lat)), camera.name


def test_generated_cameras_hang_near_a_street(district: District) -> None:
    lines = [
        (district.junctions[i].point, district.junctions[way].point)
        for i in range(len(district.junctions))
        for way in district.junctions[i].ways
        if way > i
    ]
    streets = shapely.union_all(
        [*(shapely.LineString(line) for line in lines), *(r.line for r in district.ground.roads)]
    )
    for camera in camera_list(district, 300)[14:]:
        spot = shapely.Point(district.frame.to_xy((camera.lon, camera.lat)))
        assert streets.distance(spot) < 20.0


def test_the_leak_has_its_four_cameras_at_the_distances_of_the_console(district: District) -> None:
    near = sorted(camera_list(district, 300), key=lambda c: _away_m(district, c))[:4]
    assert [c.name for c in near] == ["米兰社区 6 号楼", "米兰社区南门", "望湖路北口", "望湖路公交站"]
    assert [round(_away_m(district, c), -1) for c in near] == [80, 270, 290, 360]
    within_km = sum(_away_m(district, c) < 1000 for c in camera_list(district, 300))
    assert 20 <= within_km <= 35


def test_codecs_transports_and_accounts_are_mixed(district: District) -> None:
    cameras = camera_list(district, 300)
    assert Counter(c.codec for c in cameras) == {"h264": 225, "h265": 75}
    assert Counter(c.transport for c in cameras) == {"rtsp": 270, "http-ts": 30}
    rtsp = [c for c in cameras if c.transport == "rtsp"]
    assert sum(c.rtsp_transport == "udp" for c in rtsp) == 45
    schemes = Counter(c.auth for c in rtsp)
    assert schemes["digest"] > schemes["basic"] > schemes[""] > 0
    for camera in cameras:
        assert bool(camera.credential) == bool(camera.auth)
        assert (camera.credential == "cam-4") == (camera.auth == "basic")


def test_every_scene_is_shown_and_every_camera_has_its_group(district: District) -> None:
    cameras = camera_list(district, 300)
    assert {c.scene for c in cameras} == {scene for _, scene, _ in TWELVE}
    assert {c.business_group for c in cameras} == {"公共安全", "公共管理", "公共服务"}
    for camera in cameras:
        assert (camera.business_group, camera.tags) == SCENE_GROUPS[camera.scene]
        assert 0 <= camera.bearing_deg < 360
        assert camera.kind in ("dome", "half_dome", "fixed", "ptz")
        assert camera.address.startswith("澄湖区")


def test_meeting_places_stand_beside_the_ordinary_cameras(district: District) -> None:
    places = meeting_cameras(district)
    names = [c.name for c in places]
    assert names[:3] == ["区指挥中心", "区消防救援大队", "望湖街道办"]
    assert "网格员 周敏" in names
    assert len(places) == 8
    ordinary = camera_list(district, 10_000)
    assert not {c.id for c in places} & {c.id for c in ordinary}
    assert not {c.number for c in places} & {c.number for c in ordinary}
    assert all(c.is_meeting for c in places)
    assert not any(c.is_meeting for c in ordinary)
