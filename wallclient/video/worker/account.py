"""What a stream tells the pool: at once if its state or its ring changed, else once a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.model.streams import StreamFigures
from wallclient.video.messages import Report
from wallclient.video.port import Opened
from wallclient.video.worker.figures import Meter

if TYPE_CHECKING:
    from wallclient.model.health import Health
    from wallclient.video.messages import Policy
    from wallclient.video.worker.attempt import Attempt

_WARM_UP_S = 0.5


class Account:
    """Keeps the figures of a stream over all its attempts."""

    def __init__(self, serial: int, policy: Policy, now: float) -> None:
        self._serial = serial
        self._interval_s = policy.figures_s
        self._meter = Meter(now)
        self._measuring = False
        self._due = now
        self._info = Opened()
        self._ring = ""
        self._spoilt_before = 0
        self._first_picture_ms: float | None = None
        self._told: tuple[Health, str] | None = None

    def left(self, attempt: Attempt, now: float, *, for_successor: bool = False) -> None:
        """An attempt is over; a successor that goes on where it stops takes its rates over."""
        self._note(attempt, now)
        self._spoilt_before += attempt.counts().spoilt
        self._measuring = False
        if not for_successor:
            self._meter = Meter(now)

    def report(self, health: Health, attempt: Attempt | None, starts: int, now: float) -> Report | None:
        """What is to be told now; None if there is nothing new. `starts`: connections begun so far."""
        due = attempt is not None and now >= self._due
        if attempt is not None:
            self._note(attempt, now)
            if due:
                self._sample(attempt, now)
        if not due and self._told == (health, self._ring):
            return None
        self._told = (health, self._ring)
        figures = self._figures(attempt, max(0, starts - 1))
        return Report(serial=self._serial, health=health, figures=figures, ring=self._ring)

    def _note(self, attempt: Attempt, now: float) -> None:
        if attempt.info.codec:
            self._info = attempt.info
        if attempt.canvas.pictures == 0:
            return
        self._ring = str(attempt.canvas.ring)
        if attempt.first_picture_ms is None or self._measuring:
            return
        self._first_picture_ms = attempt.first_picture_ms
        # Not from the start on, where nothing came, nor from the first pictures, which come all at once.
        if now - attempt.started_at - attempt.first_picture_ms * 1e-3 >= _WARM_UP_S:
            self._measuring = True
            self._meter = Meter(now, attempt.counts(), self._meter)
            self._due = now + self._interval_s

    def _sample(self, attempt: Attempt, now: float) -> None:
        self._due = now + self._interval_s
        if self._measuring:
            self._meter.sample(now, attempt.counts())
            attempt.rate(self._meter.source_fps)

    def _figures(self, attempt: Attempt | None, reconnects: int) -> StreamFigures:
        spoilt = 0 if attempt is None else attempt.counts().spoilt
        return StreamFigures(
            source_fps=round(self._meter.source_fps, 2),
            written_fps=round(self._meter.written_fps, 2),
            width_px=self._info.width_px,
            height_px=self._info.height_px,
            codec=self._info.codec,
            bitrate_kbps=round(self._meter.bitrate_kbps, 1),
            decode_latency_ms=round(self._meter.latency_ms, 1),
            corrupt_frames=self._spoilt_before + spoilt,
            reconnects=reconnects,
            first_picture_ms=self._first_picture_ms,
        )
