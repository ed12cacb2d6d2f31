"""The hub's face to the network: HTTP and the event stream's WebSocket on one port.

Handlers check who asks and translate; what a request means is decided behind them. Every refusal has a
sentence in both languages and never holds a token.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from wallclient.hub.desk.replies import Reply, refuse
from wallclient.hub.journal.database import LogError
from wallclient.hub.stream.consumer import Consumer
from wallclient.hub.stream.selection import Selection
from wallclient.hub.tokens import ACTING, FEEDING, Role, TokenEntry, Tokens
from wallclient.protocol.commands import (
    AUTHORIZATION,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    decode_command,
    decode_posted,
    encode,
    etag,
    parse_if_match,
)
from wallclient.protocol.envelope import SUBPROTOCOL, FrameError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp.typedefs import Middleware

    from wallclient.hub.config import HubConfig
    from wallclient.hub.hub import Hub

logger = logging.getLogger(__name__)
MAX_BODY_BYTES = 16 * 1024 * 1024
# The only thing that a consumer sends is where to begin again.
MAX_MESSAGE_BYTES = 64 * 1024
CLOSING_S = 2.0


class Refused(Exception):
    """A request ends here, with this reply."""

    def __init__(self, answer: Reply) -> None:
        super().__init__(answer.status)
        self.answer = answer


class Web:
    """Owns the listening socket and the requests that run."""

    def __init__(self, hub: Hub, tokens: Tokens, config: HubConfig) -> None:
        self._hub = hub
        self._tokens = tokens
        self._config = config
        self._runner: web.AppRunner | None = None
        self._stopping = False

    async def start(self) -> int:
        """Listen; returns the port. Raises OSError if that cannot be."""
        app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[self._middleware()])
        app.add_routes(
            [
                web.get("/health", self._health),
                web.get("/events/v1", self._events),
                web.post("/events", self._feed),
                web.get("/incidents/{id}", self._incident),
                web.post("/incidents/{id}/actions", self._act),
            ]
        )
        app.on_shutdown.append(self._finish_consumers)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=self._config.drain_s)
        self._runner = runner
        await runner.setup()
        site = web.TCPSite(runner, self._config.host, self._config.port)
        await site.start()
        port: int = runner.addresses[0][1]
        return port

    async def stop(self) -> None:
        """Take nothing new, let running requests end, send consumers away with all that there is."""
        self._stopping = True
        if self._runner is not None:
            await self._runner.cleanup()

    async def _finish_consumers(self, _app: web.Application) -> None:
        # Their handlers end by themselves; one that is stuck is cancelled when the drain time is over.
        for consumer in tuple(self._hub.consumers):
            consumer.finish()

    # Who asks

    def _require(self, request: web.Request, roles: frozenset[Role]) -> TokenEntry:
        entry = self._tokens.find(request.headers.get(AUTHORIZATION, ""))
        if entry is None:
            raise Refused(
                refuse(401, "unauthorized", "令牌缺失或无效", "A bearer token is missing or not valid.")
            )
        if entry.role not in roles:
            raise Refused(
                refuse(
                    403,
                    "forbidden",
                    f"角色 {entry.role.value} 无此权限",
                    f"The role {entry.role.value} may not do this: it takes {' or '.join(sorted(roles))}.",
                )
            )
        if self._stopping:
            raise Refused(refuse(503, "stopping", "服务正在停止", "The hub is stopping: try again shortly."))
        return entry

    # Requests

    async def _health(self, request: web.Request) -> web.StreamResponse:
        if AUTHORIZATION not in request.headers:
            # Anybody may see that it lives; how it lives is for those with a token.
            return _response(Reply(200, msgspec.json.encode({"ok": self._hub.log.failure is None})))
        self._require(request, frozenset(Role))
        return _response(Reply(200, msgspec.json.encode(self._hub.health())))

    async def _incident(self, request: web.Request) -> web.StreamResponse:
        self._require(request, frozenset(Role))
        incident = await self._hub.incident(request.match_info["id"])
        if incident is None:
            raise Refused(refuse(404, "not_found", "没有这一案件", "There is no such incident."))
        response = _response(Reply(200, encode(incident)))
        response.headers["ETag"] = etag(incident.version)
        return response

    async def _act(self, request: web.Request) -> web.StreamResponse:
        entry = self._require(request, ACTING)
        try:
            command = decode_command(await request.read())
        except FrameError as error:
            raise Refused(_bad_request(error)) from None
        if command.incident_id != request.match_info["id"]:
            raise Refused(_bad_request(FrameError("incident_id is not the one in the path")))
        based_on = parse_if_match(request.headers.get(IF_MATCH, etag(command.based_on)))
        if based_on is None:
            raise Refused(_bad_request(FrameError(f'{IF_MATCH} must hold a version, like "3"')))
        key = request.headers.get(IDEMPOTENCY_KEY, command.command_id)
        # Of a command only what it does to what has to be the same: a resent one may be spelled differently.
        meaning = f"{command.incident_id}\n{command.action.value}".encode()
        answer = await self._hub.once.run(
            key, meaning, lambda keep: self._hub.desk.act(command, based_on, entry.name, keep)
        )
        return _response(answer)

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        entry = self._require(request, FEEDING)
        body = await request.read()
        try:
            posted = decode_posted(body)
        except FrameError as error:
            raise Refused(_bad_request(error)) from None
        key = request.headers.get(IDEMPOTENCY_KEY, "")
        answer = await self._hub.once.run(key, body, lambda keep: self._hub.feed(posted, entry.name, keep))
        return _response(answer)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        entry = self._require(request, frozenset(Role))
        # No compression: it costs every frame of every consumer, and rooms have fast networks.
        socket = web.WebSocketResponse(
            protocols=(SUBPROTOCOL,), compress=False, max_msg_size=MAX_MESSAGE_BYTES, timeout=CLOSING_S
        )
        await socket.prepare(request)
        consumer = Consumer(
            socket,
            self._hub.log,
            self._hub.state,
            Selection.parse(request.query.get("topics", ""), request.query.get("area", "")),
            name=entry.name,
            heartbeat_s=self._config.heartbeat_s,
            stall_s=self._config.stall_s,
        )
        self._hub.consumers.add(consumer)
        try:
            await consumer.run(request.query.get("since", ""))
        finally:
            self._hub.consumers.discard(consumer)
        return socket

    def _middleware(self) -> Middleware:
        @web.middleware
        async def face(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            try:
                return await handler(request)
            except Refused as refused:
                return _response(refused.answer)
            except LogError:
                answer = refuse(503, "log", "事件日志无法写入", "The event log cannot be written.")
                return _response(answer)
            except web.HTTPException as error:
                return _response(
                    refuse(error.status, "http", f"请求无效：{error.reason}", f"{error.reason}.")
                )
            except Exception:  # the boundary of one request: it fails alone, and the log says how
                logger.exception("a request failed: %s %s", request.method, request.path)
                return _response(refuse(500, "internal", "内部错误", "The hub failed to do this."))

        return face


def _bad_request(error: FrameError) -> Reply:
    return refuse(400, "bad_request", f"请求无法读取：{error.reason}", error.reason)


def _response(answer: Reply) -> web.Response:
    headers = {"WWW-Authenticate": "Bearer"} if answer.status == 401 else None
    return web.Response(
        status=answer.status, body=answer.body, content_type="application/json", headers=headers
    )
