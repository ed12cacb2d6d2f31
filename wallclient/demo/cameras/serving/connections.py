"""The connections of a server.

Closing it must not wait for what a connection waits for (a clip in the making).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Coroutine


class Connection(Protocol):
    """One client of a server."""

    def cut(self) -> None:
        """Close it at once."""

    def run(self) -> Coroutine[None, None, None]:
        """Serve until the client is gone."""


class Connections:
    """Owns the connections of one server and their tasks."""

    def __init__(self) -> None:
        self._tasks: dict[Connection, asyncio.Task[None]] = {}

    def __len__(self) -> int:
        return len(self._tasks)

    async def serve(self, connection: Connection) -> None:
        """Run `connection` to its end."""
        # A task of its own: Python 3.11's streams report theirs as an error when `close` cancels it.
        task = asyncio.create_task(connection.run())
        self._tasks[connection] = task
        try:
            await asyncio.wait({task})
        finally:
            del self._tasks[connection]
        if not task.cancelled():
            task.result()

    async def close(self) -> None:
        """Cut all connections and wait for the end of their tasks."""
        tasks = tuple(self._tasks.values())
        for connection, task in tuple(self._tasks.items()):
            connection.cut()
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
