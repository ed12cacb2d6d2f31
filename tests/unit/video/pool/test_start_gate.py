from __future__ import annotations

from wallclient.video.pool.gate import StartGate


def test_only_so_many_start_at_once_in_the_order_they_asked() -> None:
    gate = StartGate(2, 1, 10.0)
    assert gate.ask(1, retry=False, now=0.0) == [1]
    assert gate.ask(2, retry=False, now=0.0) == [2]
    assert gate.ask(3, retry=False, now=0.0) == []
    assert gate.ask(4, retry=False, now=0.0) == []
    assert gate.settle(2, 1.0) == [3]
    assert gate.settle(9, 1.0) == []
    assert gate.settle(1, 1.0) == [4]
    assert gate.running == 2


def test_first_starts_go_before_retries_and_retries_never_fill_the_gate() -> None:
    gate = StartGate(3, 2, 10.0)
    assert [gate.ask(n, retry=True, now=0.0) for n in (1, 2, 3)] == [[1], [2], []]
    assert gate.ask(4, retry=False, now=0.0) == [4]
    assert gate.ask(5, retry=False, now=0.0) == []
    assert gate.settle(1, 0.0) == [5]
    assert gate.settle(4, 0.0) == [3]


def test_a_start_that_says_nothing_does_not_block_the_others_for_ever() -> None:
    gate = StartGate(1, 1, 10.0)
    gate.ask(1, retry=False, now=0.0)
    gate.ask(2, retry=False, now=5.0)
    assert gate.tick(9.9) == []
    assert gate.tick(10.0) == [2]


def test_a_ticket_that_is_given_back_while_it_waits_is_never_called() -> None:
    gate = StartGate(1, 1, 10.0)
    gate.ask(1, retry=False, now=0.0)
    gate.ask(2, retry=False, now=0.0)
    gate.ask(3, retry=True, now=0.0)
    assert gate.settle(2, 0.0) == []
    assert gate.settle(1, 0.0) == [3]


def test_asking_twice_counts_once() -> None:
    gate = StartGate(1, 1, 10.0)
    gate.ask(1, retry=False, now=0.0)
    assert gate.ask(1, retry=True, now=0.0) == [1]
    assert gate.running == 1
