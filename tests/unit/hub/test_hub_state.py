"""The state as a projection: what events add up to, kept and rebuilt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from tests.unit.hub.hubkit import RunningHub, created, incident, positions, worker
from wallclient.hub.state import HubState, Saved
from wallclient.model.commands import Action
from wallclient.model.incidents import State
from wallclient.protocol.events import decode_data

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    StartHub = Callable[..., Awaitable[RunningHub]]

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
EVERYTHING: list[tuple[str, dict[str, Any]]] = [
    ("camera.catalog", {"cameras": [{"id": "c0", "name": "old"}], "complete": True}),
    ("camera.catalog", {"cameras": [{"id": "c1", "name": "门口"}], "complete": True}),
    ("camera.catalog", {"cameras": [{"id": "c2", "name": "广场"}]}),
    ("camera.status", {"camera_id": "c2", "status": "offline"}),
    ("camera.status", {"camera_id": "unknown", "status": "offline"}),
    ("meeting.planned", {"meeting": {"id": "m1", "title": "会商"}}),
    ("meeting.started", {"meeting": {"id": "m1", "title": "会商", "state": "running"}}),
    ("alarm.raised", {"alarm": {"id": "a1", "text": "越界", "raised_at": NOW}}),
    ("alarm.raised", {"alarm": {"id": "a2", "text": "烟雾", "raised_at": NOW}}),
    ("alarm.cleared", {"alarm": {"id": "a1", "text": "越界", "raised_at": NOW, "cleared_at": NOW}}),
    ("broadcast.cap", {"warning": {"id": "p1", "headline": "大风", "sent_at": NOW, "expires_at": NOW}}),
    ("service.intake", {"lines": [{"service": "certificate", "name": "证件办理", "received": 3}]}),
    ("service.intake", {"lines": [{"service": "certificate", "name": "证件办理", "received": 4}]}),
    ("opinion.figures", {"figures": [{"area": "370102", "suggestions": 106}]}),
    ("wall.state", {"scene": "command"}),
    ("wall.push", {"camera": "c1"}),
]


def state() -> HubState:
    state = HubState()
    for event_type, data in EVERYTHING:
        state.apply(event_type, "wall1", decode_data(event_type, msgspec.json.encode(data)))
    return state


def test_events_add_up_to_the_newest_value_of_each_thing() -> None:
    saved = state().capture()
    assert [(camera.id, camera.status) for camera in saved.cameras] == [("c1", "unknown"), ("c2", "offline")]
    assert [meeting.state for meeting in saved.meetings] == ["running"]
    assert [alarm.id for alarm in saved.alarms] == ["a2"]
    assert [line.received for line in saved.intake] == [4]
    assert saved.walls == {"wall1": {"scene": "command"}}


def test_a_saved_state_comes_back_as_it_was() -> None:
    saved = state().capture()
    again = HubState()
    again.restore(Saved.decode(saved.encode()))
    assert again.capture() == saved


def test_the_items_of_a_snapshot_are_events_that_lead_to_the_same_state() -> None:
    saved = state().capture()
    again = HubState()
    for item in saved.items():
        again.apply(item.type, item.subject, decode_data(item.type, msgspec.json.encode(item.data)))
    assert again.capture() == saved


def test_what_ended_long_ago_is_let_go() -> None:
    values = state()
    for name, ended in (("old", NOW - timedelta(hours=2)), ("new", NOW), ("open", None)):
        how = State.CLOSED if ended else State.REPORTED
        data = {"incident": incident(name, state=how, closed_at=ended), "action": "close", "by": "x"}
        values.apply("incident.closed", name, decode_data("incident.closed", msgspec.json.encode(data)))
    values.expire(NOW + timedelta(minutes=1), timedelta(hours=1))
    old = values.ended_before(NOW - timedelta(hours=1))
    assert [one.id for one in old] == ["old"]
    values.forget(old)
    assert list(values.incidents) == ["new", "open"]
    assert not values.warnings


async def test_a_restart_rebuilds_the_state_from_the_saved_one_and_what_came_after(
    start_hub: StartHub,
) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")), worker("w1"))
    hub.hub.save()
    await hub.feed(positions("w1"), created(incident("i2")))
    await hub.act(Action.ACCEPT, 1, "c1", incident_id="i2")
    before = hub.hub.state.capture()
    await hub.stop()
    again = await start_hub()
    assert again.hub.state.capture() == before


async def test_a_saved_state_that_cannot_be_read_costs_nothing_while_the_events_are_there(
    start_hub: StartHub,
) -> None:
    import sqlite3

    hub = await start_hub()
    await hub.feed(created(incident("i1")), worker("w1"))
    before = hub.hub.state.capture()
    await hub.stop()
    connection = sqlite3.connect(hub.hub.log.path)
    connection.execute("UPDATE states SET body = x'00'")
    connection.commit()
    connection.close()
    again = await start_hub()
    assert again.hub.state.capture() == before
