"""Events and updates onto the stores: what the platform says becomes what the wall knows.

Called by the GUI thread only, once per tick; no I/O and no clock. The caller flushes the stores afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from wallclient.feeds.mailbox import CommandGone, IncidentFetched
from wallclient.feeds.snapshot import Snapshot
from wallclient.model.commands import CommandState, CommandStatus
from wallclient.model.health import SourceHealth
from wallclient.model.streams import ProcessGone, ProcessStatus, StreamGone, StreamStatus
from wallclient.protocol import events as ev

if TYPE_CHECKING:
    from wallclient.feeds.mailbox import Drained
    from wallclient.model.incidents import Incident
    from wallclient.model.stores import Stores
    from wallclient.model.table import Table
    from wallclient.model.workers import Worker
    from wallclient.protocol.events import Event


@dataclass(slots=True)
class Applied:
    """What one tick took in.

    `count`: events, merged ones counted singly. `received_at`: monotonic seconds at which their frames came,
    for measuring how long until they are painted. `unmatched`: how many workers, cameras and incidents were
    spoken of that are not known. `left`: updates of kinds that are not for the stores.
    """

    count: int = 0
    received_at: list[float] = field(default_factory=list)
    unmatched: int = 0
    left: list[object] = field(default_factory=list)


class Applier:
    """Writes into the stores; owns what lasts from tick to tick: an unfinished snapshot, done commands."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._done: set[str] = set()  # commands whose rows lose their mark at the next tick
        self._streamed_cameras: set[str] = set()  # cameras of the event stream; others are the wall's own
        self._snapshot: Snapshot | None = None

    def apply(self, drained: Drained) -> Applied:
        """Take in what the mailbox had, in order: events first, then updates."""
        for command_id in self._done:
            self._stores.commands.remove(command_id)
        self._done.clear()
        applied = Applied()
        for arrived in drained.events:
            if isinstance(arrived.event.data, ev.SnapshotBegin | ev.SnapshotEnd):
                self._turn_snapshot(arrived.event.data)
                continue
            applied.count += arrived.stands_for
            applied.received_at.append(arrived.received_at)
            applied.unmatched += self._event(arrived.event)
        for update in drained.updates:
            if not self._update(update):
                applied.left.append(update)
        return applied

    def _turn_snapshot(self, data: ev.SnapshotBegin | ev.SnapshotEnd) -> None:
        if isinstance(data, ev.SnapshotBegin):
            # Begun again after a cut: what the first attempt mentioned does not count.
            self._snapshot = Snapshot(self._stores, data.topics)
        elif self._snapshot:
            self._snapshot.finish()
            self._snapshot = None

    def _event(self, event: Event) -> int:
        """Apply one event; returns how many things it was about that are not known."""
        match event.data:
            case ev.IncidentChanged() as changed:
                self._incident(changed, whole=self._snapshot is not None and event.sequence is None)
            case ev.WorkerPositions() as positions:
                return sum(not self._position(feature) for feature in positions.features)
            case ev.WorkerChanged(worker=worker):
                known = self._stores.workers.get(worker.id)
                self._put(self._stores.workers, worker.id, _keep_newer_position(worker, known))
            case ev.IncidentClock() as clock:
                return int(not self._clock(clock))
            case ev.CameraCatalog() as catalog:
                self._cameras(catalog)
            case ev.CameraStatusChanged() as status:
                return int(not self._camera_status(status))
            case data:
                for table, key, item in _rows(data, self._stores):
                    self._put(table, key, item)
        return 0

    def _put(self, table: Table[Any], key: str, item: object) -> None:
        table.put(item)
        if self._snapshot:
            self._snapshot.mention(table, key)

    def _incident(self, changed: ev.IncidentChanged, *, whole: bool) -> None:
        """`whole`: an item of a snapshot, the truth even where a new log counts versions from one again."""
        if whole:
            self._stores.incidents.put(changed.incident)
        else:
            self._newer_incident(changed.incident)
        if self._snapshot:
            self._snapshot.mention(self._stores.incidents, changed.incident.id)
        status = self._stores.commands.get(changed.command_id) if changed.command_id else None
        if status is not None:
            self._finish(status)

    def _newer_incident(self, incident: Incident) -> None:
        """An older version never overwrites a newer one, whichever road it came on."""
        known = self._stores.incidents.get(incident.id)
        if known is None or incident.version >= known.version:
            self._stores.incidents.put(incident)

    def _finish(self, status: CommandStatus) -> None:
        command_id = status.command.command_id
        self._stores.commands.put(CommandStatus(command=status.command, state=CommandState.DONE))
        self._done.add(command_id)

    def _clock(self, clock: ev.IncidentClock) -> bool:
        known = self._stores.incidents.get(clock.incident_id)
        if known is None:
            return False
        if clock.due_at is not None:
            self._stores.incidents.put(msgspec.structs.replace(known, due_at=clock.due_at))
        return True

    def _position(self, feature: ev.WorkerPosition) -> bool:
        known = self._stores.workers.get(feature.id)
        if known is None:
            return False
        at, point = feature.properties.at, feature.geometry
        if known.positioned_at is None or known.positioned_at <= at:
            moved = msgspec.structs.replace(known, lon=point.lon, lat=point.lat, positioned_at=at)
            self._stores.workers.put(moved)
        return True

    def _cameras(self, catalog: ev.CameraCatalog) -> None:
        told = {camera.id for camera in catalog.cameras}
        if catalog.complete:
            for gone in self._streamed_cameras - told:
                self._stores.cameras.remove(gone)
            self._streamed_cameras.clear()
        for camera in catalog.cameras:
            self._stores.cameras.put(camera)
        self._streamed_cameras |= told

    def _camera_status(self, status: ev.CameraStatusChanged) -> bool:
        known = self._stores.cameras.get(status.camera_id)
        if known is None:
            return False
        self._stores.cameras.put(msgspec.structs.replace(known, status=status.status))
        return True

    def _update(self, update: object) -> bool:
        """Apply one update; False if it is none of the stores' business."""
        stores = self._stores
        match update:
            case SourceHealth():
                stores.sources.put(update)
            case StreamStatus():
                stores.streams.put(update)
            case StreamGone(key=key):
                stores.streams.remove(key)
            case ProcessStatus():
                stores.processes.put(update)
            case ProcessGone(pid=pid):
                stores.processes.remove(str(pid))
            case _:
                return self._answer(update)
        return True

    def _answer(self, update: object) -> bool:
        """Apply what the command road has to say."""
        match update:
            case CommandStatus(state=CommandState.DONE):
                # Its event may have come, and its row lost the mark, some ticks ago.
                if update.command.command_id in self._stores.commands:
                    self._finish(update)
            case CommandStatus():
                self._stores.commands.put(update)
                self._done.discard(update.command.command_id)
            case CommandGone(command_id=command_id):
                self._stores.commands.remove(command_id)
            case IncidentFetched(incident=incident):
                self._newer_incident(incident)
            case _:
                return False
        return True


def _rows(data: object, stores: Stores) -> list[tuple[Table[Any], str, object]]:
    """(table, key, value) for events that simply tell the whole new state of something."""
    match data:
        case ev.AlarmChanged(alarm=alarm):
            return [(stores.alarms, alarm.id, alarm)]
        case ev.ServiceIntakeChanged(lines=lines):
            return [(stores.intake, line.service, line) for line in lines]
        case ev.OpinionFiguresChanged(figures=figures):
            return [(stores.opinions, item.area, item) for item in figures]
        case ev.WarningChanged(warning=warning):
            return [(stores.warnings, warning.id, warning)]
        case ev.MeetingChanged(meeting=meeting):
            return [(stores.meetings, meeting.id, meeting)]
        case _:
            return []


def _keep_newer_position(worker: Worker, known: Worker | None) -> Worker:
    """`worker`, with the known position where that is later: status and position come on two roads."""
    if known is None or known.positioned_at is None:
        return worker
    if worker.positioned_at is not None and worker.positioned_at >= known.positioned_at:
        return worker
    return msgspec.structs.replace(worker, lon=known.lon, lat=known.lat, positioned_at=known.positioned_at)
