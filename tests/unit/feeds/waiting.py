"""Waiting for something to become true, with a deadline and without fixed sleeps."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from wallclient.feeds.mailbox import Mailbox
from wallclient.model.commands import CommandStatus
from wallclient.model.health import HealthState, SourceHealth

if TYPE_CHECKING:
    from collections.abc import Callable

DEADLINE_S = 20.0


async def until(condition: Callable[[], object], what: str = "", deadline_s: float = DEADLINE_S) -> None:
    """Poll until `condition` holds; fails with `what` after `deadline_s`."""
    end = time.monotonic() + deadline_s
    while not condition():
        assert time.monotonic() < end, f"never happened: {what or condition}"
        await asyncio.sleep(0.003)


def wait_until(condition: Callable[[], object], what: str = "", deadline_s: float = DEADLINE_S) -> None:
    """The same from a thread without a loop."""
    end = time.monotonic() + deadline_s
    while not condition():
        assert time.monotonic() < end, f"never happened: {what or condition}"
        time.sleep(0.003)


class RecordingMailbox(Mailbox):
    """Keeps, beside its work, all that was put: a test sees states that others followed soon."""

    def __init__(self, high: int = 20_000) -> None:
        super().__init__(high)
        self.history: list[object] = []

    def put(self, item: object) -> None:
        self.history.append(item)
        super().put(item)

    def healths(self, name: str) -> list[SourceHealth]:
        return [item for item in self.history if isinstance(item, SourceHealth) and item.name == name]

    def states(self, name: str) -> list[HealthState]:
        """The states one after the other, without repetitions."""
        states = [item.health.state for item in self.healths(name)]
        return [state for index, state in enumerate(states) if index == 0 or states[index - 1] is not state]

    def newest(self, name: str) -> SourceHealth | None:
        healths = self.healths(name)
        return healths[-1] if healths else None

    def commands(self, command_id: str) -> list[CommandStatus]:
        return [
            item
            for item in self.history
            if isinstance(item, CommandStatus) and item.command.command_id == command_id
        ]
