"""The outbox against a real HTTP server: nothing that an operator said is lost on the way."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.unit.feeds.outbox_at_work import FAST, Desk, at_work, command, running, stored
from tests.unit.feeds.stubplatform import StubPlatform
from tests.unit.feeds.waiting import RecordingMailbox, until
from tests.unit.protocol.wire_frames import incident
from wallclient.feeds.mailbox import CommandGone, IncidentFetched
from wallclient.feeds.outbox import Outbox, SendingTiming
from wallclient.model.commands import Action, CommandState
from wallclient.model.health import HealthState, Reason
from wallclient.protocol.events import Event, IncidentChanged

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_command_is_sent_and_done_when_its_event_is_back(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.events = None
        desk.outbox.submit(command("c1"))
        await until(lambda: len(desk.states("c1")) == 2)
        assert desk.states("c1") == [CommandState.PENDING, CommandState.PENDING]
        assert stored(tmp_path) == ["c1"]
        platform.events = desk.outbox.on_event
        platform.tell("c1", platform.incidents["1"])
        await until(lambda: desk.is_(CommandState.DONE, "c1"))
        await until(lambda: stored(tmp_path) == [])
        assert platform.posts == [("c1", '"1"', "accept")]
        await until(lambda: desk.health is HealthState.LIVE)


async def test_an_accepted_command_that_a_snapshot_contains_is_done(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.events = None
        desk.outbox.submit(command("c1"))
        await until(lambda: len(desk.states("c1")) == 2)
        after = platform.incidents["1"]
        for incident in (msgspec.structs.replace(after, version=after.version - 1), after):
            assert not desk.is_(CommandState.DONE, "c1")
            data = IncidentChanged(incident=incident, action="snapshot", by="")
            desk.outbox.on_event(
                Event(sequence=None, type="incident.updated", id="", time=incident.reported_at, data=data)
            )
        await until(lambda: desk.is_(CommandState.DONE, "c1"))


async def test_an_event_that_is_faster_than_the_answer_is_no_trouble(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        desk.outbox.submit(command("c1"))
        await until(lambda: desk.is_(CommandState.DONE, "c1"))
        desk.outbox.submit(command("c2", key=2))
        await until(lambda: desk.is_(CommandState.DONE, "c2"))
        assert desk.states("c1")[-1] is CommandState.DONE
        assert len(platform.posts) == 2


async def test_without_a_platform_commands_wait_visibly_and_go_out_when_it_comes(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        await platform.stop()
        desk.outbox.submit(command("c1"))
        desk.outbox.submit(command("c2", key=2))
        await until(lambda: desk.is_(CommandState.QUEUED, "c1", "c2"))
        await until(lambda: desk.health in (HealthState.RECONNECTING, HealthState.OFFLINE))
        assert sorted(stored(tmp_path)) == ["c1", "c2"]
        assert desk.mailbox.commands("c1")[-1].reason == Reason.UNREACHABLE.value
        await platform.start()
        await until(lambda: desk.is_(CommandState.DONE, "c1", "c2"))
        await until(lambda: desk.health is HealthState.LIVE)


async def test_what_was_not_sent_goes_out_after_a_restart(tmp_path: Path) -> None:
    async with StubPlatform() as platform:
        url = platform.url
        await platform.stop()
        async with running(Desk(tmp_path, url)) as first:
            for number in range(1, 4):
                first.outbox.submit(command(f"c{number}", key=number))
            await until(lambda: first.is_(CommandState.QUEUED, "c1", "c2", "c3"))
        await platform.start()
        second = Desk(tmp_path, url)
        platform.events = second.outbox.on_event
        async with running(second):
            await until(lambda: second.is_(CommandState.DONE, "c1", "c2", "c3"))
            await until(lambda: stored(tmp_path) == [])
        assert second.states("c1")[0] is CommandState.QUEUED


async def test_a_command_handed_over_in_the_last_moment_is_stored_all_the_same(tmp_path: Path) -> None:
    async with StubPlatform() as platform:
        await platform.stop()
        desk = Desk(tmp_path, platform.url)
        async with running(desk):
            await until(lambda: desk.health is not None)
            desk.outbox.submit(command("c1"))
        assert stored(tmp_path) == ["c1"]


async def test_a_command_whose_answer_was_lost_is_carried_out_once(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.events, platform.drop_next = None, 2
        desk.outbox.submit(command("c1"))
        await until(lambda: desk.states("c1")[-1:] == [CommandState.PENDING] and len(platform.posts) == 3)
        assert platform.incidents["1"].version == 2
        assert {post[0] for post in platform.posts} == {"c1"}


async def test_after_a_restart_between_answer_and_event_the_command_is_found_done(tmp_path: Path) -> None:
    async with StubPlatform() as platform:
        async with running(Desk(tmp_path, platform.url)) as first:
            first.outbox.submit(command("c1"))
            await until(lambda: len(first.states("c1")) == 2)
            await until(lambda: len(platform.posts) == 1)
        async with running(Desk(tmp_path, platform.url)) as second:
            await until(lambda: second.is_(CommandState.DONE, "c1"))
            assert second.states("c1")[0] is CommandState.PENDING
        assert len(platform.posts) == 1
        fetched = [item for item in second.mailbox.history if isinstance(item, IncidentFetched)]
        assert [item.incident.version for item in fetched] == [2]


async def test_commands_on_one_incident_go_out_one_after_the_other(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.gate.clear()
        for number in range(1, 6):
            desk.outbox.submit(command(f"c{number}", based_on=1))
        desk.outbox.submit(command("d1", key=2))
        await until(lambda: len(platform.posts) == 2)
        assert [post[0] for post in platform.posts] == ["c1", "d1"]
        platform.gate.set()
        await until(lambda: desk.is_(CommandState.DONE, "c1", "c2", "c3", "c4", "c5", "d1"))
        assert [post[0] for post in platform.posts if post[0] != "d1"] == ["c1", "c2", "c3", "c4", "c5"]


async def test_two_commands_given_on_the_same_view_do_not_conflict_with_each_other(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        desk.outbox.submit(command("c1", based_on=1))
        desk.outbox.submit(command("c2", based_on=1, action=Action.DISPATCH))
        await until(lambda: desk.is_(CommandState.DONE, "c1", "c2"))
        assert platform.posts == [("c1", '"1"', "accept"), ("c2", '"2"', "dispatch")]


async def test_a_change_by_somebody_else_is_a_conflict_and_says_whose(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.change(incident(1, version=5), "李强")
        desk.outbox.submit(command("c1", based_on=1))
        await until(lambda: desk.is_(CommandState.CONFLICT, "c1"))
        told = desk.mailbox.commands("c1")[-1]
        assert told.other_by == "李强"
        assert told.command.note == "按住大门，等派出所"
        fetched = [item for item in desk.mailbox.history if isinstance(item, IncidentFetched)]
        assert fetched[-1].incident.version == 5
        await until(lambda: stored(tmp_path) == ["c1"])


async def test_conflict_and_refusal_outlive_a_restart_and_end_when_dismissed(tmp_path: Path) -> None:
    async with StubPlatform() as platform:
        platform.change(incident(1, version=5), "李强")
        async with running(Desk(tmp_path, platform.url)) as first:
            first.outbox.submit(command("c1"))
            first.outbox.submit(command("c2", key=99))
            await until(lambda: first.is_(CommandState.CONFLICT, "c1"))
            await until(lambda: first.is_(CommandState.REFUSED, "c2"))
        posts = len(platform.posts)
        async with running(Desk(tmp_path, platform.url)) as second:
            await until(lambda: second.is_(CommandState.CONFLICT, "c1"))
            await until(lambda: second.is_(CommandState.REFUSED, "c2"))
            told = second.mailbox.commands("c1")[-1]
            assert (told.other_by, told.command) == ("李强", command("c1"))
            second.outbox.dismiss("c1")
            second.outbox.dismiss("c1")
            assert CommandGone("c1") in second.mailbox.history
            await until(lambda: stored(tmp_path) == ["c2"])
            second.outbox.dismiss("c2")
        assert stored(tmp_path) == []
        assert len(platform.posts) == posts


async def test_a_command_that_is_still_on_its_way_cannot_be_dismissed(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.gate.clear()
        desk.outbox.submit(command("c1"))
        await until(lambda: platform.posts)
        desk.outbox.dismiss("c1")
        platform.gate.set()
        await until(lambda: desk.is_(CommandState.DONE, "c1"))


@pytest.mark.parametrize(
    ("status", "reason"),
    [(422, "已结案，不能派遣"), (403, "forbidden"), (404, "not_found"), (400, "HTTP 400"), (409, "HTTP 409")],
)
async def test_a_no_is_told_with_its_reason_and_not_tried_again(
    tmp_path: Path, status: int, reason: str
) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.fail_with = [status]
        desk.outbox.submit(command("c1"))
        await until(lambda: desk.is_(CommandState.REFUSED, "c1"))
        assert desk.mailbox.commands("c1")[-1].reason == reason
        assert len(platform.posts) == 1


async def test_reasons_come_in_the_language_that_is_wanted(tmp_path: Path) -> None:
    async with StubPlatform() as platform:
        platform.fail_with = [422]
        mailbox = RecordingMailbox()
        desk = Desk(tmp_path, platform.url)
        desk.mailbox = mailbox
        desk.outbox = Outbox(tmp_path / "en.db", platform.url, "sesame", mailbox, language="en", timing=FAST)
        async with running(desk):
            desk.outbox.submit(command("c1"))
            await until(lambda: desk.is_(CommandState.REFUSED, "c1"))
        assert mailbox.commands("c1")[-1].reason == "closed"


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
async def test_not_now_is_not_no(tmp_path: Path, status: int) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.fail_with = [status] * 4
        desk.outbox.submit(command("c1"))
        await until(lambda: desk.is_(CommandState.DONE, "c1"))
        assert CommandState.QUEUED in desk.states("c1")
        assert len(platform.posts) == 5
        await until(lambda: desk.health is HealthState.LIVE)


async def test_a_token_that_is_not_known_keeps_commands_waiting(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.token = "changed"
        desk.outbox.submit(command("c1"))
        await until(lambda: desk.health is HealthState.REFUSED)
        assert desk.is_(CommandState.QUEUED, "c1")
        platform.token = "sesame"
        await until(lambda: desk.is_(CommandState.DONE, "c1"))
        await until(lambda: desk.health is HealthState.LIVE)


async def test_an_accepted_command_whose_event_does_not_come_is_asked_about(tmp_path: Path) -> None:
    quick = SendingTiming(first_retry_s=0.005, longest_retry_s=0.03, probe_s=0.05, event_wait_s=0.02)
    async with at_work(tmp_path, quick) as (platform, desk):
        platform.events = None
        desk.outbox.submit(command("c1"))
        await until(lambda: desk.is_(CommandState.DONE, "c1"))
        fetched = [item for item in desk.mailbox.history if isinstance(item, IncidentFetched)]
        assert fetched[-1].incident.version == 2


async def test_an_accepted_command_that_the_platform_lost_is_sent_again(tmp_path: Path) -> None:
    quick = SendingTiming(first_retry_s=0.005, longest_retry_s=0.03, probe_s=0.05, event_wait_s=0.01)
    async with at_work(tmp_path, quick) as (platform, desk):
        platform.forgets = True
        desk.outbox.submit(command("c1"))
        await until(lambda: len(platform.posts) == 2)
        platform.forgets = False
        await until(lambda: desk.is_(CommandState.DONE, "c1"))
        assert platform.incidents["1"].version == 2


async def test_an_idle_outbox_knows_whether_the_platform_is_there(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        await until(lambda: desk.health is HealthState.LIVE)
        await platform.stop()
        await until(lambda: desk.health is HealthState.OFFLINE)
        await platform.start()
        await until(lambda: desk.health is HealthState.LIVE)
        platform.health_status = 404
        await asyncio.sleep(0.1)
        await until(lambda: desk.health is HealthState.LIVE)


async def test_the_same_command_given_twice_is_sent_once(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.gate.clear()
        desk.outbox.submit(command("c1"))
        desk.outbox.submit(command("c1"))
        await until(lambda: platform.posts)
        platform.gate.set()
        await until(lambda: desk.is_(CommandState.DONE, "c1"))
        assert len(platform.posts) == 1


async def test_a_file_that_is_no_database_is_put_aside_and_told(tmp_path: Path) -> None:
    (tmp_path / "outbox.db").write_bytes(b"this is not a database, but somebody's words" * 100)
    async with at_work(tmp_path) as (_, desk):
        desk.outbox.submit(command("c1"))
        await until(lambda: desk.is_(CommandState.DONE, "c1"))
        assert "outbox.db" in desk.mailbox.newest("commands").health.detail
    assert [name for name in os.listdir(tmp_path) if name.startswith("outbox.db.unreadable-")]


async def test_one_stored_command_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    async with StubPlatform() as platform:
        await platform.stop()
        async with running(Desk(tmp_path, platform.url)) as first:
            first.outbox.submit(command("c1"))
            first.outbox.submit(command("c2", key=2))
            await until(lambda: first.is_(CommandState.QUEUED, "c1", "c2"))
        with contextlib.closing(sqlite3.connect(tmp_path / "outbox.db")) as connection:
            connection.execute("UPDATE commands SET body = x'7b' WHERE command_id = 'c1'")
            connection.commit()
        await platform.start()
        second = Desk(tmp_path, platform.url)
        platform.events = second.outbox.on_event
        async with running(second):
            await until(lambda: second.is_(CommandState.DONE, "c2"))
            await until(lambda: "cannot be read" in second.mailbox.newest("commands").health.detail)
        assert stored(tmp_path) == ["c1"]


@pytest.mark.skipif(os.name == "nt", reason="directories have no such permission there")
async def test_a_disk_that_takes_nothing_is_told_and_the_command_goes_out(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the directory should be")
    async with StubPlatform() as platform:
        desk = Desk(blocked, platform.url)
        platform.events = desk.outbox.on_event
        async with running(desk):
            desk.outbox.submit(command("c1"))
            await until(lambda: desk.is_(CommandState.DONE, "c1"))
            await until(lambda: "not stored" in desk.mailbox.newest("commands").health.detail)


async def test_when_it_ends_the_commands_are_offline(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (_, desk):
        await until(lambda: desk.health is HealthState.LIVE)
    assert desk.health is HealthState.OFFLINE
    assert desk.mailbox.newest("commands").health.reason is Reason.STOPPED


async def test_many_commands_over_a_platform_that_comes_and_goes_are_each_carried_out_once(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as (platform, desk):
        platform.incidents = {str(key): incident(key) for key in range(20)}
        ids = [f"c{number}" for number in range(100)]
        for number, command_id in enumerate(ids):
            desk.outbox.submit(command(command_id, key=number % 20))
            if number % 25 == 10:
                platform.drop_next = 2
                platform.fail_with = [503, 500]
                await platform.stop()
                await asyncio.sleep(0.02)
                await platform.start()
        await until(lambda: desk.is_(CommandState.DONE, *ids))
        assert [platform.incidents[str(key)].version for key in range(20)] == [6] * 20
        await until(lambda: stored(tmp_path) == [])
