"""PySide6 takes no references that it does not give back: releases that do end in an abort after minutes."""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING

from tests.e2e.kit.platform import OPERATOR_TOKEN, Platform, incident, told
from tests.e2e.kit.wallfiles import WallFiles
from wallclient.model.instant import Instant

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.e2e.kit.simulator import Simulator
    from tests.e2e.kit.standing import StandingWall

TURNS = 2000
# Objects that come and go hold a few hundred; the releases meant here take several at every single call.
SLACK = 500
SHOWN = ("plain-1", "plain-2", "plain-3", "http-ts")
EVERYTHING = """\
version = 1
name = "everything"
[[screens]]
id = "main"
ticker = true
[[screens.panes]]
id = "cameras"
kind = "cameras"
cell = [0, 0, 8, 6]
[screens.panes.options]
grid = [2, 2]
[[screens.panes]]
id = "queue"
kind = "incidents"
cell = [8, 0, 4, 6]
[[screens.panes]]
id = "figures"
kind = "figures"
cell = [0, 6, 8, 3]
[[screens.panes]]
id = "map"
kind = "map"
cell = [8, 6, 4, 6]
[[screens.panes]]
id = "status"
kind = "status"
cell = [0, 9, 8, 3]
"""


def references() -> int:
    gc.collect()
    return sys.getrefcount(None)


def test_the_reference_count_of_none_stays_put_over_thousands_of_ticks_and_paints(
    stand: Callable[[WallFiles], StandingWall], simulator: Simulator, platform: Platform, qtbot: QtBot
) -> None:
    platform.feed(*(told(incident(f"i{number}")) for number in range(20)))
    rows = simulator.rows(*SHOWN)
    wall = stand(WallFiles(EVERYTHING, rows, events=platform.events_url, token=OPERATOR_TOKEN))
    wall.until_live(*SHOWN)
    qtbot.waitUntil(lambda: len(wall.app.stores.incidents) == 20)
    session = wall.session
    (window,) = session.wall.windows.values()

    def turn() -> None:
        instant = Instant.now()
        wall.app.tick(instant)
        session.wall.tick(instant)
        session.wall.tick_pictures(time.time())
        window.repaint()
        for _pane_id, pane in window.panes():
            pane.repaint()

    for _ in range(100):
        turn()
    before = references()
    for _ in range(TURNS):
        turn()
    after = references()
    assert abs(after - before) < SLACK, f"None had {before} references, and {after} after {TURNS} turns"
    wall.until_moving(*SHOWN)
