"""What the detail view says of an incident, as text.

Made once per change; only what runs with the time is read when painted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui import clockwords
from ui.words import receipt_word, severity_word, word
from wallclient.model.incidents import Stage, State
from wallclient.rules import clocks, privacy

if TYPE_CHECKING:
    from datetime import datetime

    from wallclient.model.areas import Area
    from wallclient.model.incidents import Assignment, Incident
    from wallclient.rules.profile import ClockProfile

# A task that has not been read after this long is worth a look (LOOK section 5).
UNREAD_AFTER_S = 300.0


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentDetail", text)


@dataclass(frozen=True, slots=True)
class StageMark:
    name: str
    time: str
    state: str  # done | now | later


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit. `sent_unix_s` is set while nobody there has read the task."""

    role: str
    dept: str
    person: str
    doing: str
    receipt_time: str
    receipt: str
    lead: bool = False
    sent_unix_s: float | None = None

    def unread_s(self, unix_s: float) -> float | None:
        """How long the task has gone unread, once that is worth a look."""
        if self.sent_unix_s is None or unix_s - self.sent_unix_s <= UNREAD_AFTER_S:
            return None
        return unix_s - self.sent_unix_s


@dataclass(frozen=True, slots=True)
class CourseLine:
    """`far`: not today, so `time` tells the day as well."""

    time: str
    far: bool
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything of the detail view that does not run with the time."""

    incident: Incident
    title: str
    severity: int
    chip: str
    facts: tuple[str, ...]
    stages: tuple[StageMark, ...]
    units: tuple[UnitLine, ...]
    units_note: str
    course: tuple[CourseLine, ...]


def facts_of(
    incident: Incident,
    at: datetime,
    profile: ClockProfile,
    grid: Area | None = None,
    role: str = "console",
) -> Facts:
    """Facts of `incident` as of `at`, for a place of `role`; `grid`: the area that its code stands for."""
    severity = clocks.severity_shown(incident, at, profile)
    shown = privacy.disclosure(role, incident.sensitivity)
    return Facts(
        incident=incident,
        title=privacy.title(incident, shown),
        severity=severity,
        chip=severity_word(severity),
        facts=_fact_line(incident, grid, shown),
        stages=_stages(incident, at),
        units=tuple(_unit(one, incident, at) for one in incident.assignments),
        units_note=_units_note(incident),
        course=_course(incident, at, shown),
    )


def moment(when: datetime, at: datetime) -> str:
    """14:31 today, 11-22 14:31 on other days."""
    time = clockwords.clock(when)
    return time if _same_day(when, at) else f"{when.astimezone():%m-%d} {time}"


def _same_day(when: datetime, at: datetime) -> bool:
    return when.astimezone().date() == at.astimezone().date()


def _place(incident: Incident, grid: Area | None, shown: privacy.Disclosure) -> str:
    parts = [_tr("{name} Subdistrict").format(name=incident.subdistrict) if incident.subdistrict else ""]
    if shown > privacy.Disclosure.KIND:
        parts.append(incident.community)
        parts.append(grid.name.removeprefix(incident.community) if grid else "")
    return " ".join(part for part in parts if part) or privacy.address(incident.address, shown)


def _fact_line(incident: Incident, grid: Area | None, shown: privacy.Disclosure) -> tuple[str, ...]:
    reporter = privacy.person(incident.petitioner or incident.reporter, shown)
    people = incident.people_involved
    parts = (
        incident.code,
        _place(incident, grid, shown),
        word(incident.source),
        _tr("concerns {count} people").format(count=clockwords.count(people)) if people else "",
        _tr("reported by {name}").format(name=reporter) if reporter else "",
    )
    return tuple(part for part in parts if part)


def _stages(incident: Incident, at: datetime) -> tuple[StageMark, ...]:
    reached = {
        Stage.COLLECT: incident.reported_at,
        Stage.REGISTER: incident.accepted_at,
        Stage.DISPATCH: incident.dispatched_at,
        Stage.HANDLE: incident.dispatched_at,
        Stage.FEEDBACK: incident.resolved_at,
        Stage.CHECK: incident.closed_at,
        Stage.EVALUATE: None,
    }
    order = list(Stage)
    present = order.index(incident.stage)
    marks = []
    for number, stage in enumerate(order):
        when = reached[stage]
        state = "done" if number < present else ("now" if number == present else "later")
        shown = ""
        if when is not None and state != "later":
            shown = clockwords.clock(when) if _same_day(when, at) else f"{when.astimezone():%m-%d}"
        marks.append(StageMark(word(stage), shown, state))
    return tuple(marks)


def _unit(one: Assignment, incident: Incident, at: datetime) -> UnitLine:
    receipt = receipt_word(one.receipt)
    if one.receipt == "taken" and (incident.stage is Stage.HANDLE or incident.state is State.REWORK):
        doing = word(incident.state)
    elif one.receipt in ("taken", "arrived"):
        doing = receipt
    else:
        doing = _tr("Not taken yet")
    unread = one.receipt in ("sent", "delivered") and one.at is not None and incident.is_open
    return UnitLine(
        role=_tr("lead") if one.lead else _tr("assisting"),
        dept=one.dept,
        person=one.person,
        doing=doing,
        receipt_time=moment(one.at, at) if one.at else "",
        receipt=receipt if receipt != doing else "",
        lead=one.lead,
        sent_unix_s=one.at.timestamp() if unread and one.at else None,
    )


def _units_note(incident: Incident) -> str:
    total = len(incident.assignments)
    if total < 2:
        return ""
    arrived = sum(one.receipt == "arrived" for one in incident.assignments)
    return _tr("{count} units, {arrived} arrived").format(count=total, arrived=arrived)


def _course(incident: Incident, at: datetime, shown: privacy.Disclosure) -> tuple[CourseLine, ...]:
    entries = [(entry.at, entry.who, entry.text) for entry in incident.course]
    if not entries:
        # Where the platform tells no course, the report itself is what is known to have happened.
        entries = [(incident.reported_at, word(incident.source), incident.description or incident.title)]
    if shown is privacy.Disclosure.KIND:
        entries = [(when, who, "") for when, who, _ in entries]
    return tuple(
        CourseLine(
            clockwords.clock(when, seconds=True) if _same_day(when, at) else moment(when, at),
            not _same_day(when, at),
            who,
            privacy.words(text, shown, incident.petitioner or incident.reporter),
        )
        for when, who, text in sorted(entries, key=lambda entry: entry[0], reverse=True)
    )
