"""Checks what sources feed in: every event of a request, before any of them counts.

All or nothing: a request with one bad event changes nothing and is told which one and why. The hub owns the
versions of incidents; a source that was not up to date is refused rather than undoing what an operator did.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from wallclient.hub.journal.log import Draft
from wallclient.protocol.envelope import FrameError
from wallclient.protocol.events import (
    DATA_TYPES,
    CameraStatusChanged,
    IncidentChanged,
    IncidentClock,
    WorkerChanged,
    decode_data,
)
from wallclient.rules.effects import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallclient.hub.state import HubState
    from wallclient.model.incidents import Incident
    from wallclient.protocol.commands import PostedEvent
    from wallclient.rules.classes import ClassTable
    from wallclient.rules.profile import ClockProfile

MAX_EVENTS = 1000
# Well below what a consumer takes as one frame (envelope.MAX_FRAME_BYTES).
MAX_DATA_BYTES = 2 * 1024 * 1024
_TYPES = tuple(name for name in DATA_TYPES if not name.startswith("stream."))


class BadEvent(Exception):
    """Event `index` of a request cannot be taken; nothing of the request was."""

    def __init__(self, index: int, error: str, reason_zh: str, reason_en: str) -> None:
        super().__init__(reason_en)
        self.index = index
        self.error = error
        self.reason_zh = reason_zh
        self.reason_en = reason_en


class BadEventReply(msgspec.Struct, frozen=True, kw_only=True):
    """Body of the refusal, 409 (stale) or 422."""

    error: str
    index: int
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Checked:
    """An event that may be appended: as it goes into the log, and its data as the state takes it."""

    draft: Draft
    data: object


class Intake:
    """Checks events against the state, without changing it."""

    def __init__(self, state: HubState, clocks: ClockProfile, classes: ClassTable) -> None:
        self._state = state
        self._clocks = clocks
        self._classes = classes

    def check(self, posted: Sequence[PostedEvent], name: str) -> list[Checked]:
        """`posted` by the source `name`, ready to append; raises BadEvent for the first that is not right."""
        if len(posted) > MAX_EVENTS:
            raise BadEvent(
                MAX_EVENTS,
                "too_many",
                f"一次最多 {MAX_EVENTS} 条",
                f"At most {MAX_EVENTS} events go into one request.",
            )
        versions: dict[str, int] = {}
        return [self._check(index, event, name, versions) for index, event in enumerate(posted)]

    def _check(self, index: int, event: PostedEvent, name: str, versions: dict[str, int]) -> Checked:
        if event.type not in _TYPES and not event.type.startswith("wall."):
            near = difflib.get_close_matches(event.type, _TYPES, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise BadEvent(
                index, "type", f"没有 {event.type} 这种事件", f"There is no event type {event.type!r}.{hint}"
            )
        raw = bytes(event.data)
        if len(raw) > MAX_DATA_BYTES:
            raise BadEvent(
                index,
                "too_large",
                "事件太大，请拆成几条",
                f"The data is over {MAX_DATA_BYTES} bytes: split it into several events.",
            )
        try:
            data = decode_data(event.type, raw)
        except FrameError as error:
            raise BadEvent(index, "data", f"数据不合格式：{error.reason}", error.reason) from None
        if isinstance(data, IncidentChanged):
            data = self._incident(index, event.type, data, name, versions)
            raw = msgspec.json.encode(data)
        subject, area = self._about(data)
        draft = Draft(event.type, msgspec.Raw(raw), f"/sources/{name}", event.subject or subject, area)
        return Checked(draft, data)

    def _incident(
        self, index: int, event_type: str, data: IncidentChanged, name: str, versions: dict[str, int]
    ) -> IncidentChanged:
        incident = data.incident
        known = self._state.incidents.get(incident.id)
        present = versions.get(incident.id, known.version if known is not None else 0)
        if event_type == "incident.created" and present:
            raise BadEvent(
                index, "exists", f"案件 {incident.id} 已存在", f"The incident {incident.id} exists already."
            )
        if incident.version <= present:
            raise BadEvent(
                index,
                "stale",
                f"案件 {incident.id} 已是第 {present} 版",
                f"The incident {incident.id} is at version {present} already: get it and decide again.",
            )
        versions[incident.id] = incident.version
        return msgspec.structs.replace(
            data, incident=self._completed(incident, known is None), by=data.by or name
        )

    def _completed(self, incident: Incident, new: bool) -> Incident:
        if new:
            incident = msgspec.structs.replace(incident, severity=self._classes.severity(incident))
        return opened(incident, self._clocks) if incident.is_open else incident

    def _about(self, data: object) -> tuple[str, str]:
        """(subject, area) of an event."""
        match data:
            case IncidentChanged(incident=incident):
                return incident.id, incident.area
            case IncidentClock(incident_id=incident_id):
                known = self._state.incidents.get(incident_id)
                return incident_id, known.area if known is not None else ""
            case WorkerChanged(worker=worker):
                return worker.id, worker.area
            case CameraStatusChanged(camera_id=camera_id):
                camera = self._state.cameras.get(camera_id)
                return camera_id, camera.area if camera is not None else ""
        return "", ""
