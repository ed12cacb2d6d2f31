"""Where the name of an area stands best: inside, far from the edge. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A name looks for its place among this many points across an area.
_ANCHOR_STEPS = 9


def anchor(ring: NDArray[np.float64]) -> tuple[float, float]:
    """The point inside a ring farthest from its edge; room east and west counts half, as names are wide."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    steps = (np.arange(_ANCHOR_STEPS) + 0.5) / _ANCHOR_STEPS
    grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2) * (high - low) + low
    # A coarse outline serves as well here, and a long one would cost a tenth of a second per district.
    ring = ring[:: max(1, len(ring) // 80)]
    inside = grid[_contains(ring, grid)]
    if not len(inside):
        centre = (low + high) / 2
        return float(centre[0]), float(centre[1])
    room = np.abs(inside[:, None, :] - ring[None, :, :]) * (0.5, 1.0)
    best = inside[np.argmax(np.hypot(room[..., 0], room[..., 1]).min(axis=1))]
    return float(best[0]), float(best[1])


def _contains(ring: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Even-odd rule for all points at once."""
    ax, ay = ring[:, 0], ring[:, 1]
    bx, by = np.roll(ax, -1), np.roll(ay, -1)
    px, py = points[:, 0:1], points[:, 1:2]
    crosses = (ay > py) != (by > py)
    rise = np.where(by == ay, 1.0, by - ay)
    left = px < (bx - ax) * (py - ay) / rise + ax
    inside: NDArray[np.bool_] = (np.count_nonzero(crosses & left, axis=1) % 2).astype(np.bool_)
    return inside
