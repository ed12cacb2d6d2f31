"""Commands on incidents over HTTP: done once, refused with reasons, conflicts told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.unit.hub.hubkit import RunningHub, created, data_of, eventually, incident, worker
from wallclient.model.commands import Action
from wallclient.model.incidents import ENDED, State

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    StartHub = Callable[..., Awaitable[RunningHub]]


async def test_an_action_becomes_an_event_and_is_answered_with_its_sequence(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")))
    async with hub.consumer() as consumer:
        await consumer.until("stream.snapshot.end")
        assert await hub.act(Action.ACCEPT, 1, "c1") == (200, {"event_sequence": f"{2:020}", "version": 2})
        event = await consumer.next()
        changed = data_of(event)
        assert (event.type, event.number, event.subject) == ("incident.accepted", 2, "i1")
        assert (changed.action, changed.by, changed.command_id) == ("accept", "王值班", "c1")
        assert changed.incident.state is State.ACCEPTED
    status, now = await hub.get("/incidents/i1")
    assert (status, now["version"], now["state"]) == (200, 2, "accepted")


async def test_the_same_key_gets_the_same_answer_and_acts_once(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")))
    first = await hub.act(Action.ACCEPT, 1, "c1")
    assert await hub.act(Action.ACCEPT, 1, "c1") == first
    together = await asyncio.gather(*(hub.act(Action.NOTE, 2, "c2", note="在路上") for _ in range(5)))
    assert all(answer == together[0] for answer in together)
    assert hub.hub.state.incidents["i1"].version == 3
    assert (await hub.act(Action.NOTE, 3, "c1", note="另一件"))[1]["error"] == "key_reused"
    await hub.stop()
    again = await start_hub()
    assert await again.act(Action.ACCEPT, 1, "c1") == first
    assert again.hub.log.head == 3


async def test_an_action_based_on_an_old_version_is_told_who_was_first(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")))
    await hub.act(Action.ACCEPT, 1, "c1")
    status, answer = await hub.act(Action.REJECT, 1, "c2")
    assert (status, answer["error"], answer["by"]) == (412, "conflict", "王值班")
    assert (answer["incident"]["version"], answer["incident"]["state"]) == (2, "accepted")


async def test_of_two_actions_at_once_one_wins(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")))
    answers = await asyncio.gather(*(hub.act(Action.ACCEPT, 1, f"c{n}") for n in range(10)))
    assert sorted(status for status, _ in answers) == [200] + [412] * 9


async def test_what_the_rules_do_not_allow_is_refused_with_what_would_be(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")))
    status, answer = await hub.act(Action.CLOSE, 1, "c1")
    assert (status, answer["error"]) == (422, "not_allowed")
    assert answer["reason_zh"] == "案件已上报，不能结案"
    assert "accept" in answer["allowed"]
    assert hub.hub.log.head == 1


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("/incidents/none/actions", "command", {}, 404),
        ("/incidents/other/actions", "command", {}, 400),
        ("/incidents/none/actions", b"{", {}, 400),
        ("/incidents/none/actions", "command", {"If-Match": "soon"}, 400),
        ("/nothing", b"", {}, 404),
    ],
)
async def test_requests_that_cannot_be_read_are_refused_in_words(
    path: str, body: str | bytes, headers: dict[str, str], status: int, start_hub: StartHub
) -> None:
    hub = await start_hub()
    command = {"command_id": "c", "incident_id": "none", "action": "accept", "by": "", "based_on": 1}
    content = command | {"at": "2026-03-02T10:00:00Z"} if body == "command" else body
    answered, answer = await hub.post(path, content, "operator", **headers)
    assert answered == status
    assert answer["reason_zh"]
    assert answer["reason_en"]


async def test_tokens_and_roles_guard_every_door(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")))
    status, answer = await hub.get("/incidents/i1", headers={})
    assert (status, answer["reason_zh"]) == (401, "令牌缺失或无效")
    assert (await hub.post("/incidents/i1/actions", b"{}", "wall"))[0] == 403
    status, answer = await hub.post("/events", b"[]", "operator")
    assert (status, answer["reason_en"]) == (
        403,
        "The role operator may not do this: it takes admin or source.",
    )
    assert (await hub.post("/events", b"[]", "admin"))[0] == 200
    assert await hub.get("/health", headers={}) == (200, {"ok": True})
    assert (await hub.get("/health"))[1]["counts"]["open_incidents"] == 1


async def test_a_dispatched_worker_is_busy_until_the_incident_is_solved(start_hub: StartHub) -> None:
    hub = await start_hub()
    await hub.feed(created(incident("i1")), worker("w1"), worker("w2"))
    await hub.act(Action.ACCEPT, 1, "c1")
    assert (await hub.act(Action.DISPATCH, 2, "c2", worker_id="ghost"))[0] == 422
    assert (await hub.act(Action.DISPATCH, 2, "c3", worker_id="w1", depts=("城管",)))[0] == 200
    assert [_worker(hub, name) for name in ("w1", "w2")] == [("busy", "i1"), ("free", "")]
    await hub.act(Action.REDISPATCH, 3, "c4", worker_id="w2")
    assert [_worker(hub, name) for name in ("w1", "w2")] == [("free", ""), ("busy", "i1")]
    await hub.act(Action.RESOLVE, 4, "c5")
    assert _worker(hub, "w2") == ("free", "")


def _worker(hub: RunningHub, worker_id: str) -> tuple[str, str]:
    found = hub.hub.state.worker(worker_id)
    assert found is not None
    return found.status.value, found.task


async def test_an_old_case_leaves_the_stream_and_can_still_be_read_and_reopened(start_hub: StartHub) -> None:
    hub = await start_hub(keep_ended_h=1e-9)
    await hub.feed(created(incident("i1")))
    assert (await hub.act(Action.VOID, 1, "c1"))[0] == 200
    hub.hub.save()
    assert (await hub.get("/incidents/i1"))[0] == 200
    await eventually(lambda: "i1" not in hub.hub.state.incidents)
    status, found = await hub.get("/incidents/i1")
    assert (status, found["state"]) == (200, "voided")
    assert State(found["state"]) in ENDED
    await hub.stop()
    again = await start_hub()
    assert (await again.act(Action.REOPEN, 2, "c2"))[0] == 200
    assert again.hub.state.incidents["i1"].state is State.REPORTED
