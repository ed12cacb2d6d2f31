"""How the wall itself is: sources, streams by state, processes, and how old things are when they are
painted.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from ui import clockwords
from ui.context import Pane, PaneContext
from ui.paint import Run, baseline, draw_runs, draw_runs_right, elide, hairline
from ui.words import word
from wallclient.model.health import HealthState

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from wallclient.layout.kinds.plain import StatusOptions
    from wallclient.model.instant import Instant


def _tr(text: str) -> str:
    return QCoreApplication.translate("StatusPane", text)


Line = tuple[str, str, bool]


class StatusPane(Pane):
    """Read anew once a second; owns nothing but the lines shown."""

    def __init__(self, context: PaneContext, options: StatusOptions) -> None:
        super().__init__(context)
        self._options = options
        self._lines: list[Line] = []
        self._second = -1
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @override
    def set_options(self, options: StatusOptions) -> None:
        self._options = options
        self._second = -1

    @override
    def tick(self, instant: Instant) -> None:
        if int(instant.unix_s) == self._second:
            return
        self._second = int(instant.unix_s)
        makers = {
            "sources": lambda: self._sources(instant.unix_s),
            "streams": self._streams,
            "processes": self._processes,
            "latency": self._latency,
        }
        lines = [line for part in self._options.parts for line in makers[part]()]
        if lines != self._lines:
            self._lines = lines
            self.update()

    def _sources(self, now_unix_s: float) -> list[Line]:
        names = {"events": _tr("Event stream"), "commands": _tr("Commands"), "decoders": _tr("Decoders")}
        lines = []
        for source in self.context.ports.stores.sources.values():
            health = source.health
            words = word(health.state)
            if not health.is_live:
                age = clockwords.age_mm_ss(now_unix_s - health.since)
                words = _tr("{state} for {age}").format(state=words, age=age)
            lines.append((names.get(source.name, source.name), words, not health.is_live))
            figures = dict(source.figures)
            if figures.get("bad_frames"):
                lines.append((_tr("Damaged frames"), clockwords.count(figures["bad_frames"]), True))
        return lines

    def _streams(self) -> list[Line]:
        counts = Counter(s.health.state for s in self.context.ports.stores.streams.values())
        lines = [(_tr("Pictures live"), clockwords.count(counts[HealthState.LIVE]), False)]
        lines += [
            (word(state), clockwords.count(counts[state]), True)
            for state in HealthState
            if state is not HealthState.LIVE and counts[state]
        ]
        return lines

    def _processes(self) -> list[Line]:
        processes = list(self.context.ports.stores.processes.values())
        restarts = sum(p.restarts for p in processes)
        return [
            (_tr("Processes"), clockwords.count(len(processes)), False),
            (_tr("Restarts"), clockwords.count(restarts), restarts > 0),
        ]

    def _latency(self) -> list[Line]:
        measured = self.context.ports.measured()
        return [
            (_tr("Event to screen"), f"{measured.event_ms_p99:.0f} ms", measured.event_ms_p99 > 100),
            (_tr("Interface pauses"), f"{measured.loop_ms_p99:.1f} ms", measured.loop_ms_p99 > 20),
        ]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        line_px = t.ref * 1.9
        y = 0.0
        for name, value, warns in self._lines:
            if y + line_px > self.height():
                break
            base = baseline(y, line_px, t.ref)
            hairline(p, t, 0, self.width(), y)
            colour = c.yellow if warns else c.t1
            right = draw_runs_right(p, t, self.width(), base, [Run(value, t.ref, colour, figures=True)])
            draw_runs(p, t, 0, base, [elide(t, Run(name, t.ref, c.t2), right - t.ref)])
            y += line_px
        p.end()
