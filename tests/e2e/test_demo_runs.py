"""`main.py demo` from its start to its end: evidence, report, secrets, and nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import struct
import tomllib
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from PySide6.QtGui import QImage

from tests.e2e.kit.programs import Program, files_with, rings_of_the_dead
from tests.e2e.kit.wallfiles import WallFiles, grid
from wallclient.frames.runtime import RuntimeDir, default_bases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.kit.simulator import Simulator

pytestmark = pytest.mark.timeout(400)

CHILDREN = {"wallclient.video.worker", "wallclient.demo.cameras", "wallclient.hub", "wallclient.demo.play"}
# A new machine draws its cameras' pictures first; a busy one takes its time.
START_S = 300.0
RUN_S = 15
END_S = 20.0


def record(required: str, **kinds: object) -> dict[str, Any]:
    names = required.split()
    return {"type": "object", "required": names, "properties": kinds}


NUMBER, TEXT, COUNT = {"type": "number", "minimum": 0}, {"type": "string"}, {"type": "integer", "minimum": 0}
REPORT = record(
    "version duration_s ok errors platform screens tiles feed gui processes",
    version={"const": 1},
    duration_s=NUMBER,
    ok={"type": "boolean"},
    errors={"type": "array", "items": TEXT},
    platform=record("qt python cores", qt=TEXT, python=TEXT, cores=COUNT),
    screens={
        "type": "array",
        "items": record(
            "name width height dpr png", name=TEXT, width=COUNT, height=COUNT, dpr=NUMBER, png=TEXT
        ),
    },
    tiles={
        "type": "array",
        "items": record(
            "screen pane tile camera engine profile state source_fps painted_fps first_picture_ms "
            "latency_ms_p50 reconnects",
            screen=TEXT,
            pane=TEXT,
            tile=COUNT,
            camera=TEXT,
            engine=TEXT,
            profile={"enum": ["main", "sub", ""]},
            state={
                "enum": [
                    "connecting",
                    "live",
                    "stale",
                    "reconnecting",
                    "offline",
                    "refused",
                    "unsupported",
                ]
            },
            source_fps=NUMBER,
            painted_fps=NUMBER,
            first_picture_ms={"type": ["number", "null"]},
            latency_ms_p50=NUMBER,
            reconnects=COUNT,
        ),
    },
    feed=record(
        "state received applied lost duplicates latency_ms_p50 latency_ms_p99",
        state=TEXT,
        received=COUNT,
        applied=COUNT,
        lost=COUNT,
        duplicates=COUNT,
        latency_ms_p50=NUMBER,
        latency_ms_p99=NUMBER,
    ),
    gui=record(
        "loop_ms_p50 loop_ms_p99 stalls_over_50_ms",
        loop_ms_p50=NUMBER,
        loop_ms_p99=NUMBER,
        stalls_over_50_ms=COUNT,
    ),
    processes={
        "type": "array",
        "items": record(
            "role pid cpu_percent rss_mb restarts",
            role=TEXT,
            pid=COUNT,
            cpu_percent=NUMBER,
            rss_mb=NUMBER,
            restarts=COUNT,
        ),
    },
)


class DemoRun:
    """A demo that has ended, and what it left."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.pictures, self.report_file = folder / "pictures", folder / "report.json"
        self.program = Program(
            folder,
            *("demo", "--cameras", "20", "--for", str(RUN_S)),
            *("--snapshot", str(self.pictures), "--report", str(self.report_file)),
            cache=cache,
        )
        try:
            self.code = self.program.wait(START_S)
            assert self.report_file.exists(), self.program.said
        except BaseException:
            self.program.close()
            raise
        self.report: dict[str, Any] = json.loads(self.report_file.read_text("utf-8"))

    def secrets(self) -> set[str]:
        folder = self.program.state / "wallclient" / "demo"
        accounts = tomllib.loads((folder / "secrets.toml").read_text("utf-8"))
        return {account["password"] for account in accounts.values()} | {
            (folder / "token").read_text("utf-8").strip()
        }


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures of the demo's cameras, made once for all runs here."""
    return tmp_path_factory.mktemp("demo-cache")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[DemoRun]:
    run = DemoRun(tmp_path_factory.mktemp("demo"), cache)
    yield run
    run.program.close()


def test_a_demo_with_a_time_limit_ends_by_itself_with_every_tile_live(demo: DemoRun) -> None:
    assert demo.code == 0, demo.program.said
    assert "Traceback" not in demo.program.said
    jsonschema.validate(demo.report, REPORT)
    assert demo.report["ok"], demo.report["errors"]
    assert demo.report["duration_s"] >= RUN_S
    tiles = demo.report["tiles"]
    assert len(tiles) >= 16
    assert {tile["state"] for tile in tiles} == {"live"}
    assert all(tile["painted_fps"] > 0 for tile in tiles), tiles
    assert {tile["engine"] for tile in tiles} == {"av", "vlc"}
    assert demo.report["feed"]["received"] > 0
    assert (demo.report["feed"]["state"], demo.report["feed"]["lost"]) == ("live", 0)
    roles = [process["role"] for process in demo.report["processes"]]
    assert {"gui", "decoder", "cameras", "hub"} <= set(roles)


def test_a_demo_leaves_one_picture_per_screen_with_something_in_it(demo: DemoRun) -> None:
    screens = demo.report["screens"]
    assert len(screens) == 2
    assert {path.name for path in demo.pictures.iterdir()} == {screen["png"] for screen in screens}
    for screen in screens:
        image = QImage(str(demo.pictures / screen["png"])).convertToFormat(QImage.Format.Format_RGB32)
        assert (image.width(), image.height()) == (screen["width"], screen["height"])
        small = image.scaled(192, 108)
        colours = set(struct.unpack(f"<{192 * 108}I", bytes(small.constBits())))
        assert len(colours) > 500, f"{screen['png']} holds {len(colours)} colours"


def test_a_demo_that_has_ended_leaves_nothing_running_and_no_rings(demo: DemoRun) -> None:
    assert {one.module for one in demo.program.seen.values()} >= CHILDREN | {"main.py"}
    assert demo.program.alive() == []
    assert not [name for name in rings_of_the_dead() if str(demo.program.process.pid) in name.split("-")]
    left = [path.name for path in demo.program.temporary.rglob("*") if path.is_file()]
    assert left == []


def test_no_secret_of_a_demo_can_be_seen_by_others(demo: DemoRun) -> None:
    secrets = demo.secrets()
    assert len(secrets) == 5
    report = demo.report_file.read_text("utf-8")
    for secret in secrets:
        assert secret not in demo.program.said
        assert secret not in report
        for one in demo.program.seen.values():
            assert not any(secret in word for word in one.command), f"in the command line of {one.module}"
            assert not any(secret in word for word in one.environment.values()), (
                f"in the environment of {one.module}"
            )
        found = files_with(secret, demo.program.folder)
        assert found, "it stands nowhere: this test looks for the wrong thing"
        assert set(found.values()) == {0o600}, found


def test_a_killed_wall_takes_everything_with_it(tmp_path: Path, cache: Path, demo: DemoRun) -> None:
    assert demo.code == 0  # the pictures are made
    program = Program(tmp_path, "demo", "--cameras", "20", "--layout", "single", cache=cache)
    try:
        program.until(lambda: program.modules() >= CHILDREN, "all processes at work", START_S)
        os.kill(program.process.pid, signal.SIGKILL)
        program.process.wait()
        program.until(lambda: program.alive() == [], "everything gone", END_S)
    finally:
        program.close()
    rings = [base / f"wallclient-{program.process.pid}" for base in default_bases()]
    assert any(path.exists() for path in rings), "it had rings, and could not remove them"
    with RuntimeDir():  # as the next wall on this machine starts
        assert not any(path.exists() for path in rings)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_wall_that_is_told_to_end_ends_in_order(
    number: signal.Signals, tmp_path: Path, simulator: Simulator
) -> None:
    wall_toml = WallFiles(grid(1, 1), simulator.rows("plain-1")).write(tmp_path / "wall")
    program = Program(tmp_path / "run", "wall", "--config", str(wall_toml))
    try:
        program.until(lambda: "wallclient.video.worker" in program.modules(), "decoding", END_S)
        os.kill(program.process.pid, number)
        assert program.wait(END_S) == 0, program.said
        assert program.alive() == []
    finally:
        program.close()
    assert "Traceback" not in program.said
    assert not any((base / f"wallclient-{program.process.pid}").exists() for base in default_bases())
