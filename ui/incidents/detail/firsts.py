"""The three clocks of the detail view: each with its limit, its number and its bar.

They are read at the moment they are painted; nothing of them is kept.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF

from ui import clockwords
from ui.incidents.detail.facts import moment
from ui.paint import Run, baseline, draw_clock_bar, draw_runs, draw_runs_right, elide, width
from wallclient.rules import clocks

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.incidents.detail.facts import Facts
    from ui.theme import Theme
    from wallclient.model.instant import Instant
    from wallclient.rules.profile import ClockProfile

LIMIT_AT = 0.88


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentDetail", text)


def clock_titles() -> tuple[str, str, str]:
    return (
        _tr("Occurred to reported"),
        _tr("Reported to dispatched"),
        _tr("Dispatched to solved"),
    )


def paint_clocks(
    p: QPainter, t: Theme, box: QRectF, facts: Facts, instant: Instant, profile: ClockProfile
) -> float:
    """The three clocks side by side; returns where they end."""
    readings = clocks.readings(facts.incident, instant.at, profile)[:3]
    gap = t.read * 1.2
    each = (box.width() - 2 * gap) / 3
    fits = all(
        width(t, [*_number(t, reading, t.fig), *_note(t, reading)]) + t.ref * 0.5 <= each
        for reading in readings
    )
    size = t.fig if fits else t.head
    for number, (title, reading) in enumerate(zip(clock_titles(), readings, strict=True)):
        cell = QRectF(box.left() + number * (each + gap), box.top(), each, t.read * 1.26)
        _paint_clock(p, t, cell, (title, limit_words(reading, instant)), reading, size)
    return box.top() + t.read * 1.26 + t.fig * 1.3 + t.read * 0.9


def limit_words(reading: clocks.ClockReading, instant: Instant) -> str:
    """When a running clock ends (截止 16:09), else how long it may run (目标 00:05)."""
    if reading.limit_s is None:
        return ""
    if _runs(reading) and reading.remaining_s is not None:
        ends_at = instant.at + timedelta(seconds=reading.remaining_s)
        return _tr("Due {time}").format(time=moment(ends_at, instant.at))
    return _tr("Limit {span}").format(span=clockwords.short_span(reading.limit_s))


def _runs(reading: clocks.ClockReading) -> bool:
    return reading.started and not reading.done and not reading.paused


def _paint_clock(
    p: QPainter, t: Theme, cell: QRectF, titles: tuple[str, str], reading: clocks.ClockReading, size: int
) -> None:
    c = t.colours
    running = _runs(reading)
    title, limit = titles
    y = baseline(cell.top(), cell.height(), t.ref)
    name = elide(t, Run(title, t.ref, c.t1 if running else c.t2, bold=running), cell.width())
    draw_runs(p, t, cell.left(), y, [name])
    right = Run(limit, t.ref, c.t2)
    if width(t, [name, right]) + t.ref <= cell.width():
        draw_runs_right(p, t, cell.right(), y, [right])
    top = cell.bottom()
    y = top + t.fig * 1.02
    end = draw_runs(p, t, cell.left(), y, _number(t, reading, size))
    note = _note(t, reading)
    for runs in (note, note[-1:]):
        # Where there is no room for both, the number of the note matters more than its word.
        if runs and end + t.ref * 0.5 + width(t, runs) <= cell.right():
            draw_runs_right(p, t, cell.right(), y, runs)
            break
    bar = QRectF(cell.left(), round(top + t.fig * 1.3 + t.read * 0.45), cell.width(), 4)
    draw_clock_bar(p, t, bar, reading.fraction, reading.light.value, limit_at=LIMIT_AT)


def _number(t: Theme, reading: clocks.ClockReading, size_px: int) -> list[Run]:
    """What has passed, h:mm; days and hours with their words small."""
    c = t.colours
    if not reading.started:
        return [Run("–", size_px, c.t3, figures=True)]
    late = reading.light is clocks.Light.RED
    running = _runs(reading)
    colour = c.red if late else (c.t1 if running else c.t2)
    runs: list[Run] = []
    for part in clockwords.short_span(reading.elapsed_s).split():
        figure = part[0].isdigit()
        gap = t.read * 0.25 if runs else 0.0
        size = size_px if figure else t.read
        runs.append(Run(part, size, colour, figures=figure, light=figure and not running, gap_px=gap))
    return runs


def _note(t: Theme, reading: clocks.ClockReading) -> list[Run]:
    """What the number means now: done, paused, left, over."""
    c = t.colours
    if not reading.started:
        return [Run(_tr("not begun"), t.ref, c.t3)]
    over_s = -reading.remaining_s if reading.remaining_s is not None and reading.remaining_s < 0 else None
    if reading.done and over_s is None:
        return [Run(_tr("done"), t.ref, c.t2)]
    if reading.paused:
        return [Run(_tr("paused"), t.ref, c.t2)]
    if over_s is not None:
        span = clockwords.short_span(max(60.0, over_s)) if reading.done else clockwords.counting(over_s)
        return [
            Run(_tr("over by"), t.ref, c.red),
            Run(span, t.ref, c.red, figures=True, gap_px=t.ref * 0.4),
        ]
    if reading.remaining_s is None:
        return []
    return [
        Run(_tr("left"), t.ref, c.t1),
        Run(clockwords.counting(reading.remaining_s), t.ref, c.t1, figures=True, gap_px=t.ref * 0.4),
    ]
