"""A camera that is not ours is live on the wall: H.264 with Digest, from Debian's GStreamer."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.e2e.kit.simulator import CREDENTIAL, PASSWORD, USER, Row
from tests.e2e.kit.wallfiles import WallFiles, grid
from wallclient.model.health import HealthState, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from pytestqt.qtbot import QtBot

    from tests.e2e.kit.standing import StandingWall

pytestmark = pytest.mark.gst

PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).parent / "kit" / "gst_camera.py"
# The upper bars of the SMPTE picture at full saturation, from the left, as blue, green, red.
BARS = ("white", "yellow", "cyan", "green", "magenta", "red", "blue")
COLOURS = {
    "white": (255, 255, 255),
    "yellow": (0, 255, 255),
    "cyan": (255, 255, 0),
    "green": (0, 255, 0),
    "magenta": (255, 0, 255),
    "red": (0, 0, 255),
    "blue": (255, 0, 0),
}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of the camera, which serves `/live`."""
    try:
        tried = subprocess.run(
            [PYTHON, SCRIPT, "--try"], capture_output=True, text=True, timeout=30, check=False
        )
    except FileNotFoundError:
        pytest.skip(f"there is no {PYTHON}")
    if tried.returncode != 0:
        pytest.skip(f"{PYTHON} has no GStreamer RTSP server: {tried.stderr.strip().splitlines()[-1]}")
    camera = subprocess.Popen([PYTHON, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with camera:
        assert camera.stdin is not None
        assert camera.stdout is not None
        camera.stdin.write(f"{USER}\n{PASSWORD}\n")
        camera.stdin.flush()
        yield int(camera.stdout.readline())
        camera.stdin.close()
        assert camera.wait(10) == 0


def nearest(colour: NDArray[np.uint8]) -> str:
    return min(COLOURS, key=lambda name: int(np.abs(np.subtract(COLOURS[name], colour, dtype=int)).sum()))


def bars_of(picture: NDArray[np.uint8]) -> tuple[str, ...]:
    """The colours from left to right in the upper half."""
    height, width = picture.shape[:2]
    places = [round((number + 0.5) * width / len(BARS)) for number in range(len(BARS))]
    return tuple(nearest(picture[height // 3, x, :3]) for x in places)


def noise_of(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    return picture[round(height * 0.8) : round(height * 0.95), round(width * 0.8) : round(width * 0.98), :3]


def test_a_camera_of_another_make_with_digest_is_live_and_its_picture_moves(
    stand: Callable[[WallFiles], StandingWall], port: int, qtbot: QtBot
) -> None:
    with socket.create_connection(("127.0.0.1", port), 5) as line:
        line.sendall(f"DESCRIBE rtsp://127.0.0.1:{port}/live RTSP/1.0\r\nCSeq: 1\r\n\r\n".encode())
        assert b"WWW-Authenticate: Digest" in line.recv(4096)
    row = Row("other", "别家摄像机", f"rtsp://127.0.0.1:{port}/live", credential=CREDENTIAL)
    wall = stand(WallFiles(grid(1, 1, ["other"]), (row,)))
    qtbot.waitUntil(lambda: wall.state("other") is HealthState.LIVE, timeout=30_000)
    qtbot.waitUntil(lambda: bars_of(wall.picture("other")) == BARS, timeout=30_000)
    assert wall.stream("other").engine == "av"
    before = noise_of(wall.picture("other"))
    qtbot.waitUntil(lambda: not np.array_equal(before, noise_of(wall.picture("other"))), timeout=30_000)
    assert wall.state("other") is HealthState.LIVE


def test_a_camera_of_another_make_that_gets_no_password_is_refused(
    stand: Callable[[WallFiles], StandingWall], port: int, qtbot: QtBot
) -> None:
    row = Row("other", "别家摄像机", f"rtsp://127.0.0.1:{port}/live")
    wall = stand(WallFiles(grid(1, 1, ["other"]), (row,)))
    qtbot.waitUntil(lambda: wall.state("other") is HealthState.REFUSED, timeout=30_000)
    assert wall.health("other").reason is Reason.AUTHENTICATION
    assert wall.tile("other").badge.covers
