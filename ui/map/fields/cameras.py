"""Where the cameras stand and look, as arrays; which of them a scale has room for.

Rebuilt when the catalogue changes, patched when single cameras change.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wallclient.model.cameras import CameraStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ui.map.plane.projection import LocalProjection
    from wallclient.model.cameras import Camera
    from wallclient.model.table import ChangeSet, Table

BEARINGS = 32
# A camera every this many pixels: enough to show where they are, few enough to stay quiet.
THIN_PX = 46.0
# From here on all are shown: a street has its cameras about 50 m apart.
ALL_FROM = 0.4
# Farther away a camera may look towards a place, but shows nothing of it.
SEES_M = 280.0
_OFFLINE = (CameraStatus.OFFLINE, CameraStatus.FAULT)


@dataclass(frozen=True, slots=True)
class NearCamera:
    """A camera near a place: its row, its distance in metres, and whether it can see the place."""

    row: int
    distance_m: float
    sees: bool


class CameraField:
    """Owns the arrays; rows are cameras with a position, in the order of the table."""

    def __init__(self, projection: LocalProjection) -> None:
        self._projection = projection
        self._row_of: dict[str, int] = {}
        self._thinned: dict[int, NDArray[np.intp]] = {}
        self.load(())

    def load(self, cameras: Iterable[Camera]) -> None:
        """Take the whole catalogue anew."""
        placed = [camera for camera in cameras if camera.lon is not None and camera.lat is not None]
        self.ids = [camera.id for camera in placed]
        self._row_of = {camera_id: row for row, camera_id in enumerate(self.ids)}
        self.xy_m = self._projection.many([(c.lon or 0.0, c.lat or 0.0) for c in placed])
        self.bearing_deg = np.asarray(
            [math.nan if c.bearing_deg is None else c.bearing_deg % 360 for c in placed], dtype=np.float64
        )
        self.view_deg = np.asarray([c.view_deg for c in placed], dtype=np.float64)
        self.offline = np.asarray([c.status in _OFFLINE for c in placed], dtype=np.bool_)
        ranks = np.asarray([zlib.crc32(camera_id.encode()) for camera_id in self.ids], dtype=np.int64)
        self._by_rank = np.argsort(ranks, kind="stable")
        self._thinned.clear()

    def apply(self, table: Table[Camera], changes: ChangeSet) -> None:
        """Follow a change of the table: only states change often, so only they are patched in place."""
        if changes.added or changes.removed or not self._patch(table, changes):
            self.load(table.values())

    def _patch(self, table: Table[Camera], changes: ChangeSet) -> bool:
        for camera_id in changes.updated:
            camera, row = table.get(camera_id), self._row_of.get(camera_id)
            if camera is None or (row is None) != (camera.lon is None or camera.lat is None):
                return False
            if row is None or camera.lon is None or camera.lat is None:
                continue
            bearing = math.nan if camera.bearing_deg is None else camera.bearing_deg % 360
            if not np.array_equal(bearing, self.bearing_deg[row], equal_nan=True):
                return False
            if not np.allclose(self._projection.to_metres(camera.lon, camera.lat), self.xy_m[row], atol=0.01):
                return False
            self.offline[row] = camera.status in _OFFLINE
        return True

    def row(self, camera_id: str) -> int | None:
        return self._row_of.get(camera_id)

    def shown(self, px_per_m: float, spacing_px: float = THIN_PX) -> NDArray[np.intp]:
        """Rows drawn at a scale: at most one in a square of `spacing_px`, the same ones every time."""
        if px_per_m >= ALL_FROM:
            return np.arange(len(self.ids), dtype=np.intp)
        step = round(math.log2(max(px_per_m, 1e-9)) * 2)
        rows = self._thinned.get(step)
        if rows is None:
            cell_m = spacing_px / 2 ** (step / 2)
            cells = np.floor(self.xy_m[self._by_rank] / cell_m).astype(np.int64)
            _, first = np.unique(cells[:, 0] * 1_000_003 + cells[:, 1], return_index=True)
            rows = np.sort(self._by_rank[first])
            self._thinned[step] = rows
        return rows

    def near(self, x_m: float, y_m: float, count: int, within_m: float) -> tuple[NearCamera, ...]:
        """The nearest working cameras to a place; those that see it come first."""
        if not self.ids:
            return ()
        away = np.asarray((x_m, y_m)) - self.xy_m
        distance = np.hypot(away[:, 0], away[:, 1])
        close = np.flatnonzero((distance <= within_m) & ~self.offline)
        to_place = np.degrees(np.arctan2(away[close, 0], away[close, 1]))
        off = np.abs((to_place - self.bearing_deg[close] + 180) % 360 - 180)
        # A camera without a bearing (NaN) compares as false: nobody knows what it sees.
        sees = (off <= self.view_deg[close] / 2) & (distance[close] <= SEES_M)
        order = np.lexsort((distance[close], ~sees))[:count]
        return tuple(NearCamera(int(close[i]), float(distance[close[i]]), bool(sees[i])) for i in order)
