"""Who is shown where in a meeting: the speaker large, the others beside and below. Pure arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from wallclient.layout.presets import equal, tile_rects

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.model.meetings import Meeting, Participant

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


def seats_of(meeting: Meeting, speaker_id: str) -> list[Participant]:
    """Those who are shown: the speaker first, then in the meeting's own order, so that nobody jumps about."""
    joined = [p for p in meeting.participants if p.joined]
    speaker = next((p for p in joined if p.id == speaker_id), joined[0] if joined else None)
    if speaker is None:
        return []
    return [speaker, *(p for p in joined if p.id != speaker.id)][:SEATS]


def stage_rects(width_px: int, height_px: int, gap_px: int) -> list[QRect]:
    """Rectangles for SEATS tiles, the speaker's first."""
    cells = [QRect(r.x, r.y, r.width, r.height) for r in tile_rects(width_px, height_px, equal(3, 3), gap_px)]
    speaker = cells[0].united(cells[4])
    return [speaker, *(cells[n] for n in _BESIDE)]
