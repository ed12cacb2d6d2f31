"""Distances, walking times and the nearest workers."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

from wallclient.model.workers import Worker, WorkerStatus
from wallclient.rules.circles import distance_m, nearest_workers, walking_reach_m, walking_s, within

LON, LAT = 120.6, 31.28


def test_a_degree_of_latitude_is_111_kilometres_and_one_of_longitude_shrinks_with_the_cosine() -> None:
    assert distance_m(LON, 31.0, LON, 32.0) == pytest.approx(111_195, abs=1)
    assert distance_m(120.0, 60.0, 121.0, 60.0) == pytest.approx(111_195 / 2, rel=1e-3)
    assert distance_m(LON, LAT, LON, LAT) == 0


def test_walking_counts_detours_and_the_15_minute_circle_is_its_inverse() -> None:
    assert walking_s(800) == pytest.approx(13 * 60)
    assert walking_s(walking_reach_m(900)) == pytest.approx(900)
    assert walking_reach_m(900) == pytest.approx(923, abs=1)


def test_within_gives_the_points_inside_nearest_first() -> None:
    lats = LAT + np.array([0.03, 0.001, 0.02, 0.0])
    order, metres = within(LON, LAT, np.full(4, LON), lats, 3000)
    assert order.tolist() == [3, 1, 2]
    assert metres[-1] == pytest.approx(2224, abs=1)


def test_the_nearest_free_worker_with_a_fresh_position_comes_first() -> None:
    now = datetime.fromisoformat("2026-03-02T10:00:00+08:00")

    def worker(
        name: str, offset: float, status: WorkerStatus = WorkerStatus.FREE, age_s: float = 5
    ) -> Worker:
        at = now - timedelta(seconds=age_s)
        return Worker(id=name, name=name, lon=LON, lat=LAT + offset, status=status, positioned_at=at)

    workers = [
        worker("far", 0.02),
        worker("busy", 0.0001, WorkerStatus.BUSY),
        worker("off", 0.0001, WorkerStatus.OFF),
        worker("lost", 0.0002, age_s=700),
        worker("near", 0.001),
        Worker(id="unseen", name="unseen"),
    ]
    found = nearest_workers(workers, LON, LAT, now=now)
    assert [near.worker.id for near in found] == ["near", "far"]
    assert found[0].walk_s == pytest.approx(walking_s(found[0].distance_m))
    assert [n.worker.id for n in nearest_workers(workers, LON, LAT, free_only=False, count=2)] == [
        "busy",
        "lost",
    ]
    assert nearest_workers([], LON, LAT) == ()
