"""The generated pages are up to date, and every field has its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import inspect

from wallclient.config.docs.__main__ import FOLDER, main, pages, stale
from wallclient.config.docs.layout_page import EXAMPLE
from wallclient.config.docs.tables import undescribed
from wallclient.config.load import WallConfig
from wallclient.layout.file import LayoutFile, Match, Pane, Screen
from wallclient.layout.kinds import OPTIONS_OF
from wallclient.layout.load import load

if TYPE_CHECKING:
    from pathlib import Path

    import msgspec


def sections() -> list[type[msgspec.Struct]]:
    kind = inspect.type_info(WallConfig)
    assert isinstance(kind, inspect.StructType)
    return [f.type.cls for f in kind.fields if isinstance(f.type, inspect.StructType)]


def test_the_pages_in_the_repository_are_up_to_date() -> None:
    assert stale(FOLDER) == [], "run python -m wallclient.config.docs"


@pytest.mark.parametrize("struct", [*sections(), LayoutFile, Screen, Match, Pane, *OPTIONS_OF.values()])
def test_every_field_has_a_sentence(struct: type[msgspec.Struct]) -> None:
    assert undescribed(struct) == []


def test_check_fails_for_a_stale_page_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path)]) == 0
    assert main(["--out", str(tmp_path), "--check"]) == 0
    (tmp_path / "config.md").write_text("old")
    assert main(["--out", str(tmp_path), "--check"]) == 1
    assert "config.md is stale" in capsys.readouterr().err
    assert (tmp_path / "config.md").read_text() == "old"


def test_every_section_and_every_kind_has_its_heading() -> None:
    texts = pages()
    for section in ("wall", "platform", "district", "cameras", "video", "look"):
        assert f"\n## [{section}]\n" in texts["config.md"]
    for kind in OPTIONS_OF:
        assert f"\n## Kind {kind}\n" in texts["layouts.md"]


def test_the_example_layout_of_the_page_loads(tmp_path: Path) -> None:
    path = tmp_path / "hall.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    assert load(path).name == "hall"
