"""Where a consumer stands in a stream, and how it asks for what it missed.

A cursor of one stream means nothing in another: the stream's id is part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from wallclient.protocol.envelope import SEQUENCE_DIGITS, FrameError, format_sequence


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last event that was taken in, `sequence`, of the stream `stream_id`."""

    stream_id: str
    sequence: int

    def __str__(self) -> str:
        return f"{self.stream_id}:{format_sequence(self.sequence)}"

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """The cursor in `<stream id>:<20 digits>`; raises FrameError."""
        stream_id, colon, digits = text.rpartition(":")
        if not (
            colon and stream_id and len(digits) == SEQUENCE_DIGITS and digits.isascii() and digits.isdigit()
        ):
            raise FrameError("a cursor is <stream id>:<20 digits>")
        return cls(stream_id, int(digits))


class Resync(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="stream.resync"):
    """What a consumer sends: deliver again what comes after `since` (a cursor; empty: a snapshot)."""

    since: str = ""


_encoder = msgspec.json.Encoder()


class _Typed(msgspec.Struct, frozen=True):
    """A tag may be missing for msgspec; what says nothing of itself must not start a repetition."""

    type: Literal["stream.resync"]
    since: str = ""


_decoder = msgspec.json.Decoder(_Typed)


def encode_reply(reply: Resync) -> str:
    return _encoder.encode(reply).decode()


def decode_reply(text: str | bytes) -> Resync:
    """The frame that a consumer sent; raises FrameError."""
    try:
        return Resync(since=_decoder.decode(text).since)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise FrameError(str(error) or type(error).__name__) from None
