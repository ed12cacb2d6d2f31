"""What pane tests share: real stores and selection, small stand-ins for the ports, incidents by the dozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from ui.context import Measured, PaneContext, Ports
from ui.theme import Theme, Tokens
from wallclient.model.commands import Action, CommandState, CommandStatus, IncidentCommand
from wallclient.model.incidents import Incident, State
from wallclient.model.instant import Instant
from wallclient.model.notices import Notices
from wallclient.model.selection import Selection
from wallclient.model.stores import Stores
from wallclient.rules.profile import ClockProfile, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from wallclient.model.streams import StreamStatus
    from wallclient.video.director import TileDemand

TOKENS = Tokens.load(Path(__file__).parents[3] / "resources" / "theme" / "tokens.json")
WALL_U, DESK_U = 1.223, 0.872
NOW = datetime(2026, 11, 23, 6, 32, 8, tzinfo=UTC)
HOUR_S = 3600.0
PROFILE = ClockProfile(
    name="test",
    example=True,
    yellow_at=0.8,
    limits=(
        Limits(
            name="all",
            report_s=5 * 60,
            dispatch_s=HOUR_S,
            resolve_s=10 * HOUR_S,
            check_s=HOUR_S,
            case_s=24 * HOUR_S,
            delay_s=HOUR_S,
        ),
    ),
)


def instant(after_s: float = 0.0) -> Instant:
    at = NOW + timedelta(seconds=after_s)
    return Instant(at, at.timestamp(), 1000.0 + after_s)


def incident(incident_id: str = "1", **more: Any) -> Incident:
    """An incident which is in progress since ten minutes and due in an hour, unless told otherwise."""
    values: dict[str, Any] = {
        "code": f"20261123-{incident_id}",
        "title": f"米兰社区 {incident_id} 号楼燃气泄漏",
        "reported_at": NOW - timedelta(minutes=12),
        "accepted_at": NOW - timedelta(minutes=11),
        "dispatched_at": NOW - timedelta(minutes=10),
        "due_at": NOW + timedelta(hours=1),
        "state": State.IN_PROGRESS,
        "severity": 2,
        "area": "320599003",
        "subdistrict": "望湖",
        "acknowledged": True,
    }
    values |= more
    values.setdefault("stage_due_at", values["due_at"])
    return Incident(id=incident_id, **values)


def reported(incident_id: str = "1", **more: Any) -> Incident:
    """An incident that nobody has taken notice of."""
    fresh = {"state": State.REPORTED, "accepted_at": None, "dispatched_at": None, "acknowledged": False}
    return incident(incident_id, **{**fresh, **more})


def command_on(
    one: Incident, state: CommandState, action: Action = Action.RESOLVE, **more: Any
) -> CommandStatus:
    command = IncidentCommand(
        command_id=f"c-{one.id}", incident_id=one.id, action=action, by="王敏", at=NOW, based_on=one.version
    )
    return CommandStatus(command=command, state=state, **more)


@dataclass
class FakeCommands:
    """Remembers what was submitted and dismissed."""

    submitted: list[tuple[Action, str, dict[str, Any]]] = field(default_factory=list)
    dismissed: list[str] = field(default_factory=list)

    def submit(self, action: Action, one: Incident, **more: Any) -> str:
        self.submitted.append((action, one.id, more))
        return f"c{len(self.submitted)}"

    def dismiss(self, command_id: str) -> None:
        self.dismissed.append(command_id)


@dataclass
class FakeReports:
    """Keeps the callback until a test answers."""

    asked: list[tuple[str, Callable[[str, str], None]]] = field(default_factory=list)

    def make(self, incident_id: str, done: Callable[[str, str], None]) -> None:
        self.asked.append((incident_id, done))


@dataclass
class FakeVideo:
    """Remembers demands; has no streams."""

    demands: dict[str, TileDemand] = field(default_factory=dict)

    def demand(self, tile_id: str, demand: TileDemand | None) -> None:
        if demand is None:
            self.demands.pop(tile_id, None)
        else:
            self.demands[tile_id] = demand

    def stream_of(self, _tile_id: str) -> StreamStatus | None:
        return None


class Paints(QObject):
    """Counts a widget's paint events."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False

    def settled(self) -> bool:
        """Whether nothing was left to paint; what was counted until now is forgotten."""
        QApplication.processEvents()
        count, self.count = self.count, 0
        return count == 0


class Room:
    """One role's stores, selection and ports."""

    def __init__(self, role: str = "console", *incidents: Incident) -> None:
        self.stores = Stores()
        self.selection = Selection()
        self.commands, self.reports, self.video = FakeCommands(), FakeReports(), FakeVideo()
        self.ports = Ports(
            stores=self.stores,
            selection=self.selection,
            video=self.video,  # type: ignore[arg-type]
            commands=self.commands,  # type: ignore[arg-type]
            reports=self.reports,
            clock_profile=PROFILE,
            departments_for=lambda _incident: (("燃气办", "消防大队"), ("市政中心",)),
            measured=lambda: Measured(21.0, 3.2),
            notices=Notices(),
            role=role,
            operator="王敏",
            title="指挥中心",
            marker="demo",
        )
        self.put(*incidents)

    def put(self, *incidents: Incident) -> None:
        for one in incidents:
            self.stores.incidents.put(one)
        self.stores.flush()

    def remove(self, *incident_ids: str) -> None:
        for incident_id in incident_ids:
            self.stores.incidents.remove(incident_id)
        self.stores.flush()

    def command(self, status: CommandStatus) -> None:
        self.stores.commands.put(status)
        self.stores.flush()

    def context(self, u: float | None = None) -> PaneContext:
        u = u or (WALL_U if self.ports.role == "wall" else DESK_U)
        return PaneContext("pane", "screen", Theme(TOKENS, u), self.ports)
