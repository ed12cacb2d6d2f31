"""What others are told about the cameras: the simulator, the wall, a camera list as CSV.

Addresses never carry a password: simulator and wall get the accounts on their own, under the same names.
"""

from __future__ import annotations

import csv
import io
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wallclient.model.cameras import Camera, ProfileName, StreamProfile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from wallclient.demo.district.devices.catalogue import DemoCamera

SIZES_PX = {ProfileName.MAIN: (1280, 720), ProfileName.SUB: (640, 360)}
ACCOUNTS = ("cam-1", "cam-2", "cam-3", "cam-4")
COLUMNS = (
    "id", "name", "code", "area", "area_name", "address", "kind", "business_group", "tags", "lon", "lat",
    "bearing_deg", "main_url", "sub_url", "codec", "transport", "credential", "engine", "sensitivity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Account:
    """User and password of some cameras."""

    user: str
    password: str = field(repr=False)


def fresh_accounts() -> dict[str, Account]:
    """The accounts that the cameras name as their credential, with new random passwords."""
    return {name: Account(f"viewer{i}", secrets.token_urlsafe(12)) for i, name in enumerate(ACCOUNTS, 1)}


@dataclass(frozen=True, slots=True)
class SimulatorPlace:
    """Where the simulator listens and keeps its clips. A port of 0 takes a free one."""

    control_token: str = field(repr=False)
    cache_dir: str
    host: str = "127.0.0.1"
    rtsp_port: int = 0
    http_port: int = 0
    control_port: int = 0
    fps: float = 25.0
    loop_s: float = 8.0


def simulator_config(
    cameras: Iterable[DemoCamera],
    accounts: Mapping[str, Account],
    place: SimulatorPlace,
    warm: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Config of `python -m wallclient.demo.cameras`, ready for JSON. It holds passwords: keep it private.

    `warm`: (camera id, profile) of streams to have ready from the beginning.
    """
    return {
        "host": place.host,
        "rtsp_port": place.rtsp_port,
        "http_port": place.http_port,
        "control_port": place.control_port,
        "control_token": place.control_token,
        "cache_dir": place.cache_dir,
        "fps": place.fps,
        "loop_s": place.loop_s,
        "cameras": [_simulated(camera, accounts) for camera in cameras],
        "warm": [list(item) for item in warm],
    }


def _simulated(camera: DemoCamera, accounts: Mapping[str, Account]) -> dict[str, Any]:
    account = accounts.get(camera.credential)
    return {
        "id": camera.id,
        "number": camera.number,
        "name": camera.name,
        "scene": camera.scene,
        "variant": camera.variant,
        "codec": camera.codec,
        "transport": camera.transport,
        "auth": None
        if account is None
        else {"scheme": camera.auth, "user": account.user, "password": account.password},
        **{name.value: _size(camera, name) for name in SIZES_PX},
    }


def _size(camera: DemoCamera, name: ProfileName) -> dict[str, int]:
    width_px, height_px = SIZES_PX[name]
    if camera.upright:
        width_px, height_px = height_px, width_px
    return {"width_px": width_px, "height_px": height_px}


def wall_cameras(
    cameras: Iterable[DemoCamera], rtsp_port: int, http_port: int, host: str = "127.0.0.1"
) -> tuple[Camera, ...]:
    """The cameras as a wall knows them, with the addresses of their streams at the simulator."""
    return tuple(
        Camera(
            id=camera.id,
            name=camera.name,
            code=camera.id,
            area=camera.area,
            area_name=camera.area_name,
            address=camera.address,
            kind=camera.kind,
            business_group=camera.business_group,
            tags=camera.tags,
            lon=camera.lon,
            lat=camera.lat,
            bearing_deg=camera.bearing_deg,
            profiles=tuple(_profile(camera, name, rtsp_port, http_port, host) for name in SIZES_PX),
            credential=camera.credential,
            sensitivity=camera.sensitivity,
        )
        for camera in cameras
    )


def _profile(
    camera: DemoCamera, name: ProfileName, rtsp_port: int, http_port: int, host: str
) -> StreamProfile:
    if camera.transport == "rtsp":
        url = f"rtsp://{host}:{rtsp_port}/{camera.id}/{name.value}"
    else:
        url = f"http://{host}:{http_port}/{camera.id}/{name.value}.live.ts"
    return StreamProfile(
        name=name,
        url=url,
        **_size(camera, name),
        codec=camera.codec,
        transport=camera.rtsp_transport,
    )


def write_camera_csv(path: Path, cameras: Iterable[Camera], encoding: str = "utf-8") -> None:
    """Write a camera list in `encoding` ("utf-8" or "gb18030"). Raises OSError."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for camera in cameras:
        urls = {p.name: p for p in camera.profiles}
        main, sub = urls.get(ProfileName.MAIN), urls.get(ProfileName.SUB)
        some = main or sub
        row: dict[str, object] = {
            "tags": " ".join(camera.tags),
            "main_url": main.url if main else "",
            "sub_url": sub.url if sub else "",
            "codec": some.codec if some else "",
            "transport": some.transport if some else "",
        }
        writer.writerow([row.get(name, getattr(camera, name, "")) for name in COLUMNS])
    path.write_bytes(text.getvalue().encode(encoding))
