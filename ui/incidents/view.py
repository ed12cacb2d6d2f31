"""The list of incidents as a view: no chrome on a wall, keys and a visible focus at a console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from ui.incidents.model import IdRole
from ui.paint import Run, baseline, draw_runs

if TYPE_CHECKING:
    from ui.incidents.delegate import IncidentDelegate
    from ui.incidents.model import IncidentListModel
    from ui.theme import Theme


class IncidentView(QListView):
    """Emits `chosen` with the incident's id when the operator chooses a row; empty sentence when there is
    none.
    """

    chosen = Signal(str)

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
        self._quiet = False
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
        """Show `index` as chosen without telling it as the operator's choice."""
        self._quiet = True
        self.setCurrentIndex(index)
        self._quiet = False

    @override
    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid() and self.hasFocus():
            self.chosen.emit(current.data(IdRole))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_sentence and self.model().rowCount() == 0:
            p = QPainter(self.viewport())
            t = self._theme
            y = baseline(0, t.read * 2.4, t.read)
            draw_runs(p, t, 0, y, [Run(self.empty_sentence, t.read, t.colours.t2)])
            p.end()
