"""Addresses of streams: which kinds are known, and how credentials are taken out of them.

What leaves here as an address holds no password, however oddly the list wrote it.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

SCHEMES = ("rtsp", "rtsps", "http", "https", "rtmp", "rtmps", "srt", "udp", "rtp", "file")

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*)://")
_END_OF_HOST = re.compile(r"[/?#]")
_AT_IP_ADDRESS = re.compile(r"@\d{1,3}(\.\d{1,3}){3}(:\d+)?([/?#]|$)")
_HOST = re.compile(r"^(\[[0-9A-Fa-f:.]+\]|[^\s:@/]+)(:\d{1,5})?$")


def scheme_of(url: str) -> str:
    """The scheme in lower case, empty if there is none."""
    match = _SCHEME.match(url)
    return match[1].lower() if match else ""


def split_credentials(url: str) -> tuple[str, tuple[str, str] | None]:
    """The address without credentials, and user and password if it had them.

    Passwords are often written as they are, with `@`, `/` or `#` in them; then all up to the last `@`
    before a proper host is taken to be user and password.
    """
    match = _SCHEME.match(url)
    if match is None or scheme_of(url) == "file":
        return url, None
    rest = url[match.end() :]
    at = _end_of_userinfo(rest)
    if at < 0:
        return url, None
    user, _, password = rest[:at].partition(":")
    return url[: match.end()] + rest[at + 1 :], (unquote(user), unquote(password))


def _end_of_userinfo(rest: str) -> int:
    """Index of the `@` after the credentials, -1 if there are none."""
    authority = _END_OF_HOST.split(rest, maxsplit=1)[0]
    if "@" in authority:
        end = authority.rfind("@")
        # A later @ ends them only if the password held a character that should have been escaped.
        if _HOST.match(authority[end + 1 :]):
            return end
    elif "@" not in rest or (_HOST.match(authority) and not _AT_IP_ADDRESS.search(rest)):
        return -1
    for at in range(len(rest) - 1, -1, -1):
        if rest[at] == "@" and _HOST.match(_END_OF_HOST.split(rest[at + 1 :], maxsplit=1)[0]):
            return at
    return rest.rfind("@")
