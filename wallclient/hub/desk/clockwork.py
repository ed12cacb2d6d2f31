"""Tells when a clock's light turns: `incident.clock` for open incidents whose nearest clock changed colour.

A consumer computes its own readings; these events are for those who only listen, and for the record.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from wallclient.hub.journal.log import Draft
from wallclient.protocol.events import INCIDENT_CLOCK, IncidentClock
from wallclient.rules.clocks import ClockName, ClockReading, Light, nearest

if TYPE_CHECKING:
    from wallclient.hub.journal.log import EventLog
    from wallclient.hub.state import HubState
    from wallclient.model.incidents import Incident
    from wallclient.rules.profile import ClockProfile

# So many incidents are looked at before others get their turn on the event loop.
PORTION = 200
# However far away the next turn seems, look again after this time.
LOOK_AGAIN_S = 600.0


class Clockwork:
    """Compares lights with those told last, which are part of the state.

    Keeps for each incident when its light can turn at the earliest, so that a check costs next to nothing.
    """

    def __init__(self, state: HubState, log: EventLog, clocks: ClockProfile) -> None:
        self._state = state
        self._log = log
        self._clocks = clocks
        # Incident → (the value that was looked at, when to look again).
        self._looked: dict[str, tuple[Incident, datetime]] = {}

    async def check(self, now: datetime) -> int:
        """Look at every open incident; returns how many lights turned."""
        turned = 0
        ids = list(self._state.incidents)
        for gone in self._looked.keys() - self._state.incidents.keys():
            del self._looked[gone]
        for start in range(0, len(ids), PORTION):
            turned += self._check(ids[start : start + PORTION], now)
            await asyncio.sleep(0)
        return turned

    def _check(self, ids: list[str], now: datetime) -> int:
        events: list[tuple[Incident, IncidentClock]] = []
        for incident_id in ids:
            incident = self._state.incidents.get(incident_id)
            if incident is None or not incident.is_open:
                continue
            looked = self._looked.get(incident_id)
            if looked is not None and looked[0] is incident and now < looked[1]:
                continue
            reading = nearest(incident, now, self._clocks)
            self._looked[incident_id] = (incident, now + self._quiet(reading))
            if reading.light != self._state.lights.get(incident_id, Light.GREEN):
                due_at = incident.due_at if reading.name is ClockName.CASE else incident.stage_due_at
                data = IncidentClock(incident_id=incident_id, light=reading.light.value, due_at=due_at)
                events.append((incident, data))
        if events:
            drafts = [
                Draft(
                    INCIDENT_CLOCK, msgspec.Raw(msgspec.json.encode(data)), "/hub", incident.id, incident.area
                )
                for incident, data in events
            ]
            rows = self._log.append(drafts, now)
            for incident, data in events:
                self._state.apply(INCIDENT_CLOCK, incident.id, data)
            self._log.store(rows)
        return len(events)

    def _quiet(self, reading: ClockReading) -> timedelta:
        """How long the light stays as it is, at least. Counted time never runs faster than natural time."""
        if reading.paused or reading.limit_s is None:
            return timedelta(seconds=LOOK_AGAIN_S)
        turns = (self._clocks.yellow_at * reading.limit_s, reading.limit_s)
        left_s = min((at - reading.elapsed_s for at in turns if at > reading.elapsed_s), default=LOOK_AGAIN_S)
        return timedelta(seconds=min(left_s, LOOK_AGAIN_S))
