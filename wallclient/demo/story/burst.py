"""A load on purpose: a given number of events per second, for measuring. Its incidents are its own.

The burst is the only one to tell of its incidents, so it counts their versions; when it ends they are closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wallclient.demo.story.cases.templates import TEMPLATES
from wallclient.demo.story.emission import StoryEvent
from wallclient.model.incidents import CourseEntry, Incident, State
from wallclient.protocol.events import IncidentChanged

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from wallclient.demo.story.cases.playbook import Playbook
    from wallclient.demo.story.cases.scenery import Scenery
    from wallclient.demo.story.emission import Ids
    from wallclient.demo.story.patrol import Patrol

INCIDENTS = 60
_INCIDENT_SHARE = 0.55
_KEPT_LINES = 12
_MOST_AT_ONCE_S = 2.0  # after a pause nothing is made up for beyond this


class Burst:
    """Owns the incidents of the load."""

    def __init__(
        self, scenery: Scenery, playbook: Playbook, patrol: Patrol, ids: Ids, random: Random
    ) -> None:
        self._scenery = scenery
        self._playbook = playbook
        self._patrol = patrol
        self._ids = ids
        self._random = random
        self._incidents: list[Incident] = []
        self._last_at: datetime | None = None
        self._owed = 0.0
        self.events_per_s = 0.0

    def step(self, now: datetime) -> list[StoryEvent]:
        """As many events as are due by `now`."""
        if self.events_per_s <= 0:
            return self._end(now) if self._incidents else []
        if not self._incidents:
            self._last_at = now
            return self._begin(now)
        passed_s = (now - (self._last_at or now)).total_seconds()
        self._last_at = now
        self._owed += min(max(passed_s, 0.0), _MOST_AT_ONCE_S) * self.events_per_s
        count = int(self._owed)
        self._owed -= count
        return [self._event(now) for _ in range(count)]

    def _begin(self, now: datetime) -> list[StoryEvent]:
        for _ in range(INCIDENTS):
            template = self._random.choice(TEMPLATES)
            code = f"load-{self._ids.next()}"
            incident = self._playbook.report(template, self._scenery.draw(self._random), code, now)
            self._incidents.append(msgspec.structs.replace(incident, severity=4))
        return [self._changed("created", incident) for incident in self._incidents]

    def _end(self, now: datetime) -> list[StoryEvent]:
        closed = [
            msgspec.structs.replace(i, state=State.CLOSED, closed_at=now, version=i.version + 1)
            for i in self._incidents
        ]
        self._incidents = []
        self._last_at = None
        return [self._changed("closed", incident) for incident in closed]

    def _event(self, now: datetime) -> StoryEvent:
        workers = self._patrol.on_duty()
        if workers and self._random.random() > _INCIDENT_SHARE:
            worker = self._random.choice(workers)
            return self._patrol.positions([self._patrol.at(worker, now)], f"burst/{worker.id}")
        i = self._random.randrange(len(self._incidents))
        old = self._incidents[i]
        line = CourseEntry(at=now, who="压力测试", text=f"第 {old.version} 次更新", action="note")
        self._incidents[i] = msgspec.structs.replace(
            old,
            state=State.IN_PROGRESS,
            accepted_at=old.accepted_at or now,
            dispatched_at=old.dispatched_at or now,
            course=(*old.course[-_KEPT_LINES:], line),
            version=old.version + 1,
        )
        return self._changed("updated", self._incidents[i])

    def _changed(self, action: str, incident: Incident) -> StoryEvent:
        data = IncidentChanged(incident=incident, action=action, by="压力测试")
        return StoryEvent(self._ids.next(), f"incident.{action}", incident.id, data)
