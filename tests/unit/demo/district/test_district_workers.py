"""Grid workers: who they are, and that they walk as people do."""

from __future__ import annotations

import math
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import shapely

from wallclient.demo.district.build import build_district
from wallclient.demo.district.walks import MAX_SPEED_M_S, Silence, Walk, standing
from wallclient.demo.district.workers import worker_list
from wallclient.model.workers import WorkerStatus

if TYPE_CHECKING:
    from wallclient.demo.district.build import District

START_S = 1_790_000_000.0


def test_there_are_120_workers_of_whom_71_are_on_duty(district: District) -> None:
    workers = worker_list(district)
    assert len(workers) == 120
    assert len({w.name for w in workers}) == 120
    assert len({w.id for w in workers}) == 120
    counts = Counter(w.status for w in workers)
    assert counts[WorkerStatus.OFF] == 49
    assert counts[WorkerStatus.BUSY] == 24


def test_workers_are_the_same_each_time(district: District) -> None:
    assert worker_list(build_district()) == worker_list(district)


def test_zhou_min_stands_180_metres_from_the_leak_and_is_the_nearest_free_one(district: District) -> None:
    away = {
        w.name: math.dist(w.walk.place(START_S), district.leak)
        for w in worker_list(district)
        if w.status is WorkerStatus.FREE
    }
    nearest = min(away, key=lambda name: away[name])
    assert nearest == "周敏"
    assert round(away["周敏"]) == 180


def test_every_community_but_those_of_the_known_ones_has_somebody_on_duty(district: District) -> None:
    homes = {w.area[:12] for w in worker_list(district) if w.status is not WorkerStatus.OFF}
    assert len(homes) == 62


def test_nobody_walks_faster_than_people_do(district: District) -> None:
    for worker in worker_list(district):
        before = worker.walk.place(START_S)
        for step in range(1, 600):
            after = worker.walk.place(START_S + step * 2.0)
            assert math.dist(before, after) <= MAX_SPEED_M_S * 2.0 + 1e-6
            before = after


def test_walkers_do_get_somewhere(district: District) -> None:
    walks = [w.walk for w in worker_list(district) if w.walk.round_s > 0]
    far = [
        max(math.dist(walk.place(START_S), walk.place(START_S + s)) for s in range(0, 3600, 60))
        for walk in walks
    ]
    assert sum(f > 150.0 for f in far) > 0.9 * len(far)


def test_walkers_stay_in_their_community(district: District) -> None:
    random = Random(7)
    for worker in worker_list(district):
        if worker.walk.round_s <= 0:
            continue
        community = shapely.Polygon(district.by_code[worker.area[:12]].rings[0])
        for _ in range(20):
            lonlat = worker.walk.position(START_S + random.uniform(0.0, 20_000.0))
            assert community.buffer(1e-7).contains(shapely.Point(lonlat)), worker.name


def test_a_position_does_not_depend_on_what_was_asked_before(district: District) -> None:
    walk = worker_list(district)[10].walk
    later = walk.position(START_S + 500.0)
    walk.position(START_S)
    assert walk.position(START_S + 500.0) == later


def test_a_silent_phone_was_last_heard_of_when_it_fell_silent() -> None:
    silence = Silence(cycle_s=1000.0, length_s=300.0)
    assert silence.heard_at(2100.0) == 2000.0
    assert silence.heard_at(2299.0) == 2000.0
    assert silence.heard_at(2300.0) == 2300.0
    assert Silence().heard_at(5.0) == 5.0


def test_a_few_workers_are_lost_at_any_time(district: District) -> None:
    on_duty = [w for w in worker_list(district) if w.status is not WorkerStatus.OFF]
    lost = [
        sum(w.walk.heard_at(START_S + at) < START_S + at - 60 for w in on_duty)
        for at in range(0, 40_000, 1000)
    ]
    assert 2 <= sum(lost) / len(lost) <= 12


def test_somebody_who_stands_stays_where_they_are(district: District) -> None:
    walk: Walk = standing(district.frame, (10.0, 20.0))
    assert walk.place(1.0) == walk.place(99.0) == (10.0, 20.0)
