"""The stamp in the picture survives coding and scaling, and nothing else passes for one."""

from __future__ import annotations

import av
import numpy as np
import pytest

from wallclient.demo.cameras.clips import Clip, ClipSpec
from wallclient.demo.cameras.making.encoder import make_clip
from wallclient.demo.cameras.stamp import Stamp, draw_stamp, read_stamp


def decode(clip: Clip) -> list[av.VideoFrame]:
    context = av.CodecContext.create({"h264": "h264", "h265": "hevc"}[clip.spec.codec], "r")
    frames = []
    for index in range(len(clip)):
        frames += context.decode(av.Packet(b"".join(b"\0\0\0\1" + nal for nal in clip.nals(index))))
    return [*frames, *context.decode(None)]


@pytest.mark.parametrize(
    ("width_px", "height_px"), [(160, 90), (400, 225), (640, 360), (1366, 768), (3840, 2160)]
)
def test_what_is_drawn_is_read_at_any_size(width_px: int, height_px: int) -> None:
    for camera_number, frame_number in ((0, 0), (4095, 65535), (1234, 199)):
        picture = np.full((height_px, width_px, 3), 120, np.uint8)
        draw_stamp(picture, camera_number, frame_number)
        assert read_stamp(picture) == Stamp(camera_number, frame_number)


def test_a_bgra_picture_is_read_too() -> None:
    picture = np.zeros((360, 640, 4), np.uint8)
    draw_stamp(picture, 77, 12)
    picture[:, :, 3] = 255
    assert read_stamp(picture) == Stamp(77, 12)


def test_numbers_beyond_their_bits_are_cut() -> None:
    picture = np.zeros((360, 640, 3), np.uint8)
    draw_stamp(picture, 4096 + 5, 65536 + 6)
    assert read_stamp(picture) == Stamp(5, 6)


def test_a_picture_without_a_stamp_reads_as_none() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (360, 640, 3), np.uint8)
    assert read_stamp(noise) is None
    assert read_stamp(np.zeros((360, 640, 3), np.uint8)) is None
    assert read_stamp(np.zeros((20, 30, 3), np.uint8)) is None
    assert read_stamp(np.zeros((360, 640), np.uint8)) is None


def test_a_stamp_with_one_wrong_cell_is_refused() -> None:
    for cell in range(4, 40):
        picture = np.zeros((360, 640, 3), np.uint8)
        draw_stamp(picture, 1000, 77)
        picture[352:, cell * 8 : cell * 8 + 8] = 230 - picture[352:, cell * 8 : cell * 8 + 8]
        assert read_stamp(picture) is None


def test_a_picture_too_small_for_a_stamp_is_an_error() -> None:
    with pytest.raises(ValueError, match="160 px"):
        draw_stamp(np.zeros((90, 100, 3), np.uint8), 1, 1)


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_every_stamp_of_a_coded_clip_is_read_after_scaling(codec: str) -> None:
    spec = ClipSpec("pattern", 1, "文昌路", 300, "sub", codec, 640, 360, 600, 25.0, 50, 25)
    frames = decode(make_clip(spec))
    assert len(frames) == 50
    for size in ((640, 360), (480, 270), (400, 225), (1920, 1080)):
        found = [
            read_stamp(frame.reformat(width=size[0], height=size[1], format="bgra").to_ndarray())
            for frame in frames
        ]
        assert found == [Stamp(300, index) for index in range(50)]
