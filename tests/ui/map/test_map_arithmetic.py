"""The plane, the view and its journeys."""

from __future__ import annotations

import numpy as np
import pytest

from tests.ui.map.mapkit import MIDDLE, code, stores
from ui.map.plane.anchors import anchor
from ui.map.plane.navigator import Navigator
from ui.map.plane.shapes import AreaShapes
from ui.map.plane.viewport import FLIGHT_S, Insets, Viewport, around, fit, scale_bar
from wallclient.model.areas import AreaLevel
from wallclient.rules.circles import distance_m


@pytest.mark.parametrize(("x_m", "y_m"), [(0, 0), (3000, -4500), (-5000, 5000)])
def test_metres_on_the_plane_are_those_on_the_ground(x_m: float, y_m: float) -> None:
    lon, lat = MIDDLE.to_degrees(x_m, y_m)
    there = distance_m(MIDDLE.lon, MIDDLE.lat, lon, lat)
    assert there == pytest.approx(np.hypot(x_m, y_m), rel=0.002)
    assert MIDDLE.to_metres(lon, lat) == pytest.approx((x_m, y_m))
    assert MIDDLE.many([(lon, lat)])[0] == pytest.approx((x_m, y_m))


def test_north_is_up_and_pixels_come_back_to_metres() -> None:
    view = Viewport(100, 200, 0.5, 800, 600)
    assert view.to_px(100, 200) == (400, 300)
    assert view.to_px(100, 300)[1] == 250
    assert view.to_m(*view.to_px(-37, 912)) == pytest.approx((-37, 912))
    assert view.many_to_px(np.array([[100.0, 200.0]]))[0] == pytest.approx((400, 300))


def test_a_fitted_view_leaves_the_insets_free() -> None:
    view = fit((-4000, -4000, 4000, 4000), 1244, 836, Insets(24, 30, 80, 60))
    left, bottom = view.to_px(-4000, -4000)
    right, top = view.to_px(4000, 4000)
    assert left >= 23.9
    assert top == pytest.approx(30)
    assert right <= 1244 - 79.9
    assert bottom == pytest.approx(836 - 60)


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
def test_a_snapped_view_begins_on_a_device_pixel(dpr: float) -> None:
    view = Viewport(123.4, -567.8, 0.0731, 1244, 836).snapped(dpr)
    x, y = view.to_px(0, 0)
    assert x * dpr == pytest.approx(round(x * dpr))
    assert y * dpr == pytest.approx(round(y * dpr))


@pytest.mark.parametrize(
    ("px_per_m", "metres"), [(0.075, 1000), (0.1, 1000), (0.15, 500), (0.54, 200), (4.0, 20)]
)
def test_the_scale_bar_is_a_round_number_that_fits(px_per_m: float, metres: int) -> None:
    found, pixels = scale_bar(px_per_m, 130)
    assert found == metres
    assert pixels == pytest.approx(metres * px_per_m)
    assert pixels <= 130


def navigator() -> Navigator:
    made = Navigator()
    made.resize(1000, 800)
    made.limit((-4000, -4000, 4000, 4000), Insets())
    made.jump(made.fitting((-4000, -4000, 4000, 4000)))
    return made


def test_a_flight_arrives_within_400_ms_and_only_comes_closer() -> None:
    made = navigator()
    goal = around(1000, 500, 540, 1000, 800)
    made.fly(goal, 10.0)
    scales = [made.view.px_per_m]
    for step in range(1, 14):
        made.advance(10.0 + step / 30)
        scales.append(made.view.px_per_m)
    assert not made.flying
    assert made.view == goal
    assert scales == sorted(scales)
    assert FLIGHT_S <= 0.4


def test_zooming_keeps_the_point_under_the_pointer_and_ends_at_the_limits() -> None:
    made = navigator()
    before = made.view.to_m(300, 200)
    made.zoom(2.0, 300, 200)
    assert made.view.to_m(300, 200) == pytest.approx(before)
    for _ in range(40):
        made.zoom(2.0, 500, 400)
    closest = made.view.px_per_m
    for _ in range(40):
        made.zoom(0.5, 500, 400)
    assert closest == pytest.approx(4.0)
    assert made.view.px_per_m == pytest.approx(made.fitting((-4000, -4000, 4000, 4000)).px_per_m * 0.7)


def test_dragging_moves_the_ground_with_the_hand_but_never_out_of_the_district() -> None:
    made = navigator()
    x_m = made.view.x_m
    made.drag(100, 0)
    assert made.view.x_m == pytest.approx(x_m - 100 / made.view.px_per_m)
    made.drag(-1e6, 1e6)
    assert (made.view.x_m, made.view.y_m) == (4000, 4000)


def test_another_size_keeps_the_middle() -> None:
    made = navigator()
    made.jump(around(1000, 500, 540, 1000, 800))
    made.resize(500, 400)
    assert (made.view.x_m, made.view.y_m) == (1000, 500)
    assert made.view.px_per_m == pytest.approx(400 * 0.425 / 540)


def test_areas_know_their_tree_and_what_lies_under_a_point() -> None:
    shapes = AreaShapes(stores().areas.values())
    grid = code(AreaLevel.GRID, 7, 7)
    assert [shape.level for shape in shapes.chain(grid)] == list(shapes.levels)
    assert shapes.chain(grid + "x")[-1].code == grid
    found = shapes.at(3900, 3900, AreaLevel.COMMUNITY)
    assert found is not None
    assert found.code == code(AreaLevel.COMMUNITY, 3, 3)
    assert shapes.at(5000, 0, AreaLevel.COMMUNITY) is None
    assert shapes.count_inside("", AreaLevel.GRID) == 64
    assert shapes.count_inside(code(AreaLevel.SUBDISTRICT, 0, 0), AreaLevel.GRID) == 16
    assert shapes.level_below("") is AreaLevel.SUBDISTRICT
    assert shapes.level_below(grid) is AreaLevel.GRID


def test_areas_without_an_outline_are_left_out_and_nothing_at_all_is_no_error() -> None:
    made = list(stores().areas.values())
    bare = [type(a)(code=a.code, name=a.name, level=a.level) for a in made[:3]]
    assert not AreaShapes(bare)
    assert AreaShapes([]).bounds is None


def test_a_name_is_anchored_inside_even_where_the_middle_is_outside() -> None:
    horseshoe = np.array(
        [(0, 0), (30, 0), (30, 30), (20, 30), (20, 10), (10, 10), (10, 30), (0, 30)], dtype=float
    )
    x, y = anchor(horseshoe)
    assert y < 10 or x < 10 or x > 20
