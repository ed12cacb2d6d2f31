"""Grid workers of the district: who they are, where they belong, if they are on duty, and how they walk."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.demo.district import names
from wallclient.demo.district.walks import Walk, standing, street_round
from wallclient.model.areas import AreaLevel
from wallclient.model.workers import WorkerStatus

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.district.build import District
    from wallclient.demo.district.land.frame import Point
    from wallclient.model.areas import Area

ON_DUTY_SHARE = 71 / 120
BUSY_SHARE = 24 / 120
# Story figures who must be where the pictures show them: name, metres east and north of the leak, status.
_KNOWN: tuple[tuple[str, Point, WorkerStatus], ...] = (
    ("周敏", (128.0, -126.0), WorkerStatus.FREE),
    ("李强", (-83.0, -69.0), WorkerStatus.BUSY),
    ("周敏华", (-1120.0, -840.0), WorkerStatus.BUSY),
)


@dataclass(frozen=True, slots=True)
class DemoWorker:
    """One grid worker as the story begins. `area` is the code of the home grid, `area_name` its name."""

    id: str
    name: str
    area: str
    area_name: str
    phone: str
    status: WorkerStatus
    walk: Walk


def worker_list(district: District, n: int = 120) -> tuple[DemoWorker, ...]:
    """`n` workers: those of the pictures first, then one per community, then the others."""
    return _Roster(district).workers(n)


class _Roster:
    """Draws the workers of one district."""

    def __init__(self, district: District) -> None:
        self._district = district
        self._random: Random = district.random("workers")
        self._communities = district.of_level(AreaLevel.COMMUNITY)
        self._junctions: list[list[int]] = [[] for _ in self._communities]
        for i, junction in enumerate(district.junctions):
            self._junctions[junction.community].append(i)

    def workers(self, n: int) -> tuple[DemoWorker, ...]:
        known = [self._known(i, *who) for i, who in enumerate(_KNOWN)][:n]
        taken = {worker.name for worker in known}
        fresh = names.people(self._random, taken)
        statuses = self._statuses(n, [w.status for w in known])
        quiet = {self._leak_community()}  # nobody but the known ones comes near the leak
        order = [c for c in range(len(self._communities)) if c not in quiet]
        workers = list(known)
        for i in range(len(known), n):
            k = i - len(known)
            community = order[k] if k < len(order) else self._random.choice(order)
            workers.append(self._walker(i, next(fresh), community, statuses[i]))
        return tuple(workers)

    def _statuses(self, n: int, known: list[WorkerStatus]) -> list[WorkerStatus]:
        on_duty, busy = round(ON_DUTY_SHARE * n), round(BUSY_SHARE * n)
        duty = [WorkerStatus.BUSY] * max(0, busy - known.count(WorkerStatus.BUSY))
        duty += [WorkerStatus.FREE] * max(0, on_duty - len(duty) - len(known))
        self._random.shuffle(duty)
        statuses = [*known, *duty]
        return [*statuses, *[WorkerStatus.OFF] * max(0, n - len(statuses))]

    def _leak_community(self) -> int:
        code = self._district.grids_at([self._district.leak])[0][:12]
        return next(i for i, area in enumerate(self._communities) if area.code == code)

    def _known(self, index: int, name: str, offset: Point, status: WorkerStatus) -> DemoWorker:
        leak = self._district.leak
        point = (leak[0] + offset[0], leak[1] + offset[1])
        near = math.hypot(*offset) < 500.0
        grid = self._district.grids_at([leak if near else point])[0]
        return self._worker(
            index, name, self._district.by_code[grid], status, standing(self._district.frame, point)
        )

    def _walker(self, index: int, name: str, community: int, status: WorkerStatus) -> DemoWorker:
        area = self._communities[community]
        starts = self._junctions[community]
        if not starts:
            middle = self._district.frame.to_xy(area.centre)
            walk = standing(self._district.frame, middle)
        else:
            start = self._random.choice(starts)
            walk = street_round(self._district.frame, self._district.junctions, start, self._random)
        home = self._district.grids_at([walk.points[0]])[0]
        return self._worker(index, name, self._district.by_code[home], status, walk)

    def _worker(self, index: int, name: str, home: Area, status: WorkerStatus, walk: Walk) -> DemoWorker:
        phone = f"1380000{index + 1:04d}"  # nobody's number
        return DemoWorker(f"worker-{index + 1:03d}", name, home.code, home.name, phone, status, walk)
