"""The line at the foot of a wall screen: one open incident a page, and the counts. It turns pages, it never
scrolls.

A message for the operator takes the line while it lasts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui import clockwords
from ui.paint import Run, baseline, draw_runs, draw_sign, elide, width
from ui.words import word
from wallclient.model.incidents import UNDISPATCHED, State
from wallclient.rules import clocks

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.theme import Theme
    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant
    from wallclient.model.stores import Stores
    from wallclient.model.table import ChangeSet
    from wallclient.rules.profile import ClockProfile

HEIGHT_PX = 48
PAGE_S = 8.0
PAGES = 5


def _tr(text: str) -> str:
    return QCoreApplication.translate("TickerBar", text)


class TickerBar(QWidget):
    """Owns which page is shown; the pages are the most severe open incidents."""

    def __init__(self, theme: Theme, stores: Stores, profile: ClockProfile) -> None:
        super().__init__()
        self.theme = theme
        self._stores = stores
        self._profile = profile
        self._instant: Instant | None = None
        self._pages: list[Incident] = []
        self._counts = (0, 0, 0)
        self._page = 0
        self._turned_at = 0.0
        self._dirty = True
        self._counted_at = 0.0
        self.message = ""
        self._leave = stores.incidents.subscribe(self._on_incidents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def close_bar(self) -> None:
        self._leave()

    def say(self, message: str) -> None:
        """Show `message` in place of the incidents until told otherwise (empty)."""
        if message != self.message:
            self.message = message
            self.update()

    def _on_incidents(self, _changes: ChangeSet) -> None:
        self._dirty = True

    def tick(self, instant: Instant) -> None:
        """Count again at most once a second; turn the page each eight."""
        self._instant = instant
        if self._dirty and instant.monotonic_s - self._counted_at >= 1.0:
            self._dirty = False
            self._counted_at = instant.monotonic_s
            self._count(instant)
            self.update()
        if instant.monotonic_s - self._turned_at >= PAGE_S:
            self._turned_at = instant.monotonic_s
            self._page = (self._page + 1) % max(1, len(self._pages))
            self.update()

    def _count(self, instant: Instant) -> None:
        open_ones = [i for i in self._stores.incidents.values() if i.is_open]
        open_ones.sort(key=lambda i: clocks.sort_key(i, instant.at, self._profile))
        self._pages = open_ones[:PAGES]
        waiting = sum(i.state in UNDISPATCHED for i in open_ones)
        handled = sum(i.state not in UNDISPATCHED and i.state is not State.SUSPENDED for i in open_ones)
        overdue = sum(
            i.due_at is not None and i.due_at < instant.at and i.state is not State.SUSPENDED
            for i in open_ones
        )
        self._counts = (waiting, handled, overdue)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.theme, self.theme.colours
        p.fillRect(self.rect(), c.ink)
        y = baseline(0, self.height(), t.read)
        right = self._paint_counts(p, y)
        if self.message:
            draw_runs(p, t, 24, y, [elide(t, Run(self.message, t.read, c.t1), right - 48)])
        elif not self._pages:
            draw_runs(p, t, 24, y, [Run(_tr("No open incidents"), t.read, c.t2)])
        else:
            self._paint_incident(p, y, right)
        p.end()

    def _paint_counts(self, p: QPainter, y: float) -> float:
        t, c = self.theme, self.theme.colours
        waiting, handled, overdue = self._counts
        x = self.width() - 24.0
        red = overdue > 0
        runs = [
            Run(_tr("Overdue"), t.read, c.red if red else c.t2),
            Run(str(overdue), t.read, c.red if red else c.t1, figures=True, gap_px=t.read * 0.3),
        ]
        x -= width(t, runs)
        draw_runs(p, t, x, y, runs)
        if red:
            side = t.read * 0.62
            x -= side + t.read * 0.35
            p.fillRect(QRectF(x, (self.height() - side) / 2, side, side), c.red)
        for text, number in ((_tr("Handled"), handled), (_tr("To dispatch"), waiting)):
            runs = [
                Run(text, t.read, c.t2),
                Run(str(number), t.read, c.t1, figures=True, gap_px=t.read * 0.3),
            ]
            x -= width(t, runs) + t.read * 1.2
            draw_runs(p, t, x, y, runs)
        return x

    def _paint_incident(self, p: QPainter, y: float, right: float) -> None:
        t, c = self.theme, self.theme.colours
        page = self._page % len(self._pages)
        incident = self._pages[page]
        now = self._instant.at if self._instant else incident.reported_at
        sign = t.read * 1.05
        severity = clocks.severity_shown(incident, now, self._profile)
        draw_sign(p, t, QPointF(24 + sign / 2, self.height() / 2), sign, severity)
        x = 24 + sign + t.read * 0.7
        number = Run(f"{page + 1} / {len(self._pages)}", t.ref, c.t3, figures=True, gap_px=t.read * 0.7)
        limit = right - t.read - width(t, [number])
        head = [
            Run(clockwords.clock(incident.reported_at), t.read, c.t2, figures=True),
            Run(incident.title, t.read, c.t1, bold=True, gap_px=t.read * 0.55),
        ]
        x = draw_runs(p, t, x, y, head)
        rest = Run(_sentence(incident), t.read, c.t2, gap_px=t.read * 0.55)
        x = draw_runs(p, t, x, y, [elide(t, rest, max(0.0, limit - x - t.read))])
        draw_runs(p, t, x, y, [number])


def _sentence(incident: Incident) -> str:
    """The newest line of the course if there is one, else who has it and how it stands."""
    if incident.course:
        return max(incident.course, key=lambda entry: entry.at).text
    if incident.lead_dept:
        return _tr("{dept}, {state}").format(dept=incident.lead_dept, state=word(incident.state))
    return word(incident.state)
