"""`python -m wallclient.hub --config FILE`: the hub as a program."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from wallclient.hub.serve import run_file


def main(arguments: list[str]) -> int:
    """Exit code: 0 stopped, 1 failed, 2 configuration not usable."""
    parser = argparse.ArgumentParser(prog="hub", description="The embedded platform of the wall.")
    parser.add_argument("--config", type=Path, required=True, help="TOML or JSON file")
    options = parser.parse_args(arguments)
    return run_file(options.config)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
