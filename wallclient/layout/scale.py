"""How large things are: type follows the viewing distance, space follows the canvas that a place is drawn on.

Type is measured in minutes of arc: `u = distance · tan(1′) / pixel pitch` pixels a minute, `size = k · u`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallclient.layout.file import Screen
    from wallclient.layout.monitors import Monitor

TAN_1_ARCMIN = math.tan(math.radians(1 / 60))
SMALLEST_PX = 14  # design pixels
CANVAS_WIDTH = 1920  # design pixels across a wall of several panels

# Classes of type: em in minutes of arc.
K_REF, K_READ, K_LEAD, K_HEAD, K_FIG = 17, 22, 28, 36, 56

_PANEL_MM = 1217.3  # 55 inch, 16:9
# A monitor between these is a panel of a wall; a controller in front of it often says something else.
_PANEL_AT_LEAST_MM, _PANEL_AT_MOST_MM = 850, 2300
_PITCH_MM = (0.05, 3.0)
_RATIOS = ((16, 9), (16, 10), (4, 3), (5, 4), (21, 9))


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of place: up to which distance, the `u` of its drawings, and the width of a usual screen."""

    up_to_m: float
    u: float
    width_mm: float


DESK = Place(1.5, 0.872, 597.7)
ROOM = Place(4.0, 1.009, 1660.7)
WALL = Place(math.inf, 1.223, _PANEL_MM)


@dataclass(frozen=True, slots=True)
class Measure:
    """Measures of one screen, in the toolkit's pixels.

    `u_px`: pixels per minute of arc; `unit`: pixels per design pixel, for margins and the like.
    `width_mm` is what was counted with; `guessed` says that nobody told it.
    """

    u_px: float
    unit: float
    width_mm: float
    guessed: bool = False

    @property
    def u(self) -> float:
        """Design pixels per minute of arc: the number in the table of the look."""
        return self.u_px / self.unit


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Sizes of the five classes of type, in whole pixels."""

    ref: int
    read: int
    lead: int
    head: int
    fig: int


def type_sizes(u: float, zoom_percent: int = 100, smallest_px: int = SMALLEST_PX) -> TypeSizes:
    """Sizes at `u` pixels per minute of arc; nothing gets smaller than `smallest_px`."""
    u *= zoom_percent / 100
    return TypeSizes(*(max(smallest_px, round(k * u)) for k in (K_REF, K_READ, K_LEAD, K_HEAD, K_FIG)))


def pixels_per_arcmin(distance_m: float, width_mm: float, width_px: float) -> float:
    """`u` of a picture of `width_px` pixels which is `width_mm` wide, seen from `distance_m`."""
    return distance_m * 1000.0 * TAN_1_ARCMIN * width_px / width_mm


def place_of(distance_m: float) -> Place:
    """Desk, meeting room or wall, by the distance."""
    return next(place for place in (DESK, ROOM, WALL) if distance_m < place.up_to_m)


def measure(screen: Screen, monitor: Monitor) -> Measure:
    """Measures of `screen` on `monitor`."""
    width_px = monitor.width_px / monitor.dpr
    width_mm, guessed = picture_width_mm(screen, monitor)
    u_px = pixels_per_arcmin(screen.distance_m, width_mm, width_px)
    return Measure(u_px, _unit(screen, width_px, u_px), width_mm, guessed)


def picture_width_mm(screen: Screen, monitor: Monitor) -> tuple[float, bool]:
    """Width of the picture, and whether it is a guess: the layout's word, the monitor's, or a usual one."""
    if screen.width_mm > 0:
        return screen.width_mm, False
    if screen.scale > 1:
        return _width_of_panels_mm(screen.scale, monitor)
    if edid_lies(monitor):
        return place_of(screen.distance_m).width_mm, True
    return float(monitor.width_mm), False


def _width_of_panels_mm(panels: float, monitor: Monitor) -> tuple[float, bool]:
    """Several panels behind one output: EDID may tell of one panel, of all together, or of something else."""
    if not edid_lies(monitor):
        for total in (monitor.width_mm * panels, float(monitor.width_mm)):
            if _PANEL_AT_LEAST_MM <= total / panels <= _PANEL_AT_MOST_MM:
                return total, False
    return _PANEL_MM * panels, True


def edid_lies(monitor: Monitor) -> bool:
    """Whether the told size cannot be true: none at all, or the shape (16 x 9) instead of the size."""
    wide, high = monitor.width_mm, monitor.height_mm
    if wide <= 0 or high <= 0:
        return True
    if any((wide, high) in ((a, b), (a * 10, b * 10)) for a, b in _RATIOS):
        return True
    return not _PITCH_MM[0] <= wide / monitor.width_px <= _PITCH_MM[1]


def _unit(screen: Screen, width_px: float, u_px: float) -> float:
    """Pixels per design pixel: a wall of panels is 1920 of them wide, else space keeps its ratio to type."""
    if screen.scale > 1:
        return width_px / CANVAS_WIDTH
    return max(1.0, round(4 * u_px / place_of(screen.distance_m).u) / 4)
