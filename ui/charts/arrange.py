"""Where charts stand in a pane: rows of columns, some charts wider or taller than others. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Columns a chart likes to have, of those there are; findings always take the whole row.
_SPANS = {"clocks": 2}
# Shares of height: many rows of marks need more, three sentences less.
_WEIGHTS = {"clocks": 1.6, "hours": 1.6, "findings": 0.6}


# Space between charts, in `read`.
GAP_EM = 1.2


@dataclass(frozen=True, slots=True)
class Cell:
    """Place of one chart in pixels."""

    name: str
    x: float
    y: float
    width: float
    height: float


def arrange(names: Sequence[str], columns: int, width: float, height: float, gap: float) -> tuple[Cell, ...]:
    """Cells for charts in reading order. A row that is not full is shared out, so there are no holes."""
    rows = _rows(names, max(1, columns))
    if not rows:
        return ()
    weights = [max(_WEIGHTS.get(name, 1.0) for name, _ in row) for row in rows]
    free = height - gap * (len(rows) - 1)
    cells: list[Cell] = []
    y = 0.0
    for row, weight in zip(rows, weights, strict=True):
        tall = free * weight / sum(weights)
        cells += _row_cells(row, y, width, tall, gap)
        y += tall + gap
    return tuple(cells)


def _rows(names: Sequence[str], columns: int) -> list[list[tuple[str, int]]]:
    rows: list[list[tuple[str, int]]] = []
    used = columns
    for name in names:
        span = columns if name == "findings" else min(_SPANS.get(name, 1), columns)
        if used + span > columns:
            rows.append([])
            used = 0
        rows[-1].append((name, span))
        used += span
    return rows


def _row_cells(row: list[tuple[str, int]], y: float, width: float, tall: float, gap: float) -> list[Cell]:
    spans = sum(span for _, span in row)
    one = (width - gap * (spans - 1)) / spans
    cells, x = [], 0.0
    for name, span in row:
        wide = one * span + gap * (span - 1)
        cells.append(Cell(name, x, y, wide, tall))
        x += wide + gap
    return cells
