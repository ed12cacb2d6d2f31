"""What can be done with the incident shown: the row of actions with their keys, and who may be sent there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui import clockwords
from ui.words import word
from wallclient.model.commands import Action
from wallclient.rules import circles, lifecycle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant
    from wallclient.model.stores import Stores

# Key letters of LOOK section 11.
KEYS: dict[Action, str] = {
    Action.ACCEPT: "A",
    Action.DISPATCH: "D",
    Action.REDISPATCH: "D",
    Action.RESOLVE: "F",
}
# Workers offered before anything is typed, and at most when something is.
NEAREST, FOUND = 3, 12


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentActions", text)


@dataclass(frozen=True, slots=True)
class Button:
    """One action: `enabled` follows the lifecycle, the first enabled one is the obvious next step."""

    action: Action
    text: str
    key: str
    enabled: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody who can be sent: departments (lead first) or one grid worker."""

    title: str
    detail: str
    depts: tuple[str, ...] = ()
    worker_id: str = ""


def buttons_of(incident: Incident) -> tuple[Button, ...]:
    """Accept, dispatch, resolve; the one that usually comes next is marked."""
    possible = lifecycle.allowed(incident.state)
    actions = (Action.ACCEPT, dispatch_of(incident), Action.RESOLVE)
    first = next((action for action in possible if action in actions), None)
    return tuple(
        Button(action, _word(action), KEYS[action], action in possible, action is first) for action in actions
    )


def _word(action: Action) -> str:
    """To a dispatcher, sending again is the same word and the same key."""
    return word(Action.DISPATCH if action is Action.REDISPATCH else action)


def dispatch_of(incident: Incident) -> Action:
    """Dispatch, or dispatch again where that is what the key means."""
    possible = lifecycle.allowed(incident.state)
    again = Action.DISPATCH not in possible and Action.REDISPATCH in possible
    return Action.REDISPATCH if again else Action.DISPATCH


def can_dispatch(incident: Incident) -> bool:
    return dispatch_of(incident) in lifecycle.allowed(incident.state)


def targets_of(
    incident: Incident, stores: Stores, instant: Instant, depts: Iterable[tuple[str, ...]], query: str = ""
) -> tuple[Target, ...]:
    """Free workers, nearest first, then departments usual for the class; `query` keeps those that hold it.

    Without a query only the nearest few workers are offered.
    """
    wanted = query.strip()
    workers = _workers(incident, stores, instant)
    departments = [
        Target(
            title=group[0],
            detail=_tr("with {names}").format(names="、".join(group[1:])) if len(group) > 1 else "",
            depts=group,
        )
        for group in depts
    ]
    if not wanted:
        return (*workers[:NEAREST], *departments)
    found = [t for t in (*workers, *departments) if wanted in t.title or wanted in t.detail]
    return tuple(found[:FOUND])


def _workers(incident: Incident, stores: Stores, instant: Instant) -> list[Target]:
    if incident.lon is None or incident.lat is None:
        return []
    near = circles.nearest_workers(
        stores.workers.values(), incident.lon, incident.lat, count=len(stores.workers), now=instant.at
    )
    place = _place(incident)
    return [
        Target(
            title=_tr("{name} to {place}").format(name=n.worker.name, place=place),
            detail=_tr("free, {minutes} min on foot, {distance}").format(
                minutes=max(1, round(n.walk_s / 60)), distance=clockwords.distance(n.distance_m)
            ),
            worker_id=n.worker.id,
        )
        for n in near
    ]


def _place(incident: Incident) -> str:
    """Where somebody is sent, without the subdistrict that everybody knows."""
    return incident.address.removeprefix(f"{incident.subdistrict}街道").strip() or incident.title
