"""Signs as small SVG pictures: severity, camera, worker. Only numbers and colours: nothing to escape."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallclient.report.colours import DayColours

_SHAPES: dict[int, tuple[tuple[float, float], ...]] = {
    1: ((-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)),
    2: ((0, -0.95), (1.04, 0.84), (-1.04, 0.84)),
    3: ((0, -1), (1, 0), (0, 1), (-1, 0)),
}
_NUMERAL = "font:700 {size}px Inter,'Noto Sans CJK SC',sans-serif"


def severity_svg(colours: DayColours, severity: int, size_px: int) -> str:
    """Severity as colour, silhouette and numeral, with a rim of paper."""
    number = min(max(severity, 1), 4)
    colour, c, r = colours.of_severity(number), size_px / 2, size_px / 2 - 3
    rim = f'stroke="{colours.bg}" stroke-width="5" stroke-linejoin="round" paint-order="stroke"'
    numeral_y = c + size_px * (0.24 if number == 2 else 0.18)
    if number == 4:
        stroke = max(2.0, size_px * 0.1)
        ring = f'fill="none" stroke="{colour}" stroke-width="{stroke:.1f}"'
        shape = (
            f'<circle cx="{c}" cy="{c}" r="{r}" fill="{colours.bg}"/>'
            f'<circle cx="{c}" cy="{c}" r="{r - stroke / 2}" {ring}/>'
        )
    else:
        corners = " ".join(f"{c + x * r:.1f},{c + y * r:.1f}" for x, y in _SHAPES[number])
        shape = f'<polygon points="{corners}" fill="{colour}" {rim}/>'
    ink = colour if number == 4 else colours.bg
    numeral = (
        f'<text x="{c}" y="{numeral_y:.1f}" text-anchor="middle" fill="{ink}" '
        f'style="{_NUMERAL.format(size=round(size_px * 0.48))}">{number}</text>'
    )
    return _svg(size_px, shape + numeral)


def camera_svg(colours: DayColours, bearing_deg: float | None, *, seeing: bool, offline: bool) -> str:
    """A triangle whose tip is the camera and which opens where it looks; outline only if it is offline."""
    size = 26 if seeing else 20
    colour, long = (colours.t1, 10) if seeing else (colours.t3, 8)
    c = size / 2
    if bearing_deg is None:
        return _svg(size, f'<circle cx="{c}" cy="{c}" r="3" fill="{colour}"/>')
    paint = (
        f'fill="none" stroke="{colour}" stroke-width="1.2"'
        if offline
        else f'fill="{colour}" stroke="{colours.bg}" stroke-width="1"'
    )
    half = long * 0.52
    points = f"{c},{c} {c - half:.1f},{c - long:.1f} {c + half:.1f},{c - long:.1f}"
    return _svg(
        size, f'<polygon points="{points}" {paint} transform="rotate({bearing_deg % 360:.0f} {c} {c})"/>'
    )


def cone_points(
    lon: float, lat: float, bearing_deg: float, view_deg: float, radius_m: float
) -> list[tuple[float, float]]:
    """(lat, lon) corners of a camera's field of view."""
    east = radius_m / (111_319.49 * math.cos(math.radians(lat)))
    north = radius_m / 111_319.49
    steps = [bearing_deg - view_deg / 2 + view_deg * i / 8 for i in range(9)]
    arc = [(lat + north * math.cos(math.radians(a)), lon + east * math.sin(math.radians(a))) for a in steps]
    return [(lat, lon), *arc]


def worker_svg(colours: DayColours, *, lost: bool) -> str:
    if lost:
        ring = f'<circle cx="9" cy="9" r="5" fill="{colours.bg}" stroke="{colours.t3}" stroke-width="1.6"/>'
        return _svg(18, ring)
    return _svg(
        18, f'<circle cx="9" cy="9" r="5.5" fill="{colours.t1}" stroke="{colours.bg}" stroke-width="2"/>'
    )


def _svg(size: float, inner: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
        f'viewBox="0 0 {size} {size}" aria-hidden="true">{inner}</svg>'
    )
