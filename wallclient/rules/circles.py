"""Who and what is near: distances, walking times, nearest workers.

Distances are great-circle metres on a sphere of mean radius: within 0.5 % of the ellipsoid, far below what a
position of a phone is worth. Coordinates are degrees WGS-84.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wallclient.model.workers import Worker, WorkerStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

EARTH_RADIUS_M = 6_371_008.8
WALKING_M_PER_MIN = 80.0
# Streets are longer than the straight line; 1.3 is the usual factor in towns.
DETOUR = 1.3
# Where somebody was ten minutes ago says nothing about who can be there first.
LOST_AFTER_S = 600.0


def distances_m(lon: float, lat: float, lons: ArrayLike, lats: ArrayLike) -> Floats:
    """Metres from one point to each of many."""
    phi, phis = np.radians(lat), np.radians(np.asarray(lats, dtype=np.float64))
    half_lon = np.radians(np.asarray(lons, dtype=np.float64) - lon) / 2
    chord = np.sin((phis - phi) / 2) ** 2 + np.cos(phi) * np.cos(phis) * np.sin(half_lon) ** 2
    metres: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return metres


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Metres between two points."""
    return float(distances_m(lon, lat, other_lon, other_lat))


def walking_s(metres: float) -> float:
    """Seconds that a walk to a place `metres` away takes."""
    return metres * DETOUR / WALKING_M_PER_MIN * 60.0


def walking_reach_m(seconds: float) -> float:
    """How far away, in a straight line, a place may be to be reached on foot in `seconds`."""
    return seconds / 60.0 * WALKING_M_PER_MIN / DETOUR


def within(
    lon: float, lat: float, lons: ArrayLike, lats: ArrayLike, radius_m: float
) -> tuple[NDArray[np.intp], Floats]:
    """Indexes of the points at most `radius_m` away, nearest first, and their distances in metres."""
    metres = np.atleast_1d(distances_m(lon, lat, lons, lats))
    inside = np.flatnonzero(metres <= radius_m)
    order = inside[np.argsort(metres[inside], kind="stable")]
    return order, metres[order]


@dataclass(frozen=True, slots=True)
class NearWorker:
    """A worker with the way to go: straight distance, and walking time with detours."""

    worker: Worker
    distance_m: float
    walk_s: float


def nearest_workers(
    workers: Iterable[Worker],
    lon: float,
    lat: float,
    *,
    count: int = 3,
    now: datetime | None = None,
    free_only: bool = True,
) -> tuple[NearWorker, ...]:
    """The `count` workers nearest to a point, nearest first.

    With `now` (aware), workers whose position is older than ten minutes are left out. `free_only=False` also
    takes those with a task; those off duty never come.
    """
    wanted = (WorkerStatus.FREE,) if free_only else (WorkerStatus.FREE, WorkerStatus.BUSY)
    found = [worker for worker in workers if worker.status in wanted and _seen(worker, now)]
    if not found:
        return ()
    places = np.array([(worker.lon, worker.lat) for worker in found], dtype=np.float64)
    metres = distances_m(lon, lat, places[:, 0], places[:, 1])
    order = np.argsort(metres, kind="stable")[:count]
    return tuple(NearWorker(found[i], float(metres[i]), walking_s(float(metres[i]))) for i in order)


def _seen(worker: Worker, now: datetime | None) -> bool:
    if worker.lon is None or worker.lat is None:
        return False
    if now is None:
        return True
    at = worker.positioned_at
    return at is not None and (now - at).total_seconds() <= LOST_AFTER_S
