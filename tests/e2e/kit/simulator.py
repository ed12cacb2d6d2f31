"""Simulated cameras of small pictures with a stamp in them, and the rows under which a wall knows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wallclient.demo.cameras.config import Auth, Camera, CamerasConfig, Profile
from wallclient.demo.cameras.launch import CamerasProcess, launch

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.kit.backstage import Backstage

SMALL = Profile(480, 270)
USER = "viewer"
PASSWORD = "s3cret/Pass:1@x"
CREDENTIAL = "cams"
CONTROL_TOKEN = "control-token-of-the-tests"


@dataclass(frozen=True, slots=True)
class Row:
    """One camera as it stands in a wall's camera list."""

    id: str
    name: str
    url: str
    transport: str = "tcp"
    credential: str = ""
    engine: str = ""
    area_name: str = "文昌"


def camera(name: str, number: int, **more: Any) -> Camera:
    """A camera with both profiles alike; its `number` is in its stamp."""
    return Camera(id=name, number=number, name=f"摄像机 {name}", main=SMALL, sub=SMALL, **more)


def digest() -> Auth:
    return Auth("digest", USER, PASSWORD)


class Simulator:
    """A running simulator."""

    def __init__(self, backstage: Backstage, cameras: tuple[Camera, ...], clips: Path) -> None:
        self._backstage = backstage
        self.cameras = {camera.id: camera for camera in cameras}
        config = CamerasConfig(
            control_token=CONTROL_TOKEN,
            cache_dir=str(clips),
            loop_s=4.0,
            cameras=cameras,
            warm=tuple((camera.id, "sub") for camera in cameras),
        )
        self.frames = config.frames
        self.process: CamerasProcess = backstage.do(launch(config), 180.0)

    def row(self, camera_id: str, **more: Any) -> Row:
        """The camera's line in a camera list."""
        known = self.cameras[camera_id]
        if known.transport == "rtsp":
            url = f"rtsp://127.0.0.1:{self.process.rtsp_port}/{camera_id}/sub"
        else:
            url = f"http://127.0.0.1:{self.process.http_port}/{camera_id}/sub.live.ts"
        credential = CREDENTIAL if known.auth else ""
        return replace(Row(camera_id, known.name, url, credential=credential), **more)

    def rows(self, *camera_ids: str) -> tuple[Row, ...]:
        return tuple(self.row(one) for one in camera_ids)

    def set_fault(self, camera_id: str, fault: str) -> None:
        self._backstage.do(self.process.control.set_fault(camera_id, fault))

    def stats(self, camera_id: str) -> dict[str, Any]:
        """What the camera itself says of its clients."""
        stats: dict[str, Any] = self._backstage.do(self.process.control.stats(camera_id))
        found: dict[str, Any] = stats["cameras"][camera_id]
        return found

    def close(self) -> None:
        self._backstage.do(self.process.stop())
