"""What a place may show of an incident's people: names shortened, numbers starred, addresses to the building.

A wall and a meeting room are seen by many; a console by the one who needs the telephone number. Where it is
not clear what a word is, it is masked: a role shortened by mistake costs less than a name shown by mistake.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from wallclient.model.incidents import Sensitivity

if TYPE_CHECKING:
    from wallclient.model.incidents import Incident


class Disclosure(IntEnum):
    """How much is shown; each step shows what the steps below it show, and more."""

    KIND = 0  # what kind of incident, and in which subdistrict
    BUILDING = 1  # also its title, and the address as far as the building
    ADDRESS = 2  # also the whole address; people stay masked
    FULL = 3


_PUBLIC = {
    Sensitivity.NORMAL: Disclosure.ADDRESS,
    Sensitivity.DIM: Disclosure.BUILDING,
    Sensitivity.HIDE: Disclosure.KIND,
}

_HAN = "\u4e00-\u9fff"
# With or without +86, spaces or hyphens between the groups.
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[- ]?\d{3,4}(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
_BUILDING = re.compile(r"^(.*?\d\s*(?:号楼|栋|幢|座|号院?(?!线)))")
_INSIDE = re.compile(r"\s*[\dA-Za-z一二三四五六七八九十、]+\s*(?:单元|层|楼|室|户|房)")
_ROOM = re.compile(r"\d{3,4}(\s*[室房])")
_NAME = re.compile(rf"[{_HAN}]{{2,4}}")
_SURNAME = re.compile(rf"[{_HAN}]{{1,4}}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'-]+")
_TITLES = ("女士", "先生", "老师", "师傅", "同志", "阿姨", "大爷", "奶奶", "小姐", "老人")
_COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|夏侯|南宫|端木|轩辕|百里"
)
# Words that stand where a name could, and tell of nobody.
_NOBODY = re.compile(
    "网格员|居民|群众|市民|业主|住户|租户|商户|家长|村民|匿名|路人|游客|司机|物业|社区|街道|热线|系统"
)
_BODIES = ("局", "队", "办", "所", "院", "站", "处", "会", "公司", "中心", "物业", "社区", "街道", "热线")


def disclosure(role: str, sensitivity: Sensitivity) -> Disclosure:
    """How much a place of `role` (wall, console or room) shows of an incident of `sensitivity`."""
    return Disclosure.FULL if role == "console" else _PUBLIC[sensitivity]


def numbers(text: str) -> str:
    """Telephone and identity numbers with their middle starred: 138****2206."""
    text = _IDENTITY.sub(r"\1********\2", text)
    text = _MOBILE.sub(r"\1****\2", text)
    return _LANDLINE.sub(r"\1-****\2", text)


def name(text: str) -> str:
    """A family name with its form of address (刘女士) or with stars (刘**). Bodies keep their names."""
    if " " in text:
        first, *rest = text.split()
        return " ".join([first, *(f"{part[0]}." for part in rest)])
    if _NOBODY.fullmatch(text) or (len(text) >= 4 and text.endswith(_BODIES)):
        return text
    title = next((title for title in _TITLES if text.endswith(title) and text != title), "")
    bare = text.removesuffix(title)
    if not (_SURNAME if title else _NAME).fullmatch(bare):
        return text
    family = 2 if _COMPOUND.match(bare) and len(bare) > 1 else 1
    return bare[:family] + (title or "*" * (len(bare) - family))


def person(text: str, shown: Disclosure) -> str:
    """Who reported: name and number masked, part by part; nothing at all where only the kind is shown."""
    if shown is Disclosure.FULL:
        return text
    if shown is Disclosure.KIND:
        return ""
    return " ".join(part if _LATIN.fullmatch(part) else name(part) for part in numbers(text).split())


def address(text: str, shown: Disclosure) -> str:
    """An address, cut after the building: 米兰社区 6 号楼 2 单元 603 室 becomes 米兰社区 6 号楼."""
    if shown >= Disclosure.ADDRESS:
        return text
    if shown is Disclosure.KIND:
        return ""
    building = _BUILDING.match(text)
    return building[1] if building else _INSIDE.sub("", text).strip()


def title(incident: Incident, shown: Disclosure) -> str:
    """The incident's title; without its inner address where a building is the most that is shown."""
    if shown >= Disclosure.ADDRESS:
        return numbers(incident.title) if shown is not Disclosure.FULL else incident.title
    if shown is Disclosure.KIND:
        return incident.small_class or incident.big_class
    building = _BUILDING.match(incident.title)
    head = building[1] if building else ""
    rest = incident.title[len(head) :]
    while (inside := _INSIDE.match(rest)) is not None:
        rest = rest[inside.end() :]
    return numbers(head + _ROOM.sub(r"***\1", rest))


def words(text: str, shown: Disclosure, who: str = "") -> str:
    """Free text such as a line of the course: numbers starred, and rooms where addresses are cut.

    `who`: the person field of the incident; their full name is masked wherever it stands.
    """
    if shown is Disclosure.FULL:
        return text
    full = who.split()[0] if who.split() else ""
    if len(full) >= 2:
        text = text.replace(full, name(full))
    text = numbers(text)
    return text if shown is Disclosure.ADDRESS else _ROOM.sub(r"***\1", text)
