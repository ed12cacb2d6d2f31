"""Configuration of the hub: one file, TOML or JSON, with bounds and a sentence for every mistake.

Tokens stand in this file or in one that it names; both must be readable by their owner only, where the system
knows of such a thing.
"""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec

from wallclient.hub.tokens import TokenEntry, TokenError, parse_tokens
from wallclient.rules.classes import ClassTable, parse_classes
from wallclient.rules.profile import ClockProfile, parse_profile
from wallclient.rules.reading import ProfileProblems

PROFILES = Path(__file__).parents[2] / "resources" / "profiles"

Seconds = Annotated[float, msgspec.Meta(gt=0)]
Count = Annotated[int, msgspec.Meta(ge=1)]


class HubConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that a hub needs to know. Relative paths count from the configuration's folder."""

    # The event log. Its folder is made if missing.
    database: str
    host: str = "127.0.0.1"
    # 0 takes a free one; the ready line says which.
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 0
    tokens: tuple[TokenEntry, ...] = ()
    # Lines `token role name`; roles are wall, operator, source, admin.
    tokens_file: str = ""
    # Clock profile and class table; empty: the shipped examples.
    clocks: str = ""
    classes: str = ""
    heartbeat_s: Seconds = 15.0
    # How often lights of clocks are looked at; a change becomes an event.
    clock_check_s: Seconds = 2.0
    # End when standard input ends, and with the parent process. For hubs started by another program.
    follow_stdin: bool = False
    # Appends within this time share one commit.
    commit_window_ms: Annotated[float, msgspec.Meta(ge=0, le=1000)] = 5.0
    # Events kept for consumers that come back; a cursor older than that gets a snapshot.
    retention_events: Count = 200_000
    telemetry_events: Count = 20_000
    # The state is saved after so many events, which bounds the time of a start.
    save_every_events: Count = 5_000
    # Ended incidents leave the stream's snapshot after this time; they stay in the archive.
    keep_ended_h: Seconds = 48.0
    keep_answers_h: Seconds = 168.0
    # A consumer that takes nothing for so long is disconnected; it may come back with its cursor.
    stall_s: Seconds = 60.0
    # Time for running requests when the hub is told to stop.
    drain_s: Seconds = 5.0


class ConfigError(Exception):
    """The configuration cannot be used; the text says which file, which key, and what would be right."""


def load_config(path: Path) -> HubConfig:
    """Configuration in `path` (.toml or .json), its paths made absolute; raises ConfigError."""
    text = _text(path)
    try:
        table: Any = msgspec.json.decode(text) if path.suffix == ".json" else tomllib.loads(text)
    except (msgspec.DecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None
    try:
        config = msgspec.convert(table, HubConfig)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {error}{_hint(table)}") from None
    here = path.resolve().parent
    return msgspec.structs.replace(
        config,
        database=str(here / config.database),
        tokens_file=str(here / config.tokens_file) if config.tokens_file else "",
        clocks=str(here / config.clocks) if config.clocks else "",
        classes=str(here / config.classes) if config.classes else "",
    )


def load_tokens(config: HubConfig) -> tuple[TokenEntry, ...]:
    """All tokens of the configuration; raises ConfigError if there is none, or one twice."""
    entries = config.tokens
    if config.tokens_file:
        try:
            entries += parse_tokens(_text(Path(config.tokens_file)), config.tokens_file)
        except TokenError as error:
            raise ConfigError(str(error)) from None
    if not entries:
        raise ConfigError("no tokens: nobody could connect. Name a tokens_file, or list [[tokens]]")
    if len({entry.token for entry in entries}) < len(entries):
        raise ConfigError("a token stands twice: each name needs its own")
    if any(not entry.token or not entry.name for entry in entries):
        raise ConfigError("a token or its name is empty")
    return entries


def load_clocks(config: HubConfig) -> ClockProfile:
    path = Path(config.clocks) if config.clocks else PROFILES / "clocks.example.toml"
    try:
        return parse_profile(_text(path), str(path))
    except ProfileProblems as problems:
        raise ConfigError(str(problems)) from None


def load_classes(config: HubConfig) -> ClassTable:
    path = Path(config.classes) if config.classes else PROFILES / "classes.example.toml"
    try:
        return parse_classes(_text(path), str(path))
    except ProfileProblems as problems:
        raise ConfigError(str(problems)) from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not text in UTF-8") from None


def _hint(table: object) -> str:
    if not isinstance(table, dict):
        return ""
    known = [field.name for field in msgspec.structs.fields(HubConfig)]
    for key in table:
        if key not in known and (near := difflib.get_close_matches(str(key), known, n=1)):
            return f" (did you mean {near[0]!r}?)"
    return ""
