"""The event log on disk: places, commits, kept answers, pruning, one owner."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.unit.hub.hubkit import eventually
from wallclient.hub.journal.database import Answer, LogError
from wallclient.hub.journal.log import TAIL_EVENTS, Draft, EventLog, TooOld
from wallclient.hub.journal.writer import Retention, Save

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite"


@pytest.fixture
async def log(path: Path) -> AsyncIterator[EventLog]:
    log = EventLog(path)
    await log.open()
    yield log
    await log.close()


def drafts(count: int, event_type: str = "wall.scene") -> list[Draft]:
    return [Draft(event_type, msgspec.Raw(b"{}"), "/test") for _ in range(count)]


async def put(log: EventLog, count: int, event_type: str = "wall.scene") -> None:
    rows = log.append(drafts(count, event_type), NOW)
    log.store(rows)
    await log.committed_to(rows[-1].sequence)


def save(log: EventLog, events: int, telemetry: int = 10**9) -> Save:
    return Save(log.head, lambda: b"state", list, Retention(events, "worker.positions", telemetry, 60.0))


async def test_sequences_go_on_after_a_restart_and_the_stream_keeps_its_name(path: Path) -> None:
    first = EventLog(path)
    await first.open()
    await put(first, 3)
    await first.close()
    second = EventLog(path)
    beginning = await second.open()
    try:
        assert (beginning.head, second.stream_id) == (3, first.stream_id)
        await put(second, 1)
        rows = await second.read(1, 10)
        assert not isinstance(rows, TooOld)
        assert [row.sequence for row in rows] == [2, 3, 4]
    finally:
        await second.close()


async def test_many_appends_share_commits_and_are_told_in_order(log: EventLog) -> None:
    told: list[int] = []

    async def one() -> None:
        rows = log.append(drafts(1), NOW)
        log.store(rows)
        await log.committed_to(rows[0].sequence)
        told.append(rows[0].sequence)

    await asyncio.gather(*(one() for _ in range(500)))
    assert told == list(range(1, 501))


async def test_nothing_is_read_before_it_is_committed(log: EventLog) -> None:
    rows = log.append(drafts(2), NOW)
    assert await log.read(0, 10) == []
    log.store(rows)
    await log.committed_to(2)
    assert await log.read(0, 10) == list(rows)


async def test_what_is_no_longer_in_memory_is_read_from_disk(log: EventLog) -> None:
    await put(log, TAIL_EVENTS + 50)
    rows = await log.read(0, 100)
    assert not isinstance(rows, TooOld)
    assert [row.sequence for row in rows] == list(range(1, 101))
    recent = await log.read(log.head - 5, 3)
    assert not isinstance(recent, TooOld)
    assert [row.sequence for row in recent] == [log.head - 4, log.head - 3, log.head - 2]


async def test_answers_are_kept_with_their_events(log: EventLog) -> None:
    answer = Answer("key", b"digest", b"{}", time.time())
    rows = log.append(drafts(1), NOW)
    log.store(rows, answer)
    await log.committed_to(1)
    assert await log.answer("key") == answer
    assert await log.answer("other") is None


async def test_old_events_go_but_not_those_that_the_spare_state_needs(path: Path) -> None:
    log = EventLog(path)
    await log.open()
    await put(log, 10)
    log.save(save(log, events=3))
    await put(log, 10)
    log.save(save(log, events=3))
    await eventually(lambda: log.floor == 10)
    log.save(save(log, events=3))
    await log.close()
    again = EventLog(path)
    beginning = await again.open()
    try:
        assert (beginning.head, beginning.floor) == (20, 10)
        assert [sequence for sequence, _ in beginning.states] == [20, 10]
        assert await again.read(9, 10) == TooOld(10)
        kept = await again.read(10, 100)
        assert not isinstance(kept, TooOld)
        assert len(kept) == 10
    finally:
        await again.close()


async def test_old_positions_go_before_other_events(path: Path) -> None:
    log = EventLog(path)
    await log.open()
    for _ in range(5):
        await put(log, 1, "worker.positions")
        await put(log, 1)
    log.save(save(log, events=1000, telemetry=4))
    await log.close()
    connection = sqlite3.connect(path)
    kept = connection.execute("SELECT sequence FROM events ORDER BY sequence").fetchall()
    connection.close()
    assert [sequence for (sequence,) in kept] == [2, 4, 6, 7, 8, 9, 10]


async def test_a_log_has_one_hub_at_a_time(log: EventLog, path: Path) -> None:
    await put(log, 1)
    other = EventLog(path)
    with pytest.raises(LogError, match="in use by another hub"):
        await other.open()
    await other.close()


async def test_a_file_that_is_no_log_or_of_another_version_is_refused_in_words(tmp_path: Path) -> None:
    text = tmp_path / "notes.sqlite"
    text.write_text("not a database, although it is long enough to be taken for one at first sight" * 20)
    future = tmp_path / "future.sqlite"
    connection = sqlite3.connect(future)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    for file, words in ((text, "cannot be opened"), (future, "of version 99")):
        log = EventLog(file)
        with pytest.raises(LogError, match=words):
            await log.open()
        await log.close()


async def test_a_log_that_cannot_be_written_acknowledges_nothing(path: Path) -> None:
    log = EventLog(path)
    await log.open()
    failed = asyncio.Event()
    log.when_failed(failed.set)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE events")
    connection.close()
    with pytest.raises(LogError, match="cannot be written"):
        await put(log, 1)
    assert failed.is_set()
    with pytest.raises(LogError):
        await log.committed_to(1)
    await log.close()
