"""[platform]: where events come from and commands go to. Without it the cameras still work."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta


class PlatformSection(msgspec.Struct, frozen=True, kw_only=True):
    """Where events come from and commands go to; without it, cameras still work."""

    events: Annotated[
        str,
        Meta(
            pattern=r"^(wss?://[^\s@/]+(/[^\s@]*)?)?$",
            description="Address of the event stream; empty means that there is no platform.",
            extra={
                "form": "a ws:// or wss:// address without user and password",
                "example": "wss://platform.example/events/v1",
            },
        ),
    ] = ""
    api: Annotated[
        str,
        Meta(
            pattern=r"^(https?://[^\s@/]+(/[^\s@]*)?)?$",
            description="Address for commands; empty means the host of `events`.",
            extra={
                "form": "an http:// or https:// address without user and password",
                "example": "https://platform.example",
            },
        ),
    ] = ""
    token_file: Annotated[
        str,
        Meta(
            description="File with the bearer token, readable by its owner only (mode 0600).",
            extra={"path": "file"},
        ),
    ] = ""
    ca_file: Annotated[
        str,
        Meta(
            description="Certificates to trust, in PEM, beside those of the system.", extra={"path": "file"}
        ),
    ] = ""
    area: Annotated[
        str,
        Meta(
            pattern=r"^[0-9A-Za-z]{0,32}$",
            description="Code of the area to receive; empty means all that the token may see.",
            extra={"form": "an area code (letters and digits)", "example": "370102013"},
        ),
    ] = ""
    topics: Annotated[
        tuple[
            Annotated[
                str,
                Meta(
                    pattern=r"^[a-z]+(\.[a-z_]+)*(\.\*)?$",
                    extra={"form": "the beginning of an event type", "example": "incident"},
                ),
            ],
            ...,
        ],
        Meta(description="Kinds of events to receive, e.g. `incident`, `worker`; empty means all."),
    ] = ()

    @property
    def api_url(self) -> str:
        """`api` without a slash at its end, or the host of `events`; empty if neither is set."""
        if self.api or not self.events:
            return self.api.rstrip("/")
        parts = urlsplit(self.events)
        return f"{'https' if parts.scheme == 'wss' else 'http'}://{parts.netloc}"
