"""[cameras]: the lists of cameras and how they are opened unless their row says otherwise."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

_ListFile = Annotated[str, Meta(min_length=1, extra={"path": "file", "form": "a path"})]


class CamerasSection(msgspec.Struct, frozen=True, kw_only=True):
    """The lists of cameras, and how cameras are opened unless their row says otherwise."""

    files: Annotated[
        tuple[_ListFile, ...],
        Meta(description="Camera lists: CSV in UTF-8 or GB18030, separated by comma, semicolon or tab."),
    ] = ()
    engine: Annotated[
        Literal["auto", "av", "vlc"],
        Meta(description="What decodes: `av` (FFmpeg), `vlc`, or per camera the one that can open it."),
    ] = "auto"
    rtsp_transport: Annotated[
        Literal["tcp", "udp"], Meta(description="How RTSP cameras send their pictures.")
    ] = "tcp"
    secrets_file: Annotated[
        str,
        Meta(
            description="TOML or JSON file with the users and passwords of cameras, readable by its "
            "owner only (mode 0600).",
            extra={"path": "file"},
        ),
    ] = ""
