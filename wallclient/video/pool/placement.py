"""Which engine and which worker serve a stream: the best engine that can, its least loaded worker, for good.

What an engine can do is known only from its workers: the first question about one starts a worker of it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from wallclient.video.abilities import ENGINES, candidates, choose
from wallclient.video.pool.slot import WorkerSlot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.video.abilities import EngineAbility
    from wallclient.video.pool.entry import StreamEntry
    from wallclient.video.pool.settings import PoolSettings
    from wallclient.video.pool.slot import SlotOwner
    from wallclient.video.port import SourceKind

log = logging.getLogger(__name__)

# A main stream has some four times the pixels of a sub stream.
_WEIGHTS = {"main": 4}


class Unsupported(Exception):
    """No engine of this machine opens that; the text says why, for people."""


class Placement:
    """Owns the worker slots of all engines and what is known of the engines."""

    def __init__(self, settings: PoolSettings, owner: SlotOwner) -> None:
        self._slots = {
            engine: tuple(WorkerSlot(engine, settings, owner) for _ in range(settings.workers(engine)))
            for engine in ENGINES
        }
        self._abilities: dict[str, EngineAbility] = {}

    @property
    def slots(self) -> list[WorkerSlot]:
        return [slot for slots in self._slots.values() for slot in slots]

    def learn(self, ability: EngineAbility) -> bool:
        """Take in what an engine can do; True if that was not known before."""
        if ability.name in self._abilities:
            return False
        self._abilities[ability.name] = ability
        if not ability.available:
            log.warning("engine %s is not available: %s", ability.name, ability.reason)
        return True

    def choose(
        self, wanted: StreamEntry, kind: SourceKind, entries: Iterable[StreamEntry]
    ) -> WorkerSlot | None:
        """The slot for a stream, given all streams; None as long as an engine is being asked.

        Raises Unsupported.
        """
        requested, failed = wanted.plan.engine, wanted.failed_engines
        engine = choose(requested, kind, self._abilities, failed)
        if engine == "":
            raise Unsupported(self._why_not(requested, kind))
        if engine is None:
            self._scout(candidates(requested, kind, failed))
            return None
        loads = dict.fromkeys(self._slots[engine], 0)
        for entry in entries:
            if entry.slot in loads:
                loads[entry.slot] += _WEIGHTS.get(entry.plan.profile, 1)
        slot = min(loads, key=loads.__getitem__)
        slot.start()
        return slot

    def has_other(self, entry: StreamEntry, kind: SourceKind) -> bool:
        """Is there, besides the stream's engine, another one that is known to open such a source?"""
        if entry.plan.engine != "auto":
            return False
        failed = entry.failed_engines | {entry.engine}
        engine = choose("auto", kind, self._abilities, failed)
        if engine is None:
            self._scout(candidates("auto", kind, failed))  # for its next try
        return bool(engine)

    def _scout(self, names: Iterable[str]) -> None:
        """Start one worker of the first of these engines that nothing is known of."""
        self._slots[next(name for name in names if name not in self._abilities)][0].start()

    def _why_not(self, requested: str, kind: SourceKind) -> str:
        known = (self._abilities.get(name) for name in candidates(requested, kind))
        return "; ".join(ability.reason for ability in known if ability is not None and ability.reason)
