"""One stream for as long as the wall wants it: connects, watches, gives up, waits, connects again.

Only the worker's main loop calls it. Every connection starts through the pool's gate: `ask`, then `start`.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

from wallclient.frames.ring import RingError
from wallclient.model.health import Health, HealthState, Reason
from wallclient.video.difference import Difference
from wallclient.video.messages import Ask, Report, Settled
from wallclient.video.port import End, Opened, Source, SourceKind
from wallclient.video.worker.attempt import Attempt
from wallclient.video.worker.canvas import RingCanvas
from wallclient.video.worker.figures import Meter
from wallclient.video.worker.recovery import Recovery

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.video.messages import News, Open, Policy, Resize
    from wallclient.video.port import Engine, Playback

# Playbacks of one stream that were given up and still hang in a call; more are not added to them.
_MOST_UNFINISHED = 2
_WARM_UP_S = 0.5


class Stream:
    """See the module. `tell` takes what the pool should know, `wake` makes the main loop tick at once."""

    def __init__(
        self,
        order: Open,
        engine: Engine,
        policy: Policy,
        tell: Callable[[News], None],
        wake: Callable[[], None],
        *,
        now: float,
    ) -> None:
        self.serial = order.serial
        self._engine = engine
        self._policy = policy
        self._tell = tell
        self._wake = wake
        self._source = Source(
            order.url, SourceKind(order.kind), order.username, order.password, order.transport
        )
        self._target: Open | Resize = order
        self._recovery = Recovery(policy, self._source.kind, random.random)
        self._difference = Difference()
        self._frozen_since: float | None = None
        self._attempt: Attempt | None = None
        self._successor: Attempt | None = None  # on the new ring, until it has a picture
        self._unfinished: list[Playback] = []
        self._ring = ""
        self._starts = 0
        self._spoilt_before = 0
        self._first_picture_ms: float | None = None
        self._starting = False
        self._measuring = False
        self._retry_at: float | None = now
        self._trouble_since: float | None = None
        self._live_from: float | None = None
        self._meter = Meter(now)
        self._info = Opened()
        self._health = Health(HealthState.CONNECTING, since=_unix(now, now))
        self._told: tuple[Health, str] | None = None
        self._figures_due = now

    # Orders of the pool.

    def start(self, now: float) -> None:
        """The gate is open."""
        if self._attempt is not None or self._retry_at is not None:
            return  # closed or resized meanwhile
        self._starts += 1
        self._starting = True
        if self.unfinished >= _MOST_UNFINISHED:
            self._fail(End(Reason.TIMEOUT), now)
            return
        try:
            self._attempt = self._connect(now)
        except RingError as error:
            self._fail(End(Reason.WORKER, error.what), now)
            return

    def resize(self, order: Resize, now: float) -> None:
        """Use another ring from now on; what is shown goes on until that one has a picture."""
        self._target = order
        if self._attempt is None:
            return
        self._drop_successor()
        try:
            if self._retarget(self._attempt):
                return
            self._successor = self._connect(now)
        except RingError as error:
            self._fail(End(Reason.WORKER, error.what), now)

    def close(self) -> None:
        """Give everything up. `unfinished` may still be more than 0 for a while."""
        self._drop_successor()
        self._drop_attempt()
        self._retry_at = None

    @property
    def unfinished(self) -> int:
        """Given-up playbacks that have not ended yet."""
        self._unfinished = [playback for playback in self._unfinished if not playback.finished]
        return len(self._unfinished)

    # The clock.

    def tick(self, now: float) -> None:
        """Look after the connection; tell what changed."""
        if self._attempt is not None:
            self._look(self._attempt, now)
        if self._attempt is None and self._retry_at is not None and now >= self._retry_at:
            self._retry_at = None
            if self._health.next_try_at is not None:
                self._health = _without_next_try(self._health)
            self._tell(Ask(self.serial, self._recovery.attempt))
        self._report(now)

    def _look(self, attempt: Attempt, now: float) -> None:
        if attempt.is_open or attempt.end is not None:
            self._settle()
        if attempt.end is not None:
            self._fail(attempt.end, now)
            return
        if self._successor is not None and not self._promoted(self._successor):
            return
        verdict = attempt.judge(now)
        if verdict.give_up:
            self._fail(End(verdict.reason), now)
            return
        if verdict.state is HealthState.LIVE:
            self._lived(verdict.since, now)
        elif verdict.state is HealthState.STALE:
            self._live_from = None
            self._health = Health(HealthState.STALE, _unix(verdict.since, now, self._health), verdict.reason)

    def _lived(self, since: float, now: float) -> None:
        self._trouble_since = None
        self._recovery.lived()
        if self._live_from is None:
            self._live_from = now
        elif now - self._live_from >= self._policy.settled_s:
            self._recovery.settled()
        if not self._health.is_live:
            self._health = Health(HealthState.LIVE, _unix(since, now))

    def _promoted(self, successor: Attempt) -> bool:
        """Has the successor taken over, or must it still be waited for? False if this tick is done."""
        if successor.end is not None:
            self._fail(successor.end, time.monotonic())
            return False
        if successor.canvas.pictures == 0:
            return True
        meter = self._meter
        self._drop_attempt()
        self._attempt, self._successor, self._meter = successor, None, meter
        return False

    # Connections.

    def _connect(self, now: float) -> Attempt:
        target = self._target
        canvas = RingCanvas(Path(target.ring), target.width_px, target.height_px, target.max_fps)
        attempt = Attempt(
            canvas,
            self._policy,
            self._difference,
            self._wake,
            started_at=now,
            frozen_since=self._frozen_since,
        )
        attempt.playback = self._engine.open(self._source, canvas, attempt, self._policy.timeout_s)
        return attempt

    def _retarget(self, attempt: Attempt) -> bool:
        target = self._target
        canvas = RingCanvas(Path(target.ring), target.width_px, target.height_px, target.max_fps)
        if attempt.playback is None or not attempt.playback.retarget(canvas):
            canvas.close()
            return False
        old, attempt.canvas = attempt.canvas, canvas
        old.close()
        return True

    def _fail(self, end: End, now: float) -> None:
        attempt = self._attempt
        self._settle()
        if self._trouble_since is None:
            begun = now if attempt is None else attempt.last_good or attempt.started_at
            self._trouble_since = _unix(begun, now)
        if attempt is not None:
            self._frozen_since = attempt.frozen_since
        self._drop_successor()
        self._drop_attempt()
        self._live_from = None
        self._health, delay_s = self._recovery.failed(end, since=self._trouble_since, now_unix=time.time())
        self._retry_at = now + delay_s

    def _settle(self) -> None:
        if self._starting:
            self._starting = False
            self._tell(Settled(self.serial))

    def _drop_attempt(self) -> None:
        if self._attempt is not None:
            self._note(self._attempt, time.monotonic())
            self._measuring = False
            self._meter = Meter(time.monotonic())
            self._spoilt_before += self._attempt.counts().spoilt
            self._retire(self._attempt)
            self._attempt = None

    def _drop_successor(self) -> None:
        if self._successor is not None:
            self._retire(self._successor)
            self._successor = None

    def _retire(self, attempt: Attempt) -> None:
        attempt.close()
        if attempt.playback is not None:
            self._unfinished.append(attempt.playback)

    # Telling.

    def _note(self, attempt: Attempt, now: float) -> None:
        if attempt.info.codec:
            self._info = attempt.info
        if attempt.canvas.pictures == 0:
            return
        self._ring = str(attempt.canvas.ring)
        if attempt.first_picture_ms is None or self._measuring:
            return
        self._first_picture_ms = attempt.first_picture_ms
        # Not from the start on, where nothing came, nor from the first pictures, which come all at once.
        if now - attempt.started_at - attempt.first_picture_ms * 1e-3 >= _WARM_UP_S:
            self._measuring = True
            self._meter = Meter(now, attempt.counts(), self._meter)
            self._figures_due = now + self._policy.figures_s

    def _report(self, now: float) -> None:
        attempt = self._attempt
        due = attempt is not None and now >= self._figures_due
        if attempt is not None:
            self._note(attempt, now)
            if due:
                self._figures_due = now + self._policy.figures_s
                if self._measuring:
                    self._meter.sample(now, attempt.counts())
                    attempt.rate(self._meter.source_fps)
        if not due and self._told == (self._health, self._ring):
            return
        self._told = (self._health, self._ring)
        figures = self._meter.figures(
            self._info,
            spoilt_before=self._spoilt_before,
            reconnects=max(0, self._starts - 1),
            first_picture_ms=self._first_picture_ms,
        )
        self._tell(Report(serial=self.serial, health=self._health, figures=figures, ring=self._ring))


def _unix(at: float, now: float, before: Health | None = None) -> float:
    """Monotonic `at` as Unix seconds; the value of `before` if it means the same moment."""
    value = time.time() - (now - at)
    return before.since if before is not None and abs(before.since - value) < 0.05 else value


def _without_next_try(health: Health) -> Health:
    return Health(health.state, health.since, health.reason, health.detail, health.attempt)
