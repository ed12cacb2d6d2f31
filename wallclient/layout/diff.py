"""The steps from the plan that stands to a new one. Start, reload, hot-plug and push all take this one road.

A pane with the same id and kind is moved, parked or restored, never remade: its video must not blink.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallclient.layout.grid import Cell
    from wallclient.layout.kinds import Options
    from wallclient.layout.plan import PanePlan, WallPlan, WindowPlan


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """Make a window. Its panes come with steps of their own."""

    window: WindowPlan


@dataclass(frozen=True, slots=True)
class MoveWindow:
    """The window goes to another monitor, or its monitor changed; all else in `window` holds, too."""

    window: WindowPlan


@dataclass(frozen=True, slots=True)
class UpdateWindow:
    """The same monitor; grid, header, ticker, title or measures changed."""

    window: WindowPlan


@dataclass(frozen=True, slots=True)
class CloseWindow:
    """All panes have left it."""

    screen_id: str


@dataclass(frozen=True, slots=True)
class CreatePane:
    screen_id: str
    pane: PanePlan


@dataclass(frozen=True, slots=True)
class MovePane:
    """To another cell, or with its widget to another screen."""

    pane_id: str
    from_screen: str
    to_screen: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class UpdatePane:
    """New options of the same kind."""

    pane_id: str
    options: Options


@dataclass(frozen=True, slots=True)
class ParkPane:
    """Its screen lost its monitor: keep the pane, hidden, demanding nothing."""

    pane_id: str
    from_screen: str


@dataclass(frozen=True, slots=True)
class RestorePane:
    """Back from the park."""

    pane_id: str
    to_screen: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class DestroyPane:
    pane_id: str


Step = (
    OpenWindow
    | MoveWindow
    | UpdateWindow
    | CloseWindow
    | CreatePane
    | MovePane
    | UpdatePane
    | ParkPane
    | RestorePane
    | DestroyPane
)

_PARK = ""  # the screen id under which parked panes are counted here


def diff(old: WallPlan | None, new: WallPlan) -> tuple[Step, ...]:
    """Steps in an order that can be done one by one: open, clear, move, fill, close."""
    before, after = _windows(old), _windows(new)
    opened = [OpenWindow(w) for i, w in after.items() if i not in before]
    changed = [s for i, w in after.items() if i in before and (s := _window_step(before[i], w)) is not None]
    closed = [CloseWindow(i) for i in before if i not in after]
    was, now = _panes(old), _panes(new)
    cleared: list[Step] = []
    moved: list[Step] = []
    filled: list[Step] = []
    for pane_id, (screen_id, pane) in was.items():
        if pane_id not in now or now[pane_id][1].kind != pane.kind:
            cleared.append(DestroyPane(pane_id))
        elif now[pane_id][0] == _PARK != screen_id:
            cleared.append(ParkPane(pane_id, screen_id))
    for pane_id, (screen_id, pane) in now.items():
        if pane_id in was and was[pane_id][1].kind == pane.kind:
            moved.extend(_pane_steps(was[pane_id], (screen_id, pane)))
        elif screen_id != _PARK:
            filled.append(CreatePane(screen_id, pane))
    return (*opened, *changed, *cleared, *moved, *filled, *closed)


def _windows(plan: WallPlan | None) -> dict[str, WindowPlan]:
    return {w.screen_id: w for w in plan.windows} if plan else {}


def _panes(plan: WallPlan | None) -> dict[str, tuple[str, PanePlan]]:
    """Every pane that exists in a plan, with its screen."""
    if plan is None:
        return {}
    placed = {pane.id: (screen_id, pane) for screen_id, pane in plan.placed()}
    return placed | {pane.id: (_PARK, pane) for pane in plan.parked_panes}


def _window_step(old: WindowPlan, new: WindowPlan) -> Step | None:
    if old.monitor != new.monitor:
        return MoveWindow(new)
    # How the monitor was found and what stands on it do not change the window itself.
    same = replace(old, panes=new.panes, match=new.match, matched_by=new.matched_by) == new
    return None if same else UpdateWindow(new)


def _pane_steps(old: tuple[str, PanePlan], new: tuple[str, PanePlan]) -> list[Step]:
    (from_screen, before), (to_screen, after) = old, new
    steps: list[Step] = []
    if to_screen != _PARK:
        if from_screen == _PARK:
            steps.append(RestorePane(after.id, to_screen, after.cell))
        elif from_screen != to_screen or before.cell != after.cell:
            steps.append(MovePane(after.id, from_screen, to_screen, after.cell))
    if before.options != after.options:
        steps.append(UpdatePane(after.id, after.options))
    return steps
