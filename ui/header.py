"""The strip at the top of a screen: whose room this is, which scene stands, how the sources are, what time
it is.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui import clockwords
from ui.paint import Run, baseline, chip_width, draw_chip, draw_runs, draw_runs_right, elide, width
from wallclient.model.commands import CommandState
from wallclient.model.health import Health, HealthState

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.theme import Theme
    from wallclient.model.instant import Instant
    from wallclient.model.stores import Stores

HEIGHT_PX = 56


def _tr(text: str) -> str:
    return QCoreApplication.translate("Header", text)


def scene_names() -> dict[str, str]:
    """The four functional areas of the room by their key in a layout, in the order of F1 to F4."""
    return {
        "command": _tr("Command"),
        "deployment": _tr("Deployment"),
        "analysis": _tr("Analysis"),
        "office": _tr("Daily office"),
    }


class HeaderBar(QWidget):
    """Owns nothing but its words; repaints when the second or a source's state changes."""

    def __init__(self, theme: Theme, stores: Stores, title: str, scene: str, marker: str) -> None:
        super().__init__()
        self.theme = theme
        self.title = title
        self.scene = scene
        self._stores = stores
        self._marker = marker
        self._instant: Instant | None = None
        self._shown: tuple[object, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def tick(self, instant: Instant) -> None:
        """Repaint when the second turns or a source's words change."""
        self._instant = instant
        shown = (int(instant.unix_s), self._feed_words(), self.waiting)
        if shown != self._shown:
            self._shown = shown
            self.update()

    def _feed_words(self) -> tuple[str, bool]:
        """Words for the event stream and whether they are a warning."""
        source = self._stores.sources.get("events")
        health = source.health if source else None
        if health is None or self._instant is None:
            return "", False
        return feed_words(health, self._instant.unix_s)

    @property
    def marker_words(self) -> str:
        """What kind of data this is, where it is not real."""
        return {"demo": _tr("Demo data"), "exercise": _tr("Exercise"), "test": _tr("Test")}.get(
            self._marker, ""
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.theme, self.theme.colours
        p.fillRect(self.rect(), c.ink)
        y = baseline(0, self.height(), t.read)
        right = self._paint_right(p, y) - t.read
        title = elide(t, Run(self.title, t.read, c.t1, bold=True), max(0.0, right))
        x = draw_runs(p, t, 0, y, [title]) + t.read * 1.65
        pad, high = t.read * 0.55, round(t.read * 1.85)
        present = scene_names().get(self.scene, "")
        for name in self._scenes(right - x, present):
            w = width(t, [Run(name, t.read, c.t2, bold=name == present)])
            if name == present:
                box = QRectF(round(x), round((self.height() - high) / 2), round(w + 2 * pad), high)
                p.fillRect(box, c.paper)
                draw_runs(p, t, x + pad, y, [Run(name, t.read, c.ink, bold=True)])
            else:
                draw_runs(p, t, x + pad, y, [Run(name, t.read, c.t2)])
            x += w + 2 * pad + t.read * 0.15
        p.end()

    def _scenes(self, room_px: float, present: str) -> tuple[str, ...]:
        """The scenes' names where all fit; else the present one alone, if that fits."""
        t, c = self.theme, self.theme.colours
        for names in (tuple(scene_names().values()), (present,)):
            wide = sum(width(t, [Run(name, t.read, c.t2, bold=True)]) + t.read * 1.25 for name in names)
            if wide <= room_px and names[0]:
                return names
        return ()

    def _paint_right(self, p: QPainter, y: float) -> float:
        """From the right: time, date, the event stream, commands that wait, the marker.

        Returns where they begin. The date is the first to go where there is no room.
        """
        t, c = self.theme, self.theme.colours
        if self._instant is None:
            return float(self.width())
        at = self._instant.at
        time = Run(clockwords.clock(at, seconds=True), t.lead, c.t1, figures=True)
        x = draw_runs_right(p, t, self.width(), y, [time])
        date = Run(clockwords.date(at), t.ref, c.t2)
        if x - width(t, [date]) > self.width() * 0.45:
            x = draw_runs_right(p, t, x - t.read * 0.9, y, [date])
        words, warning = self._feed_words()
        if words:
            x = self._paint_words(p, x - t.ref, y, words, warning=warning)
        if self.waiting:
            queued = _tr("Queued {count}").format(count=self.waiting)
            x = self._paint_words(p, x - t.ref, y, queued, warning=False)
        marker = self.marker_words
        if marker:
            x -= chip_width(t, marker) + t.ref
            draw_chip(p, t, x, self.height() / 2, marker)
        return x

    def _paint_words(self, p: QPainter, right: float, y: float, words: str, *, warning: bool) -> float:
        t, c = self.theme, self.theme.colours
        if not warning:
            return draw_runs_right(p, t, right, y, [Run(words, t.ref, c.t2)])
        run = Run(words, t.ref, c.ink, bold=True)
        left = right - width(t, [run]) - t.ref
        high = round(t.ref * 1.6)
        p.fillRect(QRectF(left, round((self.height() - high) / 2), right - left, high), c.yellow)
        centred = baseline((self.height() - t.ref) / 2, t.ref, t.ref)
        draw_runs(p, t, left + t.ref * 0.5, centred, [run])
        return left

    @property
    def waiting(self) -> int:
        """Commands that wait for the platform."""
        return sum(one.state is CommandState.QUEUED for one in self._stores.commands.values())


def feed_words(health: Health, now_unix_s: float) -> tuple[str, bool]:
    """What the header says of the event stream, and whether it is a warning."""
    if health.state is HealthState.LIVE:
        return _tr("Event stream normal"), False
    if health.state is HealthState.CONNECTING:
        return _tr("Connecting to the event stream"), False
    if health.state is HealthState.STALE:
        age = clockwords.age_mm_ss(now_unix_s - health.since)
        return _tr("Event stream stale {age}").format(age=age), True
    if health.state is HealthState.REFUSED:
        return _tr("The platform refuses access"), True
    since = clockwords.clock(datetime.fromtimestamp(health.since).astimezone())
    return _tr("Platform not reachable since {time}").format(time=since), True
