"""Carries out commands on incidents: version check, rules, event, answer.

Deciding and changing the state happen in one go, without waiting in between, so two commands can never both
be based on the same version. The answer leaves only when the event is on disk.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from wallclient.hub.desk.replies import Keep, Reply, refuse, reply
from wallclient.hub.journal.log import Draft
from wallclient.model.commands import Action
from wallclient.model.incidents import ENDED, Incident, State
from wallclient.model.workers import Worker, WorkerStatus
from wallclient.protocol.commands import Accepted, Conflict, NotAllowed
from wallclient.protocol.envelope import format_sequence
from wallclient.protocol.events import IncidentChanged, WorkerChanged
from wallclient.rules import lifecycle

if TYPE_CHECKING:
    from wallclient.hub.journal.log import EventLog
    from wallclient.hub.state import HubState
    from wallclient.model.commands import IncidentCommand
    from wallclient.rules.profile import ClockProfile

EVENT_OF: dict[Action, str] = {
    Action.REPORT: "created",
    Action.REQUEST_VERIFY: "updated",
    Action.VERIFY: "updated",
    Action.ACCEPT: "accepted",
    Action.REGISTER: "triaged",
    Action.REJECT: "closed",
    Action.DISPATCH: "dispatched",
    Action.REDISPATCH: "dispatched",
    Action.RETURN: "returned",
    Action.START: "updated",
    Action.REQUEST_DELAY: "updated",
    Action.APPROVE_DELAY: "updated",
    Action.SUSPEND: "suspended",
    Action.RESUME: "updated",
    Action.RESOLVE: "resolved",
    Action.SELF_HANDLE: "resolved",
    Action.REQUEST_CHECK: "updated",
    Action.CHECK: "checked",
    Action.CLOSE: "closed",
    Action.VOID: "closed",
    Action.REWORK: "returned",
    Action.EVALUATE: "updated",
    Action.SUPERVISE: "supervised",
    Action.ACKNOWLEDGE: "updated",
    Action.REOPEN: "reopened",
    Action.NOTE: "updated",
}
# In these a worker who had the incident in hand has it no longer.
_LETS_GO = ENDED | {State.RETURNED, State.RESOLVED}


class Desk:
    """Takes commands; owns nothing but the way from a command to its event."""

    def __init__(self, state: HubState, log: EventLog, clocks: ClockProfile) -> None:
        self._state = state
        self._log = log
        self._clocks = clocks

    async def incident(self, incident_id: str) -> Incident | None:
        """The incident as it is now, also one that only the archive holds; nothing that is not on disk."""
        found = self._state.incidents.get(incident_id)
        if found is not None:
            await self._log.committed_to(self._log.head)
            return found
        body = await self._log.archived(incident_id)
        return None if body is None else msgspec.msgpack.decode(body, type=Incident)

    async def act(
        self,
        command: IncidentCommand,
        based_on: int,
        who: str,
        keep: Keep,
    ) -> Reply:
        """Carry out `command`, based on version `based_on`, for the token named `who`."""
        present = await self.incident(command.incident_id)
        if present is None:
            return refuse(404, "not_found", "没有这一案件", "There is no such incident.")
        # It may have changed while the archive was asked or the disk was waited for. From here on nothing
        # waits.
        present = self._state.incidents.setdefault(present.id, present)
        if present.version != based_on:
            await self._log.committed_to(self._log.head)
            by = self._state.changed_by.get(present.id, "")
            return reply(412, Conflict(incident=present, by=by))
        now = datetime.now(UTC)
        worker = self._state.worker(command.worker_id) if command.worker_id else None
        if not command.by:
            command = msgspec.structs.replace(command, by=who)
        after = lifecycle.apply(present, command, now, self._clocks, worker=worker)
        if isinstance(after, lifecycle.NotAllowed):
            allowed = tuple(action.value for action in after.allowed)
            no = NotAllowed(reason_zh=after.reason_zh, reason_en=after.reason_en, allowed=allowed)
            return reply(422, no)
        sequence, body = self._commit(command, after, present, who, now, keep)
        await self._log.committed_to(sequence)
        return Reply(200, body)

    def _commit(
        self,
        command: IncidentCommand,
        after: Incident,
        before: Incident,
        who: str,
        now: datetime,
        keep: Keep,
    ) -> tuple[int, bytes]:
        changed = IncidentChanged(
            incident=after, action=command.action.value, by=command.by, command_id=command.command_id
        )
        event_type = f"incident.{EVENT_OF[command.action]}"
        source = f"/operators/{who}"
        changes: list[tuple[str, object, str, str]] = [(event_type, changed, after.id, after.area)]
        for worker in self._workers_after(before, after, command):
            changes.append(("worker.status", WorkerChanged(worker=worker), worker.id, worker.area))
        drafts = [
            Draft(kind, msgspec.Raw(msgspec.json.encode(data)), source, subject, area)
            for kind, data, subject, area in changes
        ]
        rows = self._log.append(drafts, now)
        for kind, data, subject, _ in changes:
            self._state.apply(kind, subject, data)
        answer = Accepted(event_sequence=format_sequence(rows[0].sequence), version=after.version)
        body = msgspec.json.encode(answer)
        self._log.store(rows, keep(body))
        return rows[-1].sequence, body

    def _workers_after(self, before: Incident, after: Incident, command: IncidentCommand) -> list[Worker]:
        """Workers who get this task now, or are rid of it."""
        changed: list[Worker] = []
        sent = {one.worker_id for one in after.assignments if one.worker_id}
        released = {one.worker_id for one in before.assignments if one.worker_id}
        if after.state not in _LETS_GO:
            released -= sent
        for worker_id in sorted(released):
            worker = self._state.worker(worker_id)
            if worker is not None and worker.task == after.id:
                free = WorkerStatus.OFF if worker.status is WorkerStatus.OFF else WorkerStatus.FREE
                changed.append(msgspec.structs.replace(worker, status=free, task=""))
        if command.worker_id and command.action in (Action.DISPATCH, Action.REDISPATCH):
            worker = self._state.worker(command.worker_id)
            if worker is not None:
                changed.append(msgspec.structs.replace(worker, status=WorkerStatus.BUSY, task=after.id))
        return changed
