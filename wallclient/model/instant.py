"""One moment, read once per tick and handed to everybody, so that all panes agree what time it is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Instant:
    """`at` is aware local time, `unix_s` the same in Unix seconds, `monotonic_s` for measuring spans."""

    at: datetime
    unix_s: float
    monotonic_s: float

    @classmethod
    def now(cls) -> Instant:
        unix_s = time.time()
        return cls(datetime.fromtimestamp(unix_s).astimezone(), unix_s, time.monotonic())
