"""Hubs for the tests, which all end with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.unit.hub.hubkit import TOKENS, RunningHub
from wallclient.hub.config import HubConfig

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path


@pytest.fixture
def config(tmp_path: Path) -> HubConfig:
    return HubConfig(
        database=str(tmp_path / "hub.sqlite"), tokens=TOKENS, clock_check_s=0.05, drain_s=1.0, heartbeat_s=5.0
    )


@pytest.fixture
async def start_hub(config: HubConfig) -> AsyncIterator[Callable[..., Awaitable[RunningHub]]]:
    """Starts hubs in this event loop; keywords change the configuration."""
    running: list[RunningHub] = []

    async def start(**more: object) -> RunningHub:
        running.append(await RunningHub.start(msgspec.structs.replace(config, **more)))
        return running[-1]

    yield start
    for one in running:
        await one.stop()
