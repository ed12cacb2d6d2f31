"""The story of the simulated district: what happens, by the clock and by what the platform answers.

Pure: no socket, no clock of its own, no task. The same seed and the same calls give the same story.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import msgspec

from wallclient.demo.story.alarms import Alarms
from wallclient.demo.story.burst import Burst
from wallclient.demo.story.cases.cast import Cast
from wallclient.demo.story.cases.departments import Departments
from wallclient.demo.story.cases.history import History
from wallclient.demo.story.cases.notes import Notes
from wallclient.demo.story.cases.opening import Codes, build_opening, following
from wallclient.demo.story.cases.playbook import Playbook
from wallclient.demo.story.cases.scenery import Scenery
from wallclient.demo.story.cases.tasks import with_workers
from wallclient.demo.story.cases.templates import TEMPLATES
from wallclient.demo.story.counts import Counts
from wallclient.demo.story.emission import Emission, Ids, Outcome, StoryEvent
from wallclient.demo.story.meetings import Meetings
from wallclient.demo.story.patrol import Patrol
from wallclient.protocol.events import IncidentChanged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallclient.demo.district.build import District
    from wallclient.demo.district.devices.catalogue import DemoCamera
    from wallclient.demo.district.workers import DemoWorker
    from wallclient.model.commands import IncidentCommand
    from wallclient.model.incidents import Incident
    from wallclient.rules.profile import ClockProfile

PLATFORM = "综合指挥平台"
_REPORTED_EACH_S = (12.0, 20.0)
_FIRST_STEPS_WITHIN_S = 240.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story plays and who is in it. `profile`: the time limits that the platform uses, too."""

    district: District
    cameras: Sequence[DemoCamera]
    meeting_places: Sequence[DemoCamera]
    workers: Sequence[DemoWorker]
    profile: ClockProfile


class Story:
    """Owns everything that happens. `rate` above 1 makes more happen in the same time.

    `run_id` is in every id that the story gives out; without one a fresh one is made.
    """

    def __init__(self, stage: Stage, *, seed: int = 1, rate: float = 1.0, run_id: str = "") -> None:
        self._stage = stage
        self._rate = rate
        self._random = Random(f"{seed}/story")
        self.ids = Ids(run_id or uuid.uuid4().hex[:12])
        self._scenery = Scenery(stage.district, stage.cameras)
        cast = Cast(seed, {worker.name for worker in stage.workers})
        self._playbook = Playbook(cast, Random(f"{seed}/playbook"))
        self._history = History(self._playbook, stage.profile)
        self._codes = Codes()
        self._patrol = Patrol(stage.workers, self.ids, Random(f"{seed}/patrol"))
        self._departments = Departments(
            self._playbook, self._patrol, self.ids, Random(f"{seed}/departments"), rate
        )
        self._notes = Notes(self.ids, Random(f"{seed}/notes"))
        self._alarms = Alarms(stage.cameras, self.ids, Random(f"{seed}/alarms"), rate)
        self._counts = Counts(self.ids, Random(f"{seed}/counts"), rate)
        self._meetings = Meetings(stage.meeting_places, self.ids, Random(f"{seed}/meetings"), rate)
        self._burst = Burst(self._scenery, self._playbook, self._patrol, self.ids, Random(f"{seed}/burst"))
        self._next_report_at: datetime | None = None

    def initial(self, now: datetime) -> list[StoryEvent]:
        """Everything that stands when the story begins. `now` is aware; its zone says when the day began."""
        opening = build_opening(self._scenery, self._playbook, self._history, self._codes, self._random, now)
        opening, tasks = with_workers(opening, self._stage.workers)
        by_worker = {incident_id: worker_id for worker_id, incident_id in tasks.items()}
        for case in opening.background:
            worker_id = by_worker.get(case.incident.id, "")
            self._departments.adopt(
                case.incident, case.template, now, soon_s=_FIRST_STEPS_WITHIN_S, worker_id=worker_id
            )
        for incident, lines in following(opening, now):
            self._notes.plan(incident, lines)
        self._next_report_at = now + self._pause()
        incidents = sorted(opening.incidents(), key=lambda incident: incident.reported_at)
        return [
            *self._patrol.begin(now, tasks),
            *(self._created(incident) for incident in incidents),
            *self._alarms.begin(now, opening.leak.reported_at),
            *self._counts.begin(now),
            *self._meetings.begin(now, opening.leak.id),
        ]

    def step(self, now: datetime) -> list[Emission]:
        """What happens up to `now`. After a pause the story goes on from here; it does not make up for it."""
        emissions: list[Emission] = [*self._patrol.step(now)]
        if self._next_report_at is not None and now >= self._next_report_at:
            self._next_report_at = now + self._pause()
            emissions.append(self._report(now))
        emissions += self._departments.step(now)
        emissions += self._notes.step(now)
        emissions += self._alarms.step(now)
        emissions += self._counts.step(now)
        emissions += self._meetings.step(now)
        emissions += self._burst.step(now)
        return emissions

    @property
    def bursting(self) -> bool:
        return self._burst.events_per_s > 0

    def burst(self, events_per_s: float) -> None:
        """Add so many events a second from the next step on; 0 ends it and closes its incidents."""
        self._burst.events_per_s = events_per_s

    def answered(self, command: IncidentCommand, outcome: Outcome, now: datetime) -> None:
        """What the platform said to a command that the story gave out."""
        self._departments.answered(command, outcome, now)
        self._notes.answered(command, outcome, now)

    def _report(self, now: datetime) -> StoryEvent:
        template = self._random.choices(TEMPLATES, [t.weight for t in TEMPLATES])[0]
        place = self._scenery.draw(self._random)
        incident = self._playbook.report(template, place, self._codes.next(now), now)
        occurred_at = now - timedelta(seconds=self._random.uniform(20.0, 280.0))
        incident = msgspec.structs.replace(incident, occurred_at=occurred_at)
        self._departments.adopt(incident, template, now)
        return self._created(incident)

    def _created(self, incident: Incident) -> StoryEvent:
        data = IncidentChanged(incident=incident, action="created", by=PLATFORM)
        return StoryEvent(self.ids.next(), "incident.created", incident.id, data)

    def _pause(self) -> timedelta:
        return timedelta(seconds=self._random.uniform(*_REPORTED_EACH_S) / self._rate)
