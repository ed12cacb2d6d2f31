"""The district on the plane, kept in step with the stores. Knows metres, no pixels."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from ui.map.fields.cameras import CameraField
from ui.map.fields.incidents import IncidentField
from ui.map.fields.workers import WorkerField
from ui.map.plane.shapes import AreaShapes

if TYPE_CHECKING:
    from ui.map.plane.shapes import Shape
    from wallclient.model.areas import AreaLevel
    from wallclient.model.instant import Instant
    from wallclient.model.selection import Chosen
    from wallclient.model.stores import Stores
    from wallclient.rules.profile import ClockProfile


class World:
    """Owns shapes and fields. A change of the areas needs a new world, as the plane's origin is theirs."""

    def __init__(self, stores: Stores, profile: ClockProfile, instant: Instant, *, discreet: bool) -> None:
        self.stores = stores
        self._areas = tuple(stores.areas.values())
        self.shapes = AreaShapes(self._areas)
        projection = self.shapes.projection
        self.cameras = CameraField(projection)
        self.cameras.load(stores.cameras.values())
        self.workers = WorkerField(projection)
        self.workers.load(stores.workers.values(), instant.monotonic_s)
        self.incidents = IncidentField(projection, profile, discreet=discreet)
        self.incidents.load(stores.incidents.values(), instant.at)

    @property
    def is_of_today(self) -> bool:
        """Whether the areas are still those it was made from."""
        areas = tuple(self.stores.areas.values())
        return len(areas) == len(self._areas) and all(map(operator.is_, areas, self._areas))

    def area_of_incident(self, incident_id: str, level: AreaLevel) -> Shape | None:
        """The area of `level` that an incident lies in: by its area code, else by its place."""
        incident, placed = self.stores.incidents.get(incident_id), self.incidents.get(incident_id)
        if incident is not None and incident.area:
            shape = self.shapes.in_level(incident.area, level)
            if shape is not None:
                return shape
        return self.shapes.at(placed.x_m, placed.y_m, level) if placed is not None else None

    def place_of(self, chosen: Chosen, now_s: float) -> tuple[float, float] | None:
        """Metres of what is chosen: incident, else worker, else camera; None if none of them has a place."""
        placed = self.incidents.get(chosen.incident_id)
        if placed is not None:
            return placed.x_m, placed.y_m
        row = self.workers.row(chosen.worker_id)
        if row is not None:
            x_m, y_m = self.workers.xy_m(now_s)[row].tolist()
            return x_m, y_m
        row = self.cameras.row(chosen.camera_id)
        if row is not None:
            x_m, y_m = self.cameras.xy_m[row].tolist()
            return x_m, y_m
        return None
