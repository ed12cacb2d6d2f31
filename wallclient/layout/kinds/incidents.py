"""Options of the panes `incidents` (a list) and `incident` (the selected one in detail)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from wallclient.model.incidents import State

Part = Literal["facts", "stages", "clocks", "units", "course", "actions"]
ALL_PARTS: tuple[Part, ...] = ("facts", "stages", "clocks", "units", "course", "actions")


class IncidentsOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="incidents"):
    """Which incidents a list holds, in which order."""

    style: Annotated[
        Literal["wall", "console"],
        Meta(description="Rows of the wall (three lines, tall) or of the console (two lines, with tabs)."),
    ] = "wall"
    order: Annotated[
        Literal["severity", "due", "newest"],
        Meta(description="`severity`, then remaining time; `due` first; or `newest` first."),
    ] = "severity"
    states: Annotated[
        tuple[State, ...], Meta(description="Only incidents in these states; empty means all that are open.")
    ] = ()
    area: Annotated[
        str, Meta(description="Only incidents in this area (its code); empty means everywhere.")
    ] = ""
    title: Annotated[
        str, Meta(description="Title of the list; empty means the program's own word for it.")
    ] = ""


class IncidentOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="incident"):
    """What is shown of the selected incident."""

    parts: Annotated[
        tuple[Part, ...], Meta(description="What is shown, from top to bottom; `actions` are the commands.")
    ] = ALL_PARTS
