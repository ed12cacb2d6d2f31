"""What this machine can do, in words: Python, Qt and its screens, fonts, engines and what each opens, cores,
tools.

Every line says what is there; a line that says what is missing says also what to do about it.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ui.platform import OffscreenScreen, choose_platform, has_display
from wallclient.config.profiles import load_class_table, load_clock_profile
from wallclient.video.abilities import probe
from wallclient.video.port import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wallclient.video.abilities import EngineAbility

FONTS = (("Noto Sans CJK SC", "fonts-noto-cjk", "Chinese text"), ("Inter", "fonts-inter", "figures"))
_KINDS = {
    SourceKind.RTSP: "RTSP",
    SourceKind.HTTP_TS: "HTTP-TS",
    SourceKind.HTTP_FLV: "HTTP-FLV",
    SourceKind.HLS: "HLS",
    SourceKind.FILE: "files",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `grave`: without it the wall cannot do its work."""

    subject: str
    words: str
    ok: bool = True
    grave: bool = False


def run_doctor(json_file: Path | None, folder: Path) -> int:
    """Print all findings; 0 if nothing grave is missing, else 1.

    `folder` takes a screens file if one is needed.
    """
    findings = list(examine(folder))
    for finding in findings:
        mark = "ok  " if finding.ok else ("MISS" if finding.grave else "note")
        sys.stdout.write(f"{mark} {finding.subject}: {finding.words}\n")
    if json_file is not None:
        json_file.write_text(
            json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    return 1 if any(f.grave and not f.ok for f in findings) else 0


def examine(folder: Path) -> Iterator[Finding]:
    """All findings, one after the other."""
    yield Finding("Python", f"{platform.python_version()} on {platform.platform(terse=True)}")
    yield Finding("processor", f"{os.cpu_count() or 1} cores")
    yield from _examine_qt(folder)
    abilities = probe()
    for ability in abilities:
        yield _examine_engine(ability)
    yield _examine_together(abilities)
    yield Finding(
        "time limits", f"{load_clock_profile().name} (an example: put your city's own in its place)"
    )
    yield Finding("incident classes", f"{load_class_table().name} (an example as well)")


def _examine_qt(folder: Path) -> Iterator[Finding]:
    display = has_display(os.environ)
    choose_platform(None, (OffscreenScreen("offscreen"),), folder)
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    yield Finding("Qt", f"{qVersion()}, platform {QGuiApplication.platformName()}")
    if not display:
        yield Finding("display", "none here: the wall is painted offscreen; --snapshot shows it", ok=False)
    assert isinstance(app, QGuiApplication)
    for screen in app.screens():
        size, ratio, mm = screen.geometry(), screen.devicePixelRatio(), screen.physicalSize()
        yield Finding(
            f"screen {screen.name()}",
            f"{round(size.width() * ratio)} x {round(size.height() * ratio)} px, ratio {ratio:g}, "
            f"{mm.width():.0f} x {mm.height():.0f} mm, {screen.manufacturer()} {screen.model()}".rstrip(" ,"),
        )
    families = set(QFontDatabase.families())
    for family, package, use in FONTS:
        found = family in families
        words = f"{family} for {use}" if found else f"{family} is missing ({use}): apt-get install {package}"
        yield Finding("font", words, ok=found, grave=not found and family.startswith("Noto"))


def _examine_engine(ability: EngineAbility) -> Finding:
    if not ability.available:
        return Finding(f"engine {ability.name}", f"not usable: {ability.reason}", ok=False)
    opens = [words for kind, words in _KINDS.items() if ability.can_open(kind)]
    cannot = [words for kind, words in _KINDS.items() if not ability.can_open(kind)]
    words = f"{ability.version}; opens {', '.join(opens)}"
    if cannot:
        words += f"; does not open {', '.join(cannot)}"
        words += f" ({ability.reason})" if ability.reason else ""
    return Finding(f"engine {ability.name}", words)


def _examine_together(abilities: tuple[EngineAbility, ...]) -> Finding:
    missing = [words for kind, words in _KINDS.items() if not any(a.can_open(kind) for a in abilities)]
    if missing:
        return Finding("sources", f"no engine opens {', '.join(missing)}", ok=False, grave="RTSP" in missing)
    return Finding("sources", "every kind of source has an engine")
