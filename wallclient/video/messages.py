"""What pool and worker say to each other: one JSON object per line on the worker's stdin and stdout.

Credentials travel here and nowhere else; the messages that carry them hide them from `repr`.
"""

from __future__ import annotations

import msgspec

from wallclient.model.health import Health
from wallclient.model.streams import StreamFigures
from wallclient.video.redact import redact


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Every time limit of a stream, in seconds. Tests use short ones; the wall uses these."""

    stale_s: float = 1.5
    frozen_s: float = 5.0
    give_up_s: float = 6.0
    never_started_s: float = 6.0
    timeout_s: float = 6.0
    first_delay_s: float = 0.5
    longest_delay_s: float = 15.0
    late_delay_s: float = 30.0
    refused_delay_s: float = 30.0
    settled_s: float = 5.0  # live for so long: the next failure starts from the shortest delay again
    offline_after: int = 3
    figures_s: float = 1.0
    tick_s: float = 0.1
    heartbeat_s: float = 0.25


# To the worker.


class Configure(msgspec.Struct, frozen=True, tag="configure"):
    policy: Policy


class Open(msgspec.Struct, frozen=True, kw_only=True, tag="open"):
    """Serve a stream. `serial` names this very order; whatever is told about it carries that number."""

    serial: int
    url: str
    kind: str
    ring: str
    width_px: int
    height_px: int
    max_fps: float = 0.0
    transport: str = "tcp"
    username: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Open(serial={self.serial}, url={redact(self.url)!r}, {self.width_px}x{self.height_px})"


class Resize(msgspec.Struct, frozen=True, kw_only=True, tag="resize"):
    """Write to another ring from now on; the old one is left alone once the new one has a picture."""

    serial: int
    ring: str
    width_px: int
    height_px: int
    max_fps: float = 0.0


class Start(msgspec.Struct, frozen=True, tag="start"):
    """The gate is open for the connection that was asked for."""

    serial: int


class Close(msgspec.Struct, frozen=True, tag="close"):
    serial: int


class Stop(msgspec.Struct, frozen=True, tag="stop"):
    pass


Command = Configure | Open | Resize | Start | Close | Stop

# From the worker.


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag="ready"):
    """The engine is loaded, or will never be. The fields are those of an EngineAbility."""

    engine: str
    available: bool
    version: str = ""
    opens: dict[str, bool] = {}
    reason: str = ""


class Heartbeat(msgspec.Struct, frozen=True, tag="heartbeat"):
    """The main loop is alive. `unfinished`: closed playbacks that have not ended yet."""

    streams: int = 0
    unfinished: int = 0


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """A stream wants to connect. `attempt` is 0 for its first try since it was last live."""

    serial: int
    attempt: int


class Settled(msgspec.Struct, frozen=True, tag="settled"):
    """The connection that was allowed to start stands or has failed: another one may start."""

    serial: int


class Report(msgspec.Struct, frozen=True, kw_only=True, tag="report"):
    """How a stream is. `ring`: where its last picture went, empty if there was none yet."""

    serial: int
    health: Health
    figures: StreamFigures
    ring: str = ""


News = Ready | Heartbeat | Ask | Settled | Report


def encode(message: Command | News) -> bytes:
    """One line, with its end."""
    return msgspec.json.encode(message) + b"\n"


def decode_command(line: bytes) -> Command:
    """Raises msgspec.DecodeError."""
    command: Command = msgspec.json.decode(line, type=Command)
    return command


def decode_news(line: bytes) -> News:
    """Raises msgspec.DecodeError."""
    news: News = msgspec.json.decode(line, type=News)
    return news
