"""Every place by name: its camera, its lamps and how it is furnished.

Rule: a new place is one entry here; the order is the order in which cameras are given their places.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from wallclient.demo.scenes.drawing.palette import light_of
from wallclient.demo.scenes.drawing.stage import Size, Stage, open_stage
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

    from wallclient.demo.scenes.drawing.palette import Lamp, Light
    from wallclient.demo.scenes.drawing.perspective import Camera


@dataclass(frozen=True, slots=True)
class Scene:
    """A place: how its camera stands, what lights it after dark, how it is furnished."""

    camera: Camera
    furnish: Callable[[Stage], None]
    lamps: tuple[Lamp, ...] = ()
    indoors: Callable[[Light], Light] | None = None
    """For rooms: the light inside at an hour outside."""


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
    "service_hall": Scene(service_hall.CAMERA, service_hall.furnish, indoors=service_hall.indoors),
}


def seed_of(scene: str, variant: int) -> int:
    """The same on every machine and in every process."""
    return zlib.crc32(f"{scene}/{variant}".encode())


def street(scene: str, size: Size, *, frames: int, variant: int, light: Light | None = None) -> Stage:
    """A place, furnished. The variant chooses hour, side and height of the camera and all the dice of the
    furnishing; `light` overrides the hour."""
    place, seed = STREETS[scene], seed_of(scene, variant)
    rng = Random(seed)
    hour = light or light_of(rng, variant)
    camera = replace(place.camera, width_px=size[0], height_px=size[1])
    if variant:
        camera = replace(
            camera,
            mirror=rng.random() < 0.5,
            eye_m=camera.eye_m * rng.uniform(0.94, 1.12),
            shift=camera.shift + rng.uniform(-0.08, 0.08),
        )
    inside = place.indoors(hour) if place.indoors else hour.with_lamps(place.lamps)
    stage = open_stage(camera, inside, seed=seed, variant=variant, frames=frames)
    place.furnish(stage)
    return stage
