"""What a plan has to say for itself: choices that a person may want to know of, or to mend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    PARKED = "parked"
    STACKED = "stacked"
    TWINS_BY_CONNECTOR = "twins_by_connector"
    TWINS_BY_POSITION = "twins_by_position"
    TWINS_BY_ORDER = "twins_by_order"
    OTHER_EDID = "other_edid"
    SIZE_UNKNOWN = "size_unknown"


_WORDS = {
    NoteKind.PARKED: 'screen "{screen}" has no monitor and waits for one',
    NoteKind.STACKED: 'screen "{screen}" has no monitor of its own and shares {connector}',
    NoteKind.TWINS_BY_CONNECTOR: '"{edid}" fits several monitors; "{screen}" takes the one at {connector}',
    NoteKind.TWINS_BY_POSITION: '"{edid}" fits several monitors; "{screen}" takes {connector} by position',
    NoteKind.TWINS_BY_ORDER: '"{edid}" fits several monitors; "{screen}" takes {connector}, the first from '
    "the left: add a connector or a position",
    NoteKind.OTHER_EDID: 'no monitor is "{edid}"; screen "{screen}" takes the one at {connector}',
    NoteKind.SIZE_UNKNOWN: '{connector} tells no believable size; screen "{screen}" is taken to be '
    "{width_mm} mm wide: give width_mm (and distance_m) in the layout",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One remark. The interface has its own words by `kind`; `str()` is English, for logs."""

    kind: NoteKind
    screen_id: str
    connector: str = ""
    edid: str = ""
    width_mm: int = 0

    def __str__(self) -> str:
        return _WORDS[self.kind].format(
            screen=self.screen_id, connector=self.connector, edid=self.edid, width_mm=self.width_mm
        )
