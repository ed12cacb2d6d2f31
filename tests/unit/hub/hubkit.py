"""A hub inside the test's event loop with real sockets, clients for it, and things to feed it with."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from wallclient.hub.config import HubConfig, load_classes, load_clocks, load_tokens
from wallclient.hub.hub import Hub
from wallclient.hub.tokens import Role, TokenEntry, Tokens
from wallclient.hub.web import Web
from wallclient.model.commands import Action, IncidentCommand
from wallclient.model.incidents import Incident
from wallclient.model.workers import Worker
from wallclient.protocol import envelope
from wallclient.protocol.commands import encode
from wallclient.protocol.envelope import SUBPROTOCOL, CloudEvent
from wallclient.protocol.events import decode_data

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

TOKENS = tuple(TokenEntry(token=f"{role.value}-secret", role=role, name=f"{role.value}1") for role in Role)
WAIT_S = 10.0


async def eventually(condition: Callable[[], bool]) -> None:
    """Look again and again until `condition` holds, at most WAIT_S."""
    async with asyncio.timeout(WAIT_S):
        while not condition():  # noqa: ASYNC110 — what is waited for knows nothing of this test
            await asyncio.sleep(0.01)


def bearer(role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {role}-secret"}


def incident(incident_id: str = "i1", **more: Any) -> Incident:
    known = {
        "code": incident_id,
        "title": "井盖缺损",
        "reported_at": datetime.now(UTC),
        "area": "370102013006008",
    }
    return Incident(**{"id": incident_id, **known, **more})


def created(value: Incident) -> dict[str, Any]:
    data = {"incident": value, "action": "report", "by": "网格员"}
    return {"type": "incident.created", "subject": value.id, "data": data}


def worker(worker_id: str = "w1", **more: Any) -> dict[str, Any]:
    known = {"id": worker_id, "name": worker_id, "area": "370102013006008"}
    return {"type": "worker.status", "data": {"worker": Worker(**{**known, **more})}}


def positions(*ids: str, lon: float = 117.0, lat: float = 36.6) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "id": one,
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {"at": datetime.now(UTC), "accuracy_m": 5.0},
        }
        for one in ids
    ]
    return {"type": "worker.positions", "data": {"type": "FeatureCollection", "features": features}}


class Consumer:
    """A consumer's end of the stream."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def next(self) -> CloudEvent:
        async with asyncio.timeout(WAIT_S):
            return envelope.decode(await self.connection.recv())

    async def until(self, event_type: str) -> list[CloudEvent]:
        """All events up to the first of this type, which is the last."""
        events = [await self.next()]
        while events[-1].type != event_type:
            events.append(await self.next())
        return events

    async def take(self, count: int) -> list[CloudEvent]:
        return [await self.next() for _ in range(count)]


def data_of(event: CloudEvent) -> Any:
    return decode_data(event.type, event.data)


class RunningHub:
    """A hub and the ways to talk to it."""

    def __init__(self, hub: Hub, web: Web, port: int) -> None:
        self.hub = hub
        self.web = web
        self.port = port
        self._session = aiohttp.ClientSession(f"http://127.0.0.1:{port}")
        self._stopped = False

    @classmethod
    async def start(cls, config: HubConfig) -> RunningHub:
        hub = Hub(config, Path(config.database), load_clocks(config), load_classes(config))
        await hub.start()
        web = Web(hub, Tokens(load_tokens(config)), config)
        return cls(hub, web, await web.start())

    async def post(self, path: str, body: Any, role: str = "source", **headers: str) -> tuple[int, Any]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        async with self._session.post(path, data=content, headers=bearer(role) | named) as response:
            return response.status, await response.json()

    async def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        async with self._session.get(
            path, headers=bearer("wall") if headers is None else headers
        ) as response:
            return response.status, await response.json()

    async def feed(self, *events: dict[str, Any]) -> list[str]:
        status, answer = await self.post("/events", list(events))
        assert status == 200, answer
        sequences: list[str] = answer["sequences"]
        return sequences

    async def act(
        self, action: Action, based_on: int, key: str, *, incident_id: str = "i1", **more: Any
    ) -> tuple[int, Any]:
        command = IncidentCommand(
            command_id=key,
            incident_id=incident_id,
            action=action,
            by="王值班",
            at=datetime.now(UTC),
            based_on=based_on,
            **more,
        )
        path = f"/incidents/{incident_id}/actions"
        return await self.post(path, encode(command), "operator", Idempotency_Key=key)

    @contextlib.asynccontextmanager
    async def consumer(self, query: str = "", role: str = "wall", **options: Any) -> AsyncIterator[Consumer]:
        connection = await connect(
            f"ws://127.0.0.1:{self.port}/events/v1{query}",
            additional_headers=bearer(role),
            subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
            **options,
        )
        try:
            yield Consumer(connection)
        finally:
            with contextlib.suppress(ConnectionClosed):
                await connection.close()

    async def stop(self) -> None:
        if not self._stopped:
            self._stopped = True
            await self._session.close()
            await self.web.stop()
            await self.hub.stop()
