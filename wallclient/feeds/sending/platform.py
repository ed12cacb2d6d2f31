"""The platform's HTTP side: one request, one answer as a value. No retries and no memory here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

import aiohttp

from wallclient.feeds.failures import Failure, from_error, from_status, load_authorities
from wallclient.model.health import Reason
from wallclient.model.incidents import Incident
from wallclient.protocol import commands as wire
from wallclient.protocol.envelope import MAX_FRAME_BYTES, FrameError, redact

if TYPE_CHECKING:
    from wallclient.model.commands import IncidentCommand

T = TypeVar("T")

CONFLICT = 412
NOT_NOW = frozenset({401, 408, 425, 429})  # not the command's fault: the same later may pass


@dataclass(frozen=True, slots=True)
class Done:
    """Accepted. `version`: the incident's afterwards, 0 if not told."""

    version: int


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody else changed the incident first."""

    by: str
    incident: Incident | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform says no. `reason`: its words, or one of the model's Reason keys where it gave none."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not reached, or not now. `pause_s`: what the platform asked for, 0 if nothing."""

    failure: Failure
    pause_s: float = 0.0


Answer = Done | Lost | Refused | Later


class Platform:
    """Owns the HTTP session. `language`: whether reasons are wanted in `zh` or `en` first."""

    def __init__(
        self,
        api_url: str,
        token: str,
        *,
        ca_file: str = "",
        language: str = "zh",
        timeout_s: float = 10.0,
    ) -> None:
        self._api_url = api_url.rstrip("/")
        self._token = token
        self._ca_file = ca_file
        self._language = language
        self._timeout_s = timeout_s
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def send(self, command: IncidentCommand) -> Answer:
        """Post a command, based on the version that it says."""
        headers = {
            wire.IDEMPOTENCY_KEY: command.command_id,
            wire.IF_MATCH: wire.etag(command.based_on),
            "Content-Type": "application/json",
        }
        try:
            status, body, pause_s = await self._request(
                "POST",
                f"/incidents/{quote(command.incident_id, safe='')}/actions",
                wire.encode(command),
                headers,
            )
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Later(from_error(error))
        if 200 <= status < 300:
            accepted = _read(body, wire.Accepted)
            return Done(accepted.version if accepted else 0)
        if status == CONFLICT:
            conflict = _read(body, wire.Conflict)
            return Lost(conflict.by, conflict.incident) if conflict else Lost("")
        if status in NOT_NOW or not 400 <= status < 500:
            return Later(from_status(status), pause_s)
        return Refused(self._reason(status, body))

    async def incident(self, incident_id: str) -> Incident | Refused | Later:
        """How the platform has this incident now."""
        try:
            status, body, pause_s = await self._request("GET", f"/incidents/{quote(incident_id, safe='')}")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Later(from_error(error))
        if status == 200:
            found = _read(body, Incident)
            return found if found else Later(Failure(Reason.BAD_DATA, "an incident that cannot be read"))
        if status in (404, 410):
            return Refused(self._reason(status, body))
        return Later(from_status(status), pause_s)

    async def reach(self) -> Failure | None:
        """Ask whether anybody is there; None if so."""
        try:
            status, _, _ = await self._request("GET", "/health")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return from_error(error)
        return from_status(status) if status >= 500 or status == 401 else None

    async def _opened(self) -> aiohttp.ClientSession:
        """The session, made at the first request: certificates that are put right later need no restart."""
        if self._session is None:
            secure = self._api_url.startswith("https:")
            tls = await asyncio.to_thread(load_authorities, self._ca_file) if secure else True
            # Several lanes may have waited here for the same file.
            self._session = self._session or aiohttp.ClientSession(
                headers={wire.AUTHORIZATION: wire.bearer(self._token)} if self._token else None,
                timeout=aiohttp.ClientTimeout(total=self._timeout_s, connect=self._timeout_s / 2),
                connector=aiohttp.TCPConnector(limit=8, ssl=tls),
            )
        return self._session

    async def _request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes, float]:
        session = await self._opened()
        async with session.request(
            method, self._api_url + path, data=body, headers=headers, allow_redirects=False
        ) as response:
            received = bytearray()
            async for chunk in response.content.iter_any():
                received += chunk
                if len(received) > MAX_FRAME_BYTES:
                    raise ValueError("the answer is too long")
            return response.status, bytes(received), _pause(response.headers.get("Retry-After", ""))

    def _reason(self, status: int, body: bytes) -> str:
        refusal = _read(body, wire.Refusal)
        if refusal:
            first, second = refusal.reason_zh, refusal.reason_en
            words = (first or second) if self._language.startswith("zh") else (second or first)
            if words:
                return redact(words)
        failure = from_status(status)
        return failure.reason.value if failure.reason is not Reason.UNREACHABLE else failure.detail


def _read(body: bytes, kind: type[T]) -> T | None:
    """What the status says counts even where the body cannot be read."""
    try:
        return wire.decode_answer(body, kind)
    except FrameError:
        return None


def _pause(retry_after: str) -> float:
    return min(float(retry_after), 300.0) if retry_after.isdecimal() else 0.0
