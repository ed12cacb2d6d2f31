"""Answers over HTTP as values, and how a request is carried out once however often it comes.

The answer to a successful request is kept in the same transaction as what it did. A refusal is not kept: it
changed nothing, and is found again.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from wallclient.hub.journal.database import Answer
from wallclient.protocol.commands import NotAllowed, Refusal, encode

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import msgspec

    from wallclient.hub.journal.log import EventLog


Keep: TypeAlias = "Callable[[bytes], Answer | None]"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: HTTP status and a JSON body."""

    status: int
    body: bytes


def reply(status: int, body: msgspec.Struct) -> Reply:
    return Reply(status, encode(body))


def refuse(status: int, error: str, reason_zh: str, reason_en: str) -> Reply:
    return reply(status, Refusal(error=error, reason_zh=reason_zh, reason_en=reason_en))


class Once:
    """Carries out each idempotency key once, also when requests with the same key run at the same time."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._running: dict[str, asyncio.Future[Reply]] = {}

    async def run(self, key: str, request: bytes, work: Callable[[Keep], Awaitable[Reply]]) -> Reply:
        """The kept answer to `key`, or else what `work` answers.

        `work` calls the function that it is given with the body of a success, and stores what it returns
        together with its events. Without a key `work` simply runs. A key that was used for another request is
        refused.
        """
        if not key:
            return await work(lambda _body: None)
        digest = hashlib.blake2b(request, digest_size=16).digest()
        while (running := self._running.get(key)) is not None:
            await asyncio.wait([running])
        mine: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._running[key] = mine
        try:
            stored = await self._log.answer(key)
            if stored is not None:
                return Reply(200, stored.body) if stored.digest == digest else _reused()
            return await work(lambda body: Answer(key, digest, body, time.time()))
        finally:
            del self._running[key]
            mine.cancel()


def _reused() -> Reply:
    no = NotAllowed(
        error="key_reused",
        reason_zh="这个幂等键已用于另一请求",
        reason_en="This idempotency key was used for another request.",
    )
    return reply(422, no)
