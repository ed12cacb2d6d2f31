"""The story's way to the platform: one request, one answer as a value. No retries and no memory here.

The token travels in a header only; it is never part of a repr, a message or a log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import aiohttp
import msgspec

from wallclient.demo.story.emission import Done, Refused
from wallclient.model.incidents import Incident
from wallclient.protocol import commands as wire
from wallclient.protocol.envelope import FrameError, redact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallclient.demo.story.emission import StoryEvent
    from wallclient.model.commands import IncidentCommand

TIMEOUT_S = 10.0
# Not the request's fault: the same one may pass later.
_NOT_NOW = frozenset({401, 403, 408, 425, 429})


@dataclass(frozen=True, slots=True)
class Taken:
    """The events are in the platform's log."""


@dataclass(frozen=True, slots=True)
class Bad:
    """The platform takes none of these events. `index`: the one it cannot take, None if it does not say."""

    reason: str
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """Nobody answered, or not now: try the very same again."""

    reason: str


class _BadEvent(msgspec.Struct, frozen=True):
    """Body of a refusal of `POST /events`, as far as it matters here."""

    index: int | None = None
    reason_en: str = ""


class HubLink:
    """Owns the HTTP session. Use it as an asynchronous context."""

    def __init__(self, api_url: str, token: str) -> None:
        self._api_url = api_url.rstrip("/")
        self._token = token
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> HubLink:
        self._session = aiohttp.ClientSession(
            headers={wire.AUTHORIZATION: wire.bearer(self._token)},
            timeout=aiohttp.ClientTimeout(total=TIMEOUT_S),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def post(self, body: bytes, key: str) -> Taken | Bad | Away:
        """Post a batch; the same `key` with the same `body` may be posted any number of times."""
        try:
            status, answer = await self._request("POST", "/events", body, {wire.IDEMPOTENCY_KEY: key})
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return Away(_reason(error))
        if 200 <= status < 300:
            return Taken()
        if status in _NOT_NOW or status >= 500:
            return Away(f"HTTP {status}")
        try:
            bad = msgspec.json.decode(answer, type=_BadEvent)
        except msgspec.MsgspecError:
            bad = _BadEvent()
        return Bad(redact(bad.reason_en) or f"HTTP {status}", bad.index)

    async def act(self, command: IncidentCommand) -> Done | Refused | Away:
        """Post a command; one that is refused comes back with the incident as it is now."""
        path = f"/incidents/{quote(command.incident_id, safe='')}"
        headers = {
            wire.IDEMPOTENCY_KEY: command.command_id,
            wire.IF_MATCH: wire.etag(command.based_on),
        }
        try:
            status, answer = await self._request("POST", f"{path}/actions", wire.encode(command), headers)
            if 200 <= status < 300:
                version = wire.decode_answer(answer, wire.Accepted).version
                return Done(version or command.based_on + 1)
            if status == 412:
                return Refused(wire.decode_answer(answer, wire.Conflict).incident)
            if status in _NOT_NOW or status >= 500:
                return Away(f"HTTP {status}")
            if status == 404:
                return Refused(None)
            status, answer = await self._request("GET", path, None, {})
            return Refused(wire.decode_answer(answer, Incident) if status == 200 else None)
        except (aiohttp.ClientError, OSError, TimeoutError, FrameError) as error:
            return Away(_reason(error))

    async def _request(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the link is not open")
        if body is not None:
            headers = {**headers, "Content-Type": "application/json"}
        async with self._session.request(
            method, self._api_url + path, data=body, headers=headers
        ) as response:
            return response.status, await response.read()


def encode_batch(events: Sequence[StoryEvent]) -> bytes:
    """Body of `POST /events` for these events."""
    posted = [
        wire.PostedEvent(
            type=event.type, data=msgspec.Raw(msgspec.json.encode(event.data)), subject=event.subject
        )
        for event in events
    ]
    return msgspec.json.encode(posted)


def _reason(error: Exception) -> str:
    return redact(str(error)) or type(error).__name__
