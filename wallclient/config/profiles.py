"""The city's own files: time limits and incident classes. Without them the shipped examples stand in."""

from __future__ import annotations

from pathlib import Path

from wallclient.rules.classes import ClassTable, parse_classes
from wallclient.rules.profile import ClockProfile, parse_profile

PROFILES = Path(__file__).resolve().parents[2] / "resources" / "profiles"
CLOCKS = PROFILES / "clocks.example.toml"
CLASSES = PROFILES / "classes.example.toml"


def load_clock_profile(path: Path = CLOCKS) -> ClockProfile:
    """Time limits from `path`; raises ProfileProblems, or OSError if it cannot be read."""
    return parse_profile(path.read_text("utf-8"), path.name)


def load_class_table(path: Path = CLASSES) -> ClassTable:
    """Incident classes from `path`; raises ProfileProblems, or OSError if it cannot be read."""
    return parse_classes(path.read_text("utf-8"), path.name)
