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
from wallclient.video.messages import Ask, Settled
from wallclient.video.port import End, Source, SourceKind
from wallclient.video.worker.account import Account
from wallclient.video.worker.attempt import Attempt
from wallclient.video.worker.canvas import RingCanvas
from wallclient.video.worker.recovery import Recovery

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.video.messages import News, Open, Policy, Resize
    from wallclient.video.port import Engine, Playback

# Playbacks of one stream that were given up and still hang in a call; more are not added to them.
_MOST_UNFINISHED = 2
_SAME_MOMENT_S = 0.05


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
        unix_now: Callable[[], float] = time.time,
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
        self._starts = 0
        self._starting = False
        self._retry_at: float | None = now
        self._trouble_since: float | None = None
        self._live_from: float | None = None
        self._account = Account(order.serial, policy, now)
        self._unix_now = unix_now
        self._health = Health(HealthState.CONNECTING, since=unix_now())

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
            self._attempt = self._connect(now, self._difference, self._frozen_since)
        except RingError as error:
            self._fail(End(Reason.WORKER, error.what), now)

    def resize(self, order: Resize, now: float) -> None:
        """Use another ring from now on; what is shown goes on until that one has a picture."""
        self._target = order
        if self._attempt is None:
            return
        self._drop_successor()
        try:
            if self._retarget(self._attempt):
                return
            # Pictures of another size cannot be compared: a frozen camera's first one is taken for the same.
            frozen_since = self._attempt.frozen_since
            self._successor = self._connect(now, Difference(same_since=frozen_since), frozen_since)
        except RingError as error:
            self._fail(End(Reason.WORKER, error.what), now)

    def close(self, now: float) -> None:
        """Give everything up. `unfinished` may still be more than 0 for a while."""
        self._drop_successor()
        self._drop_attempt(now)
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
        report = self._account.report(self._health, self._attempt, self._starts, now)
        if report is not None:
            self._tell(report)

    def _look(self, attempt: Attempt, now: float) -> None:
        if attempt.is_open or attempt.end is not None:
            self._settle()
        if attempt.end is not None:
            self._fail(attempt.end, now)
            return
        if self._successor is not None and not self._promoted(self._successor, now):
            return
        verdict = attempt.judge(now)
        if verdict.give_up:
            self._fail(End(verdict.reason), now)
            return
        if verdict.state is HealthState.LIVE:
            self._lived(verdict.since, now)
        elif verdict.state is HealthState.STALE:
            self._live_from = None
            self._health = Health(HealthState.STALE, self._unix(verdict.since, now), verdict.reason)

    def _lived(self, since: float, now: float) -> None:
        self._trouble_since = None
        self._recovery.lived()
        if self._live_from is None:
            self._live_from = now
        elif now - self._live_from >= self._policy.settled_s:
            self._recovery.settled()
        if not self._health.is_live:
            self._health = Health(HealthState.LIVE, self._unix(since, now))

    def _promoted(self, successor: Attempt, now: float) -> bool:
        """Has the successor taken over, or must it still be waited for? False if this tick is done."""
        if successor.end is not None:
            self._fail(successor.end, now)
            return False
        if successor.canvas.pictures == 0:
            return True
        self._drop_attempt(now, for_successor=True)
        self._attempt, self._successor = successor, None
        self._difference = successor.difference
        return False

    # Connections.

    def _connect(self, now: float, difference: Difference, frozen_since: float | None) -> Attempt:
        target = self._target
        canvas = RingCanvas(Path(target.ring), target.width_px, target.height_px, target.max_fps)
        attempt = Attempt(
            canvas,
            self._policy,
            difference,
            self._wake,
            started_at=now,
            frozen_since=frozen_since,
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
            self._trouble_since = self._unix(begun, now)
        if attempt is not None:
            self._frozen_since = attempt.frozen_since
        self._drop_successor()
        self._drop_attempt(now)
        self._live_from = None
        self._health, delay_s = self._recovery.failed(
            end, since=self._trouble_since, now_unix=self._unix_now()
        )
        self._retry_at = now + delay_s

    def _unix(self, at: float, now: float) -> float:
        """Monotonic `at` as Unix seconds; the same value again if it means the same moment as before."""
        value = self._unix_now() - (now - at)
        return self._health.since if abs(self._health.since - value) < _SAME_MOMENT_S else value

    def _settle(self) -> None:
        if self._starting:
            self._starting = False
            self._tell(Settled(self.serial))

    def _drop_attempt(self, now: float, *, for_successor: bool = False) -> None:
        if self._attempt is not None:
            self._account.left(self._attempt, now, for_successor=for_successor)
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


def _without_next_try(health: Health) -> Health:
    return Health(health.state, health.since, health.reason, health.detail, health.attempt)
