"""Commands on disk, so that what an operator said outlives a cut, a crash and a restart.

One thread of its own does all of it; SQLite must not hold up the loop that moves the events.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from wallclient.protocol.commands import decode_command, encode
from wallclient.protocol.envelope import FrameError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wallclient.model.commands import IncidentCommand

T = TypeVar("T")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS commands (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    command_id TEXT NOT NULL UNIQUE,
    body BLOB NOT NULL,
    standing TEXT NOT NULL,
    reason TEXT NOT NULL,
    other_by TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT
"""


class Standing(StrEnum):
    """How far a stored command has come. One that is done is not stored any more."""

    WAITING = "waiting"  # to be sent, or sent and not answered
    ACCEPTED = "accepted"  # its event has to come back
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(slots=True)
class Entry:
    """One command in the outbox. `version`: the incident's after it, as the platform says, or 0."""

    command: IncidentCommand
    standing: Standing = Standing.WAITING
    reason: str = ""
    other_by: str = ""
    version: int = 0
    based: bool = False  # the version to base it on has been chosen; a later try must not choose again
    settled: bool = False  # nothing more to be done about it here
    nudge: asyncio.Event = field(default_factory=asyncio.Event, repr=False, compare=False)


class OutboxStore:
    """Owns the file `path` and its thread. Methods raise sqlite3.Error or OSError where the disk fails."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="wall-outbox")
        self._connection: sqlite3.Connection | None = None

    async def open(self) -> tuple[list[Entry], str]:
        """Everything stored, in order of submission, and what was wrong with the file, if anything."""
        return await self._do(self._open)

    async def add(self, entry: Entry) -> None:
        """Store a new command; storing one a second time changes nothing."""
        values = (entry.command.command_id, *_columns(entry))
        await self._do(
            lambda: self._write(
                "INSERT INTO commands (command_id, body, standing, reason, other_by, version)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (command_id) DO NOTHING",
                values,
            )
        )

    async def update(self, entry: Entry) -> None:
        values = (*_columns(entry), entry.command.command_id)
        await self._do(
            lambda: self._write(
                "UPDATE commands SET body = ?, standing = ?, reason = ?, other_by = ?, version = ?"
                " WHERE command_id = ?",
                values,
            )
        )

    async def remove(self, command_id: str) -> None:
        await self._do(lambda: self._write("DELETE FROM commands WHERE command_id = ?", (command_id,)))

    async def close(self) -> None:
        await self._do(self._close)
        self._executor.shutdown(wait=True)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    # In the thread

    def _open(self) -> tuple[list[Entry], str]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        trouble = ""
        try:
            rows = self._load()
        except sqlite3.DatabaseError as error:
            self._close()
            aside = self._path.with_name(f"{self._path.name}.unreadable-{int(time.time())}")
            self._path.rename(aside)
            trouble = f"{self._path.name}: {error}; kept as {aside.name}"
            rows = self._load()
        entries = []
        for body, standing, reason, other_by, version in rows:
            try:
                entries.append(Entry(decode_command(body), Standing(standing), reason, other_by, version))
            except (FrameError, ValueError) as error:
                trouble = f"{self._path.name}: a stored command cannot be read: {error}"
        return entries, trouble

    def _load(self) -> list[tuple[bytes, str, str, str, int]]:
        self._connection = sqlite3.connect(self._path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(_SCHEMA)
        return self._connection.execute(
            "SELECT body, standing, reason, other_by, version FROM commands ORDER BY position"
        ).fetchall()

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        if self._connection is None:
            raise sqlite3.OperationalError("the outbox is closed")
        self._connection.execute(statement, values)

    def _close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


def _columns(entry: Entry) -> tuple[bytes, str, str, str, int]:
    return (encode(entry.command), entry.standing.value, entry.reason, entry.other_by, entry.version)
