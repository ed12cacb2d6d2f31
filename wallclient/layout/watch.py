"""Whether a layout file was saved. Only `stamp` reads the disk: it belongs off the GUI thread."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one saved state of a file from another. Editors that replace a file change the inode."""

    modified_ns: int
    size: int
    inode: int = 0


def stamp(path: Path) -> Stamp | None:
    """Stamp of the file, None if it is not there (many editors take it away for a moment while saving)."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino)


class SaveWatch:
    """Tells once for each save, when the file has stopped changing. Feed it with stamps, a few a second."""

    def __init__(self, first: Stamp | None) -> None:
        self._known = first
        self._seen = first

    def observe(self, seen: Stamp | None) -> bool:
        """True if the file differs from the last told state and was the same in the last two looks."""
        settled = seen is not None and seen == self._seen
        self._seen = seen
        if not settled or seen == self._known:
            return False
        self._known = seen
        return True
