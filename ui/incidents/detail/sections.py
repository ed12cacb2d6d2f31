"""The sections of the detail view.

Each paints itself from the top `y` within a box and returns where it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter

from ui import clockwords
from ui.paint import (
    Run,
    baseline,
    draw_chip,
    draw_clock_bar,
    draw_runs,
    draw_runs_right,
    draw_sign,
    elide,
    hairline,
    width,
)
from ui.paint import chip_width as chip_width_of
from wallclient.rules import clocks

if TYPE_CHECKING:
    from ui.incidents.detail.facts import Facts, StageMark
    from ui.theme import Theme
    from wallclient.model.instant import Instant
    from wallclient.rules.profile import ClockProfile


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentDetail", text)


def paint_head(p: QPainter, t: Theme, box: QRectF, facts: Facts) -> float:
    """Sign, title, severity chip, and the line of facts below."""
    c = t.colours
    h = t.head * 1.35
    y = baseline(box.top(), h, t.head)
    sign = t.read * 1.25
    draw_sign(p, t, QPointF(box.left() + sign / 2, box.top() + h / 2), sign * 0.92, facts.severity)
    x = box.left() + sign + t.read * 0.55
    chip = chip_width_of(t, facts.chip)
    draw_chip(
        p,
        t,
        box.right() - chip,
        box.top() + h / 2,
        facts.chip,
        colour=c.of_severity(facts.severity),
    )
    title = Run(facts.incident.title, t.head, c.t1, bold=True)
    draw_runs(p, t, x, y, [elide(t, title, box.right() - chip - t.read - x)])
    top = box.top() + h + t.read * 0.2
    y = baseline(top, t.ref * 1.5, t.ref)
    for number, fact in enumerate(facts.facts):
        colour = c.t3 if number == 0 else c.t2
        run = elide(t, Run(fact, t.ref, colour, figures=number == 0), box.right() - x)
        if not run.text or x + t.ref * 3 > box.right():
            break
        x = draw_runs(p, t, x, y, [run]) + t.ref
    return top + t.ref * 1.5


def paint_rail(p: QPainter, t: Theme, box: QRectF, facts: Facts) -> float:
    """Seven stages as a rail of 4 px; the present one in paper and bold."""
    c = t.colours
    gap = 3.0
    each = (box.width() - 6 * gap) / 7
    y = baseline(box.top() + 8, t.ref * 1.5, t.ref)
    for number, mark in enumerate(facts.stages):
        x = box.left() + number * (each + gap)
        bar = {"done": c.t2, "now": c.paper, "later": c.s3}[mark.state]
        p.fillRect(QRectF(x, box.top(), each, 4), bar)
        draw_runs(p, t, x, y, _stage_runs(t, mark, each))
    return box.top() + 8 + t.ref * 1.5


def _stage_runs(t: Theme, mark: StageMark, each_px: float) -> list[Run]:
    c = t.colours
    now = mark.state == "now"
    colour = c.t1 if now else (c.t2 if mark.state == "done" else c.t3)
    runs = [Run(mark.name, t.ref, colour, bold=now)]
    if mark.time:
        time = Run(mark.time, t.ref, c.t1 if now else c.t2, figures=True, gap_px=t.ref * 0.4)
        if width(t, [*runs, time]) <= each_px:
            runs.append(time)
    return [elide(t, runs[0], each_px), *runs[1:]]


def clock_titles() -> tuple[str, str, str]:
    return (
        _tr("Occurred to reported"),
        _tr("Reported to dispatched"),
        _tr("Dispatched to solved"),
    )


def paint_clocks(
    p: QPainter, t: Theme, box: QRectF, facts: Facts, instant: Instant, profile: ClockProfile
) -> float:
    """The three firsts, each with its limit, its number and its bar."""
    readings = clocks.readings(facts.incident, instant.at, profile)[:3]
    gap = t.read * 1.6
    each = (box.width() - 2 * gap) / 3
    end = box.top()
    for number, (title, reading) in enumerate(zip(clock_titles(), readings, strict=True)):
        cell = QRectF(box.left() + number * (each + gap), box.top(), each, 0)
        end = _paint_clock(p, t, cell, title, reading)
    return end


def _paint_clock(p: QPainter, t: Theme, cell: QRectF, title: str, reading: clocks.ClockReading) -> float:
    c = t.colours
    running = reading.started and not reading.done
    y = baseline(cell.top(), t.ref * 1.5, t.ref)
    draw_runs(p, t, cell.left(), y, [Run(title, t.ref, c.t1 if running else c.t2, bold=running)])
    if reading.limit_s:
        limit = _tr("Limit {span}").format(span=_hours_minutes(reading.limit_s))
        draw_runs_right(p, t, cell.right(), y, [Run(limit, t.ref, c.t2)])
    top = cell.top() + t.ref * 1.5
    late = reading.light == clocks.Light.RED
    number = _hours_minutes(reading.elapsed_s) if reading.started else "—"
    y = top + t.fig * 0.92
    colour = c.red if late else (c.t1 if running else c.t2)
    draw_runs(p, t, cell.left(), y, [Run(number, t.fig, colour, figures=True)])
    draw_runs_right(p, t, cell.right(), y, _clock_note(t, reading))
    bar = QRectF(cell.left(), top + t.fig * 1.16, cell.width(), 4)
    draw_clock_bar(p, t, bar, reading.fraction, str(reading.light), limit_at=0.88)
    return bar.bottom() + 6


def _hours_minutes(span_s: float) -> str:
    return clockwords.short_span(span_s)


def _clock_note(t: Theme, reading: clocks.ClockReading) -> list[Run]:
    c = t.colours
    if not reading.started:
        return [Run(_tr("not begun"), t.ref, c.t3)]
    if reading.done:
        return [Run(_tr("done"), t.ref, c.t2)]
    if reading.paused:
        return [Run(_tr("paused"), t.ref, c.t2)]
    if reading.remaining_s is None:
        return []
    if reading.remaining_s < 0:
        return [
            Run(_tr("over by"), t.ref, c.red),
            Run(clockwords.counting(-reading.remaining_s), t.ref, c.red, figures=True, gap_px=t.ref * 0.4),
        ]
    return [
        Run(_tr("left"), t.ref, c.t2),
        Run(clockwords.counting(reading.remaining_s), t.ref, c.t1, figures=True, gap_px=t.ref * 0.4),
    ]


def paint_units(p: QPainter, t: Theme, box: QRectF, facts: Facts) -> float:
    """Departments: lead and assisting, person, receipt with its time."""
    c = t.colours
    top = _paint_title(p, t, box, _tr("Units in charge"), "")
    row = t.read * 1.85
    if not facts.units:
        draw_runs(p, t, box.left(), baseline(top, row, t.read), [Run(_tr("Nobody yet"), t.read, c.t2)])
        return top + row
    columns = [box.left() + box.width() * share for share in (0.0, 0.08, 0.34, 0.52, 0.78)]
    for unit in facts.units:
        hairline(p, t, box.left(), box.right(), top)
        y = baseline(top, row, t.read)
        draw_runs(p, t, columns[0], y, [Run(unit.role, t.ref, c.t3)])
        dept = Run(unit.dept, t.read, c.t1)
        draw_runs(p, t, columns[1], y, [elide(t, dept, columns[2] - columns[1] - 8)])
        draw_runs(p, t, columns[2], y, [elide(t, Run(unit.person, t.read, c.t2), columns[3] - columns[2])])
        x = columns[3]
        if unit.late:
            draw_sign(p, t, QPointF(x + t.ref * 0.4, top + row / 2), t.ref * 0.8, 3)
            x += t.ref * 1.2
        draw_runs(p, t, x, y, [Run(unit.state, t.read, c.t1)])
        draw_runs_right(p, t, box.right(), y, [Run(unit.receipt, t.read, c.t2, figures=True)])
        top += row
    return top


def paint_course(p: QPainter, t: Theme, box: QRectF, facts: Facts) -> float:
    """What happened, newest on top, as many lines as fit."""
    c = t.colours
    top = _paint_title(p, t, box, _tr("Course"), _tr("newest first")) + t.read * 0.3
    row = t.read * 1.75
    time_px = t.read * 4.4
    x_dot = box.left() + time_px + t.read * 0.35
    count = min(len(facts.course), int((box.bottom() - top) / row))
    for number, line in enumerate(facts.course[:count]):
        y = baseline(top, row, t.read)
        middle = top + row / 2
        if number + 1 < count:
            p.fillRect(QRectF(round(x_dot), middle, 1, row), c.s3)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(c.ink)
        p.setBrush(c.paper if number == 0 else c.line2)
        p.drawEllipse(QPointF(x_dot + 0.5, middle), 4, 4)
        p.restore()
        colour = c.t1 if number == 0 else c.t2
        draw_runs(p, t, box.left(), y, [Run(line.time, t.read, c.t2, figures=True)])
        who_x = x_dot + t.read * 0.8
        text_x = who_x + t.read * 5.2
        draw_runs(p, t, who_x, y, [elide(t, Run(line.who, t.read, c.t2), text_x - who_x - 6)])
        draw_runs(p, t, text_x, y, [elide(t, Run(line.text, t.read, colour), box.right() - text_x)])
        top += row
    return top


def _paint_title(p: QPainter, t: Theme, box: QRectF, title: str, right: str) -> float:
    c = t.colours
    h = t.read * 1.9
    y = baseline(box.top(), h, t.read)
    draw_runs(p, t, box.left(), y, [Run(title, t.read, c.t1, bold=True)])
    if right:
        draw_runs_right(p, t, box.right(), y, [Run(right, t.ref, c.t2)])
    return box.top() + h
