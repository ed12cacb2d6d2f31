"""What an HTTP server says to a plain request: libVLC tells only that a stream did not open, not why."""

from __future__ import annotations

import base64
import http.client
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

from wallclient.model.health import Reason
from wallclient.video.port import End

if TYPE_CHECKING:
    from wallclient.video.port import Source

_REASONS = {401: Reason.AUTHENTICATION, 403: Reason.FORBIDDEN, 404: Reason.NOT_FOUND, 410: Reason.NOT_FOUND}

# The addresses of cameras are nobody's business but ours: no proxy.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(source: Source, timeout_s: float) -> End:
    """Why libVLC did not open the stream at `source`, as far as its server tells. Blocks up to the limit."""
    try:
        status = _status(source, timeout_s)
    except _NoBasic:
        return End(Reason.ENGINE, "libVLC knows no Digest passwords over HTTP")
    except TimeoutError:
        return End(Reason.TIMEOUT)
    except (OSError, ValueError, http.client.HTTPException) as error:
        cause = getattr(error, "reason", error)  # urllib wraps what the socket said
        if isinstance(cause, TimeoutError):
            return End(Reason.TIMEOUT)
        return End(Reason.UNREACHABLE, (isinstance(cause, OSError) and cause.strerror) or "")
    if status in _REASONS:
        return End(_REASONS[status], f"HTTP {status}")
    # An answer, but no stream that could be played.
    return End(Reason.CLOSED if status >= 300 else Reason.BAD_DATA, f"HTTP {status}")


class _NoBasic(Exception):
    """The server wants a password in a way that libVLC does not know."""


def _status(source: Source, timeout_s: float) -> int:
    request = urllib.request.Request(source.url)
    for _ in range(2):
        try:
            with _OPENER.open(request, timeout=timeout_s) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != 401 or not source.username or request.has_header("Authorization"):
                return error.code
            schemes = [value.split(" ")[0].lower() for value in error.headers.get_all("WWW-Authenticate", [])]
            if "basic" not in schemes:
                raise _NoBasic from None
            login = base64.b64encode(f"{source.username}:{source.password}".encode()).decode()
            request.add_header("Authorization", f"Basic {login}")
    return 401
