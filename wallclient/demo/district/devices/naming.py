"""Names of cameras: what hangs at a spot, what it is called, which scene it shows. No name comes twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wallclient.demo.district.names import numeral

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.district.devices.spots import Spot

SIDES = ("东", "南", "西", "北")
CORNERS = ("", "东侧", "西侧", "南侧", "北侧", "东南角", "西北角", "东北角", "西南角")
_SCHOOLS = ("育英", "启明", "向阳", "晨光", "新星", "文华", "明德", "致远")
# What hangs on an ordinary street, of a hundred.
_IN_COMMUNITY = {
    "lane": 34,
    "estate_gate": 20,
    "avenue": 12,
    "market": 8,
    "school_gate": 8,
    "square": 8,
    "service_hall": 5,
    "demolition": 5,
}


@dataclass(frozen=True, slots=True)
class Place:
    """What a camera looks at. `group`: business group; `tags` are search words."""

    name: str
    scene: str
    group: str
    tags: tuple[str, ...]


SAFETY, MANAGEMENT, SERVICES = "公共安全", "公共管理", "公共服务"
SCENE_GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "crossroads": (SAFETY, ("路口", "交通")),
    "avenue": (SAFETY, ("道路", "交通")),
    "lane": (SAFETY, ("小区", "楼栋")),
    "estate_gate": (SAFETY, ("小区", "出入口")),
    "square": (MANAGEMENT, ("公园", "广场")),
    "market": (MANAGEMENT, ("市场", "经营")),
    "promenade": (MANAGEMENT, ("河道", "步道")),
    "school_gate": (SAFETY, ("学校", "重点部位")),
    "overpass": (SAFETY, ("桥梁", "易积水")),
    "bus_stop": (SERVICES, ("公交", "站点")),
    "demolition": (MANAGEMENT, ("工地", "扬尘")),
    "service_hall": (SERVICES, ("窗口", "服务")),
}
MEETING_GROUP = (SERVICES, ("会商",))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a spot lies in: its community, and the water or park close by, if any."""

    community: str
    water: str = ""
    park: str = ""


@dataclass(slots=True)
class CameraNamer:
    """Gives out places. Keeps count per kind of name, so that numbers run on and never repeat."""

    random: Random
    taken: set[str]
    _counts: Counter[str] = field(default_factory=Counter)

    def place(self, spot: Spot, around: Surroundings) -> Place:
        """Name and scene of a new camera at `spot`."""
        if spot.kind == "crossing" or spot.kind == "junction":
            return self._at_junction(spot)
        if spot.kind == "road":
            return self._at_road(spot.streets[0], around)
        if around.water and self.random.random() < 0.6:
            return self._place(self._numbered(f"{around.water}步道", "号点"), "promenade")
        if around.park and self.random.random() < 0.6:
            return self._place(self._numbered(f"{around.park}", "号点"), "square")
        return self._in_community(spot.streets[0], around.community)

    def _at_junction(self, spot: Spot) -> Place:
        stem = f"{spot.streets[0]}{spot.streets[-1]}口"
        return self._place(self._sided(stem), "crossroads")

    def _at_road(self, road: str, around: Surroundings) -> Place:
        draw = self.random.random()
        if draw < 0.62:
            return self._place(self._numbered(f"{road}", "号杆"), "avenue")
        if draw < 0.88:
            return self._place(self._sided(f"{around.community.removesuffix('社区')}公交站"), "bus_stop")
        return self._place(self._numbered(f"{road}", "号天桥"), "overpass")

    def _in_community(self, street: str, community: str) -> Place:
        short = community.removesuffix("社区")
        scene = self.random.choices(tuple(_IN_COMMUNITY), tuple(_IN_COMMUNITY.values()))[0]
        match scene:
            case "lane":
                name = self._numbered(community, "号楼")
            case "estate_gate":
                name = self._gate(community)
            case "market":
                name = self._sided(f"{short}便民市场")
            case "school_gate":
                name = self._sided(f"{short}{self.random.choice(_SCHOOLS)}小学校门")
            case "square":
                name = self._sided(f"{short}文化广场")
            case "service_hall":
                name = self._sided(f"{community}服务站")
            case "demolition":
                name = self._numbered(f"{short}改造工地", "号门")
            case _:
                name = self._numbered(street, "号")
        return self._place(name, scene)

    def _gate(self, community: str) -> str:
        self._counts[f"{community}门"] += 1
        round_, side = divmod(self._counts[f"{community}门"] - 1, len(SIDES))
        phase = f"{numeral(round_ + 1)}期" if 0 < round_ < 99 else str(round_ or "")
        return self._free(f"{community}{phase}{SIDES[side]}门")

    def _numbered(self, stem: str, suffix: str) -> str:
        self._counts[stem + suffix] += self.random.randint(1, 3)
        return self._free(f"{stem} {self._counts[stem + suffix]} {suffix}")

    def _sided(self, stem: str) -> str:
        number = self._counts[stem]
        self._counts[stem] += 1
        if number < len(CORNERS):
            return self._free(stem + CORNERS[number])
        return self._free(f"{stem} {number - len(CORNERS) + 2} 号机")

    def _free(self, name: str) -> str:
        """`name`, or the first of its numbered forms that nobody has."""
        tries, free = 1, name
        while free in self.taken:
            tries += 1
            free = f"{name} {tries} 号机"
        self.taken.add(free)
        return free

    @staticmethod
    def _place(name: str, scene: str) -> Place:
        group, tags = SCENE_GROUPS[scene]
        return Place(name, scene, group, tags)
