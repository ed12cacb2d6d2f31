"""The thread that alone writes to the log: group commit, saved states, pruning.

Everything goes through one queue in order, so a state is never on disk before the events that led to it. A
failure to write is final: what was not committed is never acknowledged, and the hub ends.
"""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from typing_extensions import override

from wallclient.hub.journal import database
from wallclient.hub.journal.database import Answer, LogError, Row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

# More rows than this are committed at once although the window is still open.
BATCH_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Append:
    rows: tuple[Row, ...]
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Retention:
    """How much is kept: events, telemetry events of one type (both counted from the head), answers."""

    events: int
    telemetry_type: str
    telemetry_events: int
    answers_s: float


@dataclass(frozen=True, slots=True)
class Save:
    """A state to keep; `encode` and `archived` are called in the writer's thread, off the event loop."""

    sequence: int
    encode: Callable[[], bytes]
    archived: Callable[[], list[tuple[str, bytes]]]
    retention: Retention


class Listener(Protocol):
    """Hears from the writer's thread."""

    def on_committed(self, sequence: int) -> None: ...

    def on_pruned(self, floor: int) -> None: ...

    def on_failed(self, error: LogError) -> None: ...


@dataclass(slots=True)
class _Batch:
    rows: list[Row] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def add(self, item: Append) -> None:
        self.rows.extend(item.rows)
        if item.answer is not None:
            self.answers.append(item.answer)


class Writer(threading.Thread):
    """Owns the writing connection. `put` from any one thread; None ends it once everything before is written.

    A lone append is committed at once; under load, appends of `window_s` share one commit.
    """

    def __init__(self, path: Path, window_s: float, listener: Listener) -> None:
        super().__init__(name="hub-log", daemon=True)
        self._path = path
        self._window_s = window_s
        self._listener = listener
        self._queue: queue.SimpleQueue[Append | Save | None] = queue.SimpleQueue()
        self._committed_at = 0.0
        self._telemetry_pruned = 0

    def put(self, item: Append | Save | None) -> None:
        self._queue.put(item)

    @override
    def run(self) -> None:
        try:
            connection = database.connect(self._path)
            try:
                self._work(connection)
            finally:
                connection.close()
        except (
            Exception
        ) as error:  # the boundary of this thread: whatever it is, nothing more is acknowledged
            self._listener.on_failed(LogError(f"the event log {self._path} cannot be written: {error}"))

    def _work(self, connection: sqlite3.Connection) -> None:
        item = self._queue.get()
        while item is not None:
            if isinstance(item, Save):
                self._save(connection, item)
                item = self._queue.get()
            else:
                item = self._commit(connection, item)

    def _commit(self, connection: sqlite3.Connection, first: Append) -> Append | Save | None:
        """Commit `first` and what comes within the window; returns the item after those."""
        batch = _Batch()
        batch.add(first)
        until = self._committed_at + self._window_s
        following: Append | Save | None = None
        got_following = False
        while len(batch.rows) < BATCH_ROWS:
            try:
                left_s = until - time.monotonic()
                item = self._queue.get(timeout=left_s) if left_s > 0 else self._queue.get_nowait()
            except queue.Empty:
                break
            if not isinstance(item, Append):
                following, got_following = item, True
                break
            batch.add(item)
        with database.transaction(connection):
            database.write_events(connection, batch.rows, batch.answers)
        self._committed_at = time.monotonic()
        self._listener.on_committed(batch.rows[-1].sequence)
        return following if got_following else self._queue.get()

    def _save(self, connection: sqlite3.Connection, save: Save) -> None:
        body, archived = save.encode(), save.archived()
        keep = save.retention
        telemetry_up_to = save.sequence - keep.telemetry_events
        with database.transaction(connection):
            database.write_state(connection, save.sequence, body, archived)
            floor = database.prune(
                connection,
                save.sequence - keep.events,
                (keep.telemetry_type, self._telemetry_pruned, telemetry_up_to),
                time.time() - keep.answers_s,
            )
        self._telemetry_pruned = max(self._telemetry_pruned, telemetry_up_to)
        self._listener.on_pruned(floor)
