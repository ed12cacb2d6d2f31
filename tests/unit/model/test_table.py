"""Table and Stores: told once per batch, and only what really changed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from wallclient.model.figures import ServiceIntake
from wallclient.model.stores import Stores
from wallclient.model.table import ChangeSet, Table


@dataclass(frozen=True)
class Item:
    key: str
    value: int = 0


@pytest.fixture
def table() -> Table[Item]:
    return Table(lambda item: item.key)


def flushed(table: Table[Item]) -> tuple[list[str], list[str], list[str]]:
    changes = table.flush()
    return sorted(changes.added), sorted(changes.updated), sorted(changes.removed)


def test_what_is_put_can_be_read_at_once_and_is_told_at_the_flush(table: Table[Item]) -> None:
    told: list[ChangeSet] = []
    table.subscribe(told.append)
    table.put(Item("a", 1))
    assert table.get("a") == Item("a", 1)
    assert told == []
    table.flush()
    assert told == [ChangeSet(added=frozenset("a"))]


def test_many_changes_of_one_thing_are_told_as_one(table: Table[Item]) -> None:
    for value in range(5):
        table.put(Item("a", value))
    assert flushed(table) == (["a"], [], [])
    for value in range(5, 9):
        table.put(Item("a", value))
    assert flushed(table) == ([], ["a"], [])
    assert table.get("a") == Item("a", 8)


def test_nothing_new_is_not_told(table: Table[Item]) -> None:
    table.put(Item("a", 1))
    table.flush()
    told: list[ChangeSet] = []
    table.subscribe(told.append)
    table.put(Item("a", 1))
    table.put(Item("a", 2))
    table.put(Item("a", 1))
    assert not table.flush()
    assert told == []


def test_what_came_and_went_between_two_flushes_never_was(table: Table[Item]) -> None:
    table.put(Item("a"))
    table.remove("a")
    assert not table.flush()
    table.put(Item("b", 1))
    table.flush()
    table.remove("b")
    table.put(Item("b", 1))
    assert not table.flush()
    table.remove("b")
    table.put(Item("b", 2))
    assert flushed(table) == ([], ["b"], [])


def test_a_removal_is_told_once_and_may_be_said_twice(table: Table[Item]) -> None:
    table.put(Item("a"))
    table.flush()
    table.remove("a")
    table.remove("a")
    table.remove("never there")
    assert flushed(table) == ([], [], ["a"])
    assert not table.flush()


def test_replacing_all_tells_the_difference_only(table: Table[Item]) -> None:
    for key in "abc":
        table.put(Item(key, 1))
    table.flush()
    table.replace_all([Item("b", 1), Item("c", 2), Item("d", 1)])
    assert flushed(table) == (["d"], ["c"], ["a"])
    assert list(table) == ["b", "c", "d"]


def test_present_keys_can_be_read_and_the_sets_never_overlap(table: Table[Item]) -> None:
    for key in "abc":
        table.put(Item(key))
    table.flush()
    table.put(Item("a", 1))
    table.put(Item("d"))
    table.remove("b")
    changes = table.flush()
    assert changes.present == {"a", "d"}
    assert all(table.get(key) is not None for key in changes.present)
    assert not changes.added & changes.updated
    assert not changes.present & changes.removed


def test_a_subscriber_may_leave_while_it_is_being_told(table: Table[Item]) -> None:
    told: list[str] = []

    def once(_: ChangeSet) -> None:
        told.append("once")
        leave()

    leave = table.subscribe(once)
    table.subscribe(lambda _: told.append("always"))
    table.put(Item("a"))
    table.flush()
    table.put(Item("b"))
    table.flush()
    leave()
    assert told == ["once", "always", "always"]


def test_what_a_subscriber_puts_is_told_at_the_next_flush(table: Table[Item]) -> None:
    def echo(changes: ChangeSet) -> None:
        if "a" in changes.added:
            table.put(Item("echo"))

    table.subscribe(echo)
    table.put(Item("a"))
    assert flushed(table) == (["a"], [], [])
    assert flushed(table) == (["echo"], [], [])


def test_a_table_is_a_collection_in_the_order_of_insertion(table: Table[Item]) -> None:
    for key in "cab":
        table.put(Item(key))
    assert list(table) == ["c", "a", "b"]
    assert [item.key for item in table.values()] == ["c", "a", "b"]
    assert len(table) == 3
    assert "a" in table
    assert table.get("z") is None


def test_all_stores_are_flushed_together() -> None:
    stores = Stores()
    told: list[str] = []
    stores.intake.subscribe(lambda changes: told.extend(changes.added))
    stores.intake.put(ServiceIntake(service="residence", name="居住证"))
    stores.flush()
    stores.flush()
    assert told == ["residence"]


def test_every_table_of_the_stores_is_flushed() -> None:
    stores = Stores()
    tables = [getattr(stores, name) for name in Stores.__slots__]
    told: list[int] = []
    for index, table in enumerate(tables):
        table._key = str  # any value will do: what is tested is that none is forgotten
        table.subscribe(lambda _, index=index: told.append(index))
        table.put("x")
    stores.flush()
    assert sorted(told) == list(range(len(tables)))
