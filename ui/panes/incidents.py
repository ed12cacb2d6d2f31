"""The incident list pane: a title, at a console the tabs with their counts, and the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from ui.context import Pane, PaneContext
from ui.incidents.delegate import IncidentDelegate
from ui.incidents.filters import Tab, empty_sentence, lets_in, tab_name
from ui.incidents.model import IncidentListModel
from ui.incidents.view import IncidentView
from ui.paint import Run, baseline, draw_runs, draw_runs_right, width

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from wallclient.layout.kinds.incidents import IncidentsOptions
    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant
    from wallclient.model.selection import Chosen
    from wallclient.model.table import ChangeSet


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
        ports = context.ports
        self.model = IncidentListModel(
            ports.stores, ports.clock_profile, self._accepts, order=options.order, parent=self
        )
        self.delegate = IncidentDelegate(context.theme, options.style, self)
        self.view = IncidentView(
            context.theme, self.model, self.delegate, interactive=ports.role != "wall", parent=self
        )
        self.view.empty_sentence = empty_sentence(self._tab)
        self.view.chosen.connect(self._on_chosen)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(0)
        self._box.addWidget(self.view)
        self._place_view()
        self.until_closed(self.model.close_model)
        self.until_closed(ports.stores.incidents.subscribe(self._on_incidents))
        self.until_closed(ports.selection.subscribe(self._on_selection))
        self.setFocusProxy(self.view)

    @property
    def _console(self) -> bool:
        return self._options.style == "console"

    def _lets_in(self, tab: Tab, incident: Incident) -> bool:
        return lets_in(tab, incident, self._options.area, self._options.states)

    def _accepts(self, incident: Incident) -> bool:
        return self._lets_in(self._tab, incident)

    @property
    def _head_px(self) -> int:
        return round(self.context.theme.read * 2.3)

    def _place_view(self) -> None:
        self._box.setContentsMargins(0, self._head_px, 0, 0)

    @override
    def set_options(self, options: IncidentsOptions) -> None:
        self._options = options
        self.delegate.density = options.style
        self.model.set_order(options.order)
        self.view.doItemsLayout()
        self._show_tab(Tab.ALL)

    @override
    def set_context(self, context: PaneContext) -> None:
        super().set_context(context)
        self.delegate.theme = context.theme
        self.view.set_theme(context.theme)
        self._place_view()

    @override
    def tick(self, instant: Instant) -> None:
        self.model.tick(instant)
        blink_on = instant.unix_s % 1.0 < 0.66
        second = int(instant.unix_s)
        if second != self._second or blink_on != self.delegate.blink_on:
            self.delegate.now_unix_s = instant.unix_s
            self.delegate.blink_on = blink_on
            self.view.viewport().update()
        if second != self._second:
            self._second = second
            if self._dirty_counts:
                self._dirty_counts = False
                self._count()
                self.update(0, 0, self.width(), self._head_px)

    def _count(self) -> None:
        incidents = self.context.ports.stores.incidents.values()
        tabs = list(Tab) if self._console else [self._tab]
        self._counts = dict.fromkeys(tabs, 0)
        for incident in incidents:
            for tab in tabs:
                if self._lets_in(tab, incident):
                    self._counts[tab] += 1

    def _show_tab(self, tab: Tab) -> None:
        self._tab = tab
        self.view.empty_sentence = empty_sentence(tab)
        self.model.set_filter(self._accepts)
        self._on_selection(self.context.ports.selection.chosen)
        self.update()

    def _on_incidents(self, _changes: ChangeSet) -> None:
        self._dirty_counts = True

    def _on_chosen(self, incident_id: str) -> None:
        self.context.ports.selection.choose(incident_id=incident_id)

    def _on_selection(self, chosen: Chosen) -> None:
        index = self.model.index_of(chosen.incident_id)
        if index.isValid():
            self.view.choose(index)

    # The head: title, tabs

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        y = baseline(0, self._head_px, t.lead)
        title = self._title()
        x = draw_runs(p, t, 0, y, [Run(title, t.lead, c.t1, bold=True)])
        if not self._console:
            draw_runs_right(p, t, self.width() - 2, y, [Run(self._order_words(), t.ref, c.t2)])
        else:
            for tab, box in self._tab_boxes(x):
                self._paint_tab(p, tab, box, y)
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
        return [
            Run(tab_name(tab), t.ref, colour, bold=chosen),
            Run(str(self._counts.get(tab, 0)), t.ref, colour, figures=True, gap_px=t.ref * 0.3),
        ]

    def _tab_boxes(self, left: float) -> list[tuple[Tab, QRectF]]:
        """Tabs from the right; those that do not fit beside the title are left out, the chosen one never."""
        t = self.context.theme
        boxes: list[tuple[Tab, QRectF]] = []
        x = self.width() - 2.0
        for tab in reversed(Tab):
            w = width(t, self._tab_runs(tab))
            if x - w < left + t.read and tab is not self._tab:
                continue
            x -= w
            boxes.append((tab, QRectF(x, 0, w, self._head_px)))
            x -= t.ref
        return boxes

    def _paint_tab(self, p: QPainter, tab: Tab, box: QRectF, y: float) -> None:
        t, c = self.context.theme, self.context.theme.colours
        draw_runs(p, t, box.left(), y, self._tab_runs(tab))
        if tab is self._tab:
            p.fillRect(QRectF(box.left(), y + t.ref * 0.55, box.width(), 2), c.paper)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._console or event.button() is not Qt.MouseButton.LeftButton:
            return
        t = self.context.theme
        left = width(t, [Run(self._title(), t.lead, t.colours.t1, bold=True)])
        for tab, box in self._tab_boxes(left):
            if box.adjusted(-6, 0, 6, 0).contains(event.position()):
                self._show_tab(tab)
                return
