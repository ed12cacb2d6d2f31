"""The log's SQLite file: schema, reading and writing, for use in threads that may block.

Events are appended and later dropped from the old end, never changed. A row's sequence is its place for ever:
a sequence is used once, also across restarts.
"""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SCHEMA_VERSION = 1
# One answer to a reader holds at most this much, so that a few large events do not fill the memory.
READ_BYTES = 4 * 1024 * 1024

_SCHEMA = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE events (sequence INTEGER PRIMARY KEY, type TEXT NOT NULL, area TEXT NOT NULL,"
    " frame TEXT NOT NULL)",
    "CREATE TABLE answers (key TEXT PRIMARY KEY, digest BLOB NOT NULL, at REAL NOT NULL, body BLOB NOT NULL)"
    " WITHOUT ROWID",
    "CREATE INDEX answers_at ON answers (at)",
    "CREATE TABLE states (sequence INTEGER PRIMARY KEY, body BLOB NOT NULL)",
    "CREATE TABLE archive (id TEXT PRIMARY KEY, body BLOB NOT NULL)",
)


class LogError(Exception):
    """The log cannot be opened or written. The text is a sentence for whoever runs the hub."""


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the log. `frame`: its CloudEvent as JSON, which ends with a brace."""

    sequence: int
    type: str
    area: str
    frame: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a request with this idempotency key; `digest`: of what the request was."""

    key: str
    digest: bytes
    body: bytes
    at: float


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the file held when it was opened. `states`: (sequence, body), newest first."""

    stream_id: str
    head: int
    floor: int
    states: tuple[tuple[int, bytes], ...]


def connect(path: Path) -> sqlite3.Connection:
    """A connection for one thread, in autocommit mode."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=10.0, check_same_thread=False)
    # FULL: what is acknowledged survives a power cut, not only the death of the process.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -8000")
    return connection


def prepare(connection: sqlite3.Connection) -> Beginning:
    """Create what is missing and read where the log stands; raises LogError for a file of another version."""
    connection.execute("PRAGMA journal_mode = WAL")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        with transaction(connection):
            for statement in _SCHEMA:
                connection.execute(statement)
            connection.execute("INSERT INTO meta VALUES ('stream_id', ?)", (uuid.uuid4().hex,))
            connection.execute("INSERT INTO meta VALUES ('floor', '0')")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    elif version != SCHEMA_VERSION:
        raise LogError(
            f"the event log is of version {version}, this program reads version {SCHEMA_VERSION}: "
            "use the program that wrote it, or a new file"
        )
    meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    states = tuple(connection.execute("SELECT sequence, body FROM states ORDER BY sequence DESC").fetchall())
    (newest,) = connection.execute("SELECT coalesce(max(sequence), 0) FROM events").fetchone()
    floor = int(meta["floor"])
    return Beginning(meta["stream_id"], max(newest, floor, states[0][0] if states else 0), floor, states)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def read_events(connection: sqlite3.Connection, after: int, limit: int) -> tuple[int, list[Row]]:
    """(floor, events after `after`, in order). Both are of one moment: pruning cannot come between them."""
    connection.execute("BEGIN")
    try:
        floor = read_floor(connection)
        rows: list[Row] = []
        size = 0
        for found in connection.execute(
            "SELECT sequence, type, area, frame FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?",
            (after, limit),
        ):
            row = Row(*found)
            rows.append(row)
            size += len(row.frame)
            if size > READ_BYTES:
                break
    finally:
        connection.execute("COMMIT")
    return floor, rows


def read_floor(connection: sqlite3.Connection) -> int:
    """Everything up to here may be gone; what comes after is complete, but for telemetry."""
    (value,) = connection.execute("SELECT value FROM meta WHERE name = 'floor'").fetchone()
    return int(value)


def read_answer(connection: sqlite3.Connection, key: str) -> Answer | None:
    found = connection.execute("SELECT key, digest, body, at FROM answers WHERE key = ?", (key,)).fetchone()
    return Answer(*found) if found else None


def read_archived(connection: sqlite3.Connection, incident_id: str) -> bytes | None:
    found = connection.execute("SELECT body FROM archive WHERE id = ?", (incident_id,)).fetchone()
    return bytes(found[0]) if found else None


def write_events(connection: sqlite3.Connection, rows: Sequence[Row], answers: Sequence[Answer]) -> None:
    """Inside a transaction of the caller."""
    connection.executemany(
        "INSERT INTO events VALUES (?, ?, ?, ?)", [(r.sequence, r.type, r.area, r.frame) for r in rows]
    )
    if answers:
        connection.executemany(
            "INSERT INTO answers VALUES (?, ?, ?, ?)", [(a.key, a.digest, a.at, a.body) for a in answers]
        )


def write_state(
    connection: sqlite3.Connection, sequence: int, body: bytes, archived: Sequence[tuple[str, bytes]]
) -> None:
    """Keep this state and the one before it; inside a transaction of the caller."""
    connection.execute("INSERT OR REPLACE INTO states VALUES (?, ?)", (sequence, body))
    connection.execute(
        "DELETE FROM states WHERE sequence NOT IN"
        " (SELECT sequence FROM states ORDER BY sequence DESC LIMIT 2)"
    )
    connection.executemany("INSERT OR REPLACE INTO archive VALUES (?, ?)", archived)


def prune(
    connection: sqlite3.Connection,
    events_up_to: int,
    telemetry: tuple[str, int, int],
    answers_before: float,
) -> int:
    """Drop old events, older telemetry (type, after, up to) and old answers; returns the floor."""
    (oldest_state,) = connection.execute("SELECT coalesce(min(sequence), 0) FROM states").fetchone()
    # Events that the older kept state still needs are not dropped: it is the spare one.
    floor = max(read_floor(connection), min(events_up_to, int(oldest_state)))
    connection.execute("DELETE FROM events WHERE sequence <= ?", (floor,))
    event_type, after, up_to = telemetry
    connection.execute(
        "DELETE FROM events WHERE sequence > ? AND sequence <= ? AND type = ?", (after, up_to, event_type)
    )
    connection.execute("UPDATE meta SET value = ? WHERE name = 'floor'", (str(floor),))
    connection.execute("DELETE FROM answers WHERE at < ?", (answers_before,))
    return floor
