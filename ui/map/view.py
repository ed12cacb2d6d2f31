"""The widget around the canvas: turns mouse and size into the canvas's terms. Decides nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from ui.map.canvas import MapCanvas
    from ui.map.marks.style import MapStyle

# One notch of a wheel (120 units) zooms by this much.
_NOTCH = 1.25
_DRAG_FROM_PX = 5


class MapView(pg.GraphicsView):  # type: ignore[misc] # pyqtgraph has no types
    """Shows one canvas. Emits what was clicked where, and that somebody moved the view by hand."""

    clicked = Signal(float, float)
    double_clicked = Signal(float, float)
    moved = Signal()
    resized = Signal()

    def __init__(self, style: MapStyle, parent: QWidget, *, interactive: bool) -> None:
        super().__init__(parent, useOpenGL=False, background=style.outside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(False)
        self.movable = interactive
        self._interactive = interactive
        self._canvas: MapCanvas | None = None
        self._pressed: tuple[float, float] | None = None
        self._dragging = False

    def set_canvas(self, canvas: MapCanvas) -> None:
        """Show another canvas; the one before is deleted."""
        if self._canvas is not None:
            self.scene().removeItem(self._canvas)
        self._canvas = canvas
        self.scene().addItem(canvas)
        canvas.resize(self.width(), self.height())

    @override
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        canvas = getattr(self, "_canvas", None)  # called by the base class before __init__ is through
        if canvas is not None and event is not None:
            canvas.resize(self.width(), self.height())
            self.resized.emit()

    # The scene's own hover and drag machinery is passed by: it asks every item at every move of the mouse.

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._interactive and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (event.position().x(), event.position().y())
            self._dragging = False
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._canvas is None or not self.movable:
            return
        x, y = event.position().x(), event.position().y()
        dx, dy = x - self._pressed[0], y - self._pressed[1]
        if not self._dragging and abs(dx) + abs(dy) < _DRAG_FROM_PX:
            return
        self._dragging = True
        self._pressed = (x, y)
        self._canvas.navigator.drag(dx, dy)
        self._canvas.touch()
        self.moved.emit()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._dragging:
            self.clicked.emit(event.position().x(), event.position().y())
        self._pressed, self._dragging = None, False

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._interactive and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = None
            self.double_clicked.emit(event.position().x(), event.position().y())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._interactive or not self.movable or self._canvas is None:
            event.ignore()
            return
        factor = _NOTCH ** (event.angleDelta().y() / 120)
        self._canvas.navigator.zoom(factor, event.position().x(), event.position().y())
        self._canvas.touch()
        self.moved.emit()
        event.accept()
