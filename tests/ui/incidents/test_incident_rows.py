"""Rows: what is said of an incident, and what runs with the time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.ui.panes.panekit import NOW, PROFILE, command_on, incident, instant, reported
from ui.incidents.filters import Tab, counts, empty_sentence, lets_in, neighbour
from ui.incidents.rows import Row, blink_on, row_of
from wallclient.model.commands import CommandState
from wallclient.model.incidents import Incident, Source, State


def row(one: Incident, **more: object) -> Row:
    return row_of(one, NOW, PROFILE, **more)  # type: ignore[arg-type]


def at(after_s: float) -> float:
    return instant(after_s).unix_s


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("米兰社区 6 号楼燃气泄漏", "米兰社区 6 号楼燃气泄漏"),
        ("尊老金认证受阻：行动不便老人 3 人", "尊老金认证受阻：行动不便老人 3 人"),
        ("一二三四五六七八九十一二三四五六", "一二三四五六七八九十一二三四五六"),
        ("一二三四五六七八九十一二三四五六七", "一二三四五六七八九十一二三四五…"),
        ("Gas leak in building 6 of Milan Lane", "Gas leak in building 6 of Milan Lane"),
    ],
)
def test_a_title_has_at_most_sixteen_han(title: str, shown: str) -> None:
    assert row(incident(title=title)).title == shown


def test_the_lines_say_where_who_and_how_it_stands() -> None:
    one = incident(lead_dept="供水公司", source=Source.HOTLINE)
    assert row(one).wall_line == "望湖\u3000供水公司\u3000In progress"
    assert row(one).console_line == "望湖 Subdistrict\u3000Hotline 12345\u3000In progress"


def test_many_units_are_counted_and_merged_reports_take_the_place_of_the_source() -> None:
    one = incident(lead_dept="供水公司", assisting_depts=("一", "二", "三"), merged=4)
    assert "供水公司 and others, 4 units" in row(one).wall_line
    assert "4 similar reports merged" in row(one).console_line


def test_without_a_lead_the_source_is_told() -> None:
    assert row(incident(source=Source.SENSOR)).wall_line == "望湖\u3000Sensor\u3000In progress"


@pytest.mark.parametrize(
    ("after_s", "words"),
    [
        (0, ("", "01:00:00")),
        (59, ("", "00:59:01")),
        (3600, ("", "00:00:00")),
        (3601, ("over", "00:01")),
        (3600 + 42 * 60, ("over", "00:42")),
        (3600 + 78 * 60, ("over", "01:18")),
    ],
)
def test_what_remains_is_counted_and_the_overrun_is_told_in_hours_and_minutes(
    after_s: float, words: tuple[str, str]
) -> None:
    assert row(incident()).remaining_at(at(after_s)) == words


def test_more_than_a_day_is_told_in_days_and_hours() -> None:
    far = incident(due_at=NOW + timedelta(days=2, hours=3, minutes=5))
    assert row(far).remaining_at(at(0)) == ("", "2 d 03 h")


def test_the_light_turns_with_the_time_without_a_new_row() -> None:
    one = row(incident(dispatched_at=NOW, due_at=NOW + timedelta(seconds=100)))
    assert [one.light_at(at(s)) for s in (0, 79, 80, 99, 100, 500)] == [
        "green",
        "green",
        "yellow",
        "yellow",
        "red",
        "red",
    ]
    assert one.fraction_at(at(50)) == pytest.approx(0.5)


def test_a_suspended_incident_stands_still() -> None:
    one = row(incident(state=State.SUSPENDED, suspended_at=NOW - timedelta(minutes=1)))
    assert one.remaining_at(at(0)) == one.remaining_at(at(9999)) == ("Paused", "")
    assert one.light_at(at(9999)) == "paused"
    assert one.fraction_at(at(9999)) == one.fraction_at(at(0))


@pytest.mark.parametrize(
    ("one", "blinks"),
    [
        (reported(severity=1), True),
        (reported(severity=2), True),
        (reported(severity=2, state=State.VERIFY_REQUESTED), True),
        (reported(severity=2, state=State.VERIFIED), True),
        (reported(severity=3), False),
        (reported(severity=1, acknowledged=True), False),
        (reported(severity=1, accepted_at=NOW), False),
        (incident(severity=1, state=State.ACCEPTED, acknowledged=False), False),
        (incident(severity=1, state=State.DISPATCHED, acknowledged=False), False),
        (incident(severity=1, state=State.IN_PROGRESS, acknowledged=False), False),
        (incident(severity=1, state=State.SUSPENDED, acknowledged=False), False),
    ],
)
def test_only_severity_one_and_two_blink_until_somebody_takes_notice(one: Incident, blinks: bool) -> None:
    assert row(one).blinks is blinks


def test_blinking_is_in_phase_and_two_thirds_on() -> None:
    shown = [blink_on(1_700_000_000 + tick / 30) for tick in range(90)]
    assert shown[:30] == shown[30:60] == shown[60:]
    assert sum(shown) == 60
    assert shown[0]


def test_a_late_four_is_shown_as_a_three_and_still_does_not_blink() -> None:
    late = row(reported(severity=4, due_at=NOW + timedelta(seconds=30)))
    assert (late.severity, late.blinks) == (3, False)


def test_a_pending_command_is_three_dots() -> None:
    assert row(incident(), command=command_on(incident(), CommandState.PENDING)).command_note == "…"


@pytest.mark.parametrize(
    ("role", "shown"), [("console", "6 号楼 2 单元"), ("wall", "6 号楼燃"), ("room", "6 号楼燃")]
)
def test_a_dimmed_incident_ends_at_the_building_on_walls_and_in_rooms(role: str, shown: str) -> None:
    one = incident(title="米兰社区 6 号楼 2 单元 603 室燃气泄漏", sensitivity="dim")
    assert shown in row(one, role=role).title


class TestTabs:
    def test_each_open_state_belongs_to_one_tab_besides_all(self) -> None:
        for state in State:
            one = incident(state=state)
            tabs = [tab for tab in Tab if tab is not Tab.ALL and lets_in(tab, one)]
            shown = one.is_open and state is not State.DRAFT
            assert len(tabs) == (1 if shown else 0)
            assert lets_in(Tab.ALL, one) is shown

    def test_counts_are_what_the_tabs_let_in(self) -> None:
        all_states = [incident(str(n), state=state) for n, state in enumerate(State)]
        found = counts(all_states)
        assert found == {tab: sum(lets_in(tab, one) for one in all_states) for tab in Tab}
        assert found[Tab.ALL] == sum(n for tab, n in found.items() if tab is not Tab.ALL)

    def test_an_area_and_states_narrow_every_tab(self) -> None:
        inside = incident(area="320599003001")
        assert lets_in(Tab.ALL, inside, "320599003")
        assert not lets_in(Tab.ALL, inside, "320599004")
        closed = incident(state=State.CLOSED)
        assert lets_in(Tab.ALL, closed, states=(State.CLOSED,))
        assert not lets_in(Tab.ALL, inside, states=(State.CLOSED,))

    def test_the_tabs_end_at_both_ends(self) -> None:
        assert neighbour(Tab.ALL, -1) is Tab.ALL
        assert neighbour(Tab.ALL, 1) is Tab.TO_ACCEPT
        assert neighbour(Tab.TO_CHECK, 1) is Tab.TO_CHECK

    def test_nothing_is_claimed_before_anything_was_heard(self) -> None:
        assert empty_sentence(Tab.TO_DISPATCH) == "No incidents to dispatch"
        assert empty_sentence(Tab.TO_DISPATCH, heard=False) == "No incidents have arrived yet"
        assert len({empty_sentence(tab) for tab in Tab}) == len(Tab)
