"""Grid workers: who they are, what they do now and where they were last seen."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class WorkerStatus(StrEnum):
    FREE = "free"
    BUSY = "busy"
    OFF = "off"


class Worker(msgspec.Struct, frozen=True, kw_only=True):
    """One grid worker. Position in degrees WGS-84 with the time it was taken; None if never seen."""

    id: str
    name: str
    area: str = ""
    area_name: str = ""
    phone: str = ""
    status: WorkerStatus = WorkerStatus.FREE
    task: str = ""  # id of the incident in hand
    lon: float | None = None
    lat: float | None = None
    positioned_at: datetime | None = None
