"""Figures that platforms count for us: service intake, opinions, public warnings, alarms."""

from __future__ import annotations

from datetime import datetime

import msgspec


class ServiceIntake(msgspec.Struct, frozen=True, kw_only=True):
    """One line of 一窗受理: declarations, certificates, allowance proofs of today."""

    service: str  # key, e.g. declaration, certificate, allowance, residence
    name: str
    received: int = 0
    in_progress: int = 0
    stuck: int = 0


class OpinionFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Questionnaires and suggestions of one area; rates are 0 to 1."""

    area: str
    suggestions: int = 0
    replied_rate: float = 0.0
    satisfied_rate: float = 0.0


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """One alarm of a camera or sensor. `priority` 1 to 4 and `method` 1 to 7 as in GB/T 28181."""

    id: str
    text: str
    priority: int = 4
    method: int = 1
    camera_id: str = ""
    raised_at: datetime
    cleared_at: datetime | None = None


class PublicWarning(msgspec.Struct, frozen=True, kw_only=True):
    """A CAP 1.2 warning, as far as the wall shows it. `status` is Actual, Exercise, System, Test or Draft."""

    id: str
    headline: str
    colour: str = "blue"  # red | orange | yellow | blue
    status: str = "Actual"
    sent_at: datetime
    expires_at: datetime | None = None
