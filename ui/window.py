"""One window, which fills one monitor: header, panes in their cells, ticker. It owns no pane's content.

On a wall it has no frame and no cursor. Panes are lent to it by the wall and can be taken away without being
remade.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.header import HeaderBar
from ui.tickerbar import TickerBar
from wallclient.layout.grid import Rect, cell_rect, frame

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent, QScreen

    from ui.context import Pane, Ports
    from ui.theme import Theme
    from wallclient.layout.grid import Cell
    from wallclient.layout.plan import WindowPlan
    from wallclient.model.instant import Instant
    from wallclient.model.notices import Notice


def _qrect(rect: Rect) -> QRect:
    return QRect(rect.x, rect.y, rect.width, rect.height)


class WallWindow(QWidget):
    """Emits `painted` after each repaint has reached its backing store, and `closed` when the user closes
    it.
    """

    painted = Signal()
    closed = Signal()

    def __init__(self, plan: WindowPlan, theme: Theme, ports: Ports) -> None:
        super().__init__()
        self.plan = plan
        self.theme = theme
        self._ports = ports
        self._panes: dict[str, tuple[Pane, Cell]] = {}
        self._header = HeaderBar(theme, ports.stores, ports.title, plan.scene, ports.marker)
        self._ticker = TickerBar(theme, ports.stores, ports.clock_profile, ports.role)
        for bar in (self._header, self._ticker):
            bar.setParent(self)
        self._leave_notices = ports.notices.subscribe(self._on_notice)
        self.setObjectName(plan.screen_id)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        if ports.role != "console":
            self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        if ports.role == "wall":
            self.setCursor(Qt.CursorShape.BlankCursor)
        self.update_plan(plan, theme)

    # Panes

    def add_pane(self, pane_id: str, pane: Pane, cell: Cell) -> None:
        pane.setParent(self)
        self._panes[pane_id] = (pane, cell)
        self._place_pane(pane_id)
        pane.show()

    def move_pane(self, pane_id: str, cell: Cell) -> None:
        pane, _ = self._panes[pane_id]
        self._panes[pane_id] = (pane, cell)
        self._place_pane(pane_id)

    def take_pane(self, pane_id: str) -> Pane:
        """Give the pane back; it is hidden and has no parent any more."""
        pane, _ = self._panes.pop(pane_id)
        pane.hide()
        pane.setParent(None)
        return pane

    def panes(self) -> list[tuple[str, Pane]]:
        return [(pane_id, pane) for pane_id, (pane, _) in self._panes.items()]

    # Place

    def show_on(self, screen: QScreen) -> None:
        """Fill `screen`."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        if self._ports.role == "console":
            self.show()
        else:
            self.showFullScreen()
        # The offscreen platform and some window managers ignore one of the two.
        if self.geometry() != screen.geometry():
            self.setGeometry(screen.geometry())

    def update_plan(self, plan: WindowPlan, theme: Theme) -> None:
        """Take new measures, grid and bars; the panes stay."""
        self.plan = plan
        self.theme = theme
        self.setWindowTitle(plan.title)
        self._header.theme = theme
        self._header.scene = plan.scene
        self._ticker.theme = theme
        self._place_all()
        self.update()

    def _frame(self) -> tuple[Rect, int, Rect | None, Rect | None]:
        f = frame(
            self.width(),
            self.height(),
            self.plan.unit,
            header=self.plan.header,
            ticker=self.plan.ticker,
        )
        return f.content, f.gutter_px, f.header, f.ticker

    def _place_all(self) -> None:
        _content, _gutter, header, ticker = self._frame()
        for bar, rect in ((self._header, header), (self._ticker, ticker)):
            bar.setVisible(rect is not None)
            if rect is not None:
                bar.setGeometry(_qrect(rect))
        for pane_id in self._panes:
            self._place_pane(pane_id)

    def _place_pane(self, pane_id: str) -> None:
        content, gutter, _header, _ticker = self._frame()
        pane, cell = self._panes[pane_id]
        rect = _qrect(cell_rect(content, self.plan.columns, self.plan.rows, cell, gutter))
        bleed = pane.bleed_px
        pane.setGeometry(rect.adjusted(-bleed, -bleed, bleed, bleed))

    # Time

    def tick(self, instant: Instant) -> None:
        self._header.tick(instant)
        if self.plan.ticker:
            self._ticker.tick(instant)
        for pane, _ in self._panes.values():
            pane.tick(instant)

    def _on_notice(self, notice: Notice | None) -> None:
        self._ticker.say(notice.text if notice else "")

    # Qt

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_all()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.fillRect(event.rect(), self.theme.colours.ink)
        p.end()

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.painted.emit()
        return done

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def close_window(self) -> None:
        """End the bars' subscriptions; panes must have been taken before."""
        self._ticker.close_bar()
        self._leave_notices()
        self.hide()
        self.deleteLater()
