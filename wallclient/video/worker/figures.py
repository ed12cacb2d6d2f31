"""Rates of a stream over the last two seconds, from totals. Pure."""

from __future__ import annotations

from collections import deque

from wallclient.video.worker.attempt import Counts

_SAMPLES = 3  # one per report, so two intervals


class Meter:
    """Turns one attempt's totals into rates; `sample` is called once per reporting interval."""

    def __init__(self, now: float, counts: Counts | None = None, before: Meter | None = None) -> None:
        """Measures from `now` on, when the totals were `counts`; until then it has the rates of `before`."""
        self._samples: deque[tuple[float, Counts]] = deque([(now, counts or Counts())], maxlen=_SAMPLES)
        self.source_fps: float = 0.0 if before is None else before.source_fps
        self.written_fps: float = 0.0 if before is None else before.written_fps
        self.bitrate_kbps: float = 0.0 if before is None else before.bitrate_kbps

    def sample(self, now: float, counts: Counts) -> None:
        self._samples.append((now, counts))
        (before, old), (after, new) = self._samples[0], self._samples[-1]
        span_s = max(1e-3, after - before)
        self.source_fps = (new.pictures - old.pictures) / span_s
        self.written_fps = (new.written - old.written) / span_s
        self.bitrate_kbps = (new.received_bytes - old.received_bytes) * 8e-3 / span_s

    @property
    def latency_ms(self) -> float:
        return self._samples[-1][1].latency_ms
