"""A small district of squares on a plane, with everything that a map shows, and panes that stand in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from ui.context import Measured, PaneContext, Ports
from ui.map.plane.projection import LocalProjection
from ui.theme import Theme, Tokens
from wallclient.config.profiles import load_clock_profile
from wallclient.model.areas import Area, AreaLevel, MapFeature
from wallclient.model.cameras import Camera
from wallclient.model.incidents import Incident, State
from wallclient.model.instant import Instant
from wallclient.model.notices import Notices
from wallclient.model.selection import Selection
from wallclient.model.stores import Stores
from wallclient.model.workers import Worker

TOKENS = Path(__file__).parents[3] / "resources" / "theme" / "tokens.json"
MIDDLE = LocalProjection(120.62, 31.30)
NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
SIDE_M = 8000.0
_LEVELS = ((AreaLevel.DISTRICT, 1), (AreaLevel.SUBDISTRICT, 2), (AreaLevel.COMMUNITY, 4), (AreaLevel.GRID, 8))


def place(x_m: float, y_m: float) -> dict[str, float]:
    """lon and lat of a point, metres east and north of the district's middle."""
    lon, lat = MIDDLE.to_degrees(x_m, y_m)
    return {"lon": lon, "lat": lat}


def areas() -> list[Area]:
    """A district of 8 km: 2 x 2 subdistricts, 4 x 4 communities, 8 x 8 grids; row 0 lies in the south."""
    return [_area(level, parts, c, r) for level, parts in _LEVELS for r in range(parts) for c in range(parts)]


def code(level: AreaLevel, column: int, row: int) -> str:
    """Code of the area of a level at a place of its lattice."""
    parts = dict(_LEVELS)[level]
    text = "320599"
    for _, finer in _LEVELS[1:]:
        if finer > parts:
            break
        scale = parts // finer
        c, r = column // scale % 2, row // scale % 2
        text += f"{1 + c + 2 * r:03d}"
    return text


def _area(level: AreaLevel, parts: int, column: int, row: int) -> Area:
    side = SIDE_M / parts
    west, south = -SIDE_M / 2 + column * side, -SIDE_M / 2 + row * side
    corners = [(west, south), (west + side, south), (west + side, south + side), (west, south + side)]
    ring = tuple(MIDDLE.to_degrees(x, y) for x, y in corners)
    own = code(level, column, row)
    names = {AreaLevel.DISTRICT: "澄湖区", AreaLevel.SUBDISTRICT: "街道", AreaLevel.COMMUNITY: "社区"}
    name = names.get(level, "第一网格")
    if level in (AreaLevel.SUBDISTRICT, AreaLevel.COMMUNITY):
        name = f"{'东西南北甲乙丙丁'[(column + 2 * row) % 8]}{column}{name}"
    parent = "" if level is AreaLevel.DISTRICT else own[:-3]
    return Area(code=own, name=name, level=level, parent=parent, rings=(ring,), households=300)


def ground() -> list[MapFeature]:
    def line(*points: tuple[float, float]) -> tuple[tuple[float, float], ...]:
        return tuple(MIDDLE.to_degrees(x, y) for x, y in points)

    block = line((100, 100), (200, 100), (200, 200), (100, 200))
    return [
        MapFeature(id="river", kind="water", width_m=120, points=line((-4000, 500), (4000, 900))),
        MapFeature(id="road", kind="road", width_m=40, points=line((-4000, -300), (4000, -300))),
        MapFeature(id="block", kind="block", points=block),
    ]


def incident(incident_id: str = "i1", x_m: float = 0.0, y_m: float = 0.0, **more: Any) -> Incident:
    """An open incident with days left; `severity` and the rest by keyword."""
    known: dict[str, Any] = {
        "code": incident_id,
        "title": f"事件 {incident_id}",
        "reported_at": NOW - timedelta(minutes=10),
        "dispatched_at": NOW - timedelta(minutes=5),
        "due_at": NOW + timedelta(days=5),
        "state": State.IN_PROGRESS,
        "acknowledged": True,
        "severity": 4,
        **place(x_m, y_m),
    }
    return Incident(id=incident_id, **{**known, **more})


def worker(
    worker_id: str = "w1", x_m: float = 0.0, y_m: float = 0.0, *, age_s: float = 5, **more: Any
) -> Worker:
    known: dict[str, Any] = {
        "name": worker_id,
        "positioned_at": NOW - timedelta(seconds=age_s),
        **place(x_m, y_m),
    }
    return Worker(id=worker_id, **{**known, **more})


def camera(camera_id: str = "c1", x_m: float = 0.0, y_m: float = 0.0, **more: Any) -> Camera:
    known: dict[str, Any] = {"name": camera_id, "bearing_deg": 0.0, **place(x_m, y_m)}
    return Camera(id=camera_id, **{**known, **more})


def instant(after_s: float = 0.0) -> Instant:
    """NOW and a while after it; the monotonic clock began at 1000."""
    return Instant(NOW + timedelta(seconds=after_s), NOW.timestamp() + after_s, 1000.0 + after_s)


def stores(*, with_ground: bool = True) -> Stores:
    found = Stores()
    found.areas.replace_all(areas())
    if with_ground:
        found.ground.replace_all(ground())
    found.flush()
    return found


def theme(u: float = 1.223) -> Theme:
    return Theme(Tokens.load(TOKENS), u)


def context(made: Stores, *, role: str = "console", u: float = 1.223) -> PaneContext:
    """Surroundings of one pane; ports that a map or a chart never calls are missing."""
    ports = Ports(
        stores=made,
        selection=Selection(),
        video=cast("Any", None),
        commands=cast("Any", None),
        reports=cast("Any", None),
        clock_profile=load_clock_profile(),
        departments_for=lambda _incident: (),
        measured=lambda: Measured(0.0, 0.0),
        notices=Notices(),
        role=role,
        operator="test",
        title="测试",
        marker="test",
    )
    return PaneContext("map", "left", theme(u), ports)
