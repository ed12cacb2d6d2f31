"""A layout on the monitors that are there: one window per screen, with all measures. Immutable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.layout.monitors import MatchedBy, Matching, Monitor, match
from wallclient.layout.notes import Note, NoteKind
from wallclient.layout.scale import measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wallclient.layout.file import LayoutFile, Match, Pane, Screen
    from wallclient.layout.grid import Cell
    from wallclient.layout.kinds import Kind, Options


@dataclass(frozen=True, slots=True)
class PanePlan:
    """One pane: where in its screen's grid, and its options (the struct of its kind)."""

    id: str
    kind: Kind
    column: int
    row: int
    columns: int
    rows: int
    options: Options

    @property
    def cell(self) -> Cell:
        return self.column, self.row, self.columns, self.rows


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """One window, which fills `monitor`.

    `u_px` and `unit` are in the toolkit's pixels: per minute of arc for type, per design pixel for space.
    `columns` and `rows` are the grid of the panes. `matched_by` says how the monitor was found.
    """

    screen_id: str
    monitor: Monitor
    matched_by: MatchedBy
    match: Match
    distance_m: float
    scale: float
    u_px: float
    unit: float
    columns: int
    rows: int
    header: bool
    ticker: bool
    title: str
    scene: str  # command, deployment, analysis, office, or empty
    panes: tuple[PanePlan, ...] = ()


@dataclass(frozen=True, slots=True)
class WallPlan:
    """All windows of a wall.

    `parked`: screens without a monitor. `parked_panes`: panes of theirs that exist and wait.
    """

    name: str
    title: str
    windows: tuple[WindowPlan, ...]
    parked: tuple[str, ...] = ()
    parked_panes: tuple[PanePlan, ...] = ()
    notes: tuple[Note, ...] = ()

    def placed(self) -> Iterator[tuple[str, PanePlan]]:
        """(screen id, pane) of every pane that stands in a window."""
        for window in self.windows:
            for pane in window.panes:
                yield window.screen_id, pane


def plan(
    layout: LayoutFile,
    monitors: Iterable[Monitor],
    standing: WallPlan | None = None,
    *,
    allow_stack: bool = False,
) -> WallPlan:
    """Plan `layout` for `monitors`.

    `standing` is the plan that holds now: with it, screens placed by position stay where they are while
    others come and go, and panes of a screen that lost its monitor are parked instead of ended.
    `allow_stack` lets screens without a monitor share one, for a try-out on a small machine.
    """
    matching = match(layout.screens, monitors, _standing_monitors(layout, standing), allow_stack=allow_stack)
    windows = tuple(_window(s, layout, matching) for s in layout.screens if s.id in matching.monitors)
    guesses = tuple(note for s in layout.screens if (note := _size_note(s, matching)) is not None)
    return WallPlan(
        name=layout.name,
        title=layout.title,
        windows=windows,
        parked=matching.parked,
        parked_panes=_parked_panes(layout, matching, standing),
        notes=matching.notes + guesses,
    )


def _standing_monitors(layout: LayoutFile, standing: WallPlan | None) -> dict[str, Monitor]:
    """Monitors that screens may keep: only while the layout asks for the same as before."""
    wishes = {screen.id: screen.match for screen in layout.screens}
    return {
        w.screen_id: w.monitor
        for w in (standing.windows if standing else ())
        if wishes.get(w.screen_id) == w.match and w.matched_by is not MatchedBy.STACKED
    }


def _window(screen: Screen, layout: LayoutFile, matching: Matching) -> WindowPlan:
    monitor = matching.monitors[screen.id]
    size = measure(screen, monitor)
    return WindowPlan(
        screen_id=screen.id,
        monitor=monitor,
        matched_by=matching.matched_by[screen.id],
        match=screen.match,
        distance_m=screen.distance_m,
        scale=screen.scale,
        u_px=size.u_px,
        unit=size.unit,
        columns=screen.columns,
        rows=screen.rows,
        header=screen.header,
        ticker=screen.ticker,
        title=screen.title or layout.title or layout.name,
        scene=layout.scene,
        panes=tuple(_pane(pane) for pane in screen.panes),
    )


def _pane(pane: Pane) -> PanePlan:
    assert pane.options is not None, "a loaded layout has options for every pane"
    return PanePlan(pane.id, pane.kind, *pane.cell, pane.options)


def _size_note(screen: Screen, matching: Matching) -> Note | None:
    monitor = matching.monitors.get(screen.id)
    size = measure(screen, monitor) if monitor is not None else None
    if monitor is None or size is None or not size.guessed:
        return None
    return Note(NoteKind.SIZE_UNKNOWN, screen.id, monitor.connector, width_mm=round(size.width_mm))


def _parked_panes(layout: LayoutFile, matching: Matching, standing: WallPlan | None) -> tuple[PanePlan, ...]:
    """Panes of parked screens that exist already; what never stood anywhere is not made for the park."""
    if standing is None:
        return ()
    existing = {pane.id: pane.kind for _, pane in standing.placed()}
    existing |= {pane.id: pane.kind for pane in standing.parked_panes}
    return tuple(
        _pane(pane)
        for screen in layout.screens
        if screen.id in matching.parked
        for pane in screen.panes
        if existing.get(pane.id) == pane.kind
    )
