from __future__ import annotations

from wallclient.video.pool.restarts import RestartBudget


def test_the_first_deaths_cost_no_time_and_a_series_of_them_does() -> None:
    budget = RestartBudget()
    assert [budget.delay_s(now) for now in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)] == [
        0, 0, 0, 1, 2, 4, 8, 16, 30, 30,
    ]  # fmt: skip


def test_old_deaths_are_forgotten() -> None:
    budget = RestartBudget()
    assert [budget.delay_s(now * 61.0) for now in range(5)] == [0.0] * 5
