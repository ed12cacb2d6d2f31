"""Plans and the steps between them: a pane that stays is moved, never remade."""

from __future__ import annotations

from msgspec.structs import replace

from wallclient.layout import diff as d
from wallclient.layout.file import LayoutFile, Match, Pane, Screen
from wallclient.layout.kinds import ClockOptions, Kind, MapOptions
from wallclient.layout.monitors import MatchedBy, Monitor
from wallclient.layout.notes import NoteKind
from wallclient.layout.plan import WallPlan, plan

LEFT = Monitor("HDMI-1", x=0, width_mm=527, height_mm=296)
RIGHT = Monitor("HDMI-2", x=1920, width_mm=527, height_mm=296)


def pane(name: str, column: int = 0, *, seconds: bool = True, columns: int = 4) -> Pane:
    return Pane(
        id=name, kind=Kind.CLOCK, cell=(column, 0, columns, 12), options=ClockOptions(seconds=seconds)
    )


def screen(name: str, position: int, *panes: Pane) -> Screen:
    return Screen(id=name, match=Match(position=position), panes=panes)


def layout(*screens: Screen) -> LayoutFile:
    return LayoutFile(version=1, name="test", title="指挥调度", scene="command", screens=screens)


TWO = layout(screen("left", 0, pane("a"), pane("b", 4)), screen("right", 1, pane("c")))


def after(old: WallPlan, new: LayoutFile, *monitors: Monitor) -> tuple[WallPlan, tuple[d.Step, ...]]:
    fresh = plan(new, monitors or (LEFT, RIGHT), old)
    return fresh, d.diff(old, fresh)


def test_a_plan_has_a_window_per_screen_with_its_panes() -> None:
    result = plan(TWO, [RIGHT, LEFT])
    left, right = result.windows
    assert (left.screen_id, left.monitor, left.matched_by) == ("left", LEFT, MatchedBy.POSITION)
    assert [p.id for p in left.panes] == ["a", "b"]
    assert left.panes[1].cell == (4, 0, 4, 12)
    assert right.monitor == RIGHT
    assert (left.title, left.scene) == ("指挥调度", "command")
    assert (left.columns, left.rows, left.header, left.ticker) == (12, 12, True, False)
    assert result.parked == ()
    assert result.notes == ()


def test_a_start_opens_windows_and_then_creates_panes() -> None:
    steps = d.diff(None, plan(TWO, [LEFT, RIGHT]))
    assert [type(s).__name__ for s in steps] == ["OpenWindow"] * 2 + ["CreatePane"] * 3
    created = [(s.screen_id, s.pane.id) for s in steps if isinstance(s, d.CreatePane)]
    assert created == [("left", "a"), ("left", "b"), ("right", "c")]


def test_nothing_changed_means_no_step() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    _, steps = after(old, TWO)
    assert steps == ()


def test_a_pane_in_another_cell_is_moved() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    moved = layout(screen("left", 0, pane("a", 8), pane("b", 4)), TWO.screens[1])
    _, steps = after(old, moved)
    assert steps == (d.MovePane("a", "left", "left", (8, 0, 4, 12)),)


def test_panes_that_change_places_between_screens_are_moved() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    swapped = layout(screen("left", 0, pane("c"), pane("b", 4)), screen("right", 1, pane("a")))
    _, steps = after(old, swapped)
    assert steps == (
        d.MovePane("c", "right", "left", (0, 0, 4, 12)),
        d.MovePane("a", "left", "right", (0, 0, 4, 12)),
    )


def test_new_options_are_an_update_beside_the_move() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    other = layout(screen("left", 0, pane("a", 8, seconds=False), pane("b", 4)), TWO.screens[1])
    _, steps = after(old, other)
    assert steps == (
        d.MovePane("a", "left", "left", (8, 0, 4, 12)),
        d.UpdatePane("a", ClockOptions(seconds=False)),
    )


def test_another_kind_under_the_same_id_is_another_pane() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    a_map = Pane(id="a", kind=Kind.MAP, cell=(0, 0, 4, 12), options=MapOptions())
    _, steps = after(old, layout(screen("left", 0, a_map, pane("b", 4)), TWO.screens[1]))
    assert [type(s).__name__ for s in steps] == ["DestroyPane", "CreatePane"]


def test_panes_that_are_gone_end_and_new_ones_begin() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    _, steps = after(old, layout(screen("left", 0, pane("a"), pane("x", 4)), TWO.screens[1]))
    assert steps[0] == d.DestroyPane("b")
    assert isinstance(steps[1], d.CreatePane)
    assert steps[1].pane.id == "x"


def test_a_screen_that_is_gone_gives_its_panes_away_before_its_window_closes() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    _, steps = after(old, layout(screen("left", 0, pane("a"), pane("c", 4))))
    assert steps == (
        d.DestroyPane("b"),
        d.MovePane("c", "right", "left", (4, 0, 4, 12)),
        d.CloseWindow("right"),
    )


def test_a_changed_grid_or_header_updates_the_window_and_leaves_its_panes() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    wider = layout(replace(TWO.screens[0], columns=24, header=False), TWO.screens[1])
    _, steps = after(old, wider)
    assert [type(s).__name__ for s in steps] == ["UpdateWindow"]


def test_another_scene_reaches_every_window() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    _, steps = after(old, replace(TWO, scene="analysis"))
    assert [s.window.scene for s in steps if isinstance(s, d.UpdateWindow)] == ["analysis"] * 2


def test_a_monitor_with_another_resolution_moves_the_window() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    sharper = Monitor("HDMI-1", x=0, width_px=3840, height_px=2160, dpr=2.0, width_mm=527, height_mm=296)
    _, steps = after(old, TWO, sharper, RIGHT)
    assert [type(s).__name__ for s in steps] == ["MoveWindow"]


def test_an_unplugged_monitor_parks_its_panes_and_gets_them_back() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    alone, steps = after(old, TWO, RIGHT)
    assert steps == (d.ParkPane("a", "left"), d.ParkPane("b", "left"), d.CloseWindow("left"))
    assert alone.parked == ("left",)
    assert [p.id for p in alone.parked_panes] == ["a", "b"]
    assert [n.kind for n in alone.notes] == [NoteKind.PARKED]
    again, steps = after(alone, TWO, LEFT, RIGHT)
    assert [type(s).__name__ for s in steps] == ["OpenWindow", "RestorePane", "RestorePane"]
    assert steps[1] == d.RestorePane("a", "left", (0, 0, 4, 12))
    assert again.parked_panes == ()


def test_parked_panes_stay_parked_over_another_change() -> None:
    alone, _ = after(plan(TWO, [LEFT, RIGHT]), TWO, RIGHT)
    changed = layout(
        screen("left", 0, pane("a", seconds=False), pane("b", 4)), screen("right", 1, pane("c", 2))
    )
    later, steps = after(alone, changed, RIGHT)
    assert steps == (
        d.MovePane("c", "right", "right", (2, 0, 4, 12)),
        d.UpdatePane("a", ClockOptions(seconds=False)),
    )
    _, steps = after(later, changed, LEFT, RIGHT)
    assert [type(s).__name__ for s in steps] == ["OpenWindow", "RestorePane", "RestorePane"]


def test_a_screen_that_never_had_a_monitor_creates_its_panes_when_one_comes() -> None:
    first = plan(TWO, [LEFT])
    assert (first.parked, first.parked_panes) == (("right",), ())
    _, steps = after(first, TWO)
    assert [type(s).__name__ for s in steps] == ["OpenWindow", "CreatePane"]


def test_parked_panes_that_the_layout_drops_are_ended() -> None:
    alone, _ = after(plan(TWO, [LEFT, RIGHT]), TWO, RIGHT)
    _, steps = after(alone, layout(screen("left", 0, pane("a")), TWO.screens[1]), RIGHT)
    assert steps == (d.DestroyPane("b"),)


def test_a_changed_wish_is_obeyed_although_the_screen_stood_elsewhere() -> None:
    old = plan(TWO, [LEFT, RIGHT])
    swapped = layout(
        replace(TWO.screens[0], match=Match(position=1)), replace(TWO.screens[1], match=Match(position=0))
    )
    fresh, steps = after(old, swapped)
    assert [w.monitor.connector for w in fresh.windows] == ["HDMI-2", "HDMI-1"]
    assert [type(s).__name__ for s in steps] == ["MoveWindow", "MoveWindow"]


def test_a_monitor_that_tells_no_size_is_noted_with_what_was_assumed() -> None:
    bare = Monitor("HDMI-1")
    result = plan(layout(screen("left", 0)), [bare])
    (note,) = result.notes
    assert (note.kind, note.width_mm) == (NoteKind.SIZE_UNKNOWN, 598)
    assert "give width_mm" in str(note)
