"""Every text of the interface has its Chinese: `python -m tests.checks.translations`, `--update` to take in new ones.

The texts are collected by Qt's lupdate from the sources into a fresh file, which is compared with the one in the tree.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TS = ROOT / "resources" / "translations" / "wallclient_zh_CN.ts"


def sources() -> list[str]:
    return [str(p) for p in sorted((ROOT / "ui").rglob("*.py"))]


def collect(into: Path) -> None:
    """Write all texts of the sources into the file `into`, keeping translations that are there."""
    command = [
        str(Path(sys.executable).with_name("pyside6-lupdate")),
        "-silent",
        "-locations",
        "none",
        "-no-obsolete",
        "-target-language",
        "zh_CN",
        "-source-language",
        "en",
        *sources(),
        "-ts",
        str(into),
    ]
    subprocess.run(command, check=True, capture_output=True)


def texts(path: Path) -> dict[tuple[str, str], str]:
    """(context, source text) → translation; an empty one is not translated yet."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") != "unfinished"
            text = (translation.text or "") if translation is not None and done else ""
            found[name, message.findtext("source") or ""] = text
    return found


def main() -> int:
    if "--update" in sys.argv[1:]:
        collect(TS)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh_file = Path(folder) / "fresh_zh_CN.ts"
        collect(fresh_file)
        fresh = texts(fresh_file)
    kept = texts(TS)
    missing = [key for key in fresh if not kept.get(key)]
    gone = [key for key in kept if key not in fresh]
    for context, source in missing:
        sys.stdout.write(f"{TS.name}: {context}: no Chinese for {source!r}\n")
    for context, source in gone:
        sys.stdout.write(f"{TS.name}: {context}: nothing uses {source!r} any more\n")
    if missing or gone:
        sys.stdout.write("python -m tests.checks.translations --update takes in what is new\n")
    return 1 if missing or gone else 0


if __name__ == "__main__":
    sys.exit(main())
