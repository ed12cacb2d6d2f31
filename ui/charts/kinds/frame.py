"""What all charts share: where their numbers come from, their heading, what they say without any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QRectF

from ui.paint import Run, baseline, draw_runs, draw_runs_right, elide, hairline, width

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QPainter

    from ui.charts.columns import IncidentColumns
    from ui.theme import Theme
    from wallclient.model.stores import Stores
    from wallclient.rules.figures import Figures
    from wallclient.rules.profile import ClockProfile

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Source:
    """What a chart may count at one moment. `days`: how far back; `area`: code prefix, empty for all."""

    columns: IncidentColumns
    figures: Figures
    stores: Stores
    profile: ClockProfile
    now: datetime
    days: int
    area: str

    @property
    def today(self) -> int:
        return self.now.toordinal()


class Chart(Protocol):
    """One kind of chart. Keeps nothing between calls but what it painted last, for `hit`."""

    def numbers(self, source: Source) -> object:
        """What is shown, as a value that can be compared: equal numbers need no repaint."""
        ...

    def paint(self, p: QPainter, theme: Theme, rect: QRectF, numbers: object) -> None: ...

    def hit(self, x_px: float, y_px: float) -> str:
        """Name of the subdistrict whose mark is under a point of `rect`, or empty text."""
        ...


def heading(p: QPainter, theme: Theme, rect: QRectF, title: str, note: str = "") -> QRectF:
    """Hairline, title and, at the right, unit or note; returns what is left below."""
    colours = theme.colours
    hairline(p, theme, rect.left(), rect.right(), rect.top())
    high = theme.read * 2.1
    y = baseline(rect.top(), high, theme.read)
    room = rect.width()
    if note:
        run = Run(note, theme.ref, colours.t2)
        room -= width(theme, [run]) + theme.read
        if room > theme.read * 4:
            draw_runs_right(p, theme, rect.right(), y, [run])
    draw_runs(p, theme, rect.left(), y, [elide(theme, Run(title, theme.read, colours.t1, bold=True), room)])
    return rect.adjusted(0, high, 0, 0)


def nothing(p: QPainter, theme: Theme, body: QRectF, sentence: str) -> None:
    """One sentence where the first row would stand."""
    y = baseline(body.top(), theme.read * 1.5, theme.read)
    draw_runs(p, theme, body.left(), y, [Run(sentence, theme.read, theme.colours.t2)])


def window_words(days: int) -> str:
    """How far back a chart goes, for its title."""
    if days == 1:
        return translate("ChartsPane", "today")
    return translate("ChartsPane", "last {days} days").format(days=days)
