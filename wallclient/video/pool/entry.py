"""One planned stream as the pool keeps it: its rings, its worker, and what the wall was last told of it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from wallclient.frames import ring
from wallclient.model.health import Health, HealthState, Reason
from wallclient.model.streams import StreamFigures, StreamStatus
from wallclient.video.messages import Open, Resize

if TYPE_CHECKING:
    from pathlib import Path

    from wallclient.frames.runtime import RuntimeDir
    from wallclient.video.director import StreamPlan
    from wallclient.video.messages import Report
    from wallclient.video.pool.slot import WorkerSlot
    from wallclient.video.port import SourceKind


class StreamEntry:
    """Owns its ring files from their making to their end."""

    def __init__(self, plan: StreamPlan, serial: int, runtime: RuntimeDir) -> None:
        self.plan = plan
        self.serial = serial
        self.slot: WorkerSlot | None = None
        self.engine = plan.engine
        self.failed_engines: frozenset[str] = frozenset()
        self.lacks_room = False
        self._runtime = runtime
        self._ring: Path | None = None
        self._pending: Path | None = None  # the new size, until it has a picture
        self._health = Health(HealthState.CONNECTING, since=time.time())
        self._figures = StreamFigures()
        self._without_worker = False

    @property
    def status(self) -> StreamStatus:
        return StreamStatus(
            key=self.plan.key,
            camera_id=self.plan.camera_id,
            profile=self.plan.profile,
            engine=self.engine,
            ring="" if self._ring is None else str(self._ring),
            health=self._health,
            figures=self._figures,
        )

    def unsupported(self, detail: str) -> None:
        """No engine opens it here."""
        self._health = Health(HealthState.UNSUPPORTED, time.time(), Reason.ENGINE, detail)

    def prepare(self) -> None:
        """Make the ring, if there is none yet. Raises RingError if there is no room for it."""
        if self._ring is None:
            self._ring = self._make_ring()
        if self.lacks_room:
            self.lacks_room = False
            self._health = Health(HealthState.CONNECTING, since=time.time())

    def order(self, kind: SourceKind, credentials: tuple[str, str]) -> Open:
        """The order to open it, into the ring of the newest size."""
        target = self._pending or self._ring
        return Open(
            serial=self.serial,
            url=self.plan.url,
            kind=kind.value,
            ring=str(target),
            width_px=self.plan.width_px,
            height_px=self.plan.height_px,
            max_fps=self.plan.max_fps,
            transport=self.plan.transport,
            username=credentials[0],
            password=credentials[1],
        )

    def resize(self, plan: StreamPlan) -> Resize | None:
        """Take a plan of another size; the order for it, None if there was no ring yet. Raises RingError."""
        self.plan = plan
        if self._ring is None:
            return None
        pending = self._make_ring()
        if self._pending is not None:
            ring.retire(self._pending)
        self._pending = pending
        return Resize(
            serial=self.serial,
            ring=str(pending),
            width_px=plan.width_px,
            height_px=plan.height_px,
            max_fps=plan.max_fps,
        )

    def take(self, report: Report) -> bool:
        """What the worker says; True if the wall should hear of it."""
        before = self.status
        if self._pending is not None and report.ring == str(self._pending):
            old, self._ring, self._pending = self._ring, self._pending, None
            if old is not None:
                ring.retire(old)
        # A new worker begins as if nothing had been; for the wall it goes on where the old one fell.
        beginning = self._without_worker and report.health.state is HealthState.CONNECTING
        if not beginning:
            self._without_worker = False
            self._health = report.health
            self._figures = report.figures
        return self.status != before

    def lost_worker(self, delay_s: float) -> None:
        """Its worker died; the last picture stays, and is not live."""
        now = time.time()
        since = now if self._health.is_live else self._health.since
        self._without_worker = True
        self._health = Health(
            HealthState.RECONNECTING, since, Reason.WORKER, next_try_at=now + delay_s if delay_s else None
        )
        self._figures = replace(self._figures, source_fps=0.0, written_fps=0.0)

    def no_room(self, detail: str) -> None:
        """There is no shared memory for its pictures; that may change."""
        if not self.lacks_room:
            self.lacks_room = True
            self._health = Health(HealthState.OFFLINE, time.time(), Reason.ENGINE, detail)

    def close(self) -> None:
        """Remove its rings. Who still looks at the last picture keeps it."""
        for path in (self._ring, self._pending):
            if path is not None:
                ring.retire(path)
        self._ring = self._pending = None

    def _make_ring(self) -> Path:
        return self._runtime.create_ring(self.plan.key, self.plan.width_px, self.plan.height_px)
