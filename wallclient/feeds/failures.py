"""What a failed connection or request means, as a reason and a few words that hold no secret."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidStatus,
    InvalidURI,
)

from wallclient.model.health import Reason
from wallclient.protocol.envelope import redact

TOO_BIG = 1009
_BY_STATUS = {401: Reason.AUTHENTICATION, 403: Reason.FORBIDDEN, 404: Reason.NOT_FOUND}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why it failed. `refused`: the far end knows what we want and says no; trying often is no use."""

    reason: Reason
    detail: str = ""
    refused: bool = False
    status: int = 0  # of HTTP, where there was an answer at all


class CertificatesError(ValueError):
    """The file of certificate authorities cannot be used."""


def load_authorities(ca_file: str) -> ssl.SSLContext:
    """TLS that checks certificate and name, against `ca_file` or, if that is empty, the system's list.

    Reads files: not for an event loop. Raises CertificatesError, which names the file.
    """
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        why = error.strerror or "it holds no certificate in PEM form"
        raise CertificatesError(f"{ca_file}: {why}") from None


def from_status(status: int) -> Failure:
    """An HTTP answer that is no success."""
    reason = _BY_STATUS.get(status, Reason.UNREACHABLE)
    return Failure(reason, f"HTTP {status}", refused=status in (401, 403), status=status)


def from_error(error: BaseException) -> Failure:
    """An exception of a connection attempt, a connection or a request."""
    match error:
        case InvalidStatus():
            return from_status(error.response.status_code)
        case ConnectionClosed():
            code = error.sent.code if error.sent else 0
            return Failure(Reason.BAD_DATA if code == TOO_BIG else Reason.CLOSED, redact(str(error)))
        case InvalidHandshake() | InvalidURI():
            return Failure(Reason.BAD_DATA, redact(str(error)))
        case ssl.SSLCertVerificationError():
            return Failure(Reason.AUTHENTICATION, redact(error.verify_message or str(error)))
        case TimeoutError():
            return Failure(Reason.TIMEOUT)
        case _:
            return Failure(Reason.UNREACHABLE, redact(str(error) or type(error).__name__))
