"""The session description of a stream (RFC 4566).

Its parameter sets must be those of the clip that is about to be sent.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wallclient.demo.cameras.clips import Clip

PAYLOAD_TYPE: Final = 96
CLOCK_HZ: Final = 90000
TRACK: Final = "trackID=0"
UNKNOWN_CODEC: Final = "X-WALLTEST"


def describe(clip: Clip, *, host: str, unsupported: bool = False) -> bytes:
    """The SDP of one video track; `unsupported` announces a codec that nobody has."""
    spec = clip.spec
    lines = [
        "v=0",
        f"o=- {spec.number} 1 IN IP4 {host}",
        f"s={spec.name or spec.number}",
        "c=IN IP4 0.0.0.0",
        "t=0 0",
        "a=control:*",
        "a=range:npt=now-",
        f"m=video 0 RTP/AVP {PAYLOAD_TYPE}",
        f"b=AS:{spec.kbit_s}",
    ]
    if unsupported:
        lines.append(f"a=rtpmap:{PAYLOAD_TYPE} {UNKNOWN_CODEC}/{CLOCK_HZ}")
    else:
        lines.append(f"a=rtpmap:{PAYLOAD_TYPE} {spec.codec.upper()}/{CLOCK_HZ}")
        lines.append(f"a=fmtp:{PAYLOAD_TYPE} {_format(clip)}")
    lines += [f"a=framerate:{spec.fps:g}", "a=sendonly", f"a=control:{TRACK}", ""]
    return "\r\n".join(lines).encode()


def _format(clip: Clip) -> str:
    sets = [base64.b64encode(nal).decode() for nal in clip.parameter_sets]
    if clip.spec.codec == "h264":
        sps = next(nal for nal in clip.parameter_sets if nal[0] & 0x1F == 7)
        return (
            f"packetization-mode=1;profile-level-id={sps[1:4].hex().upper()};"
            f"sprop-parameter-sets={','.join(sets)}"
        )
    kinds = {32: "sprop-vps", 33: "sprop-sps", 34: "sprop-pps"}
    named = [
        f"{kinds[nal[0] >> 1 & 0x3F]}={text}" for nal, text in zip(clip.parameter_sets, sets, strict=True)
    ]
    return ";".join(named)
