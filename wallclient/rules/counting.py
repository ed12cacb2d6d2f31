"""How time is counted towards a limit.

Clocks and due times ask only this protocol, so that a calendar of working days can take the place of natural
time without a change elsewhere. Datetimes are aware.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Counting(Protocol):
    def elapsed_s(self, start: datetime, end: datetime) -> float:
        """Counted seconds from `start` to `end`; negative if `end` comes first."""
        ...

    def after(self, start: datetime, seconds: float) -> datetime:
        """The moment at which `seconds` have been counted since `start`."""
        ...


class NaturalTime:
    """Every second counts, day and night."""

    def elapsed_s(self, start: datetime, end: datetime) -> float:
        return (end - start).total_seconds()

    def after(self, start: datetime, seconds: float) -> datetime:
        return start + timedelta(seconds=seconds)


NATURAL: Counting = NaturalTime()
