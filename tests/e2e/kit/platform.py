"""A hub as a process of its own, which a test may kill; and who else talks to it: sources, operators."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import msgspec
from websockets.asyncio.client import connect

from wallclient.hub.config import HubConfig
from wallclient.hub.launch import HubProcess, launch
from wallclient.hub.tokens import Role, TokenEntry
from wallclient.model.commands import Action, IncidentCommand
from wallclient.model.incidents import Incident
from wallclient.protocol import envelope
from wallclient.protocol.commands import bearer, encode
from wallclient.protocol.events import Event, to_event

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.kit.backstage import Backstage

OPERATOR_TOKEN = "operator-token-of-the-tests"
OTHER_TOKEN = "token-of-another-operator"
SOURCE_TOKEN = "source-token-of-the-tests"
_TOKENS = (
    TokenEntry(token=OPERATOR_TOKEN, role=Role.OPERATOR, name="desk"),
    TokenEntry(token=OTHER_TOKEN, role=Role.OPERATOR, name="other desk"),
    TokenEntry(token=SOURCE_TOKEN, role=Role.SOURCE, name="source"),
)
_PATIENCE_S = 20.0


class Platform:
    """One database and one port; the process behind them comes and goes."""

    def __init__(self, backstage: Backstage, folder: Path) -> None:
        self.backstage = backstage
        self.up = asyncio.Event()
        self.kills = 0
        self.hub: HubProcess | None = None
        self._config = HubConfig(database=str(folder / "hub.sqlite"), tokens=_TOKENS, heartbeat_s=2.0)
        self._port = free_port()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def events_url(self) -> str:
        return f"ws://127.0.0.1:{self._port}/events/v1"

    # Its life. The coroutines are for the backstage's own tasks.

    def start(self) -> None:
        self.backstage.do(self.rise())

    def kill(self) -> None:
        self.backstage.do(self.fall())

    def stop(self) -> None:
        self.backstage.do(self._stop())

    async def rise(self) -> None:
        self.hub = await launch(msgspec.structs.replace(self._config, port=self._port))
        self.up.set()

    async def fall(self) -> None:
        """As by a power cut."""
        assert self.hub is not None
        self.up.clear()
        self.kills += 1
        await self.hub.kill()

    async def _stop(self) -> None:
        self.up.clear()
        if self.hub is not None and self.hub.returncode is None:
            await self.hub.stop()

    # A source of events

    def feed(self, *events: dict[str, Any]) -> None:
        """Post events; they are in the log when this returns."""
        self.backstage.do(self._feed(events))

    async def _feed(self, events: tuple[dict[str, Any], ...]) -> None:
        async with source_session() as session:
            assert await self.post(session, msgspec.json.encode(events), "") == 200

    async def post(self, session: aiohttp.ClientSession, body: bytes, key: str) -> int:
        """One try; returns the answer's status. Raises aiohttp.ClientError, TimeoutError."""
        headers = {"Idempotency-Key": key} if key else {}
        async with session.post(f"{self.api_url}/events", data=body, headers=headers) as answer:
            assert answer.status in (200, 503), await answer.text()
            return answer.status

    async def deliver(self, session: aiohttp.ClientSession, body: bytes, key: str) -> None:
        """Post the same body under the same key until it is answered, as every good source does."""
        while True:
            await self.up.wait()
            try:
                if await self.post(session, body, key) == 200:
                    return
            except (aiohttp.ClientError, TimeoutError):
                await asyncio.sleep(0.02)

    # Another operator, and what the hub says

    def act(self, action: Action, incident: Incident, *, by: str, key: str) -> int:
        """A command from another desk; returns the answer's status."""
        command = IncidentCommand(
            command_id=key,
            incident_id=incident.id,
            action=action,
            by=by,
            at=datetime.now(UTC),
            based_on=incident.version,
        )
        return self.backstage.do(self._act(command))

    async def _act(self, command: IncidentCommand) -> int:
        url = f"{self.api_url}/incidents/{command.incident_id}/actions"
        headers = {"Authorization": bearer(OTHER_TOKEN), "Idempotency-Key": command.command_id}
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, data=encode(command), headers=headers) as answer,
        ):
            return answer.status

    def incidents(self, *incident_ids: str) -> dict[str, Incident]:
        """The incidents as the hub has them now."""
        return self.backstage.do(self._incidents(incident_ids))

    async def _incidents(self, incident_ids: tuple[str, ...]) -> dict[str, Incident]:
        found: dict[str, Incident] = {}
        async with source_session() as session:
            for one in incident_ids:
                async with session.get(f"{self.api_url}/incidents/{one}") as answer:
                    found[one] = msgspec.json.decode(await answer.read(), type=Incident)
        return found

    def log(self) -> list[Event]:
        """Every event in the hub's log, from the first to the present last one."""
        return self.backstage.do(self._log())

    async def _log(self) -> list[Event]:
        assert self.hub is not None
        head = await self._head()
        since = f"{self.hub.stream_id}:{0:020d}"
        events: list[Event] = []
        async with (
            asyncio.timeout(_PATIENCE_S),
            connect(
                f"{self.events_url}?since={since}",
                additional_headers={"Authorization": bearer(OTHER_TOKEN)},
                proxy=None,
            ) as stream,
        ):
            while len(events) < head:
                event = to_event(envelope.decode(await stream.recv()))
                if event.sequence is not None and not event.type.startswith("stream."):
                    events.append(event)
        return events

    async def _head(self) -> int:
        async with source_session() as session, session.get(f"{self.api_url}/health") as answer:
            return int((await answer.json())["sequence"])


def free_port() -> int:
    """A port below those of outgoing connections, so that nobody takes it while the hub is down."""
    while True:
        port = random.randrange(20_000, 30_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def source_session() -> aiohttp.ClientSession:
    """A session of one who may feed events and see everything."""
    return aiohttp.ClientSession(
        headers={"Authorization": bearer(SOURCE_TOKEN)}, timeout=aiohttp.ClientTimeout(5)
    )


def incident(incident_id: str, version: int = 1, **more: Any) -> Incident:
    """A case in 文昌, reported now."""
    known: dict[str, Any] = {
        "code": f"WC-{incident_id}",
        "title": f"井盖缺损 {incident_id}",
        "reported_at": datetime.now(UTC),
        "area": "320599002",
        "subdistrict": "文昌",
        "lon": 120.60,
        "lat": 31.30,
    }
    return Incident(**{"id": incident_id, "version": version, **known, **more})


def told(value: Incident) -> dict[str, Any]:
    """The event by which a source tells of an incident: a new one, or its next version."""
    kind, action = ("created", "report") if value.version == 1 else ("updated", "note")
    data = {"incident": value, "action": action, "by": "网格员"}
    return {"type": f"incident.{kind}", "subject": value.id, "data": data}
