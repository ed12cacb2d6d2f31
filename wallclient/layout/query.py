"""Which cameras a layout's `query` means. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.model.cameras import Camera


def matching(cameras: Iterable[Camera], query: str) -> list[Camera]:
    """Cameras with every word of `query` somewhere in their texts or codes; all of them without a query."""
    words = query.casefold().split()
    return [c for c in cameras if all(word in _text(c) for word in words)]


def _text(camera: Camera) -> str:
    fields = (camera.name, camera.id, camera.code, camera.area, camera.area_name, camera.address)
    return "\n".join((*fields, camera.business_group, *camera.tags)).casefold()
