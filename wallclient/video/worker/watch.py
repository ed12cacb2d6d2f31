"""Is what comes a living picture? Pure: times are given, in monotonic seconds.

A stream is live only while new, sound and different pictures come; whoever is in doubt says so.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.model.health import HealthState, Reason
from wallclient.video.port import sample_rows

if TYPE_CHECKING:
    from wallclient.video.messages import Policy
    from wallclient.video.port import Luma

# A picture whose few rows did not change is looked at as a whole, so often.
_WHOLE_EVERY_S = 0.5


class Difference:
    """Tells whether a picture differs from the one before. Keeps checksums, never a picture.

    A few rows of every picture are enough while they change; only when they stay the same is the whole
    picture looked at, twice a second.
    """

    def __init__(self) -> None:
        self._rows: int | None = None
        self._whole: int | None = None
        self._whole_at = float("-inf")

    def seen(self, luma: Luma, at: float) -> bool:
        """Take the next picture in; True if it is known to be another one than before."""
        rows = _checksum(luma, few=True)
        if rows != self._rows:
            self._rows, self._whole = rows, None
            return True
        if at - self._whole_at < _WHOLE_EVERY_S:
            return False
        self._whole_at = at
        whole = _checksum(luma, few=False)
        changed = self._whole is not None and whole != self._whole
        self._whole = whole
        return changed


def _checksum(luma: Luma, *, few: bool) -> int:
    value = 0
    for row in sample_rows(luma.rows) if few else range(luma.rows):
        start = row * luma.pitch
        value = zlib.crc32(luma.data[start : start + luma.used], value)
    return value


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
        self._last_change = started_at
        self._frozen_since = frozen_since
        self._last_bad: float | None = None
        self._last_fps = 0.0

    @property
    def last_good(self) -> float | None:
        return self._last_good

    @property
    def frozen_since(self) -> float | None:
        return self._frozen_since

    def picture(self, at: float, *, changed: bool) -> None:
        """A sound picture came."""
        if changed or (self._last_good is None and self._frozen_since is None):
            self._last_change = at
            if self._frozen_since is not None or self._last_good is None:
                self._live_since = at
            self._frozen_since = None
        elif self._last_good is not None and at - self._last_good > self._stale_s:
            self._live_since = at
        self._last_good = at

    def bad(self, at: float) -> None:
        """Something came that is no sound picture."""
        self._last_bad = at

    def rate(self, fps: float) -> None:
        """Pictures per second, once known: a slow camera is given time for each of its pictures."""
        self._last_fps = fps

    @property
    def _stale_s(self) -> float:
        slow = 3.0 / self._last_fps if 0.0 < self._last_fps < 2.0 else 0.0
        return max(self._policy.stale_s, slow)

    def judge(self, now: float) -> Verdict:
        """How the connection stands."""
        if self._last_good is None:
            reason = Reason.BAD_DATA if self._last_bad is not None else Reason.NOT_STARTED
            give_up = now - self._started_at >= self._policy.never_started_s
            return Verdict(None, self._started_at, reason, give_up)
        age = now - self._last_good
        if age >= self._stale_s:
            spoilt = self._last_bad is not None and self._last_bad > self._last_good
            reason = Reason.BAD_DATA if spoilt else Reason.NO_PICTURES
            since = self._last_good if self._frozen_since is None else self._frozen_since
            give_up = age >= max(self._policy.give_up_s, 2 * self._stale_s)
            return Verdict(HealthState.STALE, since, reason, give_up)
        if self._frozen_since is None and now - self._last_change >= self._policy.frozen_s:
            self._frozen_since = self._last_change
        if self._frozen_since is not None:
            return Verdict(HealthState.STALE, self._frozen_since, Reason.SAME_PICTURE)
        return Verdict(HealthState.LIVE, self._live_since)
