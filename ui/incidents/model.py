"""The incident list as a Qt item model: follows the store's change sets with the fewest signals.

Order: severity, then remaining time, suspended ones last. A row's sort key is kept, so a change costs a
search, not a sort; all keys are looked at again in turn, because time alone can lift an incident.
"""

from __future__ import annotations

import bisect
import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ui.incidents.rows import Row, row_of, unacknowledged
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
# Within this time every key is made anew once, a few at each tick.
ROUND_S = 10.0
# A larger batch costs less as one reset than as single signals.
BATCH = 200
_NO_PARENT = QModelIndex()

Key = tuple[int, int, float, str]
Index = QModelIndex | QPersistentModelIndex


class IncidentListModel(QAbstractListModel):
    """Owns the order of the incidents that `accepts` lets in, and their rows once they are asked for."""

    def __init__(
        self,
        stores: Stores,
        profile: ClockProfile,
        accepts: Callable[[Incident], bool],
        order: str = "severity",
        role: str = "console",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._order_by = order
        self._role = role
        self._stores = stores
        self._profile = profile
        self._accepts = accepts
        self._order: list[Key] = []
        self._keys: dict[str, Key] = {}
        # As they were when their keys were made: within a batch the store is already further on.
        self._incidents: dict[str, Incident] = {}
        self._rows: dict[str, Row] = {}
        self._blinking: set[str] = set()
        self._commands: dict[str, CommandStatus] = {}
        self._instant: Instant | None = None
        self._turn: list[str] = []
        self._looked_at = 0.0
        self._leave = (
            stores.incidents.subscribe(self._on_incidents),
            stores.commands.subscribe(self._on_commands),
        )

    def close_model(self) -> None:
        """End the subscriptions; the model goes on showing what it last knew."""
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
        if role == IdRole:
            return incident_id
        if role == RowRole:
            return self._row(incident_id)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._row(incident_id).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self._row(incident_id)
            return f"{row.severity} {row.title} {row.console_line}"
        return None

    def index_of(self, incident_id: str) -> QModelIndex:
        """Index of an incident; invalid if it is not in the list."""
        key = self._keys.get(incident_id)
        if key is None:
            return QModelIndex()
        at = bisect.bisect_left(self._order, key)
        return self.index(at) if at < len(self._order) and self._order[at] == key else QModelIndex()

    @property
    def blinks(self) -> bool:
        """Whether any row's sign blinks."""
        return bool(self._blinking)

    # What the time and the stores bring

    def set_filter(self, accepts: Callable[[Incident], bool]) -> None:
        """Show other incidents: the whole list is made anew."""
        self._accepts = accepts
        self._reset()

    def set_order(self, order: str) -> None:
        """Order by severity, due or newest from the next filter on."""
        self._order_by = order

    def tick(self, instant: Instant) -> None:
        """Look whether time alone has changed the order, a few incidents at a time."""
        first, self._instant = self._instant is None, instant
        if first:
            self._looked_at = instant.monotonic_s
            self._reset()
            return
        share = (instant.monotonic_s - self._looked_at) / ROUND_S
        self._looked_at = instant.monotonic_s
        for _ in range(min(len(self._keys), math.ceil(share * len(self._keys)))):
            if not self._turn:
                self._turn = list(self._keys)
            self._look_again(self._turn.pop())

    def _look_again(self, incident_id: str) -> None:
        incident = self._incidents.get(incident_id)
        if incident is None:
            return
        if self._key_of(incident) != self._keys[incident_id]:
            self._take(incident_id)
        else:
            self._rows.pop(incident_id, None)

    def _reset(self) -> None:
        if self._instant is None:
            return
        self.beginResetModel()
        self._commands = _open_commands(self._stores.commands.values())
        for kept in (self._rows, self._keys, self._incidents):
            kept.clear()
        self._blinking.clear()
        for incident in self._stores.incidents.values():
            if self._accepts(incident):
                self._remember(incident)
        self._order = sorted(self._keys.values())
        self._turn.clear()
        self.endResetModel()

    def _on_incidents(self, changes: ChangeSet) -> None:
        if self._instant is None:
            return
        mine = [i for i in (*changes.removed, *changes.present) if i in self._keys or self._lets_in(i)]
        if len(mine) > BATCH:
            self._reset()
            return
        for incident_id in mine:
            self._take(incident_id)

    def _on_commands(self, _changes: ChangeSet) -> None:
        if self._instant is None:
            return
        before, self._commands = self._commands, _open_commands(self._stores.commands.values())
        for incident_id in before.keys() | self._commands.keys():
            if before.get(incident_id) != self._commands.get(incident_id) and incident_id in self._keys:
                self._take(incident_id)

    def _lets_in(self, incident_id: str) -> bool:
        incident = self._stores.incidents.get(incident_id)
        return incident is not None and self._accepts(incident)

    def _row(self, incident_id: str) -> Row:
        row = self._rows.get(incident_id)
        if row is None:
            assert self._instant is not None
            incident, command = self._incidents[incident_id], self._commands.get(incident_id)
            row = row_of(incident, self._instant.at, self._profile, command, self._role)
            self._rows[incident_id] = row
        return row

    def _key_of(self, incident: Incident) -> Key:
        assert self._instant is not None
        return (*_stable_key(incident, self._instant, self._profile, self._order_by), incident.id)

    def _remember(self, incident: Incident) -> Key:
        """Take the incident's new key; its row is made when somebody asks."""
        key = self._key_of(incident)
        self._keys[incident.id] = key
        self._incidents[incident.id] = incident
        self._rows.pop(incident.id, None)
        if incident.severity <= 2 and unacknowledged(incident):
            self._blinking.add(incident.id)
        else:
            self._blinking.discard(incident.id)
        return key

    def _take(self, incident_id: str) -> None:
        """Make the list right for one incident: insert, remove, move or update its row."""
        incident = self._stores.incidents.get(incident_id)
        old = self._keys.get(incident_id)
        if incident is None or not self._accepts(incident):
            if old is not None:
                self._remove(old)
            return
        if old is None:
            self._insert(incident)
            return
        key = self._remember(incident)
        if old != key:
            self._move(old, key)
        row = self.index(bisect.bisect_left(self._order, key))
        self.dataChanged.emit(row, row)

    def _insert(self, incident: Incident) -> None:
        at = bisect.bisect_left(self._order, self._key_of(incident))
        self.beginInsertRows(_NO_PARENT, at, at)
        self._order.insert(at, self._remember(incident))
        self.endInsertRows()

    def _remove(self, key: Key) -> None:
        at = bisect.bisect_left(self._order, key)
        self.beginRemoveRows(_NO_PARENT, at, at)
        del self._order[at]
        del self._keys[key[3]]
        del self._incidents[key[3]]
        self._rows.pop(key[3], None)
        self._blinking.discard(key[3])
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


def _stable_key(
    incident: Incident, instant: Instant, profile: ClockProfile, order: str
) -> tuple[int, int, float]:
    """The rule's sort key with the moment the clock ends in place of what remains, which changes by
    itself. Rounded, because the same moment computed at two times differs in its last digits.
    """
    if order == "newest":
        return 0, 0, -incident.reported_at.timestamp()
    rank, severity, remaining_s = clocks.sort_key(incident, instant.at, profile)
    ends_at = remaining_s if rank else instant.unix_s + remaining_s
    return rank, 0 if order == "due" else severity, round(ends_at, 2)


def _open_commands(commands: Iterable[CommandStatus]) -> dict[str, CommandStatus]:
    """The newest command that is not done, per incident."""
    return {c.command.incident_id: c for c in commands if c.state is not CommandState.DONE}
