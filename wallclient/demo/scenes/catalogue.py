"""Every place by name: its camera, its lamps and how it is furnished.

Rule: a new place is one entry here; the order is the order in which cameras are given their places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.demo.scenes.streets import (
    avenue,
    bus_stop,
    crossroads,
    demolition,
    estate_gate,
    lane,
    market,
    overpass,
    promenade,
    school_gate,
    service_hall,
    square,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.demo.scenes.drawing.palette import Lamp
    from wallclient.demo.scenes.drawing.perspective import Camera
    from wallclient.demo.scenes.drawing.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    camera: Camera
    furnish: Callable[[Stage], None]
    lamps: tuple[Lamp, ...] = ()
    mirrored: bool = True
    """Whether variants may show it mirrored."""
    indoors: bool = False


STREETS: dict[str, Scene] = {
    "crossroads": Scene(crossroads.CAMERA, crossroads.furnish, crossroads.LAMPS),
    "avenue": Scene(avenue.CAMERA, avenue.furnish, avenue.LAMPS),
    "lane": Scene(lane.CAMERA, lane.furnish, lane.LAMPS),
    "estate_gate": Scene(estate_gate.CAMERA, estate_gate.furnish, estate_gate.LAMPS),
    "square": Scene(square.CAMERA, square.furnish, square.LAMPS),
    "market": Scene(market.CAMERA, market.furnish, market.LAMPS),
    "promenade": Scene(promenade.CAMERA, promenade.furnish, promenade.LAMPS),
    "school_gate": Scene(school_gate.CAMERA, school_gate.furnish, school_gate.LAMPS),
    "bus_stop": Scene(bus_stop.CAMERA, bus_stop.furnish, bus_stop.LAMPS),
    "overpass": Scene(overpass.CAMERA, overpass.furnish, overpass.LAMPS),
    "demolition": Scene(demolition.CAMERA, demolition.furnish, demolition.LAMPS),
    "service_hall": Scene(service_hall.CAMERA, service_hall.furnish, indoors=True),
}
