"""What a report is made of: plain values, read from the stores at one moment on the thread that owns them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from wallclient.model.workers import Worker, WorkerStatus
from wallclient.rules.circles import distances_m
from wallclient.rules.coordinates import to_wgs84

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallclient.model.areas import Area, MapFeature
    from wallclient.model.cameras import Camera
    from wallclient.model.incidents import Incident
    from wallclient.model.stores import Stores
    from wallclient.rules.profile import ClockProfile

NEAR_M = 1000.0
_MOST_CAMERAS = 120
_MOST_WORKERS = 40
_MOST_RELATED = 12
_RELATED_M = 1500.0


@dataclass(frozen=True)
class NearCamera:
    camera: Camera
    distance_m: float


@dataclass(frozen=True)
class NearWorker:
    worker: Worker
    distance_m: float


@dataclass(frozen=True)
class ReportInputs:
    """One incident and its surroundings at `now` (aware).

    `place`: (lon, lat) in WGS-84, if it has one. `cameras`: the nearest of `cameras_within` a kilometre.
    """

    incident: Incident
    now: datetime
    profile: ClockProfile | None = None
    place: tuple[float, float] | None = None
    areas: tuple[Area, ...] = ()
    ground: tuple[MapFeature, ...] = ()
    cameras: tuple[NearCamera, ...] = ()
    cameras_within: int = 0
    workers: tuple[NearWorker, ...] = ()
    related: tuple[Incident, ...] = ()

    @classmethod
    def of(
        cls, incident: Incident, stores: Stores, profile: ClockProfile | None, now: datetime | None = None
    ) -> ReportInputs:
        """Read what the report needs; cheap enough for the GUI thread (the slow part is writing)."""
        now = now or datetime.now().astimezone()
        place = place_of(incident)
        cameras = _near_cameras(stores, place)
        related = incident.related_cameras
        named_first = sorted(cameras, key=lambda near: (near.camera.id not in related, near.distance_m))
        return cls(
            incident=incident,
            now=now,
            profile=profile,
            place=place,
            areas=tuple(stores.areas.values()),
            ground=tuple(stores.ground.values()),
            cameras=tuple(named_first[:_MOST_CAMERAS]),
            cameras_within=len(cameras),
            workers=_near_workers(stores, place),
            related=_related(incident, stores, place),
        )

    @property
    def district(self) -> str:
        """Name of the district, empty if no areas are known."""
        return next((area.name for area in self.areas if area.level == "district"), "")


def place_of(incident: Incident) -> tuple[float, float] | None:
    """Where it is in WGS-84; None without a position or in an unknown system of coordinates."""
    if incident.lon is None or incident.lat is None:
        return None
    try:
        return to_wgs84(incident.lon, incident.lat, incident.crs)
    except ValueError:
        return None


def _nearest(
    place: tuple[float, float], points: Sequence[tuple[float, float]], within_m: float, count: int
) -> list[tuple[int, float]]:
    """(index, metres) of the nearest points, nearest first."""
    if not points:
        return []
    array = np.asarray(points)
    metres = distances_m(*place, array[:, 0], array[:, 1])
    order = np.argsort(metres, kind="stable")[:count]
    return [(int(i), float(metres[i])) for i in order if metres[i] <= within_m]


def _near_cameras(stores: Stores, place: tuple[float, float] | None) -> list[NearCamera]:
    if place is None:
        return []
    placed = [c for c in stores.cameras.values() if c.lon is not None and c.lat is not None]
    points = [(c.lon or 0.0, c.lat or 0.0) for c in placed]
    return [NearCamera(placed[i], m) for i, m in _nearest(place, points, NEAR_M, len(placed))]


def _near_workers(stores: Stores, place: tuple[float, float] | None) -> tuple[NearWorker, ...]:
    if place is None:
        return ()
    placed = [
        w
        for w in stores.workers.values()
        if w.status is not WorkerStatus.OFF and w.lon is not None and w.lat is not None
    ]
    points = [(w.lon or 0.0, w.lat or 0.0) for w in placed]
    return tuple(NearWorker(placed[i], m) for i, m in _nearest(place, points, 3 * NEAR_M, _MOST_WORKERS))


def _related(incident: Incident, stores: Stores, place: tuple[float, float] | None) -> tuple[Incident, ...]:
    """Other open incidents near by."""
    if place is None:
        return ()
    others = [(other, place_of(other)) for other in stores.incidents.values() if other.is_open]
    placed = [(other, at) for other, at in others if at is not None and other.id != incident.id]
    found = _nearest(place, [at for _, at in placed], _RELATED_M, _MOST_RELATED)
    return tuple(placed[i][0] for i, _ in found)
