"""How the wall itself is: sources, streams by state, processes, and how old things are when they are
painted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from ui import clockwords
from ui.context import Pane, PaneContext
from ui.paint import Run, baseline, draw_runs, draw_runs_right, draw_sign, elide, hairline
from ui.words import word
from wallclient.model.health import HealthState

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from wallclient.layout.kinds.plain import StatusOptions
    from wallclient.model.instant import Instant


def _tr(text: str) -> str:
    return QCoreApplication.translate("StatusPane", text)


@dataclass(frozen=True, slots=True)
class Line:
    """One value. `measured`: a figure, not words."""

    name: str
    value: str
    warns: bool
    measured: bool = True


class StatusPane(Pane):
    """Read anew once a second; owns nothing but the lines shown."""

    def __init__(self, context: PaneContext, options: StatusOptions) -> None:
        super().__init__(context)
        self._options = options
        self._lines: list[Line] = []
        self._second = -1
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def lines(self) -> tuple[tuple[str, str, bool], ...]:
        """What is shown, from top to bottom: name, value, and whether the value warns."""
        return tuple((line.name, line.value, line.warns) for line in self._lines)

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
        lines: list[Line] = []
        for source in self.context.ports.stores.sources.values():
            health = source.health
            # A source that has no picture can only stall.
            words = _tr("Stalled") if health.state is HealthState.STALE else word(health.state)
            if not health.is_live:
                age = clockwords.age_mm_ss(now_unix_s - health.since)
                words = _tr("{state} for {age}").format(state=words, age=age)
            name = names.get(source.name, source.name)
            lines.append(Line(name, words, not health.is_live, measured=False))
            figures = dict(source.figures)
            if figures.get("bad_frames"):
                lines.append(Line(_tr("Damaged frames"), clockwords.count(figures["bad_frames"]), True))
        return lines

    def _streams(self) -> list[Line]:
        counts = Counter(s.health.state for s in self.context.ports.stores.streams.values())
        lines = [Line(_tr("Pictures live"), clockwords.count(counts[HealthState.LIVE]), False)]
        lines += [
            Line(word(state), clockwords.count(counts[state]), True)
            for state in HealthState
            if state is not HealthState.LIVE and counts[state]
        ]
        return lines

    def _processes(self) -> list[Line]:
        processes = list(self.context.ports.stores.processes.values())
        restarts = sum(p.restarts for p in processes)
        return [
            Line(_tr("Processes"), clockwords.count(len(processes)), False),
            Line(_tr("Restarts"), clockwords.count(restarts), restarts > 0),
        ]

    def _latency(self) -> list[Line]:
        measured = self.context.ports.measured()
        return [
            Line(_tr("Event to screen"), f"{measured.event_ms_p99:.0f} ms", measured.event_ms_p99 > 100),
            Line(_tr("Interface pauses"), f"{measured.loop_ms_p99:.1f} ms", measured.loop_ms_p99 > 20),
        ]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        row = t.ref * 2.0
        y = 0.0
        for line in self._fitting(int(self.height() / row)):
            base = baseline(y, row, t.ref)
            hairline(p, t, 0, self.width(), y)
            right = float(self.width())
            if line.warns:
                sign = t.ref * 0.8
                right = draw_runs_right(p, t, right, base, [self._value(line, right / 2)]) - t.ref * 0.3
                draw_sign(p, t, QPointF(right - sign / 2, y + row / 2), sign, 3, bare=True)
                right -= sign
            else:
                right = draw_runs_right(p, t, right, base, [self._value(line, right / 2)])
            draw_runs(p, t, 0, base, [elide(t, Run(line.name, t.ref, c.t2), right - t.ref * 0.6)])
            y += row
        p.end()

    def _value(self, line: Line, room_px: float) -> Run:
        t, c = self.context.theme, self.context.theme.colours
        colour = c.yellow if line.warns else c.t1
        return elide(t, Run(line.value, t.ref, colour, figures=line.measured), room_px)

    def _fitting(self, count: int) -> list[Line]:
        """What fits, in its order; where not all does, what warns goes before what is well."""
        ranked = sorted(range(len(self._lines)), key=lambda n: (not self._lines[n].warns, n))
        return [self._lines[n] for n in sorted(ranked[: max(0, count)])]
