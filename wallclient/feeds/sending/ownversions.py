"""Which versions of an incident an operator's own commands led to.

Two commands given one after the other on the same view do not conflict with each other: the second is based
on what the first one led to. A change by anybody else in between is a conflict still.
"""

from __future__ import annotations

LIMIT = 1000


class OwnVersions:
    """Owns the newest steps, at most LIMIT of them; an older one is of no use, its event is long back."""

    def __init__(self) -> None:
        self._steps: dict[tuple[str, str, int], int] = {}

    def note(self, incident_id: str, by: str, before: int, after: int) -> None:
        """The command of `by` turned version `before` into `after`."""
        if after > before:
            self._steps[incident_id, by, before] = after
        while len(self._steps) > LIMIT:
            del self._steps[next(iter(self._steps))]

    def newest(self, incident_id: str, by: str, seen: int) -> int:
        """The version that the own commands of `by` made of the version that they saw."""
        version = seen
        while (after := self._steps.get((incident_id, by, version))) is not None:
            version = after
        return version
