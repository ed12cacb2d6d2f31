"""The list of simulated cameras: the fixed ones first, then as many generated ones as are wanted.

The first n cameras of a longer list are the list of n: more cameras never rename those that a layout knows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Literal

import shapely

from wallclient.demo.district import names
from wallclient.demo.district.devices.fixed import (
    FIRST_TWELVE,
    MEETING_PLACES,
    NEAR_LEAK,
    FixedCamera,
    MeetingPlace,
)
from wallclient.demo.district.devices.naming import (
    MEETING_GROUP,
    SCENE_GROUPS,
    CameraNamer,
    Place,
    Surroundings,
)
from wallclient.demo.district.devices.spots import Spot, all_spots

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.district.build import District
    from wallclient.demo.district.land.frame import Point

VARIANTS = 8  # per scene
STAMP_NUMBERS = 4000  # numbers of ordinary cameras; the stamp in the picture has room for 4095
_KERB_M = 9.0
_NEAR_WATER_M = 160.0

Auth = Literal["", "basic", "digest"]


@dataclass(frozen=True, slots=True)
class DemoCamera:
    """One simulated camera: what the wall is told of it, and what the simulator shows for it.

    `area` is the code of its grid, `number` what its pictures carry. `transport` is how it is offered,
    `rtsp_transport` how the wall is to fetch it. `credential` names the secret, empty where none is needed.
    `upright` pictures are as a phone takes them.
    """

    id: str
    number: int
    name: str
    area: str
    area_name: str
    address: str
    lon: float
    lat: float
    bearing_deg: float
    kind: str
    business_group: str
    tags: tuple[str, ...]
    scene: str
    variant: int
    codec: Literal["h264", "h265"]
    transport: Literal["rtsp", "http-ts"]
    rtsp_transport: Literal["tcp", "udp"]
    auth: Auth
    credential: str
    sensitivity: str = "normal"
    upright: bool = False

    @property
    def is_meeting(self) -> bool:
        return self.kind == "meeting"


def camera_list(district: District, n: int = 300) -> tuple[DemoCamera, ...]:
    """The first `n` cameras of the district."""
    return _Catalogue(district).ordinary(n)


def meeting_cameras(district: District) -> tuple[DemoCamera, ...]:
    """Eight places that take part in meetings, of kind "meeting"; their ids meet none of `camera_list`."""
    return _Catalogue(district).meeting()


@dataclass(frozen=True, slots=True)
class _Draft:
    place: Place
    point: Point
    bearing_deg: float
    kind: str
    street: str
    sensitivity: str = "normal"


class _Catalogue:
    """Builds cameras of one district."""

    def __init__(self, district: District) -> None:
        self._district = district
        self._random = district.random("cameras")
        self._main_roads = [r for r in district.ground.roads if r.width_m >= 36.0]

    def ordinary(self, n: int) -> tuple[DemoCamera, ...]:
        drafts = [self._fixed(camera) for camera in (*FIRST_TWELVE, *NEAR_LEAK)][:n]
        if n > len(drafts):
            drafts += self._generated(n - len(drafts))
        codes = self._district.grids_at([d.point for d in drafts])
        return tuple(self._camera(i, d, code) for i, (d, code) in enumerate(zip(drafts, codes, strict=True)))

    def meeting(self) -> tuple[DemoCamera, ...]:
        codes = self._district.grids_at([p.point for p in MEETING_PLACES])
        return tuple(
            self._meeting(i, item, code)
            for i, (item, code) in enumerate(zip(MEETING_PLACES, codes, strict=True))
        )

    def _meeting(self, index: int, item: MeetingPlace, code: str) -> DemoCamera:
        group, tags = MEETING_GROUP
        lon, lat = self._district.frame.to_lonlat(item.point)
        return DemoCamera(
            id=_device_id(900_001 + index),
            number=STAMP_NUMBERS + index + 1,
            name=item.name,
            area=code,
            area_name=self._district.short_name(code),
            address="",
            lon=lon,
            lat=lat,
            bearing_deg=0.0,
            kind="meeting",
            business_group=group,
            tags=tags,
            scene=item.scene,
            variant=item.variant,
            codec="h264",
            transport="rtsp",
            rtsp_transport="tcp",
            auth="",
            credential="",
            upright=item.upright,
        )

    def _fixed(self, camera: FixedCamera) -> _Draft:
        group, tags = SCENE_GROUPS[camera.scene]
        place = Place(camera.name, camera.scene, group, tags)
        spot = shapely.Point(camera.point)
        street = min(self._main_roads, key=lambda r: float(r.line.distance(spot))).name
        return _Draft(place, camera.point, camera.bearing_deg, camera.kind, street, camera.sensitivity)

    def _generated(self, count: int) -> list[_Draft]:
        namer = CameraNamer(self._random, {c.name for c in (*FIRST_TWELVE, *NEAR_LEAK)})
        spots = self._usable_spots()
        return [
            self._draft(spot, namer.place(spot, around))
            for _, (spot, around) in zip(range(count), cycle(spots), strict=False)
        ]

    def _usable_spots(self) -> list[tuple[Spot, Surroundings]]:
        """Spots on dry land well inside a grid, each with what lies around it."""
        spots = all_spots(self._district)
        points = shapely.points([s.point for s in spots])
        codes = self._district.grids_at([s.point for s in spots])
        ground = self._district.ground
        shapely.prepare(ground.water)
        wet = shapely.intersects(ground.water, points)
        by_water = shapely.dwithin(ground.water, points, _NEAR_WATER_M)
        parks = shapely.STRtree([p for _, p in ground.parks])
        by_park = dict(parks.query(points, predicate="dwithin", distance=60.0).T.tolist())
        usable: list[tuple[Spot, Surroundings]] = []
        for i, spot in enumerate(spots):
            if codes[i] and not wet[i]:
                community = self._district.by_code[codes[i][:12]].name
                park = ground.parks[by_park[i]][0] if i in by_park else ""
                water = self._water_name(spot.point) if by_water[i] else ""
                usable.append((spot, Surroundings(community, water, park)))
        return usable

    def _water_name(self, point: Point) -> str:
        spot = shapely.Point(point)
        return min(self._district.ground.named_water, key=lambda item: float(item[1].distance(spot)))[0]

    def _draft(self, spot: Spot, place: Place) -> _Draft:
        """Hang the camera at the kerb, looking along the street or across the junction."""
        random = self._random
        along = (spot.along_deg + random.choice((0, 180)) + random.uniform(-14, 14)) % 360
        if spot.kind in ("junction", "crossing"):
            along = (along + random.choice((0, 45, 90, 315))) % 360
        side = math.radians(spot.along_deg + random.choice((90, 270)))
        shift = random.uniform(-12.0, 12.0)
        ahead = math.radians(spot.along_deg)
        point = (
            spot.point[0] + _KERB_M * math.sin(side) + shift * math.sin(ahead),
            spot.point[1] + _KERB_M * math.cos(side) + shift * math.cos(ahead),
        )
        if not self._district.grids_at([point])[0]:
            point = spot.point  # the kerb lies beyond the district's border
        return _Draft(place, point, round(along, 1), _kind(place.scene, random), spot.streets[0])

    def _camera(self, index: int, draft: _Draft, code: str) -> DemoCamera:
        district = self._district
        lon, lat = district.frame.to_lonlat(draft.point)
        transport: Literal["rtsp", "http-ts"] = "http-ts" if index % 10 == 9 else "rtsp"
        over_rtsp = index - index // 10 if transport == "rtsp" else 0
        auth = _auth(index) if transport == "rtsp" else ""
        subdistrict = district.by_code[code[:9]].name
        return DemoCamera(
            id=_device_id(index + 1),
            number=index % STAMP_NUMBERS + 1,
            name=draft.place.name,
            area=code,
            area_name=district.short_name(code),
            address=f"{names.DISTRICT}{subdistrict}{district.by_code[code[:12]].name}{draft.street}",
            lon=lon,
            lat=lat,
            bearing_deg=draft.bearing_deg,
            kind=draft.kind,
            business_group=draft.place.group,
            tags=draft.place.tags,
            scene=draft.place.scene,
            variant=0 if index < len(FIRST_TWELVE) else _variant(index),
            codec="h265" if index % 4 == 3 else "h264",
            transport=transport,
            rtsp_transport="udp" if over_rtsp % 6 == 5 else "tcp",
            auth=auth,
            credential=_credential(auth, index),
            sensitivity=draft.sensitivity,
        )


def _device_id(serial: int) -> str:
    """GB/T 28181: centre 8 digits, industry 2, type 132 (IPC), network 1, serial 6."""
    return f"{names.DISTRICT_CODE}00" + "00" + "132" + "0" + f"{serial:06d}"


def _variant(index: int) -> int:
    return index * 5 % VARIANTS


def _auth(index: int) -> Auth:
    """Most cameras want Digest, some Basic, some nothing."""
    draw = index % 12
    if draw in (4, 10):
        return "basic"
    return "" if draw == 7 else "digest"


def _credential(auth: Auth, index: int) -> str:
    """cam-1 to cam-3 are accounts for Digest, cam-4 is one for Basic."""
    if not auth:
        return ""
    return "cam-4" if auth == "basic" else f"cam-{index % 3 + 1}"


def _kind(scene: str, random: Random) -> str:
    if scene in ("crossroads", "square"):
        return random.choice(("ptz", "dome", "dome", "fixed"))
    if scene in ("market", "service_hall", "lane"):
        return random.choice(("half_dome", "fixed"))
    return random.choice(("fixed", "fixed", "fixed", "dome"))
