"""Secrets: read only from private files, given only by name, shown nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wallclient.config.problems import Problems
from wallclient.config.secrets import SecretStore, load_secrets, load_token

if TYPE_CHECKING:
    from pathlib import Path


def private(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    "text",
    [
        '[parks]\nuser = "viewer"\npassword = "geheim"\n["street 1"]\npassword = "x"\n',
        '{"parks": {"user": "viewer", "password": "geheim"}, "street 1": {"password": "x"}}',
    ],
)
def test_entries_are_found_by_name_in_toml_and_json(text: str, tmp_path: Path) -> None:
    store = load_secrets(private(tmp_path / "secrets", text))
    assert store.get("parks") == ("viewer", "geheim")
    assert store.get("street 1") == ("", "x")
    assert store.get("unknown") is None


def test_a_store_does_not_show_what_it_holds() -> None:
    assert repr(SecretStore({"parks": ("viewer", "geheim")})) == "SecretStore(1 entries)"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o777])
def test_a_file_that_others_may_use_is_refused(mode: int, tmp_path: Path) -> None:
    path = private(tmp_path / "secrets", '[a]\npassword = "x"\n', mode)
    with pytest.raises(Problems, match=f"mode {mode:04o}.*chmod 600"):
        load_secrets(path)


@pytest.mark.parametrize(
    "text",
    [
        '[a]\nuser = "geheim"\n',
        "[a]\npassword = 4711\n",
        'a = "geheim"\n',
        '[a]\npassword = "geheim"\nuser = 4711\n',
        '[a]\npassword = "geheim"\npin = 1\n',
        '[a]\npassword = "geheim\n',
        '{"a": {"password": "geheim"',
    ],
)
def test_a_broken_file_is_refused_without_quoting_it(text: str, tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        load_secrets(private(tmp_path / "secrets", text))
    assert "geheim" not in str(caught.value)
    assert "4711" not in str(caught.value)


def test_all_bad_entries_are_told(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        load_secrets(private(tmp_path / "secrets", "[a]\nuser = 1\n[b]\nuser = 2\n"))
    assert [p.key for p in caught.value.problems] == ["a", "b"]


def test_a_token_is_one_line_without_blanks_around_it(tmp_path: Path) -> None:
    assert load_token(private(tmp_path / "token", "  abc.def\n")) == "abc.def"


@pytest.mark.parametrize("text", ["", "\n", "two words", "two\nlines", "口令"])
def test_what_is_no_token_is_refused_without_quoting_it(text: str, tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        load_token(private(tmp_path / "token", text))
    assert not text.strip() or text not in str(caught.value)


def test_a_missing_secrets_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="cannot be read"):
        load_secrets(tmp_path / "none")


def test_of_two_stores_the_first_one_goes_before() -> None:
    both = SecretStore({"a": ("1", "1")}).with_more(SecretStore({"a": ("2", "2"), "b": ("3", "3")}))
    assert (both.get("a"), both.get("b"), len(both)) == (("1", "1"), ("3", "3"), 2)
