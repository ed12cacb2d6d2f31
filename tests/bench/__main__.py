"""`python -m tests.bench NAME [--json FILE]`: runs one measurement and prints its figures."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import demo, ring

if TYPE_CHECKING:
    from collections.abc import Callable

BENCHES: dict[str, Callable[[], dict[str, object]]] = {"demo": demo.measure, "ring": ring.measure}


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench", description="Measurements.")
    parser.add_argument("name", choices=sorted(BENCHES), help="what to measure")
    parser.add_argument("--json", type=Path, metavar="FILE", help="leave the figures as JSON, too")
    options = parser.parse_args()
    figures = {
        "bench": options.name,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        **BENCHES[options.name](),
    }
    for name, value in figures.items():
        sys.stdout.write(f"{name}: {value}\n")
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
