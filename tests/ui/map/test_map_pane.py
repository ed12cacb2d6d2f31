"""The map pane as people use it: it shows, follows, blinks and answers hands and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.ui.map import mapkit
from tests.ui.map.mapkit import camera, code, context, incident, instant, worker
from ui.map.layers.signs import blink_on
from ui.panes.map import MapPane
from wallclient.layout.kinds import MapOptions
from wallclient.model.areas import AreaLevel
from wallclient.model.incidents import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from wallclient.model.stores import Stores

RED, ORANGE = "#ee5039", "#f09d49"


class Shown:
    """A pane in a window, with the time in the test's hand."""

    def __init__(self, pane: MapPane, stores: Stores) -> None:
        self.pane = pane
        self.stores = stores
        self.selection = pane.context.ports.selection
        self.time_s = 0.1

    def tick(self, seconds: float = 0.0, steps: int = 1) -> None:
        for _ in range(steps):
            self.time_s += seconds / steps
            self.pane.tick(instant(self.time_s))
            self.pane.grab()

    def settle(self) -> None:
        """Tick until nothing moves and the ground is whole."""
        self.tick(2.0, 60)

    def image(self) -> QImage:
        return self.pane.grab().toImage()

    def at(self, x_m: float, y_m: float) -> QPoint:
        x, y = self.pane.canvas.view.to_px(x_m, y_m)
        return QPoint(round(x), round(y))

    def colour_at(self, x_m: float, y_m: float, dx: int = 0, dy: int = 0) -> str:
        return self.image().pixelColor(self.at(x_m, y_m) + QPoint(dx, dy)).name()

    @property
    def scale(self) -> float:
        return self.pane.canvas.view.px_per_m


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., Shown]:
    def make(*items: Any, role: str = "console", options: MapOptions | None = None, **more: Any) -> Shown:
        stores = mapkit.stores()
        for item in items:
            table = {"Incident": stores.incidents, "Worker": stores.workers, "Camera": stores.cameras}
            table[type(item).__name__].put(item)
        stores.flush()
        pane = MapPane(context(stores, role=role, **more), options or MapOptions())
        pane.resize(1000, 700)
        qtbot.addWidget(pane)
        pane.show()
        shown = Shown(pane, stores)
        shown.settle()
        return shown

    return make


def click(shown: Shown, x_m: float, y_m: float, *, double: bool = False) -> None:
    target = shown.pane.childAt(shown.at(x_m, y_m))
    at = target.mapFrom(shown.pane, shown.at(x_m, y_m))
    press(target, at, double=double)
    shown.tick()


def press(target: Any, at: QPoint, *, double: bool = False) -> None:
    from PySide6.QtTest import QTest

    if double:
        QTest.mouseDClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    else:
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_the_whole_district_is_shown_with_its_numbers(show: Callable[..., Shown]) -> None:
    shown = show(worker("w1"), worker("w2", 500, age_s=900), camera("c1"), camera("c2", 900))
    focus = shown.pane.canvas.focus
    assert focus.title.facts == ("4 subdistricts", "16 communities", "64 grids")
    assert (focus.key.workers, focus.key.lost, focus.key.cameras) == (1, 1, 2)
    assert shown.colour_at(3300, 3300) == "#20201e"
    assert shown.image().pixelColor(4, 350).name() == "#121211"


def test_an_incident_is_a_sign_in_its_severity(show: Callable[..., Shown]) -> None:
    shown = show(incident("i1", -2000, 1500, severity=1), incident("i2", 2000, -1500, severity=2))
    assert shown.colour_at(-2000, 1500, dx=-14, dy=-14) == RED
    assert shown.colour_at(2000, -1500, dy=14) == ORANGE


def test_events_change_what_is_shown(show: Callable[..., Shown]) -> None:
    shown = show()
    shown.stores.incidents.put(incident("i1", -2000, 1500, severity=1))
    shown.stores.flush()
    shown.tick(0.1)
    assert shown.colour_at(-2000, 1500, dx=-14, dy=-14) == RED
    shown.stores.incidents.put(incident("i1", -2000, 1500, severity=1, state=State.CLOSED, version=2))
    shown.stores.flush()
    shown.tick(0.1)
    assert shown.colour_at(-2000, 1500, dx=-14, dy=-14) != RED


@pytest.mark.parametrize(("acknowledged", "seen"), [(False, {True, False}), (True, {True})])
def test_an_unacknowledged_critical_sign_blinks_and_an_acknowledged_one_stands(
    show: Callable[..., Shown], acknowledged: bool, seen: set[bool]
) -> None:
    shown = show(incident("i1", -2000, 1500, severity=1, acknowledged=acknowledged))
    found = set()
    for _ in range(12):
        shown.tick(0.1)
        found.add(shown.colour_at(-2000, 1500, dx=-14, dy=-14) == RED)
    assert found == seen


def test_all_signs_blink_in_phase_and_are_seen_two_thirds_of_the_time() -> None:
    lit = [blink_on(100 + i / 300) for i in range(300)]
    assert sum(lit) / len(lit) == pytest.approx(2 / 3, abs=0.01)
    assert lit[0]


def test_clicking_a_sign_a_worker_a_camera_and_an_area_chooses_it(show: Callable[..., Shown]) -> None:
    shown = show(incident("i1", -2000, 1500), worker("w1", 1500, 1500), camera("c1", 1500, -2500))
    click(shown, -2000, 1500)
    assert shown.selection.chosen.incident_id == "i1"
    shown.settle()
    shown.selection.choose(incident_id="")
    shown.settle()
    click(shown, 1500, 1500)
    assert shown.selection.chosen.worker_id == "w1"
    click(shown, 1500, -2500)
    assert shown.selection.chosen.camera_id == "c1"
    click(shown, 3000, -3000)
    assert shown.selection.chosen.area_code == code(AreaLevel.SUBDISTRICT, 1, 0)


def test_a_double_click_goes_into_an_area_and_escape_comes_back(
    show: Callable[..., Shown], qtbot: QtBot
) -> None:
    shown = show()
    whole = shown.scale
    click(shown, 2500, -2500, double=True)
    shown.settle()
    assert shown.pane.inside == code(AreaLevel.SUBDISTRICT, 1, 0)
    assert shown.scale > 1.6 * whole
    assert shown.pane.canvas.focus.title.facts == ("4 communities", "16 grids")
    click(shown, 2500, -2500, double=True)
    shown.settle()
    assert len(shown.pane.inside) == 12
    assert len(shown.pane.canvas.focus.title.way) == 2
    qtbot.keyClick(shown.pane, Qt.Key.Key_Escape)
    shown.settle()
    qtbot.keyClick(shown.pane, Qt.Key.Key_Backspace)
    shown.settle()
    assert shown.pane.inside == ""
    assert shown.scale == pytest.approx(whole)


def test_the_map_travels_to_the_chosen_incident_within_400_ms(show: Callable[..., Shown]) -> None:
    shown = show(incident("i1", 3000, 3000))
    before = shown.pane.canvas.view
    shown.selection.choose(incident_id="i1")
    shown.tick(0.1, 3)
    assert shown.pane.canvas.view not in (before, shown.pane.canvas.navigator.goal)
    shown.tick(0.31, 10)
    assert shown.pane.canvas.view == shown.pane.canvas.navigator.goal
    assert shown.pane.inside == code(AreaLevel.SUBDISTRICT, 1, 1)
    shown.selection.choose(incident_id="")
    shown.settle()
    assert shown.pane.canvas.view == before


def test_at_the_level_of_grids_the_surroundings_are_shown_with_rings(show: Callable[..., Shown]) -> None:
    shown = show(incident("i1", 1000, 1000), options=MapOptions(level=AreaLevel.GRID))
    shown.selection.choose(incident_id="i1")
    shown.settle()
    view = shown.pane.canvas.view
    assert (view.x_m, view.y_m) == pytest.approx((1000, 1000), abs=1)
    assert shown.pane.canvas.focus.title.name == "Surroundings"
    ring = [shown.colour_at(1000 + 500, 1000, dx=dx) for dx in range(-2, 3)]
    assert any(colour > "#808080" for colour in ring)


def test_a_span_in_the_layout_says_how_much_is_shown_around_an_incident(show: Callable[..., Shown]) -> None:
    shown = show(incident("i1", 1000, 1000), options=MapOptions(span_m=2000))
    shown.selection.choose(incident_id="i1")
    shown.settle()
    assert shown.scale == pytest.approx(700 * 0.425 / 1000)


@pytest.mark.parametrize("options", [MapOptions(locked=True), MapOptions(follow="none")])
def test_a_map_that_does_not_follow_stays_where_it_is(
    show: Callable[..., Shown], options: MapOptions
) -> None:
    shown = show(incident("i1", 3000, 3000), options=options)
    before = shown.pane.canvas.view
    shown.selection.choose(incident_id="i1")
    shown.settle()
    assert shown.pane.canvas.view == before
    assert shown.pane.canvas.focus.callout is not None


def test_a_locked_view_says_so_and_obeys_no_hand(show: Callable[..., Shown], qtbot: QtBot) -> None:
    shown = show(options=MapOptions(locked=True))
    before = shown.pane.canvas.view
    click(shown, 2500, -2500, double=True)
    wheel(shown, 120)
    qtbot.keyClick(shown.pane, Qt.Key.Key_Plus)
    shown.settle()
    assert shown.pane.canvas.view == before
    assert shown.pane.canvas.focus.title.locked


def wheel(shown: Shown, delta: int) -> None:
    at = QPoint(500, 300)
    target = shown.pane.childAt(at)
    event = QWheelEvent(
        QPointF(at),
        QPointF(target.mapToGlobal(at)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)
    shown.tick()


def test_the_wheel_zooms_and_dragging_pans(show: Callable[..., Shown], qtbot: QtBot) -> None:
    shown = show()
    before = shown.pane.canvas.view
    wheel(shown, 240)
    assert shown.scale == pytest.approx(before.px_per_m * 1.25**2)
    x_m = shown.pane.canvas.view.x_m
    target = shown.pane.childAt(500, 350)
    qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=QPoint(500, 350))
    qtbot.mouseMove(target, QPoint(460, 350))
    qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=QPoint(460, 350))
    assert shown.pane.canvas.view.x_m == pytest.approx(x_m + 40 / shown.scale)
    assert shown.selection.chosen.area_code == ""


def test_a_wall_ignores_the_mouse(show: Callable[..., Shown]) -> None:
    shown = show(incident("i1", -2000, 1500), role="wall")
    before = shown.pane.canvas.view
    click(shown, -2000, 1500)
    click(shown, 2500, -2500, double=True)
    wheel(shown, 240)
    assert shown.pane.canvas.view == before
    assert shown.selection.chosen.incident_id == ""


def test_a_worker_who_walks_is_painted_where_they_are(show: Callable[..., Shown]) -> None:
    shown = show(worker("w1", -1500, -1500, age_s=10))
    assert shown.colour_at(-1500, -1500) == "#f4f1e8"
    shown.stores.workers.put(worker("w1", -1100, -1500, age_s=1))
    shown.stores.flush()
    shown.tick(2.5, 75)
    assert shown.colour_at(-1100, -1500) == "#f4f1e8"
    assert shown.colour_at(-1500, -1500) == "#20201e"


def test_areas_that_arrive_later_are_taken_in(qtbot: QtBot) -> None:
    stores = type(mapkit.stores())()
    pane = MapPane(context(stores), MapOptions())
    pane.resize(1000, 700)
    qtbot.addWidget(pane)
    pane.show()
    shown = Shown(pane, stores)
    shown.tick(0.2, 5)
    stores.areas.replace_all(mapkit.areas())
    stores.incidents.put(incident("i1", -2000, 1500, severity=1))
    stores.flush()
    shown.settle()
    assert shown.colour_at(3300, 3300) == "#20201e"
    assert shown.colour_at(-2000, 1500, dx=-14, dy=-14) == RED


def test_layers_that_the_layout_leaves_out_are_not_drawn(show: Callable[..., Shown]) -> None:
    shown = show(
        incident("i1", -2000, 1500, severity=1),
        worker("w1", -1500, -1500),
        options=MapOptions(layers=("areas", "cameras")),
    )
    assert shown.colour_at(-2000, 1500, dx=-14, dy=-14) != RED
    assert shown.colour_at(-1500, -1500) != "#f4f1e8"
    assert shown.pane.canvas.focus.key.workers is None


def test_another_screen_brings_its_sizes_and_keeps_the_place(show: Callable[..., Shown]) -> None:
    shown = show()
    click(shown, 2500, -2500, double=True)
    shown.settle()
    ports = shown.pane.context.ports
    moved = type(shown.pane.context)("map", "right", mapkit.theme(0.872), ports)
    shown.pane.set_context(moved)
    shown.settle()
    assert shown.pane.inside == code(AreaLevel.SUBDISTRICT, 1, 0)
    assert shown.pane.context.theme.read == 19


def test_a_closed_pane_listens_to_nothing_any_more(show: Callable[..., Shown]) -> None:
    shown = show(incident("i1", -2000, 1500))
    shown.pane.close_pane()
    shown.stores.incidents.put(msgspec.structs.replace(incident("i1"), title="x", version=2))
    shown.stores.flush()
    shown.selection.choose(incident_id="i1")
    assert shown.pane.canvas.navigator.flying is False
