"""All tables of one wall, in one place. The GUI thread owns them; nobody else touches them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wallclient.model.table import Table

if TYPE_CHECKING:
    from wallclient.model.areas import Area, MapFeature
    from wallclient.model.cameras import Camera
    from wallclient.model.commands import CommandStatus
    from wallclient.model.figures import Alarm, OpinionFigures, PublicWarning, ServiceIntake
    from wallclient.model.health import SourceHealth
    from wallclient.model.incidents import Incident
    from wallclient.model.meetings import Meeting
    from wallclient.model.streams import ProcessStatus, StreamStatus
    from wallclient.model.workers import Worker


@dataclass(slots=True)
class Stores:
    """One table per kind of thing. `flush` tells every table's readers once, in a fixed order."""

    areas: Table[Area] = field(default_factory=lambda: Table(lambda a: a.code))
    ground: Table[MapFeature] = field(default_factory=lambda: Table(lambda f: f.id))
    cameras: Table[Camera] = field(default_factory=lambda: Table(lambda c: c.id))
    workers: Table[Worker] = field(default_factory=lambda: Table(lambda w: w.id))
    incidents: Table[Incident] = field(default_factory=lambda: Table(lambda i: i.id))
    commands: Table[CommandStatus] = field(default_factory=lambda: Table(lambda c: c.command.command_id))
    meetings: Table[Meeting] = field(default_factory=lambda: Table(lambda m: m.id))
    alarms: Table[Alarm] = field(default_factory=lambda: Table(lambda a: a.id))
    warnings: Table[PublicWarning] = field(default_factory=lambda: Table(lambda w: w.id))
    intake: Table[ServiceIntake] = field(default_factory=lambda: Table(lambda s: s.service))
    opinions: Table[OpinionFigures] = field(default_factory=lambda: Table(lambda o: o.area))
    streams: Table[StreamStatus] = field(default_factory=lambda: Table(lambda s: s.key))
    sources: Table[SourceHealth] = field(default_factory=lambda: Table(lambda s: s.name))
    processes: Table[ProcessStatus] = field(default_factory=lambda: Table(lambda p: str(p.pid)))

    def flush(self) -> None:
        for table in (
            self.areas,
            self.ground,
            self.cameras,
            self.workers,
            self.incidents,
            self.commands,
            self.meetings,
            self.alarms,
            self.warnings,
            self.intake,
            self.opinions,
            self.streams,
            self.sources,
            self.processes,
        ):
            table.flush()
