"""What an HTTP server says to a plain request: libVLC tells only that a stream did not open, not why."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

from wallclient.model.health import Reason
from wallclient.video.port import End

if TYPE_CHECKING:
    from wallclient.video.port import Source

_REASONS = {401: Reason.AUTHENTICATION, 403: Reason.FORBIDDEN, 404: Reason.NOT_FOUND, 410: Reason.NOT_FOUND}


def ask(source: Source, timeout_s: float) -> End:
    """Why the stream at `source` did not open, as far as its server tells. Blocks up to the time limit."""
    try:
        with _opener(source).open(source.url, timeout=timeout_s) as answer:
            status = int(answer.status)
    except urllib.error.HTTPError as error:
        status = error.code
        error.close()
    except TimeoutError:
        return End(Reason.TIMEOUT)
    except (OSError, ValueError, http.client.HTTPException) as error:
        # urllib wraps what the socket said.
        cause = getattr(error, "reason", error)
        if isinstance(cause, TimeoutError):
            return End(Reason.TIMEOUT)
        return End(Reason.UNREACHABLE, (isinstance(cause, OSError) and cause.strerror) or "")
    if status in _REASONS:
        return End(_REASONS[status], f"HTTP {status}")
    # An answer, but no stream that could be played.
    return End(Reason.CLOSED if status >= 300 else Reason.BAD_DATA, f"HTTP {status}")


def _opener(source: Source) -> urllib.request.OpenerDirector:
    """Asks with the stream's own credentials: without them, a camera that works would seem to refuse."""
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    if source.username:
        passwords.add_password(None, source.url, source.username, source.password)
    return urllib.request.build_opener(
        urllib.request.ProxyHandler({}),
        urllib.request.HTTPBasicAuthHandler(passwords),
        urllib.request.HTTPDigestAuthHandler(passwords),
    )
