"""Incidents as rows of numbers, for sums over thousands of them in less than a millisecond.

One row per incident, changed in place. Days are ordinals of the local calendar; spans are seconds, or NaN.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from wallclient.model.incidents import Incident, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from numpy.typing import NDArray

    from wallclient.model.table import ChangeSet, Table

NO_DAY = -1
REPORT, DISPATCH, RESOLVE = 0, 1, 2
_ROW = np.dtype(
    [
        ("used", "?"),
        ("open", "?"),
        ("reported_day", "i4"),
        ("reported_hour", "i4"),
        ("solved_day", "i4"),
        ("solved_hour", "i4"),
        ("class", "i4"),
        ("place", "i4"),
        ("spans", "f8", (3,)),
    ]
)
_FIRST_ROOM = 1024


class Names:
    """Numbers for names, in the order in which they were first met."""

    def __init__(self) -> None:
        self._number_of: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self._number_of.setdefault(name, len(self._number_of))

    def all(self) -> tuple[str, ...]:
        return tuple(self._number_of)


class IncidentColumns:
    """Owns the rows of one table's incidents, limited to an area (code prefix, empty for all). No drafts.

    `zone`: whose days are counted; None is this machine's.
    """

    def __init__(self, table: Table[Incident], area: str = "", zone: tzinfo | None = None) -> None:
        self._zone = zone
        self._area = area
        self._rows = np.zeros(_FIRST_ROOM, dtype=_ROW)
        self._row_of: dict[str, int] = {}
        self._free: list[int] = []
        self._size = 0
        self.classes = Names()
        self.places = Names()
        self._take(table.values())

    def __len__(self) -> int:
        return len(self._row_of)

    @property
    def rows(self) -> NDArray[np.void]:
        """The rows in use, in no order that means anything."""
        seen = self._rows[: self._size]
        used: NDArray[np.void] = seen[seen["used"]]
        return used

    def apply(self, table: Table[Incident], changes: ChangeSet) -> None:
        for incident_id in changes.removed:
            self._drop(incident_id)
        present = (table.get(incident_id) for incident_id in changes.present)
        self._take(incident for incident in present if incident is not None)

    def _take(self, incidents: Iterable[Incident]) -> None:
        for incident in incidents:
            if incident.state is State.DRAFT or not incident.area.startswith(self._area):
                self._drop(incident.id)
            else:
                row = self._row(incident.id)
                self._rows[row] = self._values(incident)

    def _row(self, incident_id: str) -> int:
        row = self._row_of.get(incident_id)
        if row is None:
            row = self._free.pop() if self._free else self._size
            if row == len(self._rows):
                self._rows = np.concatenate([self._rows, np.zeros(row, dtype=_ROW)])
            self._size = max(self._size, row + 1)
            self._row_of[incident_id] = row
        return row

    def _drop(self, incident_id: str) -> None:
        row = self._row_of.pop(incident_id, None)
        if row is not None:
            self._rows["used"][row] = False
            self._free.append(row)

    def _values(self, incident: Incident) -> tuple[object, ...]:
        return (
            True,
            incident.is_open,
            *self._local(incident.reported_at),
            *self._local(incident.resolved_at or incident.closed_at),
            self.classes.number(incident.big_class),
            self.places.number(incident.subdistrict),
            (
                _span_s(incident.occurred_at, incident.reported_at),
                _span_s(incident.reported_at, incident.dispatched_at),
                _span_s(incident.dispatched_at, incident.resolved_at),
            ),
        )

    def _local(self, at: datetime | None) -> tuple[int, int]:
        """Day and hour."""
        if at is None:
            return NO_DAY, 0
        local = at.astimezone(self._zone)
        return local.toordinal(), local.hour


def _span_s(start: datetime | None, end: datetime | None) -> float:
    if start is None or end is None or end < start:
        return math.nan
    return (end - start).total_seconds()
