"""Runs one wall from the command line: Qt, the asyncio loop that qasync puts on its thread, time limit,
evidence, end.

Nothing here waits: what reads disks or sleeps does so in a task or another thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_API", "pyside6")  # qasync looks at it when it is imported

import qasync
from PySide6.QtWidgets import QApplication

from ui.layoutwatch import watch_layout
from ui.runreport import WARM_UP_S, RunReport, write_report
from ui.session import WallSession

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from wallclient.app import WallApp


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command line asks of a run. `for_s` 0: until told to end. `others`: process id → role."""

    for_s: float = 0.0
    snapshot_dir: Path | None = None
    report_file: Path | None = None
    others: dict[int, str] = field(default_factory=dict)


def run_wall(app: WallApp, options: RunOptions) -> int:
    """Run the wall until its time is over, a signal comes, or a window is closed; returns the exit code."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(qt)
    asyncio.set_event_loop(loop)
    with loop:
        return int(loop.run_until_complete(_Run(WallSession(qt, app), options).run(loop)))


class _Run:
    """One run of a session."""

    def __init__(self, session: WallSession, options: RunOptions) -> None:
        self._session = session
        self._options = options
        self._ended = asyncio.Event()
        session.wall.closed.connect(self._ended.set)
        self._report = RunReport(session.app, session.ticker, options.others)

    async def run(self, loop: asyncio.AbstractEventLoop) -> int:
        self._take_signals(loop)
        session = self._session
        session.start()
        watching = asyncio.create_task(watch_layout(session.layout_path, session.reload_layout))
        try:
            return await self._until_ended()
        finally:
            watching.cancel()
            session.stop_gui()
            await asyncio.to_thread(session.app.stop)

    async def _until_ended(self) -> int:
        """Wait for the end; what is asked for is measured from the warm-up on and left behind at the end."""
        limit_s = self._options.for_s
        started_at = time.monotonic()
        ended = await self._wait(min(WARM_UP_S, limit_s) if limit_s else WARM_UP_S)
        self._report.begin(self._session.tiles())
        if not ended:
            await self._wait(limit_s - (time.monotonic() - started_at) if limit_s else None)
        return await self._leave_evidence()

    async def _wait(self, timeout_s: float | None) -> bool:
        """True if the end came before the time was over."""
        end_at = math.inf if timeout_s is None else time.monotonic() + timeout_s
        # Qt's timers, on which this loop stands, may be some per cent early: look again.
        while not self._ended.is_set() and (left_s := end_at - time.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), None if left_s == math.inf else left_s)
        return self._ended.is_set()

    async def _leave_evidence(self) -> int:
        """Write pictures and report if asked for; the exit code is the report's verdict where one was asked
        for.
        """
        options = self._options
        if options.snapshot_dir is None and options.report_file is None:
            return 0
        screens = self._screen_lines()
        report = self._report.finish(self._session.tiles(), screens)
        if options.snapshot_dir is not None:
            for line in screens:
                picture = self._session.wall.windows[line["id"]].grab().toImage()
                await asyncio.to_thread(_save, picture, options.snapshot_dir / line["png"])
        if options.report_file is not None:
            await asyncio.to_thread(write_report, report, options.report_file)
        for error in report["errors"]:
            sys.stderr.write(f"not as it should be: {error}\n")
        return 0 if report["ok"] else 1

    def _screen_lines(self) -> list[dict[str, Any]]:
        lines = []
        for screen_id, window in self._session.wall.windows.items():
            monitor = window.plan.monitor
            name = monitor.connector or screen_id
            lines.append(
                {
                    "id": screen_id,
                    "name": name,
                    "width": monitor.width_px,
                    "height": monitor.height_px,
                    "dpr": monitor.dpr,
                    "png": f"{name}.png",
                }
            )
        return lines

    def _take_signals(self, loop: asyncio.AbstractEventLoop) -> None:
        def end(_number: int, _frame: object) -> None:
            loop.call_soon_threadsafe(self._ended.set)

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)


def _save(picture: QImage, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(path)):
        sys.stderr.write(f"{path}: the picture could not be written\n")
