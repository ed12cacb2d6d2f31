"""FFmpeg's errors as reasons. Their own text is never passed on: it holds the whole address."""

from __future__ import annotations

import av.error

from wallclient.model.health import Reason
from wallclient.video.port import End, SourceKind

_REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (av.error.HTTPUnauthorizedError, Reason.AUTHENTICATION),
    (av.error.HTTPForbiddenError, Reason.FORBIDDEN),
    (av.error.HTTPNotFoundError, Reason.NOT_FOUND),
    (av.error.FileNotFoundError, Reason.NOT_FOUND),
    (av.error.PermissionError, Reason.FORBIDDEN),
    (av.error.ConnectionRefusedError, Reason.UNREACHABLE),
    (av.error.ConnectionResetError, Reason.CLOSED),
    (av.error.BrokenPipeError, Reason.CLOSED),
    (av.error.TimeoutError, Reason.TIMEOUT),
    (av.error.ExitError, Reason.TIMEOUT),  # our own time limit
    (av.error.DecoderNotFoundError, Reason.CODEC),
    (av.error.HTTPError, Reason.CLOSED),
)


def end_of(error: Exception, kind: SourceKind, *, opening: bool, silent_s: float, timeout_s: float) -> End:
    """Why a playback ended. `silent_s`: how long the call took that failed; `opening`: it never was open."""
    if silent_s >= 0.9 * timeout_s:
        # RTSP hides the time limit behind "invalid data".
        return End(Reason.TIMEOUT)
    for known, reason in _REASONS:
        if isinstance(error, known):
            return End(reason, "" if reason is Reason.TIMEOUT else words(error))
    if isinstance(error, av.error.InvalidDataError):
        # RTSP says so of a network or a server that gives no sound answer; elsewhere the data itself is
        # meant.
        if kind is SourceKind.RTSP:
            return End(Reason.UNREACHABLE if opening else Reason.CLOSED)
        return End(Reason.BAD_DATA, words(error))
    return End(Reason.UNREACHABLE if opening else Reason.CLOSED, words(error))


def words(error: Exception) -> str:
    """What the library says, without the address."""
    return str(getattr(error, "strerror", "") or type(error).__name__)
