"""The column beside the pictures: what the meeting is about, and who is there and who is not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from ui import clockwords
from ui.icons import draw_icon
from ui.paint import Run, baseline, draw_runs, draw_runs_right, draw_sign, elide, hairline

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QPainter

    from ui.theme import Theme
    from wallclient.model.incidents import Incident
    from wallclient.model.meetings import Meeting, Participant


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeetingRoll", text)


def paint_roll(
    p: QPainter, t: Theme, box: QRectF, meeting: Meeting, incident: Incident | None, now: datetime
) -> None:
    """Title with the incident's sign, round and time, then one row per participant."""
    y = _paint_title(p, t, box, meeting, incident, now)
    c = t.colours
    joined = sum(one.joined for one in meeting.participants)
    line = t.read * 1.9
    base = baseline(y, line, t.read)
    draw_runs(p, t, box.left(), base, [Run(_tr("Present"), t.read, c.t1, bold=True)])
    total = Run(f" / {len(meeting.participants)}", t.read, c.t2, figures=True)
    draw_runs_right(p, t, box.right(), base, [Run(str(joined), t.read, c.t1, figures=True), total])
    y += line
    row = t.read * 1.65
    for participant in meeting.participants:
        if y + row > box.bottom():
            break
        hairline(p, t, box.left(), box.right(), y)
        _paint_row(p, t, QRectF(box.left(), y, box.width(), row), participant)
        y += row


def _paint_title(
    p: QPainter, t: Theme, box: QRectF, meeting: Meeting, incident: Incident | None, now: datetime
) -> float:
    c = t.colours
    line = t.lead * 1.7
    x = box.left()
    if incident is not None:
        sign = t.lead * 0.85
        draw_sign(p, t, QPointF(x + sign / 2, box.top() + line / 2), sign, incident.severity)
        x += sign + t.read * 0.5
    title = elide(t, Run(meeting.title, t.lead, c.t1, bold=True), box.right() - x)
    draw_runs(p, t, x, baseline(box.top(), line, t.lead), [title])
    y = box.top() + line
    facts = [_tr("Round {number}").format(number=meeting.round), _time_words(meeting, now), meeting.place]
    run = elide(t, Run("\u3000".join(f for f in facts if f), t.ref, c.t2), box.width())
    draw_runs(p, t, box.left(), baseline(y, t.ref * 1.6, t.ref), [run])
    return y + t.ref * 1.6 + t.read * 0.8


def _time_words(meeting: Meeting, now: datetime) -> str:
    if meeting.state == "running" and meeting.started_at is not None:
        span = clockwords.age_mm_ss((now - meeting.started_at).total_seconds())
        return _tr("running for {span}").format(span=span)
    if meeting.state == "planned" and meeting.starts_at is not None:
        return _tr("begins at {time}").format(time=clockwords.clock(meeting.starts_at))
    return _tr("ended") if meeting.state == "ended" else ""


def _paint_row(p: QPainter, t: Theme, box: QRectF, one: Participant) -> None:
    c = t.colours
    side = t.read * 0.85
    icon = QRectF(box.left(), box.center().y() - side / 2, side, side)
    draw_icon(p, "tick" if one.joined else "arc", icon, c.t2)
    y = baseline(box.top(), box.height(), t.read)
    x = box.left() + side + t.read * 0.5
    right = box.right()
    if one.joined and one.muted:
        right -= side
        draw_icon(p, "microphone-off", QRectF(right, icon.top(), side, side), c.t3)
    elif not one.joined:
        right = draw_runs_right(p, t, right, y, [Run(_tr("calling"), t.ref, c.t2)])
    colour = c.t1 if one.joined else c.t2
    x = draw_runs(p, t, x, y, [elide(t, Run(one.unit, t.read, colour), right - x - t.read)])
    person = Run(one.person, t.ref, c.t2, gap_px=t.ref * 0.5)
    draw_runs(p, t, x, y, [elide(t, person, max(0.0, right - x - t.read))])
