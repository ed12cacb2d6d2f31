"""Where the windows will be: a real display, or Qt's offscreen screens when there is none.

Decided before Qt starts.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class OffscreenScreen:
    """One screen of the offscreen platform, in logical pixels at `dpr`."""

    name: str
    x: int = 0
    y: int = 0
    width: int = 1920
    height: int = 1080
    dpr: float = 1.0

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "x": self.x,
            "y": self.y,
            "width": self.width,
            "height": self.height,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": self.dpr,
        }


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether windows can be shown to people here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def write_screens(screens: tuple[OffscreenScreen, ...], path: Path) -> Path:
    """Write a screens file as Qt's offscreen platform reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"screens": [s.as_json() for s in screens]}), encoding="utf-8")
    return path


def choose_platform(screens_file: Path | None, fallback: tuple[OffscreenScreen, ...], folder: Path) -> str:
    """Set QT_QPA_PLATFORM if it must be; returns a sentence about it, empty for a real display.

    `screens_file` forces the offscreen platform with those screens; without one and without a display the
    `fallback` screens are written into `folder`.
    """
    if screens_file is None:
        if os.environ.get("QT_QPA_PLATFORM") or has_display(os.environ):
            return ""
        screens_file = write_screens(fallback, folder / "screens.json")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens_file.absolute()}"
    return "No display is used: the wall is painted on Qt's offscreen screens (--snapshot shows them)."
