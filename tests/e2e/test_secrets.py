"""Passwords and tokens stay where they were put: neither other users nor a terminal or report shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import psutil

from tests.e2e.kit.platform import OPERATOR_TOKEN, SOURCE_TOKEN, Platform, incident, told
from tests.e2e.kit.programs import Program, files_with
from tests.e2e.kit.simulator import CONTROL_TOKEN, PASSWORD, Row
from tests.e2e.kit.wallfiles import WallFiles, grid

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.kit.simulator import Simulator

IN_ADDRESS = "in-the-address-77"
ALL = (PASSWORD, IN_ADDRESS, OPERATOR_TOKEN, SOURCE_TOKEN, CONTROL_TOKEN)


def spellings(secret: str) -> tuple[str, ...]:
    """As it is, and as it may stand in an address or in JSON."""
    escaped = secret.replace("/", "%2F").replace(":", "%3A").replace("@", "%40")
    return secret, escaped, json.dumps(secret)[1:-1]


def test_a_wall_shows_its_passwords_and_tokens_to_nobody(
    tmp_path: Path, simulator: Simulator, platform: Platform
) -> None:
    platform.feed(told(incident("lid")))
    unreachable = Row("gone", "没有的", f"rtsp://viewer:{IN_ADDRESS}@127.0.0.1:1/gone")
    refused = simulator.row("digest-udp", id="refused", credential="")
    rows = (*simulator.rows("digest-tcp", "hevc"), refused, unreachable)
    files = WallFiles(grid(2, 2), rows, events=platform.events_url, token=OPERATOR_TOKEN)
    wall_toml = files.write(tmp_path / "wall")
    report = tmp_path / "report.json"
    program = Program(
        tmp_path / "run",
        *("wall", "--config", str(wall_toml), "--for", "6"),
        *("--snapshot", str(tmp_path / "pictures"), "--report", str(report)),
    )
    try:
        code = program.wait(60.0)
    finally:
        program.close()
    assert code == 1, program.said  # two tiles are not live, and are named
    assert "refused" in program.said
    shown = {"the terminal": program.said, "the report": report.read_text("utf-8")}
    for one in program.seen.values():
        shown[f"the command line of {one.module}"] = "\n".join(one.command)
        shown[f"the environment of {one.module}"] = "\n".join(one.environment.values())
    # The hub and the cameras were started by this test, in the way in which the demo starts them.
    for pid in (platform.hub.pid, simulator.process.pid):
        shown[f"the command line of {pid}"] = "\n".join(psutil.Process(pid).cmdline())
        shown[f"the environment of {pid}"] = "\n".join(psutil.Process(pid).environ().values())
    for secret in ALL:
        for spelling in spellings(secret):
            for place, text in shown.items():
                assert spelling not in text, f"{secret!r} stands in {place}"
            kept = files_with(spelling, tmp_path / "wall" / "state") | files_with(spelling, program.folder)
            assert set(kept.values()) <= {0o600}, kept


def test_the_folder_of_a_walls_state_is_its_owners_alone(tmp_path: Path, simulator: Simulator) -> None:
    wall_toml = WallFiles(grid(1, 1), simulator.rows("plain-1")).write(tmp_path / "wall")
    program = Program(tmp_path / "run", "wall", "--config", str(wall_toml), "--for", "1")
    try:
        assert program.wait(60.0) == 0, program.said
    finally:
        program.close()
    assert (tmp_path / "wall" / "state").stat().st_mode & 0o077 == 0
