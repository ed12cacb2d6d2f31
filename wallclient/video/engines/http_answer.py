"""What an HTTP server says to a plain request: libVLC tells only that a stream did not open, not why."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wallclient.model.health import Reason
from wallclient.video.port import End

if TYPE_CHECKING:
    from wallclient.video.port import Source

_REASONS = {401: Reason.AUTHENTICATION, 403: Reason.FORBIDDEN, 404: Reason.NOT_FOUND, 410: Reason.NOT_FOUND}


def ask(source: Source, timeout_s: float) -> End:
    """Why the stream at `source` did not open, as far as its server tells. Blocks up to the time limit."""
    parts = urlsplit(source.url)
    secure = parts.scheme.lower() == "https"
    maker = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    try:
        connection = maker(parts.hostname or "", parts.port, timeout=timeout_s)
    except (ValueError, http.client.HTTPException):
        return End(Reason.UNREACHABLE, "not a sound address")
    try:
        connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        status = connection.getresponse().status
    except ConnectionRefusedError:
        return End(Reason.UNREACHABLE, "Connection refused")
    except TimeoutError:
        return End(Reason.TIMEOUT)
    except (OSError, http.client.HTTPException):
        return End(Reason.UNREACHABLE)
    finally:
        connection.close()
    if status in _REASONS:
        return End(_REASONS[status], f"HTTP {status}")
    # An answer, but no stream that could be played.
    return End(Reason.CLOSED if status >= 300 else Reason.BAD_DATA, f"HTTP {status}")
