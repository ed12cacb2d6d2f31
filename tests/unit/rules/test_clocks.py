"""Readings of the clocks at chosen moments."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from wallclient.model.commands import Action
from wallclient.model.incidents import CourseEntry, Incident, State, Urgency
from wallclient.rules.clocks import ClockName, Light, nearest, readings, severity_shown, sort_key
from wallclient.rules.effects import opened
from wallclient.rules.lifecycle import apply

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.model.commands import IncidentCommand
    from wallclient.rules.profile import ClockProfile

    Make = Callable[..., Incident]
    Command = Callable[..., IncidentCommand]

MIN = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("minutes", "light", "remaining_min"),
    [
        (0, Light.GREEN, 20),
        (15, Light.GREEN, 5),
        (16, Light.YELLOW, 4),
        (19.9, Light.YELLOW, 0.1),
        (20, Light.RED, 0),
        (31, Light.RED, -11),
    ],
)
def test_the_light_turns_yellow_at_80_percent_and_red_at_the_limit(
    minutes: float,
    light: Light,
    remaining_min: float,
    make_incident: Make,
    now: datetime,
    profile: ClockProfile,
) -> None:
    reading = nearest(opened(make_incident(), profile), now + minutes * MIN)
    assert reading.name is ClockName.DISPATCH
    assert reading.light is light
    assert reading.remaining_s == pytest.approx(remaining_min * 60)
    assert reading.limit_s == 1200
    assert reading.fraction == pytest.approx(minutes / 20)


def test_opening_takes_the_limits_of_the_first_entry_that_matches(
    make_incident: Make, now: datetime, profile: ClockProfile
) -> None:
    critical = opened(make_incident(urgency=Urgency.CRITICAL), profile)
    assert (critical.due_at, critical.stage_due_at) == (now + 20 * MIN, now + 2 * MIN)
    own = opened(make_incident(due_at=now + MIN, stage_due_at=now), profile)
    assert (own.due_at, own.stage_due_at) == (now + MIN, now)


def test_four_clocks_of_a_solved_case_read_their_lengths_and_limits(
    make_incident: Make, now: datetime, profile: ClockProfile
) -> None:
    incident = make_incident(
        state=State.RESOLVED,
        occurred_at=now - 4 * MIN,
        dispatched_at=now + 18 * MIN,
        resolved_at=now + 138 * MIN,
        due_at=now + 200 * MIN,
    )
    report, dispatch, resolve, case = readings(incident, now + 150 * MIN, profile)
    assert [reading.elapsed_s / 60 for reading in (report, dispatch, resolve, case)] == [4, 18, 120, 150]
    assert [reading.light for reading in (report, dispatch, resolve)] == [
        Light.GREEN,
        Light.YELLOW,
        Light.RED,
    ]
    assert [reading.done for reading in (report, dispatch, resolve, case)] == [True, True, True, False]
    assert nearest(incident, now + 150 * MIN).name is ClockName.CASE


def test_a_clock_that_has_not_started_reads_nothing(
    make_incident: Make, now: datetime, profile: ClockProfile
) -> None:
    resolve = readings(make_incident(), now, profile)[2]
    assert (resolve.started, resolve.elapsed_s, resolve.limit_s) == (False, 0.0, 6000)


def test_without_any_limit_a_clock_counts_up_in_green(make_incident: Make, now: datetime) -> None:
    reading = nearest(make_incident(), now + 30 * MIN)
    assert (reading.name, reading.elapsed_s, reading.limit_s, reading.remaining_s, reading.light) == (
        ClockName.CASE,
        1800,
        None,
        None,
        Light.GREEN,
    )


def test_the_case_clock_is_shown_when_it_ends_before_that_of_the_stage(
    make_incident: Make, now: datetime
) -> None:
    incident = make_incident(dispatched_at=now, due_at=now + 10 * MIN, stage_due_at=now + 60 * MIN)
    assert nearest(incident, now).name is ClockName.CASE


def test_a_suspension_stops_the_clocks_and_is_not_counted_afterwards(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    incident = opened(make_incident(state=State.IN_PROGRESS, dispatched_at=now), profile)
    suspended = apply(incident, command(Action.SUSPEND), now + 30 * MIN, profile)
    assert isinstance(suspended, Incident)
    for minutes in (30, 60, 500):
        reading = nearest(suspended, now + minutes * MIN)
        assert (reading.light, reading.paused) == (Light.PAUSED, True)
        assert (reading.elapsed_s, reading.remaining_s, reading.limit_s) == (1800, 4200, 6000)
    resumed = apply(suspended, command(Action.RESUME), now + 90 * MIN, profile)
    assert isinstance(resumed, Incident)
    reading = nearest(resumed, now + 100 * MIN)
    assert (reading.elapsed_s, reading.remaining_s, reading.limit_s) == (2400, 3600, 6000)
    case = readings(resumed, now + 100 * MIN)[3]
    assert (case.elapsed_s, case.limit_s) == (2400, 12000)


def test_an_approved_delay_makes_the_limit_longer(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    asked = opened(make_incident(state=State.DELAY_REQUESTED, dispatched_at=now), profile)
    granted = apply(asked, command(Action.APPROVE_DELAY), now + MIN, profile)
    assert isinstance(granted, Incident)
    assert nearest(granted, now + MIN).limit_s == 115 * 60


def test_a_return_and_a_reopening_begin_their_clocks_anew(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    sent = opened(make_incident(state=State.DISPATCHED, dispatched_at=now + MIN), profile)
    returned = apply(sent, command(Action.RETURN), now + 60 * MIN, profile)
    assert isinstance(returned, Incident)
    reading = nearest(returned, now + 70 * MIN)
    assert (reading.name, reading.elapsed_s, reading.limit_s) == (ClockName.DISPATCH, 600, 1200)
    closed = make_incident(state=State.CLOSED, closed_at=now + MIN)
    again = apply(closed, command(Action.REOPEN), now + 900 * MIN, profile)
    assert isinstance(again, Incident)
    assert readings(again, now + 901 * MIN)[3].elapsed_s == 60


def test_pauses_are_read_from_a_course_in_any_order(make_incident: Make, now: datetime) -> None:
    course = tuple(
        CourseEntry(at=now + minutes * MIN, who="x", text="x", action=action)
        for minutes, action in ((50, "resume"), (40, "suspend"), (20, "resume"), (10, "suspend"))
    )
    case = readings(make_incident(course=course), now + 60 * MIN)[3]
    assert case.elapsed_s == 40 * 60


def test_a_routine_incident_is_lifted_when_its_clock_is_yellow_or_red_and_others_stay(
    make_incident: Make, now: datetime, profile: ClockProfile
) -> None:
    routine = opened(make_incident(severity=4), profile)
    assert [severity_shown(routine, now + m * MIN) for m in (0, 16, 30)] == [4, 3, 3]
    assert severity_shown(opened(make_incident(severity=2), profile), now + 30 * MIN) == 2
    ended = make_incident(severity=4, state=State.CLOSED, due_at=now, closed_at=now + 60 * MIN)
    assert severity_shown(ended, now + 90 * MIN) == 4


def test_rows_stand_by_severity_then_remaining_time_and_suspended_ones_come_last(
    make_incident: Make, now: datetime
) -> None:
    rows = [
        make_incident(id="closed", severity=1, state=State.CLOSED, closed_at=now),
        make_incident(id="suspended", severity=1, state=State.SUSPENDED, suspended_at=now, due_at=now + MIN),
        make_incident(id="later", severity=2, due_at=now + 90 * MIN),
        make_incident(id="soon", severity=2, due_at=now + 9 * MIN),
        make_incident(id="routine", severity=4, due_at=now + MIN),
        make_incident(id="worst", severity=1),
    ]
    assert [row.id for row in sorted(rows, key=lambda row: sort_key(row, now))] == [
        "worst",
        "soon",
        "later",
        "routine",
        "suspended",
        "closed",
    ]
