"""Where panes say what they want to see and learn which stream shows it. GUI thread only; no I/O.

A tile that changes between a camera's main and sub stream goes on showing the old one until the new one is
live: it never goes black. A tile that changes its camera lets go at once: it never shows the wrong place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.video.director import Direction, StreamPlan, TileDemand, direct

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.model.stores import Stores
    from wallclient.model.streams import StreamStatus
    from wallclient.model.table import ChangeSet

__all__ = ["StreamPlan", "TileDemand", "VideoDesk"]

# A stream that is not live after this long will not be worth waiting for.
_HANDOVER_S = 5.0


class VideoDesk:
    """Collects the tiles' demands and posts a plan when it changed."""

    def __init__(self, stores: Stores, post_plan: Callable[[tuple[StreamPlan, ...]], None]) -> None:
        """`post_plan` hands the plan to the decoder pool; it is called on the GUI thread."""
        self._stores = stores
        self._post_plan = post_plan
        self._demands: dict[str, TileDemand] = {}
        self._direction = Direction()
        self._shown: dict[str, str] = {}
        self._handover: dict[str, float] = {}  # tile -> when it stops waiting for its new stream
        self._posted: tuple[StreamPlan, ...] = ()
        self._dirty = False
        self._unsubscribe = stores.cameras.subscribe(self._on_cameras)

    def close(self) -> None:
        """Stop following the camera table."""
        self._unsubscribe()

    def demand(self, tile_id: str, demand: TileDemand | None) -> None:
        """Say what a tile wants from now on; None if it wants nothing any more."""
        if self._demands.get(tile_id) == demand:
            return
        if demand is None:
            del self._demands[tile_id]
        else:
            self._demands[tile_id] = demand
        self._dirty = True

    def stream_of(self, tile_id: str) -> StreamStatus | None:
        """The stream that the tile should show now; None if it has none (yet)."""
        key = self._shown.get(tile_id)
        return None if key is None else self._stores.streams.get(key)

    def tick(self, now: float) -> None:
        """Direct anew if anything changed, and post the plan if that changed it. `now`: monotonic seconds."""
        if not self._dirty and not self._handover:
            return
        if self._dirty:
            self._dirty = False
            self._direction = direct(self._demands, self._stores.cameras.get, self._direction)
        self._show(now)
        plans = self._plans()
        if plans != self._posted:
            self._posted = plans
            self._post_plan(plans)

    def _show(self, now: float) -> None:
        shown: dict[str, str] = {}
        for tile, key in self._direction.tiles.items():
            before = self._shown.get(tile)
            if before is None or before == key or not self._same_camera(before, key):
                shown[tile] = key
                self._handover.pop(tile, None)
                continue
            until = self._handover.setdefault(tile, now + _HANDOVER_S)
            if now >= until or self._is_live(key) or not self._is_live(before):
                shown[tile] = key
                del self._handover[tile]
            else:
                shown[tile] = before
        self._shown = shown
        for tile in self._handover.keys() - shown.keys():
            del self._handover[tile]

    def _plans(self) -> tuple[StreamPlan, ...]:
        planned = {plan.key for plan in self._direction.plans}
        shown = set(self._shown.values())
        lingering = tuple(p for p in self._posted if p.key in shown and p.key not in planned)
        return self._direction.plans + lingering

    def _is_live(self, key: str) -> bool:
        status = self._stores.streams.get(key)
        return status is not None and status.health.is_live

    @staticmethod
    def _same_camera(one: str, other: str) -> bool:
        return one.rpartition("/")[0] == other.rpartition("/")[0]

    def _on_cameras(self, changes: ChangeSet) -> None:
        touched = changes.present | changes.removed
        self._dirty |= any(demand.camera_id in touched for demand in self._demands.values())
