"""Which cameras a list of wishes stands for: ids, codes, names, or `auto` for the next ones not yet shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from wallclient.model.cameras import Camera

AUTO = "auto"


def choose(
    wishes: Sequence[str], count: int, cameras: Iterable[Camera], taken: Collection[str] = ()
) -> tuple[list[Camera | None], list[str]]:
    """Cameras for `count` cells, and those wishes that no camera answers.

    A wish that nobody answers leaves its cell empty, so that the others keep their places. `auto`, and cells
    without a wish, take cameras in catalogue order that are neither wished for here nor in `taken` (ids
    shown elsewhere).
    """
    catalogue = list(cameras)
    by_word: dict[str, Camera] = {}
    for camera in catalogue:
        for word in (camera.name, camera.code, camera.id):
            if word:
                by_word.setdefault(word, camera)
    asked = list(wishes[:count]) + [AUTO] * (count - len(wishes))
    named = {by_word[w].id for w in asked if w in by_word}
    spare = iter([c for c in catalogue if c.id not in named and c.id not in taken])
    found: list[Camera | None] = []
    unknown: list[str] = []
    for wish in asked:
        if wish == AUTO:
            found.append(next(spare, None))
        elif wish in by_word:
            found.append(by_word[wish])
        else:
            found.append(None)
            unknown.append(wish)
    return found, unknown
