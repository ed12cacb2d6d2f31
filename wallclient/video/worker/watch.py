"""Is what comes a living picture? Pure: times are given, in monotonic seconds.

A stream is live only while new, sound and different pictures come; whoever is in doubt says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.model.health import HealthState, Reason

if TYPE_CHECKING:
    from wallclient.video.messages import Policy


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to say of a connection. `state` None: nothing new yet, whatever was said before holds.

    `since` is monotonic; `give_up`: the connection is of no use any more.
    """

    state: HealthState | None
    since: float
    reason: Reason = Reason.NONE
    give_up: bool = False


class Watch:
    """Watches one connection from its start. Not thread-safe."""

    def __init__(self, policy: Policy, started_at: float, *, frozen_since: float | None = None) -> None:
        """`frozen_since`: an earlier connection showed the same picture all the time since then."""
        self._policy = policy
        self._started_at = started_at
        self._live_since = 0.0
        self._last_good: float | None = None
        self._same_since = started_at
        self._frozen_since = frozen_since
        self._last_bad: float | None = None
        self._fps = 0.0

    @property
    def last_good(self) -> float | None:
        return self._last_good

    @property
    def frozen_since(self) -> float | None:
        return self._frozen_since

    def picture(self, at: float, same_since: float) -> None:
        """A sound picture came, which has been the same since `same_since` (`at`: it is a new one)."""
        if self._frozen_since is not None and same_since < at:
            self._last_good = at
            return
        if self._last_good is None or self._frozen_since is not None or self._is_stale(at - self._last_good):
            self._live_since = at
        self._frozen_since = None
        # What an earlier connection showed says nothing about this one, as long as that one was not frozen.
        self._same_since = max(same_since, self._started_at)
        self._last_good = at

    def bad(self, at: float) -> None:
        """Something came that is no sound picture."""
        self._last_bad = at

    def rate(self, fps: float) -> None:
        """Pictures per second, once known: a slow camera is given time for each of its pictures."""
        self._fps = max(self._fps, fps)

    @property
    def _stale_s(self) -> float:
        slow = 3.0 / self._fps if 0.0 < self._fps < 2.0 else 0.0
        return max(self._policy.stale_s, slow)

    def _is_stale(self, age_s: float) -> bool:
        return age_s >= self._stale_s

    def judge(self, now: float) -> Verdict:
        """How the connection stands."""
        if self._last_good is None:
            reason = Reason.BAD_DATA if self._last_bad is not None else Reason.NOT_STARTED
            give_up = now - self._started_at >= self._policy.never_started_s
            return Verdict(None, self._started_at, reason, give_up)
        age = now - self._last_good
        if self._is_stale(age):
            spoilt = self._last_bad is not None and self._last_bad > self._last_good
            reason = Reason.BAD_DATA if spoilt else Reason.NO_PICTURES
            since = self._last_good if self._frozen_since is None else self._frozen_since
            give_up = age >= max(self._policy.give_up_s, 2 * self._stale_s)
            return Verdict(HealthState.STALE, since, reason, give_up)
        if self._frozen_since is None and self._last_good - self._same_since >= self._policy.frozen_s:
            self._frozen_since = self._same_since
        if self._frozen_since is not None:
            return Verdict(HealthState.STALE, self._frozen_since, Reason.SAME_PICTURE)
        return Verdict(HealthState.LIVE, self._live_since)
