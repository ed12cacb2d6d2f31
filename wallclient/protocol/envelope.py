"""The envelope of the event stream: one CloudEvents 1.0 event in JSON per text frame.

A frame that cannot be read raises FrameError and nothing else; its text is short and never holds a secret.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal

import msgspec

SUBPROTOCOL = "cloudevents.json"
SPEC_VERSION: Literal["1.0"] = "1.0"
SEQUENCE_DIGITS = 20
MAX_FRAME_BYTES = 4 * 1024 * 1024
MAX_REASON_CHARS = 200

_SECRETS = (
    (re.compile(r"(://)[^/\s@\"']*@"), r"\1***@"),
    (re.compile(r"(?i)\b(bearer|basic|digest)\s+[^\s\"',]+"), r"\1 ***"),
    (re.compile(r"(?i)\b(password|passwd|pwd|token|secret)(\"?\s*[=:]\s*\"?)[^\s\"'&,]+"), r"\1\2***"),
)


def redact(text: str) -> str:
    """`text` on one line of at most 200 characters, without passwords and tokens: fit to be shown."""
    line = " ".join(text[: MAX_REASON_CHARS * 4].split())
    for pattern, replacement in _SECRETS:
        line = pattern.sub(replacement, line)
    return line if len(line) <= MAX_REASON_CHARS else line[: MAX_REASON_CHARS - 1] + "…"


class FrameError(ValueError):
    """What came over the wire cannot be read. `reason`: why, at most 200 characters without secrets."""

    def __init__(self, reason: str) -> None:
        self.reason = redact(reason)
        super().__init__(self.reason)


class CloudEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event as it travels. `time` is aware.

    `sequence` is the place in the stream as 20 digits, or empty for control events and snapshot items, which
    have no place. `previous` is told where a consumer gets a selection only: every event after `previous` and
    before `sequence` is none of its business. Without it an event follows on the sequence just below its own.
    """

    specversion: Literal["1.0"]
    id: Annotated[str, msgspec.Meta(min_length=1)]
    source: str
    type: Annotated[str, msgspec.Meta(min_length=1)]
    time: Annotated[datetime, msgspec.Meta(tz=True)]
    data: msgspec.Raw
    subject: str = ""
    sequence: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{20})?$")] = ""
    previous: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{20})?$")] = ""
    datacontenttype: str = "application/json"

    @property
    def number(self) -> int | None:
        """The sequence as a number, or None if the event has no place in the stream."""
        return int(self.sequence) if self.sequence else None


_decoder = msgspec.json.Decoder(CloudEvent)
_encoder = msgspec.json.Encoder()


def format_sequence(number: int) -> str:
    """20 digits, so that sequences sort as text."""
    return f"{number:0{SEQUENCE_DIGITS}d}"


def make(
    event_type: str,
    data: object,
    *,
    event_id: str,
    source: str,
    time: datetime,
    subject: str = "",
    number: int | None = None,
) -> CloudEvent:
    """A CloudEvent around `data` (a struct, or anything that JSON has). `time` must be aware."""
    return CloudEvent(
        specversion=SPEC_VERSION,
        id=event_id,
        source=source,
        type=event_type,
        time=time,
        data=data if isinstance(data, msgspec.Raw) else msgspec.Raw(_encoder.encode(data)),
        subject=subject,
        sequence="" if number is None else format_sequence(number),
    )


def decode(text: str | bytes) -> CloudEvent:
    """The event in one frame; raises FrameError for anything else. The data inside is not looked at yet."""
    if len(text) > MAX_FRAME_BYTES:
        raise FrameError(f"a frame of {len(text)} is over the limit of {MAX_FRAME_BYTES}")
    try:
        event = _decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise FrameError(str(error) or type(error).__name__) from None
    if event.datacontenttype.partition(";")[0].strip() not in ("application/json", "application/geo+json"):
        raise FrameError(f"data of type {event.datacontenttype} cannot be read")
    return event


def encode(event: CloudEvent) -> str:
    """The text frame of `event`, without a line break in it."""
    return _encoder.encode(event).decode()
