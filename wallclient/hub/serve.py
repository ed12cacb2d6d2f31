"""Runs one hub as a process: ready line, signals, end with the parent, exit code.

Standard output carries the ready line and nothing else; sentences for people go to standard error.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wallclient.hub.config import ConfigError, load_classes, load_clocks, load_config, load_tokens
from wallclient.hub.hub import Hub
from wallclient.hub.journal.database import LogError
from wallclient.hub.tokens import Tokens
from wallclient.hub.web import Web
from wallclient.lifeline import die_with_parent, on_stdin_end

if TYPE_CHECKING:
    from wallclient.hub.config import HubConfig

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_CONFIG = 2


def run_file(path: Path) -> int:
    """Like `run`, with the configuration in `path` (.toml or .json); its mistakes are told, not raised."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        config = load_config(path)
    except ConfigError as error:
        _say(str(error))
        return EXIT_CONFIG
    return run(config)


def run(config: HubConfig) -> int:
    """Run until told to stop; returns the exit code: 0 stopped, 1 failed, 2 configuration not usable."""
    try:
        return asyncio.run(_serve(config))
    except ConfigError as error:
        _say(str(error))
        return EXIT_CONFIG
    except LogError as error:
        _say(str(error))
        return EXIT_FAILED
    except KeyboardInterrupt:
        return EXIT_OK


async def _serve(config: HubConfig) -> int:
    tokens = Tokens(load_tokens(config))
    hub = Hub(config, Path(config.database), load_clocks(config), load_classes(config))
    stop = asyncio.Event()
    _stop_on_signals(stop)
    if config.follow_stdin:
        _follow_parent(stop)
    web = Web(hub, tokens, config)
    try:
        hub.log.when_failed(stop.set)
        await hub.start()
        try:
            port = await web.start()
        except OSError as error:
            _say(f"cannot listen on {config.host} port {config.port}: {error.strerror or error}")
            return EXIT_FAILED
        _ready(port, hub.log.stream_id)
        await stop.wait()
    finally:
        await web.stop()
        await hub.stop()
    if hub.log.failure is not None:
        _say(str(hub.log.failure))
        return EXIT_FAILED
    return EXIT_OK


def _ready(port: int, stream_id: str) -> None:
    line = {"ready": True, "port": port, "pid": os.getpid(), "stream_id": stream_id}
    sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    sys.stdout.flush()


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except (NotImplementedError, RuntimeError):
            # Windows, or not the main thread: there the parent ends us through standard input.
            with contextlib.suppress(ValueError):
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _follow_parent(stop: asyncio.Event) -> None:
    """Stop when standard input ends, which it does when the parent closes it or dies."""
    loop = asyncio.get_running_loop()

    def ended() -> None:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(stop.set)

    on_stdin_end(ended)
    # For the case that another child of the parent holds our standard input open.
    die_with_parent(signal.SIGTERM)


def _say(sentence: str) -> None:
    sys.stderr.write(f"hub: {sentence}\n")
    sys.stderr.flush()
