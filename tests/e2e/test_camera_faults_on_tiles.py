"""Each fault of a camera has its own honest badge, and each tile is live again when the fault is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.e2e.kit.wallfiles import WallFiles, grid
from wallclient.demo.cameras.stamp import read_stamp
from wallclient.model.health import HealthState as S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from pytestqt.qtbot import QtBot

    from tests.e2e.kit.simulator import Simulator
    from tests.e2e.kit.standing import StandingWall

# Camera → its fault, and what its tile has to have said at some time.
FAULTS = {
    "plain-1": ("freeze", {S.STALE}),
    "plain-2": ("stall", {S.STALE, S.RECONNECTING}),
    "plain-3": ("drop", {S.RECONNECTING, S.OFFLINE}),
    "plain-4": ("half_open", {S.STALE, S.RECONNECTING}),
    "digest-tcp": ("refuse", {S.REFUSED}),
    "http-ts": ("stall", {S.STALE, S.RECONNECTING}),
}
SHOWN = tuple(FAULTS)
FAULT_MS = 40_000
# After a refusal the wall asks again only after half a minute, so that no account is locked.
HEAL_MS = 70_000


@pytest.fixture
def sick(simulator: Simulator) -> Iterator[Simulator]:
    """The simulator, healed afterwards."""
    yield simulator
    for camera_id in simulator.cameras:
        simulator.set_fault(camera_id, "none")


def grey_share(picture: NDArray[np.uint8]) -> float:
    """Share of the pixels below the plate of a stale tile that have no colour."""
    lower = picture[picture.shape[0] // 3 :, :, :3].astype(int)
    return float((np.ptp(lower, axis=2) <= 6).mean())


def has_yellow_plate(wall: StandingWall, camera_id: str) -> bool:
    yellow = wall.tile(camera_id).theme.colours.yellow
    corner = wall.picture(camera_id)[4, 4, :3]
    return tuple(corner[::-1]) == (yellow.red(), yellow.green(), yellow.blue())


def test_every_fault_has_its_honest_badge_and_every_tile_recovers(
    stand: Callable[[WallFiles], StandingWall], sick: Simulator, qtbot: QtBot
) -> None:
    wall = stand(WallFiles(grid(2, 3, SHOWN), sick.rows(*SHOWN)))
    wall.until_live(*SHOWN)
    for camera_id, (fault, _) in FAULTS.items():
        sick.set_fault(camera_id, fault)
    seen: dict[str, set[S]] = {one: set() for one in SHOWN}
    plates: set[str] = set()

    def every_badge_was_shown() -> None:
        for camera_id, (fault, wanted) in FAULTS.items():
            state, badge = wall.state(camera_id), wall.tile(camera_id).badge
            if state is not None and state is not S.LIVE:
                assert badge.title, f"{camera_id} is {state} and its tile does not say so"
                seen[camera_id].add(state)
            if badge.stale and has_yellow_plate(wall, camera_id):
                plates.add(camera_id)
            assert seen[camera_id] & wanted, f"{camera_id} with {fault}: only {seen[camera_id]}"
        assert plates >= {"plain-1", "plain-2"}, f"yellow plates on {plates}"
        live = [one for one in SHOWN if wall.state(one) is S.LIVE]
        assert not live, f"{live} are live again with their faults"

    qtbot.waitUntil(every_badge_was_shown, timeout=FAULT_MS)
    assert S.REFUSED not in set().union(*(seen[one] for one in SHOWN if one != "digest-tcp"))

    for camera_id in SHOWN:
        sick.set_fault(camera_id, "none")
    wall.until_live(*SHOWN, timeout_ms=HEAL_MS)
    wall.until_moving(*SHOWN)
    numbers = {one: wall.stamp(one).camera_number for one in SHOWN}
    assert numbers == {one: sick.cameras[one].number for one in SHOWN}


@pytest.mark.parametrize("camera_id", ["plain-5", "hevc"])
def test_garbage_is_never_painted_and_the_last_good_picture_turns_grey(
    camera_id: str, stand: Callable[[WallFiles], StandingWall], sick: Simulator, qtbot: QtBot
) -> None:
    wall = stand(WallFiles(grid(1, 1, [camera_id]), sick.rows(camera_id)))
    wall.until_live(camera_id)
    sick.set_fault(camera_id, "garbage")
    looks = {"live": 0, "grey": 0, "plate": 0}

    def look() -> None:
        tile, picture = wall.tile(camera_id), wall.picture(camera_id)
        if tile.badge.covers:
            looks["plate"] += 1
        else:
            stamp = read_stamp(picture)
            assert stamp is not None, "a picture without a valid stamp stands on the screen"
            assert stamp.camera_number == sick.cameras[camera_id].number
            looks["grey" if tile.badge.stale else "live"] += 1
            if tile.badge.stale:
                assert grey_share(picture) > 0.99

    def went_through_it() -> bool:
        look()
        return looks["grey"] > 20 and wall.state(camera_id) is not S.LIVE

    qtbot.waitUntil(went_through_it, timeout=FAULT_MS)
    sick.set_fault(camera_id, "none")
    wall.until_live(camera_id, timeout_ms=HEAL_MS)
    wall.until_moving(camera_id)


def test_another_size_in_mid_stream_is_shown_as_a_live_picture(
    stand: Callable[[WallFiles], StandingWall], sick: Simulator, qtbot: QtBot
) -> None:
    shown = ("plain-6", "http-ts")
    wall = stand(WallFiles(grid(1, 2, shown), sick.rows(*shown)))
    wall.until_live(*shown)
    for camera_id in shown:
        sick.set_fault(camera_id, "resolution")
    frames: dict[str, set[int]] = {one: set() for one in shown}

    def went_on_live_for_two_groups_of_pictures() -> None:
        for camera_id in shown:
            stamp = wall.stamp(camera_id)
            assert wall.state(camera_id) is S.LIVE
            if stamp is not None:
                assert stamp.camera_number == sick.cameras[camera_id].number
                frames[camera_id].add(stamp.frame_number)
            assert len(frames[camera_id]) > 40, f"{camera_id}: {len(frames[camera_id])} frames seen"

    qtbot.waitUntil(went_on_live_for_two_groups_of_pictures, timeout=FAULT_MS)
    wall.until_live(*shown)
    assert {one: wall.stream(one).figures.reconnects for one in shown} == dict.fromkeys(shown, 0)
