"""FFmpeg's errors as reasons. Their own text is never passed on: it holds the whole address.

PyAV's classes are known here by name, so that only the engine's own file loads the library.
"""

from __future__ import annotations

from wallclient.model.health import Reason
from wallclient.video.port import End, SourceKind

_REASONS = {
    "HTTPUnauthorizedError": Reason.AUTHENTICATION,
    "HTTPForbiddenError": Reason.FORBIDDEN,
    "HTTPNotFoundError": Reason.NOT_FOUND,
    "FileNotFoundError": Reason.NOT_FOUND,
    "PermissionError": Reason.FORBIDDEN,
    "ConnectionRefusedError": Reason.UNREACHABLE,
    "ConnectionResetError": Reason.CLOSED,
    "BrokenPipeError": Reason.CLOSED,
    "TimeoutError": Reason.TIMEOUT,
    "ExitError": Reason.TIMEOUT,  # our own time limit
    "DecoderNotFoundError": Reason.CODEC,
    "HTTPError": Reason.CLOSED,
}


def end_of(error: Exception, kind: SourceKind, *, opening: bool, silent_s: float, timeout_s: float) -> End:
    """Why a playback ended. `silent_s`: how long the call took that failed; `opening`: it never was open."""
    if silent_s >= 0.9 * timeout_s:
        # RTSP hides the time limit behind "invalid data".
        return End(Reason.TIMEOUT)
    names = [known.__name__ for known in type(error).__mro__]
    reason = next((_REASONS[name] for name in names if name in _REASONS), None)
    if reason is not None:
        return End(reason, "" if reason is Reason.TIMEOUT else words(error))
    if "InvalidDataError" in names:
        # RTSP says so of a server that gives no sound answer; elsewhere the data itself is meant.
        if kind is SourceKind.RTSP:
            return End(Reason.UNREACHABLE if opening else Reason.CLOSED)
        return End(Reason.BAD_DATA, words(error))
    return End(Reason.UNREACHABLE if opening else Reason.CLOSED, words(error))


def words(error: Exception) -> str:
    """What the library says, without the address."""
    return str(getattr(error, "strerror", "") or type(error).__name__)
