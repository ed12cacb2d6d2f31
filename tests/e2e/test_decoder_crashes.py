"""Decoder processes die and hang: their own tiles say so and come back, and nothing else takes any notice."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import psutil

from tests.e2e.kit.wallfiles import WallFiles, grid
from wallclient.model.health import HealthState

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.e2e.kit.simulator import Simulator
    from tests.e2e.kit.standing import StandingWall

SHOWN = ("plain-1", "plain-2", "plain-3", "plain-4", "http-ts")
NOT_LIVE = (HealthState.RECONNECTING, HealthState.STALE)
SOON_MS = 30_000


def decoders(wall: StandingWall) -> dict[int, str]:
    """Process id → engine of the decoder processes that the wall names; all of them are there."""
    pids = [p.pid for p in wall.app.stores.processes.values() if p.role == "decoder"]
    return {pid: engine_of(psutil.Process(pid)) for pid in pids}


def engine_of(process: psutil.Process) -> str:
    words = process.cmdline()
    return words[words.index("--engine") + 1]


def restarts(wall: StandingWall) -> int:
    return sum(process.restarts for process in wall.app.stores.processes.values())


def harm(wall: StandingWall, qtbot: QtBot, pid: int, blow: signal.Signals) -> tuple[set[str], set[str]]:
    """Strike a decoder; returns the cameras whose tiles left live before all were back, and the others."""
    before, struck = restarts(wall), set()
    os.kill(pid, blow)

    def look() -> None:
        struck.update(one for one in SHOWN if wall.state(one) in NOT_LIVE and wall.tile(one).badge.title)
        assert struck, f"no tile minds that decoder {pid} got {blow.name}"
        assert restarts(wall) == before + 1
        assert not psutil.pid_exists(pid)
        not_back = [one for one in SHOWN if wall.state(one) is not HealthState.LIVE]
        assert not_back == []

    qtbot.waitUntil(look, timeout=SOON_MS)
    wall.until_live(*SHOWN)
    wall.until_moving(*SHOWN)
    return struck, set(SHOWN) - struck


def test_tiles_of_a_killed_or_hanging_decoder_say_so_and_come_back_and_the_others_go_on(
    stand: Callable[[WallFiles], StandingWall], simulator: Simulator, qtbot: QtBot
) -> None:
    wall = stand(WallFiles(grid(2, 3, SHOWN), simulator.rows(*SHOWN)))
    wall.until_live(*SHOWN)
    assert sorted(decoders(wall).values()) == ["av", "av", "vlc"]
    assert restarts(wall) == 0
    first, second = (pid for pid, engine in decoders(wall).items() if engine == "av")
    (vlc,) = (pid for pid, engine in decoders(wall).items() if engine == "vlc")
    killed, spared = harm(wall, qtbot, first, signal.SIGKILL)
    assert len(killed) == 2
    assert "http-ts" in spared
    hung, _ = harm(wall, qtbot, second, signal.SIGSTOP)
    assert hung == set(SHOWN) - killed - {"http-ts"}
    assert harm(wall, qtbot, vlc, signal.SIGKILL)[0] == {"http-ts"}

    assert restarts(wall) == 3
    assert sorted(decoders(wall).values()) == ["av", "av", "vlc"]
    assert not set(decoders(wall)) & {first, second, vlc}
    numbers = {one: wall.stamp(one).camera_number for one in SHOWN}
    assert numbers == {one: simulator.cameras[one].number for one in SHOWN}
