"""Live figures counted from a handful of incidents."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wallclient.model.incidents import Incident, State
from wallclient.rules.figures import Figures, SubdistrictFigures, count

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Incident]

NOW = datetime.fromisoformat("2026-03-02T10:30:00+08:00")
MIN = timedelta(minutes=1)


def test_no_incidents_give_empty_figures() -> None:
    assert count([], NOW) == Figures()


def test_figures_count_what_the_room_asks_for(make_incident: Make) -> None:
    today = NOW - 20 * MIN
    incidents = [
        make_incident(
            reported_at=today,
            state=State.REGISTERED,
            big_class="噪声扰民",
            subdistrict="文昌",
            due_at=NOW + 5 * MIN,
        ),
        make_incident(reported_at=today, big_class="噪声扰民", subdistrict="文昌", due_at=NOW - MIN),
        make_incident(
            reported_at=today - 60 * MIN,
            dispatched_at=today,
            state=State.IN_PROGRESS,
            big_class="市容环境",
            subdistrict="北关",
            due_at=NOW + 5 * MIN,
            stage_due_at=NOW + 600 * MIN,
        ),
        make_incident(reported_at=today, state=State.SUSPENDED, suspended_at=today, subdistrict="北关"),
        make_incident(
            reported_at=NOW - 3 * 24 * 60 * MIN,
            resolved_at=today,
            state=State.RESOLVED,
            due_at=NOW + 9999 * MIN,
        ),
        make_incident(
            reported_at=NOW - 3 * 24 * 60 * MIN,
            resolved_at=NOW,
            closed_at=NOW,
            state=State.CLOSED,
            due_at=today,
        ),
        make_incident(reported_at=today, state=State.DRAFT),
    ]
    figures = count(incidents, NOW)
    assert figures.reported_today == 4
    assert figures.open == 5
    assert figures.undispatched == 1
    assert figures.in_progress == 1
    assert figures.suspended == 1
    assert figures.overdue == 1
    assert figures.due_soon == 2
    assert figures.resolved_today == 2
    assert figures.on_time_rate == 0.5
    assert figures.by_class[0] == ("噪声扰民", 2)
    assert figures.by_subdistrict == (
        SubdistrictFigures("北关", 2, 0, 2),
        SubdistrictFigures("文昌", 2, 1, 2),
    )
    assert (figures.intake_per_hour[9], figures.intake_per_hour[10]) == (1, 3)


def test_the_zone_of_now_says_where_the_day_begins(make_incident: Make) -> None:
    evening = make_incident(reported_at=datetime.fromisoformat("2026-03-01T17:00:00+00:00"))
    assert count([evening], NOW).reported_today == 1
    assert count([evening], NOW.astimezone(datetime.fromisoformat("2026-03-02T00:00:00+00:00").tzinfo)) == (
        count([evening], datetime.fromisoformat("2026-03-02T02:30:00+00:00"))
    )
    assert count([evening], datetime.fromisoformat("2026-03-02T02:30:00+00:00")).reported_today == 0
