"""Takes commands to the platform and sees them through: one after the other per incident, until settled.

What is sent has been stored as it is sent: a second try must not say anything else under the same key.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from typing import TYPE_CHECKING, Protocol

import msgspec

from wallclient.feeds.sending.ownversions import OwnVersions
from wallclient.feeds.sending.platform import Done, Later, Lost, Refused
from wallclient.feeds.sending.store import Entry, Standing

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from wallclient.feeds.sending.platform import Platform
    from wallclient.feeds.sending.reach import Reach, SendingTiming
    from wallclient.model.incidents import Incident

CHECKS_BEFORE_RESEND = 3
REQUESTS_AT_ONCE = 4


class Office(Protocol):
    """Who the courier works for."""

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        """Run a task beside others."""

    def tell(self, entry: Entry, reason: str = "") -> None:
        """The command stands differently now."""

    async def keep(self, entry: Entry) -> None:
        """Store the command as it is now."""

    def fetched(self, incident: Incident) -> None:
        """The platform told, beside its answer, how an incident is."""

    def done(self, entry: Entry, incident: Incident) -> None:
        """The command is done: the platform has the incident as it is after it."""


class Courier:
    """Owns the lanes: the commands on one incident wait for each other, those on different ones do not."""

    def __init__(self, platform: Platform, reach: Reach, office: Office, timing: SendingTiming) -> None:
        self._platform = platform
        self._reach = reach
        self._office = office
        self._timing = timing
        self._own = OwnVersions()
        self._lanes: dict[str, deque[Entry]] = {}
        self._at_once = asyncio.Semaphore(REQUESTS_AT_ONCE)

    def send(self, entry: Entry) -> None:
        """Take a command there, behind those on the same incident that were given before."""
        incident_id = entry.command.incident_id
        lane = self._lanes.get(incident_id)
        if lane is None:
            self._lanes[incident_id] = deque([entry])
            self._office.spawn(self._run_lane(incident_id))
        else:
            lane.append(entry)

    def await_event(self, entry: Entry, first_wait_s: float) -> None:
        """See an accepted command through; its event is told by `settled` and `nudge` of the entry."""
        self.note_own(entry)
        self._office.spawn(self._see_through(entry, first_wait_s))

    def note_own(self, entry: Entry) -> None:
        """The command led to a version; the operator may give the next command before they see it."""
        command = entry.command
        self._own.note(command.incident_id, command.by, command.based_on, entry.version)

    async def _run_lane(self, incident_id: str) -> None:
        lane = self._lanes[incident_id]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        del self._lanes[incident_id]

    async def _deliver(self, entry: Entry) -> None:
        """Send one command until the platform has answered it."""
        pauses = self._reach.pauses()
        while not entry.settled:
            await self._rebase(entry)
            async with self._at_once:
                answer = await self._platform.send(entry.command)
            if not isinstance(answer, Later):
                self._reach.answered()
            # Its event may have been faster than the answer.
            if entry.settled:
                return
            if not isinstance(answer, Later):
                await self._answered(entry, answer)
                return
            pause_s = self._reach.not_now(answer.failure, max(next(pauses), answer.pause_s))
            self._office.tell(entry, answer.failure.reason.value)
            await _wait(entry, pause_s)

    async def _rebase(self, entry: Entry) -> None:
        if entry.based:
            return
        entry.based = True
        command = entry.command
        version = self._own.newest(command.incident_id, command.by, command.based_on)
        if version != command.based_on:
            entry.command = msgspec.structs.replace(command, based_on=version)
            await self._office.keep(entry)

    async def _answered(self, entry: Entry, answer: Done | Lost | Refused) -> None:
        match answer:
            case Done(version=version):
                entry.standing, entry.version = Standing.ACCEPTED, version
                self.await_event(entry, self._timing.event_wait_s)
            case Lost(by=by, incident=incident):
                entry.standing, entry.other_by = Standing.CONFLICT, by
                if incident is not None:
                    self._office.fetched(incident)
            case Refused(reason=reason):
                entry.standing, entry.reason = Standing.REFUSED, reason
        self._office.tell(entry)
        await self._office.keep(entry)

    async def _see_through(self, entry: Entry, wait_s: float) -> None:
        """Wait for the event of an accepted command; where it does not come, ask how the incident is."""
        older_seen = 0
        while not entry.settled:
            await _wait(entry, wait_s)
            if entry.settled:
                return
            wait_s = self._timing.event_wait_s
            answer = await self._platform.incident(entry.command.incident_id)
            if entry.settled:
                return
            if isinstance(answer, Later):
                self._reach.not_now(answer.failure, wait_s)
                continue
            self._reach.answered()
            if isinstance(answer, Refused):
                await self._answered(entry, answer)
                return
            if _shows(answer, entry):
                self._office.done(entry, answer)
                return
            older_seen += 1
            if older_seen >= CHECKS_BEFORE_RESEND:
                # Accepted, and yet not there: the platform may have lost it. The same key does no harm.
                entry.standing = Standing.WAITING
                self.send(entry)
                return


async def _wait(entry: Entry, pause_s: float) -> None:
    """Wait until something is new about the command or the platform, but not longer than `pause_s`."""
    entry.nudge.clear()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(entry.nudge.wait(), pause_s)


def _shows(incident: Incident, entry: Entry) -> bool:
    """Whether the incident is already as the command made it."""
    if entry.version:
        return incident.version >= entry.version
    return incident.version > entry.command.based_on
