"""The ticker bar: a page for eight seconds, whole counts, and messages that take the line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.panes.panekit import NOW, PROFILE, TOKENS, WALL_U, Paints, Room, incident, instant, reported
from ui.theme import Theme
from ui.tickerbar import PAGE_S, PAGES, TickerBar
from wallclient.model.health import Health, HealthState, SourceHealth
from wallclient.model.incidents import CourseEntry, State
from wallclient.rules import clocks
from wallclient.rules.figures import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    Make = Callable[..., TickerBar]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    made: list[TickerBar] = []

    def show(room: Room, role: str = "wall") -> TickerBar:
        bar = TickerBar(Theme(TOKENS, WALL_U), room.stores, PROFILE, role)
        qtbot.addWidget(bar)
        made.append(bar)
        bar.resize(1872, 48)
        bar.show()
        run(bar, 0.0, 2.0)
        return bar

    yield show
    for bar in made:
        bar.close_bar()


def run(bar: TickerBar, start_s: float, end_s: float) -> None:
    """Thirty ticks a second from `start_s` to before `end_s`."""
    for tick in range(round(start_s * 30), round(end_s * 30)):
        bar.tick(instant(tick / 30))


def many(number: int) -> list[object]:
    return [
        incident(str(n), severity=1 + n % 4, due_at=NOW + timedelta(minutes=30 + 7 * n))
        for n in range(number)
    ]


class TestPages:
    def test_a_page_stands_for_eight_seconds_and_then_turns(self, make: Make) -> None:
        bar = make(Room("wall", *many(12)))
        seen = [bar.page[1]]
        for second in range(2, 45):
            run(bar, second, second + 1)
            seen.append(bar.page[1])
        assert [len(list(group)) for group in runs(seen)][1:4] == [PAGE_S] * 3
        assert [group[0] for group in runs(seen)][: PAGES + 1] == [1, 2, 3, 4, 5, 1]

    def test_the_pages_are_the_first_of_the_order(self, make: Make) -> None:
        room = Room("wall", *many(60))
        bar = make(room)
        first = sorted(
            room.stores.incidents.values(), key=lambda i: clocks.sort_key(i, instant(2).at, PROFILE)
        )
        shown = []
        for page in range(PAGES):
            shown.append(bar.page[0])
            run(bar, 2 + 8 * page, 10 + 8 * page)
        assert shown == [one.id for one in first[:PAGES]]

    def test_a_page_stays_on_its_incident_when_another_comes_before_it(self, make: Make) -> None:
        room = Room("wall", incident("1", severity=2), incident("2", severity=3))
        bar = make(room)
        assert bar.page == ("1", 1, 2)
        room.put(incident("0", severity=1))
        run(bar, 2, 4)
        assert bar.page == ("1", 2, 3)

    def test_closed_incidents_and_drafts_have_no_page(self, make: Make) -> None:
        bar = make(Room("wall", incident("1", state=State.CLOSED), incident("2", state=State.DRAFT)))
        assert bar.page == ("", 0, 0)
        assert bar.says == "No open incidents"

    def test_before_anything_was_heard_nothing_is_claimed(self, make: Make) -> None:
        room = Room("wall")
        room.stores.sources.put(SourceHealth("events", Health(HealthState.CONNECTING, 0.0)))
        room.stores.flush()
        assert make(room).says == "No incidents have arrived yet"


class TestLine:
    def test_the_newest_line_of_the_course_is_told_else_who_has_it(self, make: Make) -> None:
        course = (
            CourseEntry(at=NOW, who="李强", text="到达现场"),
            CourseEntry(at=NOW - timedelta(minutes=1), who="王敏", text="派遣"),
        )
        room = Room("wall", incident("1", course=course))
        bar = make(room)
        assert bar.says == "到达现场"
        room.put(incident("1", lead_dept="供水公司"))
        run(bar, 2, 4)
        assert bar.says == "供水公司, In progress"

    def test_a_message_takes_the_line_while_it_lasts(self, make: Make) -> None:
        bar = make(Room("wall", incident("1", lead_dept="供水公司")))
        bar.say("版式文件有 3 处错误")
        assert bar.says == "版式文件有 3 处错误"
        bar.say("")
        assert bar.says == "供水公司, In progress"

    @pytest.mark.parametrize(("role", "told"), [("wall", "刘**来电"), ("console", "刘桂英来电")])
    def test_a_wall_tells_no_names(self, make: Make, role: str, told: str) -> None:
        course = (CourseEntry(at=NOW, who="热线", text="刘桂英来电"),)
        bar = make(Room("wall", incident("1", petitioner="刘桂英 13812342206", course=course)), role)
        assert bar.says == told


class TestCounts:
    def test_they_are_the_rooms_figures(self, make: Make) -> None:
        room = Room("wall", *many(30), reported("r"), incident("late", due_at=NOW - timedelta(hours=1)))
        bar = make(room)
        figures = count(room.stores.incidents.values(), instant(2).at, PROFILE)
        assert bar.counts == (figures.undispatched, figures.in_progress, figures.overdue)
        room.put(incident("r"))
        run(bar, 2, 4)
        assert bar.counts == (figures.undispatched, figures.in_progress + 1, figures.overdue)

    def test_half_a_count_is_never_shown(self, qtbot: QtBot) -> None:
        room = Room("wall", *many(300))
        bar = TickerBar(Theme(TOKENS, WALL_U), room.stores, PROFILE)
        qtbot.addWidget(bar)
        seen = set()
        for tick in range(60):
            bar.tick(instant(tick / 30))
            seen.add(bar.counts)
        assert len(seen - {None}) == 1
        bar.close_bar()


class TestPainting:
    def test_it_is_painted_only_when_something_changes(self, make: Make, qtbot: QtBot) -> None:
        bar = make(Room("wall", *many(12)))
        paints = Paints(bar)
        qtbot.waitUntil(paints.settled)
        for tick in range(60, 30 * 24):
            bar.tick(instant(tick / 30))
            QApplication.processEvents()
        # Three pages turned between the second and the 24th second, and nothing else happened.
        assert paints.count in (2, 3)

    def test_the_sign_blinks_until_somebody_takes_notice(self, make: Make) -> None:
        room = Room("wall", reported("1", severity=1))
        bar = make(room)
        red = bar.theme.colours.of_severity(1).rgb()

        def sign_shown() -> bool:
            image = bar.grab().toImage()
            return any(image.pixel(x, 24) == red for x in range(40))

        bar.tick(instant(3.1))
        assert sign_shown()
        bar.tick(instant(3.9))
        assert not sign_shown()
        room.put(incident("1", severity=1))
        run(bar, 4, 5.5)
        bar.tick(instant(5.9))
        assert sign_shown()

    @pytest.mark.parametrize("width", [200, 700, 1872])
    def test_any_width_is_painted(self, make: Make, width: int) -> None:
        bar = make(Room("wall", *many(5)))
        bar.resize(width, 48)
        assert not bar.grab().isNull()


def runs(values: list[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for value in values:
        if found and found[-1][0] == value:
            found[-1].append(value)
        else:
            found.append([value])
    return found
