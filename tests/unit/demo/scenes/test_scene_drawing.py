"""The tools scenes are drawn with: perspective, patches, time, light, traffic rules."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
from PIL import Image

from wallclient.demo.scenes import traffic
from wallclient.demo.scenes.catalogue import street
from wallclient.demo.scenes.drawing.canvas import Drawable, cut_out, draw_onto
from wallclient.demo.scenes.drawing.loop import Drift, Loop, journeys, pulse
from wallclient.demo.scenes.drawing.mesh import Mesh, block
from wallclient.demo.scenes.drawing.palette import DUSK, NIGHT, OVERCAST, Lamp, light_of
from wallclient.demo.scenes.drawing.perspective import Camera, Place, cut_behind

CAMERA = Camera(320, 180)


def test_farther_things_are_smaller_and_nearer_to_the_vanishing_point():
    near, far = CAMERA.pixel(2, 0, 10), CAMERA.pixel(2, 0, 40)

    assert CAMERA.px_per_m(40) == pytest.approx(CAMERA.px_per_m(10) / 4)
    assert CAMERA.vanish_px[0] < far[0] < near[0]
    assert CAMERA.vanish_px[1] < far[1] < near[1]


def test_an_array_of_points_is_projected_like_each_point_alone():
    points = np.array([[1.0, 2.0, 9.0], [-3.0, 0.0, 30.0]])

    assert np.allclose(CAMERA.project(points), [CAMERA.pixel(*p) for p in points.tolist()])


def test_a_mirrored_camera_shows_left_on_the_right():
    mirrored = Camera(320, 180, mirror=True)

    assert mirrored.pixel(2, 0, 10)[0] == pytest.approx(320 - CAMERA.pixel(2, 0, 10)[0])


def test_what_is_behind_the_camera_is_cut_off():
    cut = cut_behind([(-1, 0, -5), (1, 0, -5), (1, 0, 5), (-1, 0, 5)])

    assert min(p[2] for p in cut) == 1.0
    assert cut_behind([(-1, 0, -5), (1, 0, -5), (0, 0, -3)]) == []


def test_drawing_nothing_leaves_the_picture_as_it_was():
    noise = np.random.default_rng(1).integers(0, 255, (180, 320, 3), dtype=np.uint8)
    picture = Image.fromarray(noise)
    for detail in (1, 2, 3, 4):
        draw_onto(picture, Drawable(5.0, (10, 20, 90, 77), lambda canvas: None, detail), CAMERA, OVERCAST)

    assert np.array_equal(np.asarray(picture), noise)


def test_a_thing_off_screen_is_left_out():
    picture = Image.new("RGB", (320, 180))

    def forbidden(canvas: object) -> None:
        raise AssertionError("painted off screen")

    draw_onto(picture, Drawable(5.0, (-90, 20, -10, 77), forbidden), CAMERA, OVERCAST)


def test_a_cut_out_thing_keeps_its_colour_and_its_transparency():
    def paint(canvas) -> None:
        canvas.polygon([(20, 20), (60, 20), (60, 60), (20, 60)], (200, 100, 50))
        canvas.polygon([(60, 20), (90, 20), (90, 60), (60, 60)], (200, 100, 50), 0.5)

    cut = cut_out(Drawable(5.0, (10, 10, 100, 70), paint), CAMERA, OVERCAST)

    assert cut is not None
    sprite, box = cut
    assert sprite.getpixel((40 - box[0], 40 - box[1])) == (200, 100, 50, 255)
    assert sprite.getpixel((80 - box[0], 40 - box[1]))[3] == pytest.approx(127, abs=2)
    assert sprite.getpixel((1, 1))[3] == 0


def test_after_a_loop_each_traveller_stands_where_the_next_began():
    for laps in (1, 2, 5):
        begin, end = list(journeys(laps, 0.3, 0.0)), list(journeys(laps, 0.3, 1.0))
        assert sorted(begin) == pytest.approx(sorted(end))


def test_a_wandering_value_comes_back():
    drift = Drift(Random(4))

    assert drift(0.0) == pytest.approx(drift(1.0))
    assert max(abs(drift(k / 50)) for k in range(50)) < 2.0


def test_a_pulse_starts_and_ends_at_rest():
    assert pulse(0.2, 0.2, 0.1) == 0
    assert pulse(0.25, 0.2, 0.1) == pytest.approx(1)
    assert pulse(0.31, 0.2, 0.1) == 0


def test_a_loop_holds_whole_cycles_however_short_it_is():
    assert Loop(200).cycles(2.0) == 4
    assert Loop(3).cycles(2.0) == 1
    assert Loop(200).laps(16.0) == 2
    assert Loop(3).laps(60.0) <= 8


def test_only_faces_towards_the_camera_are_drawn():
    seen = []

    class Spy:
        camera, light = CAMERA, OVERCAST

        def polygon(self, points, colour) -> None:
            seen.append(points)

    Mesh(block((-1, 1), (-1, 1), (0, 1), (90, 90, 90))).draw(Spy(), Place(0.0, 20.0))  # type: ignore[arg-type]
    # Straight ahead and below the eye: the near end and the top.
    assert len(seen) == 2


def test_vehicles_keep_right_on_screen_mirrored_or_not():
    for variant in range(6):
        stage = street("avenue", (64, 36), frames=25, variant=variant)
        right_of_picture = 3.0 * stage.camera.side
        assert traffic.keeps_right(stage, right_of_picture)
        assert not traffic.keeps_right(stage, -right_of_picture)


def test_somebody_walking_turns_at_a_corner_and_arrives():
    way = traffic.Way([(0, 10), (0, 20), (10, 20)])

    assert (way(0.0).x, way(0.0).z) == (0, 10)
    assert (way(1.0).x, way(1.0).z) == (10, 20)
    assert way(0.25).heading == pytest.approx(0)
    assert way(0.75).heading == pytest.approx(math.pi / 2)


def test_distance_takes_colour_into_the_haze():
    near, far = OVERCAST.lit((40, 40, 40), z=5), OVERCAST.lit((40, 40, 40), z=600)

    assert sum(near) < sum(far) < sum(OVERCAST.haze)


def test_lamps_light_the_dark_and_are_off_by_day():
    lamps = [Lamp(0, 20)]

    assert OVERCAST.with_lamps(lamps).lamps == ()
    lit = NIGHT.with_lamps(lamps)
    assert sum(lit.lit((90, 90, 90), x=0, z=20)) > sum(lit.lit((90, 90, 90), x=60, z=20))


def test_the_first_variant_is_daylight_and_few_are_dark():
    dark = sum(light_of(Random(variant), variant) in (DUSK, NIGHT) for variant in range(300))

    assert light_of(Random(0), 0) is OVERCAST
    assert 10 < dark < 90
