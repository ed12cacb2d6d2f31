"""The table kind → pane class.

A kind of the layout that is not in here does not exist; adding one is one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.panes.cameras import CamerasPane
from ui.panes.charts import ChartsPane
from ui.panes.clock import ClockPane
from ui.panes.figures import FiguresPane
from ui.panes.incident import IncidentPane
from ui.panes.incidents import IncidentsPane
from ui.panes.map import MapPane
from ui.panes.meeting import MeetingPane
from ui.panes.status import StatusPane
from ui.panes.text import TextPane, TitlePane
from wallclient.layout.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.context import Pane, PaneContext
    from wallclient.layout.plan import PanePlan

PANES: Mapping[Kind, Callable[..., Pane]] = {
    Kind.CAMERAS: CamerasPane,
    Kind.MAP: MapPane,
    Kind.INCIDENTS: IncidentsPane,
    Kind.INCIDENT: IncidentPane,
    Kind.FIGURES: FiguresPane,
    Kind.CHARTS: ChartsPane,
    Kind.CLOCK: ClockPane,
    Kind.STATUS: StatusPane,
    Kind.MEETING: MeetingPane,
    Kind.TEXT: TextPane,
    Kind.TITLE: TitlePane,
}


def make_pane(context: PaneContext, plan: PanePlan) -> Pane:
    """A new pane of the planned kind with the planned options."""
    return PANES[plan.kind](context, plan.options)
