"""What a camera sends is what is painted: camera and frame number are read back from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.kit.wallfiles import WallFiles, grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.kit.simulator import Simulator
    from tests.e2e.kit.standing import StandingWall

SHOWN = ("digest-tcp", "digest-udp", "hevc", "http-ts")


def test_each_tile_shows_its_own_cameras_moving_picture_over_every_transport(
    stand: Callable[[WallFiles], StandingWall], simulator: Simulator
) -> None:
    rows = (
        simulator.row("digest-tcp"),
        simulator.row("digest-udp", transport="udp"),
        simulator.row("hevc"),
        simulator.row("http-ts", engine="vlc"),
    )
    wall = stand(WallFiles(grid(2, 2, SHOWN), rows))
    wall.until_live(*SHOWN)
    seen = {one: wall.stamp(one) for one in SHOWN}
    numbers = {one: stamp.camera_number for one, stamp in seen.items() if stamp}
    assert numbers == {one: simulator.cameras[one].number for one in SHOWN}
    wall.until_moving(*SHOWN)
    again = {one: wall.stamp(one) for one in SHOWN}
    assert {one: s.camera_number for one, s in again.items() if s} == numbers
    engines = {one: wall.tile(one).stream.engine for one in SHOWN}
    assert engines == {"digest-tcp": "av", "digest-udp": "av", "hevc": "av", "http-ts": "vlc"}
