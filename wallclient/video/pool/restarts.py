"""How soon a dead worker is replaced: at once, unless it keeps dying young. Pure: time is given."""

from __future__ import annotations

_YOUNG_S = 10.0
_AT_ONCE = 3
_FIRST_DELAY_S, _LONGEST_DELAY_S = 1.0, 30.0


class RestartBudget:
    """Counts the deaths in a row of processes that did not live long."""

    def __init__(self) -> None:
        self._young = 0

    def delay_s(self, lived_s: float) -> float:
        """Note a death; how long to wait before the replacement."""
        self._young = 1 if lived_s >= _YOUNG_S else self._young + 1
        beyond = self._young - _AT_ONCE
        if beyond <= 0:
            return 0.0
        return float(min(_FIRST_DELAY_S * 2 ** (beyond - 1), _LONGEST_DELAY_S))
