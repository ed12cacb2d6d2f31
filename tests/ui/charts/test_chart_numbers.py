"""What the charts count, and where they stand: tables of rows in, numbers and places out."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from ui.charts import series
from ui.charts.arrange import Cell, arrange
from ui.charts.columns import IncidentColumns
from ui.charts.rolling import RollingFigures
from wallclient.config.profiles import load_clock_profile
from wallclient.model.incidents import Incident, State
from wallclient.model.stores import Stores
from wallclient.rules.figures import count

NOW = datetime(2026, 11, 23, 17, 40, tzinfo=UTC)  # a Monday
TODAY = NOW.toordinal()


def case(number: int, *, days_ago: float = 0.0, **more: Any) -> Incident:
    known: dict[str, Any] = {
        "code": str(number),
        "title": "事件",
        "reported_at": NOW - timedelta(days=days_ago),
        "big_class": "市容环境",
        "subdistrict": "北关",
        "area": "320599001",
        "state": State.IN_PROGRESS,
    }
    return Incident(id=f"i{number}", **{**known, **more})


def solved(number: int, *, days_ago: float, minutes: float, **more: Any) -> Incident:
    """Found 2 min before its report, sent 3 min after, solved `minutes` after that."""
    reported = NOW - timedelta(days=days_ago)
    sent = reported + timedelta(minutes=3)
    return case(
        number,
        days_ago=days_ago,
        occurred_at=reported - timedelta(minutes=2),
        dispatched_at=sent,
        resolved_at=sent + timedelta(minutes=minutes),
        state=State.CLOSED,
        **more,
    )


def columns(*cases: Incident, area: str = "") -> tuple[Stores, IncidentColumns]:
    stores = Stores()
    stores.incidents.replace_all(cases)
    stores.incidents.flush()
    return stores, IncidentColumns(stores.incidents, area, UTC)


def test_days_are_counted_up_to_today_and_not_beyond_the_window() -> None:
    _, found = columns(case(1), case(2, days_ago=1), case(3, days_ago=1.1), case(4, days_ago=9))
    trend = series.trend(found.rows, TODAY, 3, NOW.hour)
    assert trend.received == (0, 2, 1)
    assert trend.solved == (0, 0, 0)
    assert not trend.hourly


def test_one_day_is_counted_by_its_hours_so_far() -> None:
    _, found = columns(case(1), case(2, days_ago=2 / 24), solved(3, days_ago=3 / 24, minutes=30))
    trend = series.trend(found.rows, TODAY, 1, NOW.hour)
    assert len(trend.received) == 18
    assert (trend.received[17], trend.received[15], trend.received[14]) == (1, 1, 1)
    assert trend.solved[15] == 1


def test_rows_follow_the_store() -> None:
    stores, found = columns(case(1), case(2))
    stores.incidents.put(case(2, days_ago=1, big_class="噪声扰民"))
    stores.incidents.put(case(3, state=State.DRAFT))
    stores.incidents.put(case(4))
    stores.incidents.remove("i1")
    found.apply(stores.incidents, stores.incidents.flush())
    assert len(found) == 2
    assert series.trend(found.rows, TODAY, 2, 0).received == (1, 1)
    assert [bar.name for bar in series.classes(found.rows, found.classes.all(), TODAY, 2)] == [
        "噪声扰民",
        "市容环境",
    ]


def test_room_for_rows_grows_and_is_used_again() -> None:
    stores, found = columns(*(case(n) for n in range(3000)))
    assert len(found) == len(found.rows) == 3000
    for number in range(1000):
        stores.incidents.remove(f"i{number}")
    for number in range(5000, 6000):
        stores.incidents.put(case(number))
    found.apply(stores.incidents, stores.incidents.flush())
    assert len(found.rows) == 3000


def test_only_the_area_that_is_asked_for_counts() -> None:
    _, found = columns(case(1), case(2, area="320599002"), area="320599002")
    assert len(found) == 1


def test_a_class_is_rising_only_if_it_grew_by_enough() -> None:
    few = series.Bar("few", 8, 4)
    little = series.Bar("little", 105, 100)
    much = series.Bar("much", 140, 100)
    new = series.Bar("new", 50, 0)
    assert series.risen([few, little, new]) is None
    assert series.risen([few, little, much, new]) == much


def test_clocks_need_three_cases_and_the_slowest_stands_last() -> None:
    cases = [solved(n, days_ago=2, minutes=60 + n, subdistrict="快") for n in range(5)]
    cases += [solved(10 + n, days_ago=2, minutes=200 + n, subdistrict="慢") for n in range(5)]
    cases += [solved(20 + n, days_ago=2, minutes=10, subdistrict="少") for n in range(2)]
    cases += [solved(30 + n, days_ago=90, minutes=900, subdistrict="快") for n in range(5)]
    _, found = columns(*cases)
    places = series.place_clocks(found.rows, found.places.all(), TODAY, 30)
    assert [place.name for place in places] == ["快", "慢"]
    fast = places[0].clocks
    assert fast[0] is not None
    assert fast[2] is not None
    assert fast[0].median_s == pytest.approx(120)
    assert fast[2].median_s == pytest.approx(62 * 60)
    assert fast[2].p90_s == pytest.approx(63.6 * 60)
    assert fast[2].cases == 5


def test_hours_of_the_week_begin_on_monday_and_name_their_peak() -> None:
    friday_20 = NOW.replace(hour=20) - timedelta(days=3)
    saturday_20 = friday_20 + timedelta(days=1)
    cases = [case(n, reported_at=friday_20) for n in range(10)]
    cases += [case(20 + n, reported_at=saturday_20) for n in range(9)]
    cases += [case(40), case(41, days_ago=40)]
    _, found = columns(*cases)
    hours = series.hours(found.rows, TODAY, 4)
    assert hours.counts[0][17] == 1
    assert hours.counts[4][20] == 10
    assert hours.most == 10
    assert hours.peaks() == ((4, 5), 20)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 38, (0, 10, 20, 30, 40)), (117, 208, (100, 150, 200, 250)), (0, 4, (0, 1, 2, 3, 4)), (0, 0, (0,))],
)
def test_ticks_are_round_and_cover_the_values(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert series.nice_ticks(low, high, 4) == pytest.approx(ticks)


def figures_of(rolling: RollingFigures, now: datetime) -> object:
    for _ in range(300):
        rolling.advance(now)
    return msgspec.json.encode(_plain(rolling.figures()))


def _plain(figures: Any) -> dict[str, Any]:
    names = [name for name in figures.__slots__ if name not in ("by_class", "on_time_rate")]
    plain = {name: getattr(figures, name) for name in names}
    plain["by_class"] = sorted(figures.by_class)
    plain["rate"] = round(figures.on_time_rate or -1, 9)
    return plain


def test_rolling_figures_are_those_of_a_whole_count_after_any_changes() -> None:
    source = random.Random(7)
    stores = Stores()
    profile = load_clock_profile()
    rolling = RollingFigures(stores.incidents, profile)
    for _ in range(6):
        for _ in range(80):
            number = source.randrange(300)
            if source.random() < 0.15:
                stores.incidents.remove(f"i{number}")
            else:
                state = source.choice(list(State))
                days = source.uniform(0, 1.5)
                make = solved if state is State.CLOSED else case
                more: dict[str, Any] = (
                    {"minutes": source.uniform(5, 500)} if state is State.CLOSED else {"state": state}
                )
                due = NOW + timedelta(hours=source.uniform(-20, 20))
                stores.incidents.put(
                    make(number, days_ago=days, due_at=due, subdistrict=source.choice("甲乙"), **more)
                )
        rolling.apply(stores.incidents.flush())
        whole = count(stores.incidents.values(), NOW, profile)
        assert figures_of(rolling, NOW) == msgspec.json.encode(_plain(whole))
        assert rolling.settled or rolling.figures() is not None


def test_figures_grow_old_without_an_event() -> None:
    stores = Stores()
    rolling = RollingFigures(stores.incidents, load_clock_profile())
    stores.incidents.put(case(1, dispatched_at=NOW, due_at=NOW + timedelta(minutes=10)))
    rolling.apply(stores.incidents.flush())
    for _ in range(60):
        rolling.advance(NOW)
    assert rolling.figures().overdue == 0
    for _ in range(60):
        rolling.advance(NOW + timedelta(minutes=11))
    assert rolling.figures().overdue == 1


def test_charts_stand_in_rows_and_wide_ones_take_two_columns() -> None:
    names = ("findings", "clocks", "hours", "trend", "classes", "intake")
    cells = arrange(names, 3, 1872, 970, 24)
    by_name = {cell.name: cell for cell in cells}
    assert by_name["findings"].width == 1872
    one = by_name["trend"].width
    assert by_name["clocks"].width == pytest.approx(2 * one + 24)
    assert by_name["hours"].x == pytest.approx(by_name["intake"].x)
    assert by_name["hours"].height > by_name["trend"].height > by_name["findings"].height
    assert max(cell.y + cell.height for cell in cells) == pytest.approx(970)
    assert max(cell.x + cell.width for cell in cells) == pytest.approx(1872)


@pytest.mark.parametrize(
    ("names", "columns_", "expected"),
    [
        ((), 2, ()),
        (("trend",), 3, (Cell("trend", 0, 0, 600, 400),)),
        (("trend", "classes"), 2, (Cell("trend", 0, 0, 290, 400), Cell("classes", 310, 0, 290, 400))),
        (("trend", "classes"), 1, (Cell("trend", 0, 0, 600, 190), Cell("classes", 0, 210, 600, 190))),
        (("clocks",), 1, (Cell("clocks", 0, 0, 600, 400),)),
    ],
)
def test_one_to_six_charts_fill_the_pane(
    names: tuple[str, ...], columns_: int, expected: tuple[Cell, ...]
) -> None:
    assert arrange(names, columns_, 600, 400, 20) == expected
