"""`python -m wallclient.video.worker --engine NAME --parent PID`: one decoder process.

It must not outlive its parent, however that ends: stdin's end, the kernel's signal and a look at the parent's
number all lead to the end. Secrets come over stdin only; nothing of them goes to stderr.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING

from wallclient.lifeline import die_with_parent
from wallclient.video.abilities import ENGINES
from wallclient.video.engines import EngineMissing, load_engine
from wallclient.video.messages import Ready, encode
from wallclient.video.redact import redact
from wallclient.video.worker.main import Worker

if TYPE_CHECKING:
    from typing import BinaryIO


class _Redacted(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def main() -> int:
    parser = argparse.ArgumentParser(description="Decoder process; started by the wall.")
    parser.add_argument("--engine", choices=ENGINES, required=True)
    parser.add_argument("--parent", type=int, required=True, help="process that it must not outlive")
    arguments = parser.parse_args()
    _die_with(arguments.parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's business; it then closes stdin
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacted("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    news = _private_stdout()
    try:
        engine = load_engine(arguments.engine)
    except EngineMissing as error:
        ready = Ready(engine=arguments.engine, available=False, reason=redact(str(error)))
        _write(news, encode(ready))
        return 3
    ability = engine.ability()
    ready = Ready(
        engine=ability.name,
        available=ability.available,
        version=ability.version,
        opens=ability.opens,
        reason=ability.reason,
    )
    _write(news, encode(ready))
    Worker(engine, sys.stdin.buffer, news).run()
    return 0


def _die_with(parent: int) -> None:
    die_with_parent()
    if hasattr(os, "getppid") and os.getppid() != parent:
        os._exit(4)  # it ended before the line above


def _private_stdout() -> BinaryIO:
    """The pipe to the pool, where no library can print into it; what they print goes to stderr."""
    private = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(private, "wb")


def _write(news: BinaryIO, line: bytes) -> None:
    news.write(line)
    news.flush()


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    # No tidy end: threads may still sit in a library that must not be unloaded under them.
    os._exit(code)
