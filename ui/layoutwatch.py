"""Looks whether the layout file was saved; the disk is only touched in another thread."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from wallclient.layout.watch import SaveWatch, stamp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PERIOD_S = 0.5


async def watch_layout(path: Path, saved: Callable[[], None]) -> None:
    """Call `saved` once for each time the file at `path` was saved, until cancelled."""
    watch = SaveWatch(await asyncio.to_thread(stamp, path))
    while True:
        await asyncio.sleep(PERIOD_S)
        if watch.observe(await asyncio.to_thread(stamp, path)):
            saved()
