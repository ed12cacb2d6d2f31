"""What a list of wishes stands for."""

from __future__ import annotations

from wallclient.model.cameras import Camera
from wallclient.model.choosing import choose

CAMERAS = [Camera(id=f"c{n}", name=f"路口 {n}", code=f"code{n}") for n in range(5)]


def ids(found: list[Camera | None]) -> list[str]:
    return [camera.id if camera else "" for camera in found]


def test_names_codes_and_ids_are_all_answered_in_their_places() -> None:
    found, unknown = choose(["路口 3", "code1", "c0"], 3, CAMERAS)
    assert ids(found) == ["c3", "c1", "c0"]
    assert unknown == []


def test_a_wish_that_nobody_answers_leaves_its_cell_empty_and_is_told() -> None:
    found, unknown = choose(["路口 3", "nowhere", "c0"], 3, CAMERAS)
    assert ids(found) == ["c3", "", "c0"]
    assert unknown == ["nowhere"]


def test_auto_takes_the_next_camera_that_is_neither_named_nor_taken() -> None:
    found, _ = choose(["auto", "c1", "auto"], 4, CAMERAS, taken=["c0"])
    assert ids(found) == ["c2", "c1", "c3", "c4"]


def test_more_cells_than_cameras_stay_empty() -> None:
    found, _ = choose([], 7, CAMERAS)
    assert ids(found) == ["c0", "c1", "c2", "c3", "c4", "", ""]
