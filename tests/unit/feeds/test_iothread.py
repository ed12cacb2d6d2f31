"""The I/O thread: runs what it is given, tells failures, ends in time."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from tests.unit.feeds.waiting import wait_until
from wallclient.feeds.iothread import IoThread

if TYPE_CHECKING:
    from collections.abc import Iterator


class Failures:
    def __init__(self) -> None:
        self.told: list[tuple[str, BaseException]] = []

    def __call__(self, name: str, error: BaseException) -> None:
        self.told.append((name, error))


@pytest.fixture
def failures() -> Failures:
    return Failures()


@pytest.fixture
def thread(failures: Failures) -> Iterator[IoThread]:
    io = IoThread(failures, name="wall-io-test")
    io.start()
    yield io
    io.stop()


def test_tasks_and_calls_run_in_the_thread_by_name(thread: IoThread) -> None:
    async def where() -> tuple[str, str]:
        task = asyncio.current_task()
        return threading.current_thread().name, task.get_name() if task else ""

    future = thread.submit(where(), "look around")
    assert future is not None
    assert future.result(5) == ("wall-io-test", "look around")
    called: list[str] = []
    assert thread.call(lambda word: called.append(word + threading.current_thread().name), "in ")
    wait_until(lambda: called == ["in wall-io-test"])


def test_work_given_before_the_start_is_done(failures: Failures) -> None:
    io = IoThread(failures)
    done = threading.Event()
    io.call(done.set)
    io.start()
    assert done.wait(5)
    assert io.stop()


def test_a_task_that_fails_is_told_with_its_name(thread: IoThread, failures: Failures) -> None:
    async def fail() -> None:
        raise ValueError("no such thing")

    future = thread.submit(fail(), "doomed")
    assert future is not None
    with pytest.raises(ValueError, match="no such thing"):
        future.result(5)
    assert [(name, str(error)) for name, error in failures.told] == [("doomed", "no such thing")]


def test_a_call_that_fails_is_told(thread: IoThread, failures: Failures) -> None:
    def fail() -> None:
        raise ValueError("no such thing")

    thread.call(fail)
    wait_until(lambda: failures.told)
    assert isinstance(failures.told[0][1], ValueError)


def test_stopping_cancels_tasks_and_lets_them_finish(thread: IoThread, failures: Failures) -> None:
    began, cleaned = threading.Event(), threading.Event()

    async def work() -> None:
        try:
            began.set()
            await asyncio.sleep(3600)
        finally:
            await asyncio.sleep(0)
            cleaned.set()

    thread.submit(work(), "long")
    assert began.wait(5)
    assert thread.stop()
    assert cleaned.is_set()
    assert not thread.alive
    assert failures.told == []


def test_a_task_that_will_not_end_does_not_hold_up_the_end_of_the_wall(failures: Failures) -> None:
    io = IoThread(failures)
    io.start()
    began, may_end = threading.Event(), threading.Event()

    async def stubborn() -> None:
        began.set()
        while not may_end.is_set():
            try:
                await asyncio.sleep(0.01)
            except asyncio.CancelledError:
                continue

    io.submit(stubborn(), "stubborn")
    assert began.wait(5)
    assert not io.stop(deadline_s=0.05)
    assert io.alive
    may_end.set()
    wait_until(lambda: not io.alive)


def test_work_given_after_the_end_is_refused_without_a_trace(failures: Failures) -> None:
    io = IoThread(failures)
    io.start()
    assert io.stop()

    async def late() -> None:
        raise AssertionError

    assert io.submit(late()) is None
    assert not io.call(lambda: None)
    assert io.stop()


def test_a_thread_that_was_never_started_can_be_stopped(failures: Failures) -> None:
    assert IoThread(failures).stop()
