"""What a layout can place: one options struct per kind of pane, and the table kind -> options.

A kind that is not in the table cannot be placed; adding one is a struct, a line here and a pane in ui/.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from wallclient.layout.kinds.cameras import CamerasOptions
from wallclient.layout.kinds.figures import ChartsOptions, FiguresOptions
from wallclient.layout.kinds.incidents import IncidentOptions, IncidentsOptions
from wallclient.layout.kinds.map import MapOptions
from wallclient.layout.kinds.meeting import MeetingOptions
from wallclient.layout.kinds.plain import ClockOptions, StatusOptions, TextOptions, TitleOptions

if TYPE_CHECKING:
    import msgspec


class Kind(StrEnum):
    CAMERAS = "cameras"
    MAP = "map"
    INCIDENTS = "incidents"
    INCIDENT = "incident"
    FIGURES = "figures"
    CHARTS = "charts"
    CLOCK = "clock"
    STATUS = "status"
    MEETING = "meeting"
    TEXT = "text"
    TITLE = "title"


Options = (
    CamerasOptions
    | MapOptions
    | IncidentsOptions
    | IncidentOptions
    | FiguresOptions
    | ChartsOptions
    | ClockOptions
    | StatusOptions
    | MeetingOptions
    | TextOptions
    | TitleOptions
)

OPTIONS_OF: dict[str, type[msgspec.Struct]] = {
    Kind.CAMERAS: CamerasOptions,
    Kind.MAP: MapOptions,
    Kind.INCIDENTS: IncidentsOptions,
    Kind.INCIDENT: IncidentOptions,
    Kind.FIGURES: FiguresOptions,
    Kind.CHARTS: ChartsOptions,
    Kind.CLOCK: ClockOptions,
    Kind.STATUS: StatusOptions,
    Kind.MEETING: MeetingOptions,
    Kind.TEXT: TextOptions,
    Kind.TITLE: TitleOptions,
}

__all__ = [
    "OPTIONS_OF",
    "CamerasOptions",
    "ChartsOptions",
    "ClockOptions",
    "FiguresOptions",
    "IncidentOptions",
    "IncidentsOptions",
    "Kind",
    "MapOptions",
    "MeetingOptions",
    "Options",
    "StatusOptions",
    "TextOptions",
    "TitleOptions",
]
