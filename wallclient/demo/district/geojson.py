"""Areas and ground as GeoJSON, the form in which a wall loads them from files.

Coordinates are WGS-84 degrees as the standard wants; rings turn counter-clockwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wallclient.demo.district.build import District
    from wallclient.model.areas import Area, MapFeature, Ring

Json = dict[str, Any]


def area_collection(areas: Iterable[Area]) -> Json:
    """A FeatureCollection of areas: properties code, name, level, parent, households and centre."""
    return _collection(_area_feature(area) for area in areas)


def ground_collection(ground: Iterable[MapFeature]) -> Json:
    """A FeatureCollection of the ground: kind, name, width_m; roads are lines, all else polygons."""
    return _collection(_ground_feature(feature) for feature in ground)


def write_geojson(path: Path, collection: Json) -> None:
    """Write a FeatureCollection; raises OSError."""
    path.write_bytes(msgspec.json.encode(collection))


def write_district(folder: Path, district: District) -> tuple[Path, Path]:
    """Write areas.geojson and ground.geojson into `folder`; returns their paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "areas.geojson", folder / "ground.geojson"
    write_geojson(paths[0], area_collection(district.areas))
    write_geojson(paths[1], ground_collection(district.ground.features))
    return paths


def _collection(features: Iterable[Json]) -> Json:
    return {"type": "FeatureCollection", "features": list(features)}


def _area_feature(area: Area) -> Json:
    polygons = [[_ccw(ring)] for ring in area.rings]
    geometry: Json = (
        {"type": "Polygon", "coordinates": polygons[0]}
        if len(polygons) == 1
        else {"type": "MultiPolygon", "coordinates": polygons}
    )
    properties = {
        "code": area.code,
        "name": area.name,
        "level": area.level.value,
        "parent": area.parent,
        "households": area.households,
        "centre": area.centre,
    }
    return {"type": "Feature", "id": area.code, "properties": properties, "geometry": geometry}


def _ground_feature(feature: MapFeature) -> Json:
    geometry: Json = (
        {"type": "LineString", "coordinates": feature.points}
        if feature.kind == "road"
        else {"type": "Polygon", "coordinates": [_ccw(feature.points)]}
    )
    properties = {"id": feature.id, "kind": feature.kind, "name": feature.name, "width_m": feature.width_m}
    return {"type": "Feature", "id": feature.id, "properties": properties, "geometry": geometry}


def _ccw(ring: Ring) -> Ring:
    return ring if shapely.is_ccw(shapely.LinearRing(ring)) else ring[::-1]
