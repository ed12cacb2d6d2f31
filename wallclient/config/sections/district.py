"""[district]: the areas and the ground of the map."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from wallclient.model.areas import DEFAULT_PREFIXES

_Length = Annotated[int, Meta(ge=1, le=32)]


class DistrictSection(msgspec.Struct, frozen=True, kw_only=True):
    """The areas and the ground of the map."""

    areas: Annotated[
        str,
        Meta(
            description="GeoJSON file of the areas: features with `code`, `name`, `level`, and "
            "if known `parent` and `households`.",
            extra={"path": "file"},
        ),
    ] = ""
    ground: Annotated[
        str,
        Meta(
            description="GeoJSON file of the ground: features with `kind` (water, road, park, block, "
            "building) and if known `name` and `width_m`.",
            extra={"path": "file"},
        ),
    ] = ""
    prefixes: Annotated[
        tuple[_Length, _Length, _Length, _Length],
        Meta(description="Lengths of the codes of district, subdistrict, community and grid."),
    ] = DEFAULT_PREFIXES
