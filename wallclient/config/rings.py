"""Arithmetic of rings (closed outlines): their area, and a point that is surely inside. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallclient.model.areas import Ring

# Heights, as shares of the outline's height, at which a point inside is looked for; the middle first.
_CUTS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)


def signed_area(ring: Ring) -> float:
    """Area in square units of the coordinates; positive if the ring runs counter-clockwise."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _edges(ring)) / 2.0


def contains(ring: Ring, point: tuple[float, float]) -> bool:
    """Whether the point lies inside (even-odd rule)."""
    x, y = point
    return sum(1 for crossing in _crossings(ring, y) if crossing > x) % 2 == 1


def inner_point(rings: tuple[Ring, ...]) -> tuple[float, float]:
    """A point for the name of an area: the centroid of its largest part, or one inside of it."""
    largest = max(rings, key=lambda ring: abs(signed_area(ring)))
    centroid = _centroid(largest)
    if contains(largest, centroid):
        return centroid
    return _middle_of_widest_cut(largest) or centroid


def _edges(ring: Ring) -> zip[tuple[tuple[float, float], tuple[float, float]]]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def _crossings(ring: Ring, y: float) -> list[float]:
    """Where the outline crosses the horizontal line at `y`, from left to right."""
    return sorted(
        x0 + (y - y0) * (x1 - x0) / (y1 - y0) for (x0, y0), (x1, y1) in _edges(ring) if (y0 > y) != (y1 > y)
    )


def _centroid(ring: Ring) -> tuple[float, float]:
    # Relative to the first point: products of coordinates near (120, 31) would lose the last digits.
    ox, oy = ring[0]
    shifted = tuple((x - ox, y - oy) for x, y in ring)
    area = signed_area(shifted)
    if area == 0:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    cx = cy = 0.0
    for (x0, y0), (x1, y1) in _edges(shifted):
        cross = x0 * y1 - x1 * y0
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
    return ox + cx / (6 * area), oy + cy / (6 * area)


def _middle_of_widest_cut(ring: Ring) -> tuple[float, float] | None:
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    best: tuple[float, float] | None = None
    widest = 0.0
    for share in _CUTS:
        y = low + share * (high - low)
        crossings = _crossings(ring, y)
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            if right - left > widest:
                widest, best = right - left, ((left + right) / 2, y)
    return best
