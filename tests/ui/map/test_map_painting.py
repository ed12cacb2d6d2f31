"""Tiles, sprites and words: what is painted, when, and what stays clear of what."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tests.ui.map.mapkit import incident, stores, theme
from ui.map.layers.callout import CalloutLayer, CalloutText
from ui.map.layers.names import NameLayer
from ui.map.layers.taken import Taken
from ui.map.layers.tiles import TileCache
from ui.map.marks.labels import Label, LabelCache
from ui.map.marks.sprites import SpriteSheet
from ui.map.marks.style import MapStyle
from ui.map.plane.shapes import AreaShapes
from ui.map.plane.viewport import Insets, Viewport, fit

pytestmark = pytest.mark.usefixtures("qapp")
VIEW = Viewport(0, 0, 0.1, 600, 400)


class Ground:
    """Paints one colour and counts how often it was asked."""

    def __init__(self) -> None:
        self.colour = QColor("#203040")
        self.painted = 0

    def __call__(self, p: QPainter, view: Viewport) -> None:
        self.painted += 1
        p.fillRect(QRectF(0, 0, view.width_px, view.height_px), self.colour)


def shown(tiles: TileCache, view: Viewport, *, moving: bool = False) -> tuple[QImage, bool]:
    image = QImage(int(view.width_px), int(view.height_px), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    p = QPainter(image)
    complete = tiles.paint(p, view, 1.0, moving=moving)
    p.end()
    return image, complete


def until_complete(tiles: TileCache, view: Viewport) -> QImage:
    for _ in range(60):
        image, complete = shown(tiles, view)
        if complete:
            return image
    raise AssertionError("the tiles never became complete")


def colours(image: QImage) -> set[str]:
    points = [(x, y) for x in range(5, image.width(), 90) for y in range(5, image.height(), 90)]
    return {image.pixelColor(x, y).name() for x, y in points}


def test_tiles_cover_the_view_and_are_painted_once() -> None:
    ground = Ground()
    tiles = TileCache(ground)
    assert colours(until_complete(tiles, VIEW)) == {"#203040"}
    painted = ground.painted
    until_complete(tiles, VIEW)
    assert ground.painted == painted


def test_a_small_pan_paints_only_what_comes_into_view() -> None:
    ground = Ground()
    tiles = TileCache(ground)
    until_complete(tiles, VIEW)
    painted = ground.painted
    until_complete(tiles, Viewport(2600, 0, 0.1, 600, 400))
    assert 0 < ground.painted - painted <= 4


def test_what_is_beside_the_view_is_made_ready_one_tile_at_a_time() -> None:
    ground = Ground()
    tiles = TileCache(ground)
    until_complete(tiles, VIEW)
    painted = ground.painted
    tiles.prefetch(VIEW, 1.0)
    assert ground.painted == painted + 1
    for _ in range(40):
        tiles.prefetch(VIEW, 1.0)
    ready = ground.painted
    until_complete(tiles, Viewport(1000, 0, 0.1, 600, 400))
    assert ground.painted == ready


def test_the_old_picture_stays_whole_until_the_new_one_is_complete() -> None:
    ground = Ground()
    tiles = TileCache(ground)
    until_complete(tiles, VIEW)
    ground.colour = QColor("#a0b0c0")
    tiles.invalidate()
    seen = []
    for _ in range(60):
        image, complete = shown(tiles, VIEW)
        seen.append(colours(image))
        if complete:
            break
    assert all(len(found) == 1 for found in seen)
    assert seen[-1] == {"#a0b0c0"}


def test_nothing_new_is_painted_while_the_view_flies() -> None:
    ground = Ground()
    tiles = TileCache(ground)
    until_complete(tiles, VIEW)
    painted = ground.painted
    image, complete = shown(tiles, Viewport(0, 0, 0.2, 600, 400), moving=True)
    assert not complete
    assert ground.painted == painted
    assert colours(image) == {"#203040"}


@pytest.mark.parametrize("dpr", [1.0, 2.0])
def test_sprites_are_centred_on_their_points(dpr: float) -> None:
    def dot(p: QPainter) -> None:
        p.fillRect(QRectF(-3, -3, 6, 6), QColor("white"))

    def other(p: QPainter) -> None:
        p.fillRect(QRectF(-3, -3, 6, 6), QColor("red"))

    image = QImage(round(100 * dpr), round(60 * dpr), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    image.fill(Qt.GlobalColor.black)
    sheet = SpriteSheet([dot, other], 10, dpr)
    p = QPainter(image)
    sheet.paint(p, np.array([[20.0, 20.0], [70.0, 40.0]]), np.array([0, 1]))
    sheet.paint(p, np.empty((0, 2)), np.empty(0, dtype=np.intp))
    p.end()
    assert image.pixelColor(round(20 * dpr), round(20 * dpr)).name() == "#ffffff"
    assert image.pixelColor(round(70 * dpr), round(40 * dpr)).name() == "#ff0000"
    assert image.pixelColor(round(26 * dpr), round(20 * dpr)).name() == "#000000"
    assert image.pixelColor(round(20 * dpr), round(40 * dpr)).name() == "#000000"


def names(view: Viewport, taken: Taken, inside: str = "") -> list[tuple[str, QRectF]]:
    style = MapStyle(theme())
    layer = NameLayer(style, LabelCache(style), AreaShapes(stores().areas.values()))
    layer.arrange(view, inside, "", taken)
    return [(label.text, box) for label, box in layer.placed]


WHOLE = fit((-4000, -4000, 4000, 4000), 1244, 836, Insets(24, 24, 24, 60))


def test_names_are_those_of_the_finest_level_that_has_room() -> None:
    for px_per_m, ending in ((0.04, "街道"), (0.09, "社区"), (0.15, "网格")):
        found = names(Viewport(0, 0, px_per_m, 1244, 836), Taken())
        assert found
        assert all(text.endswith(ending) for text, _ in found)


def test_inside_an_area_the_names_are_those_of_its_parts_alone() -> None:
    found = names(WHOLE, Taken(), "320599001")
    assert len(found) == 4
    assert all(text.endswith("社区") for text, _ in found)


def test_names_step_aside_for_signs_and_stay_in_the_view() -> None:
    free = names(WHOLE, Taken())
    taken = Taken()
    for _, box in free:
        taken.take(QRectF(box.center().x() - 22, box.center().y() - 22, 44, 44))
    moved = names(WHOLE, taken)
    assert len(moved) == len(free)
    boxes = [box for _, box in moved]
    for _, box in free:
        sign = QRectF(box.center().x() - 22, box.center().y() - 22, 44, 44)
        assert not any(sign.intersects(other) for other in boxes)
    view = QRectF(0, 0, 1244, 836)
    assert all(view.contains(box) for box in boxes)


def test_the_callout_keeps_off_what_is_taken_and_its_leader_starts_at_the_sign() -> None:
    style = MapStyle(theme())
    layer = CalloutLayer(style, LabelCache(style))
    sign = QRectF(500, 300, 50, 50)
    taken = Taken()
    layer.arrange(VIEW_WIDE, sign, CalloutText("米兰社区 6 号楼燃气泄漏", "最近网格员 周敏 180 米"), taken)
    first = layer.rect
    assert first is not None
    blocked = Taken()
    blocked.take(first.adjusted(-5, -5, 5, 5))
    layer.arrange(VIEW_WIDE, sign, CalloutText("米兰社区 6 号楼燃气泄漏", "最近网格员 周敏 180 米"), blocked)
    assert layer.rect is not None
    assert not layer.rect.intersects(first)


VIEW_WIDE = Viewport(0, 0, 0.1, 1244, 836)


def test_there_is_no_callout_without_a_sign_in_view() -> None:
    style = MapStyle(theme())
    layer = CalloutLayer(style, LabelCache(style))
    layer.arrange(VIEW_WIDE, None, CalloutText(incident().title, ""), Taken())
    assert layer.rect is None


def test_a_label_is_cut_at_its_end_and_drawn_with_a_halo_of_ink() -> None:
    style = MapStyle(theme())
    labels = LabelCache(style)
    label = Label("望湖街道米兰社区", 27, QColor("white"))
    cut = labels.elided(label, 120)
    assert cut.text.endswith("…")
    assert labels.advance(cut) <= 120
    image = QImage(300, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    p = QPainter(image)
    labels.paint(p, label, labels.box(label, 150, 30), 1.0)
    p.end()
    seen = {image.pixelColor(x, 30).name() for x in range(20, 280)}
    assert style.halo.name() in seen
    assert "#ffffff" in seen
