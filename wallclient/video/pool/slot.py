"""A place for one worker process: keeps one running, replaces it when it dies or falls silent.

The slot knows nothing of streams; its owner gives orders after `on_up` and takes the loss at `on_down`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Protocol

from wallclient.video.abilities import EngineAbility
from wallclient.video.messages import Configure, Heartbeat, Ready
from wallclient.video.pool.process import WorkerProcess
from wallclient.video.pool.restarts import RestartBudget

if TYPE_CHECKING:
    from wallclient.video.messages import Command, News
    from wallclient.video.pool.settings import PoolSettings

log = logging.getLogger(__name__)

# So many processes that ended before they were ready, and the engine counts as broken on this machine.
_STILLBORN = 3


class SlotOwner(Protocol):
    """What a slot tells. All calls come from the pool's loop."""

    def on_process(self, slot: WorkerSlot, pid: int) -> None: ...

    def on_up(self, slot: WorkerSlot, ability: EngineAbility) -> None: ...

    def on_news(self, slot: WorkerSlot, news: News) -> None: ...

    def on_down(self, slot: WorkerSlot, pid: int, delay_s: float) -> None: ...


class WorkerSlot:
    """One engine's process at a time. `start` once, `stop` once."""

    def __init__(self, engine: str, settings: PoolSettings, owner: SlotOwner) -> None:
        self.engine = engine
        self.restarts = 0
        self.ready = False
        self.useless = False  # this machine lacks what the engine needs: no process is kept
        self._settings = settings
        self._owner = owner
        self._budget = RestartBudget()
        self._process: WorkerProcess | None = None
        self._silent_s = 0.0
        self._was_ready = False
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    @property
    def started(self) -> bool:
        return self._task is not None

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._run())

    def send(self, command: Command) -> None:
        """Give an order; lost if no process is ready, which `on_up` makes good."""
        if self._process is not None and self.ready:
            self._process.send(command)

    async def stop(self) -> None:
        """End the process and wait for its end."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while not self._stopping.is_set() and not self.useless:
            try:
                process = await WorkerProcess.spawn(self.engine, self._on_news)
            except OSError as error:
                log.error("no %s worker can be started: %s", self.engine, error.strerror)
                await self._pause(max(1.0, self._budget.delay_s(0.0)))
                continue
            await self._keep(process)

    async def _keep(self, process: WorkerProcess) -> None:
        """One process, from its start to its end."""
        started_at = time.monotonic()
        self._process = process
        self._silent_s = 0.0
        self._owner.on_process(self, process.pid)
        watch = asyncio.create_task(self._watch(process))
        stop = asyncio.create_task(self._stopping.wait())
        await asyncio.wait((watch, stop), return_when=asyncio.FIRST_COMPLETED)
        self.ready = False
        watch.cancel()
        stop.cancel()
        stopping = self._stopping.is_set()
        code = await process.end(self._settings.stop_s if stopping else 0.0)
        await asyncio.gather(watch, stop, return_exceptions=True)
        self._process = None
        if stopping or self.useless:
            self._owner.on_down(self, process.pid, 0.0)
            return
        delay_s = self._budget.delay_s(time.monotonic() - started_at)
        self.restarts += 1
        log.warning("%s worker %d ended with %d, replacing it", self.engine, process.pid, code)
        self._owner.on_down(self, process.pid, delay_s)
        if not self._was_ready and self.restarts >= _STILLBORN:
            self.useless = True
            reason = f"its process ends at once (code {code})"
            self._owner.on_up(self, EngineAbility(name=self.engine, available=False, reason=reason))
            return
        await self._pause(delay_s)

    async def _watch(self, process: WorkerProcess) -> None:
        """Returns when the process has ended, or must be ended because its heart stopped."""
        tick_s = self._settings.tick_s
        before = time.monotonic()
        while not await process.wait(tick_s):
            now = time.monotonic()
            # When it was this loop that was held up, nothing can be said against the worker.
            self._silent_s += min(now - before, 2 * tick_s)
            before = now
            limit_s = self._settings.silence_s if self.ready else self._settings.startup_s
            if self._silent_s >= limit_s:
                log.warning("%s worker %d is silent, killing it", self.engine, process.pid)
                return

    async def _pause(self, delay_s: float) -> None:
        if delay_s > 0:
            waiting = asyncio.create_task(self._stopping.wait())
            await asyncio.wait((waiting,), timeout=delay_s)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)

    def _on_news(self, news: News) -> None:
        self._silent_s = 0.0
        match news:
            case Heartbeat():
                return
            case Ready():
                self._on_ready(news)
            case _:
                self._owner.on_news(self, news)

    def _on_ready(self, ready: Ready) -> None:
        self.useless = not ready.available
        self.ready = self._was_ready = ready.available
        self.send(Configure(self._settings.policy))
        ability = EngineAbility(
            name=ready.engine,
            available=ready.available,
            version=ready.version,
            opens=ready.opens,
            reason=ready.reason,
        )
        self._owner.on_up(self, ability)
