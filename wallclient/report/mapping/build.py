"""Builds the folium map of one report and takes it apart into style, body and script.

folium's own files come from elsewhere on the network and are left out; Leaflet is put in by the page. Texts
go in as DivIcon markup, which folium writes as JSON, and are HTML-escaped here before.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import folium

from wallclient.model.areas import AreaLevel
from wallclient.model.cameras import CameraStatus
from wallclient.report.facing import facing
from wallclient.report.inputs import place_of
from wallclient.report.mapping import layers, signs
from wallclient.rules.circles import LOST_AFTER_S

if TYPE_CHECKING:
    from wallclient.report.colours import DayColours
    from wallclient.report.inputs import NearWorker, ReportInputs
    from wallclient.report.words import Words

_RINGS_M = (250, 500, 1000)
_FIT_M = 560.0
_NUMBERED = 4
_CONE_M = 140.0
_NAMED_WORKERS = 3


@dataclass(frozen=True, slots=True)
class MapParts:
    """What of the map goes where in a page."""

    style: str
    body: str
    script: str


def build_map(
    inputs: ReportInputs, place: tuple[float, float], colours: DayColours, words: Words
) -> MapParts:
    """The map around `place` (lon, lat)."""
    return _Builder(inputs, place, colours, words).build()


class _Builder:
    """Puts layers onto one map, lowest first."""

    def __init__(
        self, inputs: ReportInputs, place: tuple[float, float], colours: DayColours, words: Words
    ) -> None:
        self._inputs = inputs
        self._place = place
        self._colours = colours
        self._words = words
        self._map = folium.Map(
            location=(place[1], place[0]),
            tiles=None,
            zoom_start=16,
            min_zoom=11,
            max_zoom=19,
            zoom_snap=0.25,
            attribution_control=False,
            scroll_wheel_zoom=False,
            prefer_canvas=False,
        )

    def build(self) -> MapParts:
        # Only Leaflet is used, and the page holds it itself.
        self._map.default_js = []
        self._map.default_css = []
        self._add_ground()
        self._add_edges()
        self._add_rings()
        self._add_cameras()
        self._add_related()
        self._add_workers()
        self._mark(*self._place, signs.severity_svg(self._colours, self._inputs.incident.severity, 44), 44)
        west, south, east, north = layers.box_around(self._place, _FIT_M)
        self._map.fit_bounds([(south, west), (north, east)])
        figure: Any = self._map.get_root()
        figure.render()  # fills header, body and script
        name = self._map.get_name()
        style = f"#{name}{{background:{self._colours.bg}}}"
        scale = f"L.control.scale({{imperial:false}}).addTo({name});"
        body = f'<div class="map" id="{name}"></div>'
        return MapParts(style, body, figure.script.render() + scale)

    def _shape(self, geometry: dict[str, Any], **style: Any) -> None:
        if not geometry["coordinates"]:
            return
        feature = {"type": "Feature", "properties": {}, "geometry": geometry}
        layer = folium.GeoJson(
            {"type": "FeatureCollection", "features": [feature]},
            style_function=lambda _feature: style,
            smooth_factor=0.5,
            interactive=False,
        )
        layer.add_to(self._map)

    def _add_ground(self) -> None:
        c, ground = self._colours, self._inputs.ground
        near = layers.box_around(self._place, layers.GROUND_M)
        wide = layers.box_around(self._place, 3 * layers.GROUND_M)
        self._shape(layers.land(self._inputs.areas), fill=True, fillColor=c.map_land, fillOpacity=1, weight=0)
        for kind, colour, box in (
            ("park", c.map_park, wide),
            ("block", c.map_block, near),
            ("building", c.map_building, near),
            ("water", c.map_water, wide),
        ):
            surface = layers.surfaces(ground, kind, box)
            self._shape(surface, fill=True, fillColor=colour, fillOpacity=1, weight=0)
        for width_m, lines in layers.roads(ground, wide):
            self._shape(lines, color=c.map_road, weight=max(1.5, width_m / 5), opacity=1, fill=False)

    def _add_edges(self) -> None:
        c, areas = self._colours, self._inputs.areas
        # Fine levels are drawn as far as their cells can be told apart: they are most of the file.
        for level, colour, weight, radius_m in (
            (AreaLevel.GRID, c.line, 1.0, 0.75 * layers.GROUND_M),
            (AreaLevel.COMMUNITY, c.t3, 1.2, 1.5 * layers.GROUND_M),
            (AreaLevel.SUBDISTRICT, c.t2, 1.8, 3 * layers.GROUND_M),
        ):
            lines = layers.edges(areas, level, layers.box_around(self._place, radius_m))
            self._shape(lines, color=colour, weight=weight, opacity=0.8, fill=False)
        district = layers.edges(areas, AreaLevel.DISTRICT, None)
        self._shape(district, color=c.t1, weight=2.4, opacity=0.9, fill=False)

    def _add_rings(self) -> None:
        lon, lat = self._place
        for radius_m in _RINGS_M:
            folium.Circle(
                (lat, lon),
                radius=radius_m,
                color=self._colours.t2,
                weight=1,
                opacity=0.7,
                fill=False,
                interactive=False,
            ).add_to(self._map)
            top = lat + radius_m / 111_319.49
            self._text(lon, top, self._words.distance(radius_m), "ring")

    def _add_cameras(self) -> None:
        # Farther ones first, so that the numbered ones lie on top.
        for number, near in reversed(list(enumerate(self._inputs.cameras, 1))):
            camera = near.camera
            if camera.lon is None or camera.lat is None:
                continue
            numbered, sees = number <= _NUMBERED, facing(camera, self._place, near.distance_m)
            offline = camera.status in (CameraStatus.OFFLINE, CameraStatus.FAULT)
            if numbered and camera.bearing_deg is not None and not offline:
                self._cone(camera.lon, camera.lat, camera.bearing_deg, camera.view_deg, sees)
            sign = signs.camera_svg(
                self._colours, camera.bearing_deg, seeing=sees and numbered, offline=offline
            )
            self._mark(camera.lon, camera.lat, sign, 26 if sees and numbered else 20)
            if numbered:
                back = math.radians((camera.bearing_deg or 0.0) + 180)
                lat = camera.lat + 22 * math.cos(back) / 111_319.49
                lon = camera.lon + 22 * math.sin(back) / (111_319.49 * math.cos(math.radians(camera.lat)))
                self._text(lon, lat, str(number), "number")

    def _cone(self, lon: float, lat: float, bearing_deg: float, view_deg: float, sees: bool) -> None:
        folium.Polygon(
            signs.cone_points(lon, lat, bearing_deg, view_deg, _CONE_M),
            stroke=False,
            fill=True,
            fill_color=self._colours.t1,
            fill_opacity=0.20 if sees else 0.08,
            interactive=False,
        ).add_to(self._map)

    def _add_related(self) -> None:
        for other in reversed(self._inputs.related):
            place = place_of(other)
            if place is not None:
                self._mark(*place, signs.severity_svg(self._colours, other.severity, 30), 30)

    def _add_workers(self) -> None:
        for index, near in reversed(list(enumerate(self._inputs.workers))):
            worker = near.worker
            if worker.lon is None or worker.lat is None:
                continue
            lost = self._lost_s(near) is not None
            self._mark(worker.lon, worker.lat, signs.worker_svg(self._colours, lost=lost), 18)
            if index < _NAMED_WORKERS:
                self._text(worker.lon, worker.lat, worker.name, "name")

    def _lost_s(self, near: NearWorker) -> float | None:
        at = near.worker.positioned_at
        if at is None:
            return math.inf
        age_s = (self._inputs.now - at).total_seconds()
        return age_s if age_s > LOST_AFTER_S else None

    def _mark(self, lon: float, lat: float, svg: str, size_px: int) -> None:
        icon = folium.DivIcon(
            html=svg,
            icon_size=(size_px, size_px),
            icon_anchor=(size_px // 2, size_px // 2),
            class_name="sign",
        )
        folium.Marker((lat, lon), icon=icon, interactive=False, keyboard=False).add_to(self._map)

    def _text(self, lon: float, lat: float, text: str, kind: str) -> None:
        icon = folium.DivIcon(
            html=f"<span>{escape(text)}</span>",
            icon_size=(0, 0),
            icon_anchor=(0, 0),
            class_name=f"label {kind}",
        )
        folium.Marker((lat, lon), icon=icon, interactive=False, keyboard=False).add_to(self._map)
