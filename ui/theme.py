"""The look as one value: colours, sizes and fonts from tokens.json and a screen's unit `u`.

Sizes follow the viewing distance: `size_px = k · u` (see resources/theme/tokens.json, type_arcmin_em).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor, QFont, QPalette

if TYPE_CHECKING:
    from pathlib import Path

# Nothing may be set smaller than this (logical pixels), whatever the distance says.
SMALLEST_PX = 14


@dataclass(frozen=True)
class Colours:
    """Night colours by their token name."""

    ink: QColor
    s1: QColor
    s2: QColor
    s3: QColor
    line1: QColor
    line2: QColor
    t1: QColor
    t2: QColor
    t3: QColor
    paper: QColor
    paper_muted: QColor
    severity: tuple[QColor, QColor, QColor, QColor]
    green: QColor
    yellow: QColor
    red: QColor
    track: QColor
    limit_line: QColor

    def of_severity(self, severity: int) -> QColor:
        """Colour of severity 1 to 4; anything else is shown as 4."""
        return self.severity[min(max(severity, 1), 4) - 1]

    def of_light(self, light: str) -> QColor:
        """Colour of a clock's light: green, yellow, red or paused."""
        return {"green": self.green, "yellow": self.yellow, "red": self.red}.get(light, self.t3)


@dataclass(frozen=True)
class Tokens:
    """The parsed token file. `raw` serves what only one pane needs (map and chart colours)."""

    colours: Colours
    raw: dict[str, Any]

    @classmethod
    def load(cls, path: Path) -> Tokens:
        raw = json.loads(path.read_text(encoding="utf-8"))
        night = raw["color"]["night"]
        flat = {
            name: QColor(entry["hex"])
            for group in ("bg", "line", "text")
            for name, entry in night[group].items()
        }
        clock = night["clock"]
        colours = Colours(
            **flat,
            paper=QColor(night["accent"]["paper"]["hex"]),
            paper_muted=QColor(night["accent"]["paper"]["muted_text_on_accent"]),
            severity=tuple(QColor(night["severity"][n]["hex"]) for n in "1234"),  # type: ignore[arg-type]
            green=QColor(clock["green"]["hex"]),
            yellow=QColor(clock["yellow"]["hex"]),
            red=QColor(clock["red"]["hex"]),
            track=QColor(clock["track"]["hex"]),
            limit_line=QColor(clock["limit_line"]["hex"]),
        )
        return cls(colours, raw)

    def map_colour(self, *path: str) -> QColor:
        """Colour of color.night.map, e.g. map_colour("edge", "grid", "hex")."""
        return QColor(self._under("map", path))

    def chart_colour(self, *path: str) -> QColor:
        return QColor(self._under("chart", path))

    @property
    def chart_ramp(self) -> tuple[QColor, ...]:
        return tuple(QColor(h) for h in self.raw["color"]["night"]["chart"]["ramp"])

    def _under(self, group: str, path: tuple[str, ...]) -> str:
        node = self.raw["color"]["night"][group]
        for part in path:
            node = node[part]
        return str(node["hex"] if isinstance(node, dict) else node)


class Theme:
    """Tokens at one screen's measures. All sizes are logical pixels (Qt scales them with the screen's ratio).

    `u`: pixels per minute of arc, for type; `unit`: pixels per design pixel, for space.
    """

    def __init__(self, tokens: Tokens, u: float, unit: float = 1.0) -> None:
        self.tokens = tokens
        self.colours = tokens.colours
        self.u = u
        k = tokens.raw["type_arcmin_em"]

        def size(name: str) -> int:
            return max(SMALLEST_PX, round(float(k[name]) * u))

        self.ref, self.read, self.lead = size("ref"), size("read"), size("lead")
        self.head, self.fig = size("head"), size("fig")
        self.unit = unit
        self._fonts: dict[tuple[int, bool, bool], QFont] = {}

    def space(self, step_px: int) -> int:
        """A step of the space scale (4, 8, 12, 16, 24, 32, 48, 64) in this screen's pixels."""
        return round(step_px * self.unit)

    def text_font(self, size_px: int, *, bold: bool = False) -> QFont:
        """Noto Sans CJK SC for words; regular or bold only, as those are installed."""
        return self._font(size_px, bold=bold, figures=False)

    def figure_font(self, size_px: int, *, bold: bool = False) -> QFont:
        """Inter with tabular figures for what is measured; falls back to Noto's own digits."""
        return self._font(size_px, bold=bold, figures=True)

    def _font(self, size_px: int, *, bold: bool, figures: bool) -> QFont:
        key = (size_px, bold, figures)
        font = self._fonts.get(key)
        if font is None:
            names = self.tokens.raw["font"]["figure" if figures else "text"]
            font = QFont()
            font.setFamilies(list(names))
            font.setPixelSize(max(SMALLEST_PX, size_px))
            if figures:
                font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Medium)
                font.setFeature(QFont.Tag("tnum"), 1)
            else:
                font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[key] = font
        return font

    @cached_property
    def palette(self) -> QPalette:
        c = self.colours
        palette = QPalette(c.ink)
        for role, colour in (
            (QPalette.ColorRole.Window, c.ink),
            (QPalette.ColorRole.Base, c.ink),
            (QPalette.ColorRole.AlternateBase, c.s1),
            (QPalette.ColorRole.Button, c.s2),
            (QPalette.ColorRole.WindowText, c.t1),
            (QPalette.ColorRole.Text, c.t1),
            (QPalette.ColorRole.ButtonText, c.t1),
            (QPalette.ColorRole.PlaceholderText, c.t3),
            (QPalette.ColorRole.Highlight, c.paper),
            (QPalette.ColorRole.HighlightedText, c.ink),
        ):
            palette.setColor(role, colour)
        return palette
