"""Names of areas, set where there is room: near the middle of the area, clear of signs and of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.map.marks.labels import Label
from ui.map.marks.style import NAME_SPACING_PX
from ui.map.plane.anchors import anchor
from wallclient.model.areas import LEVELS, AreaLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from ui.map.layers.taken import Taken
    from ui.map.marks.labels import LabelCache
    from ui.map.marks.style import MapStyle
    from ui.map.plane.shapes import AreaShapes, Shape
    from ui.map.plane.viewport import Viewport

# An area must be this many times as wide as its name to carry it.
_ROOM = 0.95
# Name heights that a name may step aside, nearest first.
_STEPS = (
    (0, 0),
    (0, 1),
    (0, -1),
    (0, 2),
    (0, -2),
    (0.8, 0.6),
    (-0.8, 0.6),
    (0.8, -0.6),
    (-0.8, -0.6),
    (0, 3),
    (0, -3),
)


class NameLayer:
    """Owns the places of the names of the present frame."""

    def __init__(self, style: MapStyle, labels: LabelCache, shapes: AreaShapes) -> None:
        self._style = style
        self._labels = labels
        self._shapes = shapes
        self._placed: list[tuple[Label, QRectF]] = []
        self._anchors: dict[str, tuple[float, float]] = {}

    def arrange(self, view: Viewport | None, inside: str, selected: str, taken: Taken) -> None:
        """Place the names of one level; none without a view. `inside`: code of the area it is about."""
        self._placed = []
        level = self._level(view, inside) if view is not None else None
        if view is None or level is None:
            return
        for shape in self._shapes.levels[level].touching(view.bounds_m):
            if level is not AreaLevel.SUBDISTRICT and not shape.code.startswith(inside):
                continue
            chosen = shape.code == selected
            colours = self._style.theme.colours
            colour = colours.t1 if chosen else colours.t2
            label = Label(_short(shape, level), self._style.theme.read, colour, spacing_px=NAME_SPACING_PX)
            box = self._place(shape, label, view, taken)
            if box is not None:
                taken.take(box)
                self._placed.append((label, box))

    @property
    def placed(self) -> list[tuple[Label, QRectF]]:
        """Names of the present frame and where they stand."""
        return self._placed

    def _level(self, view: Viewport, inside: str) -> AreaLevel | None:
        """The finest level whose areas have room for their names, or the one below what the view is about."""
        here = self._shapes.get(inside)
        for level in (AreaLevel.GRID, AreaLevel.COMMUNITY, AreaLevel.SUBDISTRICT):
            found = self._shapes.levels[level]
            letters = [len(_short(shape, level)) for shape in found.shapes]
            if not letters:
                continue
            name_px = sum(letters) / len(letters) * (self._style.theme.read + NAME_SPACING_PX)
            roomy = bool(found.cell_m * view.px_per_m >= name_px * _ROOM)
            if roomy or (here is not None and _below(level, here.level)):
                return level
        return AreaLevel.SUBDISTRICT if self._shapes.levels[AreaLevel.SUBDISTRICT].shapes else None

    def _place(self, shape: Shape, label: Label, view: Viewport, taken: Taken) -> QRectF | None:
        width, height = self._labels.size(label)
        x0, _, x1, _ = shape.bounds
        if (x1 - x0) * view.px_per_m < width * 0.8:
            return None
        x, y = view.to_px(*self._anchor(shape))
        boxes = [self._labels.box(label, bx, by) for bx, by in self._around(x, y, width, height, shape, view)]
        boxes = [box for box in boxes if _whole(box, view)]
        if not boxes:
            return None
        return taken.first_free(boxes) or min(boxes, key=taken.covered)

    @staticmethod
    def _around(
        x: float, y: float, width: float, height: float, shape: Shape, view: Viewport
    ) -> Iterator[tuple[float, float]]:
        """Places to try, in pixels: none so far away that the name would seem to belong elsewhere."""
        reach = shape.size_m * view.px_per_m * 0.36
        for right, down in _STEPS:
            dx, dy = right * width * 0.6, down * height * 0.8
            if abs(dx) <= reach and abs(dy) <= reach:
                yield x + dx, y + dy

    def _anchor(self, shape: Shape) -> tuple[float, float]:
        if shape.code not in self._anchors:
            self._anchors[shape.code] = anchor(shape.rings[0])
        return self._anchors[shape.code]

    def paint(self, p: QPainter, exposed: QRectF, dpr: float) -> None:
        for label, box in self._placed:
            if box.intersects(exposed):
                self._labels.paint(p, label, box, dpr)


def _below(level: AreaLevel, other: AreaLevel) -> bool:
    """Whether `level` is the one just below `other`."""
    return LEVELS.index(level) == LEVELS.index(other) + 1


def _short(shape: Shape, level: AreaLevel) -> str:
    """A grid's name without its community's, which stands in the title already."""
    if level is not AreaLevel.GRID:
        return shape.name
    cut = shape.name.find("第")
    return shape.name[cut:] if cut > 0 else shape.name


def _whole(box: QRectF, view: Viewport) -> bool:
    return (
        box.left() >= 0 and box.top() >= 0 and box.right() <= view.width_px and box.bottom() <= view.height_px
    )
