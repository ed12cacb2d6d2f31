"""A running simulator for the tests of its protocols, shared by all: clips take time to make."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from wallclient.demo.cameras.config import Auth, Camera, CamerasConfig, Profile
from wallclient.demo.cameras.launch import CamerasProcess, launch

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator
    from pathlib import Path

T = TypeVar("T")
SMALL = Profile(400, 226)


def make_camera(name: str, number: int, **fields: Any) -> Camera:
    return Camera(id=name, number=number, name=f"相机 {name}", main=SMALL, sub=SMALL, **fields)


CAMERAS = (
    make_camera("h264", 1),
    make_camera("h265", 2, codec="h265"),
    make_camera("basic", 3, auth=Auth("basic", "admin", "pass:1")),
    make_camera("digest", 4, auth=Auth("digest", "admin", "pass:1")),
    make_camera("digest-h265", 5, codec="h265", auth=Auth("digest", "admin", "pass:1")),
    make_camera("ts", 6, transport="http-ts"),
    make_camera("ts-h265", 7, transport="http-ts", codec="h265"),
    make_camera("ts-basic", 8, transport="http-ts", auth=Auth("basic", "admin", "pass:1")),
)


class Bench:
    """A simulator for tests without a loop of their own: PyAV blocks."""

    def __init__(self, config: CamerasConfig) -> None:
        self.config = config
        self._loop = asyncio.new_event_loop()
        # A daemon that lives as long as the simulator, whose parent thread it is.
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.process: CamerasProcess = self.run(launch(config))

    def run(self, task: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(task, self._loop).result(60)

    def url(self, camera_id: str, profile: str = "sub", *, login: str = "admin:pass%3A1@") -> str:
        camera = next(camera for camera in self.config.cameras if camera.id == camera_id)
        user = login if camera.auth else ""
        if camera.transport == "rtsp":
            return f"rtsp://{user}127.0.0.1:{self.process.rtsp_port}/{camera_id}/{profile}"
        return f"http://{user}127.0.0.1:{self.process.http_port}/{camera_id}/{profile}.live.ts"

    def set_fault(self, camera_id: str, fault: str) -> None:
        self.run(self.process.control.set_fault(camera_id, fault))

    def stats(self, camera_id: str) -> dict[str, Any]:
        stats = self.run(self.process.control.stats(camera_id))
        return {**stats["cameras"][camera_id], "connections": stats["connections"]}

    def close(self) -> None:
        self.run(self.process.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


@pytest.fixture(scope="session")
def clip_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="session")
def make_bench() -> type[Bench]:
    """For a test that needs a simulator of its own; it is to be closed."""
    return Bench


@pytest.fixture(scope="session")
def bench(clip_folder: Path) -> Iterator[Bench]:
    """The shared simulator: 36 frames of loop, a key frame each 12."""
    config = CamerasConfig(
        control_token="token",
        cache_dir=str(clip_folder),
        # Twice the usual rate: tests wait for pictures.
        fps=50.0,
        loop_s=0.6,
        gop_frames=12,
        cameras=CAMERAS,
        warm=tuple((camera.id, "sub") for camera in CAMERAS),
    )
    found = Bench(config)
    yield found
    found.close()


@pytest.fixture
def faulty(bench: Bench) -> Iterator[Bench]:
    """The shared simulator, healed afterwards."""
    yield bench
    for camera_id in ("h264", "digest", "ts", "ts-basic"):
        bench.set_fault(camera_id, "none")
