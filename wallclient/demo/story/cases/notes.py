"""What is told of the named incidents while the story runs: notes in their course, and nothing else.

A note never changes a state. After a conflict it is told again on top of what the operator did.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wallclient.demo.story.emission import Done, Outcome
from wallclient.model.commands import Action, IncidentCommand

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from wallclient.demo.story.emission import Ids
    from wallclient.model.incidents import Incident

_AGAIN_S = (15.0, 30.0)


@dataclass(slots=True)
class _Told:
    version: int
    waiting: deque[tuple[datetime, str, str]] = field(default_factory=deque)
    in_flight: str = ""


class Notes:
    """Owns what is still to be told of each incident."""

    def __init__(self, ids: Ids, random: Random) -> None:
        self._ids = ids
        self._random = random
        self._told: dict[str, _Told] = {}

    def plan(self, incident: Incident, lines: Iterable[tuple[datetime, str, str]]) -> None:
        """Tell `lines` (when, who, what), in order of time, of `incident`."""
        self._told[incident.id] = _Told(incident.version, deque(sorted(lines)))

    def step(self, now: datetime) -> list[IncidentCommand]:
        """Notes that are due, at most one per incident."""
        commands: list[IncidentCommand] = []
        for incident_id, told in self._told.items():
            if told.in_flight or not told.waiting or told.waiting[0][0] > now:
                continue
            _, who, text = told.waiting[0]
            told.in_flight = self._ids.next()
            commands.append(
                IncidentCommand(
                    command_id=told.in_flight,
                    incident_id=incident_id,
                    action=Action.NOTE,
                    by=who,
                    at=now,
                    based_on=told.version,
                    note=text,
                )
            )
        return commands

    def answered(self, command: IncidentCommand, outcome: Outcome, now: datetime) -> None:
        """What became of a command; those of others are passed over."""
        told = self._told.get(command.incident_id)
        if told is None or told.in_flight != command.command_id:
            return
        told.in_flight = ""
        if isinstance(outcome, Done):
            told.version = outcome.version
            told.waiting.popleft()
        elif outcome.incident is None or not outcome.incident.is_open:
            del self._told[command.incident_id]  # over: there is nothing more to tell
        else:
            told.version = outcome.incident.version
            _, who, text = told.waiting.popleft()
            again = now + timedelta(seconds=self._random.uniform(*_AGAIN_S))
            told.waiting.appendleft((again, who, text))
