from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from wallclient.frames import layout as at
from wallclient.frames.ring import RingError, RingReader, RingWriter, create, retire

if TYPE_CHECKING:
    from pathlib import Path

    from wallclient.frames.ring import Picture


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.ring"
    create(path, 64, 36)
    return path


def write(writer: RingWriter, value: int, width_px: int = 64, height_px: int = 36) -> int:
    pixels = writer.begin(width_px, height_px)
    pixels[:] = bytes([value]) * len(pixels)
    return writer.commit(decoded_at=time.monotonic(), captured_at=1.5, pts=-7)


def values(picture: Picture | None) -> set[int]:
    assert picture is not None
    return set(np.unique(np.frombuffer(picture.pixels, np.uint8)).tolist())


def test_an_empty_ring_has_no_picture(path: Path) -> None:
    reader = RingReader(path)
    assert reader.latest_sequence() == 0
    assert reader.newest() is None
    assert not reader.lost()
    reader.close()


def test_the_newest_picture_wins_and_carries_its_times(path: Path) -> None:
    writer, reader = RingWriter(path), RingReader(path)
    for value in range(1, 8):
        write(writer, value)
    picture = reader.newest()
    assert picture is not None
    assert reader.latest_sequence() == picture.sequence == 7
    assert values(picture) == {7}
    assert (picture.width_px, picture.height_px, len(picture.pixels)) == (64, 36, 64 * 36 * 4)
    assert (picture.captured_at, picture.pts) == (1.5, -7)
    assert 0 < picture.decoded_at <= picture.written_at <= time.monotonic()


def test_a_smaller_picture_fits_and_a_larger_one_is_refused(path: Path) -> None:
    writer, reader = RingWriter(path), RingReader(path)
    write(writer, 9, 48, 36)
    picture = reader.newest()
    assert picture is not None
    assert (picture.width_px, picture.height_px) == (48, 36)
    with pytest.raises(ValueError, match="does not fit"):
        writer.begin(65, 36)
    with pytest.raises(RuntimeError, match="without begin"):
        writer.commit(decoded_at=0.0)


def test_a_picture_stops_being_valid_when_its_slot_is_written_again(path: Path) -> None:
    writer, reader = RingWriter(path), RingReader(path)
    write(writer, 1)
    picture = reader.newest()
    assert picture is not None
    for value in (2, 3, 4):
        write(writer, value)
        assert picture.still_valid()
    writer.begin(64, 36)
    assert not picture.still_valid()
    assert values(reader.newest()) == {4}


def test_a_writer_that_died_while_writing_is_never_seen_and_its_successor_goes_on(path: Path) -> None:
    reader, dead = RingReader(path), RingWriter(path)
    for value in (1, 2, 3, 4, 5):
        write(dead, value)
    half = dead.begin(64, 36)
    half[: len(half) // 2] = b"\xff" * (len(half) // 2)
    assert values(reader.newest()) == {5}
    successor = RingWriter(path)
    assert successor.sequence == 5
    assert values(reader.newest()) == {5}
    assert write(successor, 6) == 6
    assert values(reader.newest()) == {6}


def test_a_picture_given_up_is_replaced_by_the_next(path: Path) -> None:
    writer, reader = RingWriter(path), RingReader(path)
    write(writer, 1)
    writer.begin(64, 36)[:] = b"\x63" * (64 * 36 * 4)
    write(writer, 2)
    assert values(reader.newest()) == {2}
    assert reader.latest_sequence() == 2


def test_a_retired_or_unlinked_ring_is_lost_and_what_was_mapped_stays_readable(path: Path) -> None:
    writer, reader = RingWriter(path), RingReader(path)
    write(writer, 3)
    held = reader.newest()
    retire(path)
    assert not path.exists()
    assert reader.lost()
    assert reader.newest() is None
    assert values(held) == {3}
    retire(path)
    reader.close()
    reader.close()
    assert held is not None
    assert not held.still_valid()


def test_a_garbled_file_is_lost_and_shows_nothing(path: Path) -> None:
    writer, reader = RingWriter(path), RingReader(path)
    write(writer, 3)
    with path.open("r+b") as file:
        file.write(b"\xa5" * at.PAGE)
    assert reader.lost()
    assert reader.newest() is None


def test_a_file_cut_short_is_noticed_before_it_is_touched(path: Path) -> None:
    writer, reader = RingWriter(path), RingReader(path)
    write(writer, 3)
    os.truncate(path, at.PAGE)
    assert reader.lost()
    assert reader.newest() is None


def test_impossible_values_in_a_slot_show_nothing(path: Path) -> None:
    writer, reader = RingWriter(path), RingReader(path)
    write(writer, 3)
    words = writer._mapping.words
    words[at.slot_word(1) + at.WIDTH] = 1 << 40
    assert reader.newest() is None
    words[at.LATEST_WORD] = 12345
    assert reader.newest() is None


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "too few"),
        (b"x" * 100, "too few"),
        (b"x" * at.PAGE * 4, "is not a ring"),
        (at.MAGIC.to_bytes(8, sys.byteorder) + b"\0" * at.PAGE * 2, "garbled header"),
    ],
)
def test_a_file_that_is_no_ring_is_refused_with_the_reason(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "b.ring"
    path.write_bytes(content)
    with pytest.raises(RingError, match=what):
        RingReader(path)
    with pytest.raises(RingError, match="No such file"):
        RingWriter(tmp_path / "missing.ring")


@pytest.mark.parametrize("size", [(0, 10), (10, 0), (20000, 10)])
def test_a_ring_of_senseless_size_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(RingError, match="px"):
        create(tmp_path / "c.ring", *size)
    with pytest.raises(RingError, match="slots"):
        create(tmp_path / "c.ring", 10, 10, slots=1)
    assert not (tmp_path / "c.ring").exists()


def test_a_taken_path_is_not_overwritten(path: Path) -> None:
    with pytest.raises(FileExistsError):
        create(path, 10, 10)


WRITER = """
import itertools, os, signal, sys, threading
from pathlib import Path
from wallclient.frames.ring import RingWriter
ring = RingWriter(Path(sys.argv[1]))
for value in itertools.count():
    pixels = ring.begin(640, 360)
    view = pixels.cast("B")
    step = len(view) // 4
    for part in range(4):
        view[part * step : (part + 1) * step] = bytes([value % 251]) * step
    ring.commit(decoded_at=1.0)
"""


def test_a_reader_of_a_writer_in_another_process_never_sees_a_torn_picture(tmp_path: Path) -> None:
    path = tmp_path / "two.ring"
    create(path, 640, 360)
    reader = RingReader(path)
    seen = 0
    for _ in range(3):  # killed in the middle of whatever it does, and replaced
        before = reader.latest_sequence()
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)])
        try:
            deadline = time.monotonic() + 10
            while reader.latest_sequence() < before + 300:
                assert time.monotonic() < deadline
                picture = reader.newest()
                if picture is None:
                    continue
                copy = bytes(picture.pixels)
                if picture.still_valid():
                    assert copy == copy[:1] * len(copy)
                    seen += 1
        finally:
            process.kill()
            process.wait()
        last = reader.newest()
        assert last is not None
        assert len(values(last)) == 1
        assert last.still_valid()
    assert seen > 50
