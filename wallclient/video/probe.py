"""`python -m wallclient.video.probe`: prints as JSON what each engine can open here. A program, not to be
imported."""

from __future__ import annotations

import argparse
import sys

import msgspec

from wallclient.video.abilities import ENGINES, probe
from wallclient.video.engines import load_ability


def main() -> int:
    parser = argparse.ArgumentParser(description="Tell what the video engines can open on this machine.")
    parser.add_argument("--engine", choices=ENGINES, help="only this one, in this process")
    name = parser.parse_args().engine
    answer = load_ability(name) if name else probe()
    sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
