"""The sixteen other incidents of the console's queue: told by name, with the clocks that the picture shows.

The story only adds notes to them; everything else about them is the operators'.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from wallclient.demo.district.land import sketch
from wallclient.demo.story.cases.playbook import PATHS
from wallclient.demo.story.cases.templates import Template
from wallclient.model.incidents import UNDISPATCHED, Incident, Source, State, Urgency

if TYPE_CHECKING:
    from wallclient.demo.story.cases.history import History
    from wallclient.demo.story.cases.playbook import Playbook
    from wallclient.demo.story.cases.scenery import Scenery


@dataclass(frozen=True, slots=True)
class NamedCase:
    """One incident of the picture. `remaining` may be negative; `limit` is the whole of the shown clock."""

    title: str
    at: tuple[float, float]  # on the sketch
    state: State
    source: Source
    severity: int
    remaining: timedelta
    limit: timedelta
    classes: tuple[str, str]
    units: tuple[str, ...]
    steps: tuple[str, ...]
    people: int = 0
    merged: int = 0
    kind: str = "event"

    @property
    def template(self) -> Template:
        """The same as a template, for the playbook's words."""
        return Template(
            *self.classes,
            titles=(self.title,),
            depts=self.units,
            steps=self.steps,
            ends=("已处理完毕",),
            sources=(self.source,),
            kind=self.kind,
            severity=self.severity,
            urgency=Urgency.URGENT if self.severity == 2 else Urgency.ROUTINE,
            people=(self.people, self.people),
        )


def _h(hours: float, minutes: float = 0.0, seconds: float = 0.0) -> timedelta:
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _d(days: float, hours: float) -> timedelta:
    # The picture shows whole hours; a little more keeps them for the first half hour.
    return timedelta(days=days, hours=hours, minutes=38)


NAMED: tuple[NamedCase, ...] = (
    NamedCase(
        "东桥小区停水",
        (950, 575),
        State.IN_PROGRESS,
        Source.HOTLINE,
        2,
        -_h(1, 18),
        _h(8),
        ("水电气热", "停水"),
        ("供水公司", "东桥街道办"),
        ("水车两台已到小区北门", "主管开挖至 1.8 米"),
        people=620,
        merged=4,
    ),
    NamedCase(
        "东桥大街热力管道破裂",
        (903, 385),
        State.IN_PROGRESS,
        Source.GRID,
        2,
        -_h(0, 42),
        _h(4),
        ("水电气热", "管道破裂"),
        ("热力公司", "交警大队", "东桥街道办"),
        ("关阀完成，开始换管", "东向西两车道恢复"),
        people=210,
    ),
    NamedCase(
        "文昌路口货车与电动车相撞",
        (504, 396),
        State.IN_PROGRESS,
        Source.CAMERA,
        2,
        _h(0, 14, 20),
        _h(2),
        ("街面秩序", "交通事故"),
        ("交警大队", "急救中心"),
        ("伤者已送区人民医院", "肇事车辆正在移离"),
        people=2,
    ),
    NamedCase(
        "南苑路井盖缺失",
        (834, 690),
        State.REGISTERED,
        Source.GRID,
        2,
        _h(0, 21, 5),
        _h(1),
        ("公用设施", "井盖缺损"),
        ("市政中心",),
        ("网格员现场看守",),
        kind="part",
    ),
    NamedCase(
        "兰亭市场消防通道占用",
        (396, 497),
        State.IN_PROGRESS,
        Source.GRID,
        3,
        _h(2, 5),
        _h(12),
        ("安全隐患", "消防通道堵塞"),
        ("兰亭市场监管所", "消防救援大队"),
        ("商户正在搬移货架",),
    ),
    NamedCase(
        "清河公园广场舞噪声",
        (630, 548),
        State.IN_PROGRESS,
        Source.PUBLIC_ACCOUNT,
        3,
        _h(3, 48, 10),
        _h(7),
        ("噪声扰民", "广场舞噪声"),
        ("清河派出所", "清河街道办", "物业公司", "人大代表联络站"),
        ("四家到场，第一轮会商", "舞队同意换至中心广场北侧"),
        people=46,
    ),
    NamedCase(
        "尊老金认证受阻：行动不便老人 3 人",
        (420, 640),
        State.REGISTERED,
        Source.ONE_WINDOW,
        3,
        _h(5, 10),
        _h(8),
        ("政务服务", "尊老金认证"),
        ("石塘街道办",),
        ("社区已核对名单",),
        people=3,
    ),
    NamedCase(
        "北关街 12 号路灯不亮",
        (628, 178),
        State.DISPATCHED,
        Source.PUBLIC_ACCOUNT,
        4,
        _d(1, 4),
        _h(40),
        ("公用设施", "路灯不亮"),
        ("城管局",),
        ("已列入今晚检修",),
        kind="part",
    ),
    NamedCase(
        "文昌社区垃圾清运不及时",
        (520, 330),
        State.IN_PROGRESS,
        Source.HOTLINE,
        4,
        _d(1, 21),
        _h(60),
        ("市容环境", "暴露垃圾"),
        ("环卫中心",),
        ("增派清运车一台",),
    ),
    NamedCase(
        "望湖路共享单车乱停放",
        (797, 345),
        State.IN_PROGRESS,
        Source.GRID,
        4,
        _d(2, 3),
        _h(63),
        ("街面秩序", "共享单车乱停放"),
        ("单车运维企业", "望湖城管中队"),
        ("已清运 60 辆",),
    ),
    NamedCase(
        "兰亭路人行道地砖松动",
        (376, 440),
        State.CHECK_REQUESTED,
        Source.GRID,
        4,
        _d(2, 6),
        _h(90),
        ("公用设施", "步道破损"),
        ("市政中心",),
        ("更换地砖 26 块",),
        kind="part",
    ),
    NamedCase(
        "清河步道护栏锈蚀",
        (592, 470),
        State.DELAY_REQUESTED,
        Source.PUBLIC_ACCOUNT,
        4,
        _d(3, 2),
        _h(168),
        ("公用设施", "步道破损"),
        ("水务中心",),
        ("护栏除锈完成一半",),
        kind="part",
    ),
    NamedCase(
        "南苑社区健身器材损坏",
        (690, 660),
        State.DISPATCHED,
        Source.OPINION,
        4,
        _d(4, 0),
        _h(113),
        ("公用设施", "健身器材损坏"),
        ("文体中心", "南苑社区居委会"),
        ("配件已订购",),
        kind="part",
    ),
    NamedCase(
        "北关中学周边流动摊贩",
        (430, 150),
        State.CHECK_REQUESTED,
        Source.GRID,
        4,
        _d(4, 5),
        _h(158),
        ("街面秩序", "占道经营"),
        ("北关城管中队",),
        ("放学时段定点值守",),
    ),
    NamedCase(
        "石塘社区暖气不热",
        (480, 640),
        State.REPORTED,
        Source.HOTLINE,
        4,
        _d(5, 1),
        _h(131),
        ("水电气热", "供暖不热"),
        ("供热公司",),
        ("等待受理",),
    ),
    NamedCase(
        "石塘工地围挡破损",
        (455, 692),
        State.SUSPENDED,
        Source.GRID,
        4,
        _d(3, 0),
        _h(168),
        ("安全隐患", "围挡破损"),
        ("住建局",),
        ("等待材料",),
    ),
)


class NamedCases:
    """Builds the named incidents for a beginning of the story."""

    def __init__(self, scenery: Scenery, playbook: Playbook, history: History) -> None:
        self._scenery = scenery
        self._playbook = playbook
        self._history = history

    def build(self, case: NamedCase, now: datetime, code: str = "") -> Incident:
        """The incident with its past; without `code` it only tells when it was reported."""
        start = now + case.remaining - case.limit
        if case.state is State.SUSPENDED:
            start -= _SUSPENDED_FOR
        template = case.template
        before = _h(0, 4) if case.severity <= 2 else _h(0, 25)
        shown_from_report = case.state in UNDISPATCHED or case.state is State.CHECK_REQUESTED
        reported = start if shown_from_report else start - before
        place = self._scenery.at(sketch.at(*case.at))
        incident = self._playbook.report(template, place, code, reported)
        incident = msgspec.structs.replace(incident, occurred_at=reported - before / 3, merged=case.merged)
        incident = self._history.begin(incident)
        actions = PATHS[case.state]
        moments = self._moments(case, start, reported, now, len(actions))
        incident = self._history.play(incident, template, actions, moments)
        return self._with_clock(incident, case, now)

    def _moments(
        self, case: NamedCase, start: datetime, reported: datetime, now: datetime, count: int
    ) -> list[datetime]:
        """When each step was taken; the shown clock of a dispatched case starts at its dispatch."""
        if case.state is State.CHECK_REQUESTED:
            solved = max(now - _h(0, 50), now.replace(hour=0, minute=0, second=0, microsecond=0))
            shares = [reported + (solved - reported) * (i + 1) / count for i in range(count - 2)]
            return [*shares, solved, solved + (now - solved) / 2]
        if case.state in UNDISPATCHED:
            return [reported + (now - reported) * 0.1 * (i + 1) for i in range(count)]
        accepted = reported + (start - reported) / 2
        later = [start + (now - start) * 0.06 * (i + 1) for i in range(count - 2)]
        if case.state is State.SUSPENDED:
            later[-1] = now - _SUSPENDED_FOR
        return [accepted, start, *later]

    @staticmethod
    def _with_clock(incident: Incident, case: NamedCase, now: datetime) -> Incident:
        due = now + case.remaining
        if case.state is State.SUSPENDED:
            due -= _SUSPENDED_FOR
        if case.state is State.CHECK_REQUESTED:
            return msgspec.structs.replace(incident, due_at=due)
        return msgspec.structs.replace(incident, stage_due_at=due, due_at=due + case.limit * 0.1)


_SUSPENDED_FOR = _h(26)
