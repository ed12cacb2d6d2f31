"""The worker processes that make clips.

At most a few at once; one that dies costs its job a second try, nothing else.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio import subprocess
from typing import TYPE_CHECKING

import msgspec

from wallclient.demo.cameras.making.worker import Answer, Job
from wallclient.lifeline import child_environment

if TYPE_CHECKING:
    from pathlib import Path

    from wallclient.demo.cameras.clips import ClipSpec

_WORKER = "wallclient.demo.cameras.making.worker"
_TRIES = 2
_END_S = 2.0


class MakingFailed(Exception):
    """A clip cannot be made; the message says why."""


class Makers:
    """Owns up to `count` worker processes, started on first need and kept."""

    def __init__(self, count: int) -> None:
        self._slots = asyncio.Semaphore(count)
        self._idle: list[subprocess.Process] = []
        self._all: set[subprocess.Process] = set()

    async def make(self, spec: ClipSpec, path: Path) -> None:
        """Have the clip of `spec` made into the file `path`. Raises MakingFailed."""
        async with self._slots:
            for _ in range(_TRIES):
                answer = await self._try(Job(spec, str(path)))
                if answer is not None and answer.error:
                    raise MakingFailed(answer.error)
                if answer is not None:
                    return
        raise MakingFailed("the process that makes clips died")

    async def close(self) -> None:
        """End all workers."""
        for process in self._all:
            if process.stdin is not None:
                process.stdin.close()
        for process in self._all:
            await _end(process)
        self._all.clear()
        self._idle.clear()

    async def _try(self, job: Job) -> Answer | None:
        process = self._idle.pop() if self._idle else await self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(msgspec.json.encode(job) + b"\n")
            await process.stdin.drain()
            line = await process.stdout.readline()
        except ConnectionError:
            line = b""
        except asyncio.CancelledError:
            # Its answer would be taken for the next job's.
            process.kill()
            raise
        if not line:
            self._all.discard(process)
            await _end(process)
            return None
        self._idle.append(process)
        return msgspec.json.decode(line, type=Answer)

    async def _start(self) -> subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            _WORKER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=child_environment(),
        )
        self._all.add(process)
        return process


async def _end(process: subprocess.Process) -> None:
    try:
        await asyncio.wait_for(process.wait(), _END_S)
    except TimeoutError:
        process.kill()
        await process.wait()
