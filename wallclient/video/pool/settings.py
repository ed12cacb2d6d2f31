"""The pool's numbers. Tests bring short ones."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from wallclient.video.messages import Policy


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """Times in seconds. `av_workers` 0: one per core."""

    av_workers: int = 0
    vlc_workers: int = 1
    # Connections being made, over the whole wall; of these, for streams that failed before: the dead must not
    # keep the new waiting.
    starts_at_once: int = 8
    retries_at_once: int = 4
    # A start that takes longer no longer counts: cameras that never answer must not hold up the rest.
    start_limit_s: float = 1.5
    startup_s: float = 15.0
    silence_s: float = 1.2  # found, killed, replaced and live again: within two seconds
    stop_s: float = 2.0
    tick_s: float = 0.25
    policy: Policy = field(default_factory=Policy)

    def workers(self, engine: str) -> int:
        """How many processes an engine gets."""
        if engine == "vlc":
            return max(1, self.vlc_workers)
        return self.av_workers or max(1, os.cpu_count() or 1)
