"""The session: every event once and in order, whatever the far end does."""

from __future__ import annotations

import pytest

from tests.unit.protocol.consumer import Consumer, at
from tests.unit.protocol.wire_frames import (
    begin,
    changed,
    end,
    event_frame,
    frame,
    gap,
    heartbeat,
    hello,
    item_frame,
)
from wallclient.protocol import catchup
from wallclient.protocol.cursor import Cursor


def live(sequence: int = 5, *, selective: bool = False) -> Consumer:
    consumer = Consumer(at(sequence), selective=selective)
    consumer.take(hello(sequence))
    return consumer


def test_events_in_order_are_handed_on_and_move_the_cursor() -> None:
    consumer = live(5)
    consumer.take(event_frame(6), event_frame(7))
    assert consumer.taken == [6, 7]
    assert consumer.session.cursor == at(7)
    assert consumer.session.figures.received == 2


def test_duplicates_are_dropped_and_counted() -> None:
    consumer = live(5)
    consumer.take(event_frame(6), event_frame(6), event_frame(3), event_frame(7))
    assert consumer.taken == [6, 7]
    assert consumer.session.figures.duplicates == 2


def test_a_hole_is_asked_for_and_nothing_behind_it_is_handed_on_before_it_is_filled() -> None:
    consumer = live(5)
    consumer.take(event_frame(6), event_frame(8), event_frame(9))
    assert consumer.taken == [6]
    assert consumer.asked == [str(at(6))]
    consumer.take(event_frame(7), event_frame(8), event_frame(9), event_frame(10))
    assert consumer.taken == [6, 7, 8, 9, 10]
    assert consumer.session.figures.lost == 0
    assert consumer.session.figures.gaps == 1
    assert consumer.session.figures.deferred == 2


def test_an_unanswered_question_is_asked_again_after_a_while() -> None:
    consumer = live(5)
    consumer.take(event_frame(7), event_frame(8))
    assert len(consumer.asked) == 1
    consumer.now += catchup.PATIENCE_S
    consumer.take(event_frame(9))
    assert len(consumer.asked) == 2


def test_a_repetition_that_lacks_the_same_event_leads_to_a_new_connection() -> None:
    consumer = live(5)
    consumer.take(event_frame(7), event_frame(8))
    consumer.take(event_frame(7), event_frame(8))
    assert len(consumer.asked) == 2
    assert not consumer.reconnects
    consumer.take(event_frame(7))
    assert consumer.reconnects == 1
    assert consumer.taken == []


def test_an_event_that_nobody_can_give_is_given_up_at_last_and_counted_as_lost() -> None:
    consumer = live(5)
    for _ in range(3):
        consumer.take(event_frame(8), event_frame(9))
    for _ in range(2):
        consumer.reconnect()
        consumer.take(hello(9), event_frame(8))
    assert consumer.taken == [8]
    consumer.take(event_frame(9))
    assert consumer.taken == [8, 9]
    assert consumer.session.figures.lost == 2
    assert consumer.session.cursor == at(9)


def test_a_new_connection_that_brings_what_was_missing_loses_nothing() -> None:
    consumer = live(5)
    for _ in range(3):
        consumer.take(event_frame(7), event_frame(8))
    consumer.reconnect()
    consumer.take(hello(8), event_frame(6), event_frame(7), event_frame(8))
    assert consumer.taken == [6, 7, 8]
    assert consumer.session.figures.lost == 0


@pytest.mark.parametrize(
    "bad", ["{", "", "not json", b"\xff\xfe\x00", '{"specversion":"1.0"}', "[]", "x" * 5_000_000]
)
def test_a_bad_frame_is_counted_told_and_survived(bad: str | bytes) -> None:
    consumer = live(5)
    consumer.take(event_frame(6), bad, event_frame(7))
    assert consumer.taken == [6, 7]
    assert consumer.session.figures.bad_frames == 1
    assert 0 < len(consumer.session.last_error) <= 200


def test_a_truncated_event_is_asked_for_again() -> None:
    consumer = live(5)
    consumer.take(event_frame(6)[:-20], event_frame(7))
    assert consumer.asked == [str(at(5))]
    consumer.take(event_frame(6), event_frame(7))
    assert consumer.taken == [6, 7]


def test_data_of_the_wrong_shape_does_not_hold_up_the_stream() -> None:
    consumer = live(5)
    consumer.take(frame("incident.created", {"incident": 7}, 6), event_frame(7))
    assert consumer.taken == [7]
    assert consumer.session.figures.bad_frames == 1
    assert consumer.session.cursor == at(7)
    assert "incident.created" in consumer.session.last_error


def test_unknown_types_pass_and_are_counted() -> None:
    consumer = live(5)
    consumer.take(frame("drone.started", {"id": 1}, 6), frame("wall.push", {"tile": 3}, 7))
    assert consumer.types == ["drone.started", "wall.push"]
    assert consumer.session.figures.unknown == 1


def test_unknown_control_frames_are_counted_and_not_handed_on() -> None:
    consumer = live(5)
    consumer.take(frame("stream.party", {"when": "now"}), event_frame(6))
    assert consumer.types == ["incident.created"]
    assert consumer.session.figures.unknown == 1


# Snapshots


def test_without_a_cursor_a_snapshot_comes_first_and_makes_one() -> None:
    consumer = Consumer()
    consumer.take(hello(40), begin(40), item_frame(1), item_frame(2))
    assert consumer.session.cursor is None
    consumer.take(end(40), event_frame(41))
    assert consumer.types == [
        "stream.snapshot.begin",
        "incident.updated",
        "incident.updated",
        "stream.snapshot.end",
        "incident.created",
    ]
    assert consumer.taken == [None, None, 41]
    assert consumer.session.cursor == at(41)


def test_a_snapshot_that_is_cut_off_leaves_the_cursor_where_it_was() -> None:
    consumer = live(5)
    consumer.take(gap(6, 90), begin(90), item_frame(1))
    assert consumer.session.cursor == at(5)
    consumer.reconnect()
    consumer.take(hello(90), gap(6, 90), begin(90), item_frame(1), end(90), event_frame(91))
    assert consumer.session.cursor == at(91)
    assert consumer.session.figures.lost == 0


def test_what_a_snapshot_holds_already_is_not_handed_on_again() -> None:
    consumer = Consumer()
    consumer.take(hello(40), begin(40), end(40), event_frame(39), event_frame(40), event_frame(41))
    assert consumer.taken == [41]


def test_the_end_of_a_snapshot_that_has_not_begun_is_a_bad_frame() -> None:
    consumer = live(5)
    consumer.take(end(40))
    assert consumer.types == []
    assert consumer.session.figures.bad_frames == 1
    assert consumer.session.cursor == at(5)


def test_another_stream_counts_only_from_its_snapshot_on() -> None:
    consumer = Consumer(at(500))
    consumer.take(hello(3, stream_id="new"), event_frame(3))
    assert consumer.taken == []
    assert consumer.asked == [str(at(500))]
    consumer.take(gap(0, 3), begin(3), item_frame(1), end(3), event_frame(4))
    assert consumer.taken == [None, 4]
    assert consumer.session.cursor == Cursor("new", 4)


def test_a_log_put_back_to_an_older_state_counts_only_from_its_snapshot_on() -> None:
    consumer = Consumer(at(500))
    consumer.take(hello(100), event_frame(101))
    assert consumer.taken == []
    consumer.take(gap(0, 100), begin(100), end(100), event_frame(101))
    assert consumer.taken == [101]
    assert consumer.session.cursor == at(101)


def test_a_gap_with_a_snapshot_behind_it_loses_nothing() -> None:
    consumer = live(5)
    consumer.take(gap(6, 50), begin(60), item_frame(1), end(60), event_frame(61))
    assert consumer.session.figures.gaps == 1
    assert consumer.session.figures.lost == 0


def test_a_gap_without_a_snapshot_loses_what_it_says() -> None:
    consumer = live(5)
    consumer.take(gap(6, 50), event_frame(51))
    assert consumer.taken == [51]
    assert consumer.session.figures.lost == 45


# Heartbeats


def test_two_heartbeats_that_promise_more_than_came_ask_for_it() -> None:
    consumer = live(5)
    consumer.take(heartbeat(7))
    assert consumer.asked == []
    consumer.now += 15
    consumer.take(heartbeat(7))
    assert consumer.asked == [str(at(5))]
    consumer.take(event_frame(6), event_frame(7), heartbeat(7))
    assert consumer.taken == [6, 7]


def test_events_still_on_their_way_are_waited_for() -> None:
    consumer = live(5)
    for number in range(6, 20):
        consumer.take(heartbeat(30), event_frame(number))
    assert consumer.asked == []


def test_an_end_of_the_stream_that_nobody_can_give_is_given_up_at_last() -> None:
    consumer = live(5)
    for _ in range(12):
        consumer.now += 40
        before = consumer.reconnects
        consumer.take(heartbeat(8))
        if consumer.reconnects > before:
            consumer.reconnect()
            consumer.take(hello(8))
    assert len(consumer.asked) == 2
    assert consumer.reconnects == 2
    assert consumer.session.figures.lost == 3
    assert consumer.session.cursor == at(8)


def test_silence_is_overdue_after_two_and_a_half_periods() -> None:
    consumer = Consumer(at(5))
    consumer.take(hello(5, heartbeat_s=4.0))
    assert consumer.session.heartbeat_s == 4.0
    assert not consumer.session.overdue(consumer.now + 10.0)
    assert consumer.session.overdue(consumer.now + 10.1)
    consumer.now += 9.0
    consumer.take(heartbeat(5))
    assert not consumer.session.overdue(consumer.now + 10.0)


def test_garbage_is_no_sign_of_life_and_our_own_pause_is_no_silence() -> None:
    consumer = Consumer(at(5))
    consumer.take(hello(5, heartbeat_s=4.0))
    consumer.now += 11.0
    consumer.take("{")
    assert consumer.session.overdue(consumer.now)
    consumer.session.excuse(consumer.now)
    assert not consumer.session.overdue(consumer.now)


@pytest.mark.parametrize("period", [0.0, -1.0, 1e12])
def test_an_absurd_heartbeat_period_does_not_switch_the_watch_off(period: float) -> None:
    consumer = Consumer(at(5))
    consumer.take(hello(5, heartbeat_s=period))
    assert consumer.session.overdue(consumer.now + 301.0)


# Selections


def test_a_selection_follows_what_each_event_says_it_follows_on() -> None:
    consumer = live(5, selective=True)
    consumer.take(event_frame(9, previous=5), event_frame(20, previous=9))
    assert consumer.taken == [9, 20]
    consumer.take(event_frame(31, previous=25))
    assert consumer.asked == [str(at(20))]
    consumer.take(event_frame(25, previous=20), event_frame(31, previous=25))
    assert consumer.taken == [9, 20, 25, 31]


def test_a_selection_without_that_has_holes_by_nature() -> None:
    consumer = live(5, selective=True)
    consumer.take(event_frame(9), event_frame(20), heartbeat(90), heartbeat(90), heartbeat(90))
    assert consumer.taken == [9, 20]
    assert consumer.asked == []


# Frames over which the connection itself breaks


def test_a_frame_that_breaks_the_connection_every_time_is_passed_over() -> None:
    consumer = live(5)
    for _ in range(5):
        assert consumer.session.cursor == at(5)
        consumer.session.unreadable("a frame over the limit", consumer.now)
        consumer.reconnect()
        consumer.take(hello(9))
    assert consumer.session.cursor == at(6)
    assert consumer.session.figures.lost == 1
    assert consumer.session.figures.bad_frames == 5
    consumer.take(event_frame(7))
    assert consumer.taken == [7]


def test_a_frame_that_breaks_the_connection_once_costs_nothing() -> None:
    consumer = live(5)
    consumer.session.unreadable("a frame over the limit", consumer.now)
    consumer.reconnect()
    consumer.take(hello(9), event_frame(6))
    assert consumer.taken == [6]
    assert consumer.session.figures.lost == 0


def test_figures_of_a_quiet_stream_are_all_zero() -> None:
    consumer = live(5)
    figures = consumer.session.figures
    assert (figures.duplicates, figures.bad_frames, figures.gaps, figures.lost) == (0, 0, 0, 0)
    assert consumer.session.last_error == ""
    assert changed().incident.version == 1
