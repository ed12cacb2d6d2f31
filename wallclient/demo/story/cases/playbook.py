"""How a case goes on: which step follows on which state, after how long, and in whose words.

Which step is possible is for the rules to say; the playbook only proposes the usual one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.demo.story.cases.cast import DESK, Cast, resident
from wallclient.model.commands import Action, IncidentCommand
from wallclient.model.incidents import Incident, Source, State

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from wallclient.demo.story.cases.scenery import Place
    from wallclient.demo.story.cases.templates import Template

A, S = Action, State


@dataclass(frozen=True, slots=True)
class Step:
    """One way on: an action, how often it is taken against the others, and after how many seconds."""

    action: Action
    share: float
    delay_s: tuple[float, float]


# Some fifteen minutes from report to close: a case each 16 s keeps about sixty of them open.
STEPS: dict[State, tuple[Step, ...]] = {
    S.REPORTED: (
        Step(A.ACCEPT, 90, (25, 75)),
        Step(A.REQUEST_VERIFY, 6, (25, 60)),
        Step(A.REJECT, 4, (40, 90)),
    ),
    S.VERIFY_REQUESTED: (Step(A.VERIFY, 1, (60, 150)),),
    S.VERIFIED: (Step(A.ACCEPT, 1, (20, 40)),),
    S.ACCEPTED: (Step(A.DISPATCH, 3, (30, 80)), Step(A.REGISTER, 1, (20, 60))),
    S.REGISTERED: (Step(A.DISPATCH, 1, (30, 90)),),
    S.DISPATCHED: (Step(A.START, 95, (40, 160)), Step(A.RETURN, 5, (60, 120))),
    S.RETURNED: (Step(A.REDISPATCH, 1, (40, 90)),),
    S.REDISPATCHED: (Step(A.START, 1, (40, 120)),),
    S.IN_PROGRESS: (
        Step(A.NOTE, 58, (60, 200)),
        Step(A.RESOLVE, 36, (130, 330)),
        Step(A.REQUEST_DELAY, 4, (120, 240)),
        Step(A.SUSPEND, 2, (120, 240)),
    ),
    S.DELAY_REQUESTED: (Step(A.APPROVE_DELAY, 1, (60, 180)),),
    S.SUSPENDED: (Step(A.RESUME, 1, (400, 1200)),),
    S.RESOLVED: (Step(A.REQUEST_CHECK, 1, (30, 90)),),
    S.CHECK_REQUESTED: (Step(A.CHECK, 96, (50, 150)), Step(A.REWORK, 4, (60, 150))),
    S.REWORK: (Step(A.START, 1, (60, 150)),),
    S.CHECKED: (Step(A.CLOSE, 1, (20, 70)),),
    S.CLOSED: (Step(A.EVALUATE, 1, (60, 400)),),
}
# What has been done, in order, for a case to be in a state.
PATHS: dict[State, tuple[Action, ...]] = {
    S.REPORTED: (),
    S.VERIFY_REQUESTED: (A.REQUEST_VERIFY,),
    S.REJECTED: (A.REJECT,),
    S.VOIDED: (A.ACCEPT, A.VOID),
    S.ACCEPTED: (A.ACCEPT,),
    S.REGISTERED: (A.ACCEPT, A.REGISTER),
    S.DISPATCHED: (A.ACCEPT, A.DISPATCH),
    S.IN_PROGRESS: (A.ACCEPT, A.DISPATCH, A.START),
    S.DELAY_REQUESTED: (A.ACCEPT, A.DISPATCH, A.START, A.REQUEST_DELAY),
    S.SUSPENDED: (A.ACCEPT, A.DISPATCH, A.START, A.SUSPEND),
    S.RESOLVED: (A.ACCEPT, A.DISPATCH, A.START, A.NOTE, A.RESOLVE),
    S.CHECK_REQUESTED: (A.ACCEPT, A.DISPATCH, A.START, A.NOTE, A.RESOLVE, A.REQUEST_CHECK),
    S.CLOSED: (A.ACCEPT, A.DISPATCH, A.START, A.RESOLVE, A.CHECK, A.CLOSE),
    S.EVALUATED: (A.ACCEPT, A.DISPATCH, A.START, A.RESOLVE, A.CHECK, A.CLOSE, A.EVALUATE),
}
_DESK_ACTIONS = frozenset(
    {
        A.ACCEPT,
        A.REGISTER,
        A.REJECT,
        A.DISPATCH,
        A.REDISPATCH,
        A.REQUEST_VERIFY,
        A.APPROVE_DELAY,
        A.REQUEST_CHECK,
        A.CLOSE,
        A.VOID,
    }
)
_WORDS: dict[Action, tuple[str, ...]] = {
    A.REJECT: ("不属于本级受理范围，已告知来件人", "重复来件，已并案告知"),
    A.VOID: ("经核实无此情况",),
    A.REQUEST_VERIFY: ("请网格员现场核实",),
    A.VERIFY: ("现场属实，已拍照", "属实，范围约 20 米"),
    A.RETURN: ("非本单位职责，建议转属地城管",),
    A.REQUEST_DELAY: ("配件未到，申请延时半天", "需夜间施工，申请延时"),
    A.APPROVE_DELAY: ("同意，请每日反馈进度",),
    A.SUSPEND: ("等待材料", "等待权属单位确认"),
    A.RESUME: ("材料已到，恢复处理",),
    A.REQUEST_CHECK: ("请网格员核查",),
    A.CHECK: ("核查属实，照片已传", "现场已恢复"),
    A.REWORK: ("核查未到位，请返工",),
    A.EVALUATE: ("满意", "非常满意", "基本满意"),
}


class Playbook:
    """Writes reports and commands in the words of the people who make them."""

    def __init__(self, cast: Cast, random: Random) -> None:
        self._cast = cast
        self._random = random

    def report(self, template: Template, place: Place, code: str, reported_at: datetime) -> Incident:
        """A new incident of this kind at this place. `code` is also its id."""
        random = self._random
        source = random.choice(template.sources)
        title = _filled(random.choice(template.titles), place, random.randint(1, 60))
        by_resident = source not in (Source.GRID, Source.CAMERA, Source.SENSOR)
        return Incident(
            id=code,
            code=code,
            title=title,
            kind=template.kind,
            big_class=template.big_class,
            small_class=template.small_class,
            source=source,
            reported_at=reported_at,
            address=f"{place.subdistrict}街道{place.community}{place.street}",
            lon=place.lon,
            lat=place.lat,
            area=place.area,
            subdistrict=place.subdistrict,
            community=place.community,
            urgency=template.urgency,
            severity=template.severity,
            people_involved=random.randint(*template.people),
            reporter=resident(random) if by_resident else "",
            related_cameras=place.cameras,
        )

    def units(self, template: Template, place_name: str, subdistrict: str) -> tuple[str, ...]:
        """The departments of a template at a place, the lead first."""
        return tuple(dept.format(sub=subdistrict, place=place_name) for dept in template.depts)

    def next_step(self, state: State) -> Step | None:
        """A usual way on from `state`; None if nothing follows."""
        steps = STEPS.get(state, ())
        return self._random.choices(steps, [s.share for s in steps])[0] if steps else None

    def command(
        self, incident: Incident, template: Template, action: Action, at: datetime, command_id: str
    ) -> IncidentCommand:
        """`action` on `incident` as the one whose turn it is would order it."""
        place = incident.community.removesuffix("社区")
        units = self.units(template, place, incident.subdistrict)
        sends = action in (A.DISPATCH, A.REDISPATCH)
        return IncidentCommand(
            command_id=command_id,
            incident_id=incident.id,
            action=action,
            by=self._who(action, units[0], incident),
            at=at,
            based_on=incident.version,
            note=self._words(action, template),
            depts=units if sends else (),
        )

    def _who(self, action: Action, lead: str, incident: Incident) -> str:
        if action in _DESK_ACTIONS:
            return self._random.choice(DESK)
        if action in (A.VERIFY, A.CHECK, A.REWORK):
            return f"{self._cast.person(incident.area + '网格员')}"
        if action is A.EVALUATE:
            return incident.reporter.partition(" ")[0] or "来件人"
        return self._cast.person(lead)

    def _words(self, action: Action, template: Template) -> str:
        if action is A.NOTE:
            return self._random.choice(template.steps)
        if action is A.RESOLVE:
            return self._random.choice(template.ends)
        words = _WORDS.get(action, ())
        return self._random.choice(words) if words else ""


def _filled(text: str, place: Place, number: int) -> str:
    return text.format(street=place.street, place=place.short, n=number, sub=place.subdistrict)
