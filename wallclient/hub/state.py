"""The hub's state: what all events so far add up to, in memory, rebuilt from the log.

`apply` is the only way in, and the same for a fresh event and for one replayed at start; it never decides
anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from wallclient.model.cameras import Camera
from wallclient.model.figures import Alarm, OpinionFigures, PublicWarning, ServiceIntake
from wallclient.model.incidents import Incident
from wallclient.model.meetings import Meeting
from wallclient.model.workers import Worker
from wallclient.protocol.events import (
    AlarmChanged,
    CameraCatalog,
    CameraStatusChanged,
    IncidentChanged,
    IncidentClock,
    MeetingChanged,
    OpinionFiguresChanged,
    ServiceIntakeChanged,
    WarningChanged,
    WorkerChanged,
    WorkerPositions,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, timedelta

SNAPSHOT_CAMERAS = 500


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """The state as it is kept in the log. Fields may be added, with defaults; none changes its meaning."""

    incidents: tuple[Incident, ...] = ()
    changed_by: dict[str, str] = {}
    lights: dict[str, str] = {}
    workers: tuple[Worker, ...] = ()
    cameras: tuple[Camera, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    warnings: tuple[PublicWarning, ...] = ()
    intake: tuple[ServiceIntake, ...] = ()
    opinions: tuple[OpinionFigures, ...] = ()
    walls: dict[str, Any] = {}

    def encode(self) -> bytes:
        return msgspec.msgpack.encode(self)

    @classmethod
    def decode(cls, body: bytes) -> Saved:
        """Raises msgspec.MsgspecError for a body that is none."""
        return msgspec.msgpack.decode(body, type=cls)

    def items(self) -> Iterator[Item]:
        """What a snapshot consists of, as ordinary events. Cameras come in portions that fit into a frame."""
        for start in range(0, len(self.cameras), SNAPSHOT_CAMERAS):
            yield Item(
                "camera.catalog", CameraCatalog(cameras=self.cameras[start : start + SNAPSHOT_CAMERAS])
            )
        for worker in self.workers:
            yield Item("worker.status", WorkerChanged(worker=worker), worker.id, worker.area)
        for incident in self.incidents:
            by = self.changed_by.get(incident.id, "")
            data = IncidentChanged(incident=incident, action="snapshot", by=by)
            yield Item("incident.updated", data, incident.id, incident.area)
        for meeting in self.meetings:
            yield Item("meeting.changed", MeetingChanged(meeting=meeting), meeting.id)
        for alarm in self.alarms:
            yield Item("alarm.raised", AlarmChanged(alarm=alarm), alarm.id)
        for warning in self.warnings:
            yield Item("broadcast.cap", WarningChanged(warning=warning), warning.id)
        if self.intake:
            yield Item("service.intake", ServiceIntakeChanged(lines=self.intake))
        if self.opinions:
            yield Item("opinion.figures", OpinionFiguresChanged(figures=self.opinions))
        for wall_id, data in self.walls.items():
            yield Item("wall.state", data, wall_id)


@dataclass(frozen=True, slots=True)
class Item:
    """One event of a snapshot."""

    type: str
    data: object
    subject: str = ""
    area: str = ""


class HubState:
    """Owns the newest value of everything that events told."""

    def __init__(self) -> None:
        self.restore(Saved())

    def restore(self, saved: Saved) -> None:
        """Become what was saved."""
        self.incidents = {incident.id: incident for incident in saved.incidents}
        self.changed_by = dict(saved.changed_by)
        self.lights = dict(saved.lights)
        self._workers = {worker.id: worker for worker in saved.workers}
        self._moved: dict[str, tuple[float, float, datetime]] = {}
        self.cameras = {camera.id: camera for camera in saved.cameras}
        self.meetings = {meeting.id: meeting for meeting in saved.meetings}
        self.alarms = {alarm.id: alarm for alarm in saved.alarms}
        self.warnings = {warning.id: warning for warning in saved.warnings}
        self.intake = {line.service: line for line in saved.intake}
        self.opinions = {figures.area: figures for figures in saved.opinions}
        self.walls: dict[str, Any] = dict(saved.walls)

    def capture(self) -> Saved:
        """The state of this moment; cheap, because all values in it are frozen."""
        return Saved(
            incidents=tuple(self.incidents.values()),
            changed_by=dict(self.changed_by),
            lights=dict(self.lights),
            workers=tuple(self._placed(worker) for worker in self._workers.values()),
            cameras=tuple(self.cameras.values()),
            meetings=tuple(self.meetings.values()),
            alarms=tuple(self.alarms.values()),
            warnings=tuple(self.warnings.values()),
            intake=tuple(self.intake.values()),
            opinions=tuple(self.opinions.values()),
            walls=dict(self.walls),
        )

    def worker(self, worker_id: str) -> Worker | None:
        """The worker where they were last seen."""
        found = self._workers.get(worker_id)
        return None if found is None else self._placed(found)

    def worker_area(self, worker_id: str) -> str:
        found = self._workers.get(worker_id)
        return found.area if found is not None else ""

    def counts(self) -> dict[str, int]:
        return {
            "incidents": len(self.incidents),
            "open_incidents": sum(incident.is_open for incident in self.incidents.values()),
            "workers": len(self._workers),
            "cameras": len(self.cameras),
            "meetings": len(self.meetings),
            "alarms": len(self.alarms),
        }

    def apply(self, event_type: str, subject: str, data: object) -> None:
        """Take in one event; types that carry no state are passed over."""
        match data:
            case IncidentChanged(incident=incident, by=by):
                self.incidents[incident.id] = incident
                self.changed_by[incident.id] = by
            case IncidentClock(incident_id=incident_id, light=light):
                self.lights[incident_id] = light
            case WorkerPositions(features=features):
                for one in features:
                    self._moved[one.id] = (one.geometry.lon, one.geometry.lat, one.properties.at)
            case WorkerChanged(worker=worker):
                self._put_worker(worker)
            case CameraCatalog() | CameraStatusChanged():
                self._put_cameras(data)
            case MeetingChanged(meeting=meeting):
                self.meetings[meeting.id] = meeting
            case _:
                self._apply_figures(event_type, subject, data)

    def _apply_figures(self, event_type: str, subject: str, data: object) -> None:
        match data:
            case AlarmChanged(alarm=alarm) if event_type == "alarm.cleared":
                self.alarms.pop(alarm.id, None)
            case AlarmChanged(alarm=alarm):
                self.alarms[alarm.id] = alarm
            case WarningChanged(warning=warning):
                self.warnings[warning.id] = warning
            case ServiceIntakeChanged(lines=lines):
                self.intake.update((line.service, line) for line in lines)
            case OpinionFiguresChanged(figures=figures):
                self.opinions.update((one.area, one) for one in figures)
            case dict() if event_type == "wall.state":
                self.walls[subject] = data

    def ended_before(self, moment: datetime) -> list[Incident]:
        """Incidents that ended before `moment`: ready for the archive."""
        return [
            incident
            for incident in self.incidents.values()
            if not incident.is_open and (incident.closed_at or incident.reported_at) < moment
        ]

    def forget(self, archived: Iterable[Incident]) -> None:
        """Let go of incidents that are in the archive now, unless they have changed since."""
        for incident in archived:
            if self.incidents.get(incident.id) is incident:
                self.incidents.pop(incident.id)
                self.changed_by.pop(incident.id, None)
                self.lights.pop(incident.id, None)

    def expire(self, now: datetime, keep: timedelta) -> None:
        """Drop meetings that began longer than `keep` ago and are over, and warnings past their time."""
        for meeting in list(self.meetings.values()):
            began = meeting.started_at or meeting.starts_at
            if meeting.state == "ended" and (began is None or now - began > keep):
                self.meetings.pop(meeting.id)
        for warning in list(self.warnings.values()):
            if warning.expires_at is not None and warning.expires_at < now:
                self.warnings.pop(warning.id)

    def _placed(self, worker: Worker) -> Worker:
        moved = self._moved.get(worker.id)
        if moved is None:
            return worker
        lon, lat, at = moved
        return msgspec.structs.replace(worker, lon=lon, lat=lat, positioned_at=at)

    def _put_worker(self, worker: Worker) -> None:
        moved = self._moved.get(worker.id)
        told = worker.positioned_at
        if worker.lon is None and moved is None and (known := self._workers.get(worker.id)) is not None:
            worker = msgspec.structs.replace(
                worker, lon=known.lon, lat=known.lat, positioned_at=known.positioned_at
            )
        elif worker.lon is not None and moved is not None and told is not None and told >= moved[2]:
            self._moved.pop(worker.id)
        self._workers[worker.id] = worker

    def _put_cameras(self, data: CameraCatalog | CameraStatusChanged) -> None:
        if isinstance(data, CameraCatalog):
            if data.complete:
                self.cameras.clear()
            self.cameras.update((camera.id, camera) for camera in data.cameras)
        elif (camera := self.cameras.get(data.camera_id)) is not None:
            self.cameras[camera.id] = msgspec.structs.replace(camera, status=data.status)
