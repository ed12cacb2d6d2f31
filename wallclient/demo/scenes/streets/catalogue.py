"""Every place by name: its camera, its lamps and how it is furnished.

Rule: a new place is one entry here; the order is the order in which cameras are given their places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.demo.scenes.streets import crossroads

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.demo.scenes.palette import Lamp
    from wallclient.demo.scenes.perspective import Camera
    from wallclient.demo.scenes.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    camera: Camera
    furnish: Callable[[Stage], None]
    lamps: tuple[Lamp, ...] = ()
    mirrored: bool = True
    """Whether variants may show it mirrored."""


STREETS: dict[str, Scene] = {
    "crossroads": Scene(crossroads.CAMERA, crossroads.furnish, crossroads.LAMPS),
}
