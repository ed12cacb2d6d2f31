"""What people and far ends get wrong is told in their own terms, all of it, and never ends the wall."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.kit.simulator import Row
from tests.e2e.kit.wallfiles import DESK, WallFiles, grid
from tests.unit.feeds.stubhub import StubHub
from tests.unit.protocol.wire_frames import event_frame
from ui.panes.status import StatusPane
from wallclient.model.health import HealthState

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.e2e.kit.backstage import Backstage
    from tests.e2e.kit.simulator import Simulator
    from tests.e2e.kit.standing import StandingWall

ROOT = Path(__file__).parents[2]
FIVE_MISTAKES = """\
version = 1
name = "broken"
[[screens]]
id = "main"
distanse_m = 8.0
columns = 12
[[screens.panes]]
id = "cameras"
kind = "camera"
cell = [0, 0, 6, 12]
[[screens.panes]]
id = "map"
kind = "map"
cell = [8, 0, 6, 12]
[[screens.panes]]
id = "map"
kind = "clock"
cell = [6, 0, 2, 6]
[[screens.panes]]
id = "status"
kind = "status"
cell = [6, 6, 2, 6]
[screens.panes.options]
parts = "sources"
"""


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_layout_with_five_mistakes_lists_all_five_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(FIVE_MISTAKES, "utf-8")
    done = run("layout", "check", path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 5, done.stderr
    for line, (number, words) in zip(
        lines,
        [
            (5, "did you mean distance_m?"),
            (9, "did you mean cameras?"),
            (14, "12"),
            (16, "map"),
            (24, "parts"),
        ],
        strict=True,
    ):
        assert line.startswith(f"{path}:{number}:"), line
        assert words in line


def test_a_wall_config_with_an_unknown_key_suggests_the_right_one(tmp_path: Path) -> None:
    path = WallFiles(grid(1, 1)).write(tmp_path)
    text = path.read_text("utf-8")
    path.write_text(text.replace("stale_after_s", "stale_afer_s"), "utf-8")
    done = run("wall", "--config", path, "--for", "1", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    line = 1 + text.splitlines().index("stale_after_s = 1.0")
    assert f"{path}:{line}: video.stale_afer_s:" in done.stderr
    assert "did you mean stale_after_s?" in done.stderr


def test_a_demo_that_cannot_start_says_why_in_words(tmp_path: Path) -> None:
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("a file where a folder should be")
    done = run(
        *("demo", "--cameras", "1", "--layout", "single", "--for", "1"),
        XDG_CACHE_HOME=str(in_the_way),
        XDG_STATE_HOME=str(tmp_path / "state"),
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Not a directory" in done.stderr


def test_a_camera_list_in_gb18030_is_read_and_its_names_stand_on_the_tiles(
    stand: Callable[[WallFiles], StandingWall], simulator: Simulator
) -> None:
    names = {
        "plain-1": "文昌路望湖路口",
        "plain-2": "㐀街𠮷祥里 3 号",
    }  # the second needs four bytes a letter
    rows = tuple(simulator.row(one, name=name) for one, name in names.items())
    headers = ("编号", "名称", "所属街道", "流地址", "传输方式", "凭据", "引擎")
    wall = stand(WallFiles(grid(1, 2), rows, encoding="gb18030", headers=headers))
    wall.until_live(*names)
    for camera_id, name in names.items():
        tile = wall.tile(camera_id)
        assert (tile.camera.name, tile.label.name, tile.label.area) == (name, name, "文昌")
        strip = wall.strip(camera_id)
        # Letters were painted: there is light ink on the strip's dark ground.
        assert strip[:, :, :3].max() > 180
        assert len({tuple(p) for p in strip[:, : strip.shape[1] // 2, :3].reshape(-1, 3).tolist()}) > 20
    assert wall.app.problems == []


def test_a_truncated_frame_of_the_event_stream_is_counted_shown_and_survived(
    stand: Callable[[WallFiles], StandingWall], backstage: Backstage, qtbot: QtBot
) -> None:
    hub = StubHub(0)
    halves: list[int] = []

    def line(number: int) -> list[object]:
        """Event 3 comes as half a frame, once; whoever asks again gets it whole."""
        whole = event_frame(number)
        if number == 3 and not halves:
            halves.append(number)
            return [whole[: len(whole) // 2]]
        return [whole]

    hub.line = line
    backstage.do(hub.start())
    wall = stand(WallFiles(DESK, events=hub.url, token=hub.token))
    stores = wall.app.stores
    qtbot.waitUntil(lambda: "events" in stores.sources and stores.sources.get("events").health.is_live)
    hub.count = 6
    qtbot.waitUntil(lambda: len(stores.incidents) == 6, timeout=20_000)
    assert halves == [3]

    def counted() -> None:
        source = stores.sources.get("events")
        assert source is not None
        assert source.health.state is HealthState.LIVE
        figures = dict(source.figures)
        assert (figures["received"], figures["bad_frames"], figures["lost"]) == (6, 1, 0)

    qtbot.waitUntil(counted, timeout=20_000)
    pane = wall.session.wall.panes["status"]
    assert isinstance(pane, StatusPane)
    # A number that warns, on the health pane of every wall.
    qtbot.waitUntil(lambda: any(value == "1" and warns for _, value, warns in pane.lines), timeout=5_000)
    wall.close()
    backstage.do(hub.stop())


@pytest.mark.parametrize("wrong", ["rtsp://127.0.0.1:1/nobody", "http://127.0.0.1:1/nobody.ts"])
def test_an_address_where_nobody_is_never_looks_live_and_is_tried_again(
    wrong: str, stand: Callable[[WallFiles], StandingWall], qtbot: QtBot
) -> None:
    wall = stand(WallFiles(grid(1, 1, ["gone"]), (Row("gone", "没有的摄像机", wrong),)))

    def says_so() -> None:
        health, tile = wall.health("gone"), wall.tile("gone")
        assert health is not None
        assert health.state in (HealthState.RECONNECTING, HealthState.OFFLINE), health
        assert health.attempt >= 2
        assert tile.badge.covers
        assert tile.badge.title

    qtbot.waitUntil(says_so, timeout=30_000)
