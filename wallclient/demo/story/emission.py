"""What the story gives out: events to post, and commands of those who work on cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from wallclient.model.commands import IncidentCommand

if TYPE_CHECKING:
    from wallclient.model.incidents import Incident


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One event for `POST /events`. `id` is the story's own and never given twice.

    Of unsent events with the same `merge_key` only the newest is worth sending; empty means: all are.
    """

    id: str
    type: str
    subject: str
    data: msgspec.Struct
    merge_key: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Type, subject and data as plain JSON values."""
        return {"type": self.type, "subject": self.subject, "data": msgspec.to_builtins(self.data)}


Emission: TypeAlias = StoryEvent | IncidentCommand


@dataclass(frozen=True, slots=True)
class Done:
    """The platform carried out a command; the incident has this version now."""

    version: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform did not. `incident`: how it is now, None if there is none."""

    incident: Incident | None = None


Outcome: TypeAlias = Done | Refused


class Ids:
    """Numbers for ids that never come twice in a run."""

    def __init__(self, run_id: str) -> None:
        self._run_id = run_id
        self._number = 0

    def next(self) -> str:
        self._number += 1
        return f"{self._run_id}-{self._number}"
