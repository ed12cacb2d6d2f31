"""Paints incident rows from ready rows, in three densities: wall, console, narrow.

No text is made here but numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.incidents.model import RowRole
from ui.paint import (
    SIGN_EM,
    Run,
    baseline,
    draw_clock_bar,
    draw_runs,
    draw_runs_right,
    draw_sign,
    elide,
    hairline,
    width,
)
from ui.words import translate
from wallclient.model.commands import CommandState

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter

    from ui.incidents.rows import Row
    from ui.theme import Theme

ROW_EM = {"wall": 4.6, "console": 4.1, "narrow": 2.4}
Index = QModelIndex | QPersistentModelIndex


class IncidentDelegate(QStyledItemDelegate):
    """Owns the moment that is painted; the pane sets it once a second."""

    def __init__(self, theme: Theme, density: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.density = density
        self.now_unix_s = 0.0
        self.blink_on = True

    @property
    def row_height_px(self) -> int:
        return round(ROW_EM[self.density] * self.theme.read)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.row_height_px)

    @override
    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(RowRole)
        if row is None:
            return
        p.save()
        box = QRectF(option.rect)
        state = option.state
        c = self.theme.colours
        hairline(p, self.theme, box.left(), box.right(), box.top())
        if state & QStyle.StateFlag.State_Selected and self.density != "wall":
            p.fillRect(box, c.s2)
            p.fillRect(QRectF(box.left(), box.top(), 4, box.height()), c.paper)
        if self.density == "narrow":
            self._paint_narrow(p, box, row)
        elif self.density == "console":
            self._paint_console(p, box, row)
        else:
            self._paint_wall(p, box, row)
        p.restore()

    def _sign(self, p: QPainter, x: float, y: float, row: Row) -> float:
        """Draw the sign with its left edge at `x`, centred on `y`; returns the x where text begins."""
        size = SIGN_EM * self.theme.read if self.density == "wall" else 1.15 * self.theme.read
        if not row.blinks or self.blink_on:
            draw_sign(p, self.theme, QPointF(x + size / 2, y), size * 0.92, row.severity)
        return x + size + self.theme.read * 0.75

    def _title(self, row: Row) -> Run:
        return Run(row.title, self.theme.read, self.theme.colours.t1, bold=row.severity == 1)

    def _remaining(self, row: Row) -> list[Run]:
        t, c = self.theme, self.theme.colours
        before, number = row.remaining_at(self.now_unix_s)
        red = row.light_at(self.now_unix_s) == "red"
        colour = c.red if red else (c.t1 if number else c.t2)
        runs = []
        if before:
            runs.append(Run(before, t.ref if number else t.read, colour))
        if number:
            runs.append(Run(number, t.read, colour, figures=True, gap_px=t.read * 0.25 if before else 0.0))
        return runs

    def _second(self, row: Row, line: str) -> list[Run]:
        """The second line and, behind it, where the command stands."""
        t, c = self.theme, self.theme.colours
        runs = [Run(line, t.ref, c.t2)]
        if row.supervised:
            runs.append(Run(translate("Supervised"), t.ref, c.t1, gap_px=t.ref))
        if row.command_note:
            alarm = row.command in (CommandState.CONFLICT, CommandState.REFUSED)
            runs.append(
                Run(
                    row.command_note,
                    t.ref,
                    c.yellow if alarm else c.t2,
                    gap_px=t.ref * (0.2 if row.command is CommandState.PENDING else 1.0),
                )
            )
        return runs

    def _paint_wall(self, p: QPainter, box: QRectF, row: Row) -> None:
        t = self.theme
        line = t.read * 1.38
        top = box.top() + t.read * 0.42
        x = self._sign(p, box.left(), top + line / 2, row)
        draw_runs(p, t, x, baseline(top, line, t.read), [elide(t, self._title(row), box.right() - x)])
        second = self._second(row, row.wall_line)
        draw_runs(p, t, x, baseline(top + line, t.ref * 1.4, t.ref), second)
        y3 = top + line + t.ref * 1.4 + t.read * 0.42
        remaining = self._remaining(row)
        draw_runs_right(p, t, box.right() - 2, y3 + t.read * 0.36, remaining)
        bar = QRectF(x, y3 - 2.5, max(60.0, (box.right() - x) * 0.66), 5)
        draw_clock_bar(
            p, t, bar, row.fraction_at(self.now_unix_s), row.light_at(self.now_unix_s), limit_at=0.88
        )

    def _paint_console(self, p: QPainter, box: QRectF, row: Row) -> None:
        t = self.theme
        line = t.read * 1.5
        top = box.top() + (box.height() - line - t.ref * 1.5) / 2
        x = self._sign(p, box.left() + t.read * 0.8, top + line / 2, row)
        right = box.right() - t.read * 0.7
        remaining = self._remaining(row)
        left = draw_runs_right(p, t, right, baseline(top, line, t.read), remaining)
        title = elide(t, self._title(row), left - x - t.read * 0.5)
        draw_runs(p, t, x, baseline(top, line, t.read), [title])
        bar_width = t.read * 7.5
        y2 = top + line
        draw_runs(p, t, x, baseline(y2, t.ref * 1.5, t.ref), self._second(row, row.console_line))
        bar = QRectF(right - bar_width, y2 + t.ref * 0.75 - 2, bar_width, 4)
        draw_clock_bar(p, t, bar, row.fraction_at(self.now_unix_s), row.light_at(self.now_unix_s))

    def _paint_narrow(self, p: QPainter, box: QRectF, row: Row) -> None:
        t = self.theme
        y = baseline(box.top(), box.height(), t.read)
        x = self._sign(p, box.left() + 4, box.center().y(), row)
        remaining = self._remaining(row)
        left = box.right() - width(t, remaining) - 4
        draw_runs(p, t, left, y, remaining)
        draw_runs(p, t, x, y, [elide(t, self._title(row), left - x - t.read * 0.5)])
