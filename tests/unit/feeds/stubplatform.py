"""An HTTP server that takes commands as a platform does, and fails where a test wants it to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from tests.unit.protocol.wire_frames import incident, make_event
from wallclient.protocol import commands as wire
from wallclient.protocol.events import Event, IncidentChanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.model.commands import IncidentCommand
    from wallclient.model.incidents import Incident


class StubPlatform:
    """Keeps incidents and the answers to commands. `events`, if set, gets the event of each command."""

    def __init__(self, token: str = "sesame") -> None:
        self.token = token
        self.incidents: dict[str, Incident] = {str(key): incident(key) for key in (1, 2, 3)}
        self.by: dict[str, str] = {}
        self.answers: dict[str, bytes] = {}
        self.posts: list[tuple[str, str, str]] = []  # (command id, If-Match, action)
        self.fail_with: list[int] = []  # statuses for the next posts
        self.drop_next = 0  # so many posts are done and their answers lost
        self.refusal = wire.NotAllowed(reason_zh="已结案，不能派遣", reason_en="closed")
        self.health_status = 200
        self.gate = asyncio.Event()
        self.gate.set()
        self.events: Callable[[Event], None] | None = None
        self.forgets = False  # accepts and does nothing
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        app = web.Application()
        app.add_routes(
            [
                web.get("/health", self._health),
                web.get("/incidents/{id}", self._incident),
                web.post("/incidents/{id}/actions", self._act),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> StubPlatform:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _health(self, request: web.Request) -> web.Response:
        return web.Response(status=self.health_status)

    async def _incident(self, request: web.Request) -> web.Response:
        found = self.incidents.get(request.match_info["id"])
        if found is None:
            return _json(404, wire.Refusal(error="not_found", reason_zh="没有这一案件"))
        return _json(200, found)

    async def _act(self, request: web.Request) -> web.Response:
        command = wire.decode_command(await request.read())
        self.posts.append((command.command_id, request.headers["If-Match"], command.action.value))
        assert request.headers["Idempotency-Key"] == command.command_id
        await self.gate.wait()
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return _json(401, wire.Refusal(error="unauthorized"))
        if self.fail_with:
            return self._fail(self.fail_with.pop(0))
        answer = self._carry_out(command, wire.parse_if_match(request.headers["If-Match"]))
        if self.drop_next:
            self.drop_next -= 1
            assert request.transport is not None
            request.transport.abort()
        return answer

    def _fail(self, status: int) -> web.Response:
        body = self.refusal if status == 422 else wire.Refusal(error="no")
        return _json(status, body, {"Retry-After": "0"})

    def _carry_out(self, command: IncidentCommand, based_on: int | None) -> web.Response:
        if command.command_id in self.answers:
            return web.Response(body=self.answers[command.command_id], content_type="application/json")
        known = self.incidents.get(command.incident_id)
        if known is None:
            return _json(404, wire.Refusal(error="not_found", reason_zh="没有这一案件"))
        if based_on != known.version:
            return _json(412, wire.Conflict(incident=known, by=self.by.get(known.id, "")))
        changed = msgspec.structs.replace(known, version=known.version + 1)
        if not self.forgets:
            self.change(changed, command.by)
            self.answers[command.command_id] = wire.encode(
                wire.Accepted(event_sequence="0" * 19 + "1", version=changed.version)
            )
            self.tell(command.command_id, changed)
        return _json(202, wire.Accepted(event_sequence="0" * 19 + "1", version=changed.version))

    def change(self, changed: Incident, by: str) -> None:
        self.incidents[changed.id] = changed
        self.by[changed.id] = by

    def tell(self, command_id: str, changed: Incident) -> None:
        if self.events:
            data = IncidentChanged(incident=changed, action="updated", by="张敏", command_id=command_id)
            self.events(make_event("incident.updated", data, 1))


def _json(status: int, body: msgspec.Struct, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(
        status=status, body=wire.encode(body), content_type="application/json", headers=headers
    )
