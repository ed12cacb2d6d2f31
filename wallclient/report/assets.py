"""Leaflet as it lies in its package, made fit to stand inside a page: nothing in it points outside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from xstatic.pkg import leaflet

_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
# Pictures of controls and default markers, which reports do not use, and a leftover for old browsers.
_URL = re.compile(r"[\w-]+\s*:\s*url\([^)]*\)[^;}]*;?")


@dataclass(frozen=True, slots=True)
class Leaflet:
    """Text of the library's script and style sheet."""

    script: str
    style: str


def read_leaflet() -> Leaflet:
    """Read both files; OSError if the package is damaged."""
    folder = Path(leaflet.BASE_DIR)
    script = (folder / "leaflet.js").read_text("utf-8")
    style = (folder / "leaflet.css").read_text("utf-8")
    return Leaflet(_SOURCE_MAP.sub("", script).strip(), _URL.sub("", style).strip())
