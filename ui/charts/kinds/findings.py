"""What the numbers say, in words: a finding, its number, and what it stands beside. At most three."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF

from ui.charts import series
from ui.charts.arrange import GAP_EM
from ui.charts.columns import RESOLVE
from ui.charts.kinds.frame import Source, nothing, window_words
from ui.clockwords import count
from ui.paint import Run, baseline, draw_runs, elide

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.theme import Theme

translate = QCoreApplication.translate
_MOST = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """`sentence` above `number` with its `unit`; `beside` says what to compare it with."""

    sentence: str
    number: str
    unit: str
    beside: str


class FindingsChart:
    """Finds and paints what is worth a sentence; says nothing that the numbers do not bear out."""

    def numbers(self, source: Source) -> tuple[Finding, ...]:
        found = (_slowest(source), _risen(source), _overdue(source), _replies(source))
        return tuple(finding for finding in found if finding is not None)[:_MOST]

    def hit(self, x_px: float, y_px: float) -> str:
        return ""

    def paint(self, p: QPainter, theme: Theme, rect: QRectF, numbers: object) -> None:
        assert isinstance(numbers, tuple)
        findings: tuple[Finding, ...] = numbers
        if not findings:
            nothing(p, theme, rect, translate("ChartsPane", "Nothing stands out"))
            return
        gap = theme.read * GAP_EM
        wide = (rect.width() - gap * (len(findings) - 1)) / len(findings)
        for index, finding in enumerate(findings):
            cell = QRectF(rect.left() + index * (wide + gap), rect.top(), wide, rect.height())
            self._paint_one(p, theme, cell, finding, first=index == 0)

    def _paint_one(self, p: QPainter, theme: Theme, rect: QRectF, finding: Finding, *, first: bool) -> None:
        colours = theme.colours
        p.fillRect(
            QRectF(rect.left(), rect.top(), rect.width(), 2), colours.paper if first else colours.line2
        )
        y = rect.top() + theme.lead * 0.3
        sentence = elide(theme, Run(finding.sentence, theme.lead, colours.t1, bold=True), rect.width())
        draw_runs(p, theme, rect.left(), baseline(y, theme.lead * 1.5, theme.lead), [sentence])
        y += theme.lead * 1.5
        number = Run(finding.number, theme.fig, colours.t1, figures=True)
        unit = Run(finding.unit, theme.read, colours.t3, gap_px=theme.read * 0.4)
        draw_runs(p, theme, rect.left(), baseline(y, theme.fig * 1.2, theme.fig), [number, unit])
        y += theme.fig * 1.2
        if y + theme.ref * 1.5 <= rect.bottom() + theme.ref * 0.5:
            beside = elide(theme, Run(finding.beside, theme.ref, colours.t2), rect.width())
            draw_runs(p, theme, rect.left(), baseline(y, theme.ref * 1.6, theme.ref), [beside])


def _slowest(source: Source) -> Finding | None:
    columns = source.columns
    places = series.place_clocks(columns.rows, columns.places.all(), source.today, source.days)
    known = [place for place in places if place.clocks[RESOLVE] is not None]
    overall_s = series.median_solving_s(columns.rows, source.today, source.days)
    if len(known) < 2 or overall_s is None:
        return None
    slowest = known[-1].clocks[RESOLVE]
    assert slowest is not None
    beside = translate("ChartsPane", "Median, whole district {hours} h, {cases} cases")
    return Finding(
        translate("ChartsPane", "{place} is slowest to solve").format(place=known[-1].name),
        f"{slowest.median_s / 3600:.1f}",
        translate("ChartsPane", "h"),
        beside.format(hours=f"{overall_s / 3600:.1f}", cases=count(slowest.cases)),
    )


def _risen(source: Source) -> Finding | None:
    columns = source.columns
    grown = series.risen(series.classes(columns.rows, columns.classes.all(), source.today, source.days))
    if grown is None:
        return None
    beside = translate("ChartsPane", "{now} cases in the {window}, {before} before")
    return Finding(
        translate("ChartsPane", "{name} is rising").format(name=grown.name),
        f"{(grown.value - grown.before) / grown.before * 100:.0f}",
        "%",
        beside.format(now=count(grown.value), window=window_words(source.days), before=count(grown.before)),
    )


def _overdue(source: Source) -> Finding | None:
    places = [place for place in source.figures.by_subdistrict if place.overdue]
    if not places:
        return None
    worst = max(places, key=lambda place: place.overdue)
    return Finding(
        translate("ChartsPane", "{place} has most overdue").format(place=worst.name),
        count(worst.overdue),
        translate("ChartsPane", "cases"),
        translate("ChartsPane", "{open} open there, {overdue} overdue in the district").format(
            open=count(worst.open), overdue=count(source.figures.overdue)
        ),
    )


def _replies(source: Source) -> Finding | None:
    lines = [line for line in source.stores.opinions.values() if line.area.startswith(source.area)]
    total = sum(line.suggestions for line in lines)
    if not total:
        return None
    replied = sum(line.suggestions * line.replied_rate for line in lines) / total
    satisfied = sum(line.suggestions * line.satisfied_rate for line in lines) / total
    sentence = translate("ChartsPane", "Suggestions being replied to")
    if replied >= 0.9995:
        sentence = translate("ChartsPane", "All suggestions replied to")
    beside = translate("ChartsPane", "{count} suggestions, {replied}% replied to, {satisfied}% satisfied")
    return Finding(
        sentence,
        f"{satisfied * 100:.0f}",
        "%",
        beside.format(count=count(total), replied=f"{replied * 100:.0f}", satisfied=f"{satisfied * 100:.0f}"),
    )
