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

# Key letters of LOOK section 11. An action without a letter is reached through the command bar.
KEYS: dict[Action, str] = {
    Action.ACCEPT: "A",
    Action.DISPATCH: "D",
    Action.REDISPATCH: "D",
    Action.RESOLVE: "F",
}


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
    """Accept, dispatch, resolve; the first possible one is marked."""
    possible = lifecycle.allowed(incident.state)
    dispatch = Action.DISPATCH if Action.DISPATCH in possible else Action.REDISPATCH
    buttons = []
    first_found = False
    for action in (Action.ACCEPT, dispatch, Action.RESOLVE):
        enabled = action in possible
        buttons.append(Button(action, word(action), KEYS[action], enabled, enabled and not first_found))
        first_found = first_found or enabled
    return tuple(buttons)


def targets_of(
    incident: Incident, stores: Stores, instant: Instant, depts: Iterable[tuple[str, ...]], query: str = ""
) -> tuple[Target, ...]:
    """Nearest free workers first, then departments usual for the class; `query` keeps those whose title
    holds it.
    """
    found: list[Target] = []
    if incident.lon is not None and incident.lat is not None:
        near = circles.nearest_workers(
            stores.workers.values(), incident.lon, incident.lat, count=3, now=instant.at
        )
        found.extend(
            Target(
                title=_tr("{name} to {place}").format(name=n.worker.name, place=incident.title),
                detail=_tr("free, {minutes} min on foot, {distance}").format(
                    minutes=max(1, round(n.walk_s / 60)), distance=clockwords.distance(n.distance_m)
                ),
                worker_id=n.worker.id,
            )
            for n in near
        )
    found.extend(
        Target(
            title=group[0],
            detail=_tr("with {names}").format(names="、".join(group[1:]))
            if len(group) > 1
            else _tr("department"),
            depts=group,
        )
        for group in depts
    )
    wanted = query.strip()
    return tuple(t for t in found if wanted in t.title or wanted in t.detail)
