"""The list of incidents as a view: no chrome on a wall, keys and a visible focus at a console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from ui.incidents.model import IdRole
from ui.paint import Run, baseline, draw_runs, elide

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from ui.incidents.delegate import IncidentDelegate
    from ui.incidents.model import IncidentListModel
    from ui.theme import Theme

_TURNS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class IncidentView(QListView):
    """Emits `chosen` with the incident's id when the operator chooses a row, and `turned` for another tab.

    Only keys and the mouse choose: a row that moves or goes away must never choose another incident.
    """

    chosen = Signal(str)
    turned = Signal(int)

    def __init__(
        self,
        theme: Theme,
        model: IncidentListModel,
        delegate: IncidentDelegate,
        *,
        interactive: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.empty_sentence = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        if not interactive:
            self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        palette = QPalette(theme.palette)
        palette.setColor(QPalette.ColorRole.Base, theme.colours.ink)
        self.setPalette(palette)
        self.doItemsLayout()

    def choose(self, index: QModelIndex) -> None:
        """Show `index` as chosen; an invalid one shows none."""
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    def _by_hand(self, act: Callable[[], None]) -> None:
        before = self.currentIndex().data(IdRole)
        act()
        after = self.currentIndex().data(IdRole)
        if after is not None and after != before:
            self.chosen.emit(after)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = _TURNS.get(event.key())
        if turn is not None:
            self.turned.emit(turn)
        else:
            self._by_hand(lambda: super(IncidentView, self).keyPressEvent(event))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        none_before = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if none_before:
            # Qt makes the first row current; then it could not be chosen by a step down.
            self.setCurrentIndex(QModelIndex())

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of actions, not of titles."""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_hand(lambda: super(IncidentView, self).mousePressEvent(event))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A press chooses; a drag does not run through the rows."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        empty = self.model().rowCount() == 0
        p = QPainter(self.viewport())
        t = self._theme
        if empty:
            run = elide(t, Run(self.empty_sentence, t.read, t.colours.t2), self.viewport().width())
            draw_runs(p, t, 0, baseline(0, t.read * 2.4, t.read), [run])
        if self.hasFocus() and not self.currentIndex().isValid():
            p.setPen(QPen(t.colours.paper, 3))
            bottom = t.read * 2.4 if empty else self.viewport().height()
            p.drawLine(0, round(bottom) - 2, self.viewport().width(), round(bottom) - 2)
        p.end()
