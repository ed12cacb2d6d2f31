"""What stands when the story begins: the numbers and rows of the pictures."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from wallclient.demo.story.cases.templates import TEMPLATES
from wallclient.demo.story.story import Story
from wallclient.model.incidents import Incident, Source, State
from wallclient.protocol.events import (
    AlarmChanged,
    IncidentChanged,
    MeetingChanged,
    OpinionFiguresChanged,
    ServiceIntakeChanged,
    WarningChanged,
    WorkerChanged,
    decode_data,
)
from wallclient.rules import clocks, figures
from wallclient.rules.classes import parse_classes

if TYPE_CHECKING:
    from wallclient.demo.story.emission import StoryEvent
    from wallclient.demo.story.story import Stage
    from wallclient.model.meetings import Meeting

CLASSES = Path(__file__).parents[4] / "resources" / "profiles" / "classes.example.toml"
# Rows of the console's queue, in the order in which they are shown: severity, title, seconds left.
QUEUE = (
    (1, "米兰社区 6 号楼燃气泄漏", 5812),
    (2, "东桥小区停水", -4680),
    (2, "东桥大街热力管道破裂", -2520),
    (2, "文昌路口货车与电动车相撞", 860),
    (2, "南苑路井盖缺失", 1265),
    (3, "兰亭市场消防通道占用", 7500),
    (3, "清河公园广场舞噪声", 13690),
    (3, "尊老金认证受阻：行动不便老人 3 人", 18600),
    (4, "北关街 12 号路灯不亮", 28 * 3600),
    (4, "文昌社区垃圾清运不及时", 45 * 3600),
    (4, "望湖路共享单车乱停放", 51 * 3600),
    (4, "兰亭路人行道地砖松动", 54 * 3600),
    (4, "清河步道护栏锈蚀", 74 * 3600),
    (4, "南苑社区健身器材损坏", 96 * 3600),
    (4, "北关中学周边流动摊贩", 101 * 3600),
    (4, "石塘社区暖气不热", 121 * 3600),
)


def _incidents(events: list[StoryEvent]) -> list[Incident]:
    return [e.data.incident for e in events if isinstance(e.data, IncidentChanged)]


def _open_rows(incidents: list[Incident], now: datetime) -> list[Incident]:
    return sorted((i for i in incidents if i.is_open), key=lambda i: clocks.sort_key(i, now))


def test_every_event_can_be_read_as_the_wire_has_it(stage: Stage, picture_time: datetime) -> None:
    events = Story(stage).initial(picture_time)
    for event in events:
        assert decode_data(event.type, msgspec.json.encode(event.data)) == event.data
        assert set(event.as_dict()) == {"type", "subject", "data"}
    assert len({e.id for e in events}) == len(events)


def test_the_figures_are_those_of_the_wall(stage: Stage, picture_time: datetime) -> None:
    found = figures.count(_incidents(Story(stage).initial(picture_time)), picture_time, stage.profile)
    assert found.reported_today == 186
    assert found.open == 58
    assert found.in_progress == 41
    assert found.overdue == 2
    assert found.suspended == 1
    assert found.on_time_rate == pytest.approx(0.968, abs=0.0005)


@pytest.mark.parametrize("hour", [0.02, 1.5, 7.0, 12.0, 23.9])
def test_the_figures_hold_at_any_time_of_day(stage: Stage, picture_time: datetime, hour: float) -> None:
    now = picture_time.replace(hour=0, minute=0, second=0) + timedelta(hours=hour)
    incidents = _incidents(Story(stage).initial(now))
    found = figures.count(incidents, now, stage.profile)
    assert (found.reported_today, found.open, found.overdue) == (186, 58, 2)
    assert found.on_time_rate == pytest.approx(0.968, abs=0.0005)
    assert all(entry.at <= now for i in incidents for entry in i.course)


def test_the_queue_begins_with_the_rows_of_the_console(stage: Stage, picture_time: datetime) -> None:
    rows = _open_rows(_incidents(Story(stage).initial(picture_time)), picture_time)
    for incident, (severity, title, seconds) in zip(rows, QUEUE, strict=False):
        assert incident.title == title
        assert clocks.severity_shown(incident, picture_time) == severity
        left = clocks.nearest(incident, picture_time).remaining_s
        assert left is not None
        assert abs(left - seconds) < (2400 if seconds > 90_000 else 1)
    assert rows[-1].title == "石塘工地围挡破损"
    assert clocks.nearest(rows[-1], picture_time).light is clocks.Light.PAUSED


def test_named_incidents_lie_in_the_subdistrict_of_their_name(stage: Stage, picture_time: datetime) -> None:
    titles = {title for _, title, _ in QUEUE}
    named = [i for i in _incidents(Story(stage).initial(picture_time)) if i.title in titles]
    assert len(named) == len(titles)
    for incident in named:
        name = incident.title[:2]
        expected = {"米兰": "望湖", "尊老": "石塘"}.get(name, name)
        assert incident.subdistrict == expected


def test_severities_stay_when_the_class_table_has_its_say(stage: Stage, picture_time: datetime) -> None:
    table = parse_classes(CLASSES.read_text("utf-8"))
    for incident in _incidents(Story(stage).initial(picture_time)):
        if incident.is_open:
            assert table.severity(incident) == incident.severity, incident.title


def test_the_leak_has_its_course_units_and_clocks(stage: Stage, picture_time: datetime) -> None:
    leak = next(i for i in _incidents(Story(stage).initial(picture_time)) if i.severity == 1)
    assert leak.code == "20261123-0147"
    assert leak.source is Source.HOTLINE
    assert leak.people_involved == 42
    assert [f"{e.at:%H:%M:%S} {e.who}" for e in leak.course] == [
        "14:09:02 12345 热线",
        "14:11:20 王敏",
        "14:11:50 王敏",
        "14:14:33 李强",
        "14:20:12 会商",
        "14:26:05 孙海峰",
        "14:31:40 林晓雯",
    ]
    assert [a.dept for a in leak.assignments] == [
        "区住建局燃气办",
        "区消防救援大队",
        "望湖派出所",
        "望湖街道办",
        "米兰物业",
    ]
    assert leak.assignments[-1].receipt == "delivered"
    report, dispatch, resolve, _ = clocks.readings(leak, picture_time, stage.profile)
    assert [int(r.elapsed_s // 60) for r in (report, dispatch, resolve)] == [3, 2, 20]
    names = {c.id: c.name for c in stage.cameras}
    assert [names[c] for c in leak.related_cameras] == [
        "米兰社区 6 号楼",
        "米兰社区南门",
        "望湖路北口",
        "望湖路公交站",
    ]


def test_codes_run_through_the_day_and_never_repeat(stage: Stage, picture_time: datetime) -> None:
    incidents = _incidents(Story(stage).initial(picture_time))
    assert len({i.code for i in incidents}) == len(incidents)
    today = sorted(i.code for i in incidents if i.code.startswith("20261123"))
    assert today == [f"20261123-{n:04d}" for n in range(1, 187)]


def test_many_classes_sources_and_all_subdistricts_are_met(stage: Stage, picture_time: datetime) -> None:
    incidents = _incidents(Story(stage).initial(picture_time))
    assert len({i.small_class for i in incidents if i.is_open}) >= 12
    assert {i.subdistrict for i in incidents} == {
        "北关",
        "文昌",
        "望湖",
        "兰亭",
        "清河",
        "东桥",
        "石塘",
        "南苑",
    }
    assert {i.source for i in incidents} == set(Source)
    assert len(TEMPLATES) >= 12


def test_titles_are_short_enough_for_a_row(stage: Stage, picture_time: datetime) -> None:
    for incident in _incidents(Story(stage).initial(picture_time)):
        assert len(incident.title.replace(" ", "")) <= 18, incident.title


def test_workers_begin_with_their_positions_and_tasks(stage: Stage, picture_time: datetime) -> None:
    events = Story(stage).initial(picture_time)
    workers = {e.data.worker.name: e.data.worker for e in events if isinstance(e.data, WorkerChanged)}
    assert len(workers) == 120
    incidents = {i.id: i for i in _incidents(events)}
    assert incidents[workers["李强"].task].severity == 1
    for worker in workers.values():
        assert (worker.lon is None) == (worker.status == "off")
        assert (worker.status == "busy") == bool(worker.task)
        assert not worker.task or incidents[worker.task].is_open
        assert worker.positioned_at is None or worker.positioned_at <= picture_time


def test_meetings_intake_opinions_warning_and_alarm_are_those_of_the_pictures(
    stage: Stage, picture_time: datetime
) -> None:
    events = Story(stage).initial(picture_time)
    meetings: list[Meeting] = [e.data.meeting for e in events if isinstance(e.data, MeetingChanged)]
    assert Counter(m.state for m in meetings) == {"running": 1, "planned": 2}
    running = meetings[0]
    assert (running.title, running.round, len(running.participants)) == ("燃气泄漏联合会商", 2, 9)
    assert [p.unit for p in running.participants if p.speaking] == ["区消防救援大队"]
    assert sum(p.joined for p in running.participants) == 7
    assert sum(bool(p.camera_id) for p in running.participants) == 8
    lines = next(e.data.lines for e in events if isinstance(e.data, ServiceIntakeChanged))
    assert [(x.name, x.received, x.in_progress, x.stuck) for x in lines] == [
        ("信息申报", 412, 38, 0),
        ("证件办理", 286, 64, 2),
        ("尊老金认证", 93, 21, 3),
        ("居住证明", 75, 9, 0),
        ("在线征求意见", 44, 12, 0),
    ]
    whole = next(e.data.figures[0] for e in events if isinstance(e.data, OpinionFiguresChanged))
    assert (whole.area, whole.suggestions, whole.replied_rate) == ("320599", 106, 1.0)
    assert round(whole.satisfied_rate, 2) == 0.98
    warning = next(e.data.warning for e in events if isinstance(e.data, WarningChanged))
    assert warning.colour == "blue"
    alarm = next(e.data.alarm for e in events if isinstance(e.data, AlarmChanged))
    assert (alarm.text, alarm.priority) == ("燃气泄漏", 1)
    assert alarm.camera_id == stage.cameras[2].id


def test_the_same_seed_tells_the_same_story(stage: Stage, picture_time: datetime) -> None:
    one, other = (Story(stage, run_id="run") for _ in range(2))
    assert one.initial(picture_time) == other.initial(picture_time)
    for second in range(1, 120):
        now = picture_time + timedelta(seconds=second)
        assert one.step(now) == other.step(now)


def test_the_open_background_can_be_worked_on(stage: Stage, picture_time: datetime) -> None:
    states = Counter(i.state for i in _incidents(Story(stage).initial(picture_time)) if i.is_open)
    assert states[State.REPORTED] + states[State.VERIFY_REQUESTED] == 6
    assert states[State.REGISTERED] == 3
    assert states[State.RESOLVED] + states[State.CHECK_REQUESTED] == 7
