"""An outbox with a mailbox, a platform and a file, for the tests of what becomes of commands."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from typing import TYPE_CHECKING

from tests.unit.feeds.stubplatform import StubPlatform
from tests.unit.feeds.waiting import RecordingMailbox
from tests.unit.protocol.wire_frames import START
from wallclient.feeds.outbox import Outbox, SendingTiming
from wallclient.model.commands import Action, CommandState, IncidentCommand

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from wallclient.model.health import HealthState

FAST = SendingTiming(
    request_timeout_s=2.0,
    first_retry_s=0.005,
    longest_retry_s=0.03,
    refused_retry_s=0.05,
    probe_s=0.05,
    event_wait_s=5.0,
)


def command(
    command_id: str, key: int = 1, based_on: int = 1, action: Action = Action.ACCEPT, by: str = "张敏"
) -> IncidentCommand:
    return IncidentCommand(
        command_id=command_id,
        incident_id=str(key),
        action=action,
        by=by,
        at=START,
        based_on=based_on,
        note="按住大门，等派出所",
    )


class Desk:
    """An outbox with its mailbox; `state` is what an operator would see on the row."""

    def __init__(self, path: Path, url: str, timing: SendingTiming = FAST, token: str = "sesame") -> None:
        self.mailbox = RecordingMailbox()
        self.outbox = Outbox(path / "outbox.db", url, token, self.mailbox, timing=timing)

    def state(self, command_id: str) -> CommandState | None:
        told = self.mailbox.commands(command_id)
        return told[-1].state if told else None

    def states(self, command_id: str) -> list[CommandState]:
        return [told.state for told in self.mailbox.commands(command_id)]

    def is_(self, state: CommandState, *command_ids: str) -> bool:
        return all(self.state(command_id) is state for command_id in command_ids)

    @property
    def health(self) -> HealthState | None:
        newest = self.mailbox.newest("commands")
        return newest.health.state if newest else None


@contextlib.asynccontextmanager
async def running(desk: Desk) -> AsyncIterator[Desk]:
    task = asyncio.create_task(desk.outbox.run())
    try:
        yield desk
        assert not task.done(), task.exception()
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@contextlib.asynccontextmanager
async def at_work(path: Path, timing: SendingTiming = FAST) -> AsyncIterator[tuple[StubPlatform, Desk]]:
    """A platform whose events come back to the outbox as they would over the event stream."""
    async with StubPlatform() as platform:
        desk = Desk(path, platform.url, timing)
        platform.events = desk.outbox.on_event
        async with running(desk):
            yield platform, desk


def stored(path: Path) -> list[str]:
    connection = sqlite3.connect(path / "outbox.db")
    with contextlib.closing(connection):
        return [row[0] for row in connection.execute("SELECT command_id FROM commands ORDER BY position")]
