"""Commands over HTTP: what is posted, with which headers, and what each answer says.

The idempotency key is the command's id and never changes: the same command may be posted any number of times.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from wallclient.model.commands import IncidentCommand
from wallclient.model.incidents import Incident
from wallclient.protocol.envelope import FrameError

IDEMPOTENCY_KEY = "Idempotency-Key"
IF_MATCH = "If-Match"
AUTHORIZATION = "Authorization"

_ETAG = re.compile(r'^\s*(?:W/)?"?(\d{1,18})"?\s*$')


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """200 or 202: done, or certain to be done. `version`: the incident's afterwards; 0 if not known yet."""

    event_sequence: str
    version: int = 0


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """412: somebody changed the incident first. `by` says who, `incident` how it is now."""

    error: str = "conflict"
    incident: Incident | None = None
    by: str = ""


class NotAllowed(msgspec.Struct, frozen=True, kw_only=True):
    """422: the rules say no. `allowed`: the actions possible now."""

    error: str = "not_allowed"
    reason_zh: str = ""
    reason_en: str = ""
    allowed: tuple[str, ...] = ()


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Any other no: 400, 401, 403, 404, …"""

    error: str = ""
    reason_zh: str = ""
    reason_en: str = ""


class PostedEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Body of `POST /events`, alone or in a list; id, time and sequence are given by the hub."""

    type: str
    data: msgspec.Raw
    subject: str = ""


class EventsStored(msgspec.Struct, frozen=True, kw_only=True):
    """Answer to `POST /events` once the events are committed: their sequences in the order of the body."""

    sequences: tuple[str, ...]


T = TypeVar("T")

_encoder = msgspec.json.Encoder()
_decoders: dict[type, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(kind)
    for kind in (IncidentCommand, Accepted, Conflict, NotAllowed, Refusal, EventsStored, Incident)
}


def bearer(token: str) -> str:
    """Value of the Authorization header."""
    return f"Bearer {token}"


def etag(version: int) -> str:
    """Value of the If-Match header for a version."""
    return f'"{version}"'


def parse_if_match(text: str) -> int | None:
    """The version in an If-Match header, or None if it holds none."""
    found = _ETAG.match(text)
    return int(found[1]) if found else None


def encode(value: msgspec.Struct) -> bytes:
    """JSON of a command or of an answer."""
    return _encoder.encode(value)


def decode_command(body: bytes) -> IncidentCommand:
    """The command in the body of a post; raises FrameError."""
    return decode_answer(body, IncidentCommand)


def decode_answer(body: bytes, kind: type[T]) -> T:
    """The answer in `body` as `kind`, one of the structs above or an Incident; raises FrameError."""
    try:
        value: T = _decoders[kind].decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise FrameError(str(error) or type(error).__name__) from None
    return value


def decode_posted(body: bytes) -> tuple[PostedEvent, ...]:
    """The events in the body of `POST /events`: one, or a list; raises FrameError."""
    try:
        if body.lstrip()[:1] == b"[":
            return msgspec.json.decode(body, type=tuple[PostedEvent, ...])
        return (msgspec.json.decode(body, type=PostedEvent),)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise FrameError(str(error) or type(error).__name__) from None
