"""The figures pane and the charts pane over living stores."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, get_args

import pytest

from tests.ui.charts.test_chart_numbers import case, solved
from tests.ui.map.mapkit import context
from ui.charts.kinds import CHARTS
from ui.charts.kinds.hours import peak_words
from ui.charts.series import Hours
from ui.panes.charts import ChartsPane
from ui.panes.figures import FiguresPane
from wallclient.layout.kinds import ChartsOptions, FiguresOptions
from wallclient.layout.kinds.figures import Chart
from wallclient.model.areas import Area, AreaLevel
from wallclient.model.figures import OpinionFigures, ServiceIntake
from wallclient.model.health import Health, HealthState, SourceHealth
from wallclient.model.incidents import State
from wallclient.model.instant import Instant
from wallclient.model.stores import Stores

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

_AT = datetime(2026, 11, 23, 14, 32).astimezone()
NOW = Instant(_AT, _AT.timestamp(), 1000.0)
RED = "#ee5039"


def at(seconds: float) -> Instant:
    return Instant(NOW.at + timedelta(seconds=seconds), NOW.unix_s + seconds, NOW.monotonic_s + seconds)


def tick(pane: Any, start_s: float, seconds: float = 4.0) -> QImage:
    for step in range(int(seconds * 30)):
        pane.tick(at(start_s + step / 30))
    image: QImage = pane.grab().toImage()
    return image


def recent(number: int, **more: Any) -> Any:
    return case(number, reported_at=NOW.at - timedelta(seconds=60), **more)


def stores_with(*cases: Any) -> Stores:
    stores = Stores()
    stores.incidents.replace_all(cases)
    stores.flush()
    return stores


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)}


@pytest.fixture
def figures(qtbot: QtBot) -> Any:
    def make(stores: Stores, options: FiguresOptions | None = None) -> FiguresPane:
        pane = FiguresPane(context(stores), options or FiguresOptions())
        pane.resize(1244, 150)
        qtbot.addWidget(pane)
        pane.show()
        return pane

    return make


def test_the_strip_tells_the_room_in_five_numbers(figures: Any) -> None:
    pane = figures(
        stores_with(
            recent(1, state=State.REGISTERED),
            recent(2, dispatched_at=NOW.at, due_at=NOW.at + timedelta(days=2)),
            recent(3, dispatched_at=NOW.at, due_at=NOW.at - timedelta(seconds=30)),
            recent(
                4, state=State.CLOSED, dispatched_at=NOW.at, resolved_at=NOW.at, due_at=NOW.at + timedelta(1)
            ),
        )
    )
    image = tick(pane, 0)
    assert [(word, number) for word, number, _ in pane.words] == [
        ("Received today", "4"),
        ("To dispatch", "1"),
        ("In progress", "2"),
        ("Overdue", "1"),
        ("Solved on time", "100.0"),
    ]
    assert RED in colours(image)


def test_nothing_overdue_is_not_red_and_no_rate_is_no_number(figures: Any) -> None:
    pane = figures(Stores())
    image = tick(pane, 0)
    assert [number for _, number, _ in pane.words] == ["0", "0", "0", "0", "–"]
    assert RED not in colours(image)


def test_the_strip_follows_events_within_two_seconds(figures: Any) -> None:
    stores = stores_with(recent(1))
    pane = figures(stores, FiguresOptions(which=("received",)))
    tick(pane, 0)
    stores.incidents.put(recent(2))
    stores.flush()
    tick(pane, 5, 2)
    assert pane.words == (("Received today", "2", "cases"),)


def test_only_the_area_of_the_layout_is_counted(figures: Any) -> None:
    pane = figures(
        stores_with(recent(1, area="320599001"), recent(2, area="320599002")),
        FiguresOptions(which=("received",), area="320599002"),
    )
    tick(pane, 0)
    assert pane.words[0][1] == "1"


def test_numbers_turn_grey_while_the_event_stream_is_stale(figures: Any) -> None:
    stores = stores_with(recent(1))
    pane = figures(stores)
    assert "#ece9e1" in colours(tick(pane, 0))
    stores.sources.put(SourceHealth("events", Health(HealthState.STALE, NOW.unix_s)))
    stores.flush()
    assert "#ece9e1" not in colours(tick(pane, 5))


def charts(qtbot: QtBot, stores: Stores, *names: str, role: str = "console", **more: Any) -> ChartsPane:
    pane = ChartsPane(context(stores, role=role, u=1.009), ChartsOptions(charts=names, **more))  # type: ignore[arg-type]
    pane.resize(1872, 970)
    qtbot.addWidget(pane)
    pane.show()
    return pane


def history() -> Stores:
    stores = stores_with(
        *(
            solved(
                100 * place + n,
                days_ago=n % 28 + 0.1,
                minutes=60 + 30 * place,
                subdistrict=name,
                big_class=name,
            )
            for place, name in enumerate("北清文望")
            for n in range(60)
        ),
        recent(
            9000,
            due_at=NOW.at - timedelta(hours=1),
            dispatched_at=NOW.at - timedelta(hours=2),
            subdistrict="北",
        ),
    )
    stores.intake.put(ServiceIntake(service="a", name="证件办理", received=286, in_progress=64, stuck=2))
    stores.opinions.put(OpinionFigures(area="320599", suggestions=106, replied_rate=1.0, satisfied_rate=0.98))
    stores.flush()
    return stores


def test_every_chart_that_a_layout_can_name_is_there() -> None:
    assert set(get_args(Chart)) <= set(CHARTS)


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_chart_without_data_says_so_and_one_with_data_draws_more(qtbot: QtBot, name: str) -> None:
    empty = tick(charts(qtbot, Stores(), name), 0)
    full = tick(charts(qtbot, history(), name), 0)
    assert len(colours(full)) > 2
    assert empty != full


@pytest.mark.parametrize(("width", "height"), [(1872, 970), (500, 260), (260, 140), (90, 40)])
def test_all_charts_together_paint_in_any_size(qtbot: QtBot, width: int, height: int) -> None:
    pane = charts(qtbot, history(), "findings", "clocks", "hours", "trend", "classes", "intake", columns=3)
    pane.resize(width, height)
    tick(pane, 0)
    assert pane.grab().toImage().width() == width  # an error while painting fails the test


def test_a_chart_is_painted_again_only_when_its_numbers_change(qtbot: QtBot) -> None:
    stores = history()
    pane = charts(qtbot, stores, "classes")
    tick(pane, 0)
    item = pane.view.items_in_order[0]
    before = item.numbers
    tick(pane, 5)
    assert item.numbers is before
    stores.incidents.put(recent(9500, big_class="北"))
    stores.flush()
    tick(pane, 10)
    assert item.numbers != before


def test_clicking_a_subdistrict_chooses_its_area_at_a_console_only(qtbot: QtBot) -> None:
    for role, chosen in (("console", "320599001"), ("wall", "")):
        stores = history()
        stores.areas.put(Area(code="320599001", name="北街道", level=AreaLevel.SUBDISTRICT))
        stores.flush()
        pane = charts(qtbot, stores, "subdistricts", role=role)
        tick(pane, 0)
        pane.view.place_clicked.emit("北")
        assert pane.context.ports.selection.chosen.area_code == chosen


def test_the_mark_under_the_pointer_is_found(qtbot: QtBot) -> None:
    pane = charts(qtbot, history(), "clocks")
    tick(pane, 0)
    chart = pane.view.items_in_order[0].chart
    hits = {chart.hit(40, y) for y in range(0, 970, 10)}
    assert hits == {"", "北", "清", "文", "望"}


def test_the_findings_name_the_slowest_place_the_overdue_and_the_replies(qtbot: QtBot) -> None:
    pane = charts(qtbot, history(), "findings")
    tick(pane, 0)
    found: Any = pane.view.items_in_order[0].numbers
    assert [(finding.sentence, finding.number) for finding in found] == [
        ("望 is slowest to solve", "2.5"),
        ("北 has most overdue", "1"),
        ("All suggestions replied to", "98"),
    ]


def test_the_sentence_under_the_hours_names_days_and_hour() -> None:
    quiet = (0,) * 24
    busy = (0,) * 20 + (5,) + (0,) * 3
    assert peak_words(Hours((quiet,) * 4 + (busy, busy, quiet), 4)) == "Most on Friday, Saturday at 20:00"
    assert peak_words(Hours((busy,) * 7, 4)) == "Most on most days at 20:00"


def test_another_layout_shows_other_charts_in_the_same_pane(qtbot: QtBot) -> None:
    pane = charts(qtbot, history(), "classes")
    tick(pane, 0)
    pane.set_options(ChartsOptions(charts=("trend", "hours"), days=7))
    tick(pane, 5)
    assert [item.name for item in pane.view.items_in_order] == ["trend", "hours"]
    pane.close_pane()
