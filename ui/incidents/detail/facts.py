"""What the detail view says of an incident, as text.

Made once per change; only clocks are read when painted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui import clockwords
from ui.words import receipt_word, severity_word, word
from wallclient.model.incidents import Stage
from wallclient.rules import clocks

if TYPE_CHECKING:
    from datetime import datetime

    from wallclient.model.incidents import Assignment, Incident
    from wallclient.rules.profile import ClockProfile

# A receipt that has not been read after this long is worth a look (LOOK section 5).
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
    role: str
    dept: str
    person: str
    state: str
    receipt: str
    late: bool


@dataclass(frozen=True, slots=True)
class CourseLine:
    time: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything of the detail view that does not run with the time."""

    incident: Incident
    severity: int
    chip: str
    facts: tuple[str, ...]
    stages: tuple[StageMark, ...]
    units: tuple[UnitLine, ...]
    course: tuple[CourseLine, ...]


def facts_of(incident: Incident, at: datetime, profile: ClockProfile) -> Facts:
    severity = clocks.severity_shown(incident, at, profile)
    return Facts(
        incident=incident,
        severity=severity,
        chip=severity_word(severity),
        facts=_fact_line(incident),
        stages=_stages(incident),
        units=tuple(_unit(a, at) for a in incident.assignments),
        course=tuple(
            CourseLine(clockwords.clock(entry.at, seconds=True), entry.who, entry.text)
            for entry in sorted(incident.course, key=lambda entry: entry.at, reverse=True)
        ),
    )


def masked_phone(text: str) -> str:
    """Eleven-digit numbers with their middle hidden: 138****2206."""
    return re.sub(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)", r"\1****\2", text)


def _fact_line(incident: Incident) -> tuple[str, ...]:
    place = " ".join(
        part
        for part in (
            _tr("{name} Subdistrict").format(name=incident.subdistrict) if incident.subdistrict else "",
            incident.community,
        )
        if part
    )
    reporter = incident.petitioner or incident.reporter
    return tuple(
        part
        for part in (
            incident.code,
            place or incident.address,
            word(incident.source),
            _tr("concerns {count} households").format(count=incident.people_involved)
            if incident.people_involved
            else "",
            _tr("reported by {name}").format(name=masked_phone(reporter)) if reporter else "",
        )
        if part
    )


def _stages(incident: Incident) -> tuple[StageMark, ...]:
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
        at = reached[stage]
        state = "done" if number < present else ("now" if number == present else "later")
        shown = clockwords.clock(at) if at is not None and state != "later" else ""
        marks.append(StageMark(word(stage), shown, state))
    return tuple(marks)


def _unit(assignment: Assignment, at: datetime) -> UnitLine:
    waited_s = (at - assignment.at).total_seconds() if assignment.at else 0.0
    unread = assignment.receipt in ("sent", "delivered")
    return UnitLine(
        role=_tr("lead") if assignment.lead else _tr("assisting"),
        dept=assignment.dept,
        person=assignment.person,
        state=_tr("No receipt") if unread and waited_s > UNREAD_AFTER_S else receipt_word(assignment.receipt),
        receipt=clockwords.clock(assignment.at) if assignment.at else "",
        late=unread and waited_s > UNREAD_AFTER_S,
    )
