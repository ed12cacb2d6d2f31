"""The line at the foot of a wall screen: one open incident a page, and the counts. It turns pages, it never
scrolls.

A message for the operator takes the line while it lasts.
"""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui import clockwords
from ui.charts.rolling import RollingFigures
from ui.incidents.detail.facts import moment
from ui.incidents.rows import blink_on, unacknowledged
from ui.paint import Run, baseline, draw_runs, draw_sign, elide, width
from ui.words import word
from wallclient.model.incidents import State
from wallclient.rules import clocks, privacy

if TYPE_CHECKING:
    from collections.abc import Iterable

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
Counts = tuple[int, int, int]


def _tr(text: str) -> str:
    return QCoreApplication.translate("TickerBar", text)


class TickerBar(QWidget):
    """Owns which page is shown; the pages are the most severe open incidents.

    `role` says who sees it: what a wall or a room must not show of an incident is left out.
    """

    def __init__(self, theme: Theme, stores: Stores, profile: ClockProfile, role: str = "wall") -> None:
        super().__init__()
        self.theme = theme
        self._stores = stores
        self._profile = profile
        self._role = role
        self._instant: Instant | None = None
        self._figures = RollingFigures(stores.incidents, profile)
        self._counts: Counts | None = None
        self._stale = False
        self._pages: list[Incident] = []
        self._page = 0
        self._turned_at = 0.0
        self._sign_shown = True
        self._dirty = True
        self._counted_at = -1.0
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

    @property
    def page(self) -> tuple[str, int, int]:
        """Id of the incident shown, its number and the number of pages; empty and zeros if there is none."""
        if not self._pages:
            return "", 0, 0
        number = self._page % len(self._pages)
        return self._pages[number].id, number + 1, len(self._pages)

    @property
    def counts(self) -> Counts | None:
        """To dispatch, in progress, overdue; None until all is counted once."""
        return self._counts

    @property
    def says(self) -> str:
        """The sentence on the line: a message, what happened last in the incident shown, or that there is
        none.
        """
        if self.message:
            return self.message
        if self._pages:
            incident = self._pages[self._page % len(self._pages)]
            return _sentence(incident, privacy.disclosure(self._role, incident.sensitivity))
        heard = len(self._stores.incidents) > 0 or not self._stale
        return _tr("No open incidents") if heard else _tr("No incidents have arrived yet")

    def _on_incidents(self, changes: ChangeSet) -> None:
        self._dirty = True
        self._figures.apply(changes)

    def tick(self, instant: Instant) -> None:
        """Count again at most once a second; turn the page each eight."""
        first = self._instant is None
        self._instant = instant
        self._figures.advance(instant.at)
        if first:
            self._turned_at = instant.monotonic_s
        if first or instant.monotonic_s - self._counted_at >= 1.0:
            self._counted_at = instant.monotonic_s
            self._look(instant)
        if instant.monotonic_s - self._turned_at >= PAGE_S:
            self._turned_at = instant.monotonic_s
            self._page = (self._page + 1) % max(1, len(self._pages))
            self.update()
        sign_on = self._sign_on(instant.unix_s)
        if sign_on != self._sign_shown:
            self._sign_shown = sign_on
            self.update()

    def _sign_on(self, unix_s: float) -> bool:
        """Whether the sign of the page stands there now; it blinks in phase with those of the rows."""
        if not self._pages or blink_on(unix_s):
            return True
        incident = self._pages[self._page % len(self._pages)]
        return incident.severity > 2 or not unacknowledged(incident)

    def _look(self, instant: Instant) -> None:
        if self._dirty:
            self._dirty = False
            self._choose_pages(instant)
            self.update()
        counts = self._counts
        # Half a count would be a wrong number, so the first whole one is waited for.
        if self._figures.settled:
            figures = self._figures.figures()
            counts = (figures.undispatched, figures.in_progress, figures.overdue)
        source = self._stores.sources.get("events")
        stale = source is not None and not source.health.is_live
        if (counts, stale) != (self._counts, self._stale):
            self._counts, self._stale = counts, stale
            self.update()

    def _choose_pages(self, instant: Instant) -> None:
        """The first incidents in the order of the rows; the page shown stays on its incident."""
        shown = self.page[0]
        candidates = _likely_first(self._stores.incidents.values())
        candidates.sort(key=lambda i: clocks.sort_key(i, instant.at, self._profile))
        self._pages = candidates[:PAGES]
        ids = [incident.id for incident in self._pages]
        self._page = ids.index(shown) if shown in ids else min(self._page, max(0, len(ids) - 1))

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.theme, self.theme.colours
        p.fillRect(self.rect(), c.ink)
        y = baseline(0, self.height(), t.read)
        right = self._paint_counts(p, y) - t.read
        if self._pages and not self.message:
            self._paint_incident(p, y, right)
        elif self._instant is not None or self.message:
            colour = c.t1 if self.message else c.t2
            draw_runs(p, t, 0, y, [elide(t, Run(self.says, t.read, colour), max(0.0, right))])
        p.end()

    def _paint_counts(self, p: QPainter, y: float) -> float:
        """To dispatch, in progress, overdue, flush right; returns where they begin."""
        t, c = self.theme, self.theme.colours
        x = float(self.width())
        if self._counts is None:
            return x
        waiting, handled, overdue = self._counts
        red = overdue > 0 and not self._stale
        for text, number, alarm in (
            (_tr("Overdue"), overdue, red),
            (_tr("In progress"), handled, False),
            (_tr("To dispatch"), waiting, False),
        ):
            colour = c.red if alarm else (c.t2 if self._stale else c.t1)
            runs = [
                Run(text, t.read, c.red if alarm else c.t2),
                Run(clockwords.count(number), t.read, colour, figures=True, gap_px=t.read * 0.3),
            ]
            x -= width(t, runs)
            draw_runs(p, t, x, y, runs)
            if alarm:
                side = round(t.read * 0.62)
                x -= side + t.read * 0.35
                p.fillRect(QRectF(round(x), round((self.height() - side) / 2), side, side), c.red)
            x -= t.read * 1.35
        return x + t.read * 1.35

    def _paint_incident(self, p: QPainter, y: float, right: float) -> None:
        t, c = self.theme, self.theme.colours
        incident = self._pages[self._page % len(self._pages)]
        now = self._instant.at if self._instant else incident.reported_at
        shown = privacy.disclosure(self._role, incident.sensitivity)
        severity = clocks.severity_shown(incident, now, self._profile)
        sign = t.read * 1.15
        if self._sign_shown:
            draw_sign(p, t, QPointF(sign / 2, self.height() / 2), sign, severity)
        _, number, of = self.page
        page = Run(f"{number} / {of}", t.ref, c.t3, figures=True, light=True, gap_px=t.read * 0.7)
        right -= width(t, [page])
        x = sign + t.read * 0.75
        time = Run(moment(incident.reported_at, now), t.read, c.t2, figures=True, light=True)
        x = draw_runs(p, t, x, y, [time]) + t.read * 0.55
        title = Run(privacy.title(incident, shown), t.read, c.t1, bold=True)
        x = draw_runs(p, t, x, y, [elide(t, title, max(0.0, right - x))])
        rest = Run(self.says, t.read, c.t2, gap_px=t.read * 0.55)
        if right - x > t.read * 3:
            x = draw_runs(p, t, x, y, [elide(t, rest, right - x - rest.gap_px)])
        draw_runs(p, t, x, y, [page])


def _likely_first(incidents: Iterable[Incident]) -> list[Incident]:
    """A few open incidents among which the first ones of the order are: cheaper than to sort thousands.

    A 4 can be lifted to a 3 by its clock, so the first of both kinds are taken.
    """
    pressing: list[Incident] = []
    routine: list[Incident] = []
    for incident in incidents:
        if incident.is_open and incident.state is not State.DRAFT:
            (pressing if incident.severity < 4 else routine).append(incident)
    return [
        *heapq.nsmallest(4 * PAGES, pressing, key=_pressure),
        *heapq.nsmallest(PAGES, routine, key=_pressure),
    ]


def _pressure(incident: Incident) -> tuple[bool, int, float]:
    dues = [at.timestamp() for at in (incident.stage_due_at, incident.due_at) if at is not None]
    return incident.state is State.SUSPENDED, incident.severity, min(dues, default=math.inf)


def _sentence(incident: Incident, shown: privacy.Disclosure) -> str:
    """The newest line of the course if there is one, else who has it and how it stands."""
    if incident.course and shown is not privacy.Disclosure.KIND:
        newest = max(incident.course, key=lambda entry: entry.at)
        return privacy.words(newest.text, shown, incident.petitioner or incident.reporter)
    if incident.lead_dept:
        return _tr("{dept}, {state}").format(dept=incident.lead_dept, state=word(incident.state))
    return word(incident.state)
