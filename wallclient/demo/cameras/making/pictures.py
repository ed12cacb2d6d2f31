"""The pictures of a scene by its name.

The scenes package is imported only when one of its scenes is asked for.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from wallclient.demo.cameras.making import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

_SCENES_PACKAGE = "wallclient.demo.scenes"


def scene_names() -> tuple[str, ...]:
    """Every scene that can be asked for."""
    from wallclient.demo import scenes

    return (pattern.NAME, *scenes.SCENES, *scenes.PEOPLE)


def render(
    scene: str, *, width_px: int, height_px: int, frames: int, variant: int
) -> Iterator[NDArray[np.uint8]]:
    """The RGB pictures of one seamless loop."""
    if scene == pattern.NAME:
        return pattern.render(width_px=width_px, height_px=height_px, frames=frames, variant=variant)
    from wallclient.demo import scenes

    return scenes.render(scene, width_px=width_px, height_px=height_px, frames=frames, variant=variant)


def fingerprint() -> str:
    """Stands for the programs that draw and encode: clips of older sources are not used again."""
    folders = [Path(__file__).parent]
    found = find_spec(_SCENES_PACKAGE)
    if found is not None and found.origin:
        folders.append(Path(found.origin).parent)
    digest = hashlib.blake2b(digest_size=8)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    # The stamp and the clip's own format stand one folder higher.
    for name in ("stamp.py", "clips.py"):
        digest.update((Path(__file__).parent.parent / name).read_bytes())
    return digest.hexdigest()
