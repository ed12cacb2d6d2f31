"""The strip at the top of a screen: whose room this is, which scene stands, how the sources are, what time
it is.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui import clockwords
from ui.paint import (
    Run,
    baseline,
    chip_width,
    draw_chip,
    draw_runs,
    draw_runs_right,
    width,
)
from wallclient.model.health import Health, HealthState

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.theme import Theme
    from wallclient.model.instant import Instant
    from wallclient.model.stores import Stores

HEIGHT_PX = 56


def _tr(text: str) -> str:
    return QCoreApplication.translate("Header", text)


def scene_names() -> tuple[str, str, str, str]:
    """The four functional areas of the room, in the order of their keys F1 to F4."""
    return _tr("Command"), _tr("Deployment"), _tr("Analysis"), _tr("Daily office")


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
        shown = (int(instant.unix_s), self._feed_words())
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

    def _marker_words(self) -> str:
        return {"demo": _tr("Demo data"), "exercise": _tr("Exercise"), "test": _tr("Test")}.get(
            self._marker, ""
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.theme, self.theme.colours
        p.fillRect(self.rect(), c.ink)
        y = baseline(0, self.height(), t.read)
        right = self._paint_right(p, y)
        x = draw_runs(p, t, 24, y, [Run(self.title, t.read, c.t1, bold=True)]) + t.read * 1.6
        for name in scene_names():
            w = width(t, [Run(name, t.read, c.t2, bold=True)])
            if x + w + t.read > right:
                break
            box = QRectF(
                x - t.read * 0.55, (self.height() - t.read * 1.9) / 2, w + t.read * 1.1, t.read * 1.9
            )
            if name == self.scene:
                p.fillRect(box, c.paper)
                draw_runs(p, t, x, y, [Run(name, t.read, c.ink, bold=True)])
            else:
                draw_runs(p, t, x, y, [Run(name, t.read, c.t2)])
            x += w + t.read * 0.8 + t.read * 0.4
        p.end()

    def _paint_right(self, p: QPainter, y: float) -> float:
        t, c = self.theme, self.theme.colours
        if self._instant is None:
            return float(self.width())
        at = self._instant.at
        x = draw_runs_right(
            p,
            t,
            self.width() - 24,
            y,
            [Run(clockwords.clock(at, seconds=True), t.lead, c.t1, figures=True)],
        )
        x = draw_runs_right(p, t, x - t.read, y, [Run(clockwords.date(at), t.ref, c.t2)])
        words, warning = self._feed_words()
        if words:
            run = Run(words, t.ref, c.ink if warning else c.t2, bold=warning)
            w = width(t, [run])
            left = x - t.ref - w
            if warning:
                plate = QRect(
                    round(left - t.ref * 0.5),
                    round((self.height() - t.ref * 1.6) / 2),
                    round(w + t.ref),
                    round(t.ref * 1.6),
                )
                p.fillRect(plate, c.yellow)
                left -= t.ref * 0.5
            draw_runs_right(p, t, x - t.ref, y, [run])
            x = left
        marker = self._marker_words()
        if marker:
            x -= chip_width(t, marker) + t.ref * 0.8
            draw_chip(p, t, x, self.height() / 2 + 1, marker)
        return x


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
