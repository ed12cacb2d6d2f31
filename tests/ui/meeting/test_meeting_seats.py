"""Who sits where and who has the floor: nobody jumps about."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from tests.ui.panes.panekit import NOW
from ui.meeting.floor import HOLD_S, Floor
from ui.meeting.stage import SEATS, current_meeting, reseat, stage_rects
from wallclient.model.meetings import Meeting, Participant

A, B, C, D, E, F, G, H = "abcdefgh"


class TestSeats:
    def test_the_speaker_sits_first_and_the_others_in_the_meetings_order(self) -> None:
        assert reseat((), (A, B, C), B) == (B, A, C, "", "", "")
        assert reseat((), (A, B, C), "") == (A, B, C, "", "", "")
        assert reseat((), (), "") == ("",) * SEATS

    def test_a_new_speaker_and_the_one_before_change_places(self) -> None:
        before = (A, B, C, D, E, F)
        assert reseat(before, before, D) == (D, B, C, A, E, F)
        assert reseat((D, B, C, A, E, F), before, A) == before

    def test_a_speaker_without_a_seat_gets_one(self) -> None:
        before = (A, B, C, D, E, F)
        assert reseat(before, (*before, G, H), H) == (H, B, C, D, E, A)
        assert reseat((A, B, "", "", "", ""), (A, B, G), G) == (G, B, A, "", "", "")

    def test_who_leaves_is_followed_by_who_waits_and_nobody_else_moves(self) -> None:
        before = (A, B, C, D, E, F)
        assert reseat(before, (A, B, D, E, F, G), A) == (A, B, G, D, E, F)
        assert reseat(before, (A, B, D, E, F), A) == (A, B, "", D, E, F)

    def test_a_speaker_who_leaves_does_not_leave_the_large_seat_empty(self) -> None:
        assert reseat((A, B, C, "", "", ""), (B, C), "") == (B, "", C, "", "", "")

    def test_whatever_happens_nobody_sits_twice_and_few_move(self) -> None:
        dice = random.Random(3)
        everybody = list("abcdefghijkl")
        seats: tuple[str, ...] = ()
        for _ in range(2000):
            joined = [one for one in everybody if dice.random() < 0.8]
            speaker = dice.choice([*joined, ""]) if joined else ""
            after = reseat(seats, joined, speaker)
            sitting = [one for one in after if one]
            assert len(after) == SEATS
            assert len(set(sitting)) == len(sitting) == min(SEATS, len(joined))
            assert set(sitting) <= set(joined)
            if speaker:
                assert after[0] == speaker
            stayed = [n for n, one in enumerate(seats) if one and one in joined]
            assert sum(after[n] != seats[n] for n in stayed) <= 2
            seats = after


class TestRects:
    @pytest.mark.parametrize(("width", "height"), [(1377, 924), (1401, 984), (1920, 600), (620, 400), (0, 0)])
    def test_tiles_lie_within_the_stage_and_never_on_each_other(self, width: int, height: int) -> None:
        rects = stage_rects(width, height, 12, 42)
        assert len(rects) == SEATS
        if width:
            for n, rect in enumerate(rects):
                assert rect.left() >= 3
                assert rect.top() >= 3
                assert rect.right() <= width - 3
                assert rect.bottom() <= height - 3
                assert not any(rect.intersects(other) for other in rects[n + 1 :])

    def test_small_tiles_hold_a_picture_of_16_to_9_where_there_is_room(self) -> None:
        small = stage_rects(1377, 924, 12, 42)[1]
        assert abs((small.height() - 42) * 16 / 9 - small.width()) < 2


class TestFloor:
    def people(self, *speaking: str) -> list[Participant]:
        return [Participant(id=one, unit=one, joined=True, speaking=one in speaking) for one in "abc"]

    def test_the_first_to_speak_gets_the_place_at_once(self) -> None:
        floor = Floor()
        assert not floor.follow(self.people(), 0.0)
        assert floor.follow(self.people("b"), 1.0)
        assert floor.speaker_id == "b"

    def test_it_is_kept_until_another_has_spoken_for_two_seconds(self) -> None:
        floor = Floor()
        floor.follow(self.people("a"), 0.0)
        for tick in range(int(HOLD_S * 30)):
            assert not floor.follow(self.people("b"), 10.0 + tick / 30)
        assert floor.follow(self.people("b"), 10.0 + HOLD_S)
        assert floor.speaker_id == "b"

    def test_a_short_word_does_not_take_it(self) -> None:
        floor = Floor()
        floor.follow(self.people("a"), 0.0)
        floor.follow(self.people("b"), 10.0)
        floor.follow(self.people(), 11.5)
        floor.follow(self.people("b"), 12.0)
        assert not floor.follow(self.people("b"), 13.9)
        assert floor.speaker_id == "a"
        assert floor.follow(self.people("b"), 14.0)

    def test_silence_leaves_it_where_it_is(self) -> None:
        floor = Floor()
        floor.follow(self.people("a"), 0.0)
        assert not floor.follow(self.people(), 100.0)
        assert floor.speaker_id == "a"

    def test_two_at_once_do_not_change_to_and_fro(self) -> None:
        floor = Floor()
        floor.follow(self.people("a"), 0.0)
        changes = [floor.follow(self.people("a", "b"), 5.0 + tick / 30) for tick in range(300)]
        assert sum(changes) == 1
        assert floor.speaker_id == "b"

    def test_it_knows_for_how_long_each_has_been_speaking(self) -> None:
        floor = Floor()
        floor.follow(self.people("a"), 0.0)
        floor.follow(self.people("a", "b"), 30.0)
        assert floor.speaking_s("a", 102.0) == 102.0
        assert floor.speaking_s("b", 102.0) == 72.0
        assert floor.speaking_s("c", 102.0) is None


class TestMeetings:
    MEETINGS = (
        Meeting(id="later", title="", starts_at=NOW + timedelta(hours=9)),
        Meeting(id="soon", title="", starts_at=NOW + timedelta(hours=1)),
        Meeting(id="old", title="", state="running", started_at=NOW - timedelta(hours=2)),
        Meeting(id="new", title="", state="running", started_at=NOW - timedelta(hours=1)),
        Meeting(id="over", title="", state="ended"),
    )

    def chosen(self, wanted: str, *without: str) -> str | None:
        found = current_meeting([m for m in self.MEETINGS if m.id not in without], wanted)
        return found.id if found else None

    def test_the_one_that_runs_goes_before_the_next_that_is_planned(self) -> None:
        assert self.chosen("current") == "new"
        assert self.chosen("current", "new") == "old"
        assert self.chosen("current", "new", "old") == "soon"
        assert self.chosen("current", "new", "old", "soon", "later") is None

    def test_a_meeting_can_be_named(self) -> None:
        assert self.chosen("over") == "over"
        assert self.chosen("nothing") is None
