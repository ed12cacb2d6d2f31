from __future__ import annotations

from itertools import pairwise

import pytest

from wallclient.video.engines.pacing import ClockOffset, Pace


def play(pace: Pace, arrivals: list[tuple[float, float]]) -> list[tuple[float, bool]]:
    """(picture's time, arrival) -> (when it is due, whether it is shown)."""
    out = []
    free_at = 0.0
    for pts_s, arrival in arrivals:
        now = max(arrival, free_at)
        free_at = now + pace.wait_s(pts_s, now)
        out.append((free_at, pace.worth(pts_s, free_at)))
    return out


def test_a_clip_is_played_at_its_own_speed_however_fast_it_is_read() -> None:
    shown = play(Pace(own_speed=True), [(step * 0.04, 100.0) for step in range(50)])
    assert [round(at - 100.0, 6) for at, _ in shown] == pytest.approx([step * 0.04 for step in range(50)])
    assert all(worth for _, worth in shown)


def test_a_clip_that_begins_anew_or_jumps_goes_on_without_a_pause() -> None:
    pace = Pace(own_speed=True)
    play(pace, [(step * 0.04, 100.0) for step in range(50)])
    pace.restart()
    assert pace.wait_s(0.0, 102.0) == 0.0
    assert pace.wait_s(0.04, 102.0) == pytest.approx(0.04)
    assert pace.wait_s(5000.0, 102.1) == 0.0
    assert pace.wait_s(5000.04, 102.1) == pytest.approx(0.04)


def test_live_pictures_are_shown_as_they_come() -> None:
    shown = play(
        Pace(own_speed=False), [(step * 0.04, 10 + step * 0.04 + step % 3 * 0.01) for step in range(99)]
    )
    assert all(worth for _, worth in shown)
    assert all(at == pytest.approx(10 + step * 0.04 + step % 3 * 0.01) for step, (at, _) in enumerate(shown))


def test_a_cushion_shows_pictures_that_come_in_lumps_evenly() -> None:
    arrivals = [(step * 0.04, 10 + step // 3 * 0.12 + 0.08) for step in range(99)]
    shown = play(Pace(own_speed=False, cushion_s=0.1), arrivals)
    steady = [at for at, _ in shown][30:]
    gaps = [after - before for before, after in pairwise(steady)]
    assert max(gaps) < 0.06
    assert all(worth for _, worth in shown[30:])


def test_pictures_that_piled_up_are_caught_up_with_without_converting_each() -> None:
    live = [(step * 0.04, 10 + step * 0.04) for step in range(50)]
    late = [(2.0 + step * 0.04, max(13.0 + step * 0.002, 12 + step * 0.04)) for step in range(50)]
    shown = play(Pace(own_speed=False), live + late)
    piled = [worth for at, worth in shown[50:] if at < 13.04]
    assert len(piled) > 15
    assert sum(piled) <= 5
    assert all(worth for at, worth in shown if at > 13.2)


def test_a_road_that_became_longer_is_accepted_after_a_while() -> None:
    pace = Pace(own_speed=False)
    play(pace, [(step * 0.04, 10 + step * 0.04) for step in range(50)])
    shown = play(pace, [(2 + step * 0.04, 12.6 + step * 0.04) for step in range(100)])
    assert sum(worth for _, worth in shown[:40]) < 15
    assert all(worth for _, worth in shown[60:])


def test_a_recording_served_as_if_it_were_live_is_slowed_down_to_its_own_speed() -> None:
    pace = Pace(own_speed=False)
    waits = [pace.wait_s(step * 0.04, 10 + step * 0.001) for step in range(600)]
    assert max(waits[:300]) == 0.0
    assert waits[-1] > 1.0


def test_pictures_without_a_time_are_shown() -> None:
    for own_speed in (True, False):
        pace = Pace(own_speed=own_speed)
        assert pace.wait_s(None, 1.0) == 0.0
        assert pace.worth(None, 1.0)


def test_the_cameras_clock_gives_the_moment_of_capture_only_where_it_can_be_believed() -> None:
    clock = ClockOffset()
    assert clock.captured_at(1.0, 50.0, 1000.0) == 0.0
    clock.learn(999.0, 3.0)
    assert clock.captured_at(3.9, 50.0, 1000.0) == pytest.approx(49.9)
    assert clock.captured_at(4.1, 50.0, 1000.0) == 50.0
    assert clock.captured_at(None, 50.0, 1000.0) == 0.0
    clock.learn(500.0, 3.0)
    assert clock.captured_at(3.0, 50.0, 1000.0) == 0.0
