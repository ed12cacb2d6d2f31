"""Options of the pane `cameras`: a grid of camera tiles."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

_Count = Annotated[int, Meta(ge=1, le=16)]

Preset = Literal["", "1", "4", "6", "8", "9", "12", "16", "25", "36", "49", "64", "hero"]


class CamerasOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="cameras"):
    """Which cameras a grid shows.

    How wishes become cameras: `wallclient.model.choosing`.
    """

    grid: Annotated[
        tuple[_Count, _Count], Meta(description="[columns, rows] of equal tiles; `preset` goes before it.")
    ] = (3, 3)
    preset: Annotated[
        Preset,
        Meta(
            description="So many tiles: equal ones, or with one big tile `6` (1+5), `8` (1+7) and `hero` "
            "(1+4); empty means `grid`."
        ),
    ] = ""
    cameras: Annotated[
        tuple[str, ...],
        Meta(
            description='Ids, codes or names, cell by cell; `""` leaves a cell empty; `"auto"`, and each '
            "cell after the end of the list, takes the next camera of the catalogue that is not named."
        ),
    ] = ()
    query: Annotated[
        str,
        Meta(
            description='Words that the cameras of `"auto"` cells have in name, code, area, address, group '
            "or tags; empty means all cameras."
        ),
    ] = ""
    source: Annotated[
        Literal["list", "nearest"],
        Meta(
            description="`list`: as `cameras` says; `nearest`: the cameras nearest to the selected incident, "
            "as long as one is selected."
        ),
    ] = "list"
    gap_px: Annotated[int, Meta(ge=0, le=64, description="Space between tiles, in pixels.")] = 12
    title: Annotated[str, Meta(description="Title above the grid; empty means none.")] = ""
