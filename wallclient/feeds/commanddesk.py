"""What panes see of the command road: give a command, dismiss an answer. Everything else is in the stores.

Called by the GUI thread; a command shows on its row at once and is handed to the I/O thread without waiting.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from wallclient.feeds.outbox import NAME
from wallclient.model.commands import CommandState, CommandStatus, IncidentCommand
from wallclient.model.health import HealthState, Reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wallclient.feeds.outbox import Outbox
    from wallclient.model.commands import Action
    from wallclient.model.incidents import Incident
    from wallclient.model.stores import Stores

_AWAY = frozenset({HealthState.RECONNECTING, HealthState.OFFLINE, HealthState.REFUSED})


class CommandDesk:
    """Turns a wish of `operator` into a command.

    `call(function, *args)` runs a function in the I/O thread and says whether that thread still runs; `now`
    gives aware time.
    """

    def __init__(
        self,
        stores: Stores,
        outbox: Outbox,
        call: Callable[..., bool],
        *,
        operator: str,
        now: Callable[[], datetime],
    ) -> None:
        self._stores = stores
        self._outbox = outbox
        self._call = call
        self._operator = operator
        self._now = now

    def submit(
        self,
        action: Action,
        incident: Incident,
        *,
        note: str = "",
        depts: tuple[str, ...] = (),
        worker_id: str = "",
    ) -> str:
        """Give a command on `incident` as it is shown now; returns the command's id."""
        command = IncidentCommand(
            command_id=uuid.uuid4().hex,
            incident_id=incident.id,
            action=action,
            by=self._operator,
            at=self._now(),
            based_on=incident.version,
            note=note,
            depts=depts,
            worker_id=worker_id,
        )
        if self._call(self._outbox.submit, command):
            source = self._stores.sources.get(NAME)
            away = source is not None and source.health.state in _AWAY
            status = CommandStatus(
                command=command, state=CommandState.QUEUED if away else CommandState.PENDING
            )
        else:
            status = CommandStatus(command=command, state=CommandState.REFUSED, reason=Reason.STOPPED.value)
        self._stores.commands.put(status)
        return command.command_id

    def dismiss(self, command_id: str) -> None:
        """Take a conflict or a refusal off its row. A command that is still on its way stays."""
        status = self._stores.commands.get(command_id)
        if status is None or status.state not in (CommandState.CONFLICT, CommandState.REFUSED):
            return
        self._stores.commands.remove(command_id)
        self._call(self._outbox.dismiss, command_id)
