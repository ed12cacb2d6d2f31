"""A saved layout is noticed once, when its file has settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.layout.watch import SaveWatch, Stamp, stamp

if TYPE_CHECKING:
    from pathlib import Path

OLD = Stamp(1, 10)
HALF = Stamp(2, 5)
NEW = Stamp(3, 12)


def test_a_save_is_told_once_and_only_when_the_file_has_settled() -> None:
    watch = SaveWatch(OLD)
    seen = [OLD, HALF, NEW, NEW, NEW]
    assert [watch.observe(s) for s in seen] == [False, False, False, True, False]


def test_a_file_that_is_away_while_it_is_saved_is_no_save_until_it_is_back() -> None:
    watch = SaveWatch(OLD)
    assert [watch.observe(s) for s in [None, None, NEW, NEW]] == [False, False, False, True]


def test_a_file_that_comes_back_unchanged_is_no_save() -> None:
    watch = SaveWatch(OLD)
    assert [watch.observe(s) for s in [None, OLD, OLD]] == [False, False, False]


def test_a_file_that_was_not_there_at_first_is_told_when_it_comes() -> None:
    watch = SaveWatch(None)
    assert [watch.observe(s) for s in [None, NEW, NEW]] == [False, False, True]


def test_the_stamp_of_a_file_changes_with_its_content_and_with_its_replacement(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    assert stamp(path) is None
    path.write_text("a")
    first = stamp(path)
    path.write_text("ab")
    second = stamp(path)
    other = tmp_path / "y.toml"
    other.write_text("cd")
    other.replace(path)
    assert len({first, second, stamp(path)}) == 3
