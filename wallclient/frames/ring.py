"""The frame ring: one writer, many readers, no lock held across processes, the newest picture wins.

A writer may be killed at any instruction: a reader then neither waits nor shows half a picture. That holds
because a slot's lock word is odd from before its first byte changes until after its last one did, and LATEST
names a slot only after that. (Plain stores in program order: exact on x86-64. On other processors the second
look at the lock, after painting, is what a reader must not leave out.)

A file that is mapped must never be made shorter by anybody: touching the missing part kills the toucher.
Owners retire and unlink; the mapping of those who still look stays good.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.frames import layout as at

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self


class RingError(Exception):
    """A ring file that cannot be made or read: `path` and what is wrong with it."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path = path
        self.what = what


def create(path: Path, width_px: int, height_px: int, slots: int = 4) -> None:
    """Make an empty ring for pictures of at most width_px x height_px.

    Every byte is reserved now: shared memory that runs full must be an error here, not a dead process later.
    Raises RingError if the sizes make no sense or there is no room, FileExistsError if the path is taken.
    """
    if not (0 < width_px <= at.MAX_SIDE_PX and 0 < height_px <= at.MAX_SIDE_PX):
        raise RingError(
            path, f"a picture of {width_px}x{height_px} px; each side must be 1 to {at.MAX_SIDE_PX}"
        )
    if not at.MIN_SLOTS <= slots <= at.MAX_SLOTS:
        raise RingError(path, f"{slots} slots; must be {at.MIN_SLOTS} to {at.MAX_SLOTS}")
    size = at.file_size(width_px, height_px, slots)
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise
    except OSError as error:
        raise RingError(path, error.strerror or "cannot be made") from error
    try:
        _reserve(fd, size)
        with mmap.mmap(fd, size) as mapped, memoryview(mapped) as raw, raw[: at.PAGE].cast("Q") as words:
            words[at.SLOTS_WORD] = slots
            words[at.WIDTH_WORD] = width_px
            words[at.HEIGHT_WORD] = height_px
            words[at.STRIDE_WORD] = at.stride_of(width_px, height_px)
            words[at.MAGIC_WORD] = at.MAGIC
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink()
        raise RingError(path, f"no room for {size} bytes ({error.strerror})") from error
    finally:
        os.close(fd)


def _reserve(fd: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(fd, 0, size)
    else:
        os.ftruncate(fd, size)


def retire(path: Path) -> None:
    """Tell readers that this ring ends, and unlink it. A ring that is already gone is no error."""
    with contextlib.suppress(RingError, OSError), _Mapping(path, writable=True) as mapping:
        mapping.words[at.RETIRED_WORD] = 1
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


class _Mapping:
    """One mapped ring file, checked once. Owns the descriptor, the mapping and every view of it."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        self.path = path
        flags = (os.O_RDWR if writable else os.O_RDONLY) | getattr(os, "O_BINARY", 0)
        try:
            self._fd = os.open(path, flags)
        except OSError as error:
            raise RingError(path, error.strerror or "cannot be opened") from error
        try:
            size = os.fstat(self._fd).st_size
            if size < at.PIXELS_OFFSET:
                raise RingError(path, f"{size} bytes are too few for a ring")
            access = mmap.ACCESS_WRITE if writable else mmap.ACCESS_READ
            self._mmap = mmap.mmap(self._fd, size, access=access)
        except BaseException:
            os.close(self._fd)
            raise
        self.size = size
        self.raw = memoryview(self._mmap)
        self._header = self.raw[: at.PAGE]
        self.words = self._header.cast("Q")
        self.times = self._header.cast("d")
        self.slots = self.words[at.SLOTS_WORD]
        self.width_px = self.words[at.WIDTH_WORD]
        self.height_px = self.words[at.HEIGHT_WORD]
        self.stride = self.words[at.STRIDE_WORD]
        problem = self._problem()
        if problem:
            self.close()
            raise RingError(path, problem)

    def _problem(self) -> str:
        if self.words[at.MAGIC_WORD] != at.MAGIC:
            return "is not a ring file"
        sides_ok = 0 < self.width_px <= at.MAX_SIDE_PX and 0 < self.height_px <= at.MAX_SIDE_PX
        if not sides_ok or not at.MIN_SLOTS <= self.slots <= at.MAX_SLOTS:
            return "has a garbled header"
        if self.stride != at.stride_of(self.width_px, self.height_px):
            return "has a garbled header"
        needed = at.file_size(self.width_px, self.height_px, self.slots)
        return "" if self.size >= needed else f"has {self.size} bytes instead of {needed}"

    def intact(self) -> bool:
        """Is the file still there, whole, and not retired by its owner? Costs one system call."""
        if os.fstat(self._fd).st_size < self.size:
            return False  # asked before anything mapped is touched
        return (
            self.words[at.MAGIC_WORD] == at.MAGIC
            and self.words[at.SLOTS_WORD] == self.slots
            and not self.words[at.RETIRED_WORD]
        )

    def linked(self) -> bool:
        return os.fstat(self._fd).st_nlink > 0

    def close(self) -> None:
        """Give everything back. A picture that somebody still holds keeps the memory until it is dropped."""
        if self._fd < 0:
            return
        os.close(self._fd)
        self._fd = -1
        for view in (self.times, self.words, self._header, self.raw):
            with contextlib.suppress(BufferError):
                view.release()
        with contextlib.suppress(BufferError):
            self._mmap.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class RingWriter:
    """The one who writes. Goes on where a dead writer stopped. Not thread-safe: one caller at a time."""

    def __init__(self, path: Path) -> None:
        """Raises RingError if `path` is no sound ring file."""
        self._mapping = _Mapping(path, writable=True)
        self.path = path
        self.width_px = self._mapping.width_px
        self.height_px = self._mapping.height_px
        self._sequence: int = self._mapping.words[at.LATEST_WORD]
        self._word = -1

    @property
    def sequence(self) -> int:
        """Sequence of the last picture that was committed; 0 before the first."""
        return self._sequence

    def begin(self, width_px: int, height_px: int) -> memoryview:
        """The pixels of the next picture, to be filled and committed; an earlier one not committed is lost.
        Raises ValueError if the picture is larger than the ring.
        """
        if not (0 < width_px <= self.width_px and 0 < height_px <= self.height_px):
            raise ValueError(f"{width_px}x{height_px} does not fit {self.width_px}x{self.height_px}")
        slot = (self._sequence + 1) % self._mapping.slots
        words = self._mapping.words
        word = at.slot_word(slot)
        lock = words[word + at.LOCK]
        # Odd already: a writer died here, or this one gave a picture up. A new odd value, so that no reader
        # takes the old picture's lock for this one's.
        words[word + at.LOCK] = lock + 2 if lock & 1 else lock + 1
        words[word + at.WIDTH] = width_px
        words[word + at.HEIGHT] = height_px
        self._word = word
        start = at.PIXELS_OFFSET + slot * self._mapping.stride
        return self._mapping.raw[start : start + width_px * height_px * at.BYTES_PER_PIXEL]

    def commit(self, *, decoded_at: float, captured_at: float = 0.0, pts: int = 0) -> int:
        """Show what `begin` gave; returns its sequence. Times are monotonic seconds.

        Raises RuntimeError if there was no `begin`.
        """
        word = self._word
        if word < 0:
            raise RuntimeError("commit without begin")
        words, times = self._mapping.words, self._mapping.times
        sequence = self._sequence + 1
        words[word + at.SEQUENCE] = sequence
        times[word + at.CAPTURED] = captured_at
        times[word + at.DECODED] = decoded_at
        times[word + at.WRITTEN] = time.monotonic()
        words[word + at.PTS] = pts & 0xFFFF_FFFF_FFFF_FFFF
        words[word + at.LOCK] += 1
        words[at.LATEST_WORD] = sequence
        self._sequence = sequence
        self._word = -1
        return sequence

    def close(self) -> None:
        self._mapping.close()


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture where it lies: good only as long as `still_valid()`, which must be asked again after use.

    Times are monotonic seconds; `captured_at` is 0 where the source tells no clock.
    """

    pixels: memoryview
    width_px: int
    height_px: int
    sequence: int
    captured_at: float
    decoded_at: float
    written_at: float
    pts: int
    _words: memoryview
    _word: int
    _lock: int

    def still_valid(self) -> bool:
        """Was no byte of it overwritten since it was handed out?"""
        try:
            valid: bool = self._words[self._word] == self._lock
        except ValueError:  # the reader was closed
            return False
        return valid


class RingReader:
    """One who looks. Never waits and never disturbs the writer; any number of them."""

    def __init__(self, path: Path) -> None:
        """Raises RingError if `path` is no sound ring file."""
        self._mapping = _Mapping(path, writable=False)
        self._words = self._mapping.words
        self.path = path
        self.width_px = self._mapping.width_px
        self.height_px = self._mapping.height_px

    def latest_sequence(self) -> int:
        """Sequence of the newest picture, 0 before the first. One load: made to be asked at every tick."""
        latest: int = self._words[at.LATEST_WORD]
        return latest

    def lost(self) -> bool:
        """Was the ring retired, unlinked, cut short or overwritten? Its reader should be closed then."""
        return not (self._mapping.intact() and self._mapping.linked())

    def newest(self) -> Picture | None:
        """The newest picture, in place; None if there is none yet, or the file is damaged, or it is gone.

        A writer that laps the reader is looked after a few times, never waited for.
        """
        if not self._mapping.intact():
            return None
        for _ in range(4):
            picture = self._look()
            if picture is not None:
                return picture
        return None

    def _look(self) -> Picture | None:
        words, times, mapping = self._words, self._mapping.times, self._mapping
        sequence = words[at.LATEST_WORD]
        if sequence == 0:
            return None
        slot = sequence % mapping.slots
        word = at.slot_word(slot)
        lock = words[word]
        width_px, height_px = words[word + at.WIDTH], words[word + at.HEIGHT]
        if lock & 1 or words[word + at.SEQUENCE] != sequence:
            return None
        if not (0 < width_px <= mapping.width_px and 0 < height_px <= mapping.height_px):
            return None
        start = at.PIXELS_OFFSET + slot * mapping.stride
        pts = words[word + at.PTS]
        picture = Picture(
            pixels=mapping.raw[start : start + width_px * height_px * at.BYTES_PER_PIXEL],
            width_px=width_px,
            height_px=height_px,
            sequence=sequence,
            captured_at=times[word + at.CAPTURED],
            decoded_at=times[word + at.DECODED],
            written_at=times[word + at.WRITTEN],
            pts=pts - (1 << 64) if pts >> 63 else pts,
            _words=words,
            _word=word,
            _lock=lock,
        )
        return picture if picture.still_valid() else None

    def close(self) -> None:
        self._mapping.close()
