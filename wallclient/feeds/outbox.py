"""Commands on their way to the platform: stored first, then sent, until their event is back.

What an operator said is never lost: a command leaves the outbox when it is done, or when the operator
dismisses a conflict or a refusal. Everything here runs on the I/O thread's loop.
"""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

from wallclient.feeds.mailbox import CommandGone, IncidentFetched
from wallclient.feeds.sending.courier import Courier
from wallclient.feeds.sending.platform import Platform
from wallclient.feeds.sending.reach import NAME, Reach, SendingTiming
from wallclient.feeds.sending.store import Entry, OutboxStore, Standing
from wallclient.model.commands import CommandState, CommandStatus
from wallclient.protocol.envelope import redact
from wallclient.protocol.events import IncidentChanged

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from wallclient.feeds.mailbox import Mailbox
    from wallclient.model.commands import IncidentCommand
    from wallclient.model.incidents import Incident
    from wallclient.protocol.events import Event

__all__ = ["NAME", "Outbox", "SendingTiming"]

_STATES = {
    Standing.ACCEPTED: CommandState.PENDING,
    Standing.CONFLICT: CommandState.CONFLICT,
    Standing.REFUSED: CommandState.REFUSED,
}


class Outbox:
    """Owns the commands that are not settled, on disk and in memory.

    `submit`, `dismiss` and `on_event` are called in the I/O thread; `run` is the task that does the work.
    `language`, zh or en, is the one in which the platform's reasons are wanted.
    """

    def __init__(
        self,
        path: Path,
        api_url: str,
        token: str,
        mailbox: Mailbox,
        *,
        ca_file: str = "",
        language: str = "zh",
        timing: SendingTiming | None = None,
    ) -> None:
        timing = timing or SendingTiming()
        self._mailbox = mailbox
        self._store = OutboxStore(path)
        self._platform = Platform(
            api_url, token, ca_file=ca_file, language=language, timeout_s=timing.request_timeout_s
        )
        self._reach = Reach(self._platform, mailbox, timing, self._on_back)
        self._courier = Courier(self._platform, self._reach, self, timing)
        self._inbox: asyncio.Queue[IncidentCommand] = asyncio.Queue()
        self._entries: dict[str, Entry] = {}
        self._leaving: set[str] = set()  # settled, but still on disk
        self._tasks: asyncio.TaskGroup | None = None

    def submit(self, command: IncidentCommand) -> None:
        """Take a command; the same one twice counts once."""
        self._inbox.put_nowait(command)

    def dismiss(self, command_id: str) -> None:
        """The operator has seen the conflict or refusal: forget the command. Any other command stays."""
        entry = self._entries.get(command_id)
        if entry and entry.standing in (Standing.CONFLICT, Standing.REFUSED):
            self._mailbox.put(CommandGone(command_id))
            self._forget(entry)

    def on_event(self, event: Event) -> None:
        """An event came by; if it is what one of our commands led to, that command is done.

        A snapshot names no commands: there the version tells that an accepted one is in it.
        """
        if not isinstance(event.data, IncidentChanged):
            return
        incident = event.data.incident
        entry = self._entries.get(event.data.command_id)
        if entry is not None:
            self._settle(entry, incident.version)
        elif event.sequence is None:
            for known in self._of(incident.id):
                if known.standing is Standing.ACCEPTED and 0 < known.version <= incident.version:
                    self._settle(known, known.version)

    def _of(self, incident_id: str) -> list[Entry]:
        return [e for e in self._entries.values() if e.command.incident_id == incident_id]

    async def run(self) -> None:
        """Take up what is stored, then send what comes, until cancelled."""
        self._reach.begin()
        try:
            stored = await self._open()
            async with asyncio.TaskGroup() as self._tasks:
                for entry in stored:
                    self._restore(entry)
                self._tasks.create_task(self._take_in(), name="outbox intake")
                self._tasks.create_task(self._reach.watch(), name="outbox watch")
        finally:
            self._tasks = None
            await self._close()

    # For the courier

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        if self._tasks is None:
            work.close()
        else:
            self._tasks.create_task(work)

    def tell(self, entry: Entry, reason: str = "") -> None:
        self._tell(entry, _STATES.get(entry.standing, CommandState.QUEUED), reason)

    async def keep(self, entry: Entry) -> None:
        await self._write(self._store.update(entry))

    def fetched(self, incident: Incident) -> None:
        self._mailbox.put(IncidentFetched(incident))

    def done(self, entry: Entry, incident: Incident) -> None:
        self.fetched(incident)
        self._settle(entry, incident.version)

    # Taking in and letting go

    async def _open(self) -> list[Entry]:
        try:
            entries, trouble = await self._store.open()
        except (sqlite3.Error, OSError) as error:
            entries, trouble = [], f"commands are not stored: {error}"
        self._reach.trouble(redact(trouble))
        return entries

    def _restore(self, entry: Entry) -> None:
        self._entries[entry.command.command_id] = entry
        self.tell(entry)
        if entry.standing is Standing.WAITING:
            self._courier.send(entry)
        elif entry.standing is Standing.ACCEPTED:
            # Its event may have come before the restart, so there may be nothing to wait for.
            self._courier.await_event(entry, first_wait_s=0.0)

    async def _take_in(self) -> None:
        while True:
            command = await self._inbox.get()
            if command.command_id in self._entries:
                continue
            entry = Entry(command)
            self._entries[command.command_id] = entry
            await self._write(self._store.add(entry))
            self._tell(entry, CommandState.QUEUED if self._reach.away else CommandState.PENDING)
            self._courier.send(entry)

    def _settle(self, entry: Entry, version: int) -> None:
        entry.version = version
        self._courier.note_own(entry)
        self._tell(entry, CommandState.DONE)
        self._forget(entry)

    def _forget(self, entry: Entry) -> None:
        command_id = entry.command.command_id
        entry.settled = True
        entry.nudge.set()
        del self._entries[command_id]
        self._leaving.add(command_id)
        self.spawn(self._leave(command_id))

    async def _leave(self, command_id: str) -> None:
        await self._write(self._store.remove(command_id))
        self._leaving.discard(command_id)

    def _on_back(self) -> None:
        for entry in self._entries.values():
            entry.nudge.set()

    def _tell(self, entry: Entry, state: CommandState, reason: str = "") -> None:
        status = CommandStatus(
            command=entry.command, state=state, reason=entry.reason or reason, other_by=entry.other_by
        )
        self._mailbox.put(status)

    async def _write(self, write: Coroutine[None, None, None]) -> None:
        """A disk that does not take it is trouble to be told, and no reason not to send."""
        try:
            await write
        except (sqlite3.Error, OSError) as error:
            self._reach.trouble(redact(f"commands are not stored: {error}"))

    async def _close(self) -> None:
        """Finish what cancelled writes left undone; store what was handed over and not taken in yet."""
        while not self._inbox.empty():
            command = self._inbox.get_nowait()
            self._entries.setdefault(command.command_id, Entry(command))
        for entry in self._entries.values():
            await self._write(self._store.add(entry))
            await self._write(self._store.update(entry))
        for command_id in self._leaving:
            await self._write(self._store.remove(command_id))
        await self._store.close()
        await self._platform.close()
        self._reach.end()
