"""The directory in which one process keeps its rings, and the sweep of what dead ones left behind.

An owner holds a file lock for as long as it lives; the kernel lets go of it however the owner dies. A sweep
removes a directory only if its process is gone and its lock is free, and only of its own user.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import shutil
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from wallclient.frames import ring

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType
    from typing import Self

_NAME = re.compile(r"wallclient-(\d+)(?:-\d+)?")
_LOCK = "owner.lock"


def default_bases() -> tuple[Path, ...]:
    """Where rings may lie, best first. The second is used when the first has no room."""
    temporary = Path(tempfile.gettempdir())
    shared = Path("/dev/shm")
    return (shared, temporary) if shared.is_dir() and os.access(shared, os.W_OK) else (temporary,)


class RuntimeDir:
    """This process's ring directory. `close` leaves nothing behind; a later sweep does it for the killed."""

    def __init__(self, bases: Sequence[Path] | None = None) -> None:
        """Sweeps `bases` and makes the directory in the first one. Raises OSError if that cannot be done."""
        self._bases = tuple(bases) if bases is not None else default_bases()
        self._numbers = itertools.count(1)
        self._owned: list[_OwnedDir] = []
        sweep(self._bases)
        self.path = self._directory(0).path

    def create_ring(self, name: str, width_px: int, height_px: int, slots: int = 4) -> Path:
        """Make a ring with a path never used before; `name` is for people who look into the directory.

        Falls back to the next base when one has no room. Raises RingError when none has.
        """
        stem = f"{next(self._numbers):05d}-{re.sub(r'[^A-Za-z0-9._-]', '_', name)[:60]}.ring"
        failure: ring.RingError | None = None
        for index in range(len(self._bases)):
            path = self._directory(index).path / stem
            try:
                ring.create(path, width_px, height_px, slots)
            except ring.RingError as error:
                failure = error
            else:
                return path
        raise failure or ring.RingError(self.path / stem, "there is no directory for it")

    def _directory(self, index: int) -> _OwnedDir:
        while len(self._owned) <= index:
            self._owned.append(_OwnedDir(self._bases[len(self._owned)]))
        return self._owned[index]

    def close(self) -> None:
        """Remove the directory with all rings in it. Twice is no error."""
        for owned in self._owned:
            owned.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _OwnedDir:
    """A fresh directory of mode 0700 with the owner's lock in it."""

    def __init__(self, base: Path) -> None:
        self.path = _fresh(base)
        self._lock_fd = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        _try_lock(self._lock_fd)

    def close(self) -> None:
        if self._lock_fd < 0:
            return
        os.close(self._lock_fd)
        self._lock_fd = -1
        shutil.rmtree(self.path, ignore_errors=True)


def _fresh(base: Path) -> Path:
    stem = f"wallclient-{os.getpid()}"
    for suffix in itertools.chain(("",), (f"-{n}" for n in itertools.count(2))):
        path = base / f"{stem}{suffix}"
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)
            return path
    raise AssertionError


def sweep(bases: Iterable[Path]) -> tuple[Path, ...]:
    """Remove what dead owners left in `bases`; returns what was removed. What cannot go, stays."""
    removed: list[Path] = []
    for base in bases:
        with contextlib.suppress(OSError):
            for path in sorted(base.iterdir()):
                match = _NAME.fullmatch(path.name)
                if match and _is_ours(path) and _is_dead(path, int(match.group(1))):
                    shutil.rmtree(path, ignore_errors=True)
                    removed.append(path)
    return tuple(removed)


def _is_ours(path: Path) -> bool:
    try:
        info = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(info.st_mode) and (not hasattr(os, "getuid") or info.st_uid == os.getuid())


def _is_dead(path: Path, pid: int) -> bool:
    # Our own number, but the lock is free: it belonged to a process that had the number before us.
    if pid != os.getpid() and process_exists(pid):
        return False
    try:
        fd = os.open(path / _LOCK, os.O_RDWR)
    except FileNotFoundError:
        return pid != os.getpid()
    except OSError:
        return False
    try:
        return _try_lock(fd)
    finally:
        os.close(fd)


if sys.platform == "win32":  # pragma: no cover (not tried)

    def _try_lock(fd: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def process_exists(pid: int) -> bool:
        """Is there a process of that number?"""
        import ctypes

        query_limited_information = 0x1000
        handle = ctypes.windll.kernel32.OpenProcess(query_limited_information, False, pid)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)

else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
                return False
            raise
        return True

    def process_exists(pid: int) -> bool:
        """Is there a process of that number?"""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
