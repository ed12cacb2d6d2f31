"""A layout file from text to frozen structs, with all problems of the file at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.config.problems import Problem, Problems, did_you_mean
from wallclient.config.reading.reader import read_struct
from wallclient.config.reading.toml import read_toml
from wallclient.layout.checks import check
from wallclient.layout.file import LayoutFile

if TYPE_CHECKING:
    from pathlib import Path


def load(path: Path) -> LayoutFile:
    """Read and check a layout; every pane has its options. Raises `Problems` with all that is wrong."""
    data, reading = read_toml(path)
    layout = read_struct(data, LayoutFile, reading)
    check(data, reading)
    reading.finish()
    assert layout is not None  # a missing part has been reported
    return layout


def find(name: str, folder: Path) -> Path:
    """Path of a layout: `name` if it ends in .toml, else that layout in `folder`. Raises `Problems`."""
    path = folder / name if name.endswith(".toml") else folder / f"{name}.toml"
    if path.is_file():
        return path
    if name.endswith(".toml"):
        raise Problems([Problem(str(path), 0, "", "there is no such layout file")])
    known = sorted(p.stem for p in folder.glob("*.toml"))
    hint = did_you_mean(name, known) or f"known layouts: {', '.join(known)}"
    raise Problems([Problem(str(folder), 0, name, "there is no layout of this name", hint)])
