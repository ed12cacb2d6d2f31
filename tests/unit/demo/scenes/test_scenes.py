"""Every scene, drawn small: what the cameras of the simulated district promise about their pictures."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest
from PIL import Image

from wallclient.demo import scenes
from wallclient.demo.scenes.catalogue import seed_of, street
from wallclient.demo.scenes.rooms.catalogue import ROOMS, open_room

ALL = (*scenes.SCENES, *scenes.PEOPLE)
WIDTH_PX, HEIGHT_PX, FRAMES = 160, 90, 10


@cache
def loop_of(scene: str) -> np.ndarray:
    """All frames of a small loop, drawn once for all tests."""
    return np.stack(list(scenes.render(scene, width_px=WIDTH_PX, height_px=HEIGHT_PX, frames=FRAMES)))


def first_of(
    scene: str, *, width_px: int = WIDTH_PX, height_px: int = HEIGHT_PX, variant: int = 0
) -> np.ndarray:
    return next(scenes.render(scene, width_px=width_px, height_px=height_px, frames=50, variant=variant))


def difference(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(float) - b.astype(float)).mean())


def movers_of(scene: str, variant: int, frames: int):
    if scene in scenes.SCENES:
        return street(scene, (WIDTH_PX, HEIGHT_PX), frames=frames, variant=variant).movers
    room = open_room((WIDTH_PX, HEIGHT_PX), seed=seed_of(scene, variant), variant=variant, frames=frames)
    return ROOMS[scene](room).movers


def test_there_are_twelve_places_and_at_least_four_meeting_rooms():
    assert len(scenes.SCENES) == 12
    assert len(scenes.PEOPLE) >= 4
    assert len(set(ALL)) == len(ALL)


@pytest.mark.parametrize("scene", ALL)
def test_a_scene_yields_exactly_the_frames_asked_for(scene: str):
    frames = list(scenes.render(scene, width_px=64, height_px=36, frames=3))

    assert len(frames) == 3
    assert {f.shape for f in frames} == {(36, 64, 3)}
    assert {f.dtype for f in frames} == {np.dtype(np.uint8)}
    assert all(f.flags.c_contiguous for f in frames)


@pytest.mark.parametrize("scene", ALL)
def test_something_moves_from_each_frame_to_the_next(scene: str):
    loop = loop_of(scene)

    assert all(difference(loop[i], loop[i + 1]) > 0.02 for i in range(FRAMES - 1))


@pytest.mark.parametrize("scene", ALL)
def test_the_last_frame_leads_back_to_the_first_like_any_neighbour(scene: str):
    loop = loop_of(scene)
    steps = [difference(loop[i], loop[i + 1]) for i in range(FRAMES - 1)]

    assert difference(loop[-1], loop[0]) <= 1.35 * max(steps)


@pytest.mark.parametrize("scene", ALL)
def test_after_a_loop_everything_is_where_something_alike_began(scene: str):
    for mover in movers_of(scene, variant=1, frames=200):
        begin = sorted((thing.depth_m, *thing.box) for thing in mover(0.0))
        end = sorted((thing.depth_m, *thing.box) for thing in mover(1.0))
        assert np.allclose(begin, end, atol=1e-3)


@pytest.mark.parametrize("scene", ALL)
def test_variants_do_not_look_the_same(scene: str):
    pictures = [first_of(scene, width_px=96, height_px=54, variant=variant) for variant in range(3)]

    assert all(difference(a, b) > 2.0 for i, a in enumerate(pictures) for b in pictures[i + 1 :])


@pytest.mark.parametrize("scene", ["crossroads", "promenade", "service_hall", "control_room", "street_phone"])
def test_the_same_request_gives_the_same_pictures_whatever_the_global_dice(scene: str):
    random.seed(1)
    np.random.seed(1)
    before = list(scenes.render(scene, width_px=96, height_px=54, frames=3, variant=5))
    random.seed(2)
    np.random.seed(2)
    after = list(scenes.render(scene, width_px=96, height_px=54, frames=3, variant=5))

    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize(
    "scene", ["crossroads", "market", "promenade", "bus_stop", "site_helmet", "duty_officer"]
)
@pytest.mark.parametrize("variant", [0, 1])
def test_a_scene_shows_the_same_thing_at_another_size(scene: str, variant: int):
    large = first_of(scene, width_px=640, height_px=360, variant=variant)
    small = first_of(scene, width_px=320, height_px=180, variant=variant)

    coarse = (40, 22)
    a = np.asarray(Image.fromarray(large).resize(coarse, Image.Resampling.BOX))
    b = np.asarray(Image.fromarray(small).resize(coarse, Image.Resampling.BOX))
    assert difference(a, b) < 2.0


@pytest.mark.parametrize("scene", ALL)
def test_a_calm_picture_does_not_outshine_the_signs_of_the_wall(scene: str):
    picture = loop_of(scene)[0].astype(float)

    assert np.percentile(picture.max(axis=2), 99.5) < 215
    assert (picture.max(axis=2) - picture.min(axis=2)).mean() < 32


@pytest.mark.parametrize("scene", ["street_phone", "office_woman", "crossroads"])
def test_an_upright_picture_can_be_drawn(scene: str):
    assert first_of(scene, width_px=90, height_px=160).shape == (160, 90, 3)


def test_an_unknown_scene_is_refused_with_the_names_there_are():
    with pytest.raises(scenes.UnknownSceneError) as caught:
        scenes.render("crossroad", width_px=64, height_px=36, frames=1)

    assert isinstance(caught.value, KeyError)
    assert "'crossroad'" in str(caught.value)
    assert all(name in str(caught.value) for name in ALL)


@pytest.mark.parametrize(
    ("width_px", "height_px", "frames", "variant"),
    [(8, 90, 1, 0), (90, 8, 1, 0), (90, 90, 0, 0), (90, 90, 1, -1)],
)
def test_an_impossible_request_is_refused_at_once(width_px: int, height_px: int, frames: int, variant: int):
    with pytest.raises(ValueError, match="cannot draw"):
        scenes.render("lane", width_px=width_px, height_px=height_px, frames=frames, variant=variant)
