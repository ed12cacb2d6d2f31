"""Whether the platform can be reached: one health for all commands, and one who asks while it cannot.

An answer that says "not now" to a command is no proof of health; only an answer to a command takes that back.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.feeds.backoff import delays
from wallclient.feeds.sourcehealth import HealthPost
from wallclient.model.health import HealthState, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wallclient.feeds.failures import Failure
    from wallclient.feeds.mailbox import Mailbox
    from wallclient.feeds.sending.platform import Platform

NAME = "commands"
OFFLINE_AFTER = 6


@dataclass(frozen=True, slots=True)
class SendingTiming:
    """Seconds. Tests use milliseconds."""

    request_timeout_s: float = 10.0
    first_retry_s: float = 0.5
    longest_retry_s: float = 10.0
    refused_retry_s: float = 30.0
    probe_s: float = 15.0  # how often an idle outbox looks whether the platform is there
    event_wait_s: float = 10.0  # how long an accepted command waits for its event before it asks


class Reach:
    """Owns the health of the source `commands`. `on_back` is called when the platform is there again."""

    def __init__(
        self, platform: Platform, mailbox: Mailbox, timing: SendingTiming, on_back: Callable[[], None]
    ) -> None:
        self._platform = platform
        self._timing = timing
        self._on_back = on_back
        self._post = HealthPost(NAME, mailbox)
        self._failure: Failure | None = None
        self._failed_at = 0.0
        self._asked_in_vain = False  # the failure is one of our own question, not of a command
        self._trouble = ""
        self._ask_now = asyncio.Event()

    @property
    def away(self) -> bool:
        """Whether the last thing that was tried failed."""
        return self._failure is not None

    def begin(self) -> None:
        self._post.trying()

    def end(self) -> None:
        self._post.set(HealthState.OFFLINE, Reason.STOPPED)

    def trouble(self, words: str) -> None:
        """Something is wrong on this side (the disk): told beside the health, whatever that is."""
        self._trouble = words
        if words and self._post.is_live:
            self._post.live(detail=words)

    def pauses(self) -> Iterator[float]:
        return delays(self._timing.first_retry_s, self._timing.longest_retry_s)

    def answered(self) -> None:
        """A command or a question about an incident was answered."""
        was_away, self._failure = self._failure is not None, None
        if was_away or not self._post.is_live:
            self._post.live(detail=self._trouble)
        if was_away:
            self._on_back()

    def not_now(self, failure: Failure, pause_s: float) -> float:
        """Something was tried in vain; returns how long to leave the platform in peace, in seconds."""
        if failure.refused:
            pause_s = max(pause_s, self._timing.refused_retry_s)
        self._failure, self._failed_at = failure, time.monotonic()
        self._asked_in_vain = False
        self._post.failed(failure, pause_s, offline_after=OFFLINE_AFTER)
        if not failure.status:
            self._ask_now.set()
        return pause_s

    def _may_clear(self) -> bool:
        """Whether an answer to our own question makes good what failed last."""
        if self._failure is None or self._asked_in_vain or not self._failure.status:
            return True
        # Whatever was told "not now" has been tried again since, or is settled.
        longest_s = max(self._timing.longest_retry_s, self._timing.refused_retry_s)
        return time.monotonic() - self._failed_at > 2 * longest_s

    async def watch(self) -> None:
        """Ask now and then; while the platform is away with growing pauses, for everything that waits."""
        pauses = self.pauses()
        while True:
            self._ask_now.clear()
            failure = await self._platform.reach()
            if failure:
                pause_s = self.not_now(failure, next(pauses))
                self._asked_in_vain = True
                await asyncio.sleep(pause_s)
                continue
            pauses = self.pauses()
            if self._may_clear():
                self.answered()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ask_now.wait(), self._timing.probe_s)
