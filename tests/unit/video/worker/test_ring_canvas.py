from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from wallclient.frames.ring import RingError, RingReader, create
from wallclient.video.worker.canvas import RingCanvas

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    path = tmp_path / "r"
    create(path, 480, 270)
    return path


@pytest.mark.parametrize(
    ("source", "size"),
    [
        ((640, 360), (480, 270)),
        ((1920, 1080), (480, 270)),
        ((704, 576), (330, 270)),
        ((3840, 1080), (480, 136)),
        ((320, 180), (320, 180)),  # never made larger
        ((360, 640), (152, 270)),
        ((1, 1), (2, 2)),
    ],
)
def test_a_picture_keeps_its_shape_inside_the_ring(
    ring: Path, source: tuple[int, int], size: tuple[int, int]
) -> None:
    assert RingCanvas(ring, 480, 270).fit(*source) == size


def test_the_box_is_never_larger_than_the_ring(ring: Path) -> None:
    assert RingCanvas(ring, 960, 540).fit(1920, 1080) == (480, 270)


def test_what_was_begun_before_the_close_is_finished_and_nothing_is_begun_after(ring: Path) -> None:
    canvas, reader = RingCanvas(ring, 480, 270), RingReader(ring)
    pixels = canvas.begin(4, 4)
    assert pixels is not None
    closing = threading.Thread(target=canvas.close)
    closing.start()
    pixels[:] = b"\x11" * 64
    canvas.commit(decoded_at=1.0)
    closing.join(5)
    assert reader.latest_sequence() == canvas.pictures == 1
    assert canvas.begin(4, 4) is None
    canvas.close()


def test_a_picture_given_up_lets_the_next_one_in(ring: Path) -> None:
    canvas = RingCanvas(ring, 480, 270)
    canvas.begin(4, 4)
    canvas.abandon()
    assert canvas.pictures == 0
    with pytest.raises(ValueError, match="does not fit"):
        canvas.begin(481, 4)
    assert canvas.begin(4, 4) is not None
    canvas.commit(decoded_at=1.0)


def test_pictures_beyond_the_asked_rate_are_not_due(ring: Path) -> None:
    canvas = RingCanvas(ring, 480, 270, max_fps=5)
    taken = 0
    for step in range(100):
        at = 10 + step * 0.04
        if canvas.due(at):
            canvas.begin(4, 4)
            canvas.commit(decoded_at=at)
            taken += 1
    assert taken == 20


def test_a_ring_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RingError):
        RingCanvas(tmp_path / "gone", 4, 4)
