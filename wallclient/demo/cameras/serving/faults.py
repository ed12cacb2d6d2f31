"""The faults a simulated camera can show. A new one must be visible from a client, or it tests nothing."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Fault(StrEnum):
    """What is wrong with a camera. The values are the names in the config file and in the control API."""

    NONE = "none"
    # Packets flow with advancing time stamps, but every picture is the same key frame.
    FREEZE = "freeze"
    # Connections stay and requests are answered, but no media is sent.
    STALL = "stall"
    # Connections are closed; a new one is closed at its first request (one port serves all cameras).
    DROP = "drop"
    # 401 even with the right password.
    REFUSE = "refuse"
    # TCP is accepted, nothing is ever answered or sent.
    HALF_OPEN = "half_open"
    # Headers are valid, payloads are random.
    GARBAGE = "garbage"
    # Neither key frames nor parameter sets are sent any more.
    NO_KEYFRAMES = "no_keyframes"
    # The stream goes on in another size with new parameter sets.
    RESOLUTION = "resolution"
    # Three per cent are lost: RTP packets on UDP, NAL units on TCP, TS packets on HTTP.
    LOSS = "loss"
    # The announced codec is one that nobody has.
    UNSUPPORTED = "unsupported"


# A client connected before the switch must not live on as if nothing had happened.
CUTS_CONNECTIONS = frozenset({Fault.DROP, Fault.REFUSE, Fault.UNSUPPORTED})
SILENT = frozenset({Fault.STALL, Fault.HALF_OPEN})
LOSS_SHARE = 0.03
