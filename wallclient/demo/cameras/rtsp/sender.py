"""One playing client: its RTP numbering and its sender reports.

Payloads are shared; only twelve bytes are its own.
"""

from __future__ import annotations

import random
import struct
from itertools import chain
from typing import TYPE_CHECKING, Final

from wallclient.demo.cameras.rtsp import rtcp
from wallclient.demo.cameras.rtsp.sdp import PAYLOAD_TYPE
from wallclient.demo.cameras.rtsp.sinks import TcpSink
from wallclient.demo.cameras.serving.faults import LOSS_SHARE, Fault
from wallclient.demo.cameras.serving.stream import unsent_limit

if TYPE_CHECKING:
    from wallclient.demo.cameras.rtsp.packetiser import PacketCache
    from wallclient.demo.cameras.rtsp.sinks import Packet, Sink
    from wallclient.demo.cameras.serving.clock import Timeline
    from wallclient.demo.cameras.serving.programme import Shot

_HEADER: Final = struct.Struct(">BBHII")
_HEADER_BYTES: Final = _HEADER.size
_VERSION: Final = 0x80
_MARKER: Final = 0x80
_REPORT_EVERY_S: Final = 5.0


class RtpSender:
    """A `Viewer` that sends a session's pictures into its sink."""

    def __init__(self, sink: Sink, cache: PacketCache, timeline: Timeline, *, cname: str) -> None:
        self._sink = sink
        self._cache = cache
        self._timeline = timeline
        self._cname = cname
        self._random = random.Random()
        self.ssrc = self._random.getrandbits(32)
        self.next_sequence = self._random.getrandbits(16)
        self._time_offset = self._random.getrandbits(32)
        self._packets = 0
        self._octets = 0
        self._report_frame: int | None = None
        self._waits_for_key = False

    def rtp_time(self, frame: int) -> int:
        return self._timeline.rtp_ticks(frame) + self._time_offset & 0xFFFFFFFF

    def restart(self) -> None:
        """The next picture is the first after a pause: it comes with a report again."""
        self._report_frame = None
        self._waits_for_key = False

    def show(self, shot: Shot) -> int:
        """Send a picture; a client that does not take its pictures loses them up to a key frame."""
        behind = self._sink.unsent_bytes > unsent_limit(shot.clip)
        self._waits_for_key = behind or (self._waits_for_key and not shot.is_key)
        if self._waits_for_key:
            return 0
        if self._report_frame is None or shot.frame >= self._report_frame:
            self._report(shot.frame)
        packets = self._number(shot)
        self._sink.send(packets)
        octets = sum(len(payload) for _, payload in packets)
        self._packets += len(packets)
        self._octets += octets
        return octets + _HEADER_BYTES * len(packets)

    def end(self) -> None:
        """Say good-bye and send nothing more."""
        self._sink.report(rtcp.bye(self.ssrc))
        self._sink.close()

    def _number(self, shot: Shot) -> list[Packet]:
        nals = self._cache.payloads(shot.clip, shot.index)
        lossy = shot.fault is Fault.LOSS
        if lossy and isinstance(self._sink, TcpSink):
            # TCP loses no packets: such a camera has left out whole NAL units before it numbered them.
            nals = tuple(nal for nal in nals if self._random.random() >= LOSS_SHARE)
            lossy = False
        payloads = list(chain.from_iterable(nals))
        if shot.fault is Fault.GARBAGE:
            payloads = [self._random.randbytes(len(payload)) for payload in payloads]
        time = self.rtp_time(shot.frame)
        sequence, ssrc = self.next_sequence, self.ssrc
        last = len(payloads) - 1
        packets: list[Packet] = []
        for position, payload in enumerate(payloads):
            kind = PAYLOAD_TYPE | _MARKER if position == last else PAYLOAD_TYPE
            packets.append((_HEADER.pack(_VERSION, kind, sequence + position & 0xFFFF, time, ssrc), payload))
        self.next_sequence = sequence + len(payloads) & 0xFFFF
        if lossy:
            packets = [packet for packet in packets if self._random.random() >= LOSS_SHARE]
        return packets

    def _report(self, frame: int) -> None:
        self._report_frame = frame + round(_REPORT_EVERY_S * self._timeline.fps)
        self._sink.report(
            rtcp.sender_report(
                self.ssrc,
                unix_s=self._timeline.due_at(frame),
                rtp_time=self.rtp_time(frame),
                packets=self._packets,
                octets=self._octets,
                cname=self._cname,
            )
        )
