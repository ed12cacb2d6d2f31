"""The picture of one tile: follows a frame ring and keeps the newest picture paintable without copying it.

A picture that the writer took back while it was being painted is painted again; nothing is ever queued.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from wallclient.frames.ring import RingError, RingReader

if TYPE_CHECKING:
    from wallclient.frames.ring import Picture


@dataclass(slots=True)
class PaintFigures:
    """What was really painted: a count, when the first came, and how old pictures were (ms) when painted."""

    painted: int = 0
    torn: int = 0
    first_at: float | None = None
    latencies_ms: deque[float] = field(default_factory=lambda: deque(maxlen=2000))


class RingPicture:
    """Owns the reader of one ring. `poll` says whether something new is there, `image` gives it."""

    def __init__(self) -> None:
        self._path = ""
        self._reader: RingReader | None = None
        self._picture: Picture | None = None
        self._image: QImage | None = None
        self._still: QImage | None = None
        self.figures = PaintFigures()
        self._painted_sequence = -1

    @property
    def has_picture(self) -> bool:
        return self._image is not None or self._still is not None

    def follow(self, path: str) -> None:
        """Read from the ring at `path` from now on; the last picture stays until the new ring has one."""
        if path == self._path and self._reader is not None:
            return
        self.leave()
        self._path = path
        if not path:
            return
        try:
            self._reader = RingReader(Path(path))
        except (OSError, RingError):
            # Already replaced by a newer one: the next stream status names it.
            self._path = ""

    def leave(self) -> None:
        """Let go of the ring, keeping a copy of the last picture."""
        if self._image is not None:
            self._still = self._image.copy()
        self._image = None
        self._picture = None
        self._painted_sequence = -1
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        self._path = ""

    def forget(self) -> None:
        """Another camera will be shown here: nothing of this one may remain."""
        self.leave()
        self._still = None
        self.figures = PaintFigures()

    def poll(self) -> bool:
        """True if the ring has a picture that was not painted yet."""
        return self._reader is not None and self._reader.latest_sequence() > self._painted_sequence

    def image(self) -> QImage | None:
        """The newest picture; valid until the next call."""
        if self._reader is not None and self._reader.latest_sequence() > self._painted_sequence:
            picture = self._reader.newest()
            if picture is not None:
                # Order matters: the image must go before the memory that it looks at.
                self._image = QImage(
                    picture.pixels,
                    picture.width_px,
                    picture.height_px,
                    picture.width_px * 4,
                    QImage.Format.Format_RGB32,
                )
                self._picture = picture
                self._still = None
        return self._image if self._image is not None else self._still

    def after_painting(self) -> None:
        """Count what `image` gave; a picture overwritten meanwhile counts as torn and will be painted
        again.
        """
        picture = self._picture
        if picture is None or picture.sequence == self._painted_sequence:
            return
        if not picture.still_valid():
            self.figures.torn += 1
            return
        self._painted_sequence = picture.sequence
        now = time.monotonic()
        self.figures.painted += 1
        if self.figures.first_at is None:
            self.figures.first_at = now
        since = picture.captured_at or picture.decoded_at
        if since:
            self.figures.latencies_ms.append((now - since) * 1000.0)

    def grey(self) -> QImage | None:
        """The last picture without colour and at half brightness, for a source that has stopped."""
        image = self.image()
        if image is None:
            return None
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        grey.setColorTable([])
        return grey
