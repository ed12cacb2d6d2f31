"""The top of the detail view: sign, title, severity, line of facts, and the rail of the seven stages.

Each part paints itself from the top of its box and returns where it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from ui.paint import Run, baseline, chip_width, draw_chip, draw_runs, draw_sign, elide, width

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.incidents.detail.facts import Facts, StageMark
    from ui.theme import Theme

RAIL_PX = 4


def paint_head(p: QPainter, t: Theme, box: QRectF, facts: Facts) -> float:
    """Sign, title, severity chip, and the line of facts below."""
    c = t.colours
    h = t.read * 2.63
    middle = box.top() + h / 2
    y = baseline(box.top(), h, t.head)
    draw_sign(p, t, QPointF(box.left() + t.head * 0.52, middle), t.head * 1.04, facts.severity)
    left = box.left() + t.head * 1.5
    chip = chip_width(t, facts.chip)
    if left + chip + t.head * 4 < box.right():
        colour = c.of_severity(facts.severity)
        draw_chip(p, t, box.right() - chip, middle, facts.chip, colour=colour)
        right = box.right() - chip - t.read
    else:
        right = box.right()
    title = Run(facts.title, t.head, c.t1, bold=True)
    draw_runs(p, t, left, y, [elide(t, title, right - left)])
    _paint_facts(p, t, QRectF(left, box.top() + h, box.right() - left, t.read * 1.68), facts)
    return box.top() + h + t.read * 1.68


def _paint_facts(p: QPainter, t: Theme, box: QRectF, facts: Facts) -> None:
    """Facts one after the other. What does not fit is left out whole; only the place is worth its half."""
    c = t.colours
    y = baseline(box.top(), box.height(), t.ref)
    x = box.left()
    for number, fact in enumerate(facts.facts):
        run = Run(fact, t.ref, c.t3 if number == 0 else c.t2, figures=number == 0)
        room = box.right() - x
        if width(t, [run]) > room:
            if number != 1 or room < t.ref * 5:
                continue
            run = elide(t, run, room)
        x = draw_runs(p, t, x, y, [run]) + t.ref * 1.5


def paint_rail(p: QPainter, t: Theme, box: QRectF, facts: Facts) -> float:
    """Seven stages as a rail of 4 px; the present one in paper and bold."""
    c = t.colours
    gap = 3.0
    each = (box.width() - 6 * gap) / 7
    line = t.ref * 1.5
    top = box.top() + RAIL_PX + t.read * 0.2
    times = all(width(t, _stage_runs(t, mark)) <= each - 4 for mark in facts.stages)
    for number, mark in enumerate(facts.stages):
        x = box.left() + number * (each + gap)
        bar = {"done": c.t2, "now": c.paper, "later": c.s3}[mark.state]
        p.fillRect(QRectF(round(x), round(box.top()), round(x + each) - round(x), RAIL_PX), bar)
        runs = _stage_runs(t, mark) if times else _stage_runs(t, mark)[:1]
        runs[0] = elide(t, runs[0], each)
        draw_runs(p, t, x, baseline(top, line, t.ref), runs)
    return top + line


def _stage_runs(t: Theme, mark: StageMark) -> list[Run]:
    c = t.colours
    now = mark.state == "now"
    colour = c.t1 if now else (c.t2 if mark.state == "done" else c.t3)
    runs = [Run(mark.name, t.ref, colour, bold=now)]
    if mark.time:
        runs.append(Run(mark.time, t.ref, c.t1 if now else c.t2, figures=True, gap_px=t.ref * 0.5))
    return runs
