"""Whether a camera looks at a place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallclient.model.cameras import Camera

# Farther away a camera may look towards a place, but shows nothing of it.
FACING_WITHIN_M = 280.0


def facing(camera: Camera, place: tuple[float, float], distance_m: float) -> bool:
    """Whether `place` (lon, lat) lies in the camera's field of view and near enough; False if unknown."""
    if camera.bearing_deg is None or camera.lon is None or camera.lat is None or distance_m > FACING_WITHIN_M:
        return False
    east = (place[0] - camera.lon) * math.cos(math.radians(camera.lat))
    to_place = math.degrees(math.atan2(east, place[1] - camera.lat))
    off = abs((to_place - camera.bearing_deg + 180) % 360 - 180)
    return off <= camera.view_deg / 2
