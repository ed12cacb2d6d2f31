"""Hulls.

Rule: the water line is at y = 0; a hull reaches a little below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.mesh import Face
from wallclient.demo.scenes.drawing.palette import dim

if TYPE_CHECKING:
    from wallclient.demo.scenes.drawing.palette import Colour

_OUTLINE = ((0.5, 0.0), (0.36, 0.32), (0.12, 0.5), (-0.36, 0.46), (-0.5, 0.34))
"""Half a deck from bow to stern: parts of the length and of the width."""


def boat(length_m: float, width_m: float, height_m: float, colour: Colour) -> list[Face]:
    """Sides, gunwale and the open inside."""
    half = [(f * length_m, r * width_m) for f, r in _OUTLINE]
    ring = [*half, *[(f, -r) for f, r in reversed(half[1:])]]
    faces = []
    for i, (f, r) in enumerate(ring):
        g, q = ring[(i + 1) % len(ring)]
        side = ((f * 0.9, r * 0.75, -0.15), (g * 0.9, q * 0.75, -0.15), (g, q, height_m), (f, r, height_m))
        faces.append(Face(side, colour))
    top = tuple((f, r, height_m) for f, r in ring)
    inside = tuple((f * 0.9, r * 0.86, height_m) for f, r in ring)
    return [*faces, Face(top, dim(colour, 1.25)), Face(inside, dim(colour, 0.62))]
