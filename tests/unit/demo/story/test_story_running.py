"""The story as it runs: pace, departments at work, what it leaves to operators, load on purpose."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from wallclient.demo.story.burst import INCIDENTS
from wallclient.demo.story.emission import Refused, StoryEvent
from wallclient.demo.story.story import Story
from wallclient.model.commands import Action, IncidentCommand
from wallclient.model.incidents import State
from wallclient.protocol.events import (
    AlarmChanged,
    IncidentChanged,
    MeetingChanged,
    ServiceIntakeChanged,
    WorkerPositions,
)
from wallclient.rules import figures

if TYPE_CHECKING:
    from wallclient.demo.story.story import Stage


def _begin(story: Story, platform: Any, now: datetime) -> None:
    for event in story.initial(now):
        platform.post(event)


def test_an_hour_goes_by_without_a_refusal_and_the_room_does_not_drown(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    story = Story(stage)
    _begin(story, platform, picture_time)
    end = playing(story, platform, picture_time, 3600)
    assert platform.refused == []
    found = figures.count(platform.incidents.values(), end, stage.profile)
    assert 35 <= found.open <= 95
    assert 186 + 170 <= found.reported_today <= 186 + 300
    actions = Counter(c.action for c in platform.commands)
    for action in (Action.ACCEPT, Action.DISPATCH, Action.START, Action.RESOLVE, Action.CHECK, Action.CLOSE):
        assert actions[action] > 100
    assert actions[Action.EVALUATE] > 50


def test_new_incidents_come_every_twelve_to_twenty_seconds(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    story = Story(stage)
    _begin(story, platform, picture_time)
    playing(story, platform, picture_time, 600)
    moments = [
        e.data.incident.reported_at
        for e in platform.events
        if isinstance(e.data, IncidentChanged) and e.data.incident.reported_at > picture_time
    ]
    gaps = [(b - a).total_seconds() for a, b in itertools.pairwise(moments)]
    assert all(12 <= gap <= 21 for gap in gaps)


def test_a_higher_rate_makes_more_happen(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    story = Story(stage, rate=4.0)
    _begin(story, platform, picture_time)
    before = len(platform.incidents)
    playing(story, platform, picture_time, 300)
    assert len(platform.incidents) - before > 55


def test_the_named_incidents_only_get_notes(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    story = Story(stage)
    initial = story.initial(picture_time)
    named = {
        e.data.incident.id: e.data.incident
        for e in initial
        if isinstance(e.data, IncidentChanged)
        and e.data.incident.title.startswith(("米兰社区 6", "东桥大街", "南苑路井盖"))
    }
    assert len(named) == 3
    for event in initial:
        platform.post(event)
    playing(story, platform, picture_time, 1200)
    actions = {c.action for c in platform.commands if c.incident_id in named}
    assert actions == {Action.NOTE}
    for incident_id, before in named.items():
        after = platform.incidents[incident_id]
        assert (after.state, after.assignments, after.due_at) == (
            before.state,
            before.assignments,
            before.due_at,
        )
    leak = next(i for i in named.values() if i.severity == 1)
    texts = [entry.text for entry in platform.incidents[leak.id].course[len(leak.course) :]]
    assert texts[0] == "复测浓度 5% LEL，继续通风"
    assert len(texts) == 10


def test_after_an_operator_acted_departments_take_over_the_new_state(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    story = Story(stage)
    _begin(story, platform, picture_time)
    # An operator dispatches every case that the story is about to accept or to dispatch.
    touched = []
    for incident in list(platform.incidents.values()):
        if incident.state is State.VERIFY_REQUESTED or (
            incident.state is State.REPORTED and incident.title != "石塘社区暖气不热"
        ):
            for action, depts in ((Action.ACCEPT, ()), (Action.DISPATCH, ("街道办",))):
                version = platform.incidents[incident.id].version
                platform.act(
                    IncidentCommand(
                        command_id=f"{incident.id}-{action}",
                        incident_id=incident.id,
                        action=action,
                        by="王敏",
                        at=picture_time,
                        based_on=version,
                        depts=depts,
                    ),
                    picture_time,
                )
            touched.append(incident.id)
    assert len(touched) == 5
    platform.commands.clear()
    playing(story, platform, picture_time, 1500)
    assert platform.refused == []
    for incident_id in touched:
        mine = [c for c in platform.commands if c.incident_id == incident_id]
        assert mine[0].action in (Action.ACCEPT, Action.VERIFY, Action.REQUEST_VERIFY, Action.REJECT)
        after = platform.incidents[incident_id]
        assert after.course[1].who == "王敏" or after.course[0].who == "王敏"
        assert after.dispatched_at is not None
        later = {c.action for c in mine[1:]}
        assert not later & {Action.ACCEPT, Action.REJECT, Action.VERIFY}
        assert Action.START in later


def test_a_case_that_the_platform_does_not_know_is_left_alone_after_a_while(
    stage: Stage, picture_time: datetime
) -> None:
    story = Story(stage)
    story.initial(picture_time)
    asked: Counter[str] = Counter()
    now = picture_time
    for _ in range(3600):
        now += timedelta(seconds=1)
        for emission in story.step(now):
            if isinstance(emission, IncidentCommand):
                asked[emission.incident_id] += 1
                story.answered(emission, Refused(None), now)
    assert asked
    assert max(asked.values()) <= 6


def test_only_one_command_per_incident_is_under_way(stage: Stage, picture_time: datetime) -> None:
    story = Story(stage)
    story.initial(picture_time)
    seen: Counter[str] = Counter()
    for second in range(1, 900):
        for emission in story.step(picture_time + timedelta(seconds=second)):
            if isinstance(emission, IncidentCommand):
                seen[emission.incident_id] += 1
    assert seen
    assert max(seen.values()) == 1


def test_positions_come_every_two_seconds_and_are_those_of_walkers(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    story = Story(stage)
    _begin(story, platform, picture_time)
    playing(story, platform, picture_time, 120, tick_s=0.5)
    told = [e.data for e in platform.events if isinstance(e.data, WorkerPositions)]
    assert 55 <= len(told) <= 61
    frame = stage.district.frame
    last: dict[str, tuple[tuple[float, float], datetime]] = {}
    for positions in told:
        for feature in positions.features:
            place, at = frame.to_xy((feature.geometry.lon, feature.geometry.lat)), feature.properties.at
            if feature.id in last:
                before, before_at = last[feature.id]
                passed_s = (at - before_at).total_seconds()
                assert math.dist(before, place) <= 1.5 * passed_s + 0.1
            last[feature.id] = (place, at)
    assert len(last) > 50


def test_alarms_are_raised_and_cleared_but_not_on_the_cameras_of_the_first_wall(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    story = Story(stage)
    _begin(story, platform, picture_time)
    playing(story, platform, picture_time, 1200)
    raised = [e.data.alarm for e in platform.events if e.type == "alarm.raised"]
    cleared = [e.data.alarm for e in platform.events if e.type == "alarm.cleared"]
    assert len(raised) > 15
    assert {a.id for a in cleared} < {a.id for a in raised}
    assert all(isinstance(e.data, AlarmChanged) for e in platform.events if e.type.startswith("alarm."))
    assert all(a.cleared_at is not None for a in cleared)
    first = {c.id for c in stage.cameras[:14]}
    assert [a.text for a in raised if a.camera_id in first] == ["燃气泄漏"]


def test_speakers_change_and_those_who_are_called_join(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    story = Story(stage)
    _begin(story, platform, picture_time)
    playing(story, platform, picture_time, 300)
    meetings = [
        e.data.meeting
        for e in platform.events
        if isinstance(e.data, MeetingChanged) and e.data.meeting.state == "running"
    ]
    for meeting in meetings:
        speaking = [p for p in meeting.participants if p.speaking]
        assert len(speaking) == 1
        assert speaking[0].joined
        assert not speaking[0].muted
    assert len({next(p.unit for p in m.participants if p.speaking) for m in meetings}) > 4
    assert all(p.joined for p in meetings[-1].participants)


def test_intake_only_grows_and_backlog_stays_sane(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    story = Story(stage)
    _begin(story, platform, picture_time)
    playing(story, platform, picture_time, 1800)
    told = [e.data.lines for e in platform.events if isinstance(e.data, ServiceIntakeChanged)]
    assert len(told) > 100
    for before, after in itertools.pairwise(told):
        grown = sum(b.received for b in after) - sum(a.received for a in before)
        assert grown == 1
    assert all(0 < line.in_progress < 150 and 0 <= line.stuck <= 4 for line in told[-1])


def test_after_a_long_pause_the_story_goes_on_without_a_flood(stage: Stage, picture_time: datetime) -> None:
    story = Story(stage)
    story.initial(picture_time)
    assert len(story.step(picture_time + timedelta(hours=6))) < 40


def test_a_burst_tells_so_many_events_a_second_and_closes_its_incidents(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    story = Story(stage)
    _begin(story, platform, picture_time)
    story.burst(200.0)
    before = len(platform.events)
    end = playing(story, platform, picture_time, 20, tick_s=0.1)
    counts = Counter(e.type for e in platform.events[before:])
    load = counts["incident.updated"] + counts["worker.positions"]
    assert abs(load - 20 * 200) < 60
    assert counts["incident.updated"] > 1500
    mine = [i for i in platform.incidents.values() if i.id.startswith("load-")]
    assert len(mine) == INCIDENTS
    assert max(len(i.course) for i in mine) <= 13
    story.burst(0.0)
    playing(story, platform, end, 1)
    closed = [i for i in platform.incidents.values() if i.id.startswith("load-")]
    assert all(i.state is State.CLOSED for i in closed)


def test_a_story_with_few_cameras_and_no_meeting_places_can_be_told(
    stage: Stage, platform: Any, picture_time: datetime, playing: Any
) -> None:
    bare = dataclasses.replace(stage, cameras=stage.cameras[:2], meeting_places=())
    story = Story(bare)
    _begin(story, platform, picture_time)
    playing(story, platform, picture_time, 60)
    assert platform.counts()["alarm.raised"] == 0


def test_events_and_commands_carry_the_run_in_their_ids(stage: Stage, picture_time: datetime) -> None:
    story = Story(stage, run_id="r1")
    ids = [e.id for e in story.initial(picture_time)]
    for second in range(1, 120):
        for emission in story.step(picture_time + timedelta(seconds=second)):
            ids.append(emission.id if isinstance(emission, StoryEvent) else emission.command_id)
    assert all(i.startswith("r1-") for i in ids)
    assert len(set(ids)) == len(ids)
    assert Story(stage).ids.next() != Story(stage).ids.next()
    assert msgspec.json.encode(ids)
