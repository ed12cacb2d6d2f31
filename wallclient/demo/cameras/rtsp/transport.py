"""The Transport header of SETUP (RFC 2326, 12.39): what the client offers, and which of it we take. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PAIR: Final = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Offer:
    """A way of delivery that we can serve; `pair` are channels (interleaved) or the client's ports (UDP)."""

    interleaved: bool
    pair: tuple[int, int]


def choose(header: str) -> Offer | None:
    """The first of the client's offers that we can serve; None if there is none."""
    for text in header.split(","):
        protocol, *options = (part.strip() for part in text.split(";"))
        fields = dict(option.partition("=")[::2] for option in options)
        if "multicast" in fields or fields.get("mode", "play").strip('"').lower() not in ("play", ""):
            continue
        if protocol.upper() == "RTP/AVP/TCP":
            pair = _pair(fields.get("interleaved", "0-1"), 255)
            if pair is not None:
                return Offer(True, pair)
        elif protocol.upper() in ("RTP/AVP", "RTP/AVP/UDP"):
            pair = _pair(fields.get("client_port", ""), 65535)
            if pair is not None and min(pair) > 0:
                return Offer(False, pair)
    return None


def _pair(text: str, highest: int) -> tuple[int, int] | None:
    match = _PAIR.fullmatch(text.strip())
    if match is None:
        return None
    first = int(match[1])
    second = int(match[2]) if match[2] else first + 1
    return (first, second) if max(first, second) <= highest else None
