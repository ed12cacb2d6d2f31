"""RTCP packets that a camera sends (RFC 3550).

The NTP time of a report is what clients measure latency from.
"""

from __future__ import annotations

import struct
from typing import Final

_NTP_EPOCH_S: Final = 2_208_988_800
_VERSION: Final = 2 << 6
_SENDER_REPORT: Final = 200
_SOURCE_DESCRIPTION: Final = 202
_BYE: Final = 203
_CNAME: Final = 1


def ntp_time(unix_s: float) -> int:
    """64 bit NTP time stamp of a Unix time."""
    whole = int(unix_s)
    return (whole + _NTP_EPOCH_S & 0xFFFFFFFF) << 32 | int((unix_s - whole) * 2**32)


def sender_report(ssrc: int, *, unix_s: float, rtp_time: int, packets: int, octets: int, cname: str) -> bytes:
    """A report that pairs `rtp_time` with the wall clock; the description RFC 3550 wants comes with it."""
    report = struct.pack(
        ">BBHIQIII",
        _VERSION,
        _SENDER_REPORT,
        6,
        ssrc,
        ntp_time(unix_s),
        rtp_time & 0xFFFFFFFF,
        packets & 0xFFFFFFFF,
        octets & 0xFFFFFFFF,
    )
    name = cname.encode()[:255]
    chunk = struct.pack(">IBB", ssrc, _CNAME, len(name)) + name
    chunk += b"\0" * (4 - len(chunk) % 4)
    return report + struct.pack(">BBH", _VERSION | 1, _SOURCE_DESCRIPTION, len(chunk) // 4) + chunk


def bye(ssrc: int) -> bytes:
    """The end of a stream, behind the empty report that every compound packet begins with."""
    return struct.pack(">BBHI", _VERSION, 201, 1, ssrc) + struct.pack(">BBHI", _VERSION | 1, _BYE, 1, ssrc)
