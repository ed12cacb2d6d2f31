"""Pens, colours and sizes of the map for one theme. Made once per theme; layers only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from wallclient.model.areas import LEVELS, AreaLevel

if TYPE_CHECKING:
    from ui.theme import Theme

# Signs on the map for severity 1 to 4, at the unit of the wall that the look was drawn for.
_SIGNS_PX = (44, 38, 34, 30)
_WALL_U = 1.223
# Marks shrink less than type does on a desk: below this they are hard to hit and to tell apart.
_SMALLEST_SCALE = 0.86
NAME_SPACING_PX = 3
HALO_PX = 5


class MapStyle:
    """Everything the layers need to know about looks."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        tokens = theme.tokens
        self.scale = max(_SMALLEST_SCALE, theme.u / _WALL_U)
        self.margin_px = 24.0
        self.outside = tokens.map_colour("outside")
        self.land = tokens.map_colour("land")
        self.selected = tokens.map_colour("land_selected")
        self.water = tokens.map_colour("water")
        self.road = tokens.map_colour("road")
        self.block = tokens.map_colour("block")
        self.building = tokens.map_colour("building")
        self.park = tokens.map_colour("park")
        # Where blocks are drawn, what is left between them is street, and darker than land.
        self.street = blend(self.outside, self.land, 0.5)
        self.camera = tokens.map_colour("camera")
        self.camera_seeing = tokens.map_colour("camera", "selected")
        self.halo = tokens.map_colour("halo")
        camera = tokens.raw["color"]["night"]["map"]["camera"]
        self.cone_seeing, self.cone_near = float(camera["cone_opacity"]), float(camera["cone_opacity_idle"])
        edges = tokens.raw["color"]["night"]["map"]["edge"]
        self._edges = {
            level: (QColor(edges[level.value]["hex"]), float(edges[level.value]["px"])) for level in LEVELS
        }

    def edge(self, level: AreaLevel, *, in_use: bool) -> QPen:
        """Cosmetic pen of a level's edges; the level in use takes the next stronger one."""
        index = LEVELS.index(level)
        colour, width_px = self._edges[LEVELS[max(index - 1, 0)] if in_use else level]
        pen = QPen(colour, width_px, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        pen.setCosmetic(True)
        return pen

    def sign_px(self, severity: int) -> float:
        return _SIGNS_PX[min(max(severity, 1), 4) - 1] * self.scale


def blend(a: QColor, b: QColor, share: float) -> QColor:
    """The colour `share` of the way from `a` to `b`."""
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * share,
        a.greenF() + (b.greenF() - a.greenF()) * share,
        a.blueF() + (b.blueF() - a.blueF()) * share,
    )
