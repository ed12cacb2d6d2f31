"""Requests of RTSP and of HTTP, which share their form.

Bounded: a client cannot make the server keep more than a little.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_BODY_BYTES: Final = 64 * 1024
_INTERLEAVED: Final = b"$"
_REASONS: Final = {
    451: "Parameter Not Understood",
    454: "Session Not Found",
    455: "Method Not Valid in This State",
    459: "Aggregate Operation Not Allowed",
    461: "Unsupported Transport",
    551: "Option not supported",
}


class BadRequest(Exception):
    """What came is no request; the connection cannot be used any more."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names are in lower case."""

    method: str
    uri: str
    version: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> tuple[str, ...]:
        """The decoded parts of the path, without query."""
        return tuple(unquote(part) for part in urlsplit(self.uri).path.split("/") if part)


@dataclass(frozen=True, slots=True)
class Interleaved:
    """A packet of the client's on a channel of the RTSP connection (its receiver reports)."""

    channel: int
    payload: bytes


async def read_message(reader: asyncio.StreamReader) -> Request | Interleaved | None:
    """The next request or packet; None at the end of the connection. Raises BadRequest."""
    try:
        first = await reader.readexactly(1)
        # Some clients end a request with an empty line more than needed.
        while first in (b"\r", b"\n"):
            first = await reader.readexactly(1)
        if first == _INTERLEAVED:
            head = await reader.readexactly(3)
            return Interleaved(head[0], await reader.readexactly(int.from_bytes(head[1:], "big")))
        request = _parse(first + await reader.readuntil(b"\r\n\r\n"))
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _MAX_BODY_BYTES:
            raise BadRequest("the length of the body is unusable")
        body = await reader.readexactly(int(length))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    except asyncio.LimitOverrunError as error:
        raise BadRequest("the head is too long") from error
    return Request(request.method, request.uri, request.version, request.headers, body)


def _parse(head: bytes) -> Request:
    lines = head.decode("utf-8", "replace").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3 or "/" not in words[2]:
        raise BadRequest("the first line is no request")
    try:
        urlsplit(words[1])
    except ValueError as error:
        raise BadRequest("the URL is no URL") from error
    headers = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    return Request(words[0].upper(), words[1], words[2], headers)


def compose(version: str, status: int, headers: Iterable[tuple[str, str]], body: bytes = b"") -> bytes:
    """An answer as bytes."""
    reason = _REASONS.get(status) or HTTPStatus(status).phrase
    lines = [f"{version} {status} {reason}", *(f"{name}: {value}" for name, value in headers)]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
