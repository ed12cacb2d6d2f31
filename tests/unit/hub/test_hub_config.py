"""Configuration and tokens of the hub: mistakes are told in words, secrets are not told at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wallclient.hub.config import (
    ConfigError,
    HubConfig,
    load_classes,
    load_clocks,
    load_config,
    load_tokens,
)
from wallclient.hub.tokens import Role, TokenEntry, TokenError, Tokens, parse_tokens

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = TokenEntry(token="s3cret", role=Role.WALL, name="大屏")


def test_a_configuration_of_either_kind_loads_with_paths_from_its_own_folder(tmp_path: Path) -> None:
    toml = tmp_path / "hub.toml"
    toml.write_text('database = "data/log.sqlite"\ntokens_file = "tokens"\nport = 8080\n', "utf-8")
    json = tmp_path / "hub.json"
    json.write_text('{"database": "data/log.sqlite", "tokens_file": "tokens", "port": 8080}', "utf-8")
    config = load_config(toml)
    assert config == load_config(json)
    assert config.database == str(tmp_path / "data/log.sqlite")
    (tmp_path / "tokens").write_text("# for the room\n\ns3cret wall 大屏 一\nother admin boss\n", "utf-8")
    assert [(entry.role, entry.name) for entry in load_tokens(config)] == [
        (Role.WALL, "大屏 一"),
        (Role.ADMIN, "boss"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('databse = "x"', "did you mean 'database'?"),
        ('database = "x"\nport = 70000', r"<= 65535 - at `\$.port`"),
        ('database = "x"\nheartbeat_s = 0', r"`\$.heartbeat_s`"),
        ("database = x", "line 1"),
    ],
)
def test_mistakes_are_told_with_file_and_key(text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=words) as caught:
        load_config(file)
    assert str(caught.value).startswith(str(file))


def test_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "none.toml")
    config = HubConfig(
        database="x", tokens_file=str(tmp_path / "t"), clocks=str(tmp_path / "c"), classes=str(tmp_path / "k")
    )
    for load in (load_tokens, load_clocks, load_classes):
        with pytest.raises(ConfigError, match="cannot be read"):
            load(config)


def test_a_hub_needs_tokens_and_each_only_once() -> None:
    with pytest.raises(ConfigError, match="nobody could connect"):
        load_tokens(HubConfig(database="x"))
    with pytest.raises(ConfigError, match="twice") as caught:
        load_tokens(HubConfig(database="x", tokens=(ENTRY, ENTRY)))
    assert "s3cret" not in str(caught.value)


def test_bad_token_lines_are_told_by_number_and_never_quoted() -> None:
    for text, words in (("s3cret wall", ":1: three words"), ("\ns3cret king me", ":2: 'king' is no role")):
        with pytest.raises(TokenError, match=words) as caught:
            parse_tokens(text, "tokens")
        assert "s3cret" not in str(caught.value)


def test_a_token_is_found_by_its_header_and_shown_nowhere() -> None:
    tokens = Tokens([ENTRY, TokenEntry(token="other", role=Role.ADMIN, name="boss")])
    assert tokens.find("Bearer s3cret") == ENTRY
    assert tokens.find("bearer other") is not None
    for header in ("", "s3cret", "Basic s3cret", "Bearer ", "Bearer s3cre", "Bearer s3cret2"):
        assert tokens.find(header) is None
    assert "s3cret" not in repr(HubConfig(database="x", tokens=(ENTRY,)))
    assert "s3cret" not in repr(vars(tokens))
