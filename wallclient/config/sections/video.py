"""[video]: how much of this machine decoding may take and when a picture counts as lost."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class VideoSection(msgspec.Struct, frozen=True, kw_only=True):
    """How much of this machine decoding may take, and when a picture counts as lost."""

    decoders: Annotated[
        int, Meta(ge=0, le=64, description="Number of decoder processes; 0 means one per core.")
    ] = 0
    stale_after_s: Annotated[
        float, Meta(ge=0.5, le=60, description="Seconds without a new picture after which a tile says stale.")
    ] = 1.5
    reconnect_after_s: Annotated[
        float,
        Meta(
            ge=0.1,
            le=60,
            description="Seconds before the first new try; each further try waits longer, for ever.",
        ),
    ] = 0.5
    starts_at_once: Annotated[
        int, Meta(ge=1, le=256, description="How many streams of the whole wall may be opened at a time.")
    ] = 8
