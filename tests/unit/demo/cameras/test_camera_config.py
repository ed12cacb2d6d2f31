"""The config of the simulator: every mistake is told at once and in words; secrets are never told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from wallclient.demo.cameras.config import Auth, CamerasConfig, ConfigProblems, Profile, decode, load

if TYPE_CHECKING:
    from pathlib import Path

SCENES = ("pattern", "crossroads")


def text(cameras: list[dict[str, Any]] | None = None, **fields: Any) -> bytes:
    return json.dumps({"control_token": "t", "cache_dir": "c", "cameras": cameras or [], **fields}).encode()


def camera(name: str = "a", **fields: Any) -> dict[str, Any]:
    return {"id": name, "number": 1, "name": "文昌路", **fields}


def problems_of(raw: bytes) -> tuple[str, ...]:
    with pytest.raises(ConfigProblems) as caught:
        decode(raw, SCENES)
    return caught.value.problems


def test_a_short_config_has_sensible_values() -> None:
    config = decode(text([camera()], warm=[["a", "sub"]]), SCENES)
    assert (config.fps, config.gop, config.frames) == (25.0, 25, 200)
    assert (config.cameras[0].sub.rate_kbit_s, config.cameras[0].main.rate_kbit_s) == (600, 2400)


def test_a_loop_is_whole_groups_of_pictures() -> None:
    assert decode(text(loop_s=2.1, gop_frames=20), SCENES).frames == 60


def test_what_is_written_is_read_back() -> None:
    config = decode(text([camera(auth={"scheme": "digest", "user": "u", "password": "p"})]), SCENES)
    assert decode(msgspec.json.encode(config), SCENES) == config


def test_all_mistakes_are_told_at_once() -> None:
    cameras = [
        camera("a", codek="h265"),
        camera("b", codec="vp9"),
        camera("c", fault="frozen"),
        camera("d", scene="crosroads"),
        camera("d"),
        camera("e f"),
        camera("g", sub={"width_px": 641, "height_px": 360}),
        camera("h", number=-1),
    ]
    found = "\n".join(problems_of(text(cameras, fps=0, warm=[["zz", "sub"]])))
    for part in (
        "cameras[0]: Object contains unknown field `codek`; did you mean `codec`?",
        "cameras[1]: Invalid enum value 'vp9'",
        "allowed are h264, h265",
        "cameras[2]: Invalid enum value 'frozen'",
        "half_open",
        "camera 'd': scene: there is no 'crosroads'; did you mean 'crossroads'?",
        "the id 'd' is used 2 times",
        "camera 'e f': an id must not",
        "camera 'g': sub: 641x360 px is odd",
        "camera 'h': number: -1 is negative",
        "fps: 0.0 is not between",
        "warm[0]: there is no camera 'zz'",
    ):
        assert part in found


def test_an_unknown_key_is_told_with_the_right_one() -> None:
    assert problems_of(text(rtps_port=1)) == (
        "Object contains unknown field `rtps_port`; did you mean `rtsp_port`?",
    )


def test_what_is_no_json_is_told_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "cameras.json"
    file.write_text("{")
    with pytest.raises(ConfigProblems, match=r"cameras\.json: not a JSON object"):
        load(file, SCENES)
    with pytest.raises(ConfigProblems, match="cannot be read"):
        load(tmp_path / "missing.json", SCENES)


def test_no_repr_shows_a_password_or_the_token() -> None:
    config = CamerasConfig(control_token="geheim", cache_dir="c")
    assert "geheim" not in repr(config)
    assert "geheim" not in repr(Auth("basic", "admin", "geheim"))
    assert Profile(640, 360).rate_kbit_s == 600


def test_ten_thousand_cameras_are_read_without_complaint() -> None:
    config = decode(text([camera(f"c{number}", number=number) for number in range(10_000)]), SCENES)
    assert len(config.cameras) == 10_000
