"""The incident list pane: a title, at a console the tabs with their counts, and the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from ui.context import Pane, PaneContext
from ui.incidents.delegate import IncidentDelegate
from ui.incidents.filters import Tab, counts, empty_sentence, lets_in, neighbour, tab_name
from ui.incidents.model import IncidentListModel
from ui.incidents.rows import blink_on
from ui.incidents.view import IncidentView
from ui.paint import Run, baseline, draw_runs, draw_runs_right, elide, width

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from wallclient.layout.kinds.incidents import IncidentsOptions
    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant
    from wallclient.model.selection import Chosen
    from wallclient.model.table import ChangeSet

# Under this width (design pixels) a row has one line.
NARROW_PX = 360


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentsPane", text)


class IncidentsPane(Pane):
    """Owns its model and view. The choice lives in Selection; the view follows it."""

    def __init__(self, context: PaneContext, options: IncidentsOptions) -> None:
        super().__init__(context)
        self._options = options
        self._tab = Tab.ALL
        self._second = -1
        self._dirty_counts = True
        self._counts: dict[Tab, int] = {}
        self._stale = False
        ports = context.ports
        self.model = IncidentListModel(
            ports.stores, ports.clock_profile, self._accepts, options.order, ports.role, parent=self
        )
        self.delegate = IncidentDelegate(context.theme, options.style, self)
        self.view = IncidentView(
            context.theme, self.model, self.delegate, interactive=ports.role != "wall", parent=self
        )
        self.view.chosen.connect(self._on_chosen)
        self.view.turned.connect(self._on_turned)
        # Qt lets go of the current row, or takes the next one, when rows go; the choice is not Qt's to make.
        self.model.modelReset.connect(self._follow)
        self.model.rowsRemoved.connect(self._follow)
        self.model.rowsInserted.connect(self._follow)
        self.until_closed(self.model.close_model)
        self.until_closed(ports.stores.incidents.subscribe(self._on_incidents))
        self.until_closed(ports.selection.subscribe(self._on_selection))
        self.setFocusProxy(self.view)
        self._place()

    @property
    def _console(self) -> bool:
        return self._options.style == "console"

    @property
    def counts(self) -> dict[Tab, int]:
        """What the tabs say."""
        return dict(self._counts)

    @property
    def tab(self) -> Tab:
        return self._tab

    @property
    def is_stale(self) -> bool:
        """Whether the counts are shown as no longer to be trusted."""
        return self._stale

    def _accepts(self, incident: Incident) -> bool:
        return lets_in(self._tab, incident, self._options.area, self._options.states)

    # Place

    @property
    def _head_px(self) -> int:
        return round(self.context.theme.read * (3.1 if self._console else 2.36))

    @property
    def _title_px(self) -> float:
        """Height of the line of the title within the head."""
        return self.context.theme.read * (2.55 if self._console else 2.02)

    def _place(self) -> None:
        narrow = self.width() < NARROW_PX * self.context.theme.unit
        self.delegate.density = "narrow" if narrow else self._options.style
        height = max(0, self.height() - self._head_px)
        spare = self.delegate.fill(height)
        self.view.setGeometry(0, self._head_px, self.width(), height - spare)
        self.view.doItemsLayout()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def set_options(self, options: IncidentsOptions) -> None:
        self._options = options
        self.model.set_order(options.order)
        self._place()
        self._show_tab(Tab.ALL)

    @override
    def set_context(self, context: PaneContext) -> None:
        super().set_context(context)
        self.delegate.theme = context.theme
        self.view.set_theme(context.theme)
        self._place()

    # Time and stores

    @override
    def tick(self, instant: Instant) -> None:
        self.model.tick(instant)
        sign_on = blink_on(instant.unix_s)
        blinked = sign_on != self.delegate.blink_on
        self.delegate.blink_on = sign_on
        second = int(instant.unix_s)
        if second != self._second:
            self._second = second
            self.delegate.now_unix_s = instant.unix_s
            self._refresh_head()
            self.view.viewport().update()
        elif blinked and self.model.blinks:
            self.view.viewport().update()

    def _refresh_head(self) -> None:
        """Once a second: counts, and whether they can be trusted."""
        ports = self.context.ports
        source = ports.stores.sources.get("events")
        stale = source is not None and not source.health.is_live
        heard = len(ports.stores.incidents) > 0 or not stale
        self.view.empty_sentence = empty_sentence(self._tab, heard=heard)
        if not self._dirty_counts and stale == self._stale:
            return
        self._dirty_counts, self._stale = False, stale
        if self._console:
            self._counts = counts(ports.stores.incidents.values(), self._options.area, self._options.states)
        self.update(0, 0, self.width(), self._head_px)

    def _show_tab(self, tab: Tab) -> None:
        self._tab = tab
        self._dirty_counts = True
        self.model.set_filter(self._accepts)
        self.view.scrollToTop()
        self._follow()
        self._refresh_head()
        self.update()

    def _on_incidents(self, _changes: ChangeSet) -> None:
        self._dirty_counts = True

    # The choice

    def _on_chosen(self, incident_id: str) -> None:
        self.context.ports.selection.choose(incident_id=incident_id)

    def _on_turned(self, step: int) -> None:
        tab = neighbour(self._tab, step)
        if self._console and tab is not self._tab:
            self._show_tab(tab)

    def _on_selection(self, _chosen: Chosen) -> None:
        self._follow()

    def _follow(self) -> None:
        if self.context.ports.role != "wall":
            self.view.choose(self.model.index_of(self.context.ports.selection.chosen.incident_id))

    # The head: title, tabs

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        y = baseline(0, self._title_px, t.lead)
        title = elide(t, Run(self._title(), t.lead, c.t1, bold=True), self.width())
        x = draw_runs(p, t, 0, y, [title])
        if self._console:
            for tab, box in self.tab_boxes():
                self._paint_tab(p, tab, box, y)
        else:
            order = Run(self._order_words(), t.ref, c.t2)
            if x + t.read + width(t, [order]) <= self.width():
                draw_runs_right(p, t, self.width(), y, [order])
        p.end()

    def _title(self) -> str:
        own = _tr("Incident queue") if self._console else _tr("Incidents in hand")
        return self._options.title or own

    def _order_words(self) -> str:
        return {
            "severity": _tr("by severity"),
            "due": _tr("by time left"),
            "newest": _tr("newest first"),
        }[self._options.order]

    def _tab_runs(self, tab: Tab) -> list[Run]:
        t, c = self.context.theme, self.context.theme.colours
        chosen = tab is self._tab
        colour = c.t1 if chosen else c.t2
        count = Run(
            str(self._counts.get(tab, 0)),
            t.ref,
            c.t2 if self._stale else colour,
            figures=True,
            gap_px=t.ref * 0.3,
        )
        return [Run(tab_name(tab), t.ref, colour, bold=chosen), count]

    def tab_boxes(self) -> list[tuple[Tab, QRectF]]:
        """Tabs from the right; those that do not fit beside the title are left out, the chosen one never."""
        t = self.context.theme
        title = width(t, [Run(self._title(), t.lead, t.colours.t1, bold=True)])
        room = self.width() - title - t.read
        shown = list(Tab)
        widths = {tab: width(t, self._tab_runs(tab)) for tab in shown}
        while len(shown) > 1 and sum(widths[tab] + t.ref * 1.1 for tab in shown) > room + t.ref * 1.1:
            shown.remove(next(tab for tab in reversed(shown) if tab is not self._tab))
        boxes: list[tuple[Tab, QRectF]] = []
        x = float(self.width())
        for tab in reversed(shown):
            x -= widths[tab]
            boxes.append((tab, QRectF(x, 0, widths[tab], self._head_px)))
            x -= t.ref * 1.1
        return boxes

    def _paint_tab(self, p: QPainter, tab: Tab, box: QRectF, y: float) -> None:
        t, c = self.context.theme, self.context.theme.colours
        draw_runs(p, t, box.left(), y, self._tab_runs(tab))
        if tab is self._tab:
            p.fillRect(QRectF(round(box.left()), round(y + t.ref * 0.62), round(box.width()), 2), c.paper)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        ports = self.context.ports
        if not self._console or ports.role == "wall" or event.button() is not Qt.MouseButton.LeftButton:
            return
        around = self.context.theme.ref * 0.5
        for tab, box in self.tab_boxes():
            if box.adjusted(-around, 0, around, 0).contains(event.position()):
                self._show_tab(tab)
                return
