"""The command bar docked below the actions: what is to be said, and who can be sent.

At rest it shows the nearest targets; opened, type to narrow, arrows to move, Enter to send, Esc to leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.incidents.detail.desk import Sentence
from ui.paint import Run, baseline, draw_runs, draw_runs_right, draw_sign, elide, hairline, width
from ui.words import word
from wallclient.model.commands import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from ui.incidents.detail.actions import Target
    from ui.theme import Theme

# Heights in `read`.
PROMPT_EM, ROW_EM, FOOT_EM = 3.3, 3.26, 0.4
MOST_ROWS = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("DispatchChooser", text)


def _send_out() -> str:
    return word(Action.DISPATCH)


class DispatchChooser(QWidget):
    """Emits `taken` with the chosen Target, or `left`. `find` gives the targets for what is typed."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, find: Callable[[str], tuple[Target, ...]], parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._find = find
        self._open = False
        self._typed = ""
        self._composing = ""
        self._targets: tuple[Target, ...] = ()
        self._row = 0
        self._rows = MOST_ROWS
        self._sentence = Sentence()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def targets(self) -> tuple[Target, ...]:
        """Who is offered now."""
        return self._targets

    @property
    def row(self) -> int:
        return self._row

    def dock(self, area: QRect) -> None:
        """Stand at the top of `area`, as high as what there is to show."""
        t = self.theme
        room = int((area.height() + 1 - t.read * (PROMPT_EM + FOOT_EM)) / (t.read * ROW_EM))
        self._rows = max(1, min(MOST_ROWS, room))
        self._area = area
        self._fit()

    def _fit(self) -> None:
        t = self.theme
        rows = self._rows if self._open else min(self._rows, len(self._targets))
        high = t.read * (PROMPT_EM + rows * ROW_EM + (FOOT_EM if rows else 0.0))
        self.setGeometry(self._area.x(), self._area.y(), self._area.width(), round(high))
        self.update()

    def rest(self, sentence: Sentence) -> None:
        """Show what there is while nobody is being chosen."""
        if self._open:
            # Rows must not move under a hand that is choosing.
            if sentence != self._sentence:
                self._sentence = sentence
                self.update()
            return
        targets = self._find("")
        if (sentence, targets) != (self._sentence, self._targets):
            self._sentence, self._targets = sentence, targets
            self._fit()

    def open(self) -> None:
        """Take the keyboard, with nothing typed."""
        self._open = True
        self._typed = ""
        self._look()
        self._fit()
        self.setFocus()

    def leave(self) -> None:
        """Back to rest."""
        if self._open:
            self._open = False
            self._typed = self._composing = ""
            self._look()
            self._fit()
            self.left.emit()

    def _look(self) -> None:
        self._targets = self._find(self._typed)
        self._row = 0
        self.update()

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._targets):
            target = self._targets[row]
            self.leave()
            self.taken.emit(target)

    # Keys, composed text, mouse

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._open:
            # What is typed here is text, not the keys of actions.
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if not self._open:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._row)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._row = max(0, min(len(self._targets) - 1, self._row + step))
            self.update()
        elif key == Qt.Key.Key_Backspace:
            self._type(self._typed[:-1])
        elif text.isprintable() and text and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._type(self._typed + text)

    def _type(self, typed: str) -> None:
        self._typed = typed
        self._look()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = event.preeditString()
        if event.commitString():
            self._type(self._typed + event.commitString())
        self.update()
        event.accept()

    @override
    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        if query == Qt.InputMethodQuery.ImEnabled:
            return self._open
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return QRect(round(self._prompt_end()), 0, 1, round(self.theme.read * PROMPT_EM))
        return super().inputMethodQuery(query)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.leave()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The first press on somebody marks them, a press on the marked one sends."""
        first = self._first()
        row = first + int((event.position().y() - self.theme.read * PROMPT_EM) // (self.theme.read * ROW_EM))
        if event.position().y() < self.theme.read * PROMPT_EM or row >= len(self._targets):
            return
        if self._open and row == self._row:
            self._take(row)
            return
        if not self._open:
            self.open()
        self._row = row
        self.update()

    def _first(self) -> int:
        return max(0, self._row - self._rows + 1)

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.theme, self.theme.colours
        p.fillRect(self.rect(), c.s3)
        if self._open:
            self._paint_prompt(p)
        elif self._sentence.text:
            self._paint_sentence(p)
        else:
            self._paint_hint(p)
        pad = t.read * 1.1
        if self._targets or self._open:
            hairline(p, t, pad, self.width() - pad, t.read * (PROMPT_EM - 0.3), c.line2)
        if self._open and not self._targets:
            y = baseline(t.read * PROMPT_EM, t.read * ROW_EM, t.read)
            draw_runs(p, t, pad, y, [Run(_tr("Nobody of that name"), t.read, c.t2)])
        first = self._first()
        for number, target in enumerate(self._targets[first : first + self._rows]):
            self._paint_row(p, number, target, chosen=self._open and first + number == self._row)
        p.end()

    @property
    def _prompt_y(self) -> float:
        return baseline(0, self.theme.read * (PROMPT_EM - 0.3), self.theme.read)

    def _prompt_runs(self) -> list[Run]:
        t, c = self.theme, self.theme.colours
        return [
            Run("/", t.lead, c.t2, figures=True, light=True),
            Run(_send_out(), t.read, c.t2, gap_px=t.read * 0.6),
            Run(self._typed + self._composing, t.read, c.t1, gap_px=t.read * 0.6),
        ]

    def _prompt_end(self) -> float:
        return self.theme.read * 1.1 + width(self.theme, self._prompt_runs())

    def _paint_prompt(self, p: QPainter) -> None:
        t, c = self.theme, self.theme.colours
        y = self._prompt_y
        x = draw_runs(p, t, t.read * 1.1, y, self._prompt_runs())
        p.fillRect(QRectF(round(x) + 2, round(y - t.read * 0.95), 2, round(t.read * 1.2)), c.t1)
        draw_runs_right(p, t, self.width() - t.read * 1.1, y, [Run(_tr("command"), t.ref, c.t2)])
        p.setPen(QPen(c.paper, 3, j=Qt.PenJoinStyle.MiterJoin))
        p.drawRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))

    def _paint_hint(self, p: QPainter) -> None:
        t, c = self.theme, self.theme.colours
        y = self._prompt_y
        runs = [*self._prompt_runs()[:2], Run(_tr("nearest first"), t.ref, c.t2, gap_px=t.read * 0.6)]
        draw_runs(p, t, t.read * 1.1, y, runs)
        draw_runs_right(p, t, self.width() - t.read * 1.1, y, [Run("D", t.ref, c.t2, figures=True)])

    def _paint_sentence(self, p: QPainter) -> None:
        t, c = self.theme, self.theme.colours
        y, x = self._prompt_y, t.read * 1.1
        if self._sentence.warns:
            draw_sign(
                p, t, QPointF(x + t.ref * 0.4, t.read * (PROMPT_EM - 0.3) / 2), t.ref * 0.8, 3, bare=True
            )
            x += t.ref * 1.2
        runs: list[Run] = []
        for text, key in self._sentence.choices:
            runs.append(Run(text, t.ref, c.t1, gap_px=t.ref if runs else 0.0))
            runs.append(Run(key, t.ref, c.t2, figures=True, gap_px=t.ref * 0.4))
        right = draw_runs_right(p, t, self.width() - t.read * 1.1, y, runs)
        colour = c.t1 if self._sentence.choices else c.t2
        draw_runs(p, t, x, y, [elide(t, Run(self._sentence.text, t.read, colour), right - x - t.read)])

    def _paint_row(self, p: QPainter, number: int, target: Target, *, chosen: bool) -> None:
        t, c = self.theme, self.theme.colours
        h = t.read * ROW_EM
        box = QRectF(8, round(t.read * PROMPT_EM + number * h), self.width() - 16, round(h))
        if chosen:
            p.fillRect(box, c.paper)
        strong = c.ink if chosen else (c.t1 if self._open else c.t2)
        weak = c.paper_muted if chosen else c.t2
        y = baseline(box.top(), h, t.read)
        verb = Run(_send_out(), t.ref, weak)
        draw_runs(p, t, t.read * 1.1, y, [verb])
        left, middle = t.read * 1.1 + width(t, [verb]) + t.read, self.width() * 0.46
        title = elide(t, Run(target.title, t.read, strong, bold=chosen), middle - left - t.read * 0.6)
        draw_runs(p, t, left, y, [title])
        right = self.width() - t.read * 1.1
        if chosen:
            right = draw_runs_right(p, t, right, y, [Run("Enter", t.ref, weak, figures=True)]) - t.read
        draw_runs(p, t, middle, y, [elide(t, Run(target.detail, t.ref, weak), right - middle)])
