"""Starts the simulator as a child process and ends it.

The child outlives neither this process nor its stdin.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import tempfile
from asyncio import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from wallclient.demo.cameras.control import CameraControl
from wallclient.lifeline import child_environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.demo.cameras.config import CamerasConfig

_log = logging.getLogger(__name__)
_END_S: Final = 3.0
_KEPT_LINES: Final = 20


class LaunchFailed(Exception):
    """The simulator did not become ready; the message is what it said."""


class CamerasProcess:
    """A running simulator."""

    def __init__(
        self, process: subprocess.Process, ports: dict[str, int], control: CameraControl, errors: _Errors
    ) -> None:
        self._process = process
        self._errors = errors
        self.rtsp_port = ports["rtsp_port"]
        self.http_port = ports["http_port"]
        self.control = control

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """None while it runs."""
        return self._process.returncode

    async def stop(self) -> None:
        """End it: first by its stdin, then by force."""
        await self.control.close()
        await _end(self._process)
        await self._errors.finish()


async def launch(
    config: CamerasConfig,
    *,
    on_warming: Callable[[int, int], None] | None = None,
    ready_timeout_s: float = 300.0,
) -> CamerasProcess:
    """Start the simulator and wait until it serves.

    `on_warming(done, of)` tells the progress of the warm clips.

    Raises LaunchFailed. The event loop must live in a thread that lives as long as the simulator is to live.
    """
    path = _write_config(config)
    try:
        process = await _start(path)
        errors = _Errors(process)
        try:
            async with asyncio.timeout(ready_timeout_s):
                ports = await _wait_ready(process, on_warming)
        except TimeoutError:
            ports = None
            errors.lines.append(f"the cameras were not ready within {ready_timeout_s:g} s")
        except BaseException:
            await _end(process)
            await errors.finish()
            raise
    finally:
        path.unlink(missing_ok=True)
    if ports is None:
        await _end(process)
        await errors.finish()
        raise LaunchFailed("\n".join(errors.lines) or "the cameras ended without a word")
    control = CameraControl(config.host, ports["control_port"], config.control_token)
    return CamerasProcess(process, ports, control, errors)


async def _start(config_file: Path) -> subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "wallclient.demo.cameras",
        "--config",
        str(config_file),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=child_environment(),
    )


def _write_config(config: CamerasConfig) -> Path:
    """A file that only we can read (it holds passwords), deleted as soon as the child has read it."""
    handle, name = tempfile.mkstemp(prefix="wallclient-cameras-", suffix=".json")
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(config))
    return Path(name)


async def _wait_ready(
    process: subprocess.Process, on_warming: Callable[[int, int], None] | None
) -> dict[str, Any] | None:
    assert process.stdout is not None
    async for line in process.stdout:
        message = msgspec.json.decode(line, type=dict[str, Any])
        if message.get("ready"):
            return message
        if on_warming is not None and "warming" in message:
            on_warming(message["warming"], message["of"])
    return None


async def _end(process: subprocess.Process) -> None:
    if process.stdin is not None:
        process.stdin.close()
    for force in (process.terminate, process.kill):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _END_S)
            return
        with contextlib.suppress(ProcessLookupError):
            force()
    await process.wait()


class _Errors:
    """Reads the child's stderr, so that it never fills up; keeps its last lines."""

    def __init__(self, process: subprocess.Process) -> None:
        self.lines: list[str] = []
        self._process = process
        self._task = asyncio.create_task(self._read())

    async def finish(self) -> None:
        await self._task

    async def _read(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            text = line.decode(errors="replace").rstrip()
            self.lines = [*self.lines[1 - _KEPT_LINES :], text]
            _log.warning("cameras: %s", text)
