"""The gate through which every connection of the wall starts: only so many at once. Pure: time is given.

Streams that start for the first time, or whose worker died, go before those that failed; and those that
fail again and again may never fill the gate.
"""

from __future__ import annotations

from collections import deque


class StartGate:
    """Hands out leave to start. A ticket is any number; each call returns the tickets that may start now."""

    def __init__(self, limit: int, retry_limit: int, hold_s: float) -> None:
        """`hold_s`: a start that has told nothing for so long no longer counts."""
        self._limit = limit
        self._retry_limit = min(retry_limit, limit)
        self._hold_s = hold_s
        self._first: deque[int] = deque()
        self._retries: deque[int] = deque()
        self._running: dict[int, tuple[float, bool]] = {}

    @property
    def running(self) -> int:
        return len(self._running)

    def ask(self, ticket: int, *, retry: bool, now: float) -> list[int]:
        """Queue a ticket."""
        self._forget(ticket)
        (self._retries if retry else self._first).append(ticket)
        return self._grant(now)

    def settle(self, ticket: int, now: float) -> list[int]:
        """The start is over, or the ticket is not wanted any more."""
        self._forget(ticket)
        return self._grant(now)

    def tick(self, now: float) -> list[int]:
        """Let go of starts that take too long."""
        for ticket in [t for t, (since, _) in self._running.items() if now - since >= self._hold_s]:
            del self._running[ticket]
        return self._grant(now)

    def _forget(self, ticket: int) -> None:
        self._running.pop(ticket, None)
        for queue in (self._first, self._retries):
            if ticket in queue:
                queue.remove(ticket)

    def _grant(self, now: float) -> list[int]:
        granted: list[int] = []
        while len(self._running) < self._limit:
            if self._first:
                ticket, retry = self._first.popleft(), False
            elif self._retries and self._retries_running() < self._retry_limit:
                ticket, retry = self._retries.popleft(), True
            else:
                break
            self._running[ticket] = (now, retry)
            granted.append(ticket)
        return granted

    def _retries_running(self) -> int:
        return sum(1 for _, retry in self._running.values() if retry)
