"""Camera pictures of the simulated district: muted streets and rooms, drawn and moving.

Rule: the same scene, variant and number of frames gives the same pictures, and the last leads back to the first.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from wallclient.demo.scenes.catalogue import STREETS
from wallclient.demo.scenes.drawing.compose import Frame, compose, play
from wallclient.demo.scenes.drawing.palette import light_of
from wallclient.demo.scenes.drawing.perspective import Camera
from wallclient.demo.scenes.drawing.stage import open_stage
from wallclient.demo.scenes.rooms.catalogue import ROOMS, open_room

if TYPE_CHECKING:
    from collections.abc import Iterator

SCENES: tuple[str, ...] = tuple(STREETS)
PEOPLE: tuple[str, ...] = tuple(ROOMS)


def render(
    scene: str, *, width_px: int, height_px: int, frames: int, variant: int = 0, light=None
) -> Iterator[Frame]:
    seed = zlib.crc32(f"{scene}/{variant}".encode())
    if scene in ROOMS:
        camera = Camera(width_px, height_px)
        return play(ROOMS[scene](open_room(camera, seed=seed, variant=variant, frames=frames)), frames)
    place = STREETS[scene]
    rng = Random(seed)
    camera = replace(place.camera, width_px=width_px, height_px=height_px)
    light = light or light_of(rng, variant)
    if place.indoors:
        from wallclient.demo.scenes.streets.service_hall import indoors

        light = indoors(light)
    if variant:
        camera = replace(
            camera,
            mirror=place.mirrored and rng.random() < 0.5,
            eye_m=camera.eye_m * rng.uniform(0.94, 1.12),
            shift=camera.shift + rng.uniform(-0.08, 0.08),
        )
    stage = open_stage(camera, seed=seed, variant=variant, frames=frames, light=light.with_lamps(place.lamps))
    place.furnish(stage)
    return compose(stage)
