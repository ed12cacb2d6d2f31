"""What the map says: title, numbers, the way up, and the line under the incident that is spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.clockwords import count, distance
from ui.map.fields.workers import LOST
from ui.map.layers.callout import CalloutText
from ui.map.layers.circles import walk_minutes
from ui.map.layers.furniture import Key, Title
from wallclient.model.areas import LEVELS, AreaLevel
from wallclient.rules.circles import nearest_workers
from wallclient.rules.coordinates import to_wgs84

if TYPE_CHECKING:
    from collections.abc import Collection

    from ui.map.fields.world import World
    from ui.map.plane.viewport import Viewport
    from wallclient.model.instant import Instant

translate = QCoreApplication.translate
# Positions inside the wall are WGS-84, which is CGCS2000 to within centimetres; this is the name used here.
CRS_NAME = "CGCS2000"


def title(world: World, inside: str, *, own: str, locked: bool) -> Title:
    """Title of an area with the numbers of what lies in it. `own`: words of the layout that go before."""
    chain = world.shapes.chain(inside) if inside else ()
    here = chain[-1] if chain else world.shapes.root
    level = here.level if here is not None else AreaLevel.DISTRICT
    if here is None or level is AreaLevel.DISTRICT:
        name = translate("MapPane", "Whole district")
    else:
        name = here.name
    way = tuple(
        (shape.code if shape.level is not AreaLevel.DISTRICT else "", shape.name) for shape in chain[:-1]
    )
    facts = []
    for below in LEVELS[LEVELS.index(level) + 1 :]:
        number = world.shapes.count_inside(inside, below)
        if number:
            facts.append(_counted(below).format(count=count(number)))
    if level is AreaLevel.GRID:
        area = world.stores.areas.get(inside)
        if area is not None and area.households:
            facts.append(translate("MapPane", "{count} households").format(count=count(area.households)))
    return Title(own or name, tuple(facts), way, locked)


def surroundings(view: Viewport, *, own: str, locked: bool) -> Title:
    """Title when one place is looked at closely."""
    walk = translate("MapPane", "{minutes}-minute walk").format(minutes=walk_minutes(view))
    return Title(own or translate("MapPane", "Surroundings"), (walk,), (), locked)


def _counted(level: AreaLevel) -> str:
    return {
        AreaLevel.SUBDISTRICT: translate("MapPane", "{count} subdistricts"),
        AreaLevel.COMMUNITY: translate("MapPane", "{count} communities"),
        AreaLevel.GRID: translate("MapPane", "{count} grids"),
    }[level]


def key(world: World, inside: str, shown: Collection[str], instant: Instant) -> Key:
    """Numbers of workers heard of, workers lost and cameras in an area (all if `inside` is empty)."""
    workers, cameras = world.stores.workers, world.stores.cameras
    ages = world.workers.ages(instant.unix_s)
    lost = seen = 0
    for worker_id, age in zip(world.workers.ids, ages.tolist(), strict=True):
        worker = workers.get(worker_id)
        if worker is not None and worker.area.startswith(inside):
            lost += age == LOST
            seen += age != LOST
    number = len(cameras) if not inside else sum(c.area.startswith(inside) for c in cameras.values())
    return Key(
        seen if "workers" in shown else None,
        lost if "workers" in shown and lost else None,
        number if "cameras" in shown else None,
        CRS_NAME,
    )


def callout(world: World, incident_id: str, instant: Instant) -> CalloutText | None:
    """Title of an incident, and the free worker nearest to it."""
    incident = world.stores.incidents.get(incident_id)
    if incident is None or incident.lon is None or incident.lat is None:
        return None
    lon, lat = to_wgs84(incident.lon, incident.lat, incident.crs)
    near = nearest_workers(world.stores.workers.values(), lon, lat, count=1, now=instant.at)
    if not near:
        return CalloutText(incident.title, translate("MapPane", "No free worker near"))
    line = translate("MapPane", "Nearest worker {name} {distance}").format(
        name=near[0].worker.name, distance=distance(near[0].distance_m)
    )
    return CalloutText(incident.title, line)
