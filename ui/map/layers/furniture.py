"""What frames the map: title with numbers and the way up, scale bar, key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from ui.clockwords import count
from ui.map.fields.workers import FRESH, LOST
from ui.map.layers.workers import paint_worker
from ui.map.marks.labels import Label
from ui.map.plane.viewport import scale_bar
from ui.paint import baseline

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from ui.map.layers.taken import Taken
    from ui.map.marks.labels import LabelCache
    from ui.map.marks.style import MapStyle
    from ui.map.plane.viewport import Viewport

translate = QCoreApplication.translate
_MARK_GAP_PX = 10


@dataclass(frozen=True, slots=True)
class Title:
    """`name` bold; `facts` beside it; `way`: (code, name) of the areas above, outermost first."""

    name: str
    facts: tuple[str, ...] = ()
    way: tuple[tuple[str, str], ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """Numbers of what is drawn. None leaves an entry out."""

    workers: int | None = None
    lost: int | None = None
    cameras: int | None = None
    crs: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    label: Label
    x: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the key: mark, words, where they begin after it, and the width with the space behind."""

    mark: str
    label: Label
    lead_in: float
    width: float


class FurnitureLayer:
    """Owns the places of title, scale bar and key."""

    def __init__(self, style: MapStyle, labels: LabelCache) -> None:
        self._style = style
        self._labels = labels
        self._view: Viewport | None = None
        self._title: list[_Placed] = []
        self._way: list[tuple[str, QRectF, Label]] = []
        self._entries: list[_Entry] = []
        self.rects: list[QRectF] = []

    def arrange(self, view: Viewport, title: Title, key: Key, taken: Taken) -> None:
        self._view = view
        theme, room = self._style.theme, view.width_px - 2 * self.margin_px
        self._title = self._title_row(title, room)
        self._way = self._way_row(title)
        end = max((placed.x + self._labels.advance(placed.label) for placed in self._title), default=0.0)
        head = QRectF(0, 0, end + theme.ref, self._way_top + (theme.ref * 1.6 if self._way else 0))
        self._entries = self._key_row(key)
        used = scale_bar(view.px_per_m, self._bar_px)[1] + 4 * theme.ref
        while self._entries and sum(entry.width for entry in self._entries) > room - used:
            self._entries.pop(0)
        foot = theme.ref * 2.6
        key_width = sum(entry.width for entry in self._entries) + self.margin_px
        self.rects = [
            head,
            QRectF(0, view.height_px - foot, used + self.margin_px, foot),
            QRectF(view.width_px - key_width, view.height_px - foot, key_width, foot),
        ]
        for rect in self.rects:
            taken.take(rect)

    @property
    def margin_px(self) -> float:
        narrow = self._view.width_px * 0.03 if self._view is not None else self._style.margin_px
        return min(self._style.margin_px, narrow)

    @property
    def _bar_px(self) -> float:
        return 130 * self._style.scale

    @property
    def _way_top(self) -> float:
        return self.margin_px * 0.9 + float(self._style.theme.lead) * 1.5

    @property
    def _dot_px(self) -> float:
        return 4.6 * self._style.scale

    def _title_row(self, title: Title, room_px: float) -> list[_Placed]:
        """Name, facts and lock from the left; what does not fit is left out from the end."""
        theme, colours = self._style.theme, self._style.theme.colours
        wanted = [(0.0, Label(title.name, theme.lead, colours.t1, bold=True))] if title.name else []
        gap = theme.read * 0.5
        for fact in title.facts:
            wanted.append((gap, Label(fact, theme.read, colours.t2)))
            gap = float(theme.read)
        if title.locked:
            words = translate("MapPane", "View locked")
            wanted.insert(min(1, len(wanted)), (theme.read * 0.5, Label(words, theme.ref, colours.t2)))
        x = self.margin_px
        row: list[_Placed] = []
        for space, label in wanted:
            x += space
            if row and x + self._labels.advance(label) > self.margin_px + room_px:
                break
            row.append(_Placed(label, x))
            x += self._labels.advance(label)
        return row

    def _way_row(self, title: Title) -> list[tuple[str, QRectF, Label]]:
        theme, x = self._style.theme, self.margin_px
        row: list[tuple[str, QRectF, Label]] = []
        for code, name in title.way:
            label = Label(name, theme.ref, theme.colours.t2)
            wide = self._labels.advance(label)
            row.append((code, QRectF(x, self._way_top, wide, theme.ref * 1.6), label))
            x += wide + theme.ref * 1.4
        return row

    def _key_row(self, key: Key) -> list[_Entry]:
        """Entries from left to right."""
        numbers = (
            ("worker", key.workers, translate("MapPane", "Workers {count}")),
            ("lost", key.lost, translate("MapPane", "Lost {count}")),
            ("camera", key.cameras, translate("MapPane", "Cameras {count}")),
        )
        entries = [
            self._entry(mark, words.format(count=count(number)))
            for mark, number, words in numbers
            if number is not None
        ]
        return [*entries, self._entry("", key.crs)] if key.crs else entries

    def _entry(self, mark: str, words: str) -> _Entry:
        theme = self._style.theme
        label = Label(words, theme.ref, theme.colours.t2)
        lead_in = 2 * self._dot_px + _MARK_GAP_PX if mark else 0.0
        return _Entry(mark, label, lead_in, lead_in + self._labels.advance(label) + theme.ref * 1.3)

    def paint(self, p: QPainter, dpr: float) -> None:
        if self._view is None:
            return
        theme = self._style.theme
        y = baseline(self.margin_px * 0.9, theme.lead * 1.5, theme.lead)
        for placed in self._title:
            self._labels.paint_on_line(p, placed.label, placed.x, y, dpr)
        arrow = Label("›", theme.ref, theme.colours.t2)
        for _, rect, label in self._way:
            y = baseline(rect.top(), rect.height(), theme.ref)
            x = self._labels.paint_on_line(p, label, rect.left(), y, dpr)
            self._labels.paint_on_line(p, arrow, x + theme.ref * 0.45, y, dpr)
        self._paint_bar(p, self._view, dpr)
        self._paint_key(p, self._view, dpr)

    def _paint_bar(self, p: QPainter, view: Viewport, dpr: float) -> None:
        theme = self._style.theme
        metres, long_px = scale_bar(view.px_per_m, self._bar_px)
        left = round(self.margin_px) + 0.5
        y = round(self._foot(view)) + 0.5
        corners = [(left, y - 6), (left, y), (left + long_px, y), (left + long_px, y - 6)]
        bar = QPolygonF([QPointF(*corner) for corner in corners])
        for colour, wide in ((self._style.halo, 4.5), (theme.colours.t2, 1.5)):
            p.setPen(QPen(colour, wide))
            p.drawPolyline(bar)
        words = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
        label = Label(words, theme.ref, theme.colours.t2, figures=True)
        self._labels.paint_on_line(p, label, left + long_px + theme.ref * 0.6, y + 1, dpr)

    def _paint_key(self, p: QPainter, view: Viewport, dpr: float) -> None:
        theme = self._style.theme
        base = round(self._foot(view)) + 1.5
        x = view.width_px - self.margin_px + theme.ref * 1.3 - sum(entry.width for entry in self._entries)
        for entry in self._entries:
            if entry.mark:
                centre = QPointF(x + self._dot_px, base - theme.ref * 0.36)
                _MARKS[entry.mark](p, self._style, centre, self._dot_px)
            self._labels.paint_on_line(p, entry.label, x + entry.lead_in, base, dpr)
            x += entry.width

    def _foot(self, view: Viewport) -> float:
        return view.height_px - self.margin_px * 0.9 - float(self._style.theme.ref) * 0.25

    def up_at(self, x_px: float, y_px: float) -> str | None:
        """Code of the area whose name in the way up is under a point ("" for the district), or None."""
        return next((code for code, rect, _ in self._way if rect.contains(x_px, y_px)), None)


def _worker_mark(p: QPainter, style: MapStyle, centre: QPointF, radius_px: float) -> None:
    paint_worker(p, style, centre, radius_px, FRESH)


def _lost_mark(p: QPainter, style: MapStyle, centre: QPointF, radius_px: float) -> None:
    paint_worker(p, style, centre, radius_px, LOST)


def _camera_mark(p: QPainter, style: MapStyle, centre: QPointF, radius_px: float) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(style.camera)
    x, y, r = centre.x(), centre.y(), radius_px
    p.drawPolygon(QPolygonF([QPointF(x - r, y - r), QPointF(x + r, y - r), QPointF(x, y + r)]))


_MARKS: dict[str, Callable[[QPainter, MapStyle, QPointF, float], None]] = {
    "worker": _worker_mark,
    "lost": _lost_mark,
    "camera": _camera_mark,
}
