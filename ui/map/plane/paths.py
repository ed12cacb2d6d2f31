"""Many lines and rings in metres with their bounds: culled by numpy, made into paths when first drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ui.map.plane.shapes import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainterPath

    from ui.map.plane.shapes import AreaShapes
    from ui.map.plane.viewport import Bounds
    from wallclient.model.areas import AreaLevel

# A border is cut into pieces of so many points, so that a tile strokes only what it shows.
_PIECE = 32
_MILLIMETRES = 1000.0


class PathStore:
    """Lines one after the other in one array. `counts`: points of each; `pad_m`: half its width or more."""

    def __init__(
        self,
        xy_m: NDArray[np.float64],
        counts: Sequence[int],
        closed: Sequence[bool],
        pad_m: NDArray[np.float64] | float = 0.0,
    ) -> None:
        self._xy_m = xy_m
        self._ends = np.cumsum(np.asarray(counts, dtype=np.intp))
        self._starts = self._ends - np.asarray(counts, dtype=np.intp)
        self._closed = closed
        self._paths: dict[int, QPainterPath] = {}
        if len(counts):
            low = np.minimum.reduceat(xy_m, self._starts) - np.reshape(pad_m, (-1, 1))
            high = np.maximum.reduceat(xy_m, self._starts) + np.reshape(pad_m, (-1, 1))
            self._bounds = np.hstack([low, high])
        else:
            self._bounds = np.empty((0, 4))

    def __len__(self) -> int:
        return len(self._starts)

    def touching(self, rect: Bounds) -> list[int]:
        """Indexes of the lines whose bounds touch a rectangle."""
        x0, y0, x1, y1 = rect
        b = self._bounds
        hit = (b[:, 0] <= x1) & (b[:, 2] >= x0) & (b[:, 1] <= y1) & (b[:, 3] >= y0)
        return [int(index) for index in np.flatnonzero(hit)]

    def path(self, index: int) -> QPainterPath:
        path = self._paths.get(index)
        if path is None:
            points = self._xy_m[self._starts[index] : self._ends[index]]
            path = path_of(points, closed=self._closed[index])
            self._paths[index] = path
        return path


def edges(shapes: AreaShapes) -> dict[AreaLevel, PathStore]:
    """The borders of each level in pieces, every stretch once: neighbours share it, and so do levels.

    A stretch belongs to the coarsest level that has it, which is drawn whenever the finer ones are.
    """
    seen = np.empty(0, dtype=np.int64)
    found = {}
    for level, areas in shapes.levels.items():
        rings = [ring for shape in areas.shapes for ring in shape.rings]
        keys = [_segment_keys(ring) for ring in rings]
        every = np.concatenate([seen, *keys])
        _, first = np.unique(every, return_index=True)
        fresh = np.zeros(len(every), dtype=np.bool_)
        fresh[first] = True
        pieces: list[NDArray[np.float64]] = []
        at = len(seen)
        for ring, own in zip(rings, keys, strict=True):
            pieces += _pieces(ring, fresh[at : at + len(own)])
            at += len(own)
        xy_m = np.vstack(pieces) if pieces else np.empty((0, 2))
        found[level] = PathStore(xy_m, [len(piece) for piece in pieces], [False] * len(pieces))
        seen = np.unique(every)
    return found


def _segment_keys(ring: NDArray[np.float64]) -> NDArray[np.int64]:
    """A number for each stretch of a closed ring, the same in both directions."""
    mm = np.round(ring * _MILLIMETRES).astype(np.int64)
    corner = mm[:, 0] * 1_000_003 + mm[:, 1] * 998_244_353
    other = np.roll(corner, -1)
    keys: NDArray[np.int64] = corner + other + (corner ^ other) * 31
    return keys


def _pieces(ring: NDArray[np.float64], fresh: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Runs of stretches that are drawn, none longer than a piece."""
    corners = np.vstack([ring, ring[:1]])
    edges_at = np.flatnonzero(np.diff(np.concatenate([[False], fresh, [False]]).astype(np.int8)))
    found = []
    for start, end in edges_at.reshape(-1, 2):
        for first in range(int(start), int(end), _PIECE):
            found.append(corners[first : min(first + _PIECE, int(end)) + 1])
    return found
