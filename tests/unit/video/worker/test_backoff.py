from __future__ import annotations

from itertools import islice

import pytest

from wallclient.video.messages import Policy
from wallclient.video.worker.backoff import reconnect_delays


def delays(chance: float, count: int = 9) -> list[float]:
    return list(islice(reconnect_delays(Policy(), lambda: chance), count))


def test_delays_double_up_to_the_longest_and_then_stay_level_for_ever() -> None:
    assert delays(0.5) == pytest.approx([0.5, 1, 2, 4, 8, 15, 30, 30, 30])


def test_chance_makes_each_a_third_shorter_or_longer() -> None:
    assert delays(0.0)[:2] == pytest.approx([1 / 3, 2 / 3])
    assert delays(1.0)[:2] == pytest.approx([2 / 3, 4 / 3])
