"""Who works on what when the story begins: busy grid workers get cases of the background."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from wallclient.model.incidents import Assignment, State
from wallclient.model.workers import WorkerStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallclient.demo.district.workers import DemoWorker
    from wallclient.demo.story.cases.backlog import BackgroundCase
    from wallclient.demo.story.cases.opening import Opening

ON_SCENE = "李强"  # at the leak from the beginning


def with_workers(opening: Opening, workers: Sequence[DemoWorker]) -> tuple[Opening, dict[str, str]]:
    """The opening with workers assigned, and the tasks: worker id to incident id.

    A busy worker gets a case in their own subdistrict if there is one.
    """
    tasks: dict[str, str] = {}
    cases = list(opening.background)
    handled = [i for i, c in enumerate(cases) if c.incident.state in (State.DISPATCHED, State.IN_PROGRESS)]
    for worker in workers:
        if worker.status is not WorkerStatus.BUSY:
            continue
        if worker.name == ON_SCENE:
            tasks[worker.id] = opening.leak.id
            continue
        near = [i for i in handled if cases[i].incident.area[:9] == worker.area[:9]] or handled
        if near:
            handled.remove(near[0])
            cases[near[0]] = _assigned(cases[near[0]], worker)
            tasks[worker.id] = cases[near[0]].incident.id
    return replace(opening, background=tuple(cases)), tasks


def _assigned(case: BackgroundCase, worker: DemoWorker) -> BackgroundCase:
    incident = case.incident
    one = Assignment(
        dept=worker.area_name,
        person=worker.name,
        receipt="taken",
        at=incident.dispatched_at,
        worker_id=worker.id,
    )
    return replace(case, incident=msgspec.structs.replace(incident, assignments=(*incident.assignments, one)))
