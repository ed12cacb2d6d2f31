"""[look]: size, movement and fonts. Sizes of type follow the distance that the layout gives, not this."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

_FontFile = Annotated[str, Meta(min_length=1, extra={"path": "file", "form": "a path"})]


class LookSection(msgspec.Struct, frozen=True, kw_only=True):
    """Theme, size and movement; type follows the distance that the layout gives."""

    scale: Annotated[
        Literal[100, 115, 130],
        Meta(description="Type in per cent of what the viewing distance asks for."),
    ] = 100
    reduce_motion: Annotated[
        bool, Meta(description="Nothing blinks or slides; a second outline marks what is new.")
    ] = False
    fonts: Annotated[
        tuple[_FontFile, ...],
        Meta(description="Font files to load beside the installed fonts."),
    ] = ()
