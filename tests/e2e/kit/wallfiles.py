"""The files of a wall as an administrator writes them: wall.toml, camera list, secrets, token, layout."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.e2e.kit.simulator import CREDENTIAL, PASSWORD, USER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.e2e.kit.simulator import Row

COLUMNS = ("id", "name", "area_name", "url", "transport", "credential", "engine")


def grid(columns: int, rows: int, cameras: Iterable[str] = ()) -> str:
    """A layout of one screen that is full of tiles."""
    names = ", ".join(f'"{one}"' for one in cameras)
    return f"""\
version = 1
name = "grid"
[[screens]]
id = "main"
header = false
[[screens.panes]]
id = "cameras"
kind = "cameras"
cell = [0, 0, 12, 12]
[screens.panes.options]
grid = [{columns}, {rows}]
cameras = [{names}]
"""


# Incident list, detail with actions, and the wall's own health, as at a desk.
DESK = """\
version = 1
name = "desk"
[[screens]]
id = "main"
header = false
[[screens.panes]]
id = "queue"
kind = "incidents"
cell = [0, 0, 6, 8]
[screens.panes.options]
style = "console"
[[screens.panes]]
id = "case"
kind = "incident"
cell = [6, 0, 6, 12]
[[screens.panes]]
id = "status"
kind = "status"
cell = [0, 8, 6, 4]
"""


@dataclass(frozen=True, slots=True)
class WallFiles:
    """What a wall is told. `headers`: how the camera list calls its columns, in the order of COLUMNS."""

    layout: str
    rows: tuple[Row, ...] = ()
    role: str = "wall"
    operator: str = "王敏"
    events: str = ""
    token: str = field(default="", repr=False)
    decoders: int = 2
    encoding: str = "utf-8"
    headers: tuple[str, ...] = COLUMNS

    def write(self, folder: Path) -> Path:
        """Write all files; returns the path of wall.toml. Files of an earlier wall there are replaced."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "layout.toml").write_text(self.layout, "utf-8")
        (folder / "cameras.csv").write_bytes(self._list().encode(self.encoding))
        secrets = f'[{CREDENTIAL}]\nuser = "{USER}"\npassword = "{PASSWORD}"\n'
        write_private(folder / "secrets.toml", secrets)
        platform = ""
        if self.events:
            write_private(folder / "token", self.token + "\n")
            platform = f'[platform]\nevents = "{self.events}"\ntoken_file = "token"\n'
        path = folder / "wall.toml"
        path.write_text(self._wall() + platform, "utf-8")
        return path

    def _wall(self) -> str:
        return f"""\
[wall]
id = "e2e"
role = "{self.role}"
layout = "layout.toml"
operator = "{self.operator}"
marker = "test"
state_dir = "state"
[cameras]
files = ["cameras.csv"]
secrets_file = "secrets.toml"
[video]
decoders = {self.decoders}
stale_after_s = 1.0
reconnect_after_s = 0.2
"""

    def _list(self) -> str:
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(self.headers)
        writer.writerows([getattr(row, name) for name in COLUMNS] for row in self.rows)
        return text.getvalue()


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
