"""What a pane is given, and what a pane is.

Panes see stores and ports; never sockets, engines or each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.theme import Theme
    from wallclient.feeds.commanddesk import CommandDesk
    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant
    from wallclient.model.notices import Notices
    from wallclient.model.selection import Selection
    from wallclient.model.stores import Stores
    from wallclient.rules.profile import ClockProfile
    from wallclient.video.desk import VideoDesk


class ReportDesk(Protocol):
    """Makes a situation report off the GUI thread and says where it is."""

    def make(self, incident_id: str, done: Callable[[str, str], None]) -> None:
        """Write one incident's report; `done(path, error)` comes on the GUI thread, one of them empty."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the GUI measured of itself lately, in milliseconds."""

    event_ms_p99: float
    loop_ms_p99: float


@dataclass(frozen=True)
class Ports:
    """What panes may call, shared by all panes of one wall."""

    stores: Stores
    selection: Selection
    video: VideoDesk
    commands: CommandDesk
    reports: ReportDesk
    clock_profile: ClockProfile
    departments_for: Callable[[Incident], tuple[tuple[str, ...], ...]]
    measured: Callable[[], Measured]
    notices: Notices
    role: str  # wall | console | room
    operator: str
    title: str
    marker: str  # none | demo | exercise | test


@dataclass(frozen=True)
class PaneContext:
    """One pane's surroundings: its place in the layout and the theme of its screen."""

    pane_id: str
    screen_id: str
    theme: Theme
    ports: Ports


class Pane(QWidget):
    """A widget that a layout can place. Subclasses take (context, options) and keep no state elsewhere.

    `tick` is called 30 times a second while the pane is visible, for what changes by itself (ages, clocks).
    Stores tell changes through `Table.subscribe`; unsubscribe in `close_pane`.
    `bleed_px` is how far a pane reaches into the gutters around its cell, for outlines that stand there.
    """

    bleed_px = 0

    def __init__(self, context: PaneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._leave: list[Callable[[], None]] = []
        self.setAccessibleName(context.pane_id)

    def until_closed(self, unsubscribe: Callable[[], None]) -> None:
        """Remember a subscription to end with the pane."""
        self._leave.append(unsubscribe)

    def set_options(self, options: Any) -> None:
        """Take new options of the same kind, as a layout reload brings them."""

    def set_context(self, context: PaneContext) -> None:
        """Moved to another screen: take its theme. Called before the pane is shown there."""
        self.context = context
        self.update()

    def tick(self, instant: Instant) -> None:
        """Follow the time."""

    def close_pane(self) -> None:
        """End all subscriptions; the widget is deleted afterwards."""
        for leave in self._leave:
            leave()
        self._leave.clear()
