"""One wall put together on the GUI thread: windows, panes, ticker, on top of a WallApp. Starts and ends as a
whole.

It needs a running Qt event loop and nothing else; the runtime adds signals, time limits and evidence.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase

from ui.awake import keep_awake
from ui.context import Measured, Ports
from ui.language import install_language
from ui.reportdesk import FolderReportDesk
from ui.runreport import ShownTile
from ui.screens import Screens
from ui.theme import Tokens
from ui.ticker import Ticker
from ui.wall import Wall
from wallclient.config.problems import Problems
from wallclient.layout.load import find, load
from wallclient.rules import clocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from wallclient.app import WallApp
    from wallclient.model.instant import Instant

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "resources"
LAYOUTS = ROOT / "layouts"
# How often it is looked which incident is the worst, while nobody has chosen one.
CHOOSE_S = 2.0


class WallSession:
    """Owns wall, screens and ticker. `start` shows the layout, `stop` ends everything but Qt itself."""

    def __init__(self, qt: QApplication, app: WallApp) -> None:
        self._qt = qt
        self.app = app
        self._chosen_at = 0.0
        self._own_choice = ""
        config = app.config
        install_language(qt, config.wall.language, RESOURCES / "translations")
        for font in config.look.fonts:
            QFontDatabase.addApplicationFont(font)
        tokens = Tokens.load(RESOURCES / "theme" / "tokens.json")
        self.screens = Screens(qt, self._on_screens)
        self.wall = Wall(self._ports(), self.screens, tokens, config.look.scale)
        self.ticker = Ticker(self._apply, self.wall.tick, self.wall.tick_pictures)
        self.wall.attach(self.ticker)
        self.layout_path = find(config.wall.layout, LAYOUTS)

    def start(self) -> None:
        """Show the layout and let everything run. Raises `Problems` if the layout cannot be used."""
        layout = load(self.layout_path)
        self.app.start()
        self.wall.show_layout(layout)
        self._tell_notes()
        if self.app.config.wall.role != "console":
            keep_awake(self._qt.platformName())
        self.ticker.start()

    def stop_gui(self) -> None:
        """End what lives on the GUI thread; the app's own `stop` may take a while and comes after."""
        self.ticker.stop()
        self.wall.close_wall()

    def reload_layout(self) -> None:
        """Take the layout file as it is now; a file with mistakes leaves the wall as it is and says so."""
        try:
            layout = load(self.layout_path)
        except Problems as problems:
            text = QCoreApplication.translate(
                "Runtime", "The layout was saved with {count} mistakes: {first}"
            )
            self.app.notices.say(
                "layout", text.format(count=len(problems.problems), first=problems.problems[0])
            )
            sys.stderr.write(f"{problems}\n")
            return
        self.app.notices.clear("layout")
        self.wall.show_layout(layout)
        self._tell_notes()

    def tiles(self) -> Iterator[ShownTile]:
        """Every tile that stands in a window."""
        for screen, pane, surface in self.wall.surfaces():
            for number, tile in enumerate(surface.tiles):
                if not tile.picture_rect.isEmpty():
                    yield ShownTile(screen, pane, number, tile)

    def _ports(self) -> Ports:
        app, config = self.app, self.app.config
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
        return Measured(self.ticker.paint.quantile_ms(0.99), self.ticker.loop.figures().p99_ms)

    def _apply(self, instant: Instant) -> list[float]:
        received_at = self.app.tick(instant)
        if instant.monotonic_s - self._chosen_at >= CHOOSE_S:
            self._choose_worst(instant)
        return received_at

    def _choose_worst(self, instant: Instant) -> None:
        """Until somebody chooses, the worst open incident is the chosen one: nobody stands at a wall."""
        profile = self.app.clock_profile
        open_ones = [i for i in self.app.stores.incidents.values() if i.is_open]
        if not open_ones or self.app.selection.chosen.incident_id not in ("", self._own_choice):
            return
        self._chosen_at = instant.monotonic_s
        self._own_choice = min(open_ones, key=lambda i: clocks.sort_key(i, instant.at, profile)).id
        self.app.selection.choose(incident_id=self._own_choice)

    def _on_screens(self) -> None:
        self.wall.replan()
        self._tell_notes()

    def _tell_notes(self) -> None:
        for note in self.wall.notes:
            sys.stderr.write(f"layout: {note}\n")
