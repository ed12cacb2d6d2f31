"""The column beside the pictures: what the meeting is about, and who is there and who is not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from ui import clockwords
from ui.icons import draw_icon
from ui.paint import Run, baseline, draw_runs, draw_runs_right, draw_sign, elide, hairline, width

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QPainter

    from ui.theme import Theme
    from wallclient.model.incidents import Incident
    from wallclient.model.meetings import Meeting, Participant

# Who has not answered a call for so long is looked after in another way.
ANSWER_WITHIN_S = 60.0
# Heights in `read`.
TITLE_EM, FACTS_EM, GAP_EM, HEAD_EM, ROW_EM = 1.8, 1.6, 0.95, 1.92, 2.0


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeetingRoll", text)


def paint_roll(
    p: QPainter, t: Theme, box: QRectF, meeting: Meeting, incident: Incident | None, now: datetime
) -> None:
    """Title with the incident's sign, round and time, then one row per participant."""
    c = t.colours
    _paint_title(p, t, box, meeting, incident, now)
    y = box.top() + t.read * (TITLE_EM + FACTS_EM + GAP_EM)
    people = meeting.participants
    joined = sum(one.joined for one in people)
    base = baseline(y, t.read * HEAD_EM, t.read)
    row = t.read * ROW_EM
    shown = max(0, min(len(people), int((box.bottom() - y - t.read * HEAD_EM) / row)))
    total = [
        Run(str(joined), t.read, c.t1, figures=True),
        Run(f"/ {len(people)}", t.read, c.t2, figures=True, light=True, gap_px=t.read * 0.3),
    ]
    draw_runs_right(p, t, box.right(), base, total)
    title = [Run(_tr("Roll-call"), t.read, c.t1, bold=True)]
    if shown < len(people):
        more = _tr("{count} more not shown").format(count=len(people) - shown)
        title.append(Run(more, t.ref, c.t2, gap_px=t.read * 0.6))
    if width(t, [*title, *total]) + t.read > box.width():
        del title[1:]
    draw_runs(p, t, box.left(), base, title)
    y += t.read * HEAD_EM
    for participant in people[:shown]:
        hairline(p, t, box.left(), box.right(), y)
        _paint_row(p, t, QRectF(box.left(), y, box.width(), row), participant, waited_s(meeting, now))
        y += row


def waited_s(meeting: Meeting, now: datetime) -> float | None:
    """For how long those who are not there have been called; None while the meeting does not run."""
    if meeting.state != "running":
        return None
    return max(0.0, (now - meeting.started_at).total_seconds()) if meeting.started_at else 0.0


def _paint_title(
    p: QPainter, t: Theme, box: QRectF, meeting: Meeting, incident: Incident | None, now: datetime
) -> None:
    c = t.colours
    line = t.read * TITLE_EM
    x = box.left()
    if incident is not None:
        sign = t.lead * 0.98
        draw_sign(p, t, QPointF(x + sign / 2, box.top() + line / 2), sign, incident.severity)
        x += sign + t.read * 0.45
    title = elide(t, Run(meeting.title, t.lead, c.t1, bold=True), box.right() - x)
    draw_runs(p, t, x, baseline(box.top(), line, t.lead), [title])
    round_words = _tr("Round {number}").format(number=meeting.round) if meeting.round else ""
    facts = [round_words, time_words(meeting, now), meeting.place]
    run = elide(t, Run("\u3000".join(f for f in facts if f), t.ref, c.t2), box.width())
    draw_runs(p, t, box.left(), baseline(box.top() + line, t.read * FACTS_EM, t.ref), [run])


def time_words(meeting: Meeting, now: datetime) -> str:
    """已开 11:26 while it runs, 16:00 开始 before it begins, with the day where that is not today."""
    if meeting.state == "running" and meeting.started_at is not None:
        span = clockwords.age_mm_ss((now - meeting.started_at).total_seconds())
        return _tr("running for {span}").format(span=span)
    if meeting.state == "planned" and meeting.starts_at is not None:
        time = clockwords.clock(meeting.starts_at)
        if meeting.starts_at.astimezone().date() != now.astimezone().date():
            time = f"{clockwords.date(meeting.starts_at)} {time}"
        return _tr("begins at {time}").format(time=time)
    return _tr("ended") if meeting.state == "ended" else ""


def _paint_row(p: QPainter, t: Theme, box: QRectF, one: Participant, called_s: float | None) -> None:
    c = t.colours
    calling = called_s is not None and not one.joined
    late = called_s is not None and calling and called_s >= ANSWER_WITHIN_S
    side, middle = t.read * 0.8, box.center().y()
    icon = QRectF(box.left(), middle - side / 2, side, side)
    if late:
        draw_sign(p, t, QPointF(icon.center()), side * 0.85, 3, bare=True)
    elif calling or one.joined:
        draw_icon(p, "tick" if one.joined else "arc", icon, c.t2)
    y = baseline(box.top(), box.height(), t.read)
    x, right = box.left() + t.read * 1.43, box.right()
    if calling and called_s is not None:
        colour = c.yellow if late else c.t1
        time = Run(clockwords.age_mm_ss(called_s), t.read, colour, figures=True, light=not late)
        right = draw_runs_right(p, t, right, y, [time])
        behind = Run(_tr("no answer") if late else _tr("calling"), t.ref, colour)
    else:
        right = _paint_microphone(p, t, right, middle, one)
        behind = Run(one.person, t.ref, c.t2)
    name = c.yellow if late else (c.t1 if one.joined else c.t2)
    room = right - x - t.read * 0.6
    x = draw_runs(p, t, x, y, [elide(t, Run(one.unit, t.read, name), room)]) + t.read * 0.45
    if right - x > t.ref * 2.5:
        draw_runs(p, t, x, y, [elide(t, behind, right - x - t.read * 0.5)])


def _paint_microphone(p: QPainter, t: Theme, right: float, y: float, one: Participant) -> float:
    if not one.joined:
        return right
    side = t.read * 0.85
    name = "microphone-off" if one.muted else "microphone"
    colour = t.colours.t1 if one.speaking else t.colours.t3
    draw_icon(p, name, QRectF(right - side, y - side / 2, side, side), colour)
    return right - side
