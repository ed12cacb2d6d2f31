"""The process that makes clips: one JSON job per line on stdin, one JSON answer per line on stdout.

Ends with its stdin.

Nothing but answers may go to stdout.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import msgspec

from wallclient.demo.cameras.clips import ClipSpec
from wallclient.lifeline import die_with_parent

# Below the streams themselves: a clip in the making must not make running ones late.
_NICENESS = 5


class Job(msgspec.Struct, frozen=True):
    """Make the clip of `spec` and put it into the file `path`."""

    spec: ClipSpec
    path: str


class Answer(msgspec.Struct, frozen=True):
    """`error` is empty when the file is there."""

    error: str = ""


def main() -> None:
    """Work until stdin ends."""
    die_with_parent()
    # A Ctrl-C in a terminal reaches the whole group; the parent ends us by closing stdin.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    for line in sys.stdin.buffer:
        answer = _work(msgspec.json.decode(line, type=Job))
        sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
        sys.stdout.buffer.flush()


def _work(job: Job) -> Answer:
    from wallclient.demo.cameras.making.encoder import write_clip

    try:
        write_clip(job.spec, Path(job.path))
    except Exception as error:  # the boundary of a job: its error is the answer
        return Answer(error=f"{type(error).__name__}: {error}")
    return Answer()


if __name__ == "__main__":
    main()
