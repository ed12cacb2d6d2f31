from __future__ import annotations

from wallclient.video.difference import Difference
from wallclient.video.port import Luma

WIDTH, HEIGHT = 64, 48


def picture(value: int = 0, at: tuple[int, int] | None = None) -> Luma:
    data = bytearray([7]) * (80 * HEIGHT)
    if at is None:
        data[:] = bytes([value]) * len(data)
    else:
        column, row = at
        data[row * 80 + column] = value
    return Luma(memoryview(data), HEIGHT, WIDTH, 80)


def test_a_moving_picture_is_always_new() -> None:
    difference = Difference()
    for step in range(20):
        assert difference.same_since(picture(step), step * 0.04) == step * 0.04


def test_a_still_picture_is_the_same_since_it_was_first_looked_at_as_a_whole() -> None:
    difference = Difference()
    times = [step * 0.04 for step in range(200)]
    answers = [difference.same_since(picture(5), at) for at in times]
    assert answers[0] == times[0]
    assert answers[-1] <= times[1]
    assert difference.same_since(picture(6), 9.0) == 9.0


def test_a_change_between_the_rows_that_are_looked_at_is_found_within_half_a_second() -> None:
    difference = Difference()
    for step in range(200):
        at = step * 0.04
        # One pixel in a row that the quick look leaves out.
        same_since = difference.same_since(picture(step % 251, (3, 1)), at)
        assert at - same_since <= 0.6


def test_what_lies_beyond_the_picture_in_its_rows_does_not_count() -> None:
    difference = Difference(whole_every_s=0.0)
    for step in range(10):
        answer = difference.same_since(picture(step, (70, 2)), step * 0.04)
    assert answer <= 0.04


def test_a_first_picture_can_be_given_as_one_that_was_the_same_before() -> None:
    difference = Difference(same_since=3.0)
    for step in range(100):
        assert difference.same_since(picture(5), 10 + step * 0.04) == 3.0
    assert difference.same_since(picture(6), 15.0) == 15.0


def test_after_a_pause_a_picture_is_not_taken_for_the_same_without_a_whole_look() -> None:
    difference = Difference()
    difference.same_since(picture(9, (3, 1)), 10.0)
    assert difference.same_since(picture(8, (3, 1)), 15.0) == 15.0
