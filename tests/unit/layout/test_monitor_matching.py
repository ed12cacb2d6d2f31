"""Which monitor shows which screen: EDID, then connector, then position; what is left over is parked."""

from __future__ import annotations

import pytest

from wallclient.layout.file import Match, Screen
from wallclient.layout.monitors import MatchedBy, Matching, Monitor, edid_parts, in_order, match
from wallclient.layout.notes import NoteKind

LEFT = Monitor("HDMI-1", "ACME", "X", "123", x=0)
RIGHT = Monitor("HDMI-2", "ACME", "X", "456", x=1920)
TWIN_A = Monitor("DP-1", "Dell Inc.", "DELL U2720Q", "", x=0)
TWIN_B = Monitor("DP-2", "Dell Inc.", "DELL U2720Q", "", x=3840)
BARE = Monitor("VGA-1", x=5760)


def screen(name: str, **wish: object) -> Screen:
    return Screen(id=name, match=Match(**wish))  # type: ignore[arg-type]


def connectors(matching: Matching) -> dict[str, str]:
    return {screen_id: monitor.connector for screen_id, monitor in matching.monitors.items()}


@pytest.mark.parametrize(
    ("screens", "monitors", "found", "parked"),
    [
        ([screen("a", edid="ACME X 456")], [LEFT, RIGHT], {"a": "HDMI-2"}, ()),
        ([screen("a", edid="acme  x 456")], [LEFT, RIGHT], {"a": "HDMI-2"}, ()),
        ([screen("a", edid="456")], [LEFT, RIGHT], {"a": "HDMI-2"}, ()),
        ([screen("a", edid="X 456")], [LEFT, RIGHT], {"a": "HDMI-2"}, ()),
        ([screen("a", edid="Dell Inc. DELL U2720Q")], [LEFT, TWIN_B], {"a": "DP-2"}, ()),
        ([screen("a", edid="ACME X 999")], [LEFT, RIGHT], {}, ("a",)),
        # EDID goes before the connector, the connector before the position.
        (
            [screen("a", edid="ACME X 123", connector="HDMI-2", position=1)],
            [LEFT, RIGHT],
            {"a": "HDMI-1"},
            (),
        ),
        (
            [screen("a", edid="ACME X 999", connector="HDMI-2", position=0)],
            [LEFT, RIGHT],
            {"a": "HDMI-2"},
            (),
        ),
        ([screen("a", connector="HDMI-9", position=1)], [LEFT, RIGHT], {"a": "HDMI-2"}, ()),
        # The more exact wish goes first, whatever the order of the file.
        (
            [screen("a", edid="ACME X"), screen("b", edid="ACME X 123")],
            [LEFT, RIGHT],
            {"a": "HDMI-2", "b": "HDMI-1"},
            (),
        ),
        ([screen("a", position=0), screen("b", connector="HDMI-1")], [LEFT, RIGHT], {"b": "HDMI-1"}, ("a",)),
        # Positions count from the left, whatever order the platform tells the monitors in.
        (
            [screen("a", position=0), screen("b", position=1)],
            [RIGHT, LEFT],
            {"a": "HDMI-1", "b": "HDMI-2"},
            (),
        ),
        ([screen("a", position=2)], [LEFT, RIGHT], {}, ("a",)),
        # A screen that asks for nothing takes what is free, a screen that asks for something does not.
        ([screen("a"), screen("b", connector="HDMI-1")], [LEFT, RIGHT], {"a": "HDMI-2", "b": "HDMI-1"}, ()),
        ([screen("a"), screen("b")], [LEFT], {"a": "HDMI-1"}, ("b",)),
        ([screen("a", connector="DP-9")], [LEFT], {}, ("a",)),
        ([screen("a")], [], {}, ("a",)),
        # Nothing ever matches a monitor that tells nothing by EDID.
        ([screen("a", edid="ACME X")], [BARE], {}, ("a",)),
    ],
)
def test_screens_find_their_monitors(
    screens: list[Screen], monitors: list[Monitor], found: dict[str, str], parked: tuple[str, ...]
) -> None:
    result = match(screens, monitors)
    assert connectors(result) == found
    assert result.parked == parked
    assert len(set(connectors(result).values())) == len(result.monitors)


@pytest.mark.parametrize(
    ("wish", "parts"),
    [("ACME X 123", 3), ("X 123", 3), ("123", 3), ("ACME X", 2), ("ACME", 1), ("X", 1), ("ACM", 0), ("", 0)],
)
def test_the_more_is_named_the_more_exact_a_match_is(wish: str, parts: int) -> None:
    assert edid_parts(wish, LEFT) == parts


@pytest.mark.parametrize(
    ("wishes", "found", "kinds"),
    [
        (
            [{"connector": "DP-2"}, {"connector": "DP-1"}],
            {"a": "DP-2", "b": "DP-1"},
            {NoteKind.TWINS_BY_CONNECTOR},
        ),
        ([{"position": 1}, {"position": 0}], {"a": "DP-2", "b": "DP-1"}, {NoteKind.TWINS_BY_POSITION}),
        ([{}, {}], {"a": "DP-1", "b": "DP-2"}, {NoteKind.TWINS_BY_ORDER}),
        (
            [{}, {"connector": "DP-1"}],
            {"a": "DP-2", "b": "DP-1"},
            {NoteKind.TWINS_BY_ORDER, NoteKind.TWINS_BY_CONNECTOR},
        ),
    ],
)
def test_twins_without_a_serial_number_are_told_apart_and_a_note_says_how(
    wishes: list[dict[str, object]], found: dict[str, str], kinds: set[NoteKind]
) -> None:
    screens = [screen(name, edid="DELL U2720Q", **wish) for name, wish in zip("ab", wishes, strict=True)]
    result = match(screens, [TWIN_A, TWIN_B])
    assert connectors(result) == found
    assert {note.kind for note in result.notes} == kinds
    assert all("fits several monitors" in str(note) for note in result.notes)


def test_a_screen_does_not_take_the_twin_that_another_one_names() -> None:
    screens = [
        screen("a", edid="DELL U2720Q", connector="DP-1"),
        screen("b", edid="DELL U2720Q", connector="DP-2"),
    ]
    result = match(screens, [TWIN_B])
    assert connectors(result) == {"b": "DP-2"}
    assert result.parked == ("a",)


def test_another_monitor_at_the_connector_is_taken_with_a_note() -> None:
    result = match([screen("a", edid="ACME X 999", connector="HDMI-1")], [LEFT])
    assert result.matched_by["a"] is MatchedBy.CONNECTOR
    assert [str(n) for n in result.notes] == [
        'no monitor is "ACME X 999"; screen "a" takes the one at HDMI-1'
    ]


def test_a_parked_screen_is_told_in_words() -> None:
    result = match([screen("a", position=3)], [LEFT])
    assert [str(note) for note in result.notes] == ['screen "a" has no monitor and waits for one']


def test_monitors_are_counted_from_the_left_and_then_from_the_top() -> None:
    monitors = [Monitor(f"{x}-{y}", x=x * 1920, y=y * 1080) for y in range(2) for x in range(3)]
    assert [m.connector for m in in_order(monitors)] == ["0-0", "0-1", "1-0", "1-1", "2-0", "2-1"]


def test_a_screen_stays_where_it_is_when_the_one_left_of_it_is_unplugged() -> None:
    screens = [screen("a", position=0), screen("b", position=1)]
    first = match(screens, [LEFT, RIGHT])
    unplugged = match(screens, [RIGHT], first.monitors)
    assert connectors(unplugged) == {"b": "HDMI-2"}
    assert unplugged.parked == ("a",)
    back = match(screens, [LEFT, RIGHT], unplugged.monitors)
    assert connectors(back) == connectors(first)


def test_a_monitor_that_comes_late_does_not_leave_a_screen_parked() -> None:
    screens = [screen("a", position=0), screen("b", position=1)]
    alone = match(screens, [RIGHT])
    assert connectors(alone) == {"a": "HDMI-2"}
    both = match(screens, [LEFT, RIGHT], alone.monitors)
    assert connectors(both) == {"a": "HDMI-1", "b": "HDMI-2"}


def test_twins_stay_where_they_are_when_one_is_unplugged() -> None:
    screens = [screen("a", edid="DELL U2720Q"), screen("b", edid="DELL U2720Q")]
    first = match(screens, [TWIN_A, TWIN_B])
    unplugged = match(screens, [TWIN_B], first.monitors)
    assert connectors(unplugged) == {"b": "DP-2"}


def test_what_is_written_down_goes_before_where_a_screen_stood() -> None:
    result = match([screen("a", connector="HDMI-1")], [LEFT, RIGHT], {"a": RIGHT})
    assert connectors(result) == {"a": "HDMI-1"}


def test_screens_share_monitors_only_if_the_caller_allows_it() -> None:
    screens = [screen("a", position=0), screen("b", position=1), screen("c", position=2)]
    assert match(screens, [LEFT]).parked == ("b", "c")
    stacked = match(screens, [LEFT, RIGHT], allow_stack=True)
    assert stacked.parked == ()
    assert connectors(stacked) == {"a": "HDMI-1", "b": "HDMI-2", "c": "HDMI-1"}
    assert stacked.matched_by["c"] is MatchedBy.STACKED
    assert [note.kind for note in stacked.notes] == [NoteKind.STACKED]
    assert match(screens, [], allow_stack=True).parked == ("a", "b", "c")
