"""Carriageways along the view: surface, wheel tracks, lane lines and kerbs.

Rule: a road is painted on the ground only; what drives on it is traffic.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import ASPHALT, KERB, MARKING, MARKING_YELLOW, Colour, dim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallclient.demo.scenes.drawing.ground import Ground

FAR_M = 420.0
_TRACK: Colour = (58, 59, 56)


def carriageway(
    ground: Ground,
    x0: float,
    x1: float,
    lanes: Sequence[float],
    *,
    z0: float = 1.0,
    z1: float = FAR_M,
    kerbs: tuple[bool, bool] = (True, True),
) -> None:
    """A road from x0 to x1; `lanes` are the x of the dashed lines between its lanes."""
    ground.strip(x0, x1, z0, z1, ASPHALT)
    edges = [x0, *lanes, x1]
    for a, b in itertools.pairwise(edges):
        middle = (a + b) / 2
        for offset in (-0.75, 0.75):
            ground.strip(middle + offset - 0.28, middle + offset + 0.28, z0, z1, _TRACK, 0.3)
    for x in lanes:
        ground.dashes(x, max(z0, 2.0), min(z1, 260), MARKING)
    for x, drop, wanted in ((x0, 1, kerbs[0]), (x1, -1, kerbs[1])):
        if wanted:
            ground.strip(x + drop * 0.3, x + drop * 0.42, z0, z1, MARKING, 0.8)
            ground.kerb(x, z0, z1, KERB, drop=drop)


def double_line(ground: Ground, x: float, z0: float, z1: float) -> None:
    for side in (-1, 1):
        ground.strip(x + side * 0.16 - 0.07, x + side * 0.16 + 0.07, z0, z1, MARKING_YELLOW)


def cross_road(ground: Ground, z0: float, z1: float, *, reach_m: float = 300.0) -> None:
    """A road across the view with a dashed middle."""
    ground.strip(-reach_m, reach_m, z0, z1, ASPHALT)
    for z in (z0 + (z1 - z0) * 0.25, z0 + (z1 - z0) * 0.75):
        for offset in (-0.75, 0.75):
            ground.strip(-reach_m, reach_m, z + offset - 0.25, z + offset + 0.25, _TRACK, 0.3)
    ground.dashes_across((z0 + z1) / 2, -120, 120, MARKING)
    ground.kerb_across(z1 + 0.1, -reach_m, reach_m, KERB, drop=-1)
    ground.strip(-reach_m, reach_m, z0 - 0.25, z0, dim(KERB, 1.02))


def manhole(ground: Ground, x: float, z: float) -> None:
    ground.disc(x, z, 0.42, 0.42, (60, 60, 57), 0.9)
    ground.disc(x, z, 0.33, 0.33, (72, 72, 68), 0.9)


def patch(ground: Ground, x: float, z: float, wide: float, long: float) -> None:
    """A mended place."""
    ground.strip(x - wide / 2, x + wide / 2, z, z + long, (60, 61, 58), 0.55)
