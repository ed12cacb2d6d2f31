"""A keyed collection that tells its readers once per batch what changed.

Writers call `put`, `remove` or `replace_all` as often as they like; nothing is told until `flush`.
One thread owns a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, ValuesView

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Keys that appeared, changed or went since the last flush. The three sets never overlap."""

    added: frozenset[str] = frozenset()
    updated: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)

    @property
    def present(self) -> frozenset[str]:
        """Keys whose value is new or different and can be read from the table."""
        return self.added | self.updated


class Table(Generic[T]):
    """Owns the newest value per key and the list of subscribers. Insertion order is kept."""

    def __init__(self, key: Callable[[T], str]) -> None:
        self._key = key
        self._items: dict[str, T] = {}
        # Value that subscribers last saw, for each key touched since the last flush (None: it was absent).
        self._before: dict[str, T | None] = {}
        self._subscribers: list[Callable[[ChangeSet], None]] = []

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def get(self, key: str) -> T | None:
        return self._items.get(key)

    def values(self) -> ValuesView[T]:
        return self._items.values()

    def put(self, item: T) -> None:
        key = self._key(item)
        old = self._items.get(key)
        self._before.setdefault(key, old)
        self._items[key] = item

    def remove(self, key: str) -> None:
        """Forget `key`; a key that is not there is no error (a removal may arrive twice)."""
        old = self._items.pop(key, None)
        if old is not None:
            self._before.setdefault(key, old)

    def replace_all(self, items: Iterable[T]) -> None:
        """Make the table hold exactly `items`; what stays equal is not told as changed."""
        fresh = {self._key(item): item for item in items}
        for key in [k for k in self._items if k not in fresh]:
            self.remove(key)
        for item in fresh.values():
            self.put(item)

    def flush(self) -> ChangeSet:
        """Tell all subscribers, once, what changed since the last flush; returns the same."""
        if not self._before:
            return ChangeSet()
        before, self._before = self._before, {}
        changes = ChangeSet(
            added=frozenset(k for k, old in before.items() if old is None and k in self._items),
            updated=frozenset(
                k
                for k, old in before.items()
                if old is not None and k in self._items and self._items[k] != old
            ),
            removed=frozenset(k for k, old in before.items() if old is not None and k not in self._items),
        )
        if changes:
            for subscriber in tuple(self._subscribers):
                subscriber(changes)
        return changes

    def subscribe(self, subscriber: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Call `subscriber` at each flush that changed something; returns the way to stop that."""
        self._subscribers.append(subscriber)

        def unsubscribe() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return unsubscribe
