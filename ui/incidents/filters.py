"""The tabs of the incident queue: which incidents each lets in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from wallclient.model.incidents import State

if TYPE_CHECKING:
    from wallclient.model.incidents import Incident


class Tab(StrEnum):
    ALL = "all"
    TO_ACCEPT = "to_accept"
    TO_DISPATCH = "to_dispatch"
    IN_PROGRESS = "in_progress"
    TO_CHECK = "to_check"


_STATES: dict[Tab, frozenset[State]] = {
    Tab.TO_ACCEPT: frozenset({State.REPORTED, State.VERIFY_REQUESTED, State.VERIFIED}),
    Tab.TO_DISPATCH: frozenset({State.ACCEPTED, State.REGISTERED, State.RETURNED}),
    Tab.IN_PROGRESS: frozenset(
        {
            State.DISPATCHED,
            State.REDISPATCHED,
            State.IN_PROGRESS,
            State.DELAY_REQUESTED,
            State.SUSPENDED,
            State.REWORK,
        }
    ),
    Tab.TO_CHECK: frozenset({State.RESOLVED, State.CHECK_REQUESTED, State.CHECKED}),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentFilter", text)


def lets_in(tab: Tab, incident: Incident, area: str = "", states: tuple[State, ...] = ()) -> bool:
    """True if `incident` is open, lies in `area` (empty: anywhere) and belongs to `tab`.

    With `states`, those take the place of being open.
    """
    if states:
        if incident.state not in states:
            return False
    elif not incident.is_open or incident.state is State.DRAFT:
        return False
    if not incident.area.startswith(area):
        return False
    return tab is Tab.ALL or incident.state in _STATES[tab]


def tab_name(tab: Tab) -> str:
    return {
        Tab.ALL: _tr("All"),
        Tab.TO_ACCEPT: _tr("To accept"),
        Tab.TO_DISPATCH: _tr("To dispatch"),
        Tab.IN_PROGRESS: _tr("In progress"),
        Tab.TO_CHECK: _tr("To check"),
    }[tab]


def empty_sentence(tab: Tab) -> str:
    """What stands where the first row would be when there is none."""
    return {
        Tab.ALL: _tr("No open incidents"),
        Tab.TO_ACCEPT: _tr("No incidents to accept"),
        Tab.TO_DISPATCH: _tr("No incidents to dispatch"),
        Tab.IN_PROGRESS: _tr("No incidents in progress"),
        Tab.TO_CHECK: _tr("No incidents to check"),
    }[tab]
