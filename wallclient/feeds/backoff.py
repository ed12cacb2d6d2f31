"""Pauses between tries: growing, jittered, for ever. Walls that lost one hub must not come back as one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def delays(first_s: float, longest_s: float) -> Iterator[float]:
    """Endless pauses in seconds: between half and all of a step that doubles up to `longest_s`."""
    step_s = first_s
    while True:
        yield random.uniform(step_s / 2, step_s)
        step_s = min(step_s * 2, longest_s)
