"""Areas of the simulated district: counts, codes, names, exact nesting."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest
import shapely

from wallclient.demo.district import names
from wallclient.demo.district.build import District, build_district
from wallclient.demo.district.land import sketch
from wallclient.model.areas import LEVELS, Area, AreaLevel, ancestor, level_of

Segment = tuple[tuple[float, float], tuple[float, float]]


def _polygon(area: Area) -> shapely.Polygon:
    return shapely.Polygon(area.rings[0])


def _segments(area: Area) -> list[Segment]:
    ring = area.rings[0]
    return list(itertools.pairwise(ring))


def _children(district: District, area: Area) -> list[Area]:
    return [a for a in district.areas if a.parent == area.code]


def test_there_are_eight_subdistricts_62_communities_and_331_grids(district: District) -> None:
    assert [len(district.of_level(level)) for level in LEVELS] == [1, 8, 62, 331]


def test_codes_have_the_length_of_their_level_and_begin_with_their_parent(district: District) -> None:
    for area in district.areas:
        assert area.code.isdigit()
        assert level_of(area.code) is area.level
        if area.level is not AreaLevel.DISTRICT:
            assert area.parent == area.code[:-3]
            assert ancestor(area.code, AreaLevel.DISTRICT) == "320599"
    assert len({a.code for a in district.areas}) == len(district.areas)


def test_parents_come_before_their_children(district: District) -> None:
    seen = {""}
    for area in district.areas:
        assert area.parent in seen
        seen.add(area.code)


def test_the_outlines_of_children_leave_exactly_the_outline_of_their_parent(district: District) -> None:
    for area in district.areas:
        children = _children(district, area)
        if not children:
            continue
        segments = Counter(segment for child in children for segment in _segments(child))
        assert max(segments.values()) == 1  # no two children run along the same border in one direction
        outer = {s for s in segments if (s[1], s[0]) not in segments}
        assert outer == set(_segments(area))


def test_areas_are_valid_and_children_fill_their_parent(district: District) -> None:
    for area in district.areas:
        assert len(area.rings) == 1
        assert area.rings[0][0] == area.rings[0][-1]
        assert _polygon(area).is_valid
        children = _children(district, area)
        if children:
            assert sum(_polygon(c).area for c in children) == pytest.approx(_polygon(area).area, rel=1e-9)
            assert sum(c.households for c in children) == area.households


def test_every_centre_lies_in_its_area(district: District) -> None:
    for area in district.areas:
        assert _polygon(area).contains(shapely.Point(area.centre)), area.name


def test_the_district_is_ten_to_twelve_kilometres_wide(district: District) -> None:
    corners = [district.frame.to_xy(p) for p in district.areas[0].rings[0]]
    for axis in (0, 1):
        values = [c[axis] for c in corners]
        assert 9_000 < max(values) - min(values) < 12_500


def test_subdistricts_lie_where_the_sketch_has_them(district: District) -> None:
    for area, item in zip(district.of_level(AreaLevel.SUBDISTRICT), sketch.SUBDISTRICTS, strict=True):
        assert area.name == f"{item.name}街道"
        there = shapely.Polygon([district.frame.to_lonlat(p) for p in sketch.sheet(item.shape)])
        assert _polygon(area).intersection(there).area > 0.75 * _polygon(area).area


def test_communities_have_the_names_of_their_subdistrict(district: District) -> None:
    for subdistrict in district.of_level(AreaLevel.SUBDISTRICT):
        found = {a.name for a in _children(district, subdistrict)}
        assert found == set(names.COMMUNITIES[subdistrict.name.removesuffix("街道")])


def test_the_leak_lies_in_the_third_grid_of_milan_community(district: District) -> None:
    grid = district.grids_at([district.leak])[0]
    assert district.by_code[grid].name == "米兰社区第三网格"
    assert district.short_name(grid) == "望湖"


def test_special_grids_are_numbered_from_901_and_named_for_their_place(district: District) -> None:
    special = [a for a in district.of_level(AreaLevel.GRID) if a.code[12] == "9"]
    assert {a.name for a in special} == {f"{name}专属网格" for name, _ in names.SPECIAL_GRIDS}
    ordinary = [a for a in district.of_level(AreaLevel.GRID) if a.code[12] != "9"]
    assert all(re.fullmatch(r".+社区第[一二三四五六七八九十]+网格", a.name) for a in ordinary)


def test_numerals_are_written_as_people_write_them() -> None:
    assert [names.numeral(n) for n in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


def test_the_same_seed_builds_the_same_district_and_another_one_another(district: District) -> None:
    again = build_district()
    assert again.areas == district.areas
    assert again.ground.features == district.ground.features
    assert again.junctions == district.junctions
    assert build_district(3).areas != district.areas


@pytest.mark.parametrize("seed", [1, 4, 320599])
def test_other_seeds_build_whole_districts_too(seed: int) -> None:
    assert len(build_district(seed).areas) == 1 + 8 + 62 + 331


def test_a_point_outside_is_in_no_grid(district: District) -> None:
    assert district.grids_at([(50_000.0, 0.0)]) == [""]
