"""The detail pane: it follows the choice, and every key does one thing or says why it cannot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.panes.panekit import NOW, Room, command_on, incident, instant, reported
from ui.panes.incident import IncidentPane
from ui.panes.incidents import IncidentsPane
from wallclient.layout.kinds import IncidentOptions, IncidentsOptions
from wallclient.model.commands import Action, CommandState
from wallclient.model.incidents import State
from wallclient.model.workers import Worker, WorkerStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    Make = Callable[..., IncidentPane]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    """Shows the pane of a room in which incident 1 is chosen; all panes are closed in the end."""
    made: list[IncidentPane] = []

    def show(room: Room, size: tuple[int, int] = (955, 1344), **options: Any) -> IncidentPane:
        room.selection.choose(incident_id="1")
        pane = IncidentPane(room.context(), IncidentOptions(**options))
        qtbot.addWidget(pane)
        made.append(pane)
        pane.resize(*size)
        pane.show()
        pane.activateWindow()
        qtbot.waitUntil(pane.isActiveWindow)
        pane.setFocus()
        pane.tick(instant())
        return pane

    yield show
    for pane in made:
        pane.close_pane()


def place(number: int) -> dict[str, float]:
    return {"lon": 120.62 + number * 0.001, "lat": 31.3}


def worker(number: int, name: str, status: WorkerStatus = WorkerStatus.FREE) -> Worker:
    return Worker(id=f"w{number}", name=name, status=status, positioned_at=NOW, **place(number))


def room_with_workers(one: Any = None) -> Room:
    room = Room("console", one or incident("1", **place(0), address="望湖街道米兰社区 6 号楼"))
    for number, name in enumerate(("周敏", "董平", "陈红欣", "周敏华", "李强"), 1):
        room.stores.workers.put(worker(number, name))
    room.stores.workers.put(worker(0, "王忙", WorkerStatus.BUSY))
    room.stores.flush()
    return room


class TestFollowing:
    def test_it_shows_the_chosen_incident_and_its_changes(self, make: Make) -> None:
        room = Room("console", incident("1"), incident("2", title="东桥小区停水"))
        pane = make(room)
        assert pane.facts is not None
        assert pane.facts.title == "米兰社区 1 号楼燃气泄漏"
        room.selection.choose(incident_id="2")
        assert pane.facts.title == "东桥小区停水"
        room.put(incident("2", title="东桥小区恢复供水", severity=1))
        assert (pane.facts.title, pane.facts.severity) == ("东桥小区恢复供水", 1)

    def test_another_incidents_change_makes_nothing_anew(self, make: Make) -> None:
        room = Room("console", incident("1"), incident("2"))
        pane = make(room)
        before = pane.facts
        room.put(incident("2", title="改"))
        assert pane.facts is before

    def test_nothing_chosen_and_an_incident_that_is_gone_show_a_sentence_only(self, make: Make) -> None:
        room = Room("console", incident("1"))
        pane = make(room)
        assert pane.chooser.isVisible()
        room.remove("1")
        assert pane.facts is None
        assert not pane.chooser.isVisible()
        room.put(incident("1"))
        assert pane.facts is not None
        room.selection.choose(incident_id="")
        assert pane.facts is None
        pane.grab()

    def test_time_lifts_its_severity_too(self, make: Make) -> None:
        room = Room("console", incident("1", severity=4, dispatched_at=NOW))
        pane = make(room)
        assert pane.facts is not None
        assert pane.facts.severity == 4
        pane.tick(instant(50 * 60))
        assert pane.facts.severity == 3


class TestKeys:
    @pytest.mark.parametrize(
        ("one", "key", "action"),
        [
            (reported("1"), Qt.Key.Key_A, Action.ACCEPT),
            (incident("1"), Qt.Key.Key_F, Action.RESOLVE),
        ],
    )
    def test_a_key_submits_its_action(self, make: Make, one: Any, key: Qt.Key, action: Action) -> None:
        room = Room("console", one)
        pane = make(room)
        QTest.keyClick(pane, key)
        assert room.commands.submitted == [(action, "1", {})]

    @pytest.mark.parametrize(
        ("one", "key", "sentence"),
        [
            (incident("1"), Qt.Key.Key_A, "Accept is not possible while it is In progress"),
            (reported("1"), Qt.Key.Key_D, "Send out is not possible while it is Reported"),
            (
                incident("1", state=State.CLOSED),
                Qt.Key.Key_F,
                "Report solved is not possible while it is Closed",
            ),
        ],
    )
    def test_what_is_not_allowed_is_said_in_a_sentence(
        self, make: Make, one: Any, key: Qt.Key, sentence: str
    ) -> None:
        room = Room("console", one)
        pane = make(room)
        QTest.keyClick(pane, key)
        assert room.commands.submitted == []
        assert pane.desk.sentence.text == sentence
        assert not pane.chooser.is_open
        QTest.keyClick(pane, Qt.Key.Key_Escape)
        assert pane.desk.sentence.text != sentence or key == Qt.Key.Key_D

    def test_a_sentence_goes_with_another_choice(self, make: Make) -> None:
        room = Room("console", incident("1"), incident("2"))
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_A)
        room.selection.choose(incident_id="2")
        assert pane.desk.sentence.text == ""

    def test_r_makes_a_report_and_says_where_it_is(self, make: Make) -> None:
        room = Room("console", incident("1"))
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_R)
        assert pane.desk.sentence.text == "Making the situation report"
        incident_id, done = room.reports.asked[0]
        assert incident_id == "1"
        done("/reports/1.html", "")
        assert pane.desk.sentence.text == "Situation report: /reports/1.html"
        QTest.keyClick(pane, Qt.Key.Key_R)
        room.reports.asked[1][1]("", "No space left on device")
        assert pane.desk.sentence.text == "The report could not be made: No space left on device"

    def test_a_report_of_what_is_no_longer_shown_says_nothing(self, make: Make) -> None:
        room = Room("console", incident("1"), incident("2"))
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_R)
        room.selection.choose(incident_id="2")
        room.reports.asked[0][1]("/reports/1.html", "")
        assert pane.desk.sentence.text == ""

    def test_the_queue_beside_it_needs_no_change_of_focus(self, make: Make, qtbot: QtBot) -> None:
        room = Room("console", reported("1"), reported("2", due_at=NOW + timedelta(hours=2)))
        window = QWidget()
        qtbot.addWidget(window)
        queue = IncidentsPane(room.context(), IncidentsOptions(style="console"))
        detail = IncidentPane(room.context(), IncidentOptions())
        for pane, left in ((queue, 0), (detail, 640)):
            pane.setParent(window)
            pane.setGeometry(left, 0, 640, 900)
        window.resize(1280, 900)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        queue.view.setFocus()
        for pane in (queue, detail):
            pane.tick(instant())
        QTest.keyClick(queue.view, Qt.Key.Key_Down)
        QTest.keyClick(queue.view, Qt.Key.Key_Down)
        QTest.keyClick(queue.view, Qt.Key.Key_A)
        assert room.commands.submitted == [(Action.ACCEPT, "2", {})]
        for pane in (queue, detail):
            pane.close_pane()

    def test_a_click_on_a_button_is_its_key(self, make: Make) -> None:
        room = Room("console", reported("1"))
        pane = make(room)
        boxes = dict(pane.button_boxes())
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=boxes["A"].center().toPoint())
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=boxes["R"].center().toPoint())
        assert [action for action, *_ in room.commands.submitted] == [Action.ACCEPT]
        assert len(room.reports.asked) == 1
        assert min(min(box.width(), box.height()) for box in boxes.values()) >= 32


class TestChooser:
    def test_at_rest_it_offers_the_nearest_free_workers_and_the_departments(self, make: Make) -> None:
        pane = make(room_with_workers())
        assert not pane.chooser.is_open
        assert [t.title for t in pane.chooser.targets] == [
            "周敏 to 米兰社区 6 号楼",
            "董平 to 米兰社区 6 号楼",
            "陈红欣 to 米兰社区 6 号楼",
            "燃气办",
            "市政中心",
        ]

    def test_enter_sends_the_nearest_worker(self, make: Make) -> None:
        room = room_with_workers()
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_D)
        assert pane.chooser.is_open
        QTest.keyClick(pane.chooser, Qt.Key.Key_Return)
        assert room.commands.submitted == [(Action.REDISPATCH, "1", {"depts": (), "worker_id": "w1"})]
        assert not pane.chooser.is_open

    def test_arrows_walk_and_enter_sends_departments_lead_first(self, make: Make) -> None:
        room = room_with_workers(incident("1", state=State.REGISTERED, dispatched_at=None, **place(0)))
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_D)
        for _ in range(9):
            QTest.keyClick(pane.chooser, Qt.Key.Key_Down)
        assert pane.chooser.row == 4
        QTest.keyClick(pane.chooser, Qt.Key.Key_Up)
        QTest.keyClick(pane.chooser, Qt.Key.Key_Enter)
        assert room.commands.submitted == [
            (Action.DISPATCH, "1", {"depts": ("燃气办", "消防大队"), "worker_id": ""})
        ]

    def test_typing_finds_people_beyond_the_nearest_and_backspace_takes_back(self, make: Make) -> None:
        room = room_with_workers()
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_D)
        chooser = pane.chooser
        QApplication.sendEvent(chooser, committed("周敏"))
        assert [t.worker_id for t in chooser.targets] == ["w1", "w4"]
        QApplication.sendEvent(chooser, committed("x"))
        assert chooser.targets == ()
        QTest.keyClick(chooser, Qt.Key.Key_Return)
        assert room.commands.submitted == []
        QTest.keyClick(chooser, Qt.Key.Key_Backspace)
        QTest.keyClick(chooser, Qt.Key.Key_Down)
        QTest.keyClick(chooser, Qt.Key.Key_Return)
        assert room.commands.submitted[0][2]["worker_id"] == "w4"

    def test_letters_typed_into_it_are_text_and_no_actions(self, make: Make) -> None:
        room = room_with_workers()
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_D)
        QTest.keyClicks(pane.chooser, "far")
        assert room.commands.submitted == []
        assert room.reports.asked == []
        assert pane.chooser.targets == ()

    def test_escape_leaves_and_gives_the_keys_back(self, make: Make) -> None:
        room = room_with_workers()
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_D)
        QTest.keyClicks(pane.chooser, "x")
        QTest.keyClick(pane.chooser, Qt.Key.Key_Escape)
        assert not pane.chooser.is_open
        assert pane.hasFocus()
        assert len(pane.chooser.targets) == 5
        QTest.keyClick(pane, Qt.Key.Key_F)
        assert [action for action, *_ in room.commands.submitted] == [Action.RESOLVE]

    def test_another_choice_closes_it(self, make: Make) -> None:
        room = room_with_workers()
        room.put(incident("2"))
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_D)
        room.selection.choose(incident_id="2")
        assert not pane.chooser.is_open

    def test_the_first_press_marks_and_the_second_sends(self, make: Make) -> None:
        room = room_with_workers()
        pane = make(room)
        second = row_place(pane, 1)
        QTest.mouseClick(pane.chooser, Qt.MouseButton.LeftButton, pos=second)
        assert (pane.chooser.is_open, pane.chooser.row) == (True, 1)
        assert room.commands.submitted == []
        QTest.mouseClick(pane.chooser, Qt.MouseButton.LeftButton, pos=second)
        assert room.commands.submitted[0][2]["worker_id"] == "w2"

    def test_what_can_no_longer_be_dispatched_is_said(self, make: Make) -> None:
        room = room_with_workers()
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_D)
        room.put(incident("1", state=State.CLOSED, **place(0)))
        QTest.keyClick(pane.chooser, Qt.Key.Key_Return)
        assert room.commands.submitted == []
        assert pane.desk.sentence.text == "Send out is not possible while it is Closed"

    def test_offers_follow_positions_only_while_nobody_chooses(self, make: Make) -> None:
        room = room_with_workers()
        pane = make(room)
        QTest.keyClick(pane, Qt.Key.Key_D)
        room.stores.workers.put(worker(1, "周敏", WorkerStatus.BUSY))
        room.stores.flush()
        pane.tick(instant(12))
        assert pane.chooser.targets[0].worker_id == "w1"
        QTest.keyClick(pane.chooser, Qt.Key.Key_Escape)
        assert pane.chooser.targets[0].worker_id == "w2"

    def test_it_stays_within_the_pane_and_below_everything(self, make: Make) -> None:
        room = room_with_workers()
        for size in ((955, 1344), (955, 900), (520, 640)):
            pane = make(room, size)
            QTest.keyClick(pane, Qt.Key.Key_D)
            assert pane.rect().contains(pane.chooser.geometry())
            buttons = [box for _, box in pane.button_boxes()]
            assert all(box.bottom() < pane.chooser.y() and box.right() <= pane.width() for box in buttons)


class TestAnswers:
    def test_where_a_command_stands_is_said(self, make: Make) -> None:
        one = incident("1")
        room = Room("console", one)
        pane = make(room)
        for state, text in (
            (CommandState.PENDING, "Report solved is on its way"),
            (CommandState.QUEUED, "Report solved waits for the platform"),
        ):
            room.command(command_on(one, state))
            assert pane.desk.sentence.text == text
            assert not pane.desk.sentence.warns
        room.command(command_on(one, CommandState.DONE))
        assert pane.desk.sentence.text == ""

    def test_a_refusal_tells_its_reason_until_it_is_put_away(self, make: Make) -> None:
        one = incident("1")
        room = Room("console", one)
        pane = make(room)
        room.command(command_on(one, CommandState.REFUSED, reason="not yours"))
        assert pane.desk.sentence.text == "Report solved was refused: not yours"
        assert pane.desk.sentence.warns
        QTest.keyClick(pane, Qt.Key.Key_Escape)
        assert room.commands.dismissed == ["c-1"]

    def test_a_conflict_can_be_left_to_the_other_or_given_again(self, make: Make) -> None:
        one = incident("1")
        room = Room("console", one)
        pane = make(room)
        room.command(command_on(one, CommandState.CONFLICT, other_by="高文博"))
        sentence = pane.desk.sentence
        assert sentence.text == "Report solved: 高文博 changed the incident first"
        assert [key for _, key in sentence.choices] == ["Esc", "Enter"]
        QTest.keyClick(pane, Qt.Key.Key_Return)
        assert room.commands.dismissed == ["c-1"]
        assert room.commands.submitted == [(Action.RESOLVE, "1", {"note": "", "depts": (), "worker_id": ""})]

    def test_esc_takes_the_others_version(self, make: Make) -> None:
        one = incident("1")
        room = Room("console", one)
        pane = make(room)
        room.command(command_on(one, CommandState.CONFLICT, other_by="高文博"))
        QTest.keyClick(pane, Qt.Key.Key_Escape)
        assert room.commands.dismissed == ["c-1"]
        assert room.commands.submitted == []

    def test_mine_is_kept_only_if_it_is_still_possible(self, make: Make) -> None:
        one = incident("1", state=State.CLOSED)
        room = Room("console", one)
        pane = make(room)
        room.command(command_on(one, CommandState.CONFLICT, other_by="高文博"))
        QTest.keyClick(pane, Qt.Key.Key_Return)
        assert room.commands.submitted == room.commands.dismissed == []
        assert pane.desk.sentence.text == "Report solved is not possible while it is Closed"


class TestWall:
    def test_a_wall_has_no_actions_keys_or_focus(self, make: Make) -> None:
        room = Room("wall", reported("1"))
        pane = make(room, (930, 900))
        assert pane.focusPolicy() is Qt.FocusPolicy.NoFocus
        assert not pane.chooser.isVisible()
        QTest.keyClick(pane, Qt.Key.Key_A)
        pane.act("A")
        pane.make_report()
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(40, 800))
        assert room.commands.submitted == []
        assert room.reports.asked == []

    def test_a_layout_without_actions_has_none(self, make: Make) -> None:
        room = Room("console", reported("1"))
        pane = make(room, parts=("facts", "clocks"))
        assert not pane.chooser.isVisible()
        QTest.keyClick(pane, Qt.Key.Key_A)
        assert room.commands.submitted == []
        pane.set_options(IncidentOptions())
        assert pane.chooser.isVisible()


def test_any_size_is_painted(make: Make) -> None:
    room = room_with_workers()
    for size in ((955, 1344), (955, 700), (400, 400), (120, 60)):
        assert not make(room, size).grab().isNull()


def test_a_closed_pane_follows_nothing(make: Make) -> None:
    room = Room("console", incident("1"))
    pane = make(room)
    before = pane.facts
    pane.close_pane()
    room.put(incident("1", title="改"))
    assert pane.facts is before


def committed(text: str) -> QEvent:
    event = QInputMethodEvent()
    event.setCommitString(text)
    return event


def row_place(pane: IncidentPane, row: int) -> QPoint:
    read = pane.context.theme.read
    return QPoint(200, round(read * 3.3 + read * 3.26 * (row + 0.5)))
