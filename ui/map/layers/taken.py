"""Places on a frame that are taken, so that words do not cover signs or each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QRectF


class Taken:
    """Rectangles in pixels, in the order they were taken. Lives for one arrangement of the frame."""

    def __init__(self) -> None:
        self._rects: list[QRectF] = []

    def take(self, rect: QRectF) -> None:
        self._rects.append(rect)

    def free(self, rect: QRectF) -> bool:
        return not any(rect.intersects(other) for other in self._rects)

    def covered(self, rect: QRectF) -> float:
        """Square pixels of `rect` that others have; those they share count twice."""
        common = (rect.intersected(other) for other in self._rects)
        return sum(part.width() * part.height() for part in common if not part.isEmpty())

    def first_free(self, rects: Iterable[QRectF]) -> QRectF | None:
        return next((rect for rect in rects if self.free(rect)), None)
