"""The road of a command: a key at the desk, the hub's answer, the event that comes back to the row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.e2e.kit.platform import OPERATOR_TOKEN, Platform, incident, told
from tests.e2e.kit.wallfiles import DESK, WallFiles
from ui.incidents.detail.chooser import DispatchChooser
from ui.incidents.model import RowRole
from ui.panes.incident import IncidentPane
from ui.panes.incidents import IncidentsPane
from wallclient.model.commands import Action, CommandState
from wallclient.model.incidents import Incident, State
from wallclient.model.workers import Worker, WorkerStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.e2e.kit.standing import StandingWall
    from ui.incidents.rows import Row
    from wallclient.model.commands import CommandStatus

OPERATOR = "王敏"
SOON_MS = 20_000
BACK_MS = 40_000  # pauses between tries grow to ten seconds


class Desk:
    """What an operator sees and presses."""

    def __init__(self, wall: StandingWall, qtbot: QtBot) -> None:
        self.wall = wall
        self._qtbot = qtbot
        self.stores = wall.app.stores
        queue, case = (wall.session.wall.panes[name] for name in ("queue", "case"))
        assert isinstance(queue, IncidentsPane)
        assert isinstance(case, IncidentPane)
        self.queue, self.case = queue, case

    def until(self, condition: Callable[[], object], timeout_ms: int = SOON_MS) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=timeout_ms)

    def row(self, incident_id: str) -> Row | None:
        index = self.queue.model.index_of(incident_id)
        return self.queue.model.data(index, RowRole) if index.isValid() else None  # type: ignore[return-value]

    def mark(self, incident_id: str) -> CommandState | None:
        row = self.row(incident_id)
        return row.command if row else None

    def incident(self, incident_id: str) -> Incident:
        found = self.stores.incidents.get(incident_id)
        assert found is not None
        return found

    def command(self) -> CommandStatus | None:
        """The only command on its way."""
        found = list(self.stores.commands.values())
        assert len(found) <= 1
        return found[0] if found else None

    def choose(self, incident_id: str) -> None:
        """Click the incident's row."""
        self.until(lambda: self.row(incident_id))
        view = self.queue.view
        place = view.visualRect(self.queue.model.index_of(incident_id)).center()
        self._qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert self.wall.app.selection.chosen.incident_id == incident_id

    def press(self, key: Qt.Key) -> None:
        self._qtbot.keyClick(self.case, key)

    def send(self, *, typed: str) -> None:
        """Dispatch to the first that is found for what is typed, as an input method types it."""
        self.press(Qt.Key.Key_D)
        chooser = self.case.findChild(DispatchChooser)
        assert chooser is not None
        assert chooser.is_open
        event = QInputMethodEvent()
        event.setCommitString(typed)
        QApplication.sendEvent(chooser, event)
        self._qtbot.keyClick(chooser, Qt.Key.Key_Return)
        assert not chooser.is_open


@pytest.fixture
def make_desk(
    stand: Callable[[WallFiles], StandingWall], platform: Platform, qtbot: QtBot
) -> Callable[[], Desk]:
    """An operator's desk; a second one is the first one after a restart."""

    def make() -> Desk:
        files = WallFiles(
            DESK, role="console", operator=OPERATOR, events=platform.events_url, token=OPERATOR_TOKEN
        )
        return Desk(stand(files), qtbot)

    return make


def worker(name: str) -> dict[str, Any]:
    """A free worker two hundred metres away."""
    known = Worker(
        id=name, name=name, status=WorkerStatus.FREE, lon=120.602, lat=31.301, positioned_at=datetime.now(UTC)
    )
    return {"type": "worker.status", "subject": name, "data": {"worker": known}}


def told_as(platform: Platform, action: str) -> list[str]:
    """Command ids of all events in the hub's log that tell of `action`."""
    return [e.data.command_id for e in platform.log() if e.type == f"incident.{action}"]  # type: ignore[attr-defined]


def test_accept_dispatch_and_resolve_go_out_by_key_and_come_back_as_events(
    make_desk: Callable[[], Desk], platform: Platform
) -> None:
    platform.feed(worker("周敏"), told(incident("gas", small_class="燃气异味")), told(incident("lid")))
    desk = make_desk()
    desk.choose("gas")
    desk.press(Qt.Key.Key_A)
    assert desk.command().state is CommandState.PENDING
    desk.until(lambda: desk.incident("gas").state is State.ACCEPTED)
    desk.until(lambda: desk.command() is None and desk.mark("gas") is None)

    desk.send(typed="燃气公司")
    desk.until(lambda: desk.incident("gas").state is State.DISPATCHED)
    assert desk.incident("gas").lead_dept == "燃气公司"

    desk.choose("lid")
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.incident("lid").state is State.ACCEPTED)
    desk.send(typed="周敏")
    desk.until(lambda: desk.incident("lid").state is State.DISPATCHED)
    assert [one.worker_id for one in desk.incident("lid").assignments] == ["周敏"]
    desk.until(lambda: desk.stores.workers.get("周敏").task == "lid")

    for incident_id in ("lid", "gas"):
        desk.choose(incident_id)
        desk.press(Qt.Key.Key_F)
        desk.until(lambda wanted=incident_id: desk.incident(wanted).state is State.RESOLVED)
    desk.until(lambda: desk.command() is None)
    assert [desk.mark(one) for one in ("lid", "gas")] == [None, None]
    assert {i.id: i for i in desk.stores.incidents.values()} == platform.incidents("lid", "gas")
    for action in ("accepted", "dispatched", "resolved"):
        assert len(set(told_as(platform, action))) == len(told_as(platform, action)) == 2


def test_while_the_hub_is_away_a_command_waits_in_sight_and_goes_out_once(
    make_desk: Callable[[], Desk], platform: Platform
) -> None:
    platform.feed(told(incident("lid")))
    desk = make_desk()
    desk.choose("lid")
    platform.kill()
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.mark("lid") is CommandState.QUEUED)
    command = desk.command()
    assert command is not None
    assert desk.row("lid").command_note
    assert desk.incident("lid").state is State.REPORTED
    platform.start()
    desk.until(lambda: desk.incident("lid").state is State.ACCEPTED, BACK_MS)
    desk.until(lambda: desk.command() is None and desk.mark("lid") is None)
    assert told_as(platform, "accepted") == [command.command.command_id]


def test_a_conflict_names_who_was_first_and_stays_until_it_was_read(
    make_desk: Callable[[], Desk], platform: Platform
) -> None:
    platform.feed(told(incident("lid")))
    desk = make_desk()
    desk.choose("lid")
    # The news of the other's change is on its way, but this desk has not seen it yet.
    desk.wall.session.ticker.stop()
    assert platform.act(Action.ACCEPT, desk.incident("lid"), by="李强", key="other-1") == 200
    desk.press(Qt.Key.Key_A)
    desk.wall.session.ticker.start()
    desk.until(lambda: desk.mark("lid") is CommandState.CONFLICT)
    command = desk.command()
    assert command is not None
    assert command.other_by == "李强"
    assert "李强" in str(desk.row("lid"))
    assert desk.incident("lid").version == 2
    assert told_as(platform, "accepted") == ["other-1"]
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: desk.mark("lid") is None)


def test_a_command_that_was_not_sent_outlives_the_wall(
    make_desk: Callable[[], Desk], platform: Platform
) -> None:
    platform.feed(told(incident("lid")))
    desk = make_desk()
    desk.choose("lid")
    platform.kill()
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.mark("lid") is CommandState.QUEUED)
    command = desk.command()
    assert command is not None
    desk.wall.close()

    again = make_desk()
    again.until(lambda: again.command() is not None)
    assert again.command().command == command.command
    again.until(lambda: again.command().state is CommandState.QUEUED)
    platform.start()
    again.until(lambda: again.row("lid") and again.incident("lid").state is State.ACCEPTED, BACK_MS)
    again.until(lambda: again.command() is None)
    assert told_as(platform, "accepted") == [command.command.command_id]
