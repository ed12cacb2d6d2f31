from __future__ import annotations

from wallclient.model.cameras import Camera, ProfileName, StreamProfile
from wallclient.model.health import Health, HealthState
from wallclient.model.stores import Stores
from wallclient.model.streams import StreamStatus
from wallclient.video.desk import StreamPlan, TileDemand, VideoDesk


def camera(camera_id: str, host: str = "h") -> Camera:
    profiles = tuple(
        StreamProfile(name=name, url=f"rtsp://{host}/{camera_id}/{name}", width_px=width, height_px=height)
        for name, width, height in ((ProfileName.MAIN, 1280, 720), (ProfileName.SUB, 640, 360))
    )
    return Camera(id=camera_id, name=camera_id, profiles=profiles)


class Room:
    """A desk with two cameras and what it posted."""

    def __init__(self) -> None:
        self.stores = Stores()
        self.plans: list[tuple[StreamPlan, ...]] = []
        self.desk = VideoDesk(self.stores, self.plans.append)
        for name in ("a", "b"):
            self.stores.cameras.put(camera(name))
        self.stores.flush()

    def status(self, key: str, state: HealthState) -> None:
        camera_id, _, profile = key.rpartition("/")
        self.stores.streams.put(StreamStatus(key, camera_id, profile, "av", "/r", Health(state, 0.0)))

    def shown(self, tile: str) -> str | None:
        status = self.desk.stream_of(tile)
        return None if status is None else status.key

    @property
    def keys(self) -> list[str]:
        return [plan.key for plan in self.plans[-1]]


SMALL, LARGE = TileDemand("a", 480, 270), TileDemand("a", 1280, 720)


def test_a_plan_is_posted_at_the_tick_and_only_when_it_changed() -> None:
    room = Room()
    room.desk.demand("1", SMALL)
    assert room.plans == []
    room.desk.tick(0.0)
    assert room.keys == ["a/sub"]
    for now in (0.1, 0.2):
        room.desk.demand("1", SMALL)
        room.desk.tick(now)
    room.desk.demand("2", SMALL)
    room.desk.tick(0.3)
    assert len(room.plans) == 1
    room.desk.demand("1", None)
    room.desk.demand("1", None)
    room.desk.demand("2", None)
    room.desk.tick(0.4)
    assert room.plans[-1] == ()


def test_a_tile_has_a_stream_as_soon_as_one_is_known() -> None:
    room = Room()
    room.desk.demand("1", SMALL)
    room.desk.tick(0.0)
    assert room.shown("1") is None
    room.status("a/sub", HealthState.CONNECTING)
    assert room.shown("1") == "a/sub"
    assert room.shown("2") is None


def test_a_tile_that_moves_to_another_pane_between_ticks_keeps_its_stream() -> None:
    room = Room()
    room.desk.demand("old", SMALL)
    room.desk.tick(0.0)
    room.desk.demand("old", None)
    room.desk.demand("new", SMALL)
    room.desk.tick(0.1)
    assert len(room.plans) == 1


def test_the_small_stream_stays_until_the_large_one_is_live() -> None:
    room = Room()
    room.desk.demand("1", SMALL)
    room.desk.tick(0.0)
    room.status("a/sub", HealthState.LIVE)
    room.desk.demand("1", LARGE)
    room.desk.tick(1.0)
    assert room.keys == ["a/main", "a/sub"]
    room.status("a/main", HealthState.CONNECTING)
    room.desk.tick(1.5)
    assert room.shown("1") == "a/sub"
    room.status("a/main", HealthState.LIVE)
    room.desk.tick(2.0)
    assert room.shown("1") == "a/main"
    assert room.keys == ["a/main"]


def test_nobody_waits_for_ever_for_a_stream_that_does_not_come() -> None:
    room = Room()
    room.desk.demand("1", SMALL)
    room.desk.tick(0.0)
    room.status("a/sub", HealthState.LIVE)
    room.desk.demand("1", LARGE)
    room.desk.tick(1.0)
    room.desk.tick(7.0)
    assert room.keys == ["a/main"]
    room.status("a/main", HealthState.OFFLINE)
    assert room.shown("1") == "a/main"


def test_a_tile_never_shows_its_former_camera() -> None:
    room = Room()
    room.desk.demand("1", SMALL)
    room.desk.tick(0.0)
    room.status("a/sub", HealthState.LIVE)
    room.desk.demand("1", TileDemand("b", 480, 270))
    room.desk.tick(0.1)
    assert room.shown("1") is None
    assert room.keys == ["b/sub"]


def test_a_changed_camera_changes_the_plan_and_others_do_not() -> None:
    room = Room()
    room.desk.demand("1", SMALL)
    room.desk.tick(0.0)
    room.stores.cameras.put(camera("b", "elsewhere"))
    room.stores.flush()
    room.desk.tick(0.1)
    assert len(room.plans) == 1
    room.stores.cameras.put(camera("a", "elsewhere"))
    room.stores.flush()
    room.desk.tick(0.2)
    assert room.plans[-1][0].url == "rtsp://elsewhere/a/sub"
    room.stores.cameras.remove("a")
    room.stores.flush()
    room.desk.tick(0.3)
    assert room.plans[-1] == ()
    room.desk.close()
