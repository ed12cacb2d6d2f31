"""A clip: the coded pictures of one loop of one stream, and its file.

What `decode` accepts has been proved whole.

The first picture of every group is an IDR and no picture looks past its group, so a loop's end joins its
start.
"""

from __future__ import annotations

import hashlib
from typing import Final, Literal

import msgspec

from wallclient.demo.cameras.config import Codec, ProfileName

_MAGIC: Final = b"WALLCLIP1\n"
_DIGEST_BYTES: Final = 20


class DamagedClip(Exception):
    """A cache file is not what was once written into it; it is to be made again."""


class ClipSpec(msgspec.Struct, frozen=True):
    """Everything that decides how a clip looks: two equal specs give the same clip."""

    scene: str
    variant: int
    name: str
    number: int
    profile: ProfileName
    codec: Codec
    width_px: int
    height_px: int
    kbit_s: int
    fps: float
    frames: int
    gop: int

    def key(self, fingerprint: str) -> str:
        """File name of the clip; `fingerprint` stands for the programs that draw and encode it."""
        text = msgspec.json.encode(self) + fingerprint.encode()
        return hashlib.blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()


class Clip(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """The coded loop.

    `parameter_sets` are the NAL units that come before every IDR (SPS, PPS; H.265: VPS, SPS, PPS); `units`
    holds per picture its slices, without start codes. Compared and hashed by identity: packets are kept per
    clip.
    """

    spec: ClipSpec
    parameter_sets: tuple[bytes, ...]
    units: tuple[tuple[bytes, ...], ...]

    def __len__(self) -> int:
        return len(self.units)

    @property
    def size_bytes(self) -> int:
        return sum(len(nal) for unit in self.units for nal in unit)

    def is_key(self, index: int) -> bool:
        return index % self.spec.gop == 0

    def nals(self, index: int) -> tuple[bytes, ...]:
        """The NAL units of one picture as they are sent: parameter sets come with every IDR."""
        unit = self.units[index]
        return (*self.parameter_sets, *unit) if self.is_key(index) else unit


def encode(clip: Clip) -> bytes:
    """The content of the clip's file."""
    body = msgspec.msgpack.encode(clip)
    return _MAGIC + hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest() + body


def decode(content: bytes, spec: ClipSpec) -> Clip:
    """The clip of a file's content. Raises DamagedClip if it is torn, altered or another spec's."""
    head = len(_MAGIC) + _DIGEST_BYTES
    body = content[head:]
    if not content.startswith(_MAGIC):
        raise DamagedClip("not a clip file")
    if hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest() != content[len(_MAGIC) : head]:
        raise DamagedClip("the digest does not match")
    try:
        clip = msgspec.msgpack.decode(body, type=Clip)
    except msgspec.MsgspecError as error:
        raise DamagedClip(str(error)) from error
    if clip.spec != spec or len(clip) != spec.frames:
        raise DamagedClip("the file holds another clip")
    return clip


def split_annexb(data: bytes) -> list[bytes]:
    """The NAL units of a byte stream with start codes."""
    nals = []
    for part in data.split(b"\x00\x00\x01"):
        # The zero before a three-byte start code belongs to a four-byte one; NAL units never end in zeros.
        nal = part.rstrip(b"\x00")
        if nal:
            nals.append(nal)
    return nals


NalKind = Literal["slice", "parameter_set", "other"]


def nal_kind(nal: bytes, codec: Codec) -> NalKind:
    """What a NAL unit is to a server: picture, parameter set, or something to leave out (SEI, AUD)."""
    if codec == "h264":
        number = nal[0] & 0x1F
        return "slice" if number <= 5 else "parameter_set" if number in (7, 8) else "other"
    number = nal[0] >> 1 & 0x3F
    return "slice" if number < 32 else "parameter_set" if number in (32, 33, 34) else "other"


def is_idr(nal: bytes, codec: Codec) -> bool:
    """True for a slice of an IDR picture (H.265: IDR_W_RADL, IDR_N_LP)."""
    return nal[0] & 0x1F == 5 if codec == "h264" else nal[0] >> 1 & 0x3F in (19, 20)
