"""Options of the pane `meeting`."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta


class MeetingOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="meeting"):
    """Which meeting, and which part of it."""

    meeting: Annotated[
        str, Meta(min_length=1, description="Id of a meeting, or `current`: the one that runs or comes next.")
    ] = "current"
    style: Annotated[
        Literal["full", "stage", "roll"],
        Meta(
            description="`stage`: the speaker big, the others beside; `roll`: title and roll-call; `full`: "
            "both side by side."
        ),
    ] = "full"
