"""Writes docs/config.md and docs/layouts.md, or with --check says whether they are up to date."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from wallclient.config.docs.config_page import config_page
from wallclient.config.docs.layout_page import layout_page

FOLDER = Path(__file__).resolve().parents[3] / "docs"


def pages() -> dict[str, str]:
    """File name -> text of every generated page."""
    return {"config.md": config_page(), "layouts.md": layout_page()}


def stale(folder: Path) -> list[Path]:
    """Pages in `folder` that are missing or differ from what would be written."""
    return [
        folder / name
        for name, text in pages().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Exit code: 0 done or up to date, 1 stale (with --check)."""
    parser = argparse.ArgumentParser(prog="python -m wallclient.config.docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a page is stale")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the pages")
    options = parser.parse_args(arguments)
    old = stale(options.out)
    if options.check:
        for path in old:
            sys.stderr.write(f"{path} is stale: run python -m wallclient.config.docs\n")
        return 1 if old else 0
    texts = pages()
    for path in old:
        path.write_text(texts[path.name], encoding="utf-8")
        sys.stdout.write(f"wrote {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
