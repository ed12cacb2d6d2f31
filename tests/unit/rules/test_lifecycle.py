"""The table of the lifecycle, and what each action leaves in the incident."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from wallclient.model.commands import Action
from wallclient.model.incidents import ENDED, Incident, State
from wallclient.model.workers import Worker
from wallclient.rules.course import ACTION_WORDS, STATE_WORDS
from wallclient.rules.lifecycle import TRANSITIONS, NotAllowed, Why, allowed, apply

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wallclient.model.commands import IncidentCommand
    from wallclient.rules.profile import ClockProfile

    Make = Callable[..., Incident]
    Command = Callable[..., IncidentCommand]

WORKER = Worker(id="w7", name="李网格", area_name="文昌")
MIN = timedelta(minutes=1)

# state: action → state for every action that moves; all other pairs are refused, but for those that stay.
MOVES = """
draft: report→reported self_handle→resolved void→voided
reported: accept→accepted request_verify→verify_requested reject→rejected self_handle→resolved void→voided
verify_requested: verify→verified accept→accepted reject→rejected self_handle→resolved void→voided
verified: accept→accepted reject→rejected self_handle→resolved void→voided
accepted: dispatch→dispatched register→registered request_verify→verify_requested reject→rejected
  self_handle→resolved void→voided
registered: dispatch→dispatched self_handle→resolved void→voided
rejected: reopen→reported
dispatched: start→in_progress resolve→resolved return→returned redispatch→redispatched
  request_delay→delay_requested suspend→suspended void→voided
returned: redispatch→redispatched dispatch→redispatched reject→rejected void→voided
redispatched: start→in_progress resolve→resolved return→returned redispatch→redispatched
  request_delay→delay_requested suspend→suspended void→voided
in_progress: resolve→resolved return→returned redispatch→redispatched request_delay→delay_requested
  suspend→suspended void→voided
delay_requested: approve_delay→in_progress start→in_progress resolve→resolved return→returned
  suspend→suspended void→voided
suspended: resume→in_progress void→voided
resolved: request_check→check_requested check→checked close→closed rework→rework
check_requested: check→checked rework→rework
checked: close→closed rework→rework
rework: start→in_progress resolve→resolved return→returned redispatch→redispatched
  request_delay→delay_requested suspend→suspended void→voided
closed: evaluate→evaluated reopen→registered
voided: reopen→reported
evaluated: reopen→registered
"""


def table() -> dict[tuple[State, Action], State]:
    found: dict[tuple[State, Action], State] = {}
    for line in MOVES.replace("\n  ", " ").strip().splitlines():
        state, _, moves = line.partition(":")
        for move in moves.split():
            action, _, target = move.partition("→")
            found[State(state), Action(action)] = State(target)
    staying = [(state, action) for state in State for action in (Action.SUPERVISE, Action.ACKNOWLEDGE)]
    found |= {key: key[0] for key in staying if key[0] not in ENDED and key[0] is not State.DRAFT}
    return found | {(state, Action.NOTE): state for state in State}


@pytest.mark.parametrize("state", State)
def test_each_action_leads_where_the_table_says_or_is_refused(
    state: State, make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    expected = table()
    for action in Action:
        wish = command(action, depts=("城管",), note="已看过")
        after = apply(make_incident(state=state), wish, now, profile)
        if (state, action) in expected:
            assert isinstance(after, Incident)
            assert after.state is expected[state, action]
            assert after.version == 2
            assert after.course[-1].action == action
            assert after.course[-1].who == "王值班"
            assert "已看过" in after.course[-1].text
        else:
            assert isinstance(after, NotAllowed)
            assert after.why is Why.STATE
            assert after.allowed == allowed(state)


def test_every_action_and_state_has_words_and_every_action_is_possible_somewhere() -> None:
    assert set(ACTION_WORDS) == set(Action)
    assert set(STATE_WORDS) == set(State)
    assert set(TRANSITIONS) == set(State)
    assert {action for moves in TRANSITIONS.values() for action in moves} == set(Action)


def test_the_usual_next_step_stands_first() -> None:
    first = {state: allowed(state)[0] for state in State}
    assert first[State.REPORTED] is Action.ACCEPT
    assert first[State.ACCEPTED] is Action.DISPATCH
    assert first[State.IN_PROGRESS] is Action.RESOLVE


def test_a_refusal_says_why_in_both_languages(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    refusal = apply(make_incident(state=State.CLOSED), command(Action.ACCEPT), now, profile)
    assert isinstance(refusal, NotAllowed)
    assert refusal.reason_zh == "案件已结案，不能受理"
    assert refusal.reason_en == "This incident is closed: accept is not possible."


def test_dispatch_puts_the_lead_first_and_the_worker_last(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    wish = command(Action.DISPATCH, depts=("派出所", "物业", "派出所", " "), worker_id="w7")
    after = apply(make_incident(state=State.ACCEPTED), wish, now, profile, worker=WORKER)
    assert isinstance(after, Incident)
    assert [(one.dept, one.lead, one.worker_id) for one in after.assignments] == [
        ("派出所", True, ""),
        ("物业", False, ""),
        ("文昌", False, "w7"),
    ]
    assert (after.lead_dept, after.assisting_depts) == ("派出所", ("物业", "文昌"))
    assert after.dispatched_at == now
    assert after.stage_due_at == now + 100 * MIN
    assert after.course[-1].text == "派遣：派出所、物业、网格员 李网格"


def test_dispatch_to_a_worker_alone_makes_them_the_lead(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    wish = command(Action.DISPATCH, worker_id="w7")
    after = apply(make_incident(state=State.REGISTERED), wish, now, profile, worker=WORKER)
    assert isinstance(after, Incident)
    assert after.assignments[0].lead
    assert after.assignments[0].person == "李网格"


@pytest.mark.parametrize(
    ("more", "why"), [({}, Why.NOBODY), ({"depts": (" ",)}, Why.NOBODY), ({"worker_id": "ghost"}, Why.WORKER)]
)
def test_dispatch_to_nobody_or_an_unknown_worker_is_refused(
    more: dict[str, object],
    why: Why,
    make_incident: Make,
    command: Command,
    now: datetime,
    profile: ClockProfile,
) -> None:
    refusal = apply(make_incident(state=State.ACCEPTED), command(Action.DISPATCH, **more), now, profile)
    assert isinstance(refusal, NotAllowed)
    assert refusal.why is why


def test_a_note_without_words_and_a_command_for_another_incident_are_refused(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    empty = apply(make_incident(), command(Action.NOTE, note="  "), now, profile)
    other = apply(make_incident(), command(Action.ACCEPT, incident_id="i2"), now, profile)
    assert isinstance(empty, NotAllowed)
    assert empty.why is Why.EMPTY
    assert isinstance(other, NotAllowed)
    assert other.why is Why.OTHER


def test_a_return_restarts_the_dispatch_limit_and_a_rework_the_one_for_solving(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    sent = make_incident(state=State.DISPATCHED, dispatched_at=now)
    returned = apply(sent, command(Action.RETURN), now + 5 * MIN, profile)
    assert isinstance(returned, Incident)
    assert returned.dispatched_at is None
    assert returned.stage_due_at == now + 25 * MIN
    solved = make_incident(state=State.RESOLVED, dispatched_at=now, resolved_at=now + MIN)
    rework = apply(solved, command(Action.REWORK), now + 5 * MIN, profile)
    assert isinstance(rework, Incident)
    assert rework.resolved_at is None
    assert rework.stage_due_at == now + 105 * MIN


def test_a_suspension_moves_the_due_times_and_a_delay_adds_to_them(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    due = {"due_at": now + 200 * MIN, "stage_due_at": now + 100 * MIN, "dispatched_at": now}
    suspended = apply(
        make_incident(state=State.IN_PROGRESS, **due), command(Action.SUSPEND), now + 10 * MIN, profile
    )
    assert isinstance(suspended, Incident)
    assert suspended.suspended_at == now + 10 * MIN
    resumed = apply(suspended, command(Action.RESUME), now + 40 * MIN, profile)
    assert isinstance(resumed, Incident)
    assert resumed.suspended_at is None
    assert (resumed.due_at, resumed.stage_due_at) == (now + 230 * MIN, now + 130 * MIN)
    asked = apply(resumed, command(Action.REQUEST_DELAY), now + 41 * MIN, profile)
    assert isinstance(asked, Incident)
    granted = apply(asked, command(Action.APPROVE_DELAY), now + 42 * MIN, profile)
    assert isinstance(granted, Incident)
    assert (granted.due_at, granted.stage_due_at) == (now + 245 * MIN, now + 145 * MIN)


def test_an_ended_incident_has_no_stage_limit_and_reopening_gives_it_new_ones(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    checked = make_incident(state=State.CHECKED, dispatched_at=now, resolved_at=now, due_at=now + MIN)
    closed = apply(checked, command(Action.CLOSE), now + 9 * MIN, profile)
    assert isinstance(closed, Incident)
    assert (closed.closed_at, closed.stage_due_at, closed.due_at) == (now + 9 * MIN, None, now + MIN)
    again = apply(closed, command(Action.REOPEN), now + 60 * MIN, profile)
    assert isinstance(again, Incident)
    assert again.state is State.REGISTERED
    assert (again.dispatched_at, again.resolved_at, again.closed_at) == (None, None, None)
    assert (again.due_at, again.stage_due_at) == (now + 260 * MIN, now + 80 * MIN)


def test_supervise_counts_and_acknowledge_marks(
    make_incident: Make, command: Command, now: datetime, profile: ClockProfile
) -> None:
    supervised = apply(make_incident(), command(Action.SUPERVISE), now, profile)
    acknowledged = apply(make_incident(), command(Action.ACKNOWLEDGE), now, profile)
    assert isinstance(supervised, Incident)
    assert supervised.supervisions == 1
    assert isinstance(acknowledged, Incident)
    assert acknowledged.acknowledged
