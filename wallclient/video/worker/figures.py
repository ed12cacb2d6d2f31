"""Rates of a stream over the last two seconds, from totals. Pure."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from wallclient.model.streams import StreamFigures
from wallclient.video.worker.attempt import Counts

if TYPE_CHECKING:
    from wallclient.video.port import Opened

_SAMPLES = 3  # one per report, so two intervals


class Meter:
    """Turns one attempt's totals into figures; `sample` is called once per reporting interval."""

    def __init__(self, now: float, counts: Counts | None = None, before: Meter | None = None) -> None:
        """Measures from `now` on, when the totals were `counts`; until then the rates are those of
        `before`."""
        self._samples: deque[tuple[float, Counts]] = deque([(now, counts or Counts())], maxlen=_SAMPLES)
        self._rates: tuple[float, float, float] = (0.0, 0.0, 0.0) if before is None else before._rates

    def sample(self, now: float, counts: Counts) -> None:
        self._samples.append((now, counts))
        (before, old), (after, new) = self._samples[0], self._samples[-1]
        span_s = max(1e-3, after - before)
        self._rates = (
            (new.pictures - old.pictures) / span_s,
            (new.written - old.written) / span_s,
            (new.received_bytes - old.received_bytes) * 8e-3 / span_s,
        )

    @property
    def source_fps(self) -> float:
        return self._rates[0]

    def figures(
        self, info: Opened, *, spoilt_before: int, reconnects: int, first_picture_ms: float | None
    ) -> StreamFigures:
        """`spoilt_before`: damaged pictures of earlier attempts, for the stream's total."""
        source_fps, written_fps, bitrate_kbps = self._rates
        newest = self._samples[-1][1]
        return StreamFigures(
            source_fps=round(source_fps, 2),
            written_fps=round(written_fps, 2),
            width_px=info.width_px,
            height_px=info.height_px,
            codec=info.codec,
            bitrate_kbps=round(bitrate_kbps, 1),
            decode_latency_ms=round(newest.latency_ms, 1),
            corrupt_frames=spoilt_before + newest.spoilt,
            reconnects=reconnects,
            first_picture_ms=first_picture_ms,
        )
