from __future__ import annotations

from dataclasses import replace

import pytest

from wallclient.model.cameras import Camera, ProfileName, StreamProfile
from wallclient.video.director import Direction, TileDemand, direct

MAIN = StreamProfile(name=ProfileName.MAIN, url="rtsp://h/main", width_px=1920, height_px=1080)
SUB = StreamProfile(name=ProfileName.SUB, url="rtsp://h/sub", width_px=640, height_px=360, transport="udp")
CAMERA = Camera(id="a/b", name="a", profiles=(MAIN, SUB), credential="door", engine="vlc")
ONLY_MAIN = Camera(id="m", name="m", profiles=(MAIN,))
ONLY_SUB = Camera(id="s", name="s", profiles=(SUB,))
UNSIZED = Camera(
    id="u",
    name="u",
    profiles=(
        StreamProfile(name=ProfileName.MAIN, url="rtsp://h/m"),
        StreamProfile(name=ProfileName.SUB, url="rtsp://h/s"),
    ),
)
CAMERAS = {c.id: c for c in (CAMERA, ONLY_MAIN, ONLY_SUB, UNSIZED, Camera(id="none", name="none"))}


def run(demands: dict[str, TileDemand] | TileDemand, previous: Direction | None = None) -> Direction:
    if isinstance(demands, TileDemand):
        demands = {"t": demands}
    return direct(demands, CAMERAS.get, previous or Direction())


def tile(width_px: int, height_px: int, camera: str = "a/b", **more: bool) -> TileDemand:
    return TileDemand(camera, width_px, height_px, **more)


@pytest.mark.parametrize(
    ("demand", "key", "size"),
    [
        (tile(480, 270), "a/b/sub", (480, 270)),
        (tile(481, 270), "a/b/sub", (480, 270)),  # the height decides
        (tile(490, 300), "a/b/sub", (490, 276)),
        (tile(640, 360), "a/b/sub", (640, 360)),
        (tile(800, 450), "a/b/sub", (640, 360)),  # 1.25 times; never larger than the source
        (tile(801, 451), "a/b/main", (802, 452)),
        (tile(1600, 300), "a/b/sub", (534, 300)),  # a flat tile draws a small picture
        (tile(1920, 1080), "a/b/main", (1920, 1080)),
        (tile(3840, 2160), "a/b/main", (1920, 1080)),
        (tile(100, 60, "m"), "m/main", (100, 56)),
        (tile(1920, 1080, "s"), "s/sub", (640, 360)),
        (tile(470, 260, "u"), "u/sub", (470, 260)),
        (tile(900, 600, "u"), "u/main", (900, 600)),
        (tile(3, 3), "a/b/sub", (16, 8)),
    ],
)
def test_the_drawn_size_chooses_profile_and_size(demand: TileDemand, key: str, size: tuple[int, int]) -> None:
    direction = run(demand)
    (plan,) = direction.plans
    assert direction.tiles == {"t": key}
    assert plan.key == key
    assert (plan.width_px, plan.height_px) == size


@pytest.mark.parametrize(
    "demand",
    [
        tile(480, 270, visible=False),
        tile(0, 270),
        tile(480, -1),
        tile(480, 270, "unknown"),
        tile(480, 270, "none"),
    ],
)
def test_what_cannot_be_seen_asks_for_nothing(demand: TileDemand) -> None:
    assert run(demand) == Direction((), {})


def test_a_plan_says_where_the_stream_comes_from_and_holds_no_secret() -> None:
    (plan,) = run(tile(480, 270)).plans
    assert (plan.camera_id, plan.profile, plan.engine) == ("a/b", "sub", "vlc")
    assert (plan.url, plan.transport, plan.credential) == ("rtsp://h/sub", "udp", "door")


def test_one_stream_serves_all_tiles_of_a_camera_at_the_largest_size() -> None:
    direction = run({"1": tile(320, 180), "2": tile(560, 315), "3": tile(200, 112), "4": tile(1280, 720)})
    sizes = {plan.key: (plan.width_px, plan.height_px) for plan in direction.plans}
    assert sizes == {"a/b/sub": (560, 316), "a/b/main": (1280, 720)}
    assert direction.tiles == {"1": "a/b/sub", "2": "a/b/sub", "3": "a/b/sub", "4": "a/b/main"}


def test_focused_tiles_come_first() -> None:
    direction = run({"1": tile(480, 270), "2": tile(480, 270, "s"), "3": tile(480, 270, "m", focused=True)})
    assert [plan.key for plan in direction.plans] == ["m/main", "a/b/sub", "s/sub"]


def test_a_small_change_of_size_changes_nothing_and_a_large_one_does() -> None:
    first = run(tile(480, 270))
    for width_px, height_px in ((479, 269), (470, 265), (480, 271), (410, 230)):
        assert run(tile(width_px, height_px), first).plans == first.plans
    assert run(tile(482, 272), first).plans != first.plans
    assert run(tile(320, 180), first).plans != first.plans


def test_between_the_limits_a_tile_keeps_its_profile() -> None:
    small, large = run(tile(780, 440)), run(tile(820, 462))
    assert small.tiles["t"] == "a/b/sub"
    assert large.tiles["t"] == "a/b/main"
    assert run(tile(760, 428), large).tiles["t"] == "a/b/main"
    assert run(tile(760, 428), small).tiles["t"] == "a/b/sub"
    assert run(tile(700, 394), large).tiles["t"] == "a/b/sub"


def test_the_previous_plan_of_another_camera_counts_for_nothing() -> None:
    large = run(tile(1920, 1080, "u"))
    assert run(tile(780, 440), large).tiles["t"] == "a/b/sub"


def test_a_running_stream_serves_another_size_but_not_another_source() -> None:
    (plan,) = run(tile(480, 270)).plans
    assert plan.same_source(replace(plan, width_px=640, height_px=360, max_fps=5.0))
    for change in ({"url": "rtsp://h/2"}, {"credential": "x"}, {"transport": "tcp"}, {"engine": "av"}):
        assert not plan.same_source(replace(plan, **change))
