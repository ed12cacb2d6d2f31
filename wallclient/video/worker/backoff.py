"""How long to wait before the next try. Pure: chance is injected."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wallclient.video.messages import Policy


def reconnect_delays(policy: Policy, chance: Callable[[], float]) -> Iterator[float]:
    """Seconds before each further try, for ever: doubling, then level. `chance` gives 0 to 1.

    A third more or less each time: a thousand cameras that went together must not come back together.
    """
    delay_s = policy.first_delay_s
    while True:
        yield delay_s * (2 + 2 * chance()) / 3
        if delay_s < policy.longest_delay_s:
            delay_s = min(2 * delay_s, policy.longest_delay_s)
        else:
            delay_s = policy.late_delay_s
