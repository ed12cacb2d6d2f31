"""A thread with an asyncio loop for what a test plays against the wall: cameras, hubs, other operators.

Processes end with the thread that started them, so a backstage lives as long as what it started.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from wallclient.feeds.iothread import IoThread

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from concurrent.futures import Future

T = TypeVar("T")
START_S = 90.0


class Backstage:
    """Owns the thread. `failures` holds what ended badly and was not asked for."""

    def __init__(self, name: str = "backstage") -> None:
        self.failures: list[str] = []
        self._io = IoThread(lambda task, error: self.failures.append(f"{task}: {error!r}"), name=name)
        self._io.start()

    def begin(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Start `work`; it goes on while the test looks at the wall."""
        future = self._io.submit(work)
        assert future is not None, "this backstage has been closed"
        return future

    def do(self, work: Coroutine[Any, Any, T], within_s: float = START_S) -> T:
        """Wait for `work`; only for what is short, because the wall stands still meanwhile."""
        return self.begin(work).result(within_s)

    def close(self) -> None:
        assert self._io.stop(deadline_s=10.0)
