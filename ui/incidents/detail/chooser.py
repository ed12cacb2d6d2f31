"""The docked list of who can be sent: type to narrow, arrows to move, Enter to send, Esc to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.paint import Run, baseline, draw_runs, draw_runs_right, elide

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from ui.incidents.detail.actions import Target
    from ui.theme import Theme

SHOWN = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("DispatchChooser", text)


class DispatchChooser(QWidget):
    """Emits `taken` with the chosen Target, or `left`. `find` gives the targets for what is typed."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, find: Callable[[str], tuple[Target, ...]], parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._find = find
        self._typed = ""
        self._targets: tuple[Target, ...] = ()
        self._row = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.hide()

    @property
    def height_px(self) -> int:
        return round(self.theme.read * (2.6 + 1.9 * SHOWN))

    def open(self) -> None:
        """Show the list from its top with nothing typed."""
        self._typed = ""
        self._look()
        self.show()
        self.raise_()
        self.setFocus()

    def _look(self) -> None:
        self._targets = self._find(self._typed)
        self._row = 0
        self.update()

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._targets):
            self.hide()
            self.taken.emit(self._targets[row])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._row)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._row = max(0, min(len(self._targets) - 1, self._row + step))
            self.update()
        elif key == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
            self._look()
        elif event.text().isprintable() and event.text():
            self._typed += event.text()
            self._look()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # Chinese names come from an input method, never as keys.
        if event.commitString():
            self._typed += event.commitString()
            self._look()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        top = self.theme.read * 2.6
        self._take(self._first() + int((event.position().y() - top) // (self.theme.read * 1.9)))

    def _first(self) -> int:
        return max(0, self._row - SHOWN + 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.theme, self.theme.colours
        p.fillRect(self.rect(), c.s3)
        pad = t.read * 0.7
        y = baseline(0, t.read * 2.6, t.read)
        prompt = [
            Run("/", t.read, c.t2, figures=True),
            Run(_tr("Send out"), t.read, c.t2, gap_px=t.read * 0.5),
            Run(self._typed + "▏", t.read, c.t1, gap_px=t.read * 0.5),
        ]
        draw_runs(p, t, pad, y, prompt)
        draw_runs_right(p, t, self.width() - pad, y, [Run(_tr("command"), t.ref, c.t2)])
        if not self._targets:
            y = baseline(t.read * 2.6, t.read * 1.9, t.read)
            draw_runs(p, t, pad, y, [Run(_tr("Nobody of that name"), t.read, c.t2)])
        first = self._first()
        for number, target in enumerate(self._targets[first : first + SHOWN]):
            self._paint_row(p, number, target, chosen=first + number == self._row)
        p.end()

    def _paint_row(self, p: QPainter, number: int, target: Target, *, chosen: bool) -> None:
        t, c = self.theme, self.theme.colours
        pad, h = t.read * 0.7, t.read * 1.9
        box = QRectF(4, t.read * 2.6 + number * h, self.width() - 8, h)
        if chosen:
            p.fillRect(box, c.paper)
        strong, weak = (c.ink, c.paper_muted) if chosen else (c.t1, c.t2)
        y = baseline(box.top(), h, t.read)
        middle = self.width() * 0.56
        title = Run(target.title, t.read, strong, bold=chosen)
        draw_runs(p, t, pad, y, [elide(t, title, middle - pad - 8)])
        detail = Run(target.detail, t.ref, weak)
        draw_runs(p, t, middle, y, [elide(t, detail, self.width() - pad - middle - t.read * 3)])
        if chosen:
            draw_runs_right(p, t, self.width() - pad, y, [Run("Enter", t.ref, weak, figures=True)])
