"""A WebSocket server that speaks the event stream and, on request, misbehaves as lines and hubs do."""

from __future__ import annotations

import asyncio
import contextlib
import random
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.unit.protocol.wire_frames import (
    STREAM,
    begin,
    end,
    event_frame,
    gap,
    heartbeat,
    hello,
    item_frame,
)
from wallclient.protocol.cursor import Cursor, decode_reply

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from websockets.http11 import Request, Response

CUT = object()


class StubHub:
    """Serves events 1 to `count`. `line(number)` gives what is sent in place of an event: frames, or CUT."""

    def __init__(self, count: int = 0, *, token: str = "sesame", heartbeat_s: float = 0.3) -> None:
        self.count = count
        self.token = token
        self.heartbeat_s = heartbeat_s
        self.stream_id = STREAM
        self.refuse_with: HTTPStatus | None = None
        self.silent = False
        self.items: tuple[int, ...] = ()
        self.cut_in_snapshot = 0  # so many times
        self.line: Callable[[int], list[object]] = lambda number: [event_frame(number)]
        self.sinces: list[str] = []
        self.requests: list[Request] = []
        self.resyncs = 0
        self.sent = 0
        self._server: Server | None = None
        self._port = 0

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self._port}/events/v1"

    async def start(self, tls: ssl.SSLContext | None = None) -> None:
        self._server = await serve(
            self._serve,
            "127.0.0.1",
            self._port,
            ssl=tls,
            subprotocols=[Subprotocol("cloudevents.json")],
            process_request=self._admit,
            compression=None,
            close_timeout=0.2,
            write_limit=4096,
        )
        self._port = next(iter(self._server.sockets)).getsockname()[1]

    async def stop(self) -> None:
        if self._server:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def __aenter__(self) -> StubHub:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        self.requests.append(request)
        if self.refuse_with:
            return connection.respond(self.refuse_with, "no\n")
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return connection.respond(HTTPStatus.UNAUTHORIZED, "who are you?\n")
        return None

    async def _serve(self, socket: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosed, ConnectionError):
            await self._speak(socket)

    async def _speak(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        since = parse_qs(urlsplit(socket.request.path).query).get("since", [""])[0]
        self.sinces.append(since)
        if self.silent:
            await socket.wait_closed()
            return
        await socket.send(hello(self.count, self.stream_id, self.heartbeat_s))
        place = await self._begin(socket, since)
        while place is not None:
            if place < self.count:
                place = await self._forward(socket, place)
            else:
                await socket.send(heartbeat(place))
            place = await self._listen(socket, place)

    async def _begin(self, socket: ServerConnection, since: str) -> int | None:
        cursor = Cursor.parse(since) if since else None
        if cursor and cursor.stream_id == self.stream_id and cursor.sequence <= self.count:
            return cursor.sequence
        if cursor:
            await socket.send(gap(1, self.count))
        place = self.count
        await socket.send(begin(place))
        for index, key in enumerate(self.items):
            await socket.send(item_frame(key))
            if self.cut_in_snapshot and index == len(self.items) // 2:
                self.cut_in_snapshot -= 1
                socket.transport.abort()
                return None
        await socket.send(end(place))
        return place

    async def _forward(self, socket: ServerConnection, place: int) -> int | None:
        for number in range(place + 1, min(place + 30, self.count) + 1):
            for item in self.line(number):
                if item is CUT:
                    socket.transport.abort()
                    return None
                assert isinstance(item, str | bytes)
                await socket.send(item)
                self.sent += 1
            place = number
        return place

    async def _listen(self, socket: ServerConnection, place: int | None) -> int | None:
        if place is None:
            return None
        wait_s = 0.0005 if place < self.count else min(self.heartbeat_s, 0.05)
        try:
            text = await asyncio.wait_for(socket.recv(), wait_s)
        except TimeoutError:
            return place
        self.resyncs += 1
        since = decode_reply(text).since
        return Cursor.parse(since).sequence if since else await self._begin(socket, "")


class Trouble:
    """A bad line: an event may be repeated, left out once, cut short once, or be where it all breaks off."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._harmed: set[int] = set()
        self.cuts = 0

    def __call__(self, number: int) -> list[object]:
        good = event_frame(number)
        dice = self._chance.random()
        if dice < 0.006:
            self.cuts += 1
            return [good[:30], CUT] if dice < 0.003 else [CUT]
        if dice < 0.016 and number not in self._harmed:
            self._harmed.add(number)
            if dice < 0.009:
                return []
            return [good[: self._chance.randrange(1, 200)] if dice < 0.013 else self._chance.randbytes(80)]
        if dice > 0.97:
            return [good, event_frame(max(1, number - self._chance.randrange(4)))]
        if dice > 0.95:
            return [self._chance.randbytes(40), good]
        return [good]
