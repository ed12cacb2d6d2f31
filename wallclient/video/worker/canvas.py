"""One playback's right to write into one ring, which ends for good when it is closed.

A playback's thread may wake up long after it was given up; the lock makes sure that it never writes over its
successor's pictures.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from wallclient.frames.ring import RingWriter

if TYPE_CHECKING:
    from pathlib import Path


class RingCanvas:
    """See port.Canvas. Owns its ring writer; safe to close from any thread."""

    def __init__(self, ring: Path, width_px: int, height_px: int, max_fps: float = 0.0) -> None:
        """Raises RingError if the ring cannot be written to."""
        self.ring = ring
        self._writer = RingWriter(ring)
        self._box = (min(width_px, self._writer.width_px), min(height_px, self._writer.height_px))
        self._gap_s = 0.9 / max_fps if max_fps > 0 else 0.0
        self._lock = threading.Lock()
        self._closed = False
        self._last_at = 0.0
        self._pictures = 0

    @property
    def pictures(self) -> int:
        """How many were written through this canvas."""
        return self._pictures

    def due(self, at: float) -> bool:
        return at - self._last_at >= self._gap_s

    def fit(self, width_px: int, height_px: int) -> tuple[int, int]:
        box_width, box_height = self._box
        scale = min(1.0, box_width / max(1, width_px), box_height / max(1, height_px))
        return _even(width_px * scale, box_width), _even(height_px * scale, box_height)

    def begin(self, width_px: int, height_px: int) -> memoryview | None:
        self._lock.acquire()
        if self._closed:
            self._lock.release()
            return None
        try:
            return self._writer.begin(width_px, height_px)
        except BaseException:
            self._lock.release()
            raise

    def commit(self, *, decoded_at: float, captured_at: float = 0.0, pts: int = 0) -> None:
        try:
            self._last_at = decoded_at
            self._writer.commit(decoded_at=decoded_at, captured_at=captured_at, pts=pts)
            self._pictures += 1
        finally:
            self._lock.release()

    def abandon(self) -> None:
        self._lock.release()

    def close(self) -> None:
        """No picture is taken from now on. Waits for the one that is just being written."""
        # A writer that hangs in the middle keeps its mapping; it cannot commit after its process was
        # replaced.
        if not self._lock.acquire(timeout=0.3):
            self._closed = True
            return
        try:
            if not self._closed:
                self._closed = True
                self._writer.close()
        finally:
            self._lock.release()


def _even(value: float, limit: int) -> int:
    return max(1, min(limit, 2 * round(value / 2) or 2))
