"""The meeting announced by the event stream: its people as tiles, and who is there.

Until a conference gives their own pictures, a participant is shown by the camera of their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter
from typing_extensions import override

from ui.context import Pane, PaneContext
from ui.meeting.roll import paint_roll
from ui.meeting.stage import SEATS, current_meeting, seats_of, stage_rects
from ui.paint import Run, baseline, draw_runs
from ui.video.surface import TileSurface
from ui.video.tile import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from wallclient.layout.kinds.meeting import MeetingOptions
    from wallclient.model.cameras import Camera
    from wallclient.model.instant import Instant
    from wallclient.model.meetings import Meeting, Participant
    from wallclient.model.table import ChangeSet

# A speaker keeps the large place until another has spoken for this long.
SPEAKER_HOLD_S = 2.0
GAP_PX = 12


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeetingPane", text)


class MeetingPane(Pane):
    """Owns the tiles of the stage and who has the large one."""

    def __init__(self, context: PaneContext, options: MeetingOptions) -> None:
        super().__init__(context)
        self._options = options
        self._dirty = True
        self._instant: Instant | None = None
        self._second = -1
        self._meeting: Meeting | None = None
        self._speaker_id = ""
        self._next_speaker: tuple[str, float] = ("", 0.0)
        stores = context.ports.stores
        self.surface = TileSurface(context.theme, context.ports.video, context.pane_id, self)
        for table in (stores.meetings, stores.cameras, stores.incidents):
            self.until_closed(table.subscribe(self._on_changes))
        self.until_closed(self.surface.close_surface)

    def _on_changes(self, _changes: ChangeSet) -> None:
        self._dirty = True

    @override
    def set_options(self, options: MeetingOptions) -> None:
        self._options = options
        self._place()

    @override
    def set_context(self, context: PaneContext) -> None:
        super().set_context(context)
        self.surface.set_theme(context.theme)
        self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _roll_px(self) -> int:
        """Width of the column beside the pictures."""
        if self._options.style == "stage":
            return 0
        if self._options.style == "roll":
            return self.width()
        return round((self.width() + GAP_PX) / 4)

    def _place(self) -> None:
        width = self.width() - self._roll_px()
        width -= GAP_PX * 2 if self._options.style == "full" else 0
        self.surface.setVisible(width > 0)
        self.surface.setGeometry(0, 0, max(0, width), self.height())
        self.surface.set_cells(stage_rects(max(0, width), self.height(), GAP_PX))
        self._dirty = True

    @override
    def tick(self, instant: Instant) -> None:
        self._instant = instant
        self._follow_speaker(instant.monotonic_s)
        if self._dirty:
            self._dirty = False
            self._choose()
            self.update()
        elif int(instant.unix_s) != self._second:
            self._second = int(instant.unix_s)
            if self._roll_px():
                self.update(self.width() - self._roll_px(), 0, self._roll_px(), self.height())

    def tick_pictures(self, now_unix_s: float) -> None:
        """Look for new pictures; called at the display's rate."""
        self.surface.tick(now_unix_s)

    def _follow_speaker(self, now_s: float) -> None:
        meeting = self._meeting
        speaking = next((p.id for p in meeting.participants if p.speaking), "") if meeting else ""
        if not speaking or speaking == self._speaker_id:
            self._next_speaker = ("", 0.0)
        elif speaking != self._next_speaker[0]:
            self._next_speaker = (speaking, now_s)
        if self._next_speaker[0] and (
            not self._speaker_id or now_s - self._next_speaker[1] >= SPEAKER_HOLD_S
        ):
            self._speaker_id = self._next_speaker[0]
            self._dirty = True

    def _choose(self) -> None:
        stores = self.context.ports.stores
        self._meeting = current_meeting(stores.meetings.values(), self._options.meeting)
        seats = seats_of(self._meeting, self._speaker_id) if self._meeting else []
        shown: list[tuple[Camera | None, Label]] = [
            (stores.cameras.get(one.camera_id), _label(one)) for one in seats
        ]
        shown += [(None, Label())] * (SEATS - len(shown))
        self.surface.show_cameras(shown)
        for number, tile in enumerate(self.surface.tiles):
            tile.speaking = number < len(seats) and seats[number].speaking
        self.surface.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        roll = self._roll_px()
        left = self.width() - roll
        if self._meeting is None:
            y = baseline(0, t.read * 2.4, t.read)
            draw_runs(p, t, left, y, [Run(_tr("No meeting"), t.read, c.t2)])
        elif roll and self._instant is not None:
            incident = self.context.ports.stores.incidents.get(self._meeting.incident_id)
            box = QRectF(left, 0, roll, self.height())
            paint_roll(p, t, box, self._meeting, incident, self._instant.at)
        p.end()


def _label(one: Participant) -> Label:
    return Label(
        name=one.unit,
        detail=one.person,
        right_icon="microphone-off" if one.muted else "microphone",
    )
