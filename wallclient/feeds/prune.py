"""Lets go of what is over, so that a wall can run for months: ended incidents, cleared alarms, expired
warnings.

The platform keeps the record; a snapshot brings back what it still counts as present.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from wallclient.model.incidents import Incident
    from wallclient.model.stores import Stores

KEEP_ENDED = timedelta(hours=48)
KEEP_CLEARED = timedelta(hours=1)


def prune(stores: Stores, now: datetime) -> int:
    """Remove what ended long before `now` (aware); returns how many things went. The caller flushes."""
    old_incidents = [
        i.id for i in stores.incidents.values() if not i.is_open and _ended(i) < now - KEEP_ENDED
    ]
    old_alarms = [
        a.id for a in stores.alarms.values() if a.cleared_at is not None and a.cleared_at < now - KEEP_CLEARED
    ]
    old_warnings = [
        w.id
        for w in stores.warnings.values()
        if w.expires_at is not None and w.expires_at < now - KEEP_CLEARED
    ]
    for incident_id in old_incidents:
        stores.incidents.remove(incident_id)
    for alarm_id in old_alarms:
        stores.alarms.remove(alarm_id)
    for warning_id in old_warnings:
        stores.warnings.remove(warning_id)
    return len(old_incidents) + len(old_alarms) + len(old_warnings)


def _ended(incident: Incident) -> datetime:
    """When it ended, or the last moment that is known of it."""
    if incident.closed_at is not None:
        return incident.closed_at
    return max((entry.at for entry in incident.course), default=incident.reported_at)
