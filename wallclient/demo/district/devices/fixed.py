"""The cameras that every demo has: twelve of the first wall, two near the gas leak, eight meeting places.

Their order is part of the demo: layouts count on the twelve being the first of every list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.demo.district.land import sketch

if TYPE_CHECKING:
    from wallclient.demo.district.land.frame import Point


@dataclass(frozen=True, slots=True)
class FixedCamera:
    """A camera with a place of its own, in metres on the sheet."""

    name: str
    scene: str
    point: Point
    bearing_deg: float
    kind: str = "fixed"
    sensitivity: str = "normal"


def _near_leak(east_m: float, north_m: float) -> Point:
    leak = sketch.at(*sketch.LEAK)
    return leak[0] + east_m, leak[1] + north_m


FIRST_TWELVE: tuple[FixedCamera, ...] = (
    FixedCamera("文昌路望湖路口", "crossroads", sketch.at(498.5, 393), 12.0, kind="ptz"),
    FixedCamera("东桥大街东口", "avenue", sketch.at(1004, 364), 262.0),
    FixedCamera("米兰社区 6 号楼", "lane", _near_leak(-66, 45), 125.0),
    FixedCamera("米兰社区南门", "estate_gate", _near_leak(-219, -157), 55.0),
    FixedCamera("清河公园中心广场", "square", sketch.at(634, 545), 200.0, kind="ptz"),
    FixedCamera("兰亭农贸市场", "market", sketch.at(396, 493), 80.0, kind="half_dome"),
    FixedCamera("清河步道三号桥", "promenade", sketch.at(588.5, 500), 170.0),
    FixedCamera("实验小学校门", "school_gate", sketch.at(700, 690), 350.0, kind="ptz"),
    FixedCamera("北关立交桥下", "overpass", sketch.at(483.5, 170), 95.0),
    FixedCamera("南苑路公交站", "bus_stop", sketch.at(832, 660), 165.0),
    FixedCamera("石塘拆迁工地", "demolition", sketch.at(455, 690), 20.0, kind="dome"),
    FixedCamera("政务服务大厅", "service_hall", sketch.at(530, 340), 180.0, "half_dome", sensitivity="dim"),
)
NEAR_LEAK: tuple[FixedCamera, ...] = (
    FixedCamera("望湖路北口", "crossroads", _near_leak(206, 204), 225.0, kind="dome"),
    FixedCamera("望湖路公交站", "bus_stop", _near_leak(281, -225), 335.0),
)


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """A place that takes part in meetings. Even variants of a scene speak, odd ones listen."""

    name: str
    point: Point
    scene: str
    variant: int = 1
    upright: bool = False


MEETING_PLACES: tuple[MeetingPlace, ...] = (
    MeetingPlace("区指挥中心", sketch.at(540, 345), "control_room"),
    MeetingPlace("区消防救援大队", _near_leak(40, -50), "site_helmet", variant=0),
    MeetingPlace("望湖街道办", sketch.at(742, 360), "office_woman"),
    MeetingPlace("区住建局燃气办", sketch.at(556, 352), "meeting_table"),
    MeetingPlace("燃气抢修班", _near_leak(30, -36), "car_cabin"),
    MeetingPlace("网格员 周敏", _near_leak(128, -126), "street_phone", upright=True),
    MeetingPlace("望湖派出所", sketch.at(752, 338), "duty_officer"),
    MeetingPlace("区供电公司", sketch.at(575, 372), "control_room", variant=3),
)
