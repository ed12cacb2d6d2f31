"""The tabs of the incident queue: which incidents each lets in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from wallclient.model.incidents import State

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_TAB_OF = {state: tab for tab, states in _STATES.items() for state in states}


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
    return tab is Tab.ALL or _TAB_OF.get(incident.state) is tab


def counts(incidents: Iterable[Incident], area: str = "", states: tuple[State, ...] = ()) -> dict[Tab, int]:
    """How many incidents each tab lets in, in one pass."""
    found = dict.fromkeys(Tab, 0)
    for incident in incidents:
        if lets_in(Tab.ALL, incident, area, states):
            found[Tab.ALL] += 1
            tab = _TAB_OF.get(incident.state)
            if tab is not None:
                found[tab] += 1
    return found


def neighbour(tab: Tab, step: int) -> Tab:
    """The tab `step` places to the right; stays at the ends."""
    tabs = list(Tab)
    return tabs[max(0, min(len(tabs) - 1, tabs.index(tab) + step))]


def tab_name(tab: Tab) -> str:
    return {
        Tab.ALL: _tr("All"),
        Tab.TO_ACCEPT: _tr("To accept"),
        Tab.TO_DISPATCH: _tr("To dispatch"),
        Tab.IN_PROGRESS: _tr("In progress"),
        Tab.TO_CHECK: _tr("To check"),
    }[tab]


def empty_sentence(tab: Tab, *, heard: bool = True) -> str:
    """What stands where the first row would be when there is none.

    `heard`: the event stream has told something; until then nobody knows that there is nothing.
    """
    if not heard:
        return _tr("No incidents have arrived yet")
    return {
        Tab.ALL: _tr("No open incidents"),
        Tab.TO_ACCEPT: _tr("No incidents to accept"),
        Tab.TO_DISPATCH: _tr("No incidents to dispatch"),
        Tab.IN_PROGRESS: _tr("No incidents in progress"),
        Tab.TO_CHECK: _tr("No incidents to check"),
    }[tab]
