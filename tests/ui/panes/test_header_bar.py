"""The header: what it says of the event stream, of waiting commands, and of what kind of data this is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.panes.panekit import NOW, TOKENS, WALL_U, Paints, Room, command_on, incident, instant
from ui import clockwords
from ui.header import HeaderBar, feed_words
from ui.theme import Theme
from wallclient.model.commands import CommandState
from wallclient.model.health import Health, HealthState, SourceHealth

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

UNIX_S = NOW.timestamp()


def bar(qtbot: QtBot, room: Room, marker: str = "none", width: int = 1872) -> HeaderBar:
    made = HeaderBar(Theme(TOKENS, WALL_U), room.stores, "澄湖区社会治理综合指挥中心", "command", marker)
    qtbot.addWidget(made)
    made.resize(width, 56)
    made.show()
    made.tick(instant())
    return made


def stream(room: Room, state: HealthState, since_s: float = 0.0) -> None:
    room.stores.sources.put(SourceHealth("events", Health(state, UNIX_S - since_s)))
    room.stores.flush()


def yellow_share(made: HeaderBar) -> float:
    yellow = made.theme.colours.yellow.rgb()
    image = made.grab().toImage()
    points = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    return sum(image.pixel(x, y) == yellow for x, y in points) / len(points)


@pytest.mark.parametrize(
    ("state", "words", "warns"),
    [
        (HealthState.LIVE, "Event stream normal", False),
        (HealthState.CONNECTING, "Connecting to the event stream", False),
        (HealthState.STALE, "Event stream stale 00:41", True),
        (HealthState.REFUSED, "The platform refuses access", True),
        (HealthState.RECONNECTING, "Platform not reachable since {since}", True),
        (HealthState.OFFLINE, "Platform not reachable since {since}", True),
    ],
)
def test_each_health_of_the_event_stream_has_its_words(state: HealthState, words: str, warns: bool) -> None:
    since = clockwords.clock(datetime.fromtimestamp(UNIX_S - 41).astimezone())
    assert feed_words(Health(state, UNIX_S - 41), UNIX_S) == (words.format(since=since), warns)


def test_only_a_warning_stands_on_yellow(qtbot: QtBot) -> None:
    room = Room("wall")
    stream(room, HealthState.LIVE)
    made = bar(qtbot, room)
    assert yellow_share(made) == 0
    stream(room, HealthState.STALE, 41)
    made.tick(instant(1))
    assert yellow_share(made) > 0.02


@pytest.mark.parametrize(
    ("marker", "words"), [("demo", "Demo data"), ("exercise", "Exercise"), ("test", "Test"), ("none", "")]
)
def test_what_is_not_real_is_marked(qtbot: QtBot, marker: str, words: str) -> None:
    made = bar(qtbot, Room("wall"), marker)
    assert made.marker_words == words


def test_commands_that_wait_are_counted(qtbot: QtBot) -> None:
    room = Room("console")
    made = bar(qtbot, room)
    assert made.waiting == 0
    for number, state in enumerate((CommandState.QUEUED, CommandState.QUEUED, CommandState.PENDING)):
        room.command(command_on(incident(str(number)), state))
    assert made.waiting == 2


def test_it_is_painted_once_a_second_and_when_a_source_changes(qtbot: QtBot) -> None:
    room = Room("wall")
    stream(room, HealthState.LIVE)
    made = bar(qtbot, room)
    paints = Paints(made)
    qtbot.waitUntil(paints.settled)
    for tick in range(60):
        made.tick(instant(tick / 30))
        QApplication.processEvents()
    assert paints.count == 1
    stream(room, HealthState.CONNECTING)
    made.tick(instant(59 / 30))
    QApplication.processEvents()
    assert paints.count == 2


@pytest.mark.parametrize("width", [100, 300, 800, 1200, 1872, 3000])
def test_any_width_is_painted(qtbot: QtBot, width: int) -> None:
    room = Room("wall")
    stream(room, HealthState.OFFLINE, 700)
    assert not bar(qtbot, room, "exercise", width).grab().isNull()
