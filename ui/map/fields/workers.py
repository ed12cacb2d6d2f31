"""Where the grid workers are, moving evenly from one reported position to the next.

What is drawn is never ahead of what was reported: a mark reaches the newest position within two seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wallclient.model.workers import WorkerStatus
from wallclient.rules.circles import LOST_AFTER_S

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ui.map.plane.projection import LocalProjection
    from wallclient.model.table import ChangeSet, Table
    from wallclient.model.workers import Worker

STALE_AFTER_S = 60.0
FRESH, STALE, LOST = 0, 1, 2
_LONGEST_MOVE_S = 2.0
# Nobody walks this far between two reports: the mark jumps.
_JUMP_M = 600.0


class WorkerField:
    """Owns positions and ages; rows are workers on duty who were ever seen."""

    def __init__(self, projection: LocalProjection) -> None:
        self._projection = projection
        self.load((), 0.0)

    def load(self, workers: Iterable[Worker], now_s: float) -> None:
        """Take all workers anew. `now_s`: monotonic seconds."""
        on_duty = [w for w in workers if _placed(w)]
        self.ids = [worker.id for worker in on_duty]
        self._row_of = {worker_id: row for row, worker_id in enumerate(self.ids)}
        self._to = self._projection.many([(w.lon or 0.0, w.lat or 0.0) for w in on_duty])
        self._from = self._to.copy()
        self._began = np.full(len(on_duty), now_s - _LONGEST_MOVE_S)
        self._takes = np.full(len(on_duty), 0.3)
        self.seen_unix_s = np.asarray([_seen(w) for w in on_duty], dtype=np.float64)

    def apply(self, table: Table[Worker], changes: ChangeSet, now_s: float) -> None:
        """Follow a change of the table; who came or went leaves the others where they are."""
        came_or_went = changes.added | changes.removed
        updated = [table.get(worker_id) for worker_id in changes.updated]
        if came_or_went or any(w is not None and _placed(w) != (w.id in self._row_of) for w in updated):
            shown = dict(zip(self.ids, self.xy_m(now_s).copy(), strict=True))
            self.load(table.values(), now_s)
            for worker_id, xy in shown.items():
                row = self._row_of.get(worker_id)
                if row is not None:
                    self._send(row, xy, now_s, _LONGEST_MOVE_S)
            return
        now_xy = self.xy_m(now_s)
        for worker in updated:
            row = self._row_of.get(worker.id) if worker is not None else None
            if worker is None or row is None:
                continue
            seen = _seen(worker)
            interval_s = seen - self.seen_unix_s[row]
            self.seen_unix_s[row] = seen
            self._to[row] = self._projection.to_metres(worker.lon or 0.0, worker.lat or 0.0)
            self._send(row, now_xy[row].copy(), now_s, interval_s)

    def _send(self, row: int, start: NDArray[np.float64], now_s: float, interval_s: float) -> None:
        far = float(np.hypot(*(self._to[row] - start))) > _JUMP_M
        self._from[row] = self._to[row] if far else start
        self._began[row] = now_s
        self._takes[row] = min(max(interval_s, 0.3), _LONGEST_MOVE_S)

    def row(self, worker_id: str) -> int | None:
        return self._row_of.get(worker_id)

    def xy_m(self, now_s: float) -> NDArray[np.float64]:
        """(n, 2) metres as they are drawn at `now_s`."""
        share = np.clip((now_s - self._began) / self._takes, 0.0, 1.0)[:, None]
        drawn: NDArray[np.float64] = self._from + (self._to - self._from) * share
        return drawn

    def ages(self, now_unix_s: float) -> NDArray[np.intp]:
        """FRESH, STALE or LOST for each row."""
        age_s = now_unix_s - self.seen_unix_s
        classes: NDArray[np.intp] = np.where(
            age_s > LOST_AFTER_S, LOST, np.where(age_s > STALE_AFTER_S, STALE, FRESH)
        ).astype(np.intp)
        return classes


def _placed(worker: Worker) -> bool:
    return worker.status is not WorkerStatus.OFF and worker.lon is not None and worker.lat is not None


def _seen(worker: Worker) -> float:
    """Unix seconds of the newest position; long ago if the platform does not say."""
    return worker.positioned_at.timestamp() if worker.positioned_at is not None else 0.0
