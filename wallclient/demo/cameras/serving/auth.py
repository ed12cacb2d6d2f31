"""Basic and Digest (MD5) authentication as cameras do it. Passwords are compared here and go nowhere else.

Digest is offered without `qop`, as cameras do, and accepted with it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import time
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from wallclient.demo.cameras.config import Auth

_FIELD: Final = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^,\s]+))')
_REALM: Final = "Wall camera"


class Gatekeeper:
    """Checks credentials. Nonces carry their own time and a signature: nothing is remembered per client."""

    def __init__(self, nonce_life_s: float) -> None:
        self._nonce_life_s = nonce_life_s
        self._secret = secrets.token_bytes(16)

    def challenge(
        self, auth: Auth | None, *, method: str, uri: str, given: str | None, refuse: bool = False
    ) -> str | None:
        """None if the request may pass, else the value of WWW-Authenticate for a 401.

        `given` is the Authorization header; `refuse` turns even the right password down.
        """
        if auth is None and not refuse:
            return None
        scheme, _, rest = (given or "").strip().partition(" ")
        if auth is not None and auth.scheme == "basic":
            good = scheme.lower() == "basic" and _basic_is_right(auth, rest)
            return None if good and not refuse else f'Basic realm="{_REALM}"'
        stale = False
        if auth is not None and scheme.lower() == "digest" and not refuse:
            fields = {name.lower(): quoted or bare for name, quoted, bare in _FIELD.findall(rest)}
            if _digest_is_right(auth, fields, method=method, uri=uri):
                age_s = self._nonce_age_s(fields["nonce"])
                if age_s is not None and age_s <= self._nonce_life_s:
                    return None
                # The password is right: the client may try again by itself, without asking its user.
                stale = True
        end = ", stale=true" if stale else ""
        return f'Digest realm="{_REALM}", nonce="{self._nonce()}", algorithm=MD5{end}'

    def _nonce(self) -> str:
        made = f"{time.monotonic_ns() // 1_000_000:014x}"
        return made + self._signature(made)

    def _nonce_age_s(self, nonce: str) -> float | None:
        made, signature = nonce[:14], nonce[14:]
        if not hmac.compare_digest(signature.encode(), self._signature(made).encode()):
            return None
        return time.monotonic() - int(made, 16) / 1000

    def _signature(self, made: str) -> str:
        return hmac.new(self._secret, made.encode(), hashlib.sha256).hexdigest()[:24]


def _basic_is_right(auth: Auth, given: str) -> bool:
    try:
        text = base64.b64decode(given, validate=True)
    except binascii.Error:
        return False
    return hmac.compare_digest(text, f"{auth.user}:{auth.password}".encode())


def _digest_is_right(auth: Auth, fields: dict[str, str], *, method: str, uri: str) -> bool:
    if fields.get("username") != auth.user or fields.get("realm") != _REALM:
        return False
    if "nonce" not in fields or "response" not in fields or not _same_place(fields.get("uri", ""), uri):
        return False
    secret = _md5(f"{auth.user}:{_REALM}:{auth.password}")
    place = _md5(f"{method}:{fields['uri']}")
    if fields.get("qop") == "auth":
        middle = f"{fields['nonce']}:{fields.get('nc', '')}:{fields.get('cnonce', '')}:auth"
    else:
        middle = fields["nonce"]
    return hmac.compare_digest(_md5(f"{secret}:{middle}:{place}").encode(), fields["response"].encode())


def _same_place(given: str, uri: str) -> bool:
    """Clients give the whole URL or only its path, with or without the track, in any request of a session."""
    try:
        first, second = urlsplit(given).path.rstrip("/"), urlsplit(uri).path.rstrip("/")
    except ValueError:
        return False
    return first == second or first.startswith(second + "/") or second.startswith(first + "/")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
