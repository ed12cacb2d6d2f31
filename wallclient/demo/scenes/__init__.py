"""Camera pictures of the simulated district: muted streets and rooms, drawn and moving.

Rule: the same scene, variant, size and number of frames give the same pictures, and the last leads back to
the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.demo.scenes.catalogue import STREETS, seed_of, street
from wallclient.demo.scenes.drawing.compose import Frame, compose, play
from wallclient.demo.scenes.rooms.catalogue import ROOMS, open_room

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PEOPLE", "SCENES", "Frame", "UnknownSceneError", "render"]

SCENES: tuple[str, ...] = tuple(STREETS)
"""Places in the district, for its cameras."""
PEOPLE: tuple[str, ...] = tuple(ROOMS)
"""People in front of a camera, for meetings."""


class UnknownSceneError(KeyError):
    """No scene has this name."""

    def __init__(self, scene: str) -> None:
        super().__init__(scene)
        self.scene = scene

    def __str__(self) -> str:
        return f"no scene is called {self.scene!r}; there are: {', '.join((*SCENES, *PEOPLE))}"


def render(scene: str, *, width_px: int, height_px: int, frames: int, variant: int = 0) -> Iterator[Frame]:
    """Yield the `frames` pictures of one seamless loop, meant for 25 a second: uint8 RGB (height, width, 3).

    `variant` (0 or more) changes hour, side, colours, people and vehicles, but not the kind of place.
    Raises UnknownSceneError for a name that is neither in SCENES nor in PEOPLE, ValueError for sizes below
    16 pixels, no frames, or a negative variant: both at the call, not at the first picture.
    """
    if scene not in STREETS and scene not in ROOMS:
        raise UnknownSceneError(scene)
    if min(width_px, height_px) < 16 or frames < 1 or variant < 0:
        raise ValueError(f"cannot draw {width_px}x{height_px}, {frames} frames, variant {variant}")
    if scene in STREETS:
        return compose(street(scene, (width_px, height_px), frames=frames, variant=variant))
    room = open_room((width_px, height_px), seed=seed_of(scene, variant), variant=variant, frames=frames)
    return play(ROOMS[scene](room), frames)
