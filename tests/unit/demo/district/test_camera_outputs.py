"""What the simulator and the wall are told about the cameras."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import msgspec
import pytest

from wallclient.demo.cameras.config import decode
from wallclient.demo.district.devices.catalogue import camera_list, meeting_cameras
from wallclient.demo.district.devices.outputs import (
    ACCOUNTS,
    COLUMNS,
    SimulatorPlace,
    fresh_accounts,
    simulator_config,
    wall_cameras,
    write_camera_csv,
)
from wallclient.demo.scenes import PEOPLE, SCENES
from wallclient.model.cameras import ProfileName

if TYPE_CHECKING:
    from pathlib import Path

    from wallclient.demo.district.build import District


def test_the_simulator_takes_its_config(district: District) -> None:
    cameras = [*camera_list(district, 50), *meeting_cameras(district)]
    place = SimulatorPlace(control_token="t", cache_dir="clips", rtsp_port=8554)
    raw = simulator_config(cameras, fresh_accounts(), place, warm=[(cameras[0].id, "sub")])
    config = decode(msgspec.json.encode(raw), (*SCENES, *PEOPLE))
    assert [c.name for c in config.cameras] == [c.name for c in cameras]
    assert config.rtsp_port == 8554
    assert config.warm == ((cameras[0].id, "sub"),)
    assert config.cameras[0].main.width_px == 1280
    assert config.cameras[0].sub.height_px == 360
    schemes = [c.auth.scheme if c.auth else "" for c in config.cameras]
    assert schemes == [c.auth for c in cameras]


def test_accounts_are_fresh_and_do_not_show_their_password() -> None:
    accounts = fresh_accounts()
    assert tuple(accounts) == ACCOUNTS
    assert accounts["cam-1"].password != fresh_accounts()["cam-1"].password
    assert accounts["cam-1"].password not in repr(accounts)
    place = SimulatorPlace(control_token="secret-token", cache_dir="")
    assert "secret-token" not in repr(place)


def test_wall_cameras_have_the_addresses_of_the_simulator(district: District) -> None:
    cameras = wall_cameras(camera_list(district, 20), 8554, 8080)
    first, tenth = cameras[0], cameras[9]
    main, sub = first.profile(ProfileName.MAIN), first.profile(ProfileName.SUB)
    assert main is not None
    assert sub is not None
    assert main.url == f"rtsp://127.0.0.1:8554/{first.id}/main"
    assert (sub.width_px, sub.height_px) == (640, 360)
    assert first.credential == "cam-1"
    assert [p.url for p in tenth.profiles] == [
        f"http://127.0.0.1:8080/{tenth.id}/main.live.ts",
        f"http://127.0.0.1:8080/{tenth.id}/sub.live.ts",
    ]
    assert cameras[5].profiles[0].transport == "udp"
    assert cameras[11].sensitivity == "dim"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_camera_list_as_csv_can_be_read_back(district: District, tmp_path: Path, encoding: str) -> None:
    cameras = wall_cameras([*camera_list(district, 30), *meeting_cameras(district)], 8554, 8080)
    path = tmp_path / "cameras.csv"
    write_camera_csv(path, cameras, encoding)
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding))))
    assert tuple(rows[0]) == COLUMNS
    assert [r["name"] for r in rows] == [c.name for c in cameras]
    assert float(rows[0]["lon"]) == cameras[0].lon
    assert rows[0]["sub_url"] == f"rtsp://127.0.0.1:8554/{cameras[0].id}/sub"
    assert rows[5]["transport"] == "udp"
    assert rows[3]["codec"] == "h265"
    assert rows[-1]["kind"] == "meeting"
    assert "password" not in path.read_bytes().decode(encoding)


def test_the_phone_of_a_grid_worker_is_upright(district: District) -> None:
    places = meeting_cameras(district)
    known = dict(zip((c.name for c in places), wall_cameras(places, 1, 2), strict=True))
    sizes = {name: (c.profiles[1].width_px, c.profiles[1].height_px) for name, c in known.items()}
    assert sizes["网格员 周敏"] == (360, 640)
    assert sizes["区指挥中心"] == (640, 360)
