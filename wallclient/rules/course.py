"""Words of the record: what a line of the course says, and how refusals name states and actions.

The course is part of the case and is kept in Chinese; interfaces translate by an entry's `action`, not its
text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.model.commands import Action
from wallclient.model.incidents import State

if TYPE_CHECKING:
    from wallclient.model.commands import IncidentCommand
    from wallclient.model.workers import Worker

STATE_WORDS: dict[State, tuple[str, str]] = {
    State.DRAFT: ("为草稿", "a draft"),
    State.REPORTED: ("已上报", "reported"),
    State.VERIFY_REQUESTED: ("待核实", "being verified"),
    State.VERIFIED: ("已核实", "verified"),
    State.ACCEPTED: ("已受理", "accepted"),
    State.REGISTERED: ("已立案", "registered"),
    State.REJECTED: ("不予受理", "rejected"),
    State.DISPATCHED: ("已派遣", "dispatched"),
    State.RETURNED: ("已回退", "returned"),
    State.REDISPATCHED: ("已重新派遣", "dispatched again"),
    State.IN_PROGRESS: ("处理中", "in progress"),
    State.DELAY_REQUESTED: ("延时申请中", "waiting for more time"),
    State.SUSPENDED: ("已挂账", "suspended"),
    State.RESOLVED: ("已反馈", "solved"),
    State.CHECK_REQUESTED: ("待核查", "to be checked"),
    State.CHECKED: ("已核查", "checked"),
    State.CLOSED: ("已结案", "closed"),
    State.REWORK: ("返工中", "being reworked"),
    State.VOIDED: ("已作废", "void"),
    State.EVALUATED: ("已评价", "rated"),
}

ACTION_WORDS: dict[Action, tuple[str, str]] = {
    Action.REPORT: ("上报", "report"),
    Action.REQUEST_VERIFY: ("发核实", "ask to verify"),
    Action.VERIFY: ("核实", "verify"),
    Action.ACCEPT: ("受理", "accept"),
    Action.REGISTER: ("立案", "register"),
    Action.REJECT: ("不予受理", "reject"),
    Action.DISPATCH: ("派遣", "dispatch"),
    Action.RETURN: ("回退", "return"),
    Action.REDISPATCH: ("重新派遣", "dispatch again"),
    Action.START: ("开始处理", "start"),
    Action.REQUEST_DELAY: ("申请延时", "ask for time"),
    Action.APPROVE_DELAY: ("同意延时", "grant time"),
    Action.SUSPEND: ("挂账", "suspend"),
    Action.RESUME: ("恢复", "resume"),
    Action.RESOLVE: ("反馈", "report solved"),
    Action.REQUEST_CHECK: ("发核查", "ask to check"),
    Action.CHECK: ("核查", "check"),
    Action.CLOSE: ("结案", "close"),
    Action.VOID: ("作废", "void"),
    Action.REWORK: ("返工", "rework"),
    Action.EVALUATE: ("评价", "rate"),
    Action.SUPERVISE: ("督办", "supervise"),
    Action.ACKNOWLEDGE: ("确认", "acknowledge"),
    Action.REOPEN: ("重开", "re-open"),
    Action.SELF_HANDLE: ("自处理", "solve on the spot"),
    Action.NOTE: ("备注", "note"),
}


def course_text(command: IncidentCommand, depts: tuple[str, ...], worker: Worker | None) -> str:
    """One line for the course: what was done, to whom, and the operator's own words."""
    note = command.note.strip()
    if command.action is Action.NOTE:
        return note
    words = ACTION_WORDS[command.action][0]
    if command.action in (Action.DISPATCH, Action.REDISPATCH):
        whom = [*depts, *([f"网格员 {worker.name}"] if worker is not None else [])]
        words = f"{words}：{'、'.join(whom)}"
    return f"{words}。{note}" if note else words
