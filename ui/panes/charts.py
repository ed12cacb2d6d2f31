"""The charts pane: what the room's incidents add up to, one to six charts in the space of the pane.

Numbers come from the stores alone; they are counted once a second, and painted when they have changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from ui.charts.columns import IncidentColumns
from ui.charts.kinds.frame import Source
from ui.charts.rolling import RollingFigures
from ui.charts.view import ChartsView
from ui.context import Pane
from wallclient.model.areas import AreaLevel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.context import PaneContext
    from wallclient.layout.kinds.figures import ChartsOptions
    from wallclient.model.instant import Instant
    from wallclient.model.table import ChangeSet


class ChartsPane(Pane):
    """Owns the counts of its area's incidents and the view of its charts."""

    def __init__(self, context: PaneContext, options: ChartsOptions) -> None:
        super().__init__(context)
        self._options = options
        self._second = -1
        self._next = 0
        self._build()
        self.until_closed(context.ports.stores.incidents.subscribe(self._on_incidents))

    def _build(self) -> None:
        ports, options = self.context.ports, self._options
        incidents = ports.stores.incidents
        self._columns = IncidentColumns(incidents, options.area)
        self._rolling = RollingFigures(incidents, ports.clock_profile, options.area)
        self._view = ChartsView(self.context.theme, options.charts, options.columns, self)
        self._view.place_clicked.connect(self._on_place)
        self._view.setGeometry(self.rect())
        self._view.show()
        self._second = -1

    def _rebuild(self) -> None:
        old = self._view
        self._build()
        old.setParent(None)
        old.deleteLater()

    @property
    def view(self) -> ChartsView:
        return self._view

    @override
    def set_options(self, options: ChartsOptions) -> None:
        self._options = options
        self._rebuild()

    @override
    def set_context(self, context: PaneContext) -> None:
        super().set_context(context)
        self._rebuild()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._view.setGeometry(self.rect())

    def _on_incidents(self, changes: ChangeSet) -> None:
        self._columns.apply(self.context.ports.stores.incidents, changes)
        self._rolling.apply(changes)

    def _on_place(self, name: str) -> None:
        """A subdistrict's mark was clicked: choose its area."""
        if self.context.ports.role == "wall":
            return
        for area in self.context.ports.stores.areas.values():
            if area.level is AreaLevel.SUBDISTRICT and area.name.removesuffix("街道") == name:
                self.context.ports.selection.choose(area_code=area.code)
                return

    @override
    def tick(self, instant: Instant) -> None:
        self._rolling.advance(instant.at)
        second = int(instant.unix_s)
        items = self._view.items_in_order
        if second != self._second and self._next >= len(items):
            self._second, self._next = second, 0
        # One chart per tick: a second's counting never falls into one frame.
        if self._next < len(items):
            items[self._next].count_again(self._source(instant))
            self._next += 1

    def _source(self, instant: Instant) -> Source:
        ports = self.context.ports
        return Source(
            self._columns,
            self._rolling.figures(),
            ports.stores,
            ports.clock_profile,
            instant.at,
            self._options.days,
            self._options.area,
        )
