"""Options of the pane `map`: the grid map with cameras, workers and incidents."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from wallclient.model.areas import AreaLevel

_Longitude = Annotated[float, Meta(ge=-180, le=180)]
_Latitude = Annotated[float, Meta(ge=-90, le=90)]

Layer = Literal["ground", "areas", "names", "cameras", "workers", "incidents", "circles"]
ALL_LAYERS: tuple[Layer, ...] = ("ground", "areas", "names", "cameras", "workers", "incidents", "circles")


class MapOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="map"):
    """What the map shows and whether it moves by itself."""

    follow: Annotated[
        Literal["none", "selected"],
        Meta(description="`selected`: travel to the selected incident."),
    ] = "selected"
    level: Annotated[
        AreaLevel, Meta(description="Level in use: its edges are stronger and its names are shown.")
    ] = AreaLevel.SUBDISTRICT
    centre: Annotated[
        tuple[_Longitude, _Latitude] | None,
        Meta(
            description="[longitude, latitude] of the view's centre in WGS-84; without it the whole district "
            "is shown."
        ),
    ] = None
    span_m: Annotated[
        float,
        Meta(
            ge=0,
            le=500_000,
            description="Width of the view in metres, with `centre`; 0 means as wide as the district.",
        ),
    ] = 0.0
    locked: Annotated[
        bool, Meta(description="Neither hand nor selection moves the view; the map says so beside its title.")
    ] = False
    layers: Annotated[tuple[Layer, ...], Meta(description="What is drawn.")] = ALL_LAYERS
    title: Annotated[str, Meta(description="Title in the corner; empty means the area's name.")] = ""
