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

    def choose(self, requested: str, kind: SourceKind, entries: Iterable[StreamEntry]) -> WorkerSlot | None:
        """The slot for a stream, given the streams that have one; None as long as an engine is being asked.

        Raises Unsupported.
        """
        engine = choose(requested, kind, self._abilities)
        if engine == "":
            raise Unsupported(self._why_not(requested, kind))
        if engine is None:
            unknown = next(name for name in candidates(requested, kind) if name not in self._abilities)
            self._slots[unknown][0].start()
            return None
        loads = dict.fromkeys(self._slots[engine], 0)
        for entry in entries:
            if entry.slot in loads:
                loads[entry.slot] += _WEIGHTS.get(entry.plan.profile, 1)
        slot = min(loads, key=loads.__getitem__)
        slot.start()
        return slot

    def _why_not(self, requested: str, kind: SourceKind) -> str:
        known = (self._abilities.get(name) for name in candidates(requested, kind))
        return "; ".join(ability.reason for ability in known if ability is not None and ability.reason)
