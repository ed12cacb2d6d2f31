"""Hides who complained and how to reach them: a report leaves the room, the people in it do not.

Phones are always cut to 138****2206 and names to the family name; a hidden incident also loses its house.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wallclient.model.incidents import Sensitivity

if TYPE_CHECKING:
    from wallclient.model.incidents import Incident

# Mobile numbers, with or without +86, spaces or hyphens between the groups.
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[- ]?(\d{7,8})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
_FORMS = ("先生", "女士", "小姐", "师傅", "老人", "同志", "阿姨", "大爷")
_HAN_NAME = re.compile(r"[一-鿿]{2,4}")
_TWO_CHARACTER_FAMILIES = ("欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "慕容", "令狐", "司徒")
# The last of these in an address ends what may be told of a hidden place.
_BUILDING = re.compile(r"^(.*?\d+\s*(?:号楼|栋|幢|号院|弄))")


def mask_numbers(text: str) -> str:
    """Phone and identity numbers with their middle starred."""
    text = _IDENTITY.sub(r"\1********\2", text)
    text = _MOBILE.sub(r"\1****\2", text)
    return _LANDLINE.sub(lambda found: f"{found[1]}-****{found[2][-4:]}", text)


def mask_name(name: str) -> str:
    """A family name with its form of address (刘女士), or with stars; other words stay."""
    name = name.strip()
    if not _HAN_NAME.fullmatch(name):
        first, *rest = name.split() or [""]
        return " ".join([first, *(f"{part[0]}." for part in rest)])
    if name.endswith(_FORMS):
        return name
    family = 2 if name[:2] in _TWO_CHARACTER_FAMILIES else 1
    return name[:family] + "*" * (len(name) - family)


def full_name(petitioner: str) -> str:
    """The name in a petitioner field such as `刘桂英 13812342206`."""
    return petitioner.split()[0] if petitioner.split() else ""


class Masks:
    """Masks the texts of one incident."""

    def __init__(self, incident: Incident) -> None:
        self._name = full_name(incident.petitioner)
        self._hidden = incident.sensitivity is Sensitivity.HIDE
        self._masked_name = "***" if self._hidden else mask_name(self._name)

    def text(self, text: str) -> str:
        """Free text without numbers and without the petitioner's full name."""
        if len(self._name) >= 2:
            text = text.replace(self._name, self._masked_name)
        return mask_numbers(text)

    def petitioner(self, petitioner: str) -> str:
        """The petitioner field, or empty text if the incident is hidden."""
        return "" if self._hidden else self.text(petitioner)

    def address(self, address: str) -> str:
        """An address; of a hidden incident only as far as the building."""
        if not self._hidden:
            return self.text(address)
        found = _BUILDING.match(address)
        return mask_numbers(found[1] if found else "")
