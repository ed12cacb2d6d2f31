"""Which streams a layout will show first, so that their pictures can be made before the wall opens.

A guess that is wrong costs a tile some seconds, nothing else: what is not made yet is made when it is asked
for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wallclient.demo.district.devices.outputs import wall_cameras
from wallclient.layout.kinds.cameras import CamerasOptions
from wallclient.layout.kinds.meeting import MeetingOptions
from wallclient.layout.load import find, load
from wallclient.layout.presets import tile_grid
from wallclient.model.choosing import choose
from wallclient.rules.circles import distances_m

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wallclient.demo.district.devices.catalogue import DemoCamera
    from wallclient.layout.file import LayoutFile

LAYOUTS = Path(__file__).resolve().parents[2] / "layouts"


def streams_of(
    layout_name: str, cameras: Sequence[DemoCamera], incident: tuple[float, float]
) -> list[tuple[str, str]]:
    """(camera id, profile) of what the layout shows, each once. Raises `Problems` for a layout with mistakes.

    `incident`: lon, lat of the one that the wall will choose first.
    """
    path = Path(layout_name) if layout_name.endswith(".toml") else find(layout_name, LAYOUTS)
    return list(dict.fromkeys(_streams(load(path), cameras, incident)))


def _streams(
    layout: LayoutFile, cameras: Sequence[DemoCamera], incident: tuple[float, float]
) -> Iterator[tuple[str, str]]:
    ordinary = [camera for camera in cameras if camera.kind != "meeting"]
    for screen in layout.screens:
        for pane in screen.panes:
            options = pane.options
            if isinstance(options, CamerasOptions):
                tiles = len(tile_grid(options).cells)
                if options.source == "nearest":
                    found = _nearest(ordinary, tiles, incident)
                else:
                    found = _choose(options.cameras, tiles, ordinary)
                profile = "main" if tiles == 1 else "sub"
                yield from ((camera.id, profile) for camera in found)
            elif isinstance(options, MeetingOptions) and options.style != "roll":
                meeting = [camera for camera in cameras if camera.kind == "meeting"]
                yield from ((camera.id, "main" if n == 0 else "sub") for n, camera in enumerate(meeting))


def _nearest(cameras: Sequence[DemoCamera], count: int, place: tuple[float, float]) -> list[DemoCamera]:
    metres = distances_m(*place, [c.lon for c in cameras], [c.lat for c in cameras])
    return [cameras[i] for i in metres.argsort(kind="stable")[:count]]


def _choose(wishes: Sequence[str], count: int, cameras: Sequence[DemoCamera]) -> list[DemoCamera]:
    """Cameras that the wall will choose for the same wishes."""
    by_id = {camera.id: camera for camera in cameras}
    found, _unknown = choose(wishes, count, wall_cameras(cameras, 0, 0))
    return [by_id[camera.id] for camera in found if camera is not None]
