"""Areas and ground of the map from GeoJSON. Bad features are left out and reported; the others load.

Positions leave here in WGS-84, whatever system the file declares.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from wallclient.config.problems import Problem, Problems, did_you_mean
from wallclient.config.rings import inner_point
from wallclient.model.areas import DEFAULT_PREFIXES, LEVELS, Area, AreaLevel, MapFeature, level_of
from wallclient.rules.coordinates import Crs, convert

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wallclient.model.areas import Ring

GROUND_KINDS = ("water", "road", "park", "block", "building")
_AREA_GEOMETRIES = ("Polygon", "MultiPolygon")
_GROUND_GEOMETRIES = (*_AREA_GEOMETRIES, "LineString", "MultiLineString", "Point")
# Names by which GeoJSON of different ages and makers declares the system, in lower case without punctuation.
_SYSTEMS = {
    "crs84": Crs.WGS84,
    "epsg4326": Crs.WGS84,
    "epsg4490": Crs.CGCS2000,
    **{crs.value: crs for crs in Crs},
}


@dataclass(frozen=True, slots=True)
class AreaFile:
    """Areas of one file, and what was left out, with reasons."""

    areas: tuple[Area, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class GroundFile:
    """Ground of one file, and what was left out, with reasons."""

    features: tuple[MapFeature, ...]
    problems: tuple[Problem, ...] = ()


class _BadFeature(Exception):
    """Why one feature cannot be used; becomes a `Problem` of the file."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def load_areas(path: Path, prefixes: tuple[int, int, int, int] = DEFAULT_PREFIXES) -> AreaFile:
    """Read areas: features with `code` and `name`; a missing `level` or `parent` follows from the code.

    Raises `Problems` if the file is no FeatureCollection.
    """
    features, crs = _read(path)
    areas: dict[str, Area] = {}

    def one(feature: dict[str, Any]) -> None:
        area = _area(feature, crs, prefixes)
        if area.code in areas:
            raise _BadFeature(f'code "{area.code}" is taken already')
        areas[area.code] = area

    problems = _each(features, path, one)
    return AreaFile(tuple(areas.values()), problems)


def load_ground(path: Path) -> GroundFile:
    """Read the ground: features with `kind`. Raises `Problems` if the file is no FeatureCollection."""
    features, crs = _read(path)
    ground: dict[str, MapFeature] = {}

    def one(feature: dict[str, Any]) -> None:
        for part in _ground(feature, crs, len(ground)):
            if part.id in ground:
                raise _BadFeature(f'id "{part.id}" is taken already')
            ground[part.id] = part

    problems = _each(features, path, one)
    return GroundFile(tuple(ground.values()), problems)


def _read(path: Path) -> tuple[list[Any], Crs]:
    try:
        data = msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise Problems([Problem(str(path), 0, "", f"cannot be read: {error.strerror}")]) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problems([Problem(str(path), 0, "", f"is not JSON: {error}")]) from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise Problems([Problem(str(path), 0, "", "is no GeoJSON FeatureCollection")])
    return features, _declared_crs(data.get("crs"), path)


def _declared_crs(declared: object, path: Path) -> Crs:
    """GeoJSON is WGS-84 unless it declares another system, in the standard's old form or as a plain name."""
    if declared is None:
        return Crs.WGS84
    properties = declared.get("properties") if isinstance(declared, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else declared
    plain = "".join(c for c in str(name).casefold() if c.isalnum())
    for known, crs in _SYSTEMS.items():
        if plain.endswith(known):
            return crs
    hint = did_you_mean(str(name), list(Crs)) or f"known: {', '.join(Crs)}"
    raise Problems([Problem(str(path), 0, "crs", f'the system "{name}" is not known', hint)])


def _each(features: list[Any], path: Path, use: Callable[[dict[str, Any]], None]) -> tuple[Problem, ...]:
    problems = []
    for i, feature in enumerate(features):
        try:
            if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
                raise _BadFeature("is no feature with properties")
            use(feature)
        except _BadFeature as bad:
            problems.append(Problem(str(path), 0, f"features[{i}]", bad.message, bad.hint))
    return tuple(problems)


def _area(feature: dict[str, Any], crs: Crs, prefixes: tuple[int, int, int, int]) -> Area:
    properties = feature["properties"]
    code, name = _text(properties, "code"), _text(properties, "name")
    if not code or not name:
        raise _BadFeature("needs the properties code and name")
    level = _level(_text(properties, "level"), code, prefixes)
    households = properties.get("households", 0)
    if isinstance(households, bool) or not isinstance(households, int) or households < 0:
        raise _BadFeature("households must be a whole number")
    rings = tuple(_closed(line) for line in _lines(feature, crs, _AREA_GEOMETRIES))
    return Area(
        code=code,
        name=name,
        level=level,
        parent=_text(properties, "parent") or _parent_of(code, level, prefixes),
        rings=rings,
        centre=inner_point(rings),
        households=households,
    )


def _level(given: str, code: str, prefixes: tuple[int, int, int, int]) -> AreaLevel:
    if given:
        if given not in tuple(AreaLevel):
            raise _BadFeature(f'level "{given}" is not known', did_you_mean(given, list(AreaLevel)))
        return AreaLevel(given)
    level = level_of(code, prefixes)
    if level is None:
        lengths = ", ".join(str(n) for n in prefixes)
        raise _BadFeature(f'no level has codes as long as "{code}"', f"lengths are {lengths}; or give level")
    return level


def _parent_of(code: str, level: AreaLevel, prefixes: tuple[int, int, int, int]) -> str:
    rank = LEVELS.index(level)
    return code[: prefixes[rank - 1]] if rank and len(code) == prefixes[rank] else ""


def _ground(feature: dict[str, Any], crs: Crs, number: int) -> list[MapFeature]:
    properties = feature["properties"]
    kind = _text(properties, "kind")
    if kind not in GROUND_KINDS:
        hint = did_you_mean(kind, GROUND_KINDS) or f"one of {', '.join(GROUND_KINDS)}"
        raise _BadFeature(f'kind "{kind}" is not known', hint)
    width = properties.get("width_m", 0)
    if isinstance(width, bool) or not isinstance(width, int | float) or not 0 <= width < 10_000:
        raise _BadFeature("width_m must be a number, 0 to 10000")
    name = _text(properties, "name")
    base = _text(feature, "id")
    lines = _lines(feature, crs, _GROUND_GEOMETRIES)
    if feature["geometry"]["type"] in _AREA_GEOMETRIES:
        lines = [_closed(line) for line in lines]
    return [
        MapFeature(
            id=_part_id(base, i, len(lines)) if base else f"{kind}-{number + i}",
            kind=kind,
            name=name,
            width_m=float(width),
            points=points,
        )
        for i, points in enumerate(lines)
    ]


def _part_id(base: str, part: int, parts: int) -> str:
    return base if parts == 1 else f"{base}-{part}"


def _lines(feature: dict[str, Any], crs: Crs, allowed: tuple[str, ...]) -> list[Ring]:
    """Outer rings and lines of a feature's geometry, in WGS-84. Holes are not drawn and left out."""
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in allowed:
        raise _BadFeature(f"geometry {kind or 'is missing'}", f"can be {', '.join(allowed)}")
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    try:
        lines = _parts(str(kind), coordinates)
        return [_points(line, crs) for line in lines]
    except (TypeError, IndexError, KeyError, ValueError):
        raise _BadFeature(f"coordinates are not those of a {kind}") from None


def _parts(kind: str, coordinates: Any) -> list[Any]:
    if kind == "Polygon":
        return [coordinates[0]]
    if kind == "MultiPolygon":
        return [polygon[0] for polygon in coordinates]
    if kind == "MultiLineString":
        return list(coordinates)
    return [[coordinates]] if kind == "Point" else [coordinates]


def _points(line: Any, crs: Crs) -> Ring:
    lons, lats = [float(p[0]) for p in line], [float(p[1]) for p in line]
    if not lons:
        raise ValueError
    for lon, lat in zip(lons, lats, strict=True):
        if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
            hint = "GeoJSON has the longitude first" if abs(lat) > 90 >= abs(lon) else ""
            raise _BadFeature(f"{lon:g}, {lat:g} is no place on earth", hint)
    if crs not in (Crs.WGS84, Crs.CGCS2000):
        there = convert(np.array(lons), np.array(lats), crs, Crs.WGS84)
        lons, lats = there[0].tolist(), there[1].tolist()
    return tuple(zip(lons, lats, strict=True))


def _closed(ring: Ring) -> Ring:
    ring = ring if ring[0] == ring[-1] else (*ring, ring[0])
    if len(ring) < 4:
        raise _BadFeature("the outline has fewer than three corners")
    return ring


def _text(properties: dict[str, Any], key: str) -> str:
    value = properties.get(key, "")
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
