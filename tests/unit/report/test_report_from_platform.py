"""A report asked for on the command line, from a running hub."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.unit.hub.hubkit import TOKENS, RunningHub, created, worker
from tests.unit.report.reportkit import NOW, incident
from wallclient.config.load import WallConfig
from wallclient.config.problems import Problems
from wallclient.config.sections.platform import PlatformSection
from wallclient.hub.config import HubConfig
from wallclient.report.fetch import report_from_platform

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def platform(tmp_path: Path) -> AsyncIterator[WallConfig]:
    """A hub that knows one incident and one worker, and the configuration to reach it."""
    hub = await RunningHub.start(HubConfig(database=str(tmp_path / "hub.sqlite"), tokens=TOKENS))
    await hub.feed(created(incident()), worker("w1", name="周敏", lon=120.621, lat=31.3, positioned_at=NOW))
    token = tmp_path / "token"
    token.write_text("wall-secret")
    token.chmod(0o600)
    address = f"ws://127.0.0.1:{hub.port}/events/v1"
    yield WallConfig(platform=PlatformSection(events=address, token_file=str(token)))
    await hub.stop()


@pytest.mark.parametrize("asked", ["leak", "20261123-0147"])
async def test_an_incident_is_found_by_id_and_by_number(
    platform: WallConfig, tmp_path: Path, asked: str
) -> None:
    path = await asyncio.to_thread(report_from_platform, platform, asked, tmp_path / "r.html")
    text = path.read_text("utf-8")
    assert "米兰社区 6 号楼燃气泄漏" in text
    assert "周敏" in text


async def test_an_unknown_incident_is_named_in_the_answer(platform: WallConfig, tmp_path: Path) -> None:
    with pytest.raises(Problems, match="no incident 'nothing'"):
        await asyncio.to_thread(report_from_platform, platform, "nothing", tmp_path / "r.html")
    assert not (tmp_path / "r.html").exists()


def test_a_platform_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    config = WallConfig(platform=PlatformSection(events="ws://127.0.0.1:9/events/v1"))
    with pytest.raises(Problems, match=r"ws://127\.0\.0\.1:9.*no snapshot"):
        report_from_platform(config, "leak", tmp_path / "r.html", within_s=0.5)


def test_a_wall_without_a_platform_is_told_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Problems, match=r"platform\.events"):
        report_from_platform(WallConfig(), "leak", tmp_path / "r.html")
