"""Cells of a grid as rectangles of whole pixels. Exact: edges are fractions until they are rounded once.

Two panes that share an edge are always one gutter apart, and the last column ends where the content ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

# Design pixels (a screen's `unit` times as many real ones); the same numbers as in the drawings of the look.
MARGIN = 24
GUTTER = 12
HEADER_TOP = 12
HEADER_HEIGHT = 56
CONTENT_TOP = 80  # under a header
FOOT = 16
TICKER_HEIGHT = 48

Cell = tuple[int, int, int, int]  # column, row, columns, rows


@dataclass(frozen=True, slots=True)
class Rect:
    """Whole pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things are on one screen. `header` and `ticker` are None if the screen has none."""

    content: Rect
    gutter_px: int
    header: Rect | None = None
    ticker: Rect | None = None


def frame(width_px: int, height_px: int, unit: float, *, header: bool, ticker: bool) -> Frame:
    """Divide a screen of `width_px` x `height_px`; `unit` is the number of pixels per design pixel."""

    def px(design: int) -> int:
        return round(Fraction(unit) * design)

    left, inner_width = px(MARGIN), max(0, width_px - 2 * px(MARGIN))
    top = px(CONTENT_TOP) if header else px(MARGIN)
    foot_y = height_px - px(FOOT)
    ticker_rect = Rect(left, foot_y - px(TICKER_HEIGHT), inner_width, px(TICKER_HEIGHT)) if ticker else None
    bottom = ticker_rect.y - px(GUTTER) if ticker_rect else foot_y
    return Frame(
        content=Rect(left, top, inner_width, max(0, bottom - top)),
        gutter_px=px(GUTTER),
        header=Rect(left, px(HEADER_TOP), inner_width, px(HEADER_HEIGHT)) if header else None,
        ticker=ticker_rect,
    )


def cell_rect(area: Rect, columns: int, rows: int, cell: Cell, gutter_px: int) -> Rect:
    """Rectangle of a cell in a grid of `columns` x `rows` over `area`; empty if there is no room for it."""
    column, row, wide, high = cell
    x, width = _span(area.width, columns, column, wide, gutter_px)
    y, height = _span(area.height, rows, row, high, gutter_px)
    return Rect(area.x + x, area.y + y, width, height)


def _span(length_px: int, count: int, start: int, size: int, gutter_px: int) -> tuple[int, int]:
    """Start and length of `size` of `count` parts. The pitch holds the gutter, so that every gap is equal."""
    pitch = Fraction(length_px + gutter_px, count)
    begin, end = round(pitch * start), round(pitch * (start + size)) - gutter_px
    return begin, max(0, end - begin)
