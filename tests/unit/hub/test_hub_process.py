"""The hub as a process: start, end, and `kill -9` at any moment with nothing acknowledged lost or doubled."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import msgspec
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.unit.hub.hubkit import WAIT_S, bearer, eventually
from wallclient.hub.launch import HubProcess, LaunchError, launch
from wallclient.protocol.session import FeedSession

if TYPE_CHECKING:
    from wallclient.hub.config import HubConfig

ROOT = Path(__file__).parents[3]
KILLS = 8
POSTERS = 4
POSTS_EACH = 150
EVENTS_PER_POST = 10
PATIENCE_S = 45.0


async def test_a_launched_hub_says_its_port_and_ends_when_asked(config: HubConfig) -> None:
    hub = await launch(config)
    async with aiohttp.ClientSession() as session, session.get(f"{hub.api_url}/health") as response:
        assert await response.json() == {"ok": True}
    assert await hub.stop() == 0
    assert hub.returncode == 0
    assert await hub.stop() == 0


async def test_secrets_are_not_on_the_command_line_and_their_file_is_gone(config: HubConfig) -> None:
    hub = await launch(config)
    try:
        arguments = await asyncio.to_thread(Path(f"/proc/{hub.pid}/cmdline").read_bytes)
        assert b"secret" not in arguments
        assert not await asyncio.to_thread(Path(arguments.split(b"\0")[-2].decode()).exists)
    finally:
        await hub.stop()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"tokens": ()}, "nobody could connect"),
        ({"clocks": "/nowhere/clocks.toml"}, "/nowhere/clocks.toml: cannot be read"),
        ({"host": "256.1.1.1"}, "cannot listen on 256.1.1.1"),
    ],
)
async def test_a_hub_that_cannot_start_says_why(more: dict[str, Any], words: str, config: HubConfig) -> None:
    with pytest.raises(LaunchError) as refused:
        await launch(msgspec.structs.replace(config, **more))
    assert words in str(refused.value)
    assert "Traceback" not in str(refused.value)


async def test_a_taken_port_and_a_taken_log_are_told(config: HubConfig, tmp_path: Path) -> None:
    hub = await launch(config)
    try:
        with pytest.raises(LaunchError, match="in use by another hub"):
            await launch(config)
        elsewhere = msgspec.structs.replace(config, port=hub.port, database=str(tmp_path / "other"))
        with pytest.raises(LaunchError, match=f"cannot listen on 127\\.0\\.0\\.1 port {hub.port}"):
            await launch(elsewhere)
    finally:
        await hub.stop()


async def test_a_hub_ends_with_the_program_that_launched_it(config: HubConfig, tmp_path: Path) -> None:
    file = tmp_path / "hub.json"
    file.write_bytes(msgspec.json.encode(msgspec.structs.replace(config, follow_stdin=True)))
    script = (
        "import subprocess, sys, time\n"
        f"hub = subprocess.Popen([sys.executable, '-m', 'wallclient.hub', '--config', {str(file)!r}],"
        " stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "sys.stdout.write(hub.stdout.readline().decode()); sys.stdout.flush(); time.sleep(600)\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert parent.stdout is not None
    async with asyncio.timeout(WAIT_S):
        ready = json.loads(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    await eventually(lambda: not _alive(ready["pid"]))


async def test_a_signal_ends_a_hub_that_follows_nobody(config: HubConfig, tmp_path: Path) -> None:
    file = tmp_path / "hub.json"
    file.write_bytes(msgspec.json.encode(config))
    hub = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "wallclient.hub",
        "--config",
        str(file),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert hub.stdout is not None
    async with asyncio.timeout(WAIT_S):
        assert json.loads(await hub.stdout.readline())["ready"] is True
    hub.send_signal(signal.SIGTERM)
    async with asyncio.timeout(WAIT_S):
        assert await hub.wait() == 0
        assert await hub.stdout.read() == b""


def _alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        return state != "Z"
    return False


class Crashing:
    """A hub that is killed again and again, and whoever talks to it meanwhile."""

    def __init__(self, config: HubConfig) -> None:
        self.config = config
        self.hub: HubProcess | None = None
        self.up = asyncio.Event()
        self.acknowledged: dict[int, str] = {}
        self.received: list[tuple[int, int]] = []
        self.session = FeedSession()

    async def start(self) -> None:
        self.hub = await launch(self.config)
        self.up.set()

    async def kill(self) -> None:
        assert self.hub is not None
        self.up.clear()
        await self.hub.kill()

    async def post(self, poster: int) -> None:
        """Post numbered events; whatever is not answered is posted again with the same key."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(5)) as session:
            for turn in range(POSTS_EACH):
                start = (poster * POSTS_EACH + turn) * EVENTS_PER_POST
                numbers = range(start, start + EVENTS_PER_POST)
                body = msgspec.json.encode([{"type": "wall.scene", "data": {"n": n}} for n in numbers])
                sequences = await self._until_answered(session, body, f"{poster}-{turn}")
                self.acknowledged.update(zip(numbers, sequences, strict=True))

    async def _until_answered(self, session: aiohttp.ClientSession, body: bytes, key: str) -> list[str]:
        while True:
            await self.up.wait()
            assert self.hub is not None
            headers = bearer("source") | {"Idempotency-Key": key}
            try:
                async with session.post(f"{self.hub.api_url}/events", data=body, headers=headers) as answer:
                    if answer.status == 200:
                        return list((await answer.json())["sequences"])
                    assert answer.status == 503, await answer.text()
            except (aiohttp.ClientError, TimeoutError):
                await asyncio.sleep(0.01)

    async def consume(self) -> None:
        """Listen for ever, each time from where it ended."""
        while True:
            await self.up.wait()
            assert self.hub is not None
            query = f"?since={self.session.cursor}" if self.session.cursor else ""
            try:
                async with connect(
                    f"{self.hub.events_url}{query}", additional_headers=bearer("wall")
                ) as stream:
                    self.session.connected(0.0)
                    async for text in stream:
                        for event in self.session.receive(text, 0.0).events:
                            if isinstance(event.data, dict):
                                self.received.append((event.sequence or 0, event.data["n"]))
            except (OSError, WebSocketException):
                await asyncio.sleep(0.01)


async def test_nothing_acknowledged_is_lost_or_doubled_however_often_the_hub_is_killed(
    config: HubConfig,
) -> None:
    seed = int(os.environ.get("WALLCLIENT_TEST_SEED", random.randrange(1_000_000)))
    chance = random.Random(seed)
    crashing = Crashing(msgspec.structs.replace(config, save_every_events=700, clock_check_s=0.02))
    await crashing.start()
    consuming = asyncio.create_task(crashing.consume())
    posting = [asyncio.create_task(crashing.post(poster)) for poster in range(POSTERS)]
    everything = POSTERS * POSTS_EACH * EVENTS_PER_POST
    try:
        async with asyncio.timeout(PATIENCE_S):
            for round_ in range(KILLS):
                # Kill in the middle of the work, wherever chance has it.
                goal = everything * (round_ + chance.random()) / (KILLS + 1)
                await eventually(lambda goal=goal: len(crashing.acknowledged) >= goal)  # type: ignore[misc]
                await crashing.kill()
                await crashing.start()
            await asyncio.gather(*posting)
            await eventually(lambda: len(crashing.received) >= everything)
    finally:
        for task in (consuming, *posting):
            task.cancel()
        await asyncio.gather(consuming, *posting, return_exceptions=True)
        assert crashing.hub is not None
        await crashing.hub.stop()
    assert len(crashing.acknowledged) == everything, f"seed {seed}"
    # What the consumer got: every event once, in order, at the place that its poster was told.
    sequences = [sequence for sequence, _ in crashing.received]
    assert sequences == list(range(1, everything + 1)), f"seed {seed}"
    assert {n: f"{s:020}" for s, n in crashing.received} == crashing.acknowledged, f"seed {seed}"
    figures = crashing.session.figures
    assert (figures.lost, figures.gaps, figures.duplicates, figures.bad_frames) == (0, 0, 0, 0), (
        f"seed {seed}"
    )
