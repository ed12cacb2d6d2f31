"""RTSP from the simulated cameras: transports, passwords, codecs, every fault with its badge and its end."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from wallclient.demo.cameras.config import Auth, Camera, CamerasConfig, Profile
from wallclient.demo.cameras.launch import CamerasProcess, launch
from wallclient.demo.cameras.stamp import read_stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from wallclient.video.director import StreamPlan

T = TypeVar("T")
USER, PASSWORD = "admin", "p@ss:1"
SIZE = Profile(320, 180)


def make_camera(name: str, number: int, scheme: Any = None, codec: Any = "h264") -> Camera:
    auth = Auth(scheme, USER, PASSWORD) if scheme else None
    return Camera(id=name, number=number, name=name, auth=auth, codec=codec, main=SIZE, sub=SIZE)


CAMERAS = (
    make_camera("digest", 11, "digest"),
    make_camera("basic", 12, "basic"),
    make_camera("open", 13),
    make_camera("h265", 14, "digest", "h265"),
)


class Cameras:
    """A running simulator, in a loop of its own that all tests share."""

    def __init__(self, config: CamerasConfig) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.process: CamerasProcess = self._run(launch(config))

    def _run(self, task: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(task, self._loop).result(60)

    def url(self, name: str) -> str:
        return f"rtsp://127.0.0.1:{self.process.rtsp_port}/{name}/sub"

    async def fault(self, name: str, fault: str) -> None:
        task = self.process.control.set_fault(name, fault)
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(task, self._loop))

    def heal(self) -> None:
        for camera in CAMERAS:
            self._run(self.process.control.set_fault(camera.id, "none"))

    def close(self) -> None:
        self._run(self.process.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cameras]:
    config = CamerasConfig(
        control_token="token",
        cache_dir=str(tmp_path_factory.mktemp("cameras")),
        loop_s=1.0,
        gop_frames=12,
        cameras=CAMERAS,
        warm=tuple((camera.id, "sub") for camera in CAMERAS),
    )
    found = Cameras(config)
    yield found
    found.close()


@pytest.fixture
def cameras(simulator: Cameras) -> Iterator[Cameras]:
    yield simulator
    simulator.heal()


@pytest.fixture
def plan(cameras: Cameras, plan_of: Callable[..., Any]) -> Callable[..., StreamPlan]:
    def make(name: str, transport: str = "tcp", **fields: Any) -> StreamPlan:
        values = {"transport": transport, "credential": "door", "width_px": 320, "height_px": 180}
        return plan_of(cameras.url(name), f"{name}-{transport}", **(values | fields))

    return make


SECRETS = {"door": (USER, PASSWORD), "wrong": (USER, "guess")}


async def test_both_transports_both_schemes_and_both_codecs_show_the_right_camera_in_time(
    run_pool: Callable[..., Any], plan: Callable[..., Any], wait_until: Callable[..., Any]
) -> None:
    plans = [plan(name, transport) for name in ("digest", "basic", "h265") for transport in ("tcp", "udp")]
    async with run_pool(secrets=SECRETS) as bench:
        bench.plan(*plans, plan("open", credential=""))
        numbers = {camera.id: camera.number for camera in CAMERAS}
        for key in [p.key for p in plans] + ["open-tcp/sub"]:
            await bench.becomes("live", key=key)
            stamp = await wait_until(lambda key=key: read_stamp(bench.picture(key)))
            assert stamp.camera_number == numbers[key.split("-")[0]]
        await wait_until(lambda: all(s.figures.decode_latency_ms > 0 for s in bench.statuses.values()))
        assert all(s.figures.decode_latency_ms < 2000 for s in bench.statuses.values())
        assert {s.engine for s in bench.statuses.values()} == {"av"}
        assert bench.statuses["h265-udp/sub"].figures.codec == "hevc"


async def test_a_wrong_password_and_a_missing_camera_are_told_apart(
    run_pool: Callable[..., Any], plan: Callable[..., Any], cameras: Cameras, plan_of: Callable[..., Any]
) -> None:
    async with run_pool(secrets=SECRETS) as bench:
        bench.plan(
            plan("digest", credential="wrong"),
            plan("basic", credential=""),
            plan_of(cameras.url("nobody"), "nobody"),
        )
        await bench.becomes("refused", "authentication", key="digest-tcp/sub")
        await bench.becomes("refused", "authentication", key="basic-tcp/sub")
        await bench.becomes("offline", "not_found", key="nobody/sub")
        assert not any("guess" in repr(item) for item in bench.posted)


@pytest.mark.parametrize(
    ("fault", "badges"),
    [
        ("freeze", {("stale", "same_picture")}),
        ("stall", {("stale", "no_pictures")}),
        ("half_open", {("reconnecting", "timeout"), ("reconnecting", "no_pictures")}),
        ("drop", {("offline", "unreachable")}),
        ("refuse", {("refused", "authentication")}),
        ("garbage", {("stale", "bad_data")}),
        ("unsupported", {("unsupported", "codec")}),
    ],
)
async def test_every_fault_has_its_badge_and_its_recovery(
    run_pool: Callable[..., Any],
    plan: Callable[..., Any],
    cameras: Cameras,
    fault: str,
    badges: set[tuple[str, str]],
    wait_until: Callable[..., Any],
) -> None:
    async with run_pool(secrets=SECRETS) as bench:
        bench.plan(plan("digest"), plan("digest", "udp"))
        keys = ("digest-tcp/sub", "digest-udp/sub")
        await wait_until(lambda: bench.live(*keys))
        await cameras.fault("digest", fault)
        for key in keys:
            await wait_until(lambda key=key: badges & set(bench.course(key)))
        await cameras.fault("digest", "none")
        await wait_until(lambda: bench.live(*keys))


async def test_another_size_in_the_middle_of_the_stream_goes_on_in_the_same_ring(
    run_pool: Callable[..., Any], plan: Callable[..., Any], cameras: Cameras, wait_until: Callable[..., Any]
) -> None:
    async with run_pool(secrets=SECRETS) as bench:
        bench.plan(plan("digest", width_px=1280, height_px=720))
        await bench.becomes("live", key="digest-tcp/sub")
        before = bench.statuses["digest-tcp/sub"]
        shape = bench.picture("digest-tcp/sub").shape
        await cameras.fault("digest", "resolution")
        await wait_until(lambda: bench.picture("digest-tcp/sub").shape != shape)
        after = bench.statuses["digest-tcp/sub"]
        assert (after.ring, after.figures.reconnects) == (before.ring, 0)


async def test_many_dead_cameras_do_not_keep_a_good_one_waiting(
    run_pool: Callable[..., Any], plan: Callable[..., Any], cameras: Cameras, wait_until: Callable[..., Any]
) -> None:
    await cameras.fault("basic", "half_open")
    dead = [plan("basic", key=f"dead{number}/sub", camera_id=f"dead{number}") for number in range(12)]
    async with run_pool(secrets=SECRETS, starts_at_once=4, retries_at_once=2, start_limit_s=0.3) as bench:
        bench.plan(*dead)
        bench.plan(*dead, plan("digest"))
        await bench.becomes("live", key="digest-tcp/sub")
