"""The simulated cameras as a process: `python -m wallclient.demo.cameras --config FILE`.

Stdout carries JSON lines for the parent and nothing else. It ends on SIGTERM, with its stdin, and with its
parent.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from wallclient.demo.cameras.config import ConfigProblems, load
from wallclient.demo.cameras.making.makers import MakingFailed
from wallclient.demo.cameras.making.pictures import scene_names
from wallclient.demo.cameras.simulator import Simulator
from wallclient.lifeline import die_with_parent, on_stdin_end

if TYPE_CHECKING:
    from wallclient.demo.cameras.config import CamerasConfig

_BAD_CONFIG = 2
_CANNOT_SERVE = 3


def main() -> int:
    """Run until told to end. Returns 0, 2 for a bad config, 3 if a port or a picture cannot be had."""
    parser = argparse.ArgumentParser(
        prog="python -m wallclient.demo.cameras", description="Simulated network cameras (RTSP, HTTP-TS)."
    )
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="JSON; see config.py")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s", stream=sys.stderr)
    die_with_parent()
    try:
        config = load(arguments.config, scene_names())
    except ConfigProblems as error:
        sys.stderr.write(f"{error}\n")
        return _BAD_CONFIG
    try:
        asyncio.run(_run(config))
    except (OSError, MakingFailed) as error:
        sys.stderr.write(f"the cameras cannot start: {error}\n")
        return _CANNOT_SERVE
    return 0


async def _run(config: CamerasConfig) -> None:
    loop = asyncio.get_running_loop()
    serving = asyncio.create_task(_serve(config))

    def end() -> None:
        serving.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, end)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(end))
    on_stdin_end(lambda: loop.call_soon_threadsafe(end))
    try:
        await serving
    except asyncio.CancelledError:
        return


async def _serve(config: CamerasConfig) -> None:
    simulator = Simulator(config, _tell)
    async with simulator.running() as ports:
        _tell({"ready": True, **ports})
        await asyncio.Event().wait()


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(message) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
