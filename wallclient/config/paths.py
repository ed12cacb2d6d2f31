"""Folders for state, cache and run-time files, as the platform's conventions have them. Creates nothing."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = "wallclient"


@dataclass(frozen=True, slots=True)
class Paths:
    """`state`: must survive a restart. `cache`: may be deleted at any time. `runtime`: may go at a reboot."""

    state: Path
    cache: Path
    runtime: Path


def find_paths(environ: Mapping[str, str], home: Path, platform: str, temporary: Path) -> Paths:
    """Folders for this user.

    `platform` is `sys.platform`; `temporary` is used where the system offers no folder for run-time files. As
    the XDG specification asks, relative values of its variables are ignored.
    """
    if platform == "win32":
        local = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / _NAME
        return Paths(local / "state", local / "cache", temporary / _NAME)
    if platform == "darwin":
        library = home / "Library"
        return Paths(library / "Application Support" / _NAME, library / "Caches" / _NAME, temporary / _NAME)
    runtime = _absolute(environ, "XDG_RUNTIME_DIR")
    return Paths(
        (_absolute(environ, "XDG_STATE_HOME") or home / ".local" / "state") / _NAME,
        (_absolute(environ, "XDG_CACHE_HOME") or home / ".cache") / _NAME,
        runtime / _NAME if runtime else temporary / _NAME,
    )


def own_paths() -> Paths:
    """Folders of the user who runs this process."""
    return find_paths(os.environ, Path.home(), sys.platform, Path(tempfile.gettempdir()))


def demo_config() -> Path:
    """Where the demo that runs now, or ran last, keeps the configuration of its wall."""
    return own_paths().state / "demo" / "wall.toml"


def _absolute(environ: Mapping[str, str], name: str) -> Path | None:
    path = Path(environ.get(name, ""))
    return path if path.is_absolute() else None
