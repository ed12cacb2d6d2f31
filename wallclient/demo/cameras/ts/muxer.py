"""MPEG-TS (ISO 13818-1) of a clip's pictures.

Packets are cut once per picture; per client only clocks and counters are set.

Every client has its own time line from its first picture on: neither loop ends nor faults make it jump.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wallclient.demo.cameras.clips import Clip
    from wallclient.demo.cameras.config import Codec

PACKET_BYTES: Final = 188
_PMT_PID: Final = 0x1000
_VIDEO_PID: Final = 0x100
_STREAM_TYPES: Final = {"h264": 0x1B, "h265": 0x24}
# In the range that is left to users; nobody gives it a meaning.
_UNKNOWN_STREAM_TYPE: Final = 0xC9
_INVERTED: Final = bytes(range(255, -1, -1))
_UNITS_BEFORE_PICTURE: Final = {"h264": b"\x09\xf0", "h265": b"\x46\x01\x50"}
# Tables this often, so that a client that joined between key frames finds its way.
_TABLES_EVERY: Final = 5
# A picture is to be shown a frame's time after its first byte: time to receive it whole.
_PTS_LEAD_TICKS: Final = 3600
_FIRST_PCR_TICKS: Final = 90000
_CLOCK_MASK: Final = (1 << 33) - 1


@dataclass(frozen=True, slots=True, eq=False)
class TsPicture:
    """The packets of one picture (count, 188) with counters and clocks left at zero.

    The first `tables` rows are PAT and PMT; the time stamp of the next row stands at `pts_at`.
    """

    rows: NDArray[np.uint8]
    tables: int
    pts_at: int


class TsCache:
    """The packets of clips, made at first use and kept as long as their clip."""

    def __init__(self) -> None:
        self._clips: WeakKeyDictionary[Clip, dict[tuple[int, bool], TsPicture]] = WeakKeyDictionary()

    def picture(self, clip: Clip, index: int, *, unsupported: bool) -> TsPicture:
        pictures = self._clips.setdefault(clip, {})
        picture = pictures.get((index, unsupported))
        if picture is None:
            picture = _cut(clip, index, unsupported=unsupported)
            pictures[index, unsupported] = picture
        return picture


class TsClock:
    """Counters and clocks of one client."""

    def __init__(self) -> None:
        self._video_count = 0
        self._tables_count = 0

    def set(self, picture: TsPicture, ticks: int) -> NDArray[np.uint8]:
        """The packets as they are to be sent; `ticks` are 1/90000 s since the client came."""
        rows = picture.rows.copy()
        if picture.tables:
            rows[: picture.tables, 3] |= self._tables_count
            self._tables_count = self._tables_count + 1 & 15
        video = rows[picture.tables :]
        video[:, 3] |= (np.arange(self._video_count, self._video_count + len(video)) & 15).astype(np.uint8)
        self._video_count = self._video_count + len(video) & 15
        pcr = _FIRST_PCR_TICKS + ticks & _CLOCK_MASK
        video[0, 6:12] = list((pcr << 15 | 0x7E00).to_bytes(6, "big"))
        video[0, picture.pts_at : picture.pts_at + 5] = _pts(pcr + _PTS_LEAD_TICKS & _CLOCK_MASK)
        return rows


def payload_start(row: NDArray[np.uint8]) -> int:
    """Where the payload of a packet begins."""
    return 5 + int(row[4]) if row[3] & 0x20 else 4


def _cut(clip: Clip, index: int, *, unsupported: bool) -> TsPicture:
    codec = clip.spec.codec
    key = clip.is_key(index)
    stream = b"".join(b"\0\0\0\1" + nal for nal in (_UNITS_BEFORE_PICTURE[codec], *clip.nals(index)))
    if unsupported:
        # Players guess an unknown type by its content: nobody may find a start code there.
        stream = stream.translate(_INVERTED)
    # Length 0: unbounded, as video may be; then the flags and five bytes of time stamp.
    packets = _packets(b"\0\0\1\xe0\0\0\x80\x80\x05" + bytes(5) + stream, key=key)
    tables = [_table(0, _PAT), _table(_PMT_PID, _pmt(codec, unsupported=unsupported))]
    if not key and index % _TABLES_EVERY:
        tables = []
    rows = np.frombuffer(b"".join([*tables, *packets]), np.uint8).reshape(-1, PACKET_BYTES)
    return TsPicture(rows, len(tables), payload_start(rows[len(tables)]) + 9)


def _packets(pes: bytes, *, key: bool) -> list[bytes]:
    flags = 0x50 if key else 0x10
    first = min(len(pes), PACKET_BYTES - 12)
    head = bytes((0x47, 0x40 | _VIDEO_PID >> 8, _VIDEO_PID & 0xFF, 0x30))
    adaptation = bytes((183 - first, flags)) + bytes(6)
    packets = [head + adaptation + b"\xff" * (PACKET_BYTES - 12 - first) + pes[:first]]
    for start in range(first, len(pes), 184):
        payload = pes[start : start + 184]
        head = bytes((0x47, _VIDEO_PID >> 8, _VIDEO_PID & 0xFF, 0x10 if len(payload) == 184 else 0x30))
        packets.append(head + _stuffing(184 - len(payload)) + payload)
    return packets


def _stuffing(count: int) -> bytes:
    if count < 2:
        return bytes(count)
    return bytes((count - 1, 0)) + b"\xff" * (count - 2)


def _pts(ticks: int) -> list[int]:
    return [
        0x21 | ticks >> 29 & 0x0E,
        ticks >> 22 & 0xFF,
        0x01 | ticks >> 14 & 0xFE,
        ticks >> 7 & 0xFF,
        0x01 | ticks << 1 & 0xFE,
    ]


# One programme, number 1.
_PAT: Final = bytes((0, 0xB0, 13, 0, 1, 0xC1, 0, 0, 0, 1, 0xE0 | _PMT_PID >> 8, _PMT_PID & 0xFF))


def _pmt(codec: Codec, *, unsupported: bool) -> bytes:
    kind = _UNKNOWN_STREAM_TYPE if unsupported else _STREAM_TYPES[codec]
    video = (0xE0 | _VIDEO_PID >> 8, _VIDEO_PID & 0xFF)
    return bytes((2, 0xB0, 18, 0, 1, 0xC1, 0, 0, *video, 0xF0, 0, kind, *video, 0xF0, 0))


def _table(pid: int, section: bytes) -> bytes:
    head = bytes((0x47, 0x40 | pid >> 8, pid & 0xFF, 0x10, 0))
    return (head + section + _crc32(section).to_bytes(4, "big")).ljust(PACKET_BYTES, b"\xff")


def _crc32(content: bytes) -> int:
    """CRC-32/MPEG-2: not the one of zlib, which reflects its bits."""
    crc = 0xFFFFFFFF
    for byte in content:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    return crc
