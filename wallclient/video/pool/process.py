"""One worker process: started, spoken to, listened to, ended for certain.

Secrets go through its stdin only. Whatever it prints to stderr is logged, redacted.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from typing import TYPE_CHECKING

import msgspec

from wallclient.lifeline import child_environment
from wallclient.video.messages import Stop, decode_news, encode
from wallclient.video.redact import redact

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.video.messages import Command, News

log = logging.getLogger(__name__)

_LONGEST_LINE = 1 << 20
# Orders that a worker has not read yet: beyond this it does not read any more.
_MOST_UNREAD = 1 << 20
# glibc: pictures are allocated and freed all the time; without this each one is a fresh mapping, and its page
# faults cost more than its conversion. OpenBLAS and the like must not start threads in a decoder.
_ENVIRONMENT = {
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "MALLOC_TRIM_THRESHOLD_": "67108864",
    "MALLOC_ARENA_MAX": "4",
    "OMP_NUM_THREADS": "1",
}


class WorkerProcess:
    """A running worker. Owns the process and the tasks that read from it."""

    def __init__(self, process: asyncio.subprocess.Process, on_news: Callable[[News], None]) -> None:
        self._process = process
        self._on_news = on_news
        self._tasks = (asyncio.create_task(self._read_news()), asyncio.create_task(self._read_log()))

    @classmethod
    async def spawn(cls, engine: str, on_news: Callable[[News], None]) -> WorkerProcess:
        """Raises OSError if no process can be started."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "wallclient.video.worker",
            "--engine",
            engine,
            "--parent",
            str(os.getpid()),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=_ENVIRONMENT | child_environment(),
            limit=_LONGEST_LINE,
        )
        return cls(process, on_news)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    def send(self, command: Command) -> None:
        """Give an order; one that cannot be given any more is lost with its process."""
        stdin = self._process.stdin
        if stdin is None or stdin.is_closing() or not self.alive:
            return
        stdin.write(encode(command))
        if stdin.transport.get_write_buffer_size() > _MOST_UNREAD:
            self.kill()

    def kill(self) -> None:
        """At once, whatever it is doing; also when it is stopped."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def wait(self, timeout_s: float) -> bool:
        """Has it ended within the time?"""
        try:
            await asyncio.wait_for(self._process.wait(), timeout_s)
        except TimeoutError:
            return False
        return True

    async def end(self, grace_s: float) -> int:
        """Ask it to end, make it end, and give everything back. Returns its exit code (minus the signal)."""
        if grace_s > 0 and self.alive:
            self.send(Stop())
            self._close_stdin()
            await self.wait(grace_s)
        if self.alive:
            self.kill()
        code = await self._process.wait()
        self._close_stdin()
        _, pending = await asyncio.wait(self._tasks, timeout=1.0)
        for task in pending:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                await self._process.stdin.wait_closed()
        return code

    def _close_stdin(self) -> None:
        if self._process.stdin is not None and not self._process.stdin.is_closing():
            self._process.stdin.close()

    async def _read_news(self) -> None:
        stream = self._process.stdout
        while stream is not None and (line := await _line(stream)):
            try:
                news = decode_news(line)
            except msgspec.DecodeError:
                log.warning("worker %d said something that could not be read", self.pid)
                continue
            self._on_news(news)

    async def _read_log(self) -> None:
        stream = self._process.stderr
        while stream is not None and (line := await _line(stream)):
            text = redact(line.decode(errors="replace").rstrip())
            if text:
                log.info("worker %d: %s", self.pid, text)


async def _line(stream: asyncio.StreamReader) -> bytes:
    """The next line; empty at the end. A line beyond all measure is left out."""
    while True:
        try:
            return await stream.readline()
        except ValueError:
            continue
        except OSError:
            return b""
