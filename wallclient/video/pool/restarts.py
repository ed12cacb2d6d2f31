"""How soon a dead worker is replaced: at once, unless it keeps dying. Pure: time is given."""

from __future__ import annotations

from collections import deque

_WINDOW_S = 60.0
_AT_ONCE = 3
_FIRST_DELAY_S, _LONGEST_DELAY_S = 1.0, 30.0


class RestartBudget:
    """Remembers the deaths of the last minute."""

    def __init__(self) -> None:
        self._deaths: deque[float] = deque()

    def delay_s(self, now: float) -> float:
        """Note a death; how long to wait before the replacement."""
        self._deaths.append(now)
        while now - self._deaths[0] > _WINDOW_S:
            self._deaths.popleft()
        beyond = len(self._deaths) - _AT_ONCE
        if beyond <= 0:
            return 0.0
        return float(min(_FIRST_DELAY_S * 2 ** (beyond - 1), _LONGEST_DELAY_S))
