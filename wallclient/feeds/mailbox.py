"""What the I/O thread has for the GUI thread, until the next tick fetches it.

Bounded: events are never dropped, the source waits instead. What only counts as its newest value (a worker's
position, a stream's status) is kept once per key. Neither side waits for the other while it holds the lock.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wallclient.model.commands import CommandStatus
from wallclient.model.health import SourceHealth
from wallclient.model.streams import ProcessGone, ProcessStatus, StreamGone, StreamStatus
from wallclient.protocol.events import WORKER_POSITIONS, Event, WorkerPosition, WorkerPositions

if TYPE_CHECKING:
    from collections.abc import Hashable

    from wallclient.model.incidents import Incident

HIGH = 20_000


@dataclass(frozen=True, slots=True)
class CommandGone:
    """The command with this id needs no row any more."""

    command_id: str


@dataclass(frozen=True, slots=True)
class IncidentFetched:
    """An incident that was asked for because its event did not come."""

    incident: Incident


@dataclass(frozen=True, slots=True)
class Arrived:
    """One event and when its frame came, in monotonic seconds. `stands_for`: events merged into this one."""

    event: Event
    received_at: float
    stands_for: int = 1


@dataclass(frozen=True, slots=True)
class Drained:
    """What one tick fetched: events in order, and other updates, at most one per thing."""

    events: list[Arrived] = field(default_factory=list)
    updates: list[object] = field(default_factory=list)


class Mailbox:
    """Owns the queue. `high`: events above which `room` waits until half of them have been fetched."""

    def __init__(self, high: int = HIGH) -> None:
        self._high = high
        self._low = high // 2
        self._lock = threading.Lock()
        self._events: deque[Arrived] = deque()
        self._positions: dict[str, tuple[WorkerPosition, float]] = {}
        self._newest_positions: Event | None = None
        self._merged = 0
        self._updates: dict[Hashable, object] = {}
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []

    def __len__(self) -> int:
        """Events that wait; merged positions do not count."""
        return len(self._events)

    # I/O side

    def put_event(self, event: Event, received_at: float) -> None:
        """Keep `event` for the GUI. `received_at`: when its frame came, in monotonic seconds."""
        with self._lock:
            if isinstance(event.data, WorkerPositions) and event.type == WORKER_POSITIONS:
                self._merge(event, event.data, received_at)
            else:
                self._events.append(Arrived(event, received_at))

    def put(self, item: object) -> None:
        """Keep an update that is no event: SourceHealth, StreamStatus, StreamGone, CommandStatus, …"""
        key = _identity(item)
        with self._lock:
            # Taken out first, so that an update which replaces another stands where it came itself.
            self._updates.pop(key, None)
            self._updates[key] = item

    @property
    def has_room(self) -> bool:
        """Whether `room` would not wait."""
        return len(self._events) < self._high

    async def room(self) -> None:
        """Wait until there is room for more events. Called between frames: one frame may go beyond."""
        loop = asyncio.get_running_loop()
        with self._lock:
            if len(self._events) < self._high:
                return
            waiter = (loop, loop.create_future())
            self._waiting.append(waiter)
        try:
            await waiter[1]
        finally:
            with self._lock:
                if waiter in self._waiting:
                    self._waiting.remove(waiter)

    # GUI side

    def drain(self, limit: int = 5000) -> Drained:
        """Fetch at most `limit` events in order, and all updates. Never blocks on anything but the lock."""
        with self._lock:
            count = min(limit, len(self._events))
            drained = Drained([self._events.popleft() for _ in range(count)], list(self._updates.values()))
            self._updates.clear()
            # A position must not overtake the event that made its worker known.
            if not self._events:
                drained.events.extend(self._take_positions())
            waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []
            if len(self._events) <= self._low:
                waiting, self._waiting = self._waiting, []
        for loop, future in waiting:
            _wake(loop, future)
        return drained

    def _merge(self, event: Event, data: WorkerPositions, received_at: float) -> None:
        self._merged += 1
        self._newest_positions = event
        for feature in data.features:
            known = self._positions.get(feature.id)
            if known is None or known[0].properties.at <= feature.properties.at:
                self._positions[feature.id] = (feature, received_at)

    def _take_positions(self) -> list[Arrived]:
        event, self._newest_positions = self._newest_positions, None
        if event is None:
            return []
        positions, self._positions = self._positions, {}
        merged, self._merged = self._merged, 0
        data = WorkerPositions(features=tuple(feature for feature, _ in positions.values()))
        received_at = min((at for _, at in positions.values()), default=0.0)
        return [Arrived(replace(event, data=data), received_at, merged)]


def _identity(item: object) -> Hashable:
    """What an update is about: a later one about the same makes an earlier one worthless."""
    match item:
        case SourceHealth(name=name):
            return ("source", name)
        case StreamStatus(key=key) | StreamGone(key=key):
            return ("stream", key)
        case CommandStatus(command=command):
            return ("command", command.command_id)
        case CommandGone(command_id=command_id):
            return ("command", command_id)
        case IncidentFetched(incident=incident):
            return ("incident", incident.id)
        case ProcessStatus(pid=pid) | ProcessGone(pid=pid):
            return ("process", pid)
        case _:
            return ("other", id(item))


def _wake(loop: asyncio.AbstractEventLoop, future: asyncio.Future[None]) -> None:
    def wake() -> None:
        if not future.done():
            future.set_result(None)

    try:
        loop.call_soon_threadsafe(wake)
    except RuntimeError:
        return  # the loop is closed: nobody waits any more
