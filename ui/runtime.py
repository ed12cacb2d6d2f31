"""Runs one wall on the GUI thread: Qt, the asyncio loop that qasync puts on it, the ticker, and an orderly
end.

Nothing here waits: what reads disks or sleeps does so in a task or another thread.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_API", "pyside6")  # qasync looks at it when it is imported

import qasync
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from ui.awake import keep_awake
from ui.context import Measured, Ports
from ui.language import install_language
from ui.layoutwatch import watch_layout
from ui.reportdesk import FolderReportDesk
from ui.runreport import WARM_UP_S, RunReport, ShownTile, write_report
from ui.screens import Screens
from ui.theme import Tokens
from ui.ticker import Ticker
from ui.wall import Wall
from wallclient.config.problems import Problems
from wallclient.layout.load import find, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wallclient.app import WallApp
    from wallclient.model.instant import Instant

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "resources"
LAYOUTS = ROOT / "layouts"
DRAIN_LIMIT_S = 5.0


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command line asks of a run. `for_s` 0 means: until told to end."""

    for_s: float = 0.0
    snapshot_dir: Path | None = None
    report_file: Path | None = None
    others: dict[int, str] = field(default_factory=dict)  # process id → role, for the report


def run_wall(app: WallApp, options: RunOptions) -> int:
    """Run the wall until its time is over, a signal comes, or its window is closed; returns the exit code."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(qt)
    asyncio.set_event_loop(loop)
    with loop:
        return int(loop.run_until_complete(_Runtime(qt, app, options).run()))


class _Runtime:
    """One run: puts the parts together, lets them work, takes them apart."""

    def __init__(self, qt: QApplication, app: WallApp, options: RunOptions) -> None:
        self._qt = qt
        self._app = app
        self._options = options
        self._ended = asyncio.Event()
        config = app.config
        install_language(qt, config.wall.language, RESOURCES / "translations")
        for font in config.look.fonts:
            QFontDatabase.addApplicationFont(font)
        tokens = Tokens.load(RESOURCES / "theme" / "tokens.json")
        self._screens = Screens(qt, self._on_screens)
        self._wall = Wall(self._ports(), self._screens, tokens, config.look.scale)
        self._wall.closed.connect(self._ended.set)
        self._ticker = Ticker(self._apply, self._wall.tick, self._wall.tick_pictures)
        self._wall.attach(self._ticker)
        self._report = RunReport(app.stores, self._ticker, options.others)
        self._layout_path = find(config.wall.layout, LAYOUTS)

    def _ports(self) -> Ports:
        app, config = self._app, self._app.config
        return Ports(
            stores=app.stores,
            selection=app.selection,
            video=app.video,
            commands=app.commands,
            reports=FolderReportDesk(
                app.stores, app.clock_profile, app.state_dir / "reports", config.wall.language
            ),
            clock_profile=app.clock_profile,
            departments_for=app.departments_for,
            measured=self._measured,
            notices=app.notices,
            role=config.wall.role,
            operator=app.operator,
            title=config.wall.title,
            marker=config.wall.marker,
        )

    def _measured(self) -> Measured:
        return Measured(self._ticker.paint.quantile_ms(0.99), self._ticker.loop.figures().p99_ms)

    def _apply(self, instant: Instant) -> list[float]:
        return self._app.tick(instant)

    def _on_screens(self) -> None:
        self._wall.replan()
        self._say_notes()

    async def run(self) -> int:
        self._take_signals()
        self._app.start()
        self._wall.show_layout(load(self._layout_path))
        self._say_notes()
        if self._app.config.wall.role != "console":
            keep_awake(self._qt.platformName())
        self._ticker.start()
        watching = asyncio.create_task(watch_layout(self._layout_path, self._on_layout_saved))
        try:
            return await self._until_ended()
        finally:
            watching.cancel()
            self._ticker.stop()
            self._wall.close_wall()
            await asyncio.to_thread(self._app.stop)

    async def _until_ended(self) -> int:
        """Wait for the end; with a limit, measure from the warm-up to it and leave the pictures and the
        report.
        """
        limit_s = self._options.for_s
        started_at = time.monotonic()
        if await self._wait(min(WARM_UP_S, limit_s) if limit_s else WARM_UP_S):
            return 0
        self._report.begin(self._tiles())
        if await self._wait(limit_s - (time.monotonic() - started_at) if limit_s else None):
            return 0
        return await self._leave_evidence()

    async def _wait(self, timeout_s: float | None) -> bool:
        """True if the end came before the time was over."""
        try:
            await asyncio.wait_for(self._ended.wait(), timeout_s)
        except TimeoutError:
            return False
        return True

    async def _leave_evidence(self) -> int:
        screens = self._screen_lines()
        report = self._report.finish(self._tiles(), screens)
        folder = self._options.snapshot_dir
        if folder is not None:
            for line in screens:
                window = self._wall.windows[line["id"]]
                picture = window.grab().toImage()
                await asyncio.to_thread(_save, picture, folder / line["png"])
        if self._options.report_file is not None:
            await asyncio.to_thread(write_report, report, self._options.report_file)
        for error in report["errors"]:
            sys.stderr.write(f"not as it should be: {error}\n")
        return 0 if report["ok"] else 1

    def _screen_lines(self) -> list[dict[str, Any]]:
        lines = []
        for screen_id, window in self._wall.windows.items():
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

    def _tiles(self) -> Iterator[ShownTile]:
        for screen, pane, surface in self._wall.surfaces():
            for number, tile in enumerate(surface.tiles):
                yield ShownTile(screen, pane, number, tile)

    # Layout files and monitors while it runs

    def _on_layout_saved(self) -> None:
        try:
            layout = load(self._layout_path)
        except Problems as problems:
            text = QCoreApplication.translate(
                "Runtime", "The layout was saved with {count} mistakes: {first}"
            )
            self._app.notices.say(
                "layout", text.format(count=len(problems.problems), first=problems.problems[0])
            )
            sys.stderr.write(f"{problems}\n")
            return
        self._app.notices.clear("layout")
        self._wall.show_layout(layout)
        self._say_notes()

    def _say_notes(self) -> None:
        for note in self._wall.notes:
            sys.stderr.write(f"layout: {note}\n")

    # Ending

    def _take_signals(self) -> None:
        def end(_number: int, _frame: object) -> None:
            asyncio.get_event_loop().call_soon_threadsafe(self._ended.set)

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)


def _save(picture: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(path)):
        sys.stderr.write(f"{path}: the picture could not be written\n")
