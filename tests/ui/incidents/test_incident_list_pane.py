"""The incident list pane: the choice, tabs, keys, and what a wall does not have."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar

from tests.ui.panes.panekit import NOW, Paints, Room, command_on, incident, instant, reported
from ui.incidents.filters import Tab
from ui.incidents.model import BATCH, IdRole, RowRole
from ui.panes.incidents import IncidentsPane
from wallclient.layout.kinds import IncidentsOptions
from wallclient.model.commands import CommandState
from wallclient.model.health import Health, HealthState, SourceHealth
from wallclient.model.incidents import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    Make = Callable[..., IncidentsPane]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    """Shows a pane of a room; all are closed in the end."""
    made: list[IncidentsPane] = []

    def show(
        room: Room, style: str = "console", size: tuple[int, int] = (640, 900), **options: object
    ) -> IncidentsPane:
        pane = IncidentsPane(room.context(), IncidentsOptions(style=style, **options))  # type: ignore[arg-type]
        qtbot.addWidget(pane)
        made.append(pane)
        pane.resize(*size)
        pane.show()
        pane.tick(instant())
        pane.activateWindow()
        pane.view.setFocus()
        return pane

    yield show
    for pane in made:
        pane.close_pane()


def four() -> tuple[object, ...]:
    return tuple(incident(str(n), due_at=NOW + timedelta(hours=n)) for n in range(1, 5))


def current(pane: IncidentsPane) -> str | None:
    return pane.view.currentIndex().data(IdRole)


class TestChoice:
    def test_the_view_follows_the_selection(self, make: Make) -> None:
        room = Room("console", *four())
        pane = make(room)
        room.selection.choose(incident_id="3")
        assert current(pane) == "3"
        room.selection.choose(incident_id="")
        assert current(pane) is None

    def test_a_choice_made_before_the_pane_was_there_is_shown(self, make: Make) -> None:
        room = Room("console", *four())
        room.selection.choose(incident_id="2")
        assert current(make(room)) == "2"

    def test_arrows_choose(self, make: Make) -> None:
        room = Room("console", *four())
        pane = make(room)
        for key, chosen in (
            (Qt.Key.Key_Down, "1"),
            (Qt.Key.Key_Down, "2"),
            (Qt.Key.Key_End, "4"),
            (Qt.Key.Key_Up, "3"),
            (Qt.Key.Key_Home, "1"),
        ):
            QTest.keyClick(pane.view, key)
            assert room.selection.chosen.incident_id == chosen
            assert current(pane) == chosen

    def test_a_click_chooses(self, make: Make) -> None:
        room = Room("console", *four())
        pane = make(room)
        place = pane.view.visualRect(pane.model.index_of("3")).center()
        QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert room.selection.chosen.incident_id == "3"

    def test_letters_are_not_searched_in_titles(self, make: Make) -> None:
        room = Room("console", incident("1", title="abc"), incident("2", title="bcd"))
        pane = make(room)
        QTest.keyClick(pane.view, Qt.Key.Key_B)
        assert room.selection.chosen.incident_id == ""
        assert current(pane) is None

    def test_the_choice_moves_with_its_row(self, make: Make) -> None:
        room = Room("console", *four())
        pane = make(room)
        room.selection.choose(incident_id="4")
        room.put(incident("4", severity=1))
        assert pane.model.index(0).data(IdRole) == current(pane) == "4"
        assert room.selection.chosen.incident_id == "4"

    def test_a_row_that_goes_away_chooses_no_other(self, make: Make) -> None:
        room = Room("console", *four())
        pane = make(room)
        QTest.keyClick(pane.view, Qt.Key.Key_Down)
        QTest.keyClick(pane.view, Qt.Key.Key_Down)
        room.remove("2")
        assert room.selection.chosen.incident_id == "2"
        assert current(pane) is None
        room.put(incident("2"))
        assert current(pane) == "2"

    def test_a_reset_keeps_the_choice(self, make: Make) -> None:
        room = Room("console", *four())
        pane = make(room)
        room.selection.choose(incident_id="3")
        room.put(*(incident(f"n{n}", severity=1) for n in range(BATCH + 1)))
        assert current(pane) == room.selection.chosen.incident_id == "3"

    def test_a_drag_does_not_run_through_the_rows(self, make: Make) -> None:
        room = Room("console", *four())
        pane = make(room)
        view = pane.view
        first, last = (view.visualRect(pane.model.index_of(i)).center() for i in ("1", "4"))
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseMove(view.viewport(), last)
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)
        assert room.selection.chosen.incident_id == "1"


class TestTabs:
    def test_counts_follow_the_store_within_a_second(self, make: Make) -> None:
        room = Room("console", reported("1"), incident("2"), incident("3", state=State.REGISTERED))
        pane = make(room)
        assert pane.counts == {
            Tab.ALL: 3,
            Tab.TO_ACCEPT: 1,
            Tab.TO_DISPATCH: 1,
            Tab.IN_PROGRESS: 1,
            Tab.TO_CHECK: 0,
        }
        room.put(incident("1", state=State.RESOLVED))
        pane.tick(instant(1))
        assert pane.counts[Tab.TO_ACCEPT] == 0
        assert pane.counts[Tab.TO_CHECK] == 1

    def test_left_and_right_turn_the_tabs(self, make: Make) -> None:
        room = Room("console", reported("1"), incident("2"), incident("3", state=State.REGISTERED))
        pane = make(room)
        QTest.keyClick(pane.view, Qt.Key.Key_Right)
        assert pane.tab is Tab.TO_ACCEPT
        assert [pane.model.index(n).data(IdRole) for n in range(pane.model.rowCount())] == ["1"]
        QTest.keyClick(pane.view, Qt.Key.Key_Left)
        QTest.keyClick(pane.view, Qt.Key.Key_Left)
        assert pane.tab is Tab.ALL
        assert pane.model.rowCount() == 3

    def test_a_click_on_a_tab_shows_it_and_its_empty_sentence(self, make: Make) -> None:
        room = Room("console", incident("1"))
        pane = make(room)
        boxes = dict(pane.tab_boxes())
        place = boxes[Tab.TO_CHECK].center().toPoint()
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=place)
        assert pane.tab is Tab.TO_CHECK
        assert pane.model.rowCount() == 0
        assert pane.view.empty_sentence == "No incidents to check"

    def test_the_choice_comes_back_with_its_tab(self, make: Make) -> None:
        room = Room("console", reported("1"), incident("2"))
        pane = make(room)
        room.selection.choose(incident_id="2")
        QTest.keyClick(pane.view, Qt.Key.Key_Right)
        assert current(pane) is None
        assert room.selection.chosen.incident_id == "2"
        QTest.keyClick(pane.view, Qt.Key.Key_Left)
        assert current(pane) == "2"

    def test_tabs_that_do_not_fit_are_left_out_but_never_the_chosen_one(self, make: Make) -> None:
        pane = make(Room("console", incident("1")), size=(420, 500))
        for _ in Tab:
            shown = [tab for tab, _ in pane.tab_boxes()]
            assert pane.tab in shown
            assert len(shown) < len(Tab)
            QTest.keyClick(pane.view, Qt.Key.Key_Right)


class TestRows:
    @pytest.mark.parametrize("height", [333, 500, 777, 900, 1360])
    @pytest.mark.parametrize("style", ["wall", "console"])
    def test_only_whole_rows_are_shown(self, make: Make, style: str, height: int) -> None:
        room = Room("wall" if style == "wall" else "console", *(incident(str(n)) for n in range(60)))
        pane = make(room, style, (616, height))
        row = pane.delegate.row_height_px
        assert pane.view.height() % row == 0
        assert row >= pane.delegate.least_px
        left = height - pane.view.y() - pane.view.height()
        assert 0 <= left < row

    def test_a_narrow_pane_has_rows_of_one_line(self, make: Make) -> None:
        pane = make(Room("console", incident("1")), size=(340, 500))
        assert pane.delegate.density == "narrow"
        pane.resize(640, 500)
        assert pane.delegate.density == "console"

    def test_signs_are_repainted_in_phase_only_while_any_blinks(self, make: Make, qtbot: QtBot) -> None:
        room = Room("console", incident("1"))
        pane = make(room)
        painted = Paints(pane.view.viewport())
        qtbot.waitUntil(painted.settled)
        for tick in range(30):
            pane.tick(instant(tick / 30))
            QApplication.processEvents()
        calm = painted.count
        assert calm <= 1
        room.put(reported("2", severity=1))
        QApplication.processEvents()
        painted.count = 0
        for tick in range(60):
            pane.tick(instant(1 + tick / 30))
            QApplication.processEvents()
            assert pane.delegate.blink_on is (tick % 30 < 20)
        # Each of the two seconds: once when it turns, once when the signs go.
        assert painted.count in (3, 4)

    def test_only_the_sign_blinks(self, make: Make) -> None:
        room = Room("wall", reported("1", severity=1), incident("2", severity=2))
        pane = make(room, "wall", (616, 400))

        def pixels(after_s: float, colour: QColor) -> int:
            pane.tick(instant(after_s))
            image, wanted = pane.grab().toImage(), colour.rgb()
            return sum(
                image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
            )

        colours = pane.context.theme.colours
        on = [pixels(3.1, c) for c in (colours.of_severity(1), colours.of_severity(2), colours.t1)]
        off = [pixels(3.9, c) for c in (colours.of_severity(1), colours.of_severity(2), colours.t1)]
        assert on[0] > 300
        assert off[0] == 0
        assert on[1:] == off[1:]

    def test_commands_reach_the_row(self, make: Make) -> None:
        one = incident("1")
        room = Room("console", one)
        pane = make(room)
        room.command(command_on(one, CommandState.QUEUED))
        assert pane.model.index(0).data(RowRole).command_note == "Queued"
        room.command(command_on(one, CommandState.DONE))
        assert pane.model.index(0).data(RowRole).command_note == ""


class TestWall:
    def test_a_wall_takes_no_mouse_and_no_focus_and_shows_no_choice(self, make: Make) -> None:
        room = Room("wall", *four())
        room.selection.choose(incident_id="2")
        pane = make(room, "wall")
        view = pane.view
        assert view.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        assert view.focusPolicy() is Qt.FocusPolicy.NoFocus
        assert current(pane) is None
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
        assert room.selection.chosen.incident_id == "2"

    def test_a_wall_with_tabs_does_not_turn_them(self, make: Make) -> None:
        pane = make(Room("wall", *four()), "console")
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(pane.width() - 20, 20))
        assert pane.tab is Tab.ALL

    @pytest.mark.parametrize("role", ["wall", "console"])
    def test_there_are_no_scroll_bars(self, make: Make, role: str) -> None:
        pane = make(Room(role, *(incident(str(n)) for n in range(60))), "wall")
        assert not [bar for bar in pane.findChildren(QScrollBar) if bar.isVisible()]


class TestHonesty:
    def stream(self, room: Room, state: HealthState) -> None:
        room.stores.sources.put(SourceHealth("events", Health(state, NOW.timestamp())))
        room.stores.flush()

    def test_nothing_is_claimed_before_the_stream_was_live(self, make: Make) -> None:
        room = Room("console")
        self.stream(room, HealthState.CONNECTING)
        pane = make(room)
        assert pane.view.empty_sentence == "No incidents have arrived yet"
        self.stream(room, HealthState.LIVE)
        pane.tick(instant(1))
        assert pane.view.empty_sentence == "No open incidents"

    def test_counts_turn_grey_while_the_stream_is_stale(self, make: Make) -> None:
        room = Room("console", *four())
        self.stream(room, HealthState.LIVE)
        pane = make(room)
        assert not pane.is_stale
        self.stream(room, HealthState.STALE)
        pane.tick(instant(1))
        assert pane.is_stale


def test_options_change_style_order_and_area(make: Make) -> None:
    room = Room("console", incident("1", area="320599003001"), incident("2", area="320599004001"))
    pane = make(room)
    pane.set_options(IncidentsOptions(style="wall", area="320599004", order="newest"))
    assert pane.delegate.density == "wall"
    assert [pane.model.index(n).data(IdRole) for n in range(pane.model.rowCount())] == ["2"]


def test_a_closed_pane_follows_nothing(make: Make) -> None:
    room = Room("console", incident("1"))
    pane = make(room)
    pane.close_pane()
    room.put(incident("2"))
    room.selection.choose(incident_id="1")
    assert pane.model.rowCount() == 1
    assert current(pane) is None
