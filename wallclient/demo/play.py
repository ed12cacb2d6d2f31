"""The process that lets things happen in the district: it tells the hub the story, as platforms and phones
would.

`python -m wallclient.demo.play` reads its configuration, which holds a token, from standard input and ends
with it.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio import subprocess
from contextlib import suppress

import msgspec

from wallclient.config.profiles import load_clock_profile
from wallclient.demo.district.build import build_district
from wallclient.demo.district.devices.catalogue import camera_list, meeting_cameras
from wallclient.demo.district.workers import worker_list
from wallclient.demo.story.driver import StoryDriver
from wallclient.demo.story.story import Stage, Story
from wallclient.lifeline import child_environment, die_with_parent

_END_S = 3.0


class PlayConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Where the hub is and how much happens. `events_per_s` 0: only the story."""

    api_url: str
    token: str
    cameras: int = 300
    workers: int = 120
    rate: float = 1.0
    events_per_s: float = 0.0

    def __repr__(self) -> str:
        return f"PlayConfig(api_url={self.api_url!r}, cameras={self.cameras})"


class PlayProcess:
    """The running process."""

    def __init__(self, process: subprocess.Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    async def stop(self) -> None:
        """End it: first by its standard input, then by force."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), _END_S)
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


async def launch_play(config: PlayConfig) -> PlayProcess:
    """Start the process and give it its configuration. It begins at once and waits for the hub itself."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "wallclient.demo.play", stdin=subprocess.PIPE, env=child_environment()
    )
    assert process.stdin is not None
    process.stdin.write(msgspec.json.encode(config) + b"\n")
    await process.stdin.drain()
    return PlayProcess(process)


def make_story(config: PlayConfig) -> Story:
    """The story of the district that `config` describes."""
    district = build_district()
    stage = Stage(
        district=district,
        cameras=camera_list(district, config.cameras),
        meeting_places=meeting_cameras(district),
        workers=worker_list(district, config.workers),
        profile=load_clock_profile(),
    )
    story = Story(stage, rate=config.rate)
    if config.events_per_s > 0:
        story.burst(config.events_per_s)
    return story


async def _play(config: PlayConfig) -> None:
    driver = asyncio.create_task(StoryDriver(make_story(config), config.api_url, config.token).run())
    # Nothing more comes on standard input: its end is the parent's.
    ended = asyncio.create_task(asyncio.to_thread(sys.stdin.buffer.read))
    await asyncio.wait({driver, ended}, return_when=asyncio.FIRST_COMPLETED)
    driver.cancel()
    with suppress(asyncio.CancelledError):
        await driver


def main() -> int:
    die_with_parent()
    try:
        config = msgspec.json.decode(sys.stdin.buffer.readline(), type=PlayConfig)
    except msgspec.MsgspecError as error:
        sys.stderr.write(f"the configuration on standard input cannot be used: {error}\n")
        return 2
    asyncio.run(_play(config))
    return 0


if __name__ == "__main__":
    sys.exit(main())
