"""What to do about a hole in the stream: wait, ask, reconnect, and only at the very end go on without it.

An event that cannot be had must not stop the stream for ever, and one that can be had must not be lost.
"""

from __future__ import annotations

from enum import Enum, auto

PATIENCE_S = 5.0
RESYNC_ATTEMPTS = 2
RECONNECT_ATTEMPTS = 2


class Step(Enum):
    WAIT = auto()
    RESYNC = auto()  # ask for what came after the last good event
    RECONNECT = auto()  # the far end does not do as asked: begin again with the cursor
    GIVE_UP = auto()  # asked in every way: what is missing is lost


class CatchUp:
    """One hole, from when it is noticed until it is filled. Times are monotonic seconds.

    What is on its way when the far end is asked still comes, in rising order; the first step back, or the
    first event of a new connection, is where the repetition begins.
    """

    def __init__(self, now: float) -> None:
        self._asked_at = now
        self._attempts = 0
        self._highest = 0
        self._fresh = False

    def connected(self, now: float) -> None:
        """A new connection: what comes next begins behind the cursor by itself."""
        self._fresh = True
        self._highest = 0
        self._asked_at = now

    def on_later(self, number: int, now: float) -> Step:
        """Event `number` came, which lies behind the hole."""
        repeated = self._attempts == 0 or self._fresh or number < self._highest
        self._fresh = False
        self._highest = number if repeated else max(self._highest, number)
        if not repeated and now - self._asked_at < PATIENCE_S:
            return Step.WAIT
        return self.escalate(now)

    def on_silence(self, now: float, patience_s: float) -> Step:
        """A heartbeat came and nothing before it."""
        if self._attempts and now - self._asked_at < patience_s:
            return Step.WAIT
        return self.escalate(now)

    def escalate(self, now: float) -> Step:
        """The last step did not help: the next one."""
        self._attempts += 1
        self._asked_at = now
        if self._attempts <= RESYNC_ATTEMPTS:
            return Step.RESYNC
        if self._attempts <= RESYNC_ATTEMPTS + RECONNECT_ATTEMPTS:
            return Step.RECONNECT
        return Step.GIVE_UP
