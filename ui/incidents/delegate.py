"""Paints incident rows from ready rows, in three densities: wall, console, narrow.

No text is made here but numbers. Places within a row are shares of its height, so that rows can be stretched
to fill a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.incidents.model import RowRole
from ui.paint import (
    SIGN_EM,
    Run,
    baseline,
    chip_width,
    draw_chip,
    draw_clock_bar,
    draw_runs,
    draw_runs_right,
    draw_sign,
    elide,
    hairline,
    width,
)
from ui.words import SUPERVISED, translate
from wallclient.model.commands import CommandState

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter

    from ui.incidents.rows import Row
    from ui.theme import Theme

# Least height of a row in `read`.
ROW_EM = {"wall": 4.6, "console": 3.95, "narrow": 2.4}
# Rows grow by at most this much to fill a list.
STRETCH = 1.2
_ALARMING = (CommandState.CONFLICT, CommandState.REFUSED)
Index = QModelIndex | QPersistentModelIndex


class IncidentDelegate(QStyledItemDelegate):
    """Owns the moment that is painted and the height of rows; the pane sets both."""

    def __init__(self, theme: Theme, density: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.density = density
        self.now_unix_s = 0.0
        self.blink_on = True
        self.row_height_px = self.least_px

    @property
    def least_px(self) -> int:
        return round(ROW_EM[self.density] * self.theme.read)

    def fill(self, height_px: int) -> int:
        """Choose the row height with which whole rows fill `height_px`; returns what stays unfilled."""
        count = max(1, height_px // self.least_px)
        self.row_height_px = max(self.least_px, min(height_px // count, int(self.least_px * STRETCH)))
        return max(0, height_px - count * self.row_height_px)

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
        if state & QStyle.StateFlag.State_Selected:
            p.fillRect(box, c.s2)
            p.fillRect(QRectF(box.left(), box.top(), self.theme.space(4), box.height()), c.paper)
        elif index.row() or self.density != "console":
            hairline(p, self.theme, box.left(), box.right(), box.top())
        if state & QStyle.StateFlag.State_HasFocus:
            p.setPen(QPen(c.paper, 3, j=Qt.PenJoinStyle.MiterJoin))
            p.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5))
        {"wall": self._paint_wall, "console": self._paint_console, "narrow": self._paint_narrow}[
            self.density
        ](p, box, row)
        p.restore()

    # The three densities

    def _paint_wall(self, p: QPainter, box: QRectF, row: Row) -> None:
        t, h = self.theme, box.height()
        x = box.left() + t.read * 2.05
        self._sign(p, box.left() + SIGN_EM * t.read / 2, box.top() + h * 0.27, row)
        self._line(p, x, box.right(), box.top() + h * 0.27, [self._title(row)])
        if row.versions is not None:
            self._versions(p, x, box.right(), (box.top() + h * 0.54, box.top() + h * 0.797), row)
            return
        self._second(p, x, box.right(), box.top() + h * 0.54, row, row.wall_line)
        y = round(box.top() + h * 0.797)
        # Beside a bar the figures stand centred on it, not on a line of Han.
        left = self._remaining(p, box.right(), y - t.read * 0.07, row)
        thick = round(t.read * 0.185)
        bar = QRectF(x, y - thick // 2, min((box.right() - x) * 0.66, left - x - t.read * 0.6), thick)
        self._bar(p, bar, row, 0.88)

    def _paint_console(self, p: QPainter, box: QRectF, row: Row) -> None:
        t, h = self.theme, box.height()
        x, right = box.left() + t.read * 2.84, box.right() - t.read * 0.84
        conflict = row.versions is not None
        first = box.top() + h * (0.22 if conflict else 0.32)
        self._sign(p, box.left() + t.read * 1.53, first, row)
        left = self._remaining(p, right, first, row)
        self._line(p, x, left - t.read * 0.6, first, [self._title(row)])
        if conflict:
            self._versions(p, x, right, (box.top() + h * 0.53, box.top() + h * 0.81), row)
            return
        second = box.top() + h * 0.69
        thick = round(t.read * 0.2)
        bar = QRectF(right - t.read * 7.9, round(second) - thick // 2, t.read * 7.9, thick)
        self._second(p, x, bar.left() - t.read * 0.6, second, row, row.console_line)
        self._bar(p, bar, row, 0.8)

    def _paint_narrow(self, p: QPainter, box: QRectF, row: Row) -> None:
        t, y = self.theme, box.center().y()
        self._sign(p, box.left() + t.read * 0.85, y, row)
        left = self._remaining(p, box.right() - t.read * 0.2, y, row)
        self._line(p, box.left() + t.read * 1.9, left - t.read * 0.5, y, [self._title(row)])

    # Their parts, each centred on a line `y`

    def _sign(self, p: QPainter, x: float, y: float, row: Row) -> None:
        if not row.blinks or self.blink_on:
            draw_sign(p, self.theme, QPointF(x, y), SIGN_EM * self.theme.read * 0.92, row.severity)

    def _title(self, row: Row) -> Run:
        return Run(row.title, self.theme.read, self.theme.colours.t1, bold=row.severity == 1)

    def _line(self, p: QPainter, x: float, right: float, y: float, runs: list[Run]) -> float:
        """Draw runs; the last is elided to what room there is."""
        *first, last = runs
        room = right - x - width(self.theme, first) - last.gap_px
        if room < last.size_px:
            return x
        size = max(run.size_px for run in runs)
        base = baseline(y - size / 2, size, size)
        return draw_runs(p, self.theme, x, base, [*first, elide(self.theme, last, room)])

    def _second(self, p: QPainter, x: float, right: float, y: float, row: Row, line: str) -> None:
        """The second line and, behind it, the 督办 chip, where the command stands, and the age."""
        t, c = self.theme, self.theme.colours
        note = self._note(row)
        supervised = translate(str(SUPERVISED)) if row.supervised else ""
        chip = chip_width(t, supervised) + t.ref * 0.6 if supervised else 0.0
        sign = t.ref * 1.1 if row.command in _ALARMING else 0.0
        tail = chip + sign + (width(t, [note]) if note else 0.0)
        x = self._line(p, x, right - tail, y, [Run(line, t.ref, c.t2)])
        if supervised:
            draw_chip(p, t, x + t.ref * 0.6, y, supervised)
            x += chip
        if sign:
            draw_sign(p, t, QPointF(x + t.ref * 1.3, y), t.ref * 0.8, 3, bare=True)
            x += sign
        if note:
            x = self._line(p, x, right, y, [Run("", t.ref, c.t2), note])
        # Its age comes last, and is the first to go where there is no room.
        age = Run(row.age_at(self.now_unix_s), t.ref, c.t3, gap_px=t.ref)
        if x + width(t, [age]) <= right:
            self._line(p, x, right, y, [age])

    def _note(self, row: Row) -> Run | None:
        t, c = self.theme, self.theme.colours
        if not row.command_note:
            return None
        gap = t.ref * (0.2 if row.command is CommandState.PENDING else 1.0)
        return Run(row.command_note, t.ref, c.t1 if row.command in _ALARMING else c.t2, gap_px=gap)

    def _versions(self, p: QPainter, x: float, right: float, ys: tuple[float, float], row: Row) -> None:
        """After a conflict both versions stand in the row, one under the other."""
        t, c = self.theme, self.theme.colours
        assert row.versions is not None
        draw_sign(p, t, QPointF(x + t.ref * 0.4, ys[0]), t.ref * 0.8, 3, bare=True)
        indent = x + t.ref * 1.1
        for text, y, colour in zip(row.versions, ys, (c.t1, c.t2), strict=True):
            self._line(p, indent, right, y, [Run(text, t.ref, colour)])

    def _remaining(self, p: QPainter, right: float, y: float, row: Row) -> float:
        """Draw what remains so that it ends at `right`; returns where it begins."""
        t, c = self.theme, self.theme.colours
        before, number = row.remaining_at(self.now_unix_s)
        red = row.light_at(self.now_unix_s) == "red"
        colour = c.red if red and number else (c.t1 if number else c.t2)
        runs = [Run(before, t.read, colour)] if before else []
        if number:
            gap = t.read * 0.25 if before else 0.0
            runs.append(Run(number, t.read, colour, figures=True, gap_px=gap))
        return draw_runs_right(p, t, right, baseline(y - t.read / 2, t.read, t.read), runs)

    def _bar(self, p: QPainter, bar: QRectF, row: Row, limit_at: float) -> None:
        if row.reading.limit_s:
            fraction, light = row.fraction_at(self.now_unix_s), row.light_at(self.now_unix_s)
            draw_clock_bar(p, self.theme, bar, fraction, light, limit_at=limit_at)
