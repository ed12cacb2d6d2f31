"""The incident list model: always in the rule's order, with the fewest signals, under Qt's model tester."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from tests.ui.panes.panekit import NOW, PROFILE, Room, command_on, incident, instant, reported
from ui.incidents.filters import Tab, lets_in
from ui.incidents.model import BATCH, ROUND_S, IdRole, IncidentListModel, RowRole
from wallclient.model.commands import CommandState
from wallclient.model.incidents import State
from wallclient.rules import clocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from wallclient.model.incidents import Incident

STATES = (
    State.REPORTED,
    State.REGISTERED,
    State.IN_PROGRESS,
    State.SUSPENDED,
    State.CHECK_REQUESTED,
    State.CLOSED,
)


def everything(one: Incident) -> bool:
    return lets_in(Tab.ALL, one)


class Listener:
    """Counts a model's signals."""

    def __init__(self, model: IncidentListModel) -> None:
        self.seen: Counter[str] = Counter()
        for name in ("dataChanged", "rowsInserted", "rowsRemoved", "rowsMoved", "modelReset"):
            getattr(model, name).connect(self._counter(name))

    def _counter(self, name: str) -> Callable[..., None]:
        def count(*_: object) -> None:
            self.seen[name] += 1

        return count


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room()


@pytest.fixture
def model(room: Room) -> Iterator[IncidentListModel]:
    made = IncidentListModel(room.stores, PROFILE, everything)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.tick(instant())
    yield made
    made.close_model()
    made.deleteLater()


def ids(model: IncidentListModel) -> list[str]:
    return [model.index(n).data(IdRole) for n in range(model.rowCount())]


def expected(room: Room, after_s: float, accepts: Callable[[Incident], bool] = everything) -> list[str]:
    at = instant(after_s).at

    def key(one: Incident) -> tuple[int, int, float, str]:
        rank, severity, remaining_s = clocks.sort_key(one, at, PROFILE)
        return rank, severity, round(remaining_s, 1), one.id

    return [one.id for one in sorted(filter(accepts, room.stores.incidents.values()), key=key)]


def drawn(dice: random.Random, incident_id: str) -> Incident:
    state = dice.choice(STATES)
    suspended = NOW - timedelta(minutes=5) if state is State.SUSPENDED else None
    return incident(
        incident_id,
        state=state,
        severity=dice.randint(1, 4),
        due_at=NOW + timedelta(minutes=dice.randint(-300, 3000)),
        reported_at=NOW - timedelta(minutes=dice.randint(6, 600)),
        dispatched_at=None if state in (State.REPORTED, State.REGISTERED) else NOW - timedelta(minutes=6),
        suspended_at=suspended,
        closed_at=NOW if state is State.CLOSED else None,
        merged=dice.randint(0, 3),
    )


def test_thousands_of_random_changes_leave_the_order_of_the_rule(
    room: Room, model: IncidentListModel
) -> None:
    dice = random.Random(7)
    after_s = 0.0
    accepts: Callable[[Incident], bool] = everything
    for _ in range(700):
        for _ in range(dice.randint(1, 8)):
            if dice.random() < 0.25 and len(room.stores.incidents):
                room.stores.incidents.remove(dice.choice(list(room.stores.incidents)))
            else:
                room.stores.incidents.put(drawn(dice, str(dice.randint(1, 60))))
        room.stores.flush()
        if dice.random() < 0.1:
            after_s += dice.choice((1, 30, 900))
            # Two ticks, because the first one after a pause looks at everything as of then.
            model.tick(instant(after_s + ROUND_S))
            after_s += ROUND_S
        if dice.random() < 0.03:
            tab = dice.choice(list(Tab))
            accepts = lambda one, tab=tab: lets_in(tab, one)  # type: ignore[misc]  # noqa: E731
            model.set_filter(accepts)
        assert sorted(ids(model)) == sorted(expected(room, after_s, accepts))
    model.tick(instant(after_s + ROUND_S))
    assert ids(model) == expected(room, after_s + ROUND_S, accepts)
    for incident_id in ids(model):
        assert model.index_of(incident_id).data(IdRole) == incident_id


@pytest.mark.parametrize("seed", range(3))
def test_the_order_is_right_after_every_batch_while_time_stands_still(
    room: Room, model: IncidentListModel, seed: int
) -> None:
    dice = random.Random(seed)
    for _ in range(250):
        for _ in range(dice.randint(1, 6)):
            if dice.random() < 0.2 and len(room.stores.incidents):
                room.stores.incidents.remove(dice.choice(list(room.stores.incidents)))
            else:
                room.stores.incidents.put(drawn(dice, str(dice.randint(1, 40))))
        room.stores.flush()
        assert ids(model) == expected(room, 0.0)


def test_a_persistent_index_follows_its_incident_through_moves(room: Room, model: IncidentListModel) -> None:
    room.put(*(incident(str(n), due_at=NOW + timedelta(hours=n)) for n in range(1, 9)))
    kept = QPersistentModelIndex(model.index_of("3"))
    for hours in (20, 0.5, 4.5, 3.5):
        room.put(incident("3", due_at=NOW + timedelta(hours=hours)))
        assert kept.data(IdRole) == "3"
    room.put(*(incident(str(n), severity=1, due_at=NOW + timedelta(hours=9 - n)) for n in range(1, 9)))
    assert kept.data(IdRole) == "3"
    assert ids(model) == expected(room, 0.0)


class TestSignals:
    def test_an_update_that_leaves_the_order_changes_one_row(
        self, room: Room, model: IncidentListModel
    ) -> None:
        room.put(incident("1"), incident("2", severity=3))
        listener = Listener(model)
        room.put(incident("1", title="东桥小区停水"))
        assert listener.seen == {"dataChanged": 1}
        assert model.index(0).data(RowRole).title == "东桥小区停水"

    def test_an_update_that_moves_a_row_moves_it_once(self, room: Room, model: IncidentListModel) -> None:
        room.put(*(incident(str(n), due_at=NOW + timedelta(hours=n)) for n in range(1, 5)))
        listener = Listener(model)
        room.put(incident("4", severity=1))
        assert listener.seen == {"rowsMoved": 1, "dataChanged": 1}
        assert ids(model) == ["4", "1", "2", "3"]

    def test_a_new_and_a_closed_incident_cost_one_signal_each(
        self, room: Room, model: IncidentListModel
    ) -> None:
        room.put(incident("1"))
        listener = Listener(model)
        room.put(incident("2"))
        assert listener.seen == {"rowsInserted": 1}
        room.put(incident("2", state=State.CLOSED, closed_at=NOW))
        assert listener.seen == {"rowsInserted": 1, "rowsRemoved": 1}

    def test_what_the_filter_does_not_let_in_tells_nothing(
        self, room: Room, model: IncidentListModel
    ) -> None:
        listener = Listener(model)
        room.put(*(incident(str(n), state=State.CLOSED) for n in range(BATCH + 10)))
        assert not listener.seen

    @pytest.mark.parametrize(("count", "resets"), [(BATCH, 0), (BATCH + 1, 1)])
    def test_a_large_batch_is_one_reset(
        self, room: Room, model: IncidentListModel, count: int, resets: int
    ) -> None:
        listener = Listener(model)
        room.put(*(incident(str(n)) for n in range(count)))
        assert listener.seen["modelReset"] == resets
        assert listener.seen["rowsInserted"] == (0 if resets else count)
        listener.seen.clear()
        room.put(*(incident(str(n), title="改") for n in range(count)))
        assert listener.seen == ({"modelReset": 1} if resets else {"dataChanged": count})
        assert model.index(0).data(RowRole).title == "改"

    def test_time_that_changes_no_order_tells_nothing(self, room: Room, model: IncidentListModel) -> None:
        room.put(*(incident(str(n), due_at=NOW + timedelta(hours=n)) for n in range(1, 30)))
        listener = Listener(model)
        for second in range(1, 40):
            model.tick(instant(second))
        assert not listener.seen


def test_time_alone_lifts_a_late_four_above_the_other_fours(room: Room, model: IncidentListModel) -> None:
    room.put(
        incident("three", severity=3, due_at=NOW + timedelta(hours=30)),
        incident("four", severity=4, dispatched_at=NOW, due_at=NOW + timedelta(minutes=30)),
    )
    assert ids(model) == ["three", "four"]
    model.tick(instant(25 * 60))
    assert ids(model) == ["four", "three"] == expected(room, 25 * 60)
    assert model.index(0).data(RowRole).severity == 3


def test_every_row_is_looked_at_within_one_round_of_small_ticks(room: Room, model: IncidentListModel) -> None:
    room.put(
        *(
            incident(str(n), severity=4, dispatched_at=NOW, due_at=NOW + timedelta(seconds=50))
            for n in range(50)
        )
    )
    room.put(incident("three", severity=3, due_at=NOW + timedelta(hours=5)))
    assert ids(model)[0] == "three"
    # Yellow, and thus a 3, from 80 % of the limit on.
    for tick in range(int((40 + ROUND_S) * 30)):
        model.tick(instant(tick / 30))
    assert ids(model) == expected(room, 40 + ROUND_S)
    assert ids(model)[-1] == "three"


@pytest.mark.parametrize(
    ("order", "wanted"),
    [("severity", ["b", "a", "c"]), ("due", ["c", "a", "b"]), ("newest", ["c", "b", "a"])],
)
def test_a_list_can_be_ordered_by_severity_by_due_time_or_by_age(
    room: Room, order: str, wanted: list[str]
) -> None:
    def made(incident_id: str, severity: int, due_h: float, age_min: int) -> Any:
        return incident(
            incident_id,
            severity=severity,
            due_at=NOW + timedelta(hours=due_h),
            reported_at=NOW - timedelta(minutes=age_min),
        )

    room.put(made("a", 2, 20, 30), made("b", 1, 22, 20), made("c", 3, 18, 15))
    model = IncidentListModel(room.stores, PROFILE, everything, order)
    model.tick(instant())
    assert ids(model) == wanted
    model.close_model()


class TestCommands:
    def test_a_command_appears_on_its_row_and_vanishes_when_done(
        self, room: Room, model: IncidentListModel
    ) -> None:
        one = incident("1")
        room.put(one, incident("2", severity=3))
        listener = Listener(model)
        for state, note in (
            (CommandState.PENDING, "…"),
            (CommandState.QUEUED, "Queued"),
            (CommandState.CONFLICT, "Conflict"),
            (CommandState.REFUSED, "Refused"),
        ):
            room.command(command_on(one, state))
            row = model.index_of("1").data(RowRole)
            assert (row.command, row.command_note) == (state, note)
        room.command(command_on(one, CommandState.DONE))
        row = model.index_of("1").data(RowRole)
        assert (row.command, row.command_note, row.versions) == (None, "", None)
        assert listener.seen == {"dataChanged": 5}
        assert not model.index_of("2").data(RowRole).command_note

    def test_a_conflict_shows_both_versions(self, room: Room, model: IncidentListModel) -> None:
        one = incident("1", state=State.DISPATCHED)
        room.put(one)
        room.command(command_on(one, CommandState.CONFLICT, other_by="高文博"))
        assert model.index(0).data(RowRole).versions == ("高文博: Dispatched", "Mine: Report solved")

    def test_a_dismissed_command_leaves_its_row(self, room: Room, model: IncidentListModel) -> None:
        one = incident("1")
        room.put(one)
        status = command_on(one, CommandState.REFUSED)
        room.command(status)
        room.stores.commands.remove(status.command.command_id)
        room.stores.flush()
        assert model.index(0).data(RowRole).command is None


def test_the_model_knows_whether_any_sign_blinks(room: Room, model: IncidentListModel) -> None:
    room.put(incident("1"), reported("2", severity=3))
    assert not model.blinks
    room.put(reported("3", severity=2))
    assert model.blinks
    room.put(reported("3", severity=2, acknowledged=True))
    assert not model.blinks


def test_a_wall_is_told_less_than_a_console(room: Room) -> None:
    room.put(incident("1", sensitivity="hide", small_class="家庭纠纷", title="603 室家庭纠纷"))
    for role, title in (("wall", "家庭纠纷"), ("console", "603 室家庭纠纷")):
        model = IncidentListModel(room.stores, PROFILE, everything, role=role)
        model.tick(instant())
        assert model.index(0).data(RowRole).title == title
        model.close_model()
