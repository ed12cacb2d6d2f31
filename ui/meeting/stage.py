"""Who is shown where in a meeting: the speaker large, the others beside and below. Pure arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from wallclient.layout.presets import equal, tile_rects

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallclient.model.meetings import Meeting

# Cells of a 3 by 3 grid besides the speaker's 2 by 2: the column at the right, then the row below.
_BESIDE = (2, 5, 6, 7, 8)
SEATS = 1 + len(_BESIDE)


def current_meeting(meetings: Iterable[Meeting], wanted: str) -> Meeting | None:
    """The meeting `wanted` by id; for `current` the one that runs, else the next that is planned."""
    found = list(meetings)
    if wanted != "current":
        return next((m for m in found if m.id == wanted), None)
    running = [m for m in found if m.state == "running"]
    if running:
        return max(running, key=lambda m: m.started_at.timestamp() if m.started_at else 0.0)
    planned = [m for m in found if m.state == "planned"]
    return min(planned, key=lambda m: m.starts_at.timestamp() if m.starts_at else 9e18, default=None)


def reseat(before: Sequence[str], joined: Sequence[str], speaker: str) -> tuple[str, ...]:
    """Who sits where, the speaker's large seat first; an empty id is an empty seat.

    `before`: the seats until now, `joined`: all who are there, in the meeting's order. Everybody keeps their
    seat; the new speaker and the one before change places.
    """
    seats = [one if one in joined else "" for one in before[:SEATS]]
    seats += [""] * (SEATS - len(seats))
    if speaker in joined and seats[0] != speaker:
        if speaker in seats:
            free = seats.index(speaker)
        else:
            # They had no seat: the one before takes the first that is empty, else the last.
            free = next((n for n in range(1, SEATS) if not seats[n]), SEATS - 1)
        if seats[0]:
            seats[free] = seats[0]
        elif speaker in seats:
            seats[free] = ""
        seats[0] = speaker
    waiting = iter([one for one in joined if one not in seats])
    seats = [one or next(waiting, "") for one in seats]
    if not seats[0]:
        first = next((n for n, one in enumerate(seats) if one), 0)
        seats[0], seats[first] = seats[first], seats[0]
    return tuple(seats)


def stage_rects(width_px: int, height_px: int, gap_px: int, strip_px: int, edge_px: int = 3) -> list[QRect]:
    """Rectangles for SEATS tiles, the speaker's first.

    Tiles are as high as a 16:9 picture and its strip need, if there is room; `edge_px` is left free around
    all for the speaker's outline.
    """
    wide, high = max(0, width_px - 2 * edge_px), max(0, height_px - 2 * edge_px)
    column = (wide - 2 * gap_px) / 3
    high = min(high, round(3 * (column * 9 / 16 + strip_px) + 2 * gap_px))
    cells = [
        QRect(r.x + edge_px, r.y + edge_px, r.width, r.height)
        for r in tile_rects(wide, high, equal(3, 3), gap_px)
    ]
    return [cells[0].united(cells[4]), *(cells[n] for n in _BESIDE)]
