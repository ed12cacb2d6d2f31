"""Grid workers on their rounds: who is on duty, who is taken, and where everybody is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wallclient.demo.story.emission import StoryEvent
from wallclient.model.workers import Worker, WorkerStatus
from wallclient.protocol.events import (
    Point,
    PositionProperties,
    WorkerChanged,
    WorkerPosition,
    WorkerPositions,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from wallclient.demo.district.workers import DemoWorker
    from wallclient.demo.story.emission import Ids

POSITIONS_EACH_S = 2.0
_RESTING_EACH_S = 12.0  # a phone that does not move reports less often
_MOVED_DEG = 1e-5  # about a metre


class Patrol:
    """Owns what the workers do in the story. Tasks that operators give out are the platform's to tell."""

    def __init__(self, workers: Sequence[DemoWorker], ids: Ids, random: Random) -> None:
        self._workers = {worker.id: worker for worker in workers}
        self._ids = ids
        self._random = random
        self._taken: dict[str, str] = {}  # worker id -> incident id, empty if not told
        self._sent: dict[str, tuple[float, float, float]] = {}
        self._next_at: datetime | None = None

    def begin(self, now: datetime, tasks: dict[str, str]) -> list[StoryEvent]:
        """Everybody's status and last position. `tasks`: worker id -> incident in hand."""
        self._taken.update(tasks)
        self._next_at = now + timedelta(seconds=POSITIONS_EACH_S)
        return [
            StoryEvent(
                self._ids.next(),
                "worker.status",
                worker.id,
                WorkerChanged(worker=self._as_worker(worker, now)),
            )
            for worker in self._workers.values()
        ]

    def step(self, now: datetime) -> list[StoryEvent]:
        """One event with all who moved, every POSITIONS_EACH_S."""
        if self._next_at is not None and now < self._next_at:
            return []
        self._next_at = now + timedelta(seconds=POSITIONS_EACH_S)
        features = [f for f in (self._feature(w, now) for w in self.on_duty()) if f is not None]
        return [self.positions(features, "positions")] if features else []

    def positions(self, features: Iterable[WorkerPosition], merge_key: str) -> StoryEvent:
        data = WorkerPositions(features=tuple(features))
        return StoryEvent(self._ids.next(), "worker.positions", "", data, merge_key)

    def on_duty(self) -> list[DemoWorker]:
        return [w for w in self._workers.values() if w.status is not WorkerStatus.OFF]

    def at(self, worker: DemoWorker, now: datetime) -> WorkerPosition:
        """Where the worker is at `now`, as a phone tells it."""
        lon, lat = worker.walk.position(now.timestamp())
        properties = PositionProperties(at=now, accuracy_m=round(self._random.uniform(3.0, 12.0), 1))
        return WorkerPosition(id=worker.id, geometry=Point(coordinates=(lon, lat)), properties=properties)

    def take(self, area: str) -> str:
        """Id of a free worker of the subdistrict that `area` lies in, who is now taken; else empty."""
        for worker in self._workers.values():
            free = worker.status is WorkerStatus.FREE and worker.id not in self._taken
            if free and worker.area[:9] == area[:9] and worker.walk.round_s > 0:
                self._taken[worker.id] = ""
                return worker.id
        return ""

    def release(self, worker_id: str) -> None:
        """The worker is free for the next task."""
        self._taken.pop(worker_id, None)

    def _as_worker(self, worker: DemoWorker, now: datetime) -> Worker:
        position: tuple[float | None, float | None] = (None, None)
        heard_at: datetime | None = None
        if worker.status is not WorkerStatus.OFF:
            heard_s = worker.walk.heard_at(now.timestamp())
            position = worker.walk.position(heard_s)
            heard_at = datetime.fromtimestamp(heard_s, now.tzinfo)
        return Worker(
            id=worker.id,
            name=worker.name,
            area=worker.area,
            area_name=worker.area_name,
            phone=worker.phone,
            status=worker.status,
            task=self._taken.get(worker.id, ""),
            lon=position[0],
            lat=position[1],
            positioned_at=heard_at,
        )

    def _feature(self, worker: DemoWorker, now: datetime) -> WorkerPosition | None:
        """The worker's position if it is worth telling: heard of, and moved or not told for a while."""
        at_s = now.timestamp()
        if worker.walk.heard_at(at_s) != at_s:
            return None
        feature = self.at(worker, now)
        lon, lat = feature.geometry.lon, feature.geometry.lat
        told_lon, told_lat, told_s = self._sent.get(worker.id, (0.0, 0.0, 0.0))
        rests = abs(lon - told_lon) < _MOVED_DEG and abs(lat - told_lat) < _MOVED_DEG
        if rests and at_s - told_s < _RESTING_EACH_S:
            return None
        self._sent[worker.id] = (lon, lat, at_s)
        return feature
