"""Video streams as the wall sees them: which ring holds the pictures, how each stream is and what it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wallclient.model.health import Health


@dataclass(frozen=True, slots=True)
class StreamFigures:
    """What a decoder measured. Rates are per second over the last second or two; zero means not yet known."""

    source_fps: float = 0.0
    written_fps: float = 0.0
    width_px: int = 0
    height_px: int = 0
    codec: str = ""
    bitrate_kbps: float = 0.0
    decode_latency_ms: float = 0.0
    corrupt_frames: int = 0
    reconnects: int = 0
    first_picture_ms: float | None = None


@dataclass(frozen=True, slots=True)
class StreamStatus:
    """One running stream.

    `key`: `camera id/profile`; `ring`: its frame ring's path, empty before it is made.
    """

    key: str
    camera_id: str
    profile: str
    engine: str
    ring: str
    health: Health
    figures: StreamFigures = field(default_factory=StreamFigures)


@dataclass(frozen=True, slots=True)
class ProcessStatus:
    """One process that serves the wall: decoder, meeting, hub, cameras."""

    role: str
    pid: int
    restarts: int = 0


@dataclass(frozen=True, slots=True)
class StreamGone:
    """The stream `key` was closed and its ring removed; nothing shows it any more."""

    key: str


@dataclass(frozen=True, slots=True)
class ProcessGone:
    """The process `pid` serves the wall no longer, whether it was stopped or died."""

    pid: int
