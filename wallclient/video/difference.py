"""Since when has a picture been the same? Pure; keeps checksums, never a picture.

A few rows of every picture are enough while they change; only when they stay the same is the whole picture
looked at, so a small clock in a corner is not overlooked.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallclient.video.port import Luma

_ROWS = 12


class Difference:
    """Takes a stream's pictures one after the other. Not thread-safe."""

    def __init__(self, whole_every_s: float = 0.5, same_since: float | None = None) -> None:
        """`whole_every_s`: how often the whole picture is looked at while the few rows stay the same.

        `same_since`: the first picture is known to be the same since then.
        """
        self._whole_every_s = whole_every_s
        self._rows: int | None = None
        self._whole: int | None = None
        self._whole_at = 0.0
        self._given = same_since
        self._since = 0.0

    def same_since(self, luma: Luma, at: float) -> float:
        """When the picture that is still the same now was first seen; `at` itself if it is a new one."""
        rows = _checksum(luma, max(1, luma.rows // _ROWS))
        if rows != self._rows:
            trusted = self._given if self._rows is None else None
            self._given = trusted
            self._rows, self._whole, self._since = rows, None, at if trusted is None else trusted
        elif self._whole is None or at - self._whole_at >= self._whole_every_s:
            whole = _checksum(luma, 1)
            if whole != self._whole and self._given is None:
                self._since = at
            self._whole, self._whole_at, self._given = whole, at, None
        return self._since


def _checksum(luma: Luma, step: int) -> int:
    value = 0
    for row in range(step // 2, luma.rows, step):
        start = row * luma.pitch
        value = zlib.crc32(luma.data[start : start + luma.used], value)
    return value
