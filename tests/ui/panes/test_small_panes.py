"""The small panes: status, clock, text, title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.panes.panekit import NOW, Paints, Room, instant
from ui.panes.clock import ClockPane
from ui.panes.status import StatusPane
from ui.panes.text import TextPane, TitlePane
from wallclient.layout.kinds import ClockOptions, StatusOptions, TextOptions, TitleOptions
from wallclient.model.health import Health, HealthState, SourceHealth
from wallclient.model.streams import ProcessStatus, StreamStatus

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from ui.context import Pane

UNIX_S = NOW.timestamp()


def show(qtbot: QtBot, pane: Pane, width: int = 459, height: int = 400) -> None:
    qtbot.addWidget(pane)
    pane.resize(width, height)
    pane.show()
    pane.tick(instant())


def extent(pane: Pane, colour: QColor) -> tuple[int, int]:
    """Leftmost and rightmost column with exactly this colour; (-1, -1) if there is none."""
    image, wanted = pane.grab().toImage(), colour.rgb()
    columns = [
        x for x in range(image.width()) if any(image.pixel(x, y) == wanted for y in range(image.height()))
    ]
    return (columns[0], columns[-1]) if columns else (-1, -1)


class TestStatus:
    def room(self, state: HealthState = HealthState.LIVE) -> Room:
        room = Room("wall")
        room.stores.sources.put(SourceHealth("events", Health(state, UNIX_S - 41), (("bad_frames", 1203.0),)))
        for n in range(5):
            health = Health(HealthState.LIVE if n else HealthState.OFFLINE, UNIX_S)
            room.stores.streams.put(StreamStatus(f"c{n}/sub", f"c{n}", "sub", "av", "", health))
        room.stores.processes.put(ProcessStatus("decoder", 7, restarts=2))
        room.stores.flush()
        return room

    def test_every_part_has_its_lines(self, qtbot: QtBot) -> None:
        pane = StatusPane(self.room().context(), StatusOptions())
        show(qtbot, pane)
        assert pane.lines == (
            ("Event stream", "Live", False),
            ("Damaged frames", "1,203", True),
            ("Pictures live", "4", False),
            ("Offline", "1", True),
            ("Processes", "1", False),
            ("Restarts", "2", True),
            ("Event to screen", "21 ms", False),
            ("Interface pauses", "3.2 ms", False),
        )

    def test_what_is_not_live_says_for_how_long(self, qtbot: QtBot) -> None:
        pane = StatusPane(self.room(HealthState.STALE).context(), StatusOptions(parts=("sources",)))
        show(qtbot, pane)
        assert pane.lines[0] == ("Event stream", "Stalled for 00:41", True)
        pane.tick(instant(20))
        assert pane.lines[0][1] == "Stalled for 01:01"

    def test_it_is_painted_only_when_a_line_changes(self, qtbot: QtBot) -> None:
        pane = StatusPane(self.room().context(), StatusOptions())
        show(qtbot, pane)
        paints = Paints(pane)
        qtbot.waitUntil(paints.settled)
        for second in range(1, 5):
            pane.tick(instant(second))
        assert paints.settled()

    def test_where_not_all_fit_what_warns_is_kept(self, qtbot: QtBot) -> None:
        pane = StatusPane(self.room().context(), StatusOptions())
        show(qtbot, pane, height=round(pane.context.theme.ref * 2) * 3 + 2)
        assert extent(pane, pane.context.theme.colours.yellow) != (-1, -1)

    def test_other_options_take_effect_at_once(self, qtbot: QtBot) -> None:
        pane = StatusPane(self.room().context(), StatusOptions())
        show(qtbot, pane)
        pane.set_options(StatusOptions(parts=("latency",)))
        pane.tick(instant())
        assert len(pane.lines) == 2


class TestClock:
    def test_it_is_painted_once_a_second(self, qtbot: QtBot) -> None:
        pane = ClockPane(Room("wall").context(), ClockOptions())
        show(qtbot, pane)
        paints = Paints(pane)
        qtbot.waitUntil(paints.settled)
        for tick in range(30):
            pane.tick(instant(tick / 30))
        assert paints.settled()
        pane.tick(instant(1))
        assert not paints.settled()

    @pytest.mark.parametrize("width", [120, 200, 300, 600])
    def test_the_time_is_never_cut(self, qtbot: QtBot, width: int) -> None:
        pane = ClockPane(Room("wall").context(), ClockOptions(date=False))
        show(qtbot, pane, width, 100)
        left, right = extent(pane, pane.context.theme.colours.t1)
        assert 0 <= left < right < width

    def test_other_options_take_effect(self, qtbot: QtBot) -> None:
        pane = ClockPane(Room("wall").context(), ClockOptions(seconds=True))
        show(qtbot, pane, 600)
        before = extent(pane, pane.context.theme.colours.t1)[1]
        pane.set_options(ClockOptions(seconds=False))
        assert extent(pane, pane.context.theme.colours.t1)[1] < before


class TestText:
    @pytest.mark.parametrize(("align", "side"), [("left", "left"), ("centre", "middle"), ("right", "right")])
    def test_lines_begin_where_the_layout_says(self, qtbot: QtBot, align: str, side: str) -> None:
        pane = TextPane(Room("wall").context(), TextOptions(text="值班", align=align))  # type: ignore[arg-type]
        show(qtbot, pane, 400, 60)
        left, right = extent(pane, pane.context.theme.colours.t1)
        assert {"left": left < 10, "middle": abs(left + right - 400) < 10, "right": right > 390}[side]

    def test_a_long_line_ends_within_the_pane_and_later_lines_that_do_not_fit_are_left_out(
        self, qtbot: QtBot
    ) -> None:
        pane = TextPane(Room("wall").context(), TextOptions(text="值班电话" * 30 + "\n第二行\n第三行"))
        show(qtbot, pane, 300, 50)
        assert extent(pane, pane.context.theme.colours.t1)[1] < 300

    def test_a_title_without_words_is_the_walls_title_and_a_long_note_gives_way(self, qtbot: QtBot) -> None:
        pane = TitlePane(Room("wall").context(), TitleOptions(note="按等级"))
        show(qtbot, pane, 459, 60)
        assert extent(pane, pane.context.theme.colours.t1)[0] >= 0
        pane.set_options(TitleOptions(text="在办事件", note="很长的说明" * 20))
        assert extent(pane, pane.context.theme.colours.t2) == (-1, -1)
