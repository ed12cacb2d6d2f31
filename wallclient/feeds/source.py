"""The event stream's connection: open for ever, frames into the session, events into the mailbox.

What a frame means is the session's business; here is only the way it takes, and the health of the connection.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol

from wallclient import __version__
from wallclient.feeds.backoff import delays
from wallclient.feeds.failures import TOO_BIG, CertificatesError, Failure, from_error, load_authorities
from wallclient.feeds.sourcehealth import HealthPost
from wallclient.model.health import HealthState, Reason
from wallclient.protocol.commands import AUTHORIZATION, bearer
from wallclient.protocol.envelope import MAX_FRAME_BYTES, SUBPROTOCOL

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from wallclient.feeds.mailbox import Mailbox
    from wallclient.protocol.cursor import Cursor
    from wallclient.protocol.events import Event
    from wallclient.protocol.session import FeedSession

NAME = "events"
MAX_QUEUE = 16
OFFLINE_AFTER = 6  # tries that failed in a row, after which it is no more a short trouble


@dataclass(frozen=True, slots=True)
class SourceTiming:
    """Seconds. Tests use milliseconds."""

    first_retry_s: float = 0.2
    longest_retry_s: float = 10.0
    refused_retry_s: float = 30.0
    open_timeout_s: float = 10.0
    close_timeout_s: float = 1.0
    ping_s: float = 20.0
    watch_s: float = 1.0  # how often figures are told and silence is looked for
    settled_s: float = 5.0  # a connection that held this long begins with short pauses again


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """Where the events come from: `ws://` or `wss://`, with path. Empty `topics` and `area`: everything."""

    url: str
    token: str = field(default="", repr=False)
    topics: tuple[str, ...] = ()
    area: str = ""
    ca_file: str = ""
    timing: SourceTiming = field(default_factory=SourceTiming)

    @property
    def selective(self) -> bool:
        """Whether the session must be made selective."""
        return bool(self.topics or self.area)


def address(config: SourceConfig, cursor: Cursor | None) -> str:
    """The address with what is wanted and where to resume."""
    parts = urlsplit(config.url)
    query = {"since": str(cursor) if cursor else "", "topics": ",".join(config.topics), "area": config.area}
    text = urlencode({key: value for key, value in query.items() if value}, safe=":,")
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, text)))))


class EventSource:
    """Owns the connection. `on_event` is called in the I/O thread for each event, once the mailbox has it."""

    def __init__(
        self,
        config: SourceConfig,
        mailbox: Mailbox,
        session: FeedSession,
        *,
        on_event: Callable[[Event], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._config = config
        self._mailbox = mailbox
        self._session = session
        self._on_event = on_event
        self._clock = clock
        self._post = HealthPost(NAME, mailbox)
        self._paused = False
        self._silent = False

    async def run(self) -> None:
        """Stay connected until cancelled."""
        timing = self._config.timing
        pauses = delays(timing.first_retry_s, timing.longest_retry_s)
        try:
            while True:
                self._post.trying(figures=self._figures())
                started_at, cursor = self._clock(), self._session.cursor
                failure = await self._connection()
                if self._session.cursor != cursor or self._clock() - started_at > timing.settled_s:
                    pauses = delays(timing.first_retry_s, timing.longest_retry_s)
                pause_s = timing.refused_retry_s if failure.refused else next(pauses)
                self._post.failed(failure, pause_s, offline_after=OFFLINE_AFTER, figures=self._figures())
                await asyncio.sleep(pause_s)
        finally:
            self._post.set(HealthState.OFFLINE, Reason.STOPPED, figures=self._figures())

    async def _connection(self) -> Failure:
        """One connection from opening to its end; says why it ended."""
        self._paused = self._silent = False
        try:
            async with connect(
                address(self._config, self._session.cursor), **await self._options()
            ) as socket:
                self._session.connected(self._clock())
                watch = asyncio.create_task(self._watch(socket), name="event stream watch")
                try:
                    return await self._read(socket)
                finally:
                    watch.cancel()
        except ConnectionClosed as error:
            if error.sent and error.sent.code == TOO_BIG:
                self._session.unreadable(f"a frame over {MAX_FRAME_BYTES} bytes", self._clock())
            return Failure(Reason.SILENT) if self._silent else from_error(error)
        except (OSError, WebSocketException, CertificatesError, ValueError) as error:
            return from_error(error)

    async def _options(self) -> dict[str, Any]:
        config, timing = self._config, self._config.timing
        # Above DEBUG always: at that level the library logs headers, and the token is one of them.
        wire = logging.getLogger(f"{__name__}.wire")
        wire.setLevel(logging.INFO)
        options: dict[str, Any] = {
            "logger": wire,
            "subprotocols": [Subprotocol(SUBPROTOCOL)],
            "user_agent_header": f"wallclient/{__version__}",
            "compression": None,  # one local network away: time is dearer than bytes
            "proxy": None,
            "open_timeout": timing.open_timeout_s,
            "close_timeout": timing.close_timeout_s,
            "ping_interval": timing.ping_s,
            "ping_timeout": timing.ping_s,
            "max_size": MAX_FRAME_BYTES,
            "max_queue": MAX_QUEUE,
        }
        if config.token:
            options["additional_headers"] = {AUTHORIZATION: bearer(config.token)}
        if urlsplit(config.url).scheme == "wss":
            options["ssl"] = await self._tls()
        return options

    async def _tls(self) -> ssl.SSLContext:
        return await asyncio.to_thread(load_authorities, self._config.ca_file)

    async def _read(self, socket: ClientConnection) -> Failure:
        """Move frames until the session wants a new connection. Raises ConnectionClosed when it ends."""
        while True:
            # Bytes as they came: text that is not UTF-8 is then one bad frame, not the connection's end.
            frame = await socket.recv(decode=False)
            now = self._clock()
            received = self._session.receive(frame, now)
            for event in received.events:
                self._mailbox.put_event(event, now)
                if self._on_event:
                    self._on_event(event)
            if not self._post.is_live and self._session.heard:
                self._post.live(figures=self._figures())
            for reply in received.replies:
                await socket.send(reply)
            if received.reconnect:
                return Failure(Reason.BAD_DATA, "events are missing")
            if received.events:
                await self._wait_for_room()

    async def _wait_for_room(self) -> None:
        if self._mailbox.has_room:
            return
        self._paused = True
        try:
            await self._mailbox.room()
        finally:
            self._paused = False
            self._session.excuse(self._clock())

    async def _watch(self, socket: ClientConnection) -> None:
        """Tell figures while they change; end a connection that has gone silent."""
        while True:
            await asyncio.sleep(min(self._config.timing.watch_s, self._session.heartbeat_s / 4))
            self._post.update(self._figures(), self._session.last_error)
            if not self._paused and self._session.overdue(self._clock()):
                self._silent = True
                self._post.set(HealthState.STALE, Reason.SILENT, figures=self._figures())
                await socket.close()
                return

    def _figures(self) -> tuple[tuple[str, float], ...]:
        figures = self._session.figures
        return tuple((name, float(getattr(figures, name))) for name in FIGURES)


FIGURES = ("received", "duplicates", "bad_frames", "gaps", "lost")
