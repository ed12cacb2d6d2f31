"""The tables of the detail view: who works on it, and what happened.

Each paints as many whole rows as its box holds, says how many are left out, and returns where it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter

from ui import clockwords
from ui.paint import Run, baseline, draw_runs, draw_runs_right, draw_sign, elide, hairline, width

if TYPE_CHECKING:
    from ui.incidents.detail.facts import CourseLine, Facts, UnitLine
    from ui.theme import Theme
    from wallclient.rules.clocks import ClockReading

TITLE_EM = 2.3
UNIT_EM = 2.42
COURSE_EM = 2.22
# Where the columns of the units begin, as shares of the width.
_COLUMNS = (0.0, 0.077, 0.315, 0.44, 0.59)


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentDetail", text)


def least_course_px(t: Theme, facts: Facts) -> float:
    """Height of the newest few lines of the course, which many units must not push away."""
    return t.read * (TITLE_EM + COURSE_EM * min(3, len(facts.course)))


def paint_units(
    p: QPainter, t: Theme, box: QRectF, facts: Facts, unix_s: float, resolve: ClockReading
) -> float:
    """Departments: lead and assisting, person, what they do, receipt with its time, what is left."""
    c = t.colours
    row = t.read * UNIT_EM
    count = _fitting(len(facts.units), box.height() - t.read * TITLE_EM, row)
    note = facts.units_note
    if count < len(facts.units):
        note = _tr("{count} of {total} units").format(count=count, total=len(facts.units))
    top = _paint_title(p, t, box, _tr("Units in charge"), note)
    if not facts.units:
        hairline(p, t, box.left(), box.right(), top)
        draw_runs(p, t, box.left(), baseline(top, row, t.read), [Run(_tr("Nobody yet"), t.read, c.t2)])
        return top + row
    roles = max(width(t, [Run(unit.role, t.ref, c.t3)]) for unit in facts.units)
    columns = [box.left() + box.width() * share for share in _COLUMNS]
    columns[1] = max(columns[1], box.left() + roles + t.read * 0.6)
    for unit in _most_needed(facts.units, count, unix_s):
        hairline(p, t, box.left(), box.right(), top)
        _paint_unit(p, t, QRectF(box.left(), top, box.width(), row), columns, (unit, unix_s, resolve))
        top += row
    return top


def _most_needed(units: tuple[UnitLine, ...], count: int, unix_s: float) -> list[UnitLine]:
    """Where not all fit: the lead and those who have not read their task, in the order of all."""
    ranked = sorted(units, key=lambda unit: (not unit.lead, unit.unread_s(unix_s) is None))
    kept = {id(unit) for unit in ranked[:count]}
    return [unit for unit in units if id(unit) in kept]


def _paint_unit(
    p: QPainter, t: Theme, box: QRectF, x: list[float], line: tuple[UnitLine, float, ClockReading]
) -> None:
    """One row; `x`: where its columns begin."""
    c = t.colours
    unit, unix_s, resolve = line
    y = baseline(box.top(), box.height(), t.read)
    unread_s = unit.unread_s(unix_s)
    right = box.right()
    timed = _unit_clock(t, unit, unread_s, resolve)
    if timed is not None:
        right = draw_runs_right(p, t, right, y, [timed]) - t.read * 0.6
    draw_runs(p, t, x[0], y, [elide(t, Run(unit.role, t.ref, c.t3), x[1] - x[0] - 4)])
    draw_runs(p, t, x[1], y, [elide(t, Run(unit.dept, t.read, c.t1), x[2] - x[1] - t.read * 0.6)])
    draw_runs(p, t, x[2], y, [elide(t, Run(unit.person, t.read, c.t2), x[3] - x[2] - t.read * 0.6)])
    doing = unit.doing
    start = x[3]
    if unread_s is not None:
        doing = _tr("No receipt")
        draw_sign(p, t, QPointF(start + t.ref * 0.4, box.center().y()), t.ref * 0.8, 3, bare=True)
        start += t.ref * 1.1
    draw_runs(p, t, start, y, [elide(t, Run(doing, t.read, c.t1), x[4] - start - t.read * 0.4)])
    receipt = [
        Run(unit.receipt_time, t.ref, c.t2, figures=True, light=True),
        Run(unit.receipt, t.ref, c.t2, gap_px=t.ref * 0.35),
    ]
    if x[4] + width(t, receipt) <= right:
        draw_runs(p, t, x[4], y, receipt)


def _unit_clock(t: Theme, unit: UnitLine, unread_s: float | None, resolve: ClockReading) -> Run | None:
    """For a task that nobody reads how long that is; for the lead what is left of its time."""
    c = t.colours
    if unread_s is not None:
        return Run(clockwords.counting(unread_s), t.read, c.yellow, figures=True)
    running = resolve.started and not resolve.done and not resolve.paused
    if not unit.lead or not running or resolve.remaining_s is None:
        return None
    late = resolve.remaining_s < 0
    span = clockwords.counting(abs(resolve.remaining_s))
    return Run(span, t.read, c.red if late else c.t1, figures=True)


def paint_course(p: QPainter, t: Theme, box: QRectF, facts: Facts) -> float:
    """What happened, newest on top, as many lines as fit."""
    row = t.read * COURSE_EM
    count = _fitting(len(facts.course), box.height() - t.read * (TITLE_EM - 0.05), row)
    note = _tr("newest first")
    if count < len(facts.course):
        note = _tr("newest first, {count} of {total}").format(count=count, total=len(facts.course))
    top = _paint_title(p, t, box, _tr("Course"), note) - t.read * 0.05
    times = [width(t, [_time_run(t, line)]) for line in facts.course[:count]]
    dot_x = round(box.left() + max(t.read * 5.28, max(times, default=0.0) + t.read * 0.6))
    if count > 1:
        p.fillRect(QRectF(dot_x, round(top + row / 2), 1, row * (count - 1)), t.colours.line2)
    for number, line in enumerate(facts.course[:count]):
        _paint_line(p, t, QRectF(box.left(), top, box.width(), row), line, dot_x, newest=number == 0)
        top += row
    return top


def _paint_line(p: QPainter, t: Theme, box: QRectF, line: CourseLine, dot_x: float, *, newest: bool) -> None:
    c = t.colours
    y = baseline(box.top(), box.height(), t.read)
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(c.ink)
    p.setBrush(c.paper if newest else c.line2)
    p.drawEllipse(QPointF(dot_x + 0.5, box.center().y()), 4.5, 4.5)
    p.restore()
    draw_runs(p, t, box.left(), y, [_time_run(t, line)])
    who_x = dot_x + t.read * 1.26
    text_x = who_x + t.read * 7.2 if box.width() > t.read * 36 else who_x + t.read * 4.4
    draw_runs(p, t, who_x, y, [elide(t, Run(line.who, t.read, c.t2), text_x - who_x - t.read * 0.4)])
    draw_runs(p, t, text_x, y, [elide(t, Run(line.text, t.read, c.t1), box.right() - text_x)])


def _time_run(t: Theme, line: CourseLine) -> Run:
    return Run(line.time, t.ref if line.far else t.read, t.colours.t2, figures=True, light=True)


def _fitting(wanted: int, room_px: float, row_px: float) -> int:
    return max(0, min(wanted, int((room_px + 1) / row_px)))


def _paint_title(p: QPainter, t: Theme, box: QRectF, title: str, right: str) -> float:
    c = t.colours
    h = t.read * TITLE_EM
    y = baseline(box.top(), h, t.read)
    x = draw_runs(p, t, box.left(), y, [Run(title, t.read, c.t1, bold=True)])
    note = Run(right, t.ref, c.t2)
    if right and x + t.read + width(t, [note]) <= box.right():
        draw_runs_right(p, t, box.right(), y, [note])
    return box.top() + h
