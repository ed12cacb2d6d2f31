"""Which streams to run for the tiles that are to be seen, and how large. Pure: demands in, a plan out.

One stream per camera and profile however many tiles show it; what is not seen is not asked for. Small
changes of size change nothing: every change of a plan is work for a decoder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wallclient.model.cameras import ProfileName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wallclient.model.cameras import Camera, StreamProfile

# Drawn wider than this share of the sub stream, a tile gets the main stream; it goes back a good deal lower.
_UP, _DOWN = 1.25, 1.10
_SUB_GUESS_PX = (640, 360)
_STEP_PX = 2
_SMALLEST_PX = 16
# So much larger than needed may a picture stay before it is made smaller.
_SLACK = 1.2


@dataclass(frozen=True, slots=True)
class TileDemand:
    """What one tile wants: a camera at a size in device pixels."""

    camera_id: str
    width_px: int
    height_px: int
    visible: bool = True
    focused: bool = False


@dataclass(frozen=True, slots=True)
class StreamPlan:
    """One stream to run. `max_fps` 0: all pictures. `url` holds no credentials, `credential` is a name."""

    key: str
    camera_id: str
    profile: str
    engine: str
    width_px: int
    height_px: int
    url: str
    transport: str = "tcp"
    credential: str = ""
    max_fps: float = 0.0

    def same_source(self, other: StreamPlan) -> bool:
        """Can a running stream serve the other plan without connecting anew?"""
        mine = (self.key, self.camera_id, self.engine, self.url, self.transport, self.credential)
        return mine == (
            other.key,
            other.camera_id,
            other.engine,
            other.url,
            other.transport,
            other.credential,
        )


@dataclass(frozen=True, slots=True)
class Direction:
    """The streams, those of focused tiles first, and for each tile the key of the stream it shows."""

    plans: tuple[StreamPlan, ...] = ()
    tiles: Mapping[str, str] = field(default_factory=dict)

    def plan(self, key: str) -> StreamPlan | None:
        return next((plan for plan in self.plans if plan.key == key), None)


def stream_key(camera_id: str, profile: str) -> str:
    """Key of a camera's stream; the camera's id may hold anything, the profile no slash."""
    return f"{camera_id}/{profile}"


def direct(
    demands: Mapping[str, TileDemand], camera_of: Callable[[str], Camera | None], previous: Direction
) -> Direction:
    """The streams that serve `demands` (by tile id), given what ran before."""
    before = {plan.key: plan for plan in previous.plans}
    sizes: dict[str, tuple[int, int]] = {}
    sources: dict[str, tuple[Camera, StreamProfile]] = {}
    tiles: dict[str, str] = {}
    for tile, demand in sorted(demands.items(), key=lambda item: not item[1].focused):
        camera = camera_of(demand.camera_id)
        if not demand.visible or camera is None or min(demand.width_px, demand.height_px) <= 0:
            continue
        profile = _profile(camera, demand, previous.tiles.get(tile, ""))
        if profile is None:
            continue
        key = stream_key(camera.id, profile.name)
        tiles[tile] = key
        sources[key] = (camera, profile)
        width_px, height_px = sizes.get(key, (0, 0))
        sizes[key] = (max(width_px, demand.width_px), max(height_px, demand.height_px))
    plans = tuple(_plan(*sources[key], size, before.get(key)) for key, size in sizes.items())
    return Direction(plans, tiles)


def _profile(camera: Camera, demand: TileDemand, previous_key: str) -> StreamProfile | None:
    main, sub = camera.profile(ProfileName.MAIN), camera.profile(ProfileName.SUB)
    if main is None or sub is None:
        return main or sub
    sub_width = sub.width_px or _SUB_GUESS_PX[0]
    sub_height = sub.height_px or _SUB_GUESS_PX[1]
    drawn_px = min(float(demand.width_px), demand.height_px * sub_width / sub_height)
    limit = _DOWN if previous_key == stream_key(camera.id, main.name) else _UP
    return sub if drawn_px <= limit * sub_width else main


def _plan(
    camera: Camera, profile: StreamProfile, wanted: tuple[int, int], before: StreamPlan | None
) -> StreamPlan:
    width_px, height_px = _size(wanted, profile)
    if before is not None and _fits(before, (width_px, height_px)):
        width_px, height_px = before.width_px, before.height_px
    return StreamPlan(
        key=stream_key(camera.id, profile.name),
        camera_id=camera.id,
        profile=profile.name.value,
        engine=camera.engine,
        width_px=width_px,
        height_px=height_px,
        url=profile.url,
        transport=profile.transport,
        credential=camera.credential,
    )


def _fits(before: StreamPlan, needed: tuple[int, int]) -> bool:
    width_px, height_px = needed
    large_enough = before.width_px >= width_px and before.height_px >= height_px
    return large_enough and before.width_px <= _SLACK * width_px and before.height_px <= _SLACK * height_px


def _size(wanted: tuple[int, int], profile: StreamProfile) -> tuple[int, int]:
    """Size of the ring: in steps, in the profile's aspect and never larger than its pictures, where known."""
    width_px, height_px = (max(_SMALLEST_PX, -(-side // _STEP_PX) * _STEP_PX) for side in wanted)
    if profile.width_px <= 0 or profile.height_px <= 0:
        return width_px, height_px
    scale = min(wanted[0] / profile.width_px, wanted[1] / profile.height_px)
    fitted = max(_SMALLEST_PX, -(-round(profile.width_px * scale) // _STEP_PX) * _STEP_PX)
    if fitted >= profile.width_px:
        return profile.width_px, profile.height_px
    return fitted, max(2, 2 * round(fitted * profile.height_px / profile.width_px / 2))
