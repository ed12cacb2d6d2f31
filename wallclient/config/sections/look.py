"""[look]: size and fonts. Sizes of type follow the distance that the layout gives, not this."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

_FontFile = Annotated[str, Meta(min_length=1, extra={"path": "file", "form": "a path"})]


class LookSection(msgspec.Struct, frozen=True, kw_only=True):
    """Size and fonts; type follows the distance that the layout gives."""

    scale: Annotated[
        Literal[100, 115, 130],
        Meta(description="Type in per cent of what the viewing distance asks for."),
    ] = 100
    fonts: Annotated[
        tuple[_FontFile, ...],
        Meta(description="Font files to load beside the installed fonts."),
    ] = ()
