"""One consumer of the event stream: hello, replay or snapshot, then live, with heartbeats in quiet times.

Holes are normal and harmless. Every event carries the attribute `previous`: the sequence of the event sent
before it on this connection (at first the consumer's cursor, or the snapshot's sequence). What lies between
the two is none of the consumer's business: left out by its topics or its area, pruned, or merged into a later
position. An event whose `previous` is beyond the consumer's place means loss, and the consumer asks with
`stream.resync`. A heartbeat gives the sequence of the last event sent on this connection, so that it never
promises what was left out.

Each consumer has its own place in the log and reads at its own pace: no queue grows for a slow one, and
nobody waits for it. Never hand events to consumers; wake them.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiohttp import WSCloseCode, WSMsgType

from wallclient.hub.journal.database import LogError
from wallclient.hub.journal.log import TooOld
from wallclient.hub.stream.selection import Selection, merge_positions, only_area, with_previous
from wallclient.protocol import envelope
from wallclient.protocol.cursor import Cursor, decode_reply
from wallclient.protocol.envelope import FrameError
from wallclient.protocol.events import (
    SNAPSHOT_BEGIN,
    SNAPSHOT_END,
    STREAM_GAP,
    STREAM_HEARTBEAT,
    STREAM_HELLO,
    SnapshotBegin,
    SnapshotEnd,
    StreamGap,
    StreamHeartbeat,
    StreamHello,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from wallclient.hub.journal.database import Row
    from wallclient.hub.journal.log import EventLog
    from wallclient.hub.state import HubState

READ_EVENTS = 256
# Between two portions other consumers get their turn, and a consumer has `stall_s` for each.
PORTION = 32
# A consumer this many events behind gets newest positions only.
LAG_EVENTS = 100


class Consumer:
    """Serves one WebSocket until it closes. `place`: all up to here was sent, or left out on purpose."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        log: EventLog,
        state: HubState,
        selection: Selection,
        *,
        name: str,
        heartbeat_s: float,
        stall_s: float,
    ) -> None:
        self.name = name
        self.place = 0
        self.sent = 0
        self.connected_at = time.monotonic()
        self._socket = socket
        self._log = log
        self._state = state
        self._selection = selection
        self._heartbeat_s = heartbeat_s
        self._stall_s = stall_s
        self._last_sent = 0
        self._resync: str | None = None
        self._finishing = False
        self._wakeup = log.wakeup()

    async def run(self, since: str) -> None:
        """Serve from `since`, a cursor or empty, until the connection ends or the consumer stalls."""
        listening = asyncio.create_task(self._listen(), name=f"hub-consumer-{self.name}")
        try:
            await self._hello()
            await self._begin(since)
            while not self._socket.closed:
                if self._resync is not None:
                    since, self._resync = self._resync, None
                    await self._begin(since)
                await self._forward()
        except TimeoutError:
            # Without draining: what is in the buffer is what nobody takes.
            reason = b"stalled: connect again"
            await self._socket.close(code=WSCloseCode.TRY_AGAIN_LATER, message=reason, drain=False)
        except (ConnectionError, LogError):
            pass  # it went away; it will come back with its cursor
        finally:
            self._log.forget(self._wakeup)
            listening.cancel()

    def finish(self) -> None:
        """The hub goes down: say goodbye once everything is sent."""
        self._finishing = True
        self._wakeup.set()

    async def _listen(self) -> None:
        async for message in self._socket:
            if message.type is WSMsgType.TEXT:
                try:
                    self._resync = decode_reply(message.data).since
                except FrameError:
                    continue  # nothing else is defined for this direction; later versions may say more
                self._wakeup.set()
        self._wakeup.set()

    # Where to begin

    async def _begin(self, since: str) -> None:
        if not since:
            await self._snapshot()
            return
        try:
            cursor = Cursor.parse(since)
        except FrameError as error:
            await self._gap(1, f"the cursor cannot be read: {error.reason}")
            return
        # What is not committed yet may still be lost: a cursor beyond that is of a stream that is no more.
        if cursor.stream_id != self._log.stream_id:
            await self._gap(1, "another stream")
        elif cursor.sequence > self._log.committed:
            await self._gap(1, "the stream was set back")
        elif cursor.sequence < self._log.floor:
            await self._gap(cursor.sequence + 1, "older than what is kept")
        else:
            self.place = self._last_sent = cursor.sequence

    async def _gap(self, start: int, reason: str) -> None:
        gap = StreamGap(from_=start, to=self._log.committed, reason=reason)
        await self._control(STREAM_GAP, gap)
        await self._snapshot()

    async def _snapshot(self) -> None:
        saved = self._state.capture()
        sequence = self._log.head
        # The state may be ahead of the disk by a moment; nobody may see what could still be lost.
        await self._log.committed_to(sequence)
        await self._control(SNAPSHOT_BEGIN, SnapshotBegin(sequence=sequence, topics=self._selection.topics))
        portion: list[str] = []
        for item in saved.items():
            if self._selection.wants(item.type, item.area):
                portion.append(self._frame(item.type, item.data, item.subject))
            if len(portion) >= PORTION:
                await self._send(portion)
                portion = []
        await self._send(portion)
        await self._control(SNAPSHOT_END, SnapshotEnd(sequence=sequence))
        self.place = self._last_sent = sequence

    # Live

    async def _forward(self) -> None:
        """Send what came since; with nothing there, wait for it or for the next heartbeat."""
        self._wakeup.clear()
        rows = await self._log.read(self.place, READ_EVENTS)
        if isinstance(rows, TooOld):
            await self._gap(self.place + 1, "fell behind what is kept")
            return
        if rows:
            await self._send_rows(rows)
            return
        if self._finishing and self._log.committed == self._log.head:
            await self._socket.close(code=WSCloseCode.GOING_AWAY, message=b"the hub is stopping")
        if self._resync is not None or self._socket.closed:
            return
        try:
            async with asyncio.timeout(self._heartbeat_s):
                await self._wakeup.wait()
        except TimeoutError:
            await self._control(STREAM_HEARTBEAT, StreamHeartbeat(sequence=self._last_sent))

    async def _send_rows(self, rows: list[Row]) -> None:
        if self._log.committed - self.place > LAG_EVENTS:
            rows = merge_positions(rows)
        for start in range(0, len(rows), PORTION):
            frames: list[str] = []
            for row in rows[start : start + PORTION]:
                chosen = self._chosen(row)
                if chosen is not None:
                    frames.append(with_previous(chosen.frame, self._last_sent))
                    self._last_sent = chosen.sequence
            await self._send(frames)
            self.place = rows[min(start + PORTION, len(rows)) - 1].sequence
            if self._resync is not None:
                return

    def _chosen(self, row: Row) -> Row | None:
        if not self._selection.wants(row.type, row.area):
            return None
        return only_area(row, self._selection, self._state.worker_area)

    # Sending

    async def _hello(self) -> None:
        hello = StreamHello(
            stream_id=self._log.stream_id, sequence=self._log.committed, heartbeat_s=self._heartbeat_s
        )
        await self._control(STREAM_HELLO, hello)

    async def _control(self, event_type: str, data: object) -> None:
        await self._send([self._frame(event_type, data)])

    async def _send(self, frames: Iterable[str]) -> None:
        async with asyncio.timeout(self._stall_s):
            for frame in frames:
                # Waits while the connection's buffer is full: that is the backpressure.
                await self._socket.send_str(frame)
                self.sent += 1
            await asyncio.sleep(0)

    def _frame(self, event_type: str, data: object, subject: str = "") -> str:
        return envelope.encode(
            envelope.make(
                event_type,
                data,
                event_id=uuid.uuid4().hex,
                source="/hub",
                time=datetime.now(UTC),
                subject=subject,
            )
        )
