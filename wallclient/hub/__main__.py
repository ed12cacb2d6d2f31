"""`python -m wallclient.hub --config FILE`: the hub as a program."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from wallclient.hub.config import ConfigError, load_config
from wallclient.hub.serve import EXIT_CONFIG, run


def main(arguments: list[str]) -> int:
    """Exit code: 0 stopped, 1 failed, 2 configuration not usable."""
    parser = argparse.ArgumentParser(prog="hub", description="The embedded platform of the wall.")
    parser.add_argument("--config", type=Path, required=True, help="TOML or JSON file")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        config = load_config(options.config)
    except ConfigError as error:
        sys.stderr.write(f"hub: {error}\n")
        return EXIT_CONFIG
    return run(config)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
