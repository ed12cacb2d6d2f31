"""The command desk: a wish shows on its row at once, and goes to the I/O thread without waiting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.protocol.wire_frames import START, incident
from wallclient.feeds.commanddesk import CommandDesk
from wallclient.feeds.mailbox import Mailbox
from wallclient.feeds.outbox import Outbox
from wallclient.model.commands import Action, CommandState, CommandStatus
from wallclient.model.health import Health, HealthState, Reason, SourceHealth
from wallclient.model.stores import Stores

if TYPE_CHECKING:
    from collections.abc import Callable


class Thread:
    """Notes what it is asked to call; `alive` is what it answers."""

    def __init__(self) -> None:
        self.calls: list[tuple[Callable[..., object], tuple[object, ...]]] = []
        self.alive = True

    def call(self, function: Callable[..., object], *args: object) -> bool:
        if self.alive:
            self.calls.append((function, args))
        return self.alive


class Room:
    def __init__(self) -> None:
        self.stores = Stores()
        self.thread = Thread()
        self.outbox = Outbox(Path("unused.db"), "http://127.0.0.1:1", "", Mailbox())
        self.desk = CommandDesk(
            self.stores, self.outbox, self.thread.call, operator="张敏", now=lambda: START
        )

    def state(self, command_id: str) -> CommandState | None:
        status = self.stores.commands.get(command_id)
        return status.state if status else None

    def platform_is(self, state: HealthState) -> None:
        self.stores.sources.put(SourceHealth("commands", Health(state, 0.0)))


@pytest.fixture
def room() -> Room:
    return Room()


def test_a_wish_becomes_a_command_on_the_version_that_was_seen(room: Room) -> None:
    command_id = room.desk.submit(
        Action.DISPATCH, incident(7, version=3), note="尽快", depts=("城管中队",), worker_id="w1"
    )
    status = room.stores.commands.get(command_id)
    assert status is not None
    command = status.command
    assert (command.command_id, command.incident_id, command.based_on) == (command_id, "7", 3)
    assert (command.by, command.at, command.note) == ("张敏", START, "尽快")
    assert (command.depts, command.worker_id) == (("城管中队",), "w1")
    assert room.thread.calls == [(room.outbox.submit, (command,))]


def test_two_wishes_are_two_commands(room: Room) -> None:
    first, second = (room.desk.submit(Action.NOTE, incident(7), note="同") for _ in range(2))
    assert first != second


@pytest.mark.parametrize(
    ("health", "state"),
    [
        (None, CommandState.PENDING),
        (HealthState.CONNECTING, CommandState.PENDING),
        (HealthState.LIVE, CommandState.PENDING),
        (HealthState.RECONNECTING, CommandState.QUEUED),
        (HealthState.OFFLINE, CommandState.QUEUED),
        (HealthState.REFUSED, CommandState.QUEUED),
    ],
)
def test_the_row_says_at_once_whether_the_platform_is_there(
    room: Room, health: HealthState | None, state: CommandState
) -> None:
    if health:
        room.platform_is(health)
    assert room.state(room.desk.submit(Action.ACCEPT, incident(7))) is state


def test_a_wall_that_is_ending_says_that_the_command_did_not_go_out(room: Room) -> None:
    room.thread.alive = False
    command_id = room.desk.submit(Action.ACCEPT, incident(7))
    status = room.stores.commands.get(command_id)
    assert status is not None
    assert (status.state, status.reason) == (CommandState.REFUSED, Reason.STOPPED.value)


def test_only_conflicts_and_refusals_can_be_dismissed(room: Room) -> None:
    command_id = room.desk.submit(Action.ACCEPT, incident(7))
    room.thread.calls.clear()
    room.desk.dismiss(command_id)
    room.desk.dismiss("never there")
    assert room.state(command_id) is CommandState.PENDING
    assert room.thread.calls == []
    for state in (CommandState.CONFLICT, CommandState.REFUSED):
        command = room.stores.commands.get(command_id).command
        room.stores.commands.put(CommandStatus(command=command, state=state))
        room.desk.dismiss(command_id)
        assert room.state(command_id) is None
        assert room.thread.calls.pop() == (room.outbox.dismiss, (command_id,))
        room.stores.commands.put(CommandStatus(command=command, state=state))
