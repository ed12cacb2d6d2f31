"""Meetings (会商) as the event stream announces them."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """One who takes part. `camera_id`: the camera shown for this place without a conference picture."""

    id: str
    unit: str
    person: str = ""
    role: str = "member"  # chair | member | guest
    joined: bool = False
    muted: bool = False
    speaking: bool = False
    camera_id: str = ""


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    state: str = "planned"  # planned | running | ended
    starts_at: datetime | None = None
    started_at: datetime | None = None
    incident_id: str = ""
    round: int = 1
    place: str = ""
    participants: tuple[Participant, ...] = ()
