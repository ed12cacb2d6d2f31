"""One incident as a row: everything that is shown, made ready before it is painted.

What runs with the time (remaining, bar) is kept as numbers and written when painted; all else is text
already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui import clockwords
from ui.words import word
from wallclient.model.commands import CommandState
from wallclient.model.incidents import State
from wallclient.rules import clocks

if TYPE_CHECKING:
    from datetime import datetime

    from wallclient.model.commands import CommandStatus
    from wallclient.model.incidents import Incident
    from wallclient.rules.profile import ClockProfile

TITLE_HAN = 16


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentRow", text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row ready to paint. `reading` is the clock nearest to its limit, taken at `read_at_unix_s`."""

    incident_id: str
    title: str
    wall_line: str
    console_line: str
    severity: int
    blinks: bool
    supervised: bool
    reading: clocks.ClockReading
    read_at_unix_s: float
    command: CommandState | None = None
    command_note: str = ""

    def fraction_at(self, unix_s: float) -> float:
        """Share of the limit that is used up at a moment."""
        reading = self.reading
        if not reading.limit_s or reading.done or reading.paused:
            return reading.fraction
        return (reading.elapsed_s + unix_s - self.read_at_unix_s) / reading.limit_s

    def light_at(self, unix_s: float) -> str:
        reading = self.reading
        if reading.paused or reading.done or not reading.limit_s:
            return str(reading.light)
        return "red" if self.fraction_at(unix_s) >= 1.0 else str(reading.light)

    def remaining_at(self, unix_s: float) -> tuple[str, str]:
        """A word before the number (empty, or 超) and the number: 01:36:52, 超 00:42, 已暂停."""
        reading = self.reading
        if reading.paused:
            return _tr("Paused"), ""
        if reading.remaining_s is None:
            return "", ""
        left = reading.remaining_s
        if not reading.done:
            left -= unix_s - self.read_at_unix_s
        if left < 0:
            return _tr("over"), _overrun(-left)
        return "", clockwords.counting(left)


def _overrun(span_s: float) -> str:
    return clockwords.short_span(span_s) if span_s >= 3600 else clockwords.age_mm_ss(span_s)


def row_of(
    incident: Incident,
    at: datetime,
    profile: ClockProfile,
    command: CommandStatus | None = None,
) -> Row:
    """The row of `incident` as of `at`; `command` is its newest command that is not done."""
    reading = clocks.nearest(incident, at, profile)
    severity = clocks.severity_shown(incident, at, profile)
    return Row(
        incident_id=incident.id,
        title=incident.title if len(incident.title) <= TITLE_HAN else incident.title[: TITLE_HAN - 1] + "…",
        wall_line=_line(_short(incident.subdistrict), _who(incident), _state(incident)),
        console_line=_line(
            _place(incident.subdistrict),
            _merged(incident) or word(incident.source),
            _state(incident),
        ),
        severity=severity,
        blinks=severity <= 2 and not incident.acknowledged and incident.state is State.REPORTED,
        supervised=incident.supervisions > 0,
        reading=reading,
        read_at_unix_s=at.timestamp(),
        command=command.state if command else None,
        command_note=_command_note(command),
    )


def _line(*parts: str) -> str:
    """Parts of a line stand apart by an em of space, not by dots or bars."""
    return "\u3000".join(part for part in parts if part)


def _short(subdistrict: str) -> str:
    return subdistrict


def _place(subdistrict: str) -> str:
    return _tr("{name} Subdistrict").format(name=subdistrict) if subdistrict else ""


def _who(incident: Incident) -> str:
    if not incident.lead_dept:
        return word(incident.source)
    if len(incident.assisting_depts) >= 3:
        return _tr("{dept} and others, {count} units").format(
            dept=incident.lead_dept, count=len(incident.assisting_depts) + 1
        )
    return incident.lead_dept


def _state(incident: Incident) -> str:
    return word(incident.state)


def _merged(incident: Incident) -> str:
    if incident.merged <= 0:
        return ""
    return _tr("{count} similar reports merged").format(count=incident.merged)


def _command_note(command: CommandStatus | None) -> str:
    if command is None:
        return ""
    if command.state is CommandState.PENDING:
        return "…"
    if command.state is CommandState.QUEUED:
        return word(command.state)
    if command.state is CommandState.CONFLICT and command.other_by:
        return _tr("Conflict: {name} was first").format(name=command.other_by)
    return word(command.state)
