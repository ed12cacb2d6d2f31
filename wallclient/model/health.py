"""Health of a source as a value: what it does, since when, and why. A still picture is never live.

Consumers derive what to show from this value; they never keep a second truth beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HealthState(StrEnum):
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    RECONNECTING = "reconnecting"
    OFFLINE = "offline"
    REFUSED = "refused"
    UNSUPPORTED = "unsupported"


class Reason(StrEnum):
    """Why a source is not live. The interface has the words for each."""

    NONE = ""
    NOT_STARTED = "not_started"  # nothing came since it was opened
    NO_PICTURES = "no_pictures"  # data may flow, pictures do not
    SAME_PICTURE = "same_picture"  # pictures flow, and are all the same
    UNREACHABLE = "unreachable"
    CLOSED = "closed"  # the far end closed the connection
    TIMEOUT = "timeout"
    AUTHENTICATION = "authentication"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    BAD_DATA = "bad_data"
    CODEC = "codec"
    ENGINE = "engine"  # no engine on this machine opens this kind of source
    WORKER = "worker"  # the decoder process died and is being replaced
    SILENT = "silent"  # heartbeats are missing
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Health:
    """State of one source.

    `since` and `next_try_at` are Unix seconds; `attempt` counts tries since the source was last live;
    `detail` is for people (never a secret, never a URL with one).
    """

    state: HealthState
    since: float
    reason: Reason = Reason.NONE
    detail: str = ""
    attempt: int = 0
    next_try_at: float | None = None

    @property
    def is_live(self) -> bool:
        return self.state is HealthState.LIVE


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """Health of a named source other than a video stream: `events`, `commands`, `decoders`, …"""

    name: str
    health: Health
    figures: tuple[tuple[str, float], ...] = ()
