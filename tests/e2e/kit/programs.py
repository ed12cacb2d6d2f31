"""The program itself, started as its user starts it, and everything that it starts in turn."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]
_MARK = "WALLCLIENT_E2E_RUN"


@dataclass(frozen=True, slots=True)
class Seen:
    """One process as others on the machine see it."""

    pid: int
    command: tuple[str, ...]
    environment: dict[str, str] = field(repr=False)

    @property
    def module(self) -> str:
        """What runs: a module's name, or a script's."""
        words = self.command
        return words[words.index("-m") + 1] if "-m" in words else Path(words[1]).name if words[1:] else ""


class Program:
    """`main.py` with folders of its own. Whatever it starts carries a mark in its environment."""

    def __init__(self, folder: Path, *arguments: str, cache: Path | None = None) -> None:
        self.folder = folder
        self.state, self.temporary = folder / "state", folder / "tmp"
        self.temporary.mkdir(parents=True, exist_ok=True)
        self._mark = uuid.uuid4().hex
        self.seen: dict[int, Seen] = {}
        with (folder / "stdout.txt").open("wb") as stdout, (folder / "stderr.txt").open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "main.py", *arguments],
                cwd=ROOT,
                env=self._environment(cache or folder / "cache"),
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
            )

    def _environment(self, cache: Path) -> dict[str, str]:
        inherited = {
            k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        }
        return inherited | {
            _MARK: self._mark,
            "XDG_STATE_HOME": str(self.state),
            "XDG_CACHE_HOME": str(cache),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "TMPDIR": str(self.temporary),
        }

    @property
    def said(self) -> str:
        """All that it and its children wrote to the terminal."""
        return "".join(
            (self.folder / name).read_text("utf-8", "replace") for name in ("stdout.txt", "stderr.txt")
        )

    def alive(self) -> list[Seen]:
        """The processes of this run that are there now; each is kept in `seen`."""
        found = []
        for process in psutil.process_iter():
            try:
                environment = process.environ()
                if environment.get(_MARK) != self._mark or process.status() == psutil.STATUS_ZOMBIE:
                    continue
                one = Seen(process.pid, tuple(process.cmdline()), environment)
            except psutil.Error:
                continue
            found.append(one)
            # A process that has just been forked shows its parent's command first.
            self.seen[process.pid] = one
        return found

    def modules(self) -> set[str]:
        return {one.module for one in self.alive()}

    def wait(self, within_s: float) -> int:
        """Its exit code; whoever comes and goes meanwhile is noted in `seen`."""
        end = time.monotonic() + within_s
        while self.process.poll() is None:
            self.alive()
            assert time.monotonic() < end, f"still running after {within_s:g} s:\n{self.said}"
            time.sleep(0.2)
        return int(self.process.returncode)

    def until(self, condition: Callable[[], object], what: str, within_s: float) -> None:
        end = time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < end, f"not {what} within {within_s:g} s: {self.alive()}\n{self.said}"
            time.sleep(0.1)

    def close(self) -> None:
        """Nothing of this run is left, whatever the test made of it."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for one in self.alive():
            psutil.Process(one.pid).kill()


def rings_of_the_dead() -> list[str]:
    """Ring directories in shared memory whose owner runs no more."""
    found = []
    for path in Path("/dev/shm").glob("wallclient-*"):
        owner = path.name.split("-")[1]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            found.append(path.name)
    return found


def files_with(secret: str, folder: Path) -> dict[Path, int]:
    """Files below `folder` that hold `secret`, with their mode."""
    return {
        path: stat.S_IMODE(path.stat().st_mode)
        for path in folder.rglob("*")
        if path.is_file() and secret.encode() in path.read_bytes()
    }
