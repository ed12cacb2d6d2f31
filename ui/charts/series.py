"""What the charts show, counted from the incidents' columns. Pure: rows in, numbers out.

A window is the last `days` days up to and with `today` (an ordinal). What is not known is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ui.charts.columns import NO_DAY, RESOLVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Rows = NDArray[np.void]

# A median of fewer cases says nothing of a place.
FEWEST_CASES = 3
# A class must have grown by this share, and by this many cases, to be spoken of.
_RISE_SHARE = 0.15
_RISE_CASES = 5
WEEK = 7


@dataclass(frozen=True, slots=True)
class Trend:
    """Received and solved per bin. `hourly`: bins are the hours of today so far, else days up to today."""

    received: tuple[int, ...]
    solved: tuple[int, ...]
    hourly: bool
    first_day: int

    @property
    def empty(self) -> bool:
        return not any(self.received) and not any(self.solved)


@dataclass(frozen=True, slots=True)
class Bar:
    """One class or place. `before`: the same count one window earlier; `late`: how many are overdue."""

    name: str
    value: int
    before: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class PlaceClock:
    """One clock of one subdistrict, in seconds: median and 90th percentile of `cases`."""

    median_s: float
    p90_s: float
    cases: int


@dataclass(frozen=True, slots=True)
class PlaceClocks:
    """The three clocks of a subdistrict; None where too few cases are known."""

    name: str
    clocks: tuple[PlaceClock | None, PlaceClock | None, PlaceClock | None]


@dataclass(frozen=True, slots=True)
class Hours:
    """Received per hour of the week: seven rows (Monday first) of 24 counts, over `weeks` weeks."""

    counts: tuple[tuple[int, ...], ...]
    weeks: int

    @property
    def most(self) -> int:
        return max(max(row) for row in self.counts)

    def peaks(self) -> tuple[tuple[int, ...], int]:
        """Hour at which most is received, and the days (0 is Monday) that reach 90 % of the peak then."""
        table = np.asarray(self.counts)
        hour = int(np.unravel_index(int(np.argmax(table)), table.shape)[1])
        high = np.flatnonzero(table[:, hour] >= table.max() * 0.9)
        return tuple(int(day) for day in high), hour


def trend(rows: Rows, today: int, days: int, hour_now: int) -> Trend:
    """Counts per day, or per hour of today if `days` is 1."""
    if days == 1:
        received = _by(rows["reported_hour"][rows["reported_day"] == today], hour_now + 1)
        solved = _by(rows["solved_hour"][rows["solved_day"] == today], hour_now + 1)
        return Trend(received, solved, True, today)
    first = today - days + 1
    return Trend(_by(rows["reported_day"] - first, days), _by(rows["solved_day"] - first, days), False, first)


def _by(bins: NDArray[np.int32], count: int) -> tuple[int, ...]:
    inside = bins[(bins >= 0) & (bins < count)]
    return tuple(int(n) for n in np.bincount(inside, minlength=count))


def classes(rows: Rows, names: Sequence[str], today: int, days: int) -> tuple[Bar, ...]:
    """Received per class in the window and in the one before, most first; without empty ones."""
    now = _count_in(rows, "class", len(names), today - days + 1, today)
    before = _count_in(rows, "class", len(names), today - 2 * days + 1, today - days)
    bars = (Bar(name, now[i], before[i]) for i, name in enumerate(names) if now[i])
    return tuple(sorted(bars, key=lambda bar: (-bar.value, bar.name)))


def _count_in(rows: Rows, column: str, length: int, first: int, last: int) -> tuple[int, ...]:
    inside = (rows["reported_day"] >= first) & (rows["reported_day"] <= last)
    return tuple(int(n) for n in np.bincount(rows[column][inside], minlength=length))


def risen(bars: Sequence[Bar]) -> Bar | None:
    """The class that grew most against the window before, if one did by enough to be spoken of."""
    grown = [
        bar
        for bar in bars
        if bar.before >= _RISE_CASES and bar.value - bar.before >= max(_RISE_CASES, bar.before * _RISE_SHARE)
    ]
    return max(grown, key=lambda bar: (bar.value - bar.before) / bar.before, default=None)


def place_clocks(rows: Rows, names: Sequence[str], today: int, days: int) -> tuple[PlaceClocks, ...]:
    """Clocks per subdistrict for cases reported in the window, fastest to solve first."""
    recent = rows[(rows["reported_day"] > today - days) & (rows["reported_day"] <= today)]
    found = []
    for number, name in enumerate(names):
        spans = recent["spans"][recent["place"] == number]
        if name and len(spans):
            clocks = (_clock(spans[:, 0]), _clock(spans[:, 1]), _clock(spans[:, 2]))
            if any(clocks):
                found.append(PlaceClocks(name, clocks))
    return tuple(sorted(found, key=_slowness))


def _slowness(place: PlaceClocks) -> tuple[bool, float]:
    clock = place.clocks[RESOLVE]
    return clock is None, clock.median_s if clock is not None else 0.0


def _clock(spans: NDArray[np.float64]) -> PlaceClock | None:
    known = spans[~np.isnan(spans)]
    if len(known) < FEWEST_CASES:
        return None
    median, p90 = np.percentile(known, (50, 90))
    return PlaceClock(float(median), float(p90), len(known))


def median_solving_s(rows: Rows, today: int, days: int) -> float | None:
    """Median time from dispatch to solution over all places in the window."""
    recent = rows[(rows["reported_day"] > today - days) & (rows["reported_day"] <= today)]
    clock = _clock(recent["spans"][:, RESOLVE])
    return clock.median_s if clock is not None else None


def hours(rows: Rows, today: int, weeks: int) -> Hours:
    """Received per hour of the week over the last whole weeks with today."""
    days = rows["reported_day"]
    inside = (days > today - weeks * WEEK) & (days <= today) & (days != NO_DAY)
    # Ordinal 1 was a Monday.
    cells = (days[inside] - 1) % WEEK * 24 + rows["reported_hour"][inside]
    table = np.bincount(cells, minlength=WEEK * 24).reshape(WEEK, 24)
    return Hours(tuple(tuple(int(n) for n in row) for row in table), weeks)


def nice_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """At most `most` + 1 round values that cover low to high, in steps of 1, 2 or 5 × 10ⁿ."""
    span = max(high - low, 1e-9)
    step = 10 ** np.floor(np.log10(span / max(most, 1)))
    for factor in (1, 2, 5, 10):
        if span / (step * factor) <= most:
            step = step * factor
            break
    start, stop = np.floor(low / step), np.ceil(high / step)
    return tuple(float(i * step) for i in range(int(start), int(stop) + 1))
