"""The decoder pool: makes what runs equal to what is planned, whatever dies meanwhile.

Everything here happens on one asyncio loop and none of it waits for a worker. A stream's secrets are asked
for when it is opened and not kept.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from typing import TYPE_CHECKING

from wallclient.frames.ring import RingError
from wallclient.model.health import Reason
from wallclient.model.streams import ProcessGone, ProcessStatus, StreamGone
from wallclient.video.messages import Ask, Close, Report, Settled, Start
from wallclient.video.pool.condition import Condition
from wallclient.video.pool.entry import StreamEntry
from wallclient.video.pool.gate import StartGate
from wallclient.video.pool.placement import Placement, Unsupported
from wallclient.video.pool.settings import PoolSettings
from wallclient.video.port import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wallclient.frames.runtime import RuntimeDir
    from wallclient.video.abilities import EngineAbility
    from wallclient.video.director import StreamPlan
    from wallclient.video.messages import News
    from wallclient.video.pool.slot import WorkerSlot
    from wallclient.video.port import SourceKind

log = logging.getLogger(__name__)

# How often a stream without room for its pictures is tried again.
_ROOM_TICKS = 20


class DecoderPool:
    """Owns the worker slots, the start gate and every stream's entry. `post` may be called from its loop
    only."""

    def __init__(
        self,
        post: Callable[[object], None],
        runtime: RuntimeDir,
        secrets: Callable[[str], tuple[str, str] | None],
        settings: PoolSettings | None = None,
    ) -> None:
        """`post` takes StreamStatus, StreamGone, ProcessStatus, ProcessGone and SourceHealth ("decoders").

        `secrets` gives user and password of a credential's name; it is called on the loop and must be quick.
        """
        self._post = post
        self._runtime = runtime
        self._secrets = secrets
        self._settings = settings or PoolSettings()
        limits = self._settings
        self._gate = StartGate(limits.starts_at_once, limits.retries_at_once, limits.start_limit_s)
        self._placement = Placement(limits, self)
        self._entries: dict[str, StreamEntry] = {}
        self._by_serial: dict[int, StreamEntry] = {}
        self._serials = itertools.count(1)
        self._condition = Condition()
        self._ticker: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Be ready for plans. Workers start when a stream needs them."""
        self._ticker = asyncio.create_task(self._tick())

    async def stop(self) -> None:
        """End every worker and remove every ring; returns when nothing is left."""
        if self._ticker is not None:
            self._ticker.cancel()
            await asyncio.gather(self._ticker, return_exceptions=True)
            self._ticker = None
        entries, self._entries = tuple(self._entries.values()), {}
        self._by_serial.clear()
        await asyncio.gather(*(slot.stop() for slot in self._placement.slots))
        for entry in entries:
            entry.close()
            self._post(StreamGone(entry.plan.key))

    def apply_plan(self, plans: tuple[StreamPlan, ...]) -> None:
        """Open, close and resize until what runs is `plans`; the first ones first."""
        wanted = {plan.key: plan for plan in plans}
        for key in [key for key in self._entries if key not in wanted]:
            self._close(self._entries[key])
            self._post(StreamGone(key))
        for plan in wanted.values():
            entry = self._entries.get(plan.key)
            if entry is not None and not entry.plan.same_source(plan):
                self._close(entry)
                entry = None
            if entry is None:
                self._open(plan)
            elif entry.plan != plan:
                self._resize(entry, plan)

    # Streams.

    def _open(self, plan: StreamPlan) -> None:
        entry = StreamEntry(plan, next(self._serials), self._runtime)
        self._entries[plan.key] = entry
        self._by_serial[entry.serial] = entry
        self._place(entry)
        self._post(entry.status)

    def _place(self, entry: StreamEntry) -> None:
        """Find an engine and a worker for it; a stream whose engine is not known yet waits for `on_up`."""
        kind = kind_of(entry.plan.url)
        if kind is None:
            entry.unsupported("")
            return
        try:
            slot = self._placement.choose(entry, kind, self._entries.values())
            if slot is None:
                return
            entry.prepare()
        except Unsupported as error:
            entry.unsupported(str(error))
            return
        except RingError as error:
            entry.no_room(error.what)
            return
        entry.engine, entry.slot = slot.engine, slot
        self._send_open(entry, kind)

    def _place_again(self, entry: StreamEntry) -> None:
        before = entry.status
        self._place(entry)
        if entry.status != before:
            self._post(entry.status)

    def _send_open(self, entry: StreamEntry, kind: SourceKind) -> None:
        if entry.slot is None or not entry.slot.ready:
            return  # on_up will
        name = entry.plan.credential
        credentials = self._secrets(name) if name else None
        if name and credentials is None:
            log.warning("stream %s: there is no credential named %r", entry.plan.key, name)
        entry.slot.send(entry.order(kind, credentials or ("", "")))

    def _resize(self, entry: StreamEntry, plan: StreamPlan) -> None:
        try:
            order = entry.resize(plan)
        except RingError as error:
            log.warning("stream %s keeps its size: %s", plan.key, error.what)
            return
        if order is not None and entry.slot is not None:
            entry.slot.send(order)
        elif entry.slot is None:
            self._place_again(entry)

    def _close(self, entry: StreamEntry) -> None:
        del self._entries[entry.plan.key]
        self._leave_worker(entry)
        entry.close()

    def _leave_worker(self, entry: StreamEntry) -> None:
        del self._by_serial[entry.serial]
        if entry.slot is not None:
            entry.slot.send(Close(entry.serial))
            entry.slot = None
        self._let(self._gate.settle(entry.serial, time.monotonic()))

    def _let(self, serials: Iterable[int]) -> None:
        for serial in serials:
            entry = self._by_serial.get(serial)
            if entry is not None and entry.slot is not None:
                entry.slot.send(Start(serial))

    # Told by the slots.

    def on_process(self, slot: WorkerSlot, pid: int) -> None:
        self._post(ProcessStatus("decoder", pid, slot.restarts))

    def on_up(self, slot: WorkerSlot, ability: EngineAbility) -> None:
        self._condition.up(slot)
        for entry in self._of(slot):
            kind = kind_of(entry.plan.url)
            if kind is not None:
                self._send_open(entry, kind)
        if self._placement.learn(ability):
            for entry in [entry for entry in self._entries.values() if entry.slot is None]:
                self._place_again(entry)
        self._post(self._condition.source(self._placement.slots))

    def on_news(self, slot: WorkerSlot, news: News) -> None:
        now = time.monotonic()
        match news:
            case Ask(serial, attempt):
                if serial in self._by_serial:
                    self._let(self._gate.ask(serial, retry=attempt > 0, now=now))
            case Settled(serial):
                self._let(self._gate.settle(serial, now))
            case Report():
                self._on_report(news)

    def _on_report(self, report: Report) -> None:
        entry = self._by_serial.get(report.serial)
        if entry is None:
            return  # of a stream that was closed meanwhile
        # A codec that one engine lacks, all lack: they share FFmpeg's.
        if report.health.reason is Reason.ENGINE and self._try_other(entry):
            return
        before = entry.status.health
        if entry.take(report):
            after = entry.status.health
            if (after.state, after.reason) != (before.state, before.reason):
                log.info("stream %s: %s %s %s", entry.plan.key, after.state, after.reason, after.detail)
            self._post(entry.status)

    def _try_other(self, entry: StreamEntry) -> bool:
        """Give a stream that its engine cannot show to another one; False if there is none."""
        kind = kind_of(entry.plan.url)
        if kind is None or not self._placement.has_other(entry, kind):
            return False
        log.info("stream %s: %s cannot show it, trying another engine", entry.plan.key, entry.engine)
        self._leave_worker(entry)
        entry.failed_engines |= {entry.engine}
        entry.serial = next(self._serials)
        self._by_serial[entry.serial] = entry
        self._place(entry)
        self._post(entry.status)
        return True

    def on_down(self, slot: WorkerSlot, pid: int, delay_s: float) -> None:
        self._post(ProcessGone(pid))
        if self._ticker is None:
            return  # stopping
        for entry in self._of(slot):
            del self._by_serial[entry.serial]
            self._let(self._gate.settle(entry.serial, time.monotonic()))
            # A new number: what the dead one may still have told is of no interest.
            entry.serial = next(self._serials)
            self._by_serial[entry.serial] = entry
            entry.lost_worker(delay_s)
            self._post(entry.status)
        if not slot.useless:
            self._condition.down(slot)
        self._post(self._condition.source(self._placement.slots))

    # The rest.

    def _of(self, slot: WorkerSlot) -> list[StreamEntry]:
        return [entry for entry in self._entries.values() if entry.slot is slot]

    async def _tick(self) -> None:
        for tick in itertools.count(1):
            await asyncio.sleep(self._settings.tick_s)
            self._let(self._gate.tick(time.monotonic()))
            if tick % _ROOM_TICKS == 0:
                for entry in [entry for entry in self._entries.values() if entry.lacks_room]:
                    self._place_again(entry)
