"""What the detail view says: facts, stages, clocks, units and course, for consoles and for walls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.ui.panes.panekit import NOW, PROFILE, incident, instant, reported
from ui.incidents.detail.actions import buttons_of, can_dispatch
from ui.incidents.detail.facts import Facts, facts_of, moment
from ui.incidents.detail.firsts import limit_words
from wallclient.model.areas import Area, AreaLevel
from wallclient.model.commands import Action
from wallclient.model.incidents import Assignment, CourseEntry, Incident, Source, State
from wallclient.rules import clocks

GRID = Area(code="320599003004003", name="米兰社区第三网格", level=AreaLevel.GRID)


def facts(one: Incident, role: str = "console", **more: Any) -> Facts:
    return facts_of(one, NOW, PROFILE, role=role, **more)


def local(when: Any) -> str:
    return f"{when.astimezone():%H:%M}"


class TestFacts:
    def test_the_line_says_number_place_source_people_and_reporter(self) -> None:
        one = incident(
            community="米兰社区", source=Source.HOTLINE, people_involved=1200, petitioner="刘淑芬 13812342206"
        )
        assert facts(one, grid=GRID).facts == (
            "20261123-1",
            "望湖 Subdistrict 米兰社区 第三网格",
            "Hotline 12345",
            "concerns 1,200 people",
            "reported by 刘淑芬 13812342206",
        )

    @pytest.mark.parametrize(
        ("role", "sensitivity", "told"),
        [
            ("wall", "normal", "reported by 刘** 138****2206"),
            ("room", "dim", "reported by 刘** 138****2206"),
            ("console", "hide", "reported by 刘淑芬 13812342206"),
        ],
    )
    def test_people_are_masked_on_walls_and_in_rooms(self, role: str, sensitivity: str, told: str) -> None:
        one = incident(petitioner="刘淑芬 13812342206", sensitivity=sensitivity)
        assert facts(one, role).facts[-1] == told

    def test_a_hidden_incident_tells_a_wall_its_kind_only(self) -> None:
        one = incident(
            title="603 室家庭纠纷",
            small_class="家庭纠纷",
            petitioner="刘淑芬 13812342206",
            community="米兰社区",
            sensitivity="hide",
            course=(CourseEntry(at=NOW, who="王敏", text="刘淑芬来电"),),
        )
        told = facts(one, "wall", grid=GRID)
        assert told.title == "家庭纠纷"
        assert told.facts == ("20261123-1", "望湖 Subdistrict", "Grid report")
        assert told.course[0].text == ""

    def test_without_a_subdistrict_the_address_tells_the_place(self) -> None:
        one = incident(subdistrict="", address="清河路 12 号")
        assert facts(one).facts[1] == "清河路 12 号"


class TestStages:
    def test_each_stage_is_done_now_or_later_with_its_time(self) -> None:
        marks = facts(incident()).stages
        assert [mark.state for mark in marks] == ["done", "done", "done", "now", "later", "later", "later"]
        assert marks[0].time == local(NOW - timedelta(minutes=12))
        assert marks[4].time == ""

    def test_another_day_is_told_as_a_day(self) -> None:
        old = NOW - timedelta(days=3)
        assert facts(incident(reported_at=old)).stages[0].time == f"{old.astimezone():%m-%d}"


class TestUnits:
    def unit(self, receipt: str, minutes_ago: float = 20, **more: Any) -> Any:
        one = Assignment(dept="燃气办", receipt=receipt, at=NOW - timedelta(minutes=minutes_ago))
        return facts(incident(assignments=(one,), **more)).units[0]

    @pytest.mark.parametrize(
        ("receipt", "doing", "word"),
        [
            ("sent", "Not taken yet", "Sent"),
            ("delivered", "Not taken yet", "Delivered"),
            ("read", "Not taken yet", "Read"),
            ("taken", "In progress", "Taken"),
            ("arrived", "Arrived", ""),
        ],
    )
    def test_what_they_do_and_the_receipt_are_told_once_each(
        self, receipt: str, doing: str, word: str
    ) -> None:
        line = self.unit(receipt)
        assert (line.doing, line.receipt) == (doing, word)
        assert line.receipt_time == local(NOW - timedelta(minutes=20))

    def test_a_task_unread_for_five_minutes_is_told_for_how_long(self) -> None:
        line = self.unit("delivered", minutes_ago=4)
        assert line.unread_s(instant().unix_s) is None
        assert line.unread_s(instant(61).unix_s) == pytest.approx(301)
        assert self.unit("read", minutes_ago=60).unread_s(instant().unix_s) is None

    def test_units_of_a_suspended_or_solved_case_do_not_seem_at_work(self) -> None:
        assert self.unit("taken", state=State.SUSPENDED, suspended_at=NOW).doing == "Suspended"
        assert self.unit("taken", state=State.RESOLVED, resolved_at=NOW).doing == "Taken"
        assert self.unit("sent", state=State.CLOSED).unread_s(instant().unix_s) is None

    def test_the_note_counts_who_arrived(self) -> None:
        two = (Assignment(dept="a", lead=True, receipt="arrived"), Assignment(dept="b"))
        assert facts(incident(assignments=two)).units_note == "2 units, 1 arrived"
        assert facts(incident(assignments=two[:1])).units_note == ""


class TestCourse:
    def test_the_newest_stands_on_top_and_other_days_tell_their_day(self) -> None:
        old = NOW - timedelta(days=2)
        one = incident(
            course=(
                CourseEntry(at=old, who="王敏", text="受理"),
                CourseEntry(at=NOW, who="李强", text="到达现场"),
            )
        )
        lines = facts(one).course
        assert [line.text for line in lines] == ["到达现场", "受理"]
        assert [line.far for line in lines] == [False, True]
        assert lines[1].time == f"{old.astimezone():%m-%d %H:%M}"

    def test_without_a_course_the_report_is_what_happened(self) -> None:
        line = facts(incident(description="楼道内燃气味浓烈", source=Source.HOTLINE)).course[0]
        assert (line.who, line.text) == ("Hotline 12345", "楼道内燃气味浓烈")

    def test_the_petitioners_name_is_in_no_line_on_a_wall(self) -> None:
        one = incident(
            petitioner="刘桂英 13812342206", course=(CourseEntry(at=NOW, who="热线", text="刘桂英来电"),)
        )
        assert facts(one, "wall").course[0].text == "刘**来电"
        assert facts(one).course[0].text == "刘桂英来电"


class TestLimits:
    def words(self, one: Incident) -> list[str]:
        return [limit_words(reading, instant()) for reading in clocks.readings(one, NOW, PROFILE)[:3]]

    def test_a_running_clock_tells_when_it_ends_and_the_others_how_long_they_may_run(self) -> None:
        due = NOW + timedelta(hours=1)
        one = incident(occurred_at=NOW - timedelta(minutes=15), stage_due_at=due)
        assert self.words(one) == ["Limit 00:05", "Limit 01:00", f"Due {moment(due, NOW)}"]

    def test_a_paused_clock_has_no_end(self) -> None:
        one = incident(state=State.SUSPENDED, suspended_at=NOW - timedelta(minutes=2))
        assert self.words(one)[2].startswith("Limit")


class TestButtons:
    @pytest.mark.parametrize(
        ("one", "enabled", "first"),
        [
            (reported(), "A", "A"),
            (incident(state=State.REGISTERED), "D", "D"),
            (incident(), "DF", "F"),
            (incident(state=State.RETURNED), "D", "D"),
            (incident(state=State.SUSPENDED), "", ""),
            (incident(state=State.CLOSED), "", ""),
        ],
    )
    def test_the_lifecycle_says_what_is_possible_and_what_comes_next(
        self, one: Incident, enabled: str, first: str
    ) -> None:
        buttons = buttons_of(one)
        assert [b.key for b in buttons] == ["A", "D", "F"]
        assert "".join(b.key for b in buttons if b.enabled) == enabled
        assert "".join(b.key for b in buttons if b.first) == first
        assert can_dispatch(one) is ("D" in enabled)

    def test_sending_again_is_the_same_word_and_the_same_key(self) -> None:
        button = buttons_of(incident())[1]
        assert (button.action, button.text) == (Action.REDISPATCH, "Send out")
