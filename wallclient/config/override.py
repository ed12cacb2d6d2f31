"""What the command line says goes before what the file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wallclient.config.sections.wall import Language, Role

if TYPE_CHECKING:
    from wallclient.config.load import WallConfig


def override(
    config: WallConfig, *, role: str | None = None, layout: str | None = None, language: str | None = None
) -> WallConfig:
    """`config` with the given values of [wall]; None leaves what the file says."""
    given = {
        "role": Role(role) if role else None,
        "layout": layout or None,
        "language": Language(language) if language else None,
    }
    wall = msgspec.structs.replace(config.wall, **{k: v for k, v in given.items() if v is not None})
    return msgspec.structs.replace(config, wall=wall)
