"""What a failed connection means for a stream's health, and when to try again. Pure: time and chance are
given.

A stream is retried for ever. Its health changes with what is known, not with each try.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.model.health import Health, HealthState, Reason
from wallclient.video.port import SourceKind
from wallclient.video.worker.backoff import reconnect_delays

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.video.messages import Policy
    from wallclient.video.port import End

_REFUSALS = frozenset({Reason.AUTHENTICATION, Reason.FORBIDDEN})
_LACKS = frozenset({Reason.CODEC, Reason.ENGINE})
# The far end is not there, or does not answer: after some tries that is called offline.
_ABSENCES = frozenset({Reason.UNREACHABLE, Reason.TIMEOUT, Reason.CLOSED})


class Recovery:
    """Counts the tries since the stream was last live and names its health meanwhile."""

    def __init__(self, policy: Policy, kind: SourceKind, chance: Callable[[], float]) -> None:
        self._policy = policy
        self._kind = kind
        self._chance = chance
        self._delays = reconnect_delays(policy, chance)
        self._delayed = False
        self.attempt = 0

    def lived(self) -> None:
        """The stream is live: tries are counted anew."""
        self.attempt = 0

    def settled(self) -> None:
        """It has been live for long enough to begin with the shortest delay again, should it fail."""
        if self._delayed:
            self._delayed = False
            self._delays = reconnect_delays(self._policy, self._chance)

    def failed(self, end: End, *, since: float, now_unix: float) -> tuple[Health, float]:
        """Health after one more failure, and the seconds to wait. `since`: Unix seconds, when trouble
        began."""
        self.attempt += 1
        delay_s = self._delay_s(end.reason)
        health = Health(
            state=self._state(end.reason),
            since=since,
            reason=end.reason,
            detail=end.detail,
            attempt=self.attempt,
            next_try_at=now_unix + delay_s,
        )
        return health, delay_s

    def _state(self, reason: Reason) -> HealthState:
        if reason in _REFUSALS:
            return HealthState.REFUSED
        if reason in _LACKS:
            return HealthState.UNSUPPORTED
        if reason is Reason.NOT_FOUND or (self._kind is SourceKind.FILE and reason is Reason.CLOSED):
            return HealthState.OFFLINE
        if reason in _ABSENCES and self.attempt >= self._policy.offline_after:
            return HealthState.OFFLINE
        return HealthState.RECONNECTING

    def _delay_s(self, reason: Reason) -> float:
        if reason in _REFUSALS or reason in _LACKS:
            return self._policy.refused_delay_s * (2 + 2 * self._chance()) / 3
        self._delayed = True
        return next(self._delays)
