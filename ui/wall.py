"""All windows and panes of one wall. Carries out the steps from the plan that stands to the next one.

Start, reload of a layout, and monitors coming and going all take this road; a pane that stays is moved, not
remade.
"""

from __future__ import annotations

from functools import singledispatchmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.context import Pane, PaneContext
from ui.panes.cameras import CamerasPane
from ui.panes.factory import make_pane
from ui.panes.meeting import MeetingPane
from ui.theme import Theme
from ui.window import WallWindow
from wallclient.layout import diff as d
from wallclient.layout.plan import WallPlan, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.context import Ports
    from ui.screens import Screens
    from ui.theme import Tokens
    from ui.ticker import Ticker
    from ui.video.surface import TileSurface
    from wallclient.layout.file import LayoutFile
    from wallclient.layout.notes import Note
    from wallclient.layout.plan import WindowPlan
    from wallclient.model.instant import Instant


class Wall(QObject):
    """Owns windows, panes (also parked ones) and the plan that stands. `closed`: the user closed a window."""

    closed = Signal()

    def __init__(self, ports: Ports, screens: Screens, tokens: Tokens, zoom_percent: int = 100) -> None:
        super().__init__()
        self._ports = ports
        self._screens = screens
        self._tokens = tokens
        self._zoom = zoom_percent / 100.0
        self._layout: LayoutFile | None = None
        self._standing: WallPlan | None = None
        self._windows: dict[str, WallWindow] = {}
        self._panes: dict[str, Pane] = {}
        self._ticker: Ticker | None = None

    @property
    def windows(self) -> dict[str, WallWindow]:
        return dict(self._windows)

    @property
    def panes(self) -> dict[str, Pane]:
        """All panes by id, parked ones too."""
        return dict(self._panes)

    @property
    def notes(self) -> tuple[Note, ...]:
        return self._standing.notes if self._standing else ()

    def attach(self, ticker: Ticker) -> None:
        """Tell `ticker` when windows have been painted."""
        self._ticker = ticker
        for window in self._windows.values():
            window.painted.connect(ticker.painted)

    # Plans

    def show_layout(self, layout: LayoutFile) -> None:
        """Make `layout` stand."""
        self._layout = layout
        self.replan()

    def replan(self) -> None:
        """Plan the layout for the monitors that are there now, and take the steps to it."""
        if self._layout is None:
            return
        fresh = plan(self._layout, self._screens.monitors(), self._standing)
        steps = d.diff(self._standing, fresh)
        self._standing = fresh
        for step in steps:
            self._do(step)

    def close_wall(self) -> None:
        """Close all panes and windows; nothing demands a stream afterwards."""
        for pane_id in list(self._panes):
            self._do(d.DestroyPane(pane_id))
        for window in self._windows.values():
            window.close_window()
        self._windows.clear()
        self._standing = None
        # A monitor that comes or goes now must not open it again.
        self._layout = None

    @singledispatchmethod
    def _do(self, step: object) -> None:
        raise TypeError(f"no such step: {step!r}")

    @_do.register
    def _(self, step: d.OpenWindow) -> None:
        window = WallWindow(step.window, self._theme(step.window), self._ports)
        window.closed.connect(self.closed)
        if self._ticker is not None:
            window.painted.connect(self._ticker.painted)
        self._windows[step.window.screen_id] = window
        self._show(window)

    @_do.register
    def _(self, step: d.MoveWindow) -> None:
        window = self._windows[step.window.screen_id]
        self._renew(window, step.window)
        self._show(window)

    @_do.register
    def _(self, step: d.UpdateWindow) -> None:
        self._renew(self._windows[step.window.screen_id], step.window)

    @_do.register
    def _(self, step: d.CloseWindow) -> None:
        self._windows.pop(step.screen_id).close_window()

    @_do.register
    def _(self, step: d.CreatePane) -> None:
        window = self._windows[step.screen_id]
        pane = make_pane(self._context(step.pane.id, window), step.pane)
        self._panes[step.pane.id] = pane
        window.add_pane(step.pane.id, pane, step.pane.cell)

    @_do.register
    def _(self, step: d.MovePane) -> None:
        window = self._windows[step.to_screen]
        if step.from_screen != step.to_screen:
            pane = self._windows[step.from_screen].take_pane(step.pane_id)
            pane.set_context(self._context(step.pane_id, window))
            window.add_pane(step.pane_id, pane, step.cell)
        else:
            window.move_pane(step.pane_id, step.cell)

    @_do.register
    def _(self, step: d.UpdatePane) -> None:
        self._panes[step.pane_id].set_options(step.options)

    @_do.register
    def _(self, step: d.ParkPane) -> None:
        self._windows[step.from_screen].take_pane(step.pane_id)

    @_do.register
    def _(self, step: d.RestorePane) -> None:
        window = self._windows[step.to_screen]
        pane = self._panes[step.pane_id]
        pane.set_context(self._context(step.pane_id, window))
        window.add_pane(step.pane_id, pane, step.cell)

    @_do.register
    def _(self, step: d.DestroyPane) -> None:
        pane = self._panes.pop(step.pane_id)
        for window in self._windows.values():
            if any(pane_id == step.pane_id for pane_id, _ in window.panes()):
                window.take_pane(step.pane_id)
        pane.close_pane()
        pane.deleteLater()

    def _show(self, window: WallWindow) -> None:
        screen = self._screens.screen_of(window.plan.monitor)
        if screen is not None:
            window.show_on(screen)

    def _renew(self, window: WallWindow, fresh: WindowPlan) -> None:
        window.update_plan(fresh, self._theme(fresh))
        for pane_id, pane in window.panes():
            pane.set_context(self._context(pane_id, window))

    def _theme(self, window: WindowPlan) -> Theme:
        return Theme(self._tokens, window.u_px * self._zoom, window.unit)

    def _context(self, pane_id: str, window: WallWindow) -> PaneContext:
        return PaneContext(pane_id, window.plan.screen_id, window.theme, self._ports)

    # Time

    def tick(self, instant: Instant) -> None:
        for window in self._windows.values():
            window.tick(instant)

    def tick_pictures(self, now_unix_s: float) -> None:
        for _screen, _pane, surface in self.surfaces():
            surface.tick(now_unix_s)

    def surfaces(self) -> Iterator[tuple[str, str, TileSurface]]:
        """(screen id, pane id, surface) of every surface of tiles that stands in a window."""
        for screen_id, window in self._windows.items():
            for pane_id, pane in window.panes():
                if isinstance(pane, CamerasPane | MeetingPane):
                    yield screen_id, pane_id, pane.surface
