"""RTP payloads of H.264 (RFC 6184) and H.265 (RFC 7798), made once per clip and shared by all clients.

Single NAL units and fragments only: every client understands these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from wallclient.demo.cameras.clips import Clip
    from wallclient.demo.cameras.config import Codec

# With RTP, UDP and IP headers still below 1500, the MTU of Ethernet.
MAX_PAYLOAD_BYTES: Final = 1400
_H264_FU_A: Final = 28
_H265_FU: Final = 49
_FIRST: Final = 0x80
_LAST: Final = 0x40

Payloads = tuple[tuple[bytes, ...], ...]


def packetise(nal: bytes, codec: Codec) -> tuple[bytes, ...]:
    """The payloads of one NAL unit, in their order."""
    if len(nal) <= MAX_PAYLOAD_BYTES:
        return (nal,)
    if codec == "h264":
        indicator = bytes((nal[0] & 0xE0 | _H264_FU_A,))
        return _fragments(indicator, nal[0] & 0x1F, nal[1:])
    indicator = bytes((nal[0] & 0x81 | _H265_FU << 1, nal[1]))
    return _fragments(indicator, nal[0] >> 1 & 0x3F, nal[2:])


def _fragments(indicator: bytes, kind: int, body: bytes) -> tuple[bytes, ...]:
    step = MAX_PAYLOAD_BYTES - len(indicator) - 1
    payloads = []
    for start in range(0, len(body), step):
        ends = (_FIRST if start == 0 else 0) | (_LAST if start + step >= len(body) else 0)
        payloads.append(indicator + bytes((ends | kind,)) + body[start : start + step])
    return tuple(payloads)


class PacketCache:
    """The payloads of clips, made at first use and kept as long as their clip."""

    def __init__(self) -> None:
        self._clips: WeakKeyDictionary[Clip, dict[int, Payloads]] = WeakKeyDictionary()

    def payloads(self, clip: Clip, index: int) -> Payloads:
        """The payloads of one picture, per NAL unit."""
        pictures = self._clips.setdefault(clip, {})
        payloads = pictures.get(index)
        if payloads is None:
            payloads = tuple(packetise(nal, clip.spec.codec) for nal in clip.nals(index))
            pictures[index] = payloads
        return payloads
