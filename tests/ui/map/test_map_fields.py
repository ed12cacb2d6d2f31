"""Cameras, workers and incidents on the plane: what a scale shows, how marks move, what is gathered."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import numpy as np
import pytest

from tests.ui.map import mapkit
from tests.ui.map.mapkit import MIDDLE, NOW, camera, incident, worker
from ui.map.fields.cameras import CameraField
from ui.map.fields.incidents import IncidentField, gather
from ui.map.fields.workers import FRESH, LOST, STALE, WorkerField
from ui.map.plane.viewport import Viewport
from wallclient.config.profiles import load_clock_profile
from wallclient.model.cameras import CameraStatus
from wallclient.model.incidents import Sensitivity, State
from wallclient.model.stores import Stores
from wallclient.model.workers import WorkerStatus

SIZES = (44.0, 38.0, 34.0, 30.0)


def cameras(count: int) -> CameraField:
    random = np.random.default_rng(1)
    field = CameraField(MIDDLE)
    spots = random.uniform(-4000, 4000, (count, 2))
    field.load([camera(f"c{i}", x, y) for i, (x, y) in enumerate(spots.tolist())])
    return field


def test_far_away_at_most_one_camera_stands_in_a_square_and_always_the_same() -> None:
    field = cameras(5000)
    shown = field.shown(0.08, 46)
    cells = np.floor(field.xy_m[shown] / (46 / 2 ** (round(np.log2(0.08) * 2) / 2)))
    assert len(np.unique(cells, axis=0)) == len(shown)
    assert 100 < len(shown) < 1000
    assert np.array_equal(shown, cameras(5000).shown(0.08, 46))


def test_near_by_every_camera_is_shown() -> None:
    assert len(cameras(300).shown(0.5)) == 300


def test_a_new_state_is_patched_and_a_new_camera_or_place_is_taken_in() -> None:
    stores = Stores()
    stores.cameras.replace_all([camera("a"), camera("b", 100)])
    stores.cameras.flush()
    field = CameraField(MIDDLE)
    field.load(stores.cameras.values())
    stores.cameras.put(camera("b", 100, status=CameraStatus.OFFLINE))
    field.apply(stores.cameras, stores.cameras.flush())
    assert field.offline.tolist() == [False, True]
    stores.cameras.put(camera("b", 900, status=CameraStatus.ONLINE))
    stores.cameras.put(camera("c"))
    field.apply(stores.cameras, stores.cameras.flush())
    assert field.ids == ["a", "b", "c"]
    assert field.xy_m[1, 0] == pytest.approx(900)


def test_a_camera_without_a_position_is_not_on_the_map() -> None:
    field = CameraField(MIDDLE)
    field.load([camera("a"), camera("b", lon=None, lat=None)])
    assert field.ids == ["a"]
    assert field.row("b") is None


def test_cameras_that_see_the_place_come_before_nearer_ones_that_do_not() -> None:
    field = CameraField(MIDDLE)
    field.load(
        [
            camera("away", 0, -50, bearing_deg=180),
            camera("looks", 0, -200, bearing_deg=350),  # north, across zero
            camera("far", 0, -400, bearing_deg=0),
            camera("blind", 60, 0, bearing_deg=None),
            camera("dead", 0, -20, bearing_deg=0, status=CameraStatus.OFFLINE),
        ]
    )
    near = field.near(0, 0, 4, 500)
    assert [field.ids[found.row] for found in near] == ["looks", "away", "blind", "far"]
    assert [found.sees for found in near] == [True, False, False, False]


def moving(**more: object) -> tuple[Stores, WorkerField]:
    stores = Stores()
    stores.workers.put(worker("w1", 0, 0, **more))  # type: ignore[arg-type]
    stores.workers.put(worker("w2", 500, 0))
    stores.workers.flush()
    field = WorkerField(MIDDLE)
    field.load(stores.workers.values(), 1000.0)
    return stores, field


def test_a_worker_moves_evenly_to_the_new_position_and_stays_there() -> None:
    stores, field = moving(age_s=6)
    stores.workers.put(worker("w1", 10, 0, age_s=4))
    field.apply(stores.workers, stores.workers.flush(), 1000.0)
    xs = [field.xy_m(1000.0 + t)[0, 0] for t in (0, 0.5, 1.0, 2.0, 9.0)]
    assert xs == pytest.approx([0, 2.5, 5, 10, 10], abs=1e-6)
    assert field.xy_m(1001.0)[1, 0] == pytest.approx(500)


def test_a_new_position_on_the_way_continues_from_where_the_mark_is() -> None:
    stores, field = moving(age_s=6)
    stores.workers.put(worker("w1", 10, 0, age_s=4))
    field.apply(stores.workers, stores.workers.flush(), 1000.0)
    stores.workers.put(worker("w1", 20, 0, age_s=2))
    field.apply(stores.workers, stores.workers.flush(), 1001.0)
    assert field.xy_m(1001.0)[0, 0] == pytest.approx(5)
    assert field.xy_m(1003.0)[0, 0] == pytest.approx(20)


def test_a_jump_that_nobody_walks_is_not_drawn_as_a_walk() -> None:
    stores, field = moving()
    stores.workers.put(worker("w1", 3000, 0, age_s=1))
    field.apply(stores.workers, stores.workers.flush(), 1000.0)
    assert field.xy_m(1000.0)[0, 0] == pytest.approx(3000)


def test_who_comes_or_goes_leaves_the_others_on_their_way() -> None:
    stores, field = moving(age_s=6)
    stores.workers.put(worker("w1", 10, 0, age_s=4))
    field.apply(stores.workers, stores.workers.flush(), 1000.0)
    stores.workers.put(worker("w3", 50, 0))
    stores.workers.put(worker("w2", 500, 0, status=WorkerStatus.OFF))
    field.apply(stores.workers, stores.workers.flush(), 1001.0)
    assert field.ids == ["w1", "w3"]
    assert field.xy_m(1001.0)[0, 0] == pytest.approx(5)


def test_a_position_grows_stale_after_a_minute_and_lost_after_ten() -> None:
    field = WorkerField(MIDDLE)
    ages = (59, 61, 599, 601)
    field.load([worker(f"w{age}", age_s=age) for age in ages], 0.0)
    assert field.ages(NOW.timestamp()).tolist() == [FRESH, STALE, STALE, LOST]


def incidents(*found: object) -> tuple[Stores, IncidentField]:
    stores = Stores()
    stores.incidents.replace_all(found)  # type: ignore[arg-type]
    stores.incidents.flush()
    field = IncidentField(MIDDLE, load_clock_profile(), discreet=True)
    field.load(stores.incidents.values(), NOW)
    return stores, field


def test_only_open_incidents_with_a_known_place_are_on_the_map() -> None:
    _, field = incidents(
        incident("open"),
        incident("closed", state=State.CLOSED),
        incident("nowhere", lon=None, lat=None),
        incident("strange", crs="beijing54"),
        incident("hidden", sensitivity=Sensitivity.HIDE),
    )
    assert [placed.id for placed in field.values()] == ["open"]


def test_a_shifted_position_is_put_where_it_really_is() -> None:
    _, field = incidents(incident("gcj", crs="gcj02"))
    placed = field.get("gcj")
    assert placed is not None
    assert 300 < np.hypot(placed.x_m, placed.y_m) < 700


def test_an_incident_that_ends_leaves_the_map() -> None:
    stores, field = incidents(incident("i1"))
    stores.incidents.put(incident("i1", state=State.CLOSED, version=2))
    field.apply(stores.incidents, stores.incidents.flush(), NOW)
    assert field.get("i1") is None
    assert field.worst() is None


def test_a_routine_case_rises_to_attention_when_its_clock_turns_yellow() -> None:
    stores, field = incidents(incident("i1", due_at=NOW + timedelta(minutes=10)))
    assert field.get("i1").severity == 4  # type: ignore[union-attr]
    assert field.look_again(stores.incidents, NOW + timedelta(minutes=8))
    assert field.get("i1").severity == 3  # type: ignore[union-attr]
    assert not field.look_again(stores.incidents, NOW + timedelta(minutes=8, seconds=1))


def test_the_worst_is_the_most_severe_and_then_the_first_due() -> None:
    _, field = incidents(
        incident("four"),
        incident("two", severity=2),
        incident("sooner", severity=2, due_at=NOW + timedelta(days=2)),
    )
    assert field.worst().id == "sooner"  # type: ignore[union-attr]


VIEW = Viewport(0, 0, 0.1, 1000, 800)


def test_signs_that_would_cover_each_other_are_gathered_under_the_worst() -> None:
    _, field = incidents(
        incident("a", 0, 0),
        incident("b", 50, 0, severity=1),
        incident("c", 60, 40, severity=3),
        incident("d", 2000),
    )
    clusters = gather(field.values(), VIEW, SIZES, "")
    assert [(c.head.id, len(c.members)) for c in clusters] == [("d", 1), ("b", 3)]


def test_the_chosen_incident_is_never_absorbed() -> None:
    _, field = incidents(incident("a", 0, 0), incident("b", 50, 0, severity=1))
    clusters = gather(field.values(), VIEW, SIZES, "a")
    assert clusters[0].head.id == "a"
    assert clusters[0].holds("b")


def test_signs_out_of_view_are_not_gathered() -> None:
    _, field = incidents(incident("far", 9000, 0))
    assert gather(field.values(), VIEW, SIZES, "") == []


def test_clicking_a_cluster_again_chooses_its_next_member() -> None:
    _, field = incidents(
        incident("a", 0, 0), incident("b", 50, 0, severity=1), incident("c", 60, 0, severity=3)
    )
    cluster = gather(field.values(), VIEW, SIZES, "")[0]
    assert [cluster.after(chosen) for chosen in ("", "b", "c", "a", "elsewhere")] == ["b", "c", "a", "b", "b"]


def test_only_unacknowledged_critical_and_urgent_signs_blink() -> None:
    base = incident("i", acknowledged=False)
    _, field = incidents(
        *(
            msgspec.structs.replace(base, id=f"i{s}", severity=s, **mapkit.place(s * 1500, 0))
            for s in (1, 2, 3)
        ),
        incident("calm", -1500, 0, severity=1),
    )
    blinking = {c.head.id: c.blinks for c in gather(field.values(), VIEW, SIZES, "")}
    assert blinking == {"i1": True, "i2": True, "i3": False, "calm": False}
