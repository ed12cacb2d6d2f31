"""A snapshot on its way into the stores: what it did not mention goes when it is whole, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wallclient.protocol.events import topic_of

if TYPE_CHECKING:
    from wallclient.model.stores import Stores
    from wallclient.model.table import Table


class Snapshot:
    """Remembers what was mentioned since the snapshot began. `topics`: what it covers; empty means all."""

    def __init__(self, stores: Stores, topics: tuple[str, ...]) -> None:
        by_topic: dict[str, Table[Any]] = {
            "incident": stores.incidents,
            "worker": stores.workers,
            "alarm": stores.alarms,
            "service": stores.intake,
            "opinion": stores.opinions,
            "broadcast": stores.warnings,
            "meeting": stores.meetings,
        }
        covered = {topic_of(topic) for topic in topics} or set(by_topic)
        self._covered = [table for topic, table in by_topic.items() if topic in covered]
        self._mentioned: dict[int, set[str]] = {id(table): set() for table in self._covered}

    def mention(self, table: Table[Any], key: str) -> None:
        mentioned = self._mentioned.get(id(table))
        if mentioned is not None:
            mentioned.add(key)

    def finish(self) -> None:
        """Forget what the covered tables hold and the snapshot did not mention."""
        for table in self._covered:
            mentioned = self._mentioned[id(table)]
            for key in [key for key in table if key not in mentioned]:
                table.remove(key)
