"""Two screens, one of them unplugged and back: the same panes in the same place, and no video restarts."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.kit.wallfiles import WallFiles
from ui.platform import OffscreenScreen, write_screens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.e2e.kit.simulator import Simulator

ROOT = Path(__file__).parents[2]
WITHIN_S = 30.0
LEFT, RIGHT = ("plain-1", "plain-2"), ("plain-3", "plain-4")
SCREENS = (OffscreenScreen("HDMI-1", width=1280, height=720), OffscreenScreen("DP-2", 1280, 0, 1280, 720))


def screen(screen_id: str, connector: str, pane_id: str, cameras: tuple[str, ...]) -> str:
    names = ", ".join(f'"{one}"' for one in cameras)
    return f"""
[[screens]]
id = "{screen_id}"
match = {{ connector = "{connector}" }}
header = false
[[screens.panes]]
id = "{pane_id}"
kind = "cameras"
cell = [0, 0, 12, 8]
[screens.panes.options]
grid = [2, 1]
cameras = [{names}]
[[screens.panes]]
id = "clock-of-{screen_id}"
kind = "clock"
cell = [0, 8, 12, 4]
"""


HEAD = 'version = 1\nname = "two"\n'
LAYOUT = HEAD + screen("left", "HDMI-1", "west", LEFT) + screen("right", "DP-2", "east", RIGHT)
SWAPPED = HEAD + screen("left", "HDMI-1", "east", RIGHT) + screen("right", "DP-2", "west", LEFT)


class Obedient:
    """The wall's process; each command is answered with what stands."""

    def __init__(self, folder: Path, files: WallFiles) -> None:
        self.folder = folder
        wall_toml = files.write(folder)
        screens = write_screens(SCREENS, folder / "screens.json")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.kit.obedient_wall", str(wall_toml), str(screens)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, command: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the wall ended with {self.process.wait(10)}"
        found: dict[str, Any] = json.loads(line)
        return found

    def until(self, condition: Callable[[dict[str, Any]], object], what: str) -> dict[str, Any]:
        """Look until `condition` holds of what stands."""
        end = time.monotonic() + WITHIN_S
        while not condition(seen := self.tell("look")):
            assert time.monotonic() < end, f"not {what}: {seen}"
            time.sleep(0.05)
        return seen

    def until_all_live(self, *panes: str) -> dict[str, Any]:
        def live(seen: dict[str, Any]) -> bool:
            return all(
                pane in seen["panes"]
                and seen["panes"][pane]["screen"]
                and {t["state"] for t in seen["panes"][pane]["tiles"]} == {"live"}
                and all(t["painted"] > 5 for t in seen["panes"][pane]["tiles"])
                for pane in panes
            )

        return self.until(live, f"all live in {panes}")

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            assert self.process.wait(20) == 0
        finally:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()


@pytest.fixture
def obedient(tmp_path: Path, simulator: Simulator) -> Iterator[Obedient]:
    found = Obedient(tmp_path / "wall", WallFiles(LAYOUT, simulator.rows(*LEFT, *RIGHT)))
    yield found
    found.close()


def running_on(before: dict[str, Any], after: dict[str, Any], pane: str) -> None:
    """The pane's pictures went on: the same ring of the same connection, and more was painted."""
    assert after["decoders"] == before["decoders"]
    for old, new in zip(before["panes"][pane]["tiles"], after["panes"][pane]["tiles"], strict=True):
        for name in ("camera", "ring", "reconnects", "first_picture_ms"):
            assert new[name] == old[name], f"{pane}: {name} was {old[name]} and is {new[name]}"
        assert new["painted"] > old["painted"]


def viewers(simulator: Simulator, cameras: tuple[str, ...]) -> int:
    return sum(int(simulator.stats(one)["viewers"]) for one in cameras)


def test_a_screen_that_goes_parks_its_panes_and_one_that_comes_back_restores_them(
    obedient: Obedient, simulator: Simulator
) -> None:
    first = obedient.until_all_live("west", "east")
    assert {one["monitor"] for one in first["windows"].values()} == {"HDMI-1", "DP-2"}
    obedient.tell("unplug DP-2")
    parked = obedient.until(lambda seen: list(seen["windows"]) == ["left"], "one window")
    for pane in ("east", "clock-of-right"):
        assert parked["panes"][pane]["object"] == first["panes"][pane]["object"]
        assert (parked["panes"][pane]["screen"], parked["panes"][pane]["visible"]) == ("", False)
    # What is parked demands nothing: the cameras themselves say so.
    end = time.monotonic() + WITHIN_S
    while viewers(simulator, RIGHT):
        assert time.monotonic() < end, "parked panes still pull their streams"
        time.sleep(0.05)
    obedient.until(lambda seen: seen["streams"] == [f"{one}/main" for one in LEFT], "only what is seen runs")
    later = obedient.until(
        lambda seen: all(
            new["painted"] > old["painted"] + 25
            for old, new in zip(parked["panes"]["west"]["tiles"], seen["panes"]["west"]["tiles"], strict=True)
        ),
        "the other screen goes on",
    )
    running_on(first, later, "west")

    obedient.tell("plug DP-2")
    obedient.until(lambda seen: len(seen["windows"]) == 2, "two windows")
    back = obedient.until_all_live("west", "east")
    assert back["windows"] == first["windows"]
    for name in ("object", "screen", "place", "visible"):
        assert {p: v[name] for p, v in back["panes"].items()} == {
            p: v[name] for p, v in first["panes"].items()
        }
    running_on(first, back, "west")
    assert viewers(simulator, (*LEFT, *RIGHT)) == 4


def test_panes_that_a_saved_layout_moves_to_another_screen_keep_their_pictures(obedient: Obedient) -> None:
    first = obedient.until_all_live("west", "east")
    (obedient.folder / "layout.toml").write_text(SWAPPED, "utf-8")
    swapped = obedient.tell("reload")
    assert {pane: swapped["panes"][pane]["screen"] for pane in ("west", "east")} == {
        "west": "right",
        "east": "left",
    }
    later = obedient.until(
        lambda seen: all(
            new["painted"] > old["painted"] + 25
            for pane in ("west", "east")
            for old, new in zip(first["panes"][pane]["tiles"], seen["panes"][pane]["tiles"], strict=True)
        ),
        "pictures go on",
    )
    for pane in ("west", "east"):
        assert later["panes"][pane]["object"] == first["panes"][pane]["object"]
        running_on(first, later, pane)
