"""What one client gets: unbroken numbering, faults in the packets, and no more than it takes."""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from wallclient.demo.cameras.clips import Clip, ClipSpec
from wallclient.demo.cameras.rtsp.packetiser import PacketCache
from wallclient.demo.cameras.rtsp.sender import RtpSender
from wallclient.demo.cameras.rtsp.sinks import TcpSink
from wallclient.demo.cameras.serving.clock import Timeline
from wallclient.demo.cameras.serving.faults import Fault
from wallclient.demo.cameras.serving.programme import Shot

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE = Timeline(epoch_s=0.0, fps=25.0, frames=10, gop=5)
SPEC = ClipSpec("pattern", 0, "", 1, "sub", "h264", 640, 360, 600, 25.0, 10, 5)
CLIP = Clip(SPEC, (b"\x67s", b"\x68p"), tuple((b"\x41" + bytes(2000),) for _ in range(10)))


class Sink:
    """Keeps what it is sent; stands for a UDP client."""

    def __init__(self) -> None:
        self.unsent_bytes = 0
        self.packets: list[tuple[int, int, int, int, bytes]] = []
        self.reports: list[bytes] = []

    def send(self, packets: Sequence[tuple[bytes, bytes]]) -> None:
        for header, payload in packets:
            _, kind, sequence, time, ssrc = struct.unpack(">BBHII", header)
            self.packets.append((kind, sequence, time, ssrc, payload))

    def report(self, packet: bytes) -> None:
        self.reports.append(packet)

    def close(self) -> None:
        pass


class Transport:
    """Keeps what is written; stands for a TCP connection."""

    def __init__(self) -> None:
        self.content = b""

    def get_write_buffer_size(self) -> int:
        return 0

    def is_closing(self) -> bool:
        return False

    def write(self, content: bytes) -> None:
        self.content += content


def sender_to(sink: object) -> RtpSender:
    return RtpSender(sink, PacketCache(), LINE, cname="camera-1")  # type: ignore[arg-type]


def shot(frame: int, fault: Fault = Fault.NONE) -> Shot:
    return Shot(frame, CLIP, LINE.index(frame), fault)


def test_packets_are_numbered_on_and_marked_at_the_end_of_a_picture() -> None:
    sink = Sink()
    sender = sender_to(sink)
    first = sender.next_sequence
    for frame in range(12):
        sender.show(shot(frame))
    assert [packet[1] for packet in sink.packets] == [first + n & 0xFFFF for n in range(len(sink.packets))]
    # Two fragments a picture, and two parameter sets before each of the three key frames.
    assert len(sink.packets) == 12 * 2 + 3 * 2
    times = [packet[2] for packet in sink.packets if packet[0] & 0x80]
    assert [(later - sooner) % 2**32 for sooner, later in pairwise(times)] == [3600] * 11
    assert {packet[0] & 0x7F for packet in sink.packets} == {96}


def test_a_report_comes_first_and_then_each_five_seconds() -> None:
    sink = Sink()
    sender = sender_to(sink)
    for frame in range(250, 250 + 300):
        sender.show(shot(frame))
    times = [struct.unpack(">QI", report[8:20]) for report in sink.reports]
    assert [ntp / 2**32 - 2_208_988_800 for ntp, _ in times] == [10.0, 15.0, 20.0]
    assert [rtp for _, rtp in times] == [sender.rtp_time(frame) for frame in (250, 375, 500)]


def test_a_client_that_takes_nothing_gets_nothing_until_a_key_frame() -> None:
    sink = Sink()
    sender = sender_to(sink)
    sent = []
    for frame in range(13):
        sink.unsent_bytes = 10_000_000 if frame == 2 else 0
        sent.append(sender.show(shot(frame)) > 0)
    assert sent == [True, True, False, False, False, *[True] * 8]


def test_garbage_keeps_the_headers_and_the_lengths() -> None:
    good, bad = Sink(), Sink()
    sender_to(good).show(shot(0))
    sender_to(bad).show(shot(0, Fault.GARBAGE))
    assert [len(packet[4]) for packet in bad.packets] == [len(packet[4]) for packet in good.packets]
    assert [packet[4] for packet in bad.packets] != [packet[4] for packet in good.packets]


def test_loss_leaves_gaps_in_the_numbers_of_datagrams() -> None:
    sink = Sink()
    sender = sender_to(sink)
    for frame in range(2000):
        sender.show(shot(frame, Fault.LOSS))
    sent = 2000 * 2 + 400 * 2
    assert 0.94 * sent < len(sink.packets) < 0.99 * sent
    steps = [b[1] - a[1] & 0xFFFF for a, b in pairwise(sink.packets)]
    assert max(steps) > 1


def test_loss_leaves_out_whole_units_where_tcp_carries_them() -> None:
    transport = Transport()
    sender = sender_to(TcpSink(transport, (0, 1)))  # type: ignore[arg-type]
    first = sender.next_sequence
    for frame in range(1000):
        sender.show(shot(frame, Fault.LOSS))
    assert 0.94 * 2400 < (sender.next_sequence - first & 0xFFFF) < 0.99 * 2400


def test_packets_in_a_connection_are_framed_by_channel_and_length() -> None:
    transport = Transport()
    sender_to(TcpSink(transport, (4, 5))).show(shot(0))  # type: ignore[arg-type]
    channels, rest = [], transport.content
    while rest:
        mark, channel, length = struct.unpack(">cBH", rest[:4])
        assert mark == b"$"
        channels.append(channel)
        rest = rest[4 + length :]
    assert channels == [5, 4, 4, 4, 4]


@pytest.mark.parametrize("fault", [Fault.NONE, Fault.GARBAGE])
def test_an_ended_session_says_good_bye(fault: Fault) -> None:
    sink = Sink()
    sender = sender_to(sink)
    sender.show(shot(0, fault))
    sender.end()
    assert sink.reports[-1][8:10] == b"\x81\xcb"
