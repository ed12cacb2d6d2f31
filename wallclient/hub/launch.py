"""Starts a hub as a child process and ends it: for the demo, for tests, for a wall that brings its own hub.

The configuration goes over a file that only its owner can read, never over the command line. The child ends
with its standard input, so it cannot outlive the program that launched it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from collections import deque
from typing import TYPE_CHECKING

import msgspec

from wallclient.lifeline import child_environment

if TYPE_CHECKING:
    from wallclient.hub.config import HubConfig

READY_S = 30.0
STOP_S = 10.0


class LaunchError(Exception):
    """The hub did not start; the text is what it said last."""


class _ReadyLine(msgspec.Struct, frozen=True):
    ready: bool
    port: int
    stream_id: str = ""


class HubProcess:
    """A running hub. Stop or kill it; both may be called again."""

    def __init__(self, process: asyncio.subprocess.Process, host: str) -> None:
        self.port = 0
        self.stream_id = ""
        self._host = host
        self._process = process
        self._last_words: deque[str] = deque(maxlen=20)
        self._listening = asyncio.create_task(self._listen(), name="hub-stderr")

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.returncode

    @property
    def api_url(self) -> str:
        return f"http://{self._host}:{self.port}"

    @property
    def events_url(self) -> str:
        return f"ws://{self._host}:{self.port}/events/v1"

    @property
    def last_words(self) -> str:
        """The last lines that it wrote to standard error."""
        return "\n".join(self._last_words)

    async def ready(self, timeout_s: float = READY_S) -> None:
        """Wait for the ready line; raises LaunchError."""
        if self._process.stdout is None:
            raise LaunchError("the hub has no standard output")
        try:
            async with asyncio.timeout(timeout_s):
                line = await self._process.stdout.readline()
            told = msgspec.json.decode(line, type=_ReadyLine)
        except TimeoutError:
            raise LaunchError(f"the hub was not ready within {timeout_s:g} s") from None
        except msgspec.MsgspecError:
            await self._listening
            raise LaunchError(self.last_words or "the hub ended before it was ready") from None
        self.port = told.port
        self.stream_id = told.stream_id

    async def stop(self, timeout_s: float = STOP_S) -> int:
        """Ask it to end and wait; after `timeout_s` it is killed. Returns its exit code."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.returncode is None and sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
        try:
            async with asyncio.timeout(timeout_s):
                code = await self._process.wait()
        except TimeoutError:
            return await self.kill()
        await self._listening
        return code

    async def kill(self) -> int:
        """End it at once, as a crash would. Returns its exit code."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        code = await self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._listening
        return code

    async def _listen(self) -> None:
        if self._process.stderr is not None:
            async for line in self._process.stderr:
                self._last_words.append(line.decode(errors="replace").rstrip())


async def launch(config: HubConfig) -> HubProcess:
    """A hub with `config`, ready to be used; it follows its standard input. Raises LaunchError.

    Relative paths count from the working directory of this process.
    """
    config = msgspec.structs.replace(
        config,
        follow_stdin=True,
        database=_absolute(config.database),
        tokens_file=_absolute(config.tokens_file),
        clocks=_absolute(config.clocks),
        classes=_absolute(config.classes),
    )
    # mkstemp makes it for the owner only.
    handle, name = await asyncio.to_thread(tempfile.mkstemp, ".json", "hub-")
    try:
        await asyncio.to_thread(_write, handle, msgspec.json.encode(config))
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "wallclient.hub",
            "--config",
            name,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=child_environment(),
        )
        hub = HubProcess(process, config.host)
        try:
            await hub.ready()
        except BaseException:
            await hub.kill()
            raise
    finally:
        with contextlib.suppress(OSError):
            await asyncio.to_thread(os.unlink, name)
    return hub


def _absolute(path: str) -> str:
    return os.path.abspath(path) if path else ""


def _write(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(content)
