"""The scene of a charts pane: one graphics item per chart, painted again only when its numbers change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from typing_extensions import override

from ui.charts.arrange import GAP_EM, arrange
from ui.charts.kinds import CHARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from ui.charts.kinds.frame import Chart, Source
    from ui.theme import Theme


class ChartItem(pg.GraphicsObject):  # type: ignore[misc] # pyqtgraph has no types
    """Owns one chart, its numbers and its place."""

    def __init__(self, name: str, chart: Chart, theme: Theme) -> None:
        super().__init__()
        self.name = name
        self.chart = chart
        self.numbers: object = None
        self._theme = theme
        self._size = QRectF()
        # A chart is a still picture between two counts: it is painted once and then copied.
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)

    def place(self, x: float, y: float, width: float, height: float) -> None:
        self.prepareGeometryChange()
        self._size = QRectF(0, 0, width, height)
        self.setPos(round(x), round(y))
        self.update()

    def count_again(self, source: Source) -> bool:
        """Take the numbers of this moment; True if they differ from those shown."""
        numbers = self.chart.numbers(source)
        if numbers == self.numbers:
            return False
        self.numbers = numbers
        self.update()
        return True

    @override
    def boundingRect(self) -> QRectF:
        return self._size

    @override
    def paint(self, p: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self.numbers is not None:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.chart.paint(p, self._theme, self._size, self.numbers)


class ChartsView(pg.GraphicsView):  # type: ignore[misc] # pyqtgraph has no types
    """Owns the items and lays them out. Emits the name of the subdistrict whose mark was clicked."""

    place_clicked = Signal(str)

    def __init__(self, theme: Theme, names: Sequence[str], columns: int, parent: QWidget) -> None:
        super().__init__(parent, useOpenGL=False, background=theme.colours.ink)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(False)
        self._theme = theme
        self._columns = columns
        self.items_in_order = [ChartItem(name, CHARTS[name](), theme) for name in names]
        for item in self.items_in_order:
            self.scene().addItem(item)
        self._lay_out()

    @override
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if hasattr(self, "items_in_order"):  # the base class resizes itself before __init__ is through
            self._lay_out()

    def _lay_out(self) -> None:
        gap = self._theme.read * GAP_EM
        names = [item.name for item in self.items_in_order]
        cells = arrange(names, self._columns, self.width(), self.height(), gap)
        for item, cell in zip(self.items_in_order, cells, strict=True):
            item.place(cell.x, cell.y, cell.width, cell.height)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        for item in self.items_in_order:
            inside = at - item.pos()
            if item.boundingRect().contains(inside):
                place = item.chart.hit(inside.x(), inside.y())
                if place:
                    self.place_clicked.emit(place)
        event.accept()
