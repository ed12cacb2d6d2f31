"""Transport streams: counters run on, clocks rise, and FFmpeg finds nothing to complain about."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from wallclient.demo.cameras.clips import Clip, ClipSpec
from wallclient.demo.cameras.making.encoder import make_clip
from wallclient.demo.cameras.ts.muxer import PACKET_BYTES, TsCache, TsClock

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.fixture(scope="module", params=["h264", "h265"])
def clip(request: pytest.FixtureRequest) -> Clip:
    return make_clip(ClipSpec("pattern", 0, "", 1, "sub", request.param, 320, 180, 300, 25.0, 12, 6))


def mux(clip: Clip, frames: int, *, first_ticks: int = 0) -> NDArray[np.uint8]:
    cache, clock = TsCache(), TsClock()
    parts = [
        clock.set(cache.picture(clip, frame % len(clip), unsupported=False), first_ticks + frame * 3600)
        for frame in range(frames)
    ]
    return np.concatenate(parts)


def test_every_packet_has_its_form_and_its_counter(clip: Clip) -> None:
    rows = mux(clip, 40)
    assert rows.shape[1] == PACKET_BYTES
    assert set(rows[:, 0]) == {0x47}
    pids = (rows[:, 1].astype(int) & 0x1F) << 8 | rows[:, 2]
    assert set(pids) == {0, 0x100, 0x1000}
    for pid in set(pids):
        counters = rows[pids == pid, 3] & 15
        assert list(counters) == [number % 16 for number in range(len(counters))]


def test_pictures_decode_in_order_over_loop_ends(clip: Clip) -> None:
    with av.open(io.BytesIO(mux(clip, 40).tobytes()), format="mpegts") as container:
        pts = [frame.pts for frame in container.decode(video=0)]
    assert np.diff(pts).tolist() == [3600] * 39


def test_what_brings_a_client_up_to_date_has_rising_times_too(clip: Clip) -> None:
    with av.open(io.BytesIO(mux(clip, 6, first_ticks=-90 * 25).tobytes()), format="mpegts") as container:
        assert len(list(container.decode(video=0))) == 6


def test_the_clock_survives_its_own_end(clip: Clip) -> None:
    rows = mux(clip, 6, first_ticks=2**33 - 90_000 - 3 * 3600)
    assert len(rows) > 6


def test_an_unsupported_stream_has_a_type_that_nobody_knows(clip: Clip) -> None:
    cache = TsCache()
    picture = cache.picture(clip, 0, unsupported=True)
    assert picture.rows[1, 17] == 0xC9
    assert cache.picture(clip, 0, unsupported=False).rows[1, 17] in (0x1B, 0x24)
