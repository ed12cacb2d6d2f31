"""The event log as the hub's event loop sees it: append, wait until committed, read on from a place.

Sequences are given at once and in order; nobody outside may hear of one before it is committed. Readers bring
their own place and are never waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from wallclient.hub.journal import database
from wallclient.hub.journal.database import Answer, Beginning, LogError, Row
from wallclient.hub.journal.writer import Append, Save, Writer
from wallclient.protocol import envelope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    import msgspec

T = TypeVar("T")

# Newest events are kept in memory too, so that consumers who keep up cost no reading from disk.
TAIL_EVENTS = 4096
TAIL_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that has no place yet. `area`: code of the area that it concerns, empty if none."""

    type: str
    data: msgspec.Raw
    source: str
    subject: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class TooOld:
    """What was asked for is gone; the log is complete after `floor`."""

    floor: int


class EventLog:
    """Owns the log file, its writer thread, one reading thread, and the newest events in memory."""

    def __init__(self, path: Path, *, window_s: float = 0.005) -> None:
        self.path = path
        self.stream_id = ""
        self.head = 0  # newest sequence that was given
        self.committed = 0  # newest sequence that is safe on disk
        self.floor = 0
        self.failure: LogError | None = None
        self._writer = Writer(path, window_s, self)
        self._reading = ThreadPoolExecutor(1, "hub-read")
        self._reader: sqlite3.Connection | None = None
        self._lock: sqlite3.Connection | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pending: deque[Row] = deque()
        self._tail: deque[Row] = deque()
        self._tail_bytes = 0
        self._waiters: deque[tuple[int, asyncio.Future[None]]] = deque()
        self._saving: deque[asyncio.Future[None]] = deque()
        self._wakeups: set[asyncio.Event] = set()
        self._on_failure: list[Callable[[], None]] = []

    async def open(self) -> Beginning:
        """Open or create the file; raises LogError if it cannot be used or is another hub's."""
        self._loop = asyncio.get_running_loop()
        beginning = await self._read(self._open)
        self.stream_id = beginning.stream_id
        self.head = self.committed = beginning.head
        self.floor = beginning.floor
        self._writer.start()
        return beginning

    def _open(self) -> Beginning:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.path)
            self._reader = database.connect(self.path)
            return database.prepare(self._reader)
        except (OSError, sqlite3.Error) as error:
            raise LogError(f"the event log {self.path} cannot be opened: {error}") from None

    async def close(self) -> None:
        """Write what is waiting, then close the file."""
        self._writer.put(None)
        if self._writer.ident is not None:
            await asyncio.to_thread(self._writer.join)
        with contextlib.suppress(RuntimeError):
            await self._read(self._close)
        self._reading.shutdown()

    def _close(self) -> None:
        for connection in (self._reader, self._lock):
            if connection is not None:
                connection.close()

    # Appending

    def append(self, drafts: Sequence[Draft], now: datetime) -> tuple[Row, ...]:
        """Give `drafts` their places, in order. They count once `store` has taken them and committed."""
        rows = []
        for draft in drafts:
            self.head += 1
            event = envelope.make(
                draft.type,
                draft.data,
                event_id=f"{self.stream_id}-{self.head}",
                source=draft.source,
                time=now,
                subject=draft.subject,
                number=self.head,
            )
            rows.append(Row(self.head, draft.type, draft.area, envelope.encode(event)))
        return tuple(rows)

    def store(self, rows: tuple[Row, ...], answer: Answer | None = None) -> None:
        """Hand rows to the writer, with the answer to keep in the same transaction."""
        self._pending.extend(rows)
        self._writer.put(Append(rows, answer))

    def save(self, save: Save) -> asyncio.Future[None]:
        """Hand a state to the writer. The result is done once it is on disk, or cancelled if it never is."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._saving.append(done)
        self._writer.put(save)
        return done

    async def committed_to(self, sequence: int) -> None:
        """Wait until everything up to `sequence` is on disk; raises LogError if that will never be."""
        if self.failure is not None:
            raise self.failure
        if sequence <= self.committed:
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append((sequence, waiter))
        await waiter

    # Reading

    async def read(self, after: int, limit: int) -> list[Row] | TooOld:
        """Committed events after `after`, at most `limit`; from memory where possible."""
        behind = self.committed - after
        if behind <= 0:
            return []
        if behind <= len(self._tail):
            return [self._tail[index] for index in range(-behind, min(0, limit - behind))]
        floor, rows = await self._read(lambda: database.read_events(self._connection, after, limit))
        if after < floor:
            return TooOld(floor)
        return [row for row in rows if row.sequence <= self.committed]

    async def answer(self, key: str) -> Answer | None:
        return await self._read(lambda: database.read_answer(self._connection, key))

    async def archived(self, incident_id: str) -> bytes | None:
        return await self._read(lambda: database.read_archived(self._connection, incident_id))

    def wakeup(self) -> asyncio.Event:
        """An event that is set at each commit, until `forget`."""
        event = asyncio.Event()
        self._wakeups.add(event)
        return event

    def forget(self, event: asyncio.Event) -> None:
        self._wakeups.discard(event)

    def when_failed(self, call: Callable[[], None]) -> None:
        self._on_failure.append(call)

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._reader is None:
            raise LogError("the event log is not open")
        return self._reader

    async def _read(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._reading, work)

    # From the writer's thread

    def on_committed(self, sequence: int) -> None:
        self._tell(self._committed, sequence)

    def on_pruned(self, floor: int) -> None:
        self._tell(self._pruned, floor)

    def on_failed(self, error: LogError) -> None:
        self._tell(self._failed, error)

    def _tell(self, call: Callable[[T], None], value: T) -> None:
        if self._loop is not None:
            # The loop may be gone when a hub is torn down over an error.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(call, value)

    def _committed(self, sequence: int) -> None:
        self.committed = sequence
        while self._pending and self._pending[0].sequence <= sequence:
            row = self._pending.popleft()
            self._tail.append(row)
            self._tail_bytes += len(row.frame)
        while len(self._tail) > TAIL_EVENTS or (self._tail_bytes > TAIL_BYTES and len(self._tail) > 1):
            self._tail_bytes -= len(self._tail.popleft().frame)
        while self._waiters and self._waiters[0][0] <= sequence:
            waiter = self._waiters.popleft()[1]
            if not waiter.done():
                waiter.set_result(None)
        for event in self._wakeups:
            event.set()

    def _pruned(self, floor: int) -> None:
        self.floor = floor
        done = self._saving.popleft()
        if not done.done():
            done.set_result(None)

    def _failed(self, error: LogError) -> None:
        self.failure = error
        for _, waiter in self._waiters:
            if not waiter.done():
                waiter.set_exception(error)
        self._waiters.clear()
        for done in self._saving:
            done.cancel()
        self._saving.clear()
        for call in self._on_failure:
            call()


def _locked(path: Path) -> sqlite3.Connection:
    """Hold `path` against other hubs for as long as this process lives, on every platform alike."""
    connection = sqlite3.connect(f"{path}.lock", isolation_level=None, timeout=0, check_same_thread=False)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        connection.close()
        raise LogError(
            f"the event log {path} is in use by another hub: stop it, or give this one its own"
        ) from None
    return connection
