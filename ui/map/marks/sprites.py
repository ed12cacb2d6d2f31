"""Many small equal marks in one call: drawn once into a strip, then copied by the painter in a batch.

Positions are numpy arrays in logical pixels. Turned marks are sprites of their own, because only unturned
copies take the raster engine's fast road.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import numpy as np
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


class SpriteSheet:
    """Owns a strip of sprites of one size at one pixel ratio. `draw` functions paint around (0, 0)."""

    def __init__(self, draws: Sequence[Callable[[QPainter], None]], size_px: float, dpr: float) -> None:
        self._side = math.ceil(size_px * dpr)
        self._dpr = dpr
        self._strip = QPixmap(max(1, self._side * len(draws)), max(1, self._side))
        self._strip.fill(Qt.GlobalColor.transparent)
        # Ten doubles per copy, as QPainter::PixmapFragment lays them out:
        # x, y, source left, top, width, height, scale x, y, rotation, opacity.
        self._fragments = np.zeros((0, 10))
        p = QPainter(self._strip)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, draw in enumerate(draws):
            p.save()
            p.translate(self._side * index + self._side / 2, self._side / 2)
            p.scale(dpr, dpr)
            draw(p)
            p.restore()
        p.end()

    def paint(
        self,
        p: QPainter,
        xy_px: NDArray[np.float64],
        which: NDArray[np.intp],
        opacity: float = 1.0,
    ) -> None:
        """Copy sprite `which[i]` to be centred on `xy_px[i]`."""
        count = len(xy_px)
        if not count:
            return
        if len(self._fragments) < count:
            self._fragments = np.zeros((count, 10))
            self._fragments[:, 4:6] = self._side
            self._fragments[:, 6:8] = 1 / self._dpr
        rows = self._fragments[:count]
        rows[:, 0:2] = xy_px
        rows[:, 2] = which * self._side
        rows[:, 9] = opacity
        first = shiboken6.wrapInstance(rows.ctypes.data, QPainter.PixmapFragment)
        p.drawPixmapFragments(cast("QPainter.PixmapFragment", first), count, self._strip)
