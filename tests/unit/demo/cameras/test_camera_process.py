"""The simulator as a process: its control port, its start, and above all its end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import aiohttp
import msgspec
import pytest

from tests.unit.demo.cameras.rtsp_client import RtspClient, watch_some
from wallclient.demo.cameras.config import Camera, CamerasConfig, Profile
from wallclient.demo.cameras.control import CameraControl, ControlRefused
from wallclient.demo.cameras.launch import LaunchFailed, launch
from wallclient.demo.cameras.serving.faults import Fault
from wallclient.lifeline import child_environment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.demo.cameras.conftest import Bench

PARENT = """
import asyncio, sys, msgspec
from wallclient.demo.cameras.config import CamerasConfig
from wallclient.demo.cameras.launch import launch

async def main():
    config = msgspec.json.decode(sys.argv[1], type=CamerasConfig)
    process = await launch(config)
    print(process.pid, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.fixture
def config(tmp_path: Path) -> CamerasConfig:
    tiny = Profile(320, 180)
    camera = Camera("one", 1, "石塘", main=tiny, sub=tiny)
    return CamerasConfig(
        control_token="t",
        cache_dir=str(tmp_path / "clips"),
        loop_s=0.4,
        gop_frames=5,
        cameras=(camera,),
        warm=(("one", "sub"), ("one", "main")),
    )


def is_gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def start_by_hand(config: CamerasConfig, file: Path) -> subprocess.Popen[bytes]:
    file.write_bytes(msgspec.json.encode(config))
    return subprocess.Popen(
        [sys.executable, "-m", "wallclient.demo.cameras", "--config", str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=child_environment(),
    )


def test_warming_is_told_before_the_ports(config: CamerasConfig, tmp_path: Path) -> None:
    with start_by_hand(config, tmp_path / "config.json") as process:
        assert process.stdout is not None
        messages = [json.loads(process.stdout.readline()) for _ in range(4)]
        process.terminate()
    assert messages[:3] == [{"warming": number, "of": 2} for number in range(3)]
    assert messages[3]["ready"] is True
    assert all(messages[3][key] > 0 for key in ("rtsp_port", "http_port", "control_port"))
    assert process.returncode == 0


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "stdin"])
def test_it_ends_cleanly_with_a_client_connected(config: CamerasConfig, tmp_path: Path, how: str) -> None:
    with start_by_hand(config, tmp_path / "config.json") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        ready: dict[str, int] = {}
        while "ready" not in ready:
            ready = json.loads(process.stdout.readline())
        with RtspClient(ready["rtsp_port"]) as client:
            client.play(f"rtsp://127.0.0.1:{ready['rtsp_port']}/one/sub")
            if how == "stdin":
                process.stdin.close()
            else:
                process.send_signal(getattr(signal, how))
            assert client.at_end()
        assert process.wait(10) == 0


def test_it_ends_at_once_while_a_client_waits_for_a_clip(
    config: CamerasConfig, make_bench: type[Bench]
) -> None:
    slow = make_bench(msgspec.structs.replace(config, loop_s=2000.0, warm=()))
    with RtspClient(slow.process.rtsp_port) as client:
        client.send(f"DESCRIBE {slow.url('one')} RTSP/1.0\r\nCSeq: 1\r\n\r\n".encode())
        while not slow.run(slow.process.control.stats())["cameras"]:
            time.sleep(0.01)
        slow.close()
        assert client.at_end()
    assert slow.process.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal of a parent is Linux's")
def test_it_does_not_outlive_a_killed_parent(config: CamerasConfig) -> None:
    text = msgspec.json.encode(config).decode()
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, text], stdout=subprocess.PIPE, env=child_environment()
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    assert is_gone(pid)


def test_a_bad_config_is_told_in_words(config: CamerasConfig) -> None:
    bad = msgspec.structs.replace(config, warm=(("two", "sub"),), fps=0.0)
    with pytest.raises(LaunchFailed) as caught:
        asyncio.run(launch(bad))
    assert "there is no camera 'two'" in str(caught.value)
    assert "fps: 0.0" in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_one_that_is_not_ready_in_time_is_ended(config: CamerasConfig) -> None:
    slow = msgspec.structs.replace(config, loop_s=2000.0)
    with pytest.raises(LaunchFailed, match=r"not ready within 0\.5 s"):
        asyncio.run(launch(slow, ready_timeout_s=0.5))


def test_a_port_that_is_taken_is_told_in_words(config: CamerasConfig) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bad = msgspec.structs.replace(config, rtsp_port=taken.getsockname()[1])
        with pytest.raises(LaunchFailed, match="cannot start") as caught:
            asyncio.run(launch(bad))
    assert "Traceback" not in str(caught.value)


def test_ten_thousand_cameras_cost_nothing_until_they_are_watched(
    config: CamerasConfig, make_bench: type[Bench]
) -> None:
    tiny = Profile(320, 180)
    cameras = tuple(Camera(f"c{n}", n, f"相机 {n}", main=tiny, sub=tiny) for n in range(10_000))
    many = make_bench(msgspec.structs.replace(config, cameras=cameras, warm=()))
    try:
        assert many.run(many.process.control.stats())["cameras"] == {}
        assert len(many.run(many.process.control.cameras())) == 10_000
        # Not warm: the first client waits until the clip is made.
        seen = watch_some(many.url("c9876"), 3, timeout_s=20)
        assert seen[0].stamp is not None
        assert seen[0].stamp.camera_number == 9876 % 4096
        assert set(many.run(many.process.control.stats())["cameras"]) == {"c9876"}
    finally:
        many.close()


def test_the_control_port_wants_its_token(bench: Bench) -> None:
    async def scenario() -> None:
        port = bench.process.control.port
        wrong = CameraControl("127.0.0.1", port, "wrong")
        with pytest.raises(ControlRefused, match="token"):
            await wrong.stats()
        await wrong.close()
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/cameras") as answer,
        ):
            assert answer.status == 401

    asyncio.run(scenario())


def test_a_wrong_order_is_refused_with_what_is_allowed(bench: Bench) -> None:
    with pytest.raises(ControlRefused, match="no camera 'nobody'"):
        bench.set_fault("nobody", "freeze")
    with pytest.raises(ControlRefused) as caught:
        bench.set_fault("h264", "frozen")
    assert all(str(fault) in str(caught.value) for fault in Fault)


def test_cameras_are_listed_with_their_urls_and_without_their_passwords(bench: Bench) -> None:
    cameras = {camera["id"]: camera for camera in bench.run(bench.process.control.cameras())}
    assert cameras["h264"]["sub"] == bench.url("h264")
    assert cameras["ts"]["main"] == bench.url("ts", "main")
    assert cameras["digest"]["auth"] == "digest"
    assert cameras["digest"]["fault"] == "none"
    assert "pass:1" not in json.dumps(cameras)


def test_the_figures_count_what_is_sent(bench: Bench) -> None:
    before = bench.stats("h265")
    watch_some(bench.url("h265"), 20)
    after = bench.stats("h265")
    assert after["frames_sent"] - before["frames_sent"] >= 20
    assert after["bytes_sent"] > before["bytes_sent"]
    assert (after["fault"], after["viewers"] >= 0) == ("none", True)
