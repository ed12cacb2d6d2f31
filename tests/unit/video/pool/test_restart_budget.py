from __future__ import annotations

from wallclient.video.pool.restarts import RestartBudget


def test_the_first_deaths_cost_no_time_and_a_series_of_young_ones_does() -> None:
    budget = RestartBudget()
    assert [budget.delay_s(3.0) for _ in range(10)] == [0, 0, 0, 1, 2, 4, 8, 16, 30, 30]


def test_a_process_that_lived_for_a_while_is_replaced_at_once() -> None:
    budget = RestartBudget()
    assert [budget.delay_s(11.0) for _ in range(10)] == [0.0] * 10
    assert [budget.delay_s(1.0) for _ in range(3)] == [0, 0, 1]
    assert budget.delay_s(60.0) == 0.0
