"""The day theme of the look, as far as a printed page needs it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

TOKENS = Path(__file__).resolve().parents[2] / "resources" / "theme" / "tokens.json"


@dataclass(frozen=True, slots=True)
class DayColours:
    """Colours as `#RRGGBB`, under the names of the tokens."""

    bg: str
    t1: str
    t2: str
    t3: str
    line: str
    sev1: str
    sev2: str
    sev3: str
    sev4: str
    green: str
    map_land: str
    map_block: str
    map_building: str
    map_road: str
    map_water: str
    map_park: str

    def of_severity(self, severity: int) -> str:
        return (self.sev1, self.sev2, self.sev3, self.sev4)[min(max(severity, 1), 4) - 1]

    def of_light(self, light: str) -> str:
        """Colour of a clock: green, yellow, red or paused."""
        return {"green": self.green, "yellow": self.sev3, "red": self.sev1}.get(light, self.t3)


def load_colours(path: Path = TOKENS) -> DayColours:
    """Read the day theme; OSError or KeyError if the token file is not the product's."""
    day = json.loads(path.read_text("utf-8"))["color"]["day"]
    return DayColours(**{name: day[name]["hex"] for name in DayColours.__dataclass_fields__})
