"""How the decoders as a whole are, as a source of the wall named "decoders"."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wallclient.model.health import Health, HealthState, Reason, SourceHealth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.video.pool.slot import WorkerSlot


class Condition:
    """Live as long as no worker is missing that once ran."""

    def __init__(self) -> None:
        self._down: set[WorkerSlot] = set()
        self._health = Health(HealthState.LIVE, time.time())

    def up(self, slot: WorkerSlot) -> None:
        self._down.discard(slot)

    def down(self, slot: WorkerSlot) -> None:
        self._down.add(slot)

    def source(self, slots: Iterable[WorkerSlot]) -> SourceHealth:
        """The value to tell, with the number of ready workers and of restarts so far."""
        state, reason = HealthState.LIVE, Reason.NONE
        if self._down:
            state, reason = HealthState.RECONNECTING, Reason.WORKER
        if (self._health.state, self._health.reason) != (state, reason):
            self._health = Health(state, time.time(), reason)
        started = [slot for slot in slots if slot.started]
        figures = (
            ("workers", float(sum(slot.ready for slot in started))),
            ("restarts", float(sum(slot.restarts for slot in started))),
        )
        return SourceHealth("decoders", self._health, figures)
