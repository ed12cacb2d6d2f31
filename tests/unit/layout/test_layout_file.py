"""Layout files: what is read, and every mistake of a file told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from wallclient.config.problems import Problem, Problems
from wallclient.layout.file import Match
from wallclient.layout.kinds import CamerasOptions, ClockOptions, Kind, MapOptions
from wallclient.layout.load import find, load

SHIPPED = Path(__file__).resolve().parents[3] / "layouts"

HEAD = 'version = 1\nname = "test"\n'
SCREEN = '[[screens]]\nid = "left"\n'


def pane(name: str, cell: str = "[0, 0, 1, 1]", kind: str = "clock", more: str = "") -> str:
    return f'[[screens.panes]]\nid = "{name}"\nkind = "{kind}"\ncell = {cell}\n{more}'


def write(folder: Path, text: str) -> Path:
    path = folder / "test.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as caught:
        load(write(folder, text))
    return caught.value.problems


def test_a_layout_is_read_with_all_its_parts(tmp_path: Path) -> None:
    text = (
        HEAD
        + 'title = "指挥调度"\n'
        + SCREEN
        + 'match = { edid = "ACME X 123", connector = "HDMI-1", position = 0 }\n'
        "distance_m = 8\nscale = 3\ncolumns = 6\nrows = 4\nheader = false\nticker = true\n"
        + pane(
            "tiles",
            "[0, 0, 4, 4]",
            "cameras",
            '[screens.panes.options]\ngrid = [4, 3]\ncameras = ["a", "auto"]\n',
        )
        + pane(
            "map",
            "[4, 0, 2, 4]",
            "map",
            '[screens.panes.options]\ncentre = [120.6, 31.3]\nlayers = ["areas"]\n',
        )
    )
    layout = load(write(tmp_path, text))
    (screen,) = layout.screens
    assert screen.match == Match(edid="ACME X 123", connector="HDMI-1", position=0)
    assert (screen.distance_m, screen.scale, screen.columns, screen.rows) == (8.0, 3.0, 6, 4)
    assert (screen.header, screen.ticker) == (False, True)
    tiles, the_map = screen.panes
    assert (tiles.kind, tiles.cell) == (Kind.CAMERAS, (0, 0, 4, 4))
    assert tiles.options == CamerasOptions(grid=(4, 3), cameras=("a", "auto"))
    assert the_map.options == MapOptions(centre=(120.6, 31.3), layers=("areas",))


def test_a_pane_without_options_has_the_defaults_of_its_kind(tmp_path: Path) -> None:
    layout = load(write(tmp_path, HEAD + SCREEN + pane("clock")))
    assert layout.screens[0].panes[0].options == ClockOptions()


def test_five_mistakes_are_listed_as_five(tmp_path: Path) -> None:
    text = (
        HEAD
        + SCREEN
        + 'match = { conector = "HDMI-1" }\n'
        + "distance_m = 100\n"
        + pane("one", "[0, 0, 6, 6]", "camera")
        + pane("two", "[5, 5, 6, 6]", "map", '[screens.panes.options]\nfolow = "selected"\n')
    )
    found = problems_of(tmp_path, text)
    assert [str(p).removeprefix(f"{tmp_path}/") for p in found] == [
        "test.toml:5: screens[0].match.conector: unknown key (did you mean connector?)",
        "test.toml:6: screens[0].distance_m: must be a number, 0.2 to 50; it is 100",
        "test.toml:9: screens[0].panes[0].kind: must be one of cameras, map, incidents, incident, figures, "
        'charts, clock, status, meeting, text, title; it is "camera" (did you mean cameras?)',
        'test.toml:14: screens[0].panes[1].cell: pane "two" overlaps "one" (both have column 5, row 5)',
        "test.toml:16: screens[0].panes[1].options.folow: unknown key (did you mean follow?)",
    ]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (
            HEAD.replace("1", "2") + SCREEN,
            1,
            "version 2 is not supported",
            "this program reads 1",
        ),
        (SCREEN.join(['name = "x"\n', ""]), 1, "is missing", "must be a whole number, at least 1"),
        (HEAD + "screens = []\n", 3, "must hold at least one screen", ""),
        (HEAD, 1, "is missing", "must be tables"),
        (HEAD + SCREEN + SCREEN, 6, 'a second screen "left"', "the first is in line 4"),
        (
            HEAD + SCREEN + pane("a") + '[[screens]]\nid = "right"\n' + pane("a"),
            12,
            'a second pane "a"',
            "the first is in line 6",
        ),
        (
            HEAD + SCREEN + pane("a", "[6, 0, 7, 1]"),
            8,
            'pane "a" reaches to column 13, row 1',
            "the grid has 12 columns and 12 rows",
        ),
        (
            HEAD + SCREEN + "rows = 2\n" + pane("a", "[0, 2, 1, 1]"),
            9,
            'pane "a" reaches to column 1, row 3',
            "the grid has 12 columns and 2 rows",
        ),
        (HEAD + SCREEN + pane("a", "[0, 0, 0, 1]"), 8, "must be a whole number, 1 to 120; it is 0", ""),
        (HEAD + SCREEN + pane("a", "[0, 0, 1]"), 8, "must have 4 values; it has 3", ""),
        (
            HEAD + SCREEN + "match = { position = -1 }\n",
            5,
            "must be a whole number, 0 to 63; it is -1",
            "",
        ),
        (HEAD + SCREEN + 'match = "HDMI-1"\n', 5, 'must be a table, not "HDMI-1"', ""),
        (
            HEAD + SCREEN + 'match = { edid = "  " }\n',
            5,
            'must be maker, model and serial number; it is "  "',
            "for example ACME X 123",
        ),
        (
            HEAD
            + SCREEN
            + 'match = { connector = "A" }\n[[screens]]\nid = "r"\nmatch = { connector = "A" }\n',
            8,
            'screen "left" asks for the same connector: A',
            "",
        ),
        (
            HEAD + SCREEN + 'match = { position = 1 }\n[[screens]]\nid = "r"\nmatch = { position = 1 }\n',
            8,
            'screen "left" asks for the same position: 1',
            "",
        ),
        (
            HEAD + SCREEN + pane("t", kind="text"),
            5,
            "is missing",
            "must be text",
        ),
        (
            HEAD
            + SCREEN
            + pane("c", kind="cameras", more="options = { grid = [2, 1], cameras = ['a', 'b', 'c'] }"),
            9,
            "3 cameras for 2 cells",
            "the last ones would never be seen",
        ),
        (
            HEAD + SCREEN + pane("c", kind="cameras", more="options = { preset = '7' }"),
            9,
            'must be one of 1, 4, 6, 8, 9, 12, 16, 25, 36, 49, 64, hero; it is "7"',
            "",
        ),
        (
            HEAD + SCREEN + pane("a b"),
            6,
            'must be 1 to 40 of the characters A-Z a-z 0-9 _ -; it is "a b"',
            "for example left",
        ),
    ],
)
def test_each_mistake_is_told_with_line_and_hint(
    text: str, line: int, message: str, hint: str, tmp_path: Path
) -> None:
    (problem,) = problems_of(tmp_path, text)
    assert (problem.line, problem.message, problem.hint) == (line, message, hint)


def test_panes_that_touch_do_not_overlap(tmp_path: Path) -> None:
    text = HEAD + SCREEN + pane("a", "[0, 0, 6, 6]") + pane("b", "[6, 0, 6, 6]") + pane("c", "[0, 6, 12, 6]")
    assert len(load(write(tmp_path, text)).screens[0].panes) == 3


def test_two_identical_monitors_may_be_asked_for(tmp_path: Path) -> None:
    match = 'match = {{ edid = "ACME X", connector = "{}" }}\n'
    text = HEAD + SCREEN + match.format("A") + '[[screens]]\nid = "r"\n' + match.format("B")
    assert len(load(write(tmp_path, text)).screens) == 2


def test_a_layout_is_found_by_its_name() -> None:
    assert find("demo", SHIPPED) == SHIPPED / "demo.toml"


def test_a_layout_is_found_by_its_path(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD)
    assert find(str(path), SHIPPED) == path


@pytest.mark.parametrize(
    ("name", "words"),
    [("dmo", "did you mean demo"), ("xyz", "known layouts: demo"), ("no.toml", "no such layout file")],
)
def test_a_layout_that_is_not_there_is_a_problem(name: str, words: str) -> None:
    with pytest.raises(Problems, match=words):
        find(name, SHIPPED)
