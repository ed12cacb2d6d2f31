"""The meeting announced by the event stream: its people as tiles, and who is there.

Until a conference gives their own pictures, a participant is shown by the camera of their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from ui import clockwords
from ui.context import Pane, PaneContext
from ui.meeting.floor import Floor
from ui.meeting.roll import paint_roll
from ui.meeting.stage import SEATS, current_meeting, reseat, stage_rects
from ui.meeting.surface import MeetingSurface
from ui.paint import Run, baseline, draw_runs, elide
from ui.video.tile import STRIP_EM, Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from wallclient.layout.kinds.meeting import MeetingOptions
    from wallclient.model.cameras import Camera
    from wallclient.model.instant import Instant
    from wallclient.model.meetings import Meeting, Participant
    from wallclient.model.table import ChangeSet

GAP_PX = 12  # design pixels


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeetingPane", text)


class MeetingPane(Pane):
    """Owns the tiles of the stage, who sits where, and who has the floor."""

    def __init__(self, context: PaneContext, options: MeetingOptions) -> None:
        super().__init__(context)
        self._options = options
        self._dirty = True
        self._instant: Instant | None = None
        self._second = -1
        self._meeting: Meeting | None = None
        self._seats: tuple[str, ...] = ()
        self.floor = Floor()
        stores = context.ports.stores
        self.surface = MeetingSurface(context.theme, context.ports.video, context.pane_id, self)
        if context.ports.role == "wall":
            self.surface.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for table in (stores.meetings, stores.cameras, stores.incidents):
            self.until_closed(table.subscribe(self._on_changes))
        self.until_closed(self.surface.close_surface)

    @property
    def seats(self) -> tuple[str, ...]:
        """Ids of those who are shown, the large seat first; empty where nobody sits."""
        return self._seats

    def _on_changes(self, _changes: ChangeSet) -> None:
        self._dirty = True

    # Place

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

    @property
    def _gap_px(self) -> int:
        return self.context.theme.space(GAP_PX)

    def _roll_px(self) -> int:
        """Width of the column beside the pictures."""
        if self._options.style == "stage":
            return 0
        if self._options.style == "roll":
            return self.width()
        return max(0, round((self.width() + self._gap_px) / 4) - 2 * self._gap_px)

    def _place(self) -> None:
        width = self.width() - self._roll_px()
        width -= self._gap_px * 2 if self._options.style == "full" else 0
        strip_px = round(STRIP_EM * self.context.theme.read)
        self.surface.setGeometry(0, 0, max(0, width), self.height())
        self.surface.set_cells(stage_rects(max(0, width), self.height(), self._gap_px, strip_px))
        self._dirty = True

    # Time

    @override
    def tick(self, instant: Instant) -> None:
        self._instant = instant
        second = int(instant.unix_s) != self._second
        self._second = int(instant.unix_s)
        if self._dirty:
            self._meeting = self._find()
        people = self._meeting.participants if self._meeting else ()
        if self.floor.follow(people, instant.monotonic_s) or self._dirty:
            self._dirty = False
            self._seat()
            self.update()
        elif second:
            self._show()
            roll = self._roll_px()
            self.update(self.width() - roll, 0, roll, self.height())

    def tick_pictures(self, now_unix_s: float) -> None:
        """Look for new pictures; called at the display's rate."""
        if self.surface.isVisible():
            self.surface.tick(now_unix_s)

    def _find(self) -> Meeting | None:
        meeting = current_meeting(self.context.ports.stores.meetings.values(), self._options.meeting)
        if meeting is None or self._meeting is None or meeting.id != self._meeting.id:
            self.floor.clear()
            self._seats = ()
        return meeting

    # Seats

    def _seat(self) -> None:
        people = self._meeting.participants if self._meeting else ()
        joined = [one.id for one in people if one.joined]
        self._seats = reseat(self._seats, joined, self.floor.speaker_id)
        self.surface.setVisible(bool(joined) and self._options.style != "roll")
        self._show()

    def _show(self) -> None:
        """Put those who sit there onto the tiles."""
        if self._meeting is None:
            return
        people = {one.id: one for one in self._meeting.participants}
        cameras = self.context.ports.stores.cameras
        shown: list[tuple[Camera | None, Label, bool]] = []
        for seat in self._seats or ("",) * SEATS:
            one = people.get(seat)
            if one is None:
                shown.append((None, Label(), False))
            else:
                shown.append((cameras.get(one.camera_id), self._label(one), one.speaking))
        self.surface.show_seats(shown)

    def _label(self, one: Participant) -> Label:
        now_s = self._instant.monotonic_s if self._instant else 0.0
        spoken_s = self.floor.speaking_s(one.id, now_s)
        speaking = (
            _tr("speaking {span}").format(span=clockwords.age_mm_ss(spoken_s)) if spoken_s is not None else ""
        )
        return Label(
            name=one.unit,
            detail="\u3000".join(part for part in (one.person, speaking) if part),
            right_icon="microphone-off" if one.muted else "microphone",
        )

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        roll = self._roll_px()
        stage = self.width() - roll
        sentence = self._sentence()
        if sentence and (self._meeting is None or stage > 0):
            wide = self.width() if self._meeting is None else stage
            y = baseline(0, t.read * 2.4, t.read)
            draw_runs(p, t, 0, y, [elide(t, Run(sentence, t.read, c.t2), wide)])
        if self._meeting is not None and roll and self._instant is not None:
            incident = self.context.ports.stores.incidents.get(self._meeting.incident_id)
            box = QRectF(stage, 0, roll, self.height())
            paint_roll(p, t, box, self._meeting, incident, self._instant.at)
        p.end()

    def _sentence(self) -> str:
        """What stands in the place of the pictures where there are none."""
        if self._meeting is None:
            return _tr("No meeting")
        if any(one.joined for one in self._meeting.participants):
            return ""
        if self._meeting.state == "planned":
            return _tr("The meeting has not begun")
        return _tr("Nobody is there")
