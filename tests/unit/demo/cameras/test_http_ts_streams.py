"""Cameras over HTTP as endless MPEG-TS."""

from __future__ import annotations

import urllib.error
import urllib.request
from itertools import pairwise
from typing import TYPE_CHECKING

import av
import pytest

from tests.unit.demo.cameras.rtsp_client import watch_some

if TYPE_CHECKING:
    from tests.unit.demo.cameras.conftest import Bench

LOOP = 36


@pytest.mark.parametrize(("camera_id", "number"), [("ts", 6), ("ts-h265", 7), ("ts-basic", 8)])
def test_pictures_go_on_over_the_loop_end_with_rising_times(
    bench: Bench, camera_id: str, number: int
) -> None:
    seen = watch_some(bench.url(camera_id), LOOP + 5)
    stamps = [one.stamp for one in seen if one.stamp is not None]
    assert {stamp.camera_number for stamp in stamps} == {number}
    steps = [(b.frame_number - a.frame_number) % LOOP for a, b in pairwise(stamps)]
    assert steps == [1] * (LOOP + 4)
    times = [one.pts or 0 for one in seen]
    assert all(after > before for before, after in pairwise(times))
    # Past the pictures that brought us up to date, time goes at the pace of the frames.
    assert {after - before for before, after in pairwise(times[-20:])} == {1800}


def test_a_wrong_password_is_refused(bench: Bench) -> None:
    with pytest.raises(av.HTTPUnauthorizedError):
        watch_some(bench.url("ts-basic", login="admin:wrong@"), 1)


def test_what_is_not_offered_is_not_found(bench: Bench) -> None:
    base = f"http://127.0.0.1:{bench.process.http_port}"
    for path in ("/", "/ts", "/ts/sub.ts", "/nobody/sub.live.ts", "/h264/sub.live.ts"):
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(base + path, timeout=5)
        assert caught.value.code == 404
        caught.value.close()


def test_a_head_request_tells_the_type(bench: Bench) -> None:
    request = urllib.request.Request(bench.url("ts"), method="HEAD")
    with urllib.request.urlopen(request, timeout=5) as answer:
        assert answer.headers["Content-Type"] == "video/mp2t"
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(urllib.request.Request(bench.url("ts"), b"x", method="POST"), timeout=5)
    assert caught.value.code == 405
    caught.value.close()
