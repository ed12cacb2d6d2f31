"""RTP payloads, SDP, RTCP and the Transport header are as their RFCs want them."""

from __future__ import annotations

import base64
import random
import struct

import pytest

from wallclient.demo.cameras.clips import Clip, ClipSpec
from wallclient.demo.cameras.rtsp import rtcp
from wallclient.demo.cameras.rtsp.packetiser import MAX_PAYLOAD_BYTES, PacketCache, packetise
from wallclient.demo.cameras.rtsp.sdp import describe
from wallclient.demo.cameras.rtsp.transport import Offer, choose


def reassemble(payloads: tuple[bytes, ...], codec: str) -> bytes:
    """The NAL unit of its payloads, written against the RFCs and not against the packetiser."""
    if len(payloads) == 1:
        return payloads[0]
    head = 1 if codec == "h264" else 2
    starts = [payload[head] >> 7 for payload in payloads]
    ends = [payload[head] >> 6 & 1 for payload in payloads]
    assert starts == [1] + [0] * (len(payloads) - 1)
    assert ends == [0] * (len(payloads) - 1) + [1]
    first = payloads[0]
    if codec == "h264":
        assert {payload[0] & 0x1F for payload in payloads} == {28}
        header = bytes((first[0] & 0xE0 | first[1] & 0x1F,))
    else:
        assert {payload[0] >> 1 & 0x3F for payload in payloads} == {49}
        header = bytes((first[0] & 0x81 | (first[2] & 0x3F) << 1, first[1]))
    return header + b"".join(payload[head + 1 :] for payload in payloads)


@pytest.mark.parametrize(
    ("codec", "header"), [("h264", b"\x65"), ("h264", b"\x41"), ("h265", b"\x26\x01"), ("h265", b"\x02\x01")]
)
@pytest.mark.parametrize("size", [3, 1399, 1400, 1401, 1402, 2800, 50_000])
def test_fragments_put_together_are_the_unit(codec: str, header: bytes, size: int) -> None:
    nal = header + random.Random(size).randbytes(size - len(header))
    payloads = packetise(nal, codec)  # type: ignore[arg-type]
    assert all(len(payload) <= MAX_PAYLOAD_BYTES for payload in payloads)
    assert reassemble(payloads, codec) == nal


def clip_of(codec: str, *parameter_sets: bytes) -> Clip:
    spec = ClipSpec("pattern", 0, "文昌路", 3, "sub", codec, 640, 360, 600, 25.0, 2, 2)  # type: ignore[arg-type]
    return Clip(spec, parameter_sets, ((b"\x65abc",), (b"\x41def",)))


def test_parameter_sets_come_with_each_key_frame() -> None:
    cache = PacketCache()
    clip = clip_of("h264", b"\x67sps", b"\x68pps")
    assert cache.payloads(clip, 0) == ((b"\x67sps",), (b"\x68pps",), (b"\x65abc",))
    assert cache.payloads(clip, 1) == ((b"\x41def",),)
    assert cache.payloads(clip, 0) is cache.payloads(clip, 0)


def test_the_description_of_h264_carries_profile_and_parameter_sets() -> None:
    lines = (
        describe(clip_of("h264", b"\x67\x4d\x40\x1e!", b"\x68pps"), host="127.0.0.1").decode().split("\r\n")
    )
    assert "a=rtpmap:96 H264/90000" in lines
    sets = ",".join(base64.b64encode(nal).decode() for nal in (b"\x67\x4d\x40\x1e!", b"\x68pps"))
    assert f"a=fmtp:96 packetization-mode=1;profile-level-id=4D401E;sprop-parameter-sets={sets}" in lines
    assert lines[0] == "v=0"
    assert lines[-2:] == ["a=control:trackID=0", ""]


def test_the_description_of_h265_names_each_parameter_set() -> None:
    sets = (b"\x40\x01v", b"\x42\x01s", b"\x44\x01p")
    text = describe(clip_of("h265", *sets), host="127.0.0.1").decode()
    vps, sps, pps = (base64.b64encode(nal).decode() for nal in sets)
    assert "a=rtpmap:96 H265/90000\r\n" in text
    assert f"a=fmtp:96 sprop-vps={vps};sprop-sps={sps};sprop-pps={pps}\r\n" in text


def test_an_unsupported_camera_announces_a_codec_that_nobody_has() -> None:
    text = describe(clip_of("h264", b"\x67abc", b"\x68pps"), host="127.0.0.1", unsupported=True).decode()
    assert "a=rtpmap:96 X-WALLTEST/90000\r\n" in text
    assert "sprop" not in text


def test_a_sender_report_pairs_the_clocks() -> None:
    packet = rtcp.sender_report(7, unix_s=1000.5, rtp_time=90_000, packets=3, octets=4000, cname="camera-1")
    flags, kind, words, ssrc, ntp, time, packets, octets = struct.unpack(">BBHIQIII", packet[:28])
    assert (flags, kind, words, ssrc, time, packets, octets) == (0x80, 200, 6, 7, 90_000, 3, 4000)
    assert ntp / 2**32 == 2_208_988_800 + 1000.5
    flags, kind, words = struct.unpack(">BBH", packet[28:32])
    assert (flags, kind, len(packet)) == (0x81, 202, 28 + 4 + 4 * words)
    assert b"camera-1\0" in packet


@pytest.mark.parametrize(
    ("header", "offer"),
    [
        ("RTP/AVP/TCP;unicast;interleaved=2-3", Offer(True, (2, 3))),
        ("RTP/AVP/TCP;unicast", Offer(True, (0, 1))),
        ("RTP/AVP;unicast;client_port=5000-5001", Offer(False, (5000, 5001))),
        ("RTP/AVP/UDP;unicast;client_port=5000;mode=play", Offer(False, (5000, 5001))),
        ("RTP/AVP;multicast, RTP/AVP/TCP;interleaved=0-1", Offer(True, (0, 1))),
        ("RTP/AVP;multicast;client_port=5000-5001", None),
        ("RTP/AVP;unicast", None),
        ("RTP/AVP;unicast;client_port=70000-70001", None),
        ("RTP/SAVP;unicast;client_port=5000-5001", None),
        ('RTP/AVP;unicast;client_port=5000-5001;mode="RECORD"', None),
        ("", None),
    ],
)
def test_the_first_offer_that_can_be_served_is_taken(header: str, offer: Offer | None) -> None:
    assert choose(header) == offer
