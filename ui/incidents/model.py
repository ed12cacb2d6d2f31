"""The incident list as a Qt item model: follows the store's change sets with the fewest signals.

Order: severity, then remaining time, suspended ones last. A row's sort key is kept, so a change costs a
search, not a sort; once a while all keys are made anew, because time alone can lift an incident.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ui.incidents.rows import Row, row_of
from wallclient.model.commands import CommandState, CommandStatus
from wallclient.rules import clocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant
    from wallclient.model.stores import Stores
    from wallclient.model.table import ChangeSet
    from wallclient.rules.profile import ClockProfile

RowRole = Qt.ItemDataRole.UserRole + 1
IdRole = Qt.ItemDataRole.UserRole + 2
RESORT_S = 10.0
_NO_PARENT = QModelIndex()

Key = tuple[int, int, float, str]
Index = QModelIndex | QPersistentModelIndex


class IncidentListModel(QAbstractListModel):
    """Owns the order and the ready rows of the incidents that `accepts` lets in."""

    def __init__(
        self,
        stores: Stores,
        profile: ClockProfile,
        accepts: Callable[[Incident], bool],
        order: str = "severity",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._order_by = order
        self._stores = stores
        self._profile = profile
        self._accepts = accepts
        self._order: list[Key] = []
        self._keys: dict[str, Key] = {}
        self._rows: dict[str, Row] = {}
        self._commands: dict[str, CommandStatus] = {}
        self._instant: Instant | None = None
        self._resorted_at = 0.0
        self._leave = (
            stores.incidents.subscribe(self._on_incidents),
            stores.commands.subscribe(self._on_commands),
        )

    def close_model(self) -> None:
        for leave in self._leave:
            leave()

    # What Qt asks

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._order)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._order):
            return None
        incident_id = self._order[index.row()][3]
        if role == RowRole:
            return self._rows[incident_id]
        if role == IdRole:
            return incident_id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._rows[incident_id].title
        return None

    def index_of(self, incident_id: str) -> QModelIndex:
        """Index of an incident; invalid if it is not in the list."""
        key = self._keys.get(incident_id)
        if key is None:
            return QModelIndex()
        return self.index(bisect.bisect_left(self._order, key))

    # What the time and the stores bring

    def set_filter(self, accepts: Callable[[Incident], bool]) -> None:
        """Show other incidents: the whole list is made anew."""
        self._accepts = accepts
        self._reset()

    def set_order(self, order: str) -> None:
        """Order by severity, due or newest from the next filter on."""
        self._order_by = order

    def tick(self, instant: Instant) -> None:
        """Once a while look whether time alone has changed the order."""
        first = self._instant is None
        self._instant = instant
        if first:
            self._reset()
        elif instant.monotonic_s - self._resorted_at >= RESORT_S:
            self._resorted_at = instant.monotonic_s
            for incident_id in list(self._keys):
                self._take(incident_id)

    def _reset(self) -> None:
        if self._instant is None:
            return
        self.beginResetModel()
        self._commands = _open_commands(self._stores.commands.values())
        self._rows.clear()
        self._keys.clear()
        for incident in self._stores.incidents.values():
            if self._accepts(incident):
                self._remember(incident)
        self._order = sorted(self._keys.values())
        self._resorted_at = self._instant.monotonic_s
        self.endResetModel()

    def _on_incidents(self, changes: ChangeSet) -> None:
        if self._instant is None:
            return
        if len(changes.added) + len(changes.removed) > 200:
            self._reset()
            return
        for incident_id in (*changes.removed, *changes.present):
            self._take(incident_id)

    def _on_commands(self, _changes: ChangeSet) -> None:
        if self._instant is None:
            return
        before, self._commands = self._commands, _open_commands(self._stores.commands.values())
        for incident_id in before.keys() | self._commands.keys():
            if before.get(incident_id) != self._commands.get(incident_id) and incident_id in self._keys:
                self._take(incident_id)

    def _remember(self, incident: Incident) -> None:
        assert self._instant is not None
        at = self._instant.at
        self._rows[incident.id] = row_of(incident, at, self._profile, self._commands.get(incident.id))
        self._keys[incident.id] = (
            *_stable_key(incident, self._instant, self._profile, self._order_by),
            incident.id,
        )

    def _take(self, incident_id: str) -> None:
        """Make the list right for one incident: insert, remove, move or update its row."""
        incident = self._stores.incidents.get(incident_id)
        wanted = incident is not None and self._accepts(incident)
        old = self._keys.get(incident_id)
        if not wanted or incident is None:
            if old is not None:
                self._remove(old)
            return
        self._remember(incident)
        key = self._keys[incident_id]
        if old is None:
            self._insert(key)
        elif old == key:
            row = self.index(bisect.bisect_left(self._order, key))
            self.dataChanged.emit(row, row)
        else:
            self._move(old, key)

    def _insert(self, key: Key) -> None:
        at = bisect.bisect_left(self._order, key)
        self.beginInsertRows(_NO_PARENT, at, at)
        self._order.insert(at, key)
        self.endInsertRows()

    def _remove(self, key: Key) -> None:
        at = bisect.bisect_left(self._order, key)
        self.beginRemoveRows(_NO_PARENT, at, at)
        del self._order[at]
        del self._keys[key[3]]
        del self._rows[key[3]]
        self.endRemoveRows()

    def _move(self, old: Key, key: Key) -> None:
        start = bisect.bisect_left(self._order, old)
        end = bisect.bisect_left(self._order, key)
        # Qt counts the destination before the row is taken out: between itself and its next one nothing
        # moves.
        if end in (start, start + 1):
            self._order[start] = key
        else:
            self.beginMoveRows(_NO_PARENT, start, start, _NO_PARENT, end)
            del self._order[start]
            self._order.insert(end - 1 if end > start else end, key)
            self.endMoveRows()
        row = self.index(bisect.bisect_left(self._order, key))
        self.dataChanged.emit(row, row)


def _stable_key(
    incident: Incident, instant: Instant, profile: ClockProfile, order: str
) -> tuple[int, int, float]:
    """The rule's sort key with the moment the clock ends in place of what remains, which changes by
    itself.
    """
    if order == "newest":
        return 0, 0, -incident.reported_at.timestamp()
    rank, severity, remaining_s = clocks.sort_key(incident, instant.at, profile)
    running = incident.suspended_at is None and incident.is_open
    ends_at = round(instant.unix_s + remaining_s) if running and remaining_s < 1e9 else remaining_s
    return rank, 0 if order == "due" else severity, ends_at


def _open_commands(commands: Iterable[CommandStatus]) -> dict[str, CommandStatus]:
    """The newest command that is not done, per incident."""
    return {c.command.incident_id: c for c in commands if c.state is not CommandState.DONE}
