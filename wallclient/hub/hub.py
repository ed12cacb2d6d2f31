"""The hub without its network: log, state, desk and consumers, put together.

The state is changed in the same step in which events are given their places, and nothing about either leaves
before they are on disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from wallclient.hub.desk.clockwork import Clockwork
from wallclient.hub.desk.commands import Desk
from wallclient.hub.desk.intake import BadEvent, BadEventReply, Intake
from wallclient.hub.desk.replies import Keep, Once, Reply, reply
from wallclient.hub.journal.log import EventLog, TooOld
from wallclient.hub.journal.writer import Retention, Save
from wallclient.hub.state import HubState, Saved
from wallclient.protocol import envelope
from wallclient.protocol.commands import EventsStored
from wallclient.protocol.envelope import FrameError, format_sequence
from wallclient.protocol.events import WORKER_POSITIONS, decode_data

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wallclient.hub.config import HubConfig
    from wallclient.hub.journal.database import Beginning
    from wallclient.hub.stream.consumer import Consumer
    from wallclient.model.incidents import Incident
    from wallclient.protocol.commands import PostedEvent
    from wallclient.rules.classes import ClassTable
    from wallclient.rules.profile import ClockProfile

logger = logging.getLogger(__name__)
REPLAY_EVENTS = 1000


class Hub:
    """Owns the log, the state, and the task that looks at clocks and saves the state."""

    def __init__(self, config: HubConfig, path: Path, clocks: ClockProfile, classes: ClassTable) -> None:
        self._config = config
        self.log = EventLog(path, window_s=config.commit_window_ms / 1000)
        self.state = HubState()
        self.consumers: set[Consumer] = set()
        self.once = Once(self.log)
        self.desk = Desk(self.state, self.log, clocks)
        self._intake = Intake(self.state, clocks, classes)
        self._clockwork = Clockwork(self.state, self.log, clocks)
        self._saved_at = 0
        self._ticking: asyncio.Task[None] | None = None
        self._started_at = time.monotonic()

    async def start(self) -> None:
        """Open the log and rebuild the state; raises LogError."""
        beginning = await self.log.open()
        await self._rebuild(beginning)
        self._ticking = asyncio.create_task(self._tick(), name="hub-tick")

    async def stop(self) -> None:
        """Save the state and close the log; everything that was handed in is written first."""
        if self._ticking is not None:
            self._ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._ticking
        if self.log.stream_id and self.log.failure is None:
            self.save()
        await self.log.close()

    async def feed(self, posted: Sequence[PostedEvent], name: str, keep: Keep) -> Reply:
        """Take in what the source `name` posted, all or nothing."""
        try:
            checked = self._intake.check(posted, name)
        except BadEvent as bad:
            status = 409 if bad.error in ("stale", "exists") else 422
            body = BadEventReply(
                error=bad.error, index=bad.index, reason_zh=bad.reason_zh, reason_en=bad.reason_en
            )
            return reply(status, body)
        rows = self.log.append([one.draft for one in checked], datetime.now(UTC))
        for one in checked:
            self.state.apply(one.draft.type, one.draft.subject, one.data)
        body_bytes = msgspec.json.encode(
            EventsStored(sequences=tuple(format_sequence(row.sequence) for row in rows))
        )
        if rows:
            self.log.store(rows, keep(body_bytes))
            await self.log.committed_to(rows[-1].sequence)
        return Reply(200, body_bytes)

    def save(self) -> None:
        """Keep the state as of now in the log, and let go of what is old."""
        now = datetime.now(UTC)
        config = self._config
        keep = timedelta(hours=config.keep_ended_h)
        self.state.expire(now, keep)
        captured = self.state.capture()
        old = self.state.ended_before(now - keep)

        def archived() -> list[tuple[str, bytes]]:
            return [(incident.id, msgspec.msgpack.encode(incident)) for incident in old]

        retention = Retention(
            events=config.retention_events,
            telemetry_type=WORKER_POSITIONS,
            telemetry_events=config.telemetry_events,
            answers_s=config.keep_answers_h * 3600,
        )
        saved = self.log.save(Save(self.log.head, captured.encode, archived, retention))
        # Only now are they to be found in the archive.
        saved.add_done_callback(lambda done: None if done.cancelled() else self.state.forget(old))
        self._saved_at = self.log.head

    def health(self) -> dict[str, Any]:
        """Figures of the moment, for people and for monitoring."""
        log = self.log
        return {
            "ok": log.failure is None,
            "stream_id": log.stream_id,
            "sequence": log.committed,
            "floor": log.floor,
            "waiting": log.head - log.committed,
            "uptime_s": round(time.monotonic() - self._started_at, 1),
            "log_bytes": _size(log.path),
            "counts": self.state.counts(),
            "consumers": [
                {
                    "name": consumer.name,
                    "place": consumer.place,
                    "lag": log.committed - consumer.place,
                    "sent": consumer.sent,
                    "connected_s": round(time.monotonic() - consumer.connected_at, 1),
                }
                for consumer in self.consumers
            ],
        }

    async def incident(self, incident_id: str) -> Incident | None:
        return await self.desk.incident(incident_id)

    async def _tick(self) -> None:
        while self.log.failure is None:
            await asyncio.sleep(self._config.clock_check_s)
            await self._clockwork.check(datetime.now(UTC))
            if self.log.head - self._saved_at >= self._config.save_every_events:
                self.save()

    async def _rebuild(self, beginning: Beginning) -> None:
        place = beginning.floor
        for sequence, body in beginning.states:
            try:
                self.state.restore(Saved.decode(body))
                place = sequence
                break
            except msgspec.MsgspecError as error:
                logger.warning(
                    "the state saved at %d cannot be read, taking an older one: %s", sequence, error
                )
        else:
            if beginning.floor:
                logger.error(
                    "no saved state can be read: what happened before %d is missing", beginning.floor
                )
        self._saved_at = place
        while True:
            rows = await self.log.read(place, REPLAY_EVENTS)
            if isinstance(rows, TooOld):
                place = rows.floor
                continue
            if not rows:
                return
            for row in rows:
                try:
                    event = envelope.decode(row.frame)
                    self.state.apply(row.type, event.subject, decode_data(row.type, event.data))
                except FrameError as error:
                    logger.warning("event %d of the log cannot be read: %s", row.sequence, error.reason)
            place = rows[-1].sequence


def _size(path: Path) -> int:
    total = 0
    for name in (path, path.with_name(path.name + "-wal")):
        with contextlib.suppress(OSError):
            total += name.stat().st_size
    return total
