"""Clips, cameras and a decoder pool with real workers for the tests of this folder."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
from aiohttp import web

from wallclient.frames.ring import RingReader
from wallclient.frames.runtime import RuntimeDir, process_exists
from wallclient.model.health import SourceHealth
from wallclient.model.streams import ProcessGone, ProcessStatus, StreamGone, StreamStatus
from wallclient.video.director import StreamPlan
from wallclient.video.messages import Policy
from wallclient.video.pool import DecoderPool, PoolSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

FPS = 25
CLIP_S = 1
# Time limits a third of the wall's or less.
FAST = Policy(
    stale_s=0.5,
    frozen_s=0.8,
    give_up_s=1.2,
    never_started_s=1.5,
    timeout_s=1.2,
    first_delay_s=0.1,
    longest_delay_s=0.3,
    late_delay_s=0.3,
    refused_delay_s=0.4,
    figures_s=0.3,
)


def make_clip(path: Path, *, moving: bool = True, size: tuple[int, int] = (320, 180), **options: Any) -> None:
    """Grey with a bright bar that moves; red in its left quarter, blue in its right one."""
    width_px, height_px = size
    with av.open(str(path), "w", **options) as container:
        stream = container.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = width_px, height_px, "yuv420p"
        stream.options = {"preset": "ultrafast", "tune": "zerolatency", "g": "25"}
        for number in range(FPS * CLIP_S):
            picture = np.full((height_px, width_px, 3), 90, np.uint8)
            picture[:, : width_px // 4] = (220, 20, 20)
            picture[:, -width_px // 4 :] = (20, 20, 220)
            column = width_px // 4 + (number * 3 if moving else 0) % (width_px // 2 - 10)
            picture[:, column : column + 8] = 240
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    make_clip(folder / "moving.mp4")
    make_clip(folder / "moving.ts", format="mpegts")
    make_clip(folder / "still.ts", moving=False, format="mpegts")
    hls = {"hls_time": "0.5", "hls_list_size": "0", "hls_playlist_type": "vod"}
    make_clip(folder / "index.m3u8", format="hls", options=hls)
    make_clip(folder / "moving.flv", format="flv")
    (folder / "noise.mp4").write_bytes(bytes(range(256)) * 64)
    return folder


@pytest.fixture(scope="session")
def loop_url(clips: Path) -> str:
    return f"{(clips / 'moving.mp4').as_uri()}?loop=1"


async def until(condition: Callable[[], Any], timeout_s: float = 10.0) -> Any:
    """Wait until `condition` gives something true, and return that."""
    deadline = time.monotonic() + timeout_s
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not become true in time"
        await asyncio.sleep(0.02)
    return found


class PoolBench:
    """A pool with real workers and everything it posted."""

    def __init__(
        self, runtime: RuntimeDir, settings: PoolSettings, secrets: dict[str, tuple[str, str]]
    ) -> None:
        self.posted: list[object] = []
        self.statuses: dict[str, StreamStatus] = {}
        self.pids: set[int] = set()
        self._runtime = runtime
        self.pool = DecoderPool(self._post, runtime, secrets.get, settings)

    def _post(self, item: object) -> None:
        self.posted.append(item)
        match item:
            case StreamStatus():
                self.statuses[item.key] = item
            case StreamGone(key):
                self.statuses.pop(key, None)
            case ProcessStatus(pid=pid):
                self.pids.add(pid)
            case ProcessGone(pid):
                self.pids.discard(pid)

    def plan(self, *plans: StreamPlan) -> None:
        self.pool.apply_plan(plans)

    def state(self, key: str = "c/sub") -> tuple[str, str]:
        """State and reason of a stream's health."""
        health = self.statuses[key].health
        return health.state.value, health.reason.value

    def live(self, *keys: str) -> bool:
        return all(k in self.statuses and self.statuses[k].health.is_live for k in keys or ("c/sub",))

    async def becomes(
        self, state: str, reason: str = "", key: str = "c/sub", timeout_s: float = 10.0
    ) -> None:
        try:
            await until(lambda: key in self.statuses and self.state(key) == (state, reason), timeout_s)
        except AssertionError:
            raise AssertionError(f"{key} is {self.state(key)} and not {(state, reason)}") from None

    def course(self, key: str = "c/sub") -> list[tuple[str, str]]:
        """Every state and reason the stream went through, one after the other."""
        out: list[tuple[str, str]] = []
        for item in self.posted:
            if isinstance(item, StreamStatus) and item.key == key:
                step = (item.health.state.value, item.health.reason.value)
                if not out or out[-1] != step:
                    out.append(step)
        return out

    def ring_files(self) -> set[str]:
        return {str(path) for path in self._runtime.path.glob("*.ring")}

    def decoders(self) -> SourceHealth:
        return [item for item in self.posted if isinstance(item, SourceHealth)][-1]

    def picture(self, key: str = "c/sub") -> np.ndarray[Any, Any]:
        """The newest picture, as rows of BGRA."""
        reader = RingReader(Path(self.statuses[key].ring))
        found = reader.newest()
        assert found is not None
        rows = np.frombuffer(bytes(found.pixels), np.uint8).reshape(found.height_px, found.width_px, 4)
        reader.close()
        return rows


@pytest.fixture
def plan_of() -> Callable[..., StreamPlan]:
    def make(url: str, name: str = "c", **fields: Any) -> StreamPlan:
        values: dict[str, Any] = {
            "key": f"{name}/sub",
            "camera_id": name,
            "profile": "sub",
            "engine": "auto",
            "width_px": 160,
            "height_px": 90,
            "url": url,
        }
        return StreamPlan(**(values | fields))

    return make


@pytest.fixture
def run_pool(tmp_path: Path) -> Callable[..., Any]:
    """`async with run_pool() as bench`; afterwards no process and no file may be left."""

    @asynccontextmanager
    async def run(
        policy: Policy = FAST, secrets: dict[str, tuple[str, str]] | None = None, **settings: Any
    ) -> AsyncIterator[PoolBench]:
        base = tmp_path / "rings"
        base.mkdir(exist_ok=True)
        with RuntimeDir([base]) as runtime:
            limits = PoolSettings(policy=policy, av_workers=settings.pop("av_workers", 1), **settings)
            bench = PoolBench(runtime, limits, secrets or {})
            await bench.pool.start()
            try:
                yield bench
            finally:
                pids = set(bench.pids)
                await bench.pool.stop()
            assert [path.name for path in runtime.path.iterdir()] == ["owner.lock"]
            assert bench.pids == set()
            assert not any(process_exists(pid) for pid in pids)
            assert bench.statuses == {}
        assert list(base.iterdir()) == []

    return run


class TsCamera:
    """An HTTP-TS server as media servers are, at the clip's own speed, with faults."""

    def __init__(self, clips: Path) -> None:
        self.fault = ""
        self.password = ""
        self.digest = False
        self.port = 0
        self.connections = 0
        self._clips = clips
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/cam.ts"

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/cam.ts", self._serve)
        app.router.add_get("/status/{code}", self._refuse)
        app.router.add_static("/files", self._clips)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _refuse(self, request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["code"]))

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        if self.digest and not request.headers.get("Authorization", "").startswith("Digest "):
            challenge = 'Digest realm="x", nonce="n0", algorithm=MD5, qop="auth"'
            return web.Response(status=401, headers={"WWW-Authenticate": challenge})
        if self.password and request.headers.get("Authorization") != self.password:
            return web.Response(status=401, headers={"WWW-Authenticate": 'Basic realm="x"'})
        response = web.StreamResponse(headers={"Content-Type": "video/mp2t"})
        await response.prepare(request)
        try:
            while self.fault != "drop":
                await self._loop_once(response)
        except ConnectionError:
            pass
        return response

    async def _loop_once(self, response: web.StreamResponse) -> None:
        clip = "still.ts" if self.fault == "freeze" else "moving.ts"
        data = (self._clips / clip).read_bytes()
        begin, sent = time.monotonic(), 0
        while sent < len(data):
            await asyncio.sleep(0.02)
            if self.fault == "drop":
                return
            due = int(min(1.0, (time.monotonic() - begin) / CLIP_S) * len(data)) // 188 * 188
            if due > sent and self.fault != "stall":
                await response.write(data[sent:due])
            sent = max(due, sent)


@pytest.fixture
async def ts_camera(clips: Path) -> AsyncIterator[TsCamera]:
    camera = TsCamera(clips)
    await camera.start()
    yield camera
    await camera.stop()


@pytest.fixture
def wait_until() -> Callable[..., Any]:
    return until


@pytest.fixture(scope="session")
def has_vlc() -> bool:
    from wallclient.video.abilities import probe

    return next(ability for ability in probe() if ability.name == "vlc").available
