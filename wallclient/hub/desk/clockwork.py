"""Tells when a clock's light turns: `incident.clock` for open incidents whose nearest clock changed colour.

A consumer computes its own readings; these events are for those who only listen, and for the record.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec

from wallclient.hub.journal.log import Draft
from wallclient.protocol.events import INCIDENT_CLOCK, IncidentClock
from wallclient.rules.clocks import ClockName, Light, nearest

if TYPE_CHECKING:
    from datetime import datetime

    from wallclient.hub.journal.log import EventLog
    from wallclient.hub.state import HubState
    from wallclient.model.incidents import Incident
    from wallclient.rules.profile import ClockProfile

# So many incidents are looked at before others get their turn on the event loop.
PORTION = 200


class Clockwork:
    """Compares lights with those told last, which are part of the state."""

    def __init__(self, state: HubState, log: EventLog, clocks: ClockProfile) -> None:
        self._state = state
        self._log = log
        self._clocks = clocks

    async def check(self, now: datetime) -> int:
        """Look at every open incident; returns how many lights turned."""
        turned = 0
        ids = list(self._state.incidents)
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
            reading = nearest(incident, now, self._clocks)
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
