"""The engine port: what a decoder library must do to serve the wall, and what it is given.

An engine opens one connection and tells what happens; it never reconnects, never judges health, never
touches a queue. All `Sink` calls come from the playback's own threads. `Playback.close` returns at once,
also when the far end has hung.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, urlsplit, urlunsplit

from wallclient.video.redact import redact

if TYPE_CHECKING:
    from wallclient.model.health import Reason
    from wallclient.video.abilities import EngineAbility


class SourceKind(StrEnum):
    RTSP = "rtsp"
    HTTP_TS = "http_ts"
    HTTP_FLV = "http_flv"
    HLS = "hls"
    FILE = "file"


def kind_of(url: str) -> SourceKind | None:
    """Kind of source that an address names, or None if it is none we know.

    `file:///clip.mp4` is played once, `file:///clip.mp4?loop=1` for ever, both at the clip's own speed.
    """
    parts = urlsplit(url)
    path = parts.path.lower()
    match parts.scheme.lower():
        case "rtsp" | "rtsps":
            return SourceKind.RTSP
        case "http" | "https" if path.endswith((".m3u8", ".m3u")):
            return SourceKind.HLS
        case "http" | "https" if path.endswith(".flv"):
            return SourceKind.HTTP_FLV
        case "http" | "https":
            return SourceKind.HTTP_TS
        case "file":
            return SourceKind.FILE
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Source:
    """One stream's address with what it takes to open it. `transport` is tcp or udp (RTSP only)."""

    url: str
    kind: SourceKind
    username: str = ""
    password: str = ""
    transport: str = "tcp"

    def __repr__(self) -> str:
        secret = ", with credentials" if self.username or self.password else ""
        return f"Source({redact(self.url)!r}, {self.kind}{secret})"

    @property
    def loop(self) -> bool:
        return self.kind is SourceKind.FILE and "loop=1" in urlsplit(self.url).query.split("&")

    def url_with_credentials(self) -> str:
        """Only for handing to a library inside this process."""
        if not self.username:
            return self.url
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2]
        user = f"{quote(self.username, safe='')}:{quote(self.password, safe='')}"
        return urlunsplit(parts._replace(netloc=f"{user}@{host}"))


@dataclass(frozen=True, slots=True)
class Opened:
    """What a connection turned out to carry. Zero or empty: not known yet."""

    codec: str = ""
    width_px: int = 0
    height_px: int = 0
    fps: float = 0.0


@dataclass(frozen=True, slots=True)
class End:
    """Why a playback ended by itself. `detail` is for people and holds no secret."""

    reason: Reason
    detail: str = ""


class Canvas(Protocol):
    """Where a playback puts pictures. After `close` it takes none, so a late thread does no harm."""

    def due(self, at: float) -> bool:
        """May a picture be written now, or would that be more of them per second than were asked for?"""

    def fit(self, width_px: int, height_px: int) -> tuple[int, int]:
        """Size to scale a source picture to: its aspect kept, inside the ring, never larger than it is."""

    def begin(self, width_px: int, height_px: int) -> memoryview | None:
        """Pixels to fill, held until `commit` or `abandon`; None once closed."""

    def commit(self, *, decoded_at: float, captured_at: float = 0.0, pts: int = 0) -> None: ...

    def abandon(self) -> None: ...


class Sink(Protocol):
    """What a playback tells. Times are monotonic seconds."""

    def opened(self, opened: Opened) -> None: ...

    def received(self, size_bytes: int) -> None: ...

    def picture(self, at: float, luma: Luma) -> None:
        """A sound picture was decoded, whether or not it was written to the canvas."""

    def written(self, at: float, latency_ms: float) -> None:
        """A picture reached the canvas; latency from the source's clock, 0 if that tells none."""

    def spoilt(self, at: float, count: int = 1) -> None:
        """Pictures that came damaged and were not shown."""

    def ended(self, end: End) -> None:
        """Nothing more will come. At most once."""


@dataclass(frozen=True, slots=True)
class Luma:
    """Bytes to tell two pictures apart by, where they lie: `rows` rows of `used` bytes, `pitch` apart."""

    data: memoryview
    rows: int
    used: int
    pitch: int


class Playback(Protocol):
    """One connection. Owns its threads, its sockets and its decoder."""

    def retarget(self, canvas: Canvas) -> bool:
        """Go on writing to another canvas; False if only a new playback can do that."""

    def close(self) -> None:
        """Begin to end; returns at once and may be called twice."""

    @property
    def finished(self) -> bool:
        """Has everything it owned been given back?"""


class Engine(Protocol):
    """A decoder library. One object per worker process."""

    @property
    def name(self) -> str: ...

    def ability(self) -> EngineAbility:
        """What this library opens on this machine."""

    def open(self, source: Source, canvas: Canvas, sink: Sink, timeout_s: float) -> Playback:
        """Start to connect; returns at once. `timeout_s`: longest silence of the far end."""
