"""The one clock of the GUI: data 30 times a second, pictures at each display tick. Nothing else polls.

The data tick drains the mailbox, lets the stores tell their changes, then ticks the panes; the picture tick
only looks at ring sequence numbers. Both run on the GUI thread and never wait.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from ui.measure import LoopMeter, PaintMeter
from wallclient.model.instant import Instant

if TYPE_CHECKING:
    from collections.abc import Callable

DATA_PERIOD_MS = 33
PICTURE_PERIOD_MS = 16


class Ticker(QObject):
    """Owns the two timers. `apply` drains and applies, and returns arrival times of what it applied."""

    def __init__(
        self,
        apply: Callable[[Instant], list[float]],
        on_data: Callable[[Instant], None],
        on_pictures: Callable[[float], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._apply = apply
        self._on_data = on_data
        self._on_pictures = on_pictures
        self.loop = LoopMeter(PICTURE_PERIOD_MS / 1000.0)
        self.paint = PaintMeter()
        self._data = self._timer(DATA_PERIOD_MS, self._tick_data)
        self._pictures = self._timer(PICTURE_PERIOD_MS, self._tick_pictures)

    def _timer(self, period_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(period_ms)
        timer.timeout.connect(slot)
        return timer

    def start(self) -> None:
        self._data.start()
        self._pictures.start()

    def stop(self) -> None:
        self._data.stop()
        self._pictures.stop()

    def painted(self) -> None:
        """A window has just finished painting."""
        self.paint.painted(time.monotonic())

    def _tick_data(self) -> None:
        instant = Instant.now()
        self.paint.applied(self._apply(instant))
        self._on_data(instant)

    def _tick_pictures(self) -> None:
        self.loop.beat(time.monotonic())
        self._on_pictures(time.time())
