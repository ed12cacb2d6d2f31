"""How child processes of this package start and end with their parent.

Without it a killed wall would leave decoders decoding and cameras streaming for ever.
"""

from __future__ import annotations

import ctypes
import os
import signal
import stat
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import wallclient

if TYPE_CHECKING:
    from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def die_with_parent(number: signal.Signals | None = None) -> None:
    """Ask Linux for a signal (SIGKILL if none is given) when the parent's thread that started us ends.

    Elsewhere the end of standard input has to do.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, number or signal.SIGKILL, 0, 0, 0)


def on_stdin_end(ended: Callable[[], object]) -> None:
    """Call `ended` from a thread when stdin ends.

    Only a pipe or socket is a lifeline; a terminal or /dev/null is not.
    """
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return

    def wait() -> None:
        # os.read, not sys.stdin: a buffered reader's lock held at exit would be a fatal error.
        try:
            while os.read(0, 4096):
                pass
        except OSError:
            pass
        ended()

    threading.Thread(target=wait, name="stdin-lifeline", daemon=True).start()


def child_environment() -> dict[str, str]:
    """The environment in which `python -m wallclient…` finds this very package, from any folder."""
    root = str(Path(wallclient.__file__).parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
