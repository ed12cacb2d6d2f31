"""Options of the small panes: `clock`, `status`, `text` and `title`."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Size = Literal["ref", "read", "lead", "head", "fig"]
StatusPart = Literal["sources", "streams", "processes", "latency"]


class ClockOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="clock"):
    """How the time is shown."""

    seconds: Annotated[bool, Meta(description="Show seconds.")] = True
    date: Annotated[bool, Meta(description="Show date and day of the week.")] = True


class StatusOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="status"):
    """Which health values are shown."""

    parts: Annotated[
        tuple[StatusPart, ...],
        Meta(description="Event stream and commands; counts of streams by state; processes; latency."),
    ] = ("sources", "streams", "processes", "latency")


class TextOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="text"):
    """A text that stands still."""

    text: Annotated[
        str, Meta(min_length=1, description="What is said, line by line.", extra={"form": "not empty"})
    ]
    size: Annotated[Size, Meta(description="Class of type, from incidental to the one number.")] = "read"
    bold: Annotated[bool, Meta(description="Bold, for one thing per group.")] = False
    align: Annotated[Literal["left", "centre", "right"], Meta(description="Where lines begin.")] = "left"


class TitleOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="title"):
    """A title over a group of panes."""

    text: Annotated[str, Meta(description="What is said; empty means the title of the screen.")] = ""
    note: Annotated[str, Meta(description="A second text at the right, smaller and grey.")] = ""
