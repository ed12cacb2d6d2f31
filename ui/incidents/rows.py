"""One incident as a row: everything that is shown, made ready before it is painted.

What runs with the time (remaining, bar) is kept as numbers and written when painted; all else is text
already.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui import clockwords
from ui.words import word
from wallclient.model.commands import CommandState
from wallclient.model.incidents import Stage
from wallclient.rules import clocks, privacy

if TYPE_CHECKING:
    from datetime import datetime

    from wallclient.model.commands import CommandStatus
    from wallclient.model.incidents import Incident
    from wallclient.rules.profile import ClockProfile

TITLE_HAN = 16
BLINK_SHARE = 2 / 3
# From so many assisting units on, their number says more than their names.
MANY_ASSISTING = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentRow", text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row ready to paint. `reading` is the clock nearest to its limit, taken at `read_at_unix_s`.

    `versions`: after a conflict, how the incident stands by whom, and what this console wanted.
    """

    incident_id: str
    title: str
    wall_line: str
    console_line: str
    severity: int
    blinks: bool
    supervised: bool
    reading: clocks.ClockReading
    read_at_unix_s: float
    yellow_at: float
    command: CommandState | None = None
    command_note: str = ""
    versions: tuple[str, str] | None = None
    reported_unix_s: float = 0.0

    def age_at(self, unix_s: float) -> str:
        """How long ago it was reported, in words: 26 分, 3 小时 7 分."""
        return clockwords.long_span(unix_s - self.reported_unix_s)

    def fraction_at(self, unix_s: float) -> float:
        """Share of the limit that is used up at a moment."""
        reading = self.reading
        if not reading.limit_s or reading.done or reading.paused:
            return reading.fraction
        return max(0.0, (reading.elapsed_s + unix_s - self.read_at_unix_s) / reading.limit_s)

    def light_at(self, unix_s: float) -> str:
        """green, yellow, red or paused."""
        reading = self.reading
        if reading.paused or reading.done or not reading.limit_s:
            return reading.light.value
        fraction = self.fraction_at(unix_s)
        if fraction >= 1.0:
            return clocks.Light.RED.value
        return (clocks.Light.YELLOW if fraction >= self.yellow_at else clocks.Light.GREEN).value

    def remaining_at(self, unix_s: float) -> tuple[str, str]:
        """A word before the number and the number: 01:36:52, 超 00:42; 已暂停 has no number."""
        reading = self.reading
        if reading.paused:
            return _tr("Paused"), ""
        if reading.remaining_s is None:
            return "", ""
        left = reading.remaining_s
        if not reading.done:
            left -= unix_s - self.read_at_unix_s
        if left < 0:
            return _tr("over"), clockwords.short_span(max(60.0, -left))
        return "", clockwords.counting(left)


def row_of(
    incident: Incident,
    at: datetime,
    profile: ClockProfile,
    command: CommandStatus | None = None,
    role: str = "console",
) -> Row:
    """The row of `incident` as of `at`; `command` is its newest command that is not done.

    `role` says where it is shown: what a wall or a room must not show is left out.
    """
    shown = privacy.disclosure(role, incident.sensitivity)
    severity = clocks.severity_shown(incident, at, profile)
    state = word(incident.state)
    return Row(
        incident_id=incident.id,
        title=_cut(privacy.title(incident, shown)),
        wall_line=_line(incident.subdistrict, _who(incident), state),
        console_line=_line(_place(incident.subdistrict), _merged(incident) or word(incident.source), state),
        severity=severity,
        blinks=severity <= 2 and unacknowledged(incident),
        supervised=incident.supervisions > 0,
        reading=clocks.nearest(incident, at, profile),
        read_at_unix_s=at.timestamp(),
        reported_unix_s=incident.reported_at.timestamp(),
        yellow_at=profile.yellow_at,
        command=command.state if command else None,
        command_note=_command_note(command),
        versions=_versions(incident, command),
    )


def unacknowledged(incident: Incident) -> bool:
    """Nobody in the room has taken notice yet; accepting or sending somebody is taking notice."""
    return incident.stage is Stage.COLLECT and not incident.acknowledged and incident.accepted_at is None


def blink_on(unix_s: float) -> bool:
    """Whether blinking signs are there at a moment: once a second for two thirds of it, all in phase."""
    return unix_s % 1.0 < BLINK_SHARE


def _line(*parts: str) -> str:
    """Parts of a line stand apart by an em of space, not by dots or bars."""
    return "\u3000".join(part for part in parts if part)


def _cut(title: str) -> str:
    """The title with at most TITLE_HAN Han characters; two Latin letters or figures count as one."""
    used = 0.0
    for number, char in enumerate(title):
        used += 1.0 if unicodedata.east_asian_width(char) == "W" else 0.5 * char.isalnum()
        if used > TITLE_HAN:
            return title[: number - 1].rstrip() + "…"
    return title


def _place(subdistrict: str) -> str:
    return _tr("{name} Subdistrict").format(name=subdistrict) if subdistrict else ""


def _who(incident: Incident) -> str:
    if not incident.lead_dept:
        return word(incident.source)
    if len(incident.assisting_depts) >= MANY_ASSISTING:
        return _tr("{dept} and others, {count} units").format(
            dept=incident.lead_dept, count=len(incident.assisting_depts) + 1
        )
    return incident.lead_dept


def _merged(incident: Incident) -> str:
    if incident.merged <= 0:
        return ""
    return _tr("{count} similar reports merged").format(count=incident.merged)


def _command_note(command: CommandStatus | None) -> str:
    """Where the command stands: three dots while it is on its way, else a word."""
    if command is None:
        return ""
    return "…" if command.state is CommandState.PENDING else word(command.state)


def _versions(incident: Incident, command: CommandStatus | None) -> tuple[str, str] | None:
    if command is None or command.state is not CommandState.CONFLICT:
        return None
    theirs = _tr("{name}: {state}").format(
        name=command.other_by or _tr("Somebody else"), state=word(incident.state)
    )
    return theirs, _tr("Mine: {action}").format(action=word(command.command.action))
