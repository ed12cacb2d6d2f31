"""Administrative areas: district, subdistrict, community, grid, and their codes.

Codes are opaque strings with configurable prefix lengths; DEFAULT_PREFIXES are those of GB/T 2260 counties,
the statistical area codes below them, and a grid.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

DEFAULT_PREFIXES = (6, 9, 12, 15)

Ring = tuple[tuple[float, float], ...]


class AreaLevel(StrEnum):
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    GRID = "grid"


LEVELS = (AreaLevel.DISTRICT, AreaLevel.SUBDISTRICT, AreaLevel.COMMUNITY, AreaLevel.GRID)


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """One area. `rings` are outer boundaries, (lon, lat) in degrees WGS-84, one per separate part."""

    code: str
    name: str
    level: AreaLevel
    parent: str = ""
    rings: tuple[Ring, ...] = ()
    centre: tuple[float, float] = (0.0, 0.0)
    households: int = 0


class MapFeature(msgspec.Struct, frozen=True, kw_only=True):
    """Ground of the map: `kind` is water, road, park or block; a line (road) or a closed ring in WGS-84."""

    id: str
    kind: str
    name: str = ""
    width_m: float = 0.0
    points: Ring = ()


def level_of(code: str, prefixes: tuple[int, int, int, int] = DEFAULT_PREFIXES) -> AreaLevel | None:
    """Level that a code's length stands for, or None if no level has that length."""
    return LEVELS[prefixes.index(len(code))] if len(code) in prefixes else None


def ancestor(
    code: str, level: AreaLevel, prefixes: tuple[int, int, int, int] = DEFAULT_PREFIXES
) -> str | None:
    """Code of the area of `level` which `code` lies in (or itself); None if it lies above."""
    length = prefixes[LEVELS.index(level)]
    return code[:length] if len(code) >= length else None
