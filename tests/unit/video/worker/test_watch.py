from __future__ import annotations

from wallclient.model.health import HealthState, Reason
from wallclient.video.messages import Policy
from wallclient.video.worker.watch import Verdict, Watch

LIVE, STALE = HealthState.LIVE, HealthState.STALE


def moving(watch: Watch, begin: float, end: float, step_s: float = 0.04) -> float:
    at = begin
    while at <= end:
        watch.picture(at, at)
        last, at = at, at + step_s
    return last


def test_nothing_is_said_before_the_first_picture_and_after_six_seconds_it_is_given_up() -> None:
    watch = Watch(Policy(), 100.0)
    assert watch.judge(105.9) == Verdict(None, 100.0, Reason.NOT_STARTED)
    assert watch.judge(106.0) == Verdict(None, 100.0, Reason.NOT_STARTED, give_up=True)
    watch.bad(105.0)
    assert watch.judge(106.0).reason is Reason.BAD_DATA


def test_pictures_that_change_are_live_since_the_first() -> None:
    watch = Watch(Policy(), 100.0)
    moving(watch, 101.0, 110.0)
    assert watch.judge(110.1) == Verdict(LIVE, 101.0)


def test_without_pictures_it_is_stale_since_the_last_one_then_given_up() -> None:
    watch = Watch(Policy(), 100.0)
    last = moving(watch, 101.0, 110.0)
    assert watch.judge(last + 1.4).state is LIVE
    assert watch.judge(last + 1.5) == Verdict(STALE, last, Reason.NO_PICTURES)
    assert not watch.judge(last + 5.9).give_up
    assert watch.judge(last + 6.0) == Verdict(STALE, last, Reason.NO_PICTURES, give_up=True)


def test_the_first_new_picture_makes_it_live_again() -> None:
    watch = Watch(Policy(), 100.0)
    moving(watch, 101.0, 103.0)
    assert watch.judge(106.0).state is STALE
    watch.picture(106.1, 106.1)
    assert watch.judge(106.2) == Verdict(LIVE, 106.1)


def test_damaged_pictures_are_named_as_the_reason() -> None:
    watch = Watch(Policy(), 100.0)
    last = moving(watch, 101.0, 103.0)
    for step in range(1, 40):
        watch.bad(last + step * 0.04)
    assert watch.judge(last + 1.6) == Verdict(STALE, last, Reason.BAD_DATA)


def test_some_damage_between_sound_pictures_is_live() -> None:
    watch = Watch(Policy(), 100.0)
    for step in range(100):
        (watch.bad if step % 10 else lambda at: watch.picture(at, at))(101 + step * 0.04)
    assert watch.judge(105.0).state is LIVE


def test_the_same_picture_for_five_seconds_is_stale_since_it_was_first_seen() -> None:
    watch = Watch(Policy(), 100.0)
    moving(watch, 101.0, 103.0)
    for step in range(125):
        watch.picture(103 + step * 0.04, 103.0)
    assert watch.judge(107.97).state is LIVE
    watch.picture(108.0, 103.0)
    assert watch.judge(108.01) == Verdict(STALE, 103.0, Reason.SAME_PICTURE)
    assert not watch.judge(108.01).give_up
    watch.picture(109.0, 109.0)
    assert watch.judge(109.0) == Verdict(LIVE, 109.0)


def test_a_new_connection_to_a_frozen_camera_stays_stale_until_something_moves() -> None:
    watch = Watch(Policy(), 200.0, frozen_since=103.0)
    assert watch.judge(201.0).state is None
    watch.picture(201.0, 103.0)
    assert watch.judge(201.1) == Verdict(STALE, 103.0, Reason.SAME_PICTURE)
    assert watch.frozen_since == 103.0
    watch.picture(201.2, 201.2)
    assert watch.judge(201.3) == Verdict(LIVE, 201.2)


def test_a_new_connection_that_begins_with_the_last_picture_of_a_sound_one_is_live() -> None:
    watch = Watch(Policy(), 200.0)
    watch.picture(200.5, 150.0)
    assert watch.judge(200.6).state is LIVE


def test_a_slow_camera_is_given_time_for_its_pictures() -> None:
    watch = Watch(Policy(), 100.0)
    watch.rate(0.5)
    watch.picture(101.0, 101.0)
    assert watch.judge(106.9).state is LIVE
    assert watch.judge(107.1).state is STALE
    assert not watch.judge(112.9).give_up
    assert watch.judge(113.1).give_up
