"""Cameras over RTSP, as FFmpeg plays them and as they look on the wire."""

from __future__ import annotations

import socket
import struct
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import av
import pytest

from tests.unit.demo.cameras.rtsp_client import RtspClient, Seen, watch_some
from wallclient.demo.cameras.config import CamerasConfig
from wallclient.demo.cameras.stamp import Stamp, read_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.unit.demo.cameras.conftest import Bench

FPS = 50
NTP_EPOCH_S = 2_208_988_800
LOOP = 36
GROUP = 12


def are_consecutive(seen: list[Seen], camera_number: int) -> bool:
    stamps = [one.stamp for one in seen]
    assert all(stamp is not None and stamp.camera_number == camera_number for stamp in stamps)
    numbers = [stamp.frame_number for stamp in stamps if stamp is not None]
    return all((after - before) % LOOP == 1 for before, after in pairwise(numbers))


@pytest.fixture
def client(bench: Bench) -> Iterator[RtspClient]:
    with RtspClient(bench.process.rtsp_port) as found:
        yield found


@pytest.mark.parametrize("transport", ["tcp", "udp"])
@pytest.mark.parametrize(
    ("camera_id", "number"), [("h264", 1), ("h265", 2), ("basic", 3), ("digest", 4), ("digest-h265", 5)]
)
def test_ffmpeg_decodes_every_picture_in_order(
    bench: Bench, camera_id: str, number: int, transport: str
) -> None:
    seen = watch_some(bench.url(camera_id), 34, transport=transport)
    assert are_consecutive(seen, number)
    assert seen[0].stamp is not None
    assert seen[0].stamp.frame_number % GROUP == 0


@pytest.mark.parametrize("camera_id", ["basic", "digest"])
def test_a_wrong_or_missing_password_is_refused(bench: Bench, camera_id: str) -> None:
    for login in ("admin:wrong@", ""):
        with pytest.raises(av.HTTPUnauthorizedError):
            watch_some(bench.url(camera_id, login=login), 1)


def test_two_clients_are_shown_the_pictures_that_were_due_by_the_clock(bench: Bench) -> None:
    epoch_s = bench.stats("h264")["epoch_s"]
    for _ in range(2):
        with RtspClient(bench.process.rtsp_port) as client:
            client.play(bench.url("h264"))
            _, report = client.read_packet()
            due_at = struct.unpack(">Q", report[8:16])[0] / 2**32 - NTP_EPOCH_S
            shown = first_picture(client)
        assert due_at <= time.time()
        assert shown.frame_number == round((due_at - epoch_s) * FPS) % LOOP


def first_picture(client: RtspClient) -> Stamp:
    """The stamp of the key frame that a session begins with."""
    nals: list[bytes] = []
    packet = b"\0\0"
    while not packet[1] & 0x80:
        _, packet = client.read_packet()
        payload = packet[12:]
        if payload[0] & 0x1F != 28:
            nals.append(payload)
        elif payload[1] & 0x80:
            nals.append(bytes((payload[0] & 0xE0 | payload[1] & 0x1F,)) + payload[2:])
        else:
            nals[-1] += payload[2:]
    context = av.CodecContext.create("h264", "r")
    frames = context.decode(av.Packet(b"".join(b"\0\0\0\1" + nal for nal in nals)))
    frames += context.decode(None)
    stamp = read_stamp(frames[0].to_ndarray(format="rgb24"))
    assert stamp is not None
    return stamp


def test_play_tells_the_first_packet_and_a_report_comes_before_it(bench: Bench, client: RtspClient) -> None:
    url = bench.url("h264")
    described = client.ask("DESCRIBE", url, accept="application/sdp")
    assert described.status == 200
    assert described.headers["content-base"] == url + "/"
    assert "H264/90000" in described.body
    setup, play = client.play(url)
    assert "interleaved=0-1" in setup.headers["transport"]
    assert "timeout=60" in setup.headers["session"]
    info = dict(part.split("=", 1) for part in play.headers["rtp-info"].split(";"))
    channel, report = client.read_packet()
    assert (channel, report[1]) == (1, 200)
    channel, packet = client.read_packet()
    _, kind, sequence, rtp_time, ssrc = struct.unpack(">BBHII", packet[:12])
    assert (channel, kind & 0x7F) == (0, 96)
    assert (sequence, rtp_time) == (int(info["seq"]), int(info["rtptime"]))
    assert f"ssrc={ssrc:08X}" in setup.headers["transport"]
    ntp, reported = struct.unpack(">QI", report[8:20])
    assert reported == rtp_time
    # The report's time is the one at which the frame of that packet was due.
    frames = (ntp / 2**32 - NTP_EPOCH_S - bench.stats("h264")["epoch_s"]) * FPS
    assert abs(frames - round(frames)) < 0.01
    assert round(frames) % GROUP == 0


def test_a_pause_stops_the_pictures_and_play_goes_on_with_the_numbers(
    bench: Bench, client: RtspClient
) -> None:
    url = bench.url("h264")
    setup, _ = client.play(url)
    session = setup.headers["session"].partition(";")[0]
    assert client.ask("PAUSE", url, session=session).status == 200
    assert bench.stats("h264")["viewers"] == 0
    last = [content for channel, content in client.packets if channel == 0][-1]
    client.packets.clear()
    play = client.ask("PLAY", url, session=session)
    following = struct.unpack(">H", last[2:4])[0] + 1 & 0xFFFF
    assert f"seq={following};" in play.headers["rtp-info"]
    assert client.read_packet()[1][1] == 200
    assert struct.unpack(">H", client.read_packet()[1][2:4])[0] == following
    assert client.ask("TEARDOWN", url, session=session).status == 200
    assert client.ask("PLAY", url, session=session).status == 454


def test_requests_that_make_no_sense_are_refused_by_their_code(bench: Bench, client: RtspClient) -> None:
    url = bench.url("h264")
    base = f"rtsp://127.0.0.1:{bench.process.rtsp_port}"
    assert "DESCRIBE" in client.ask("OPTIONS", url).headers["public"]
    assert client.ask("OPTIONS", "*").status == 200
    for unknown in ("/nobody/sub", "/h264/third", "/h264", "/", "/ts/sub"):
        assert client.ask("DESCRIBE", base + unknown).status == 404
    assert client.ask("RECORD", url).status == 501
    assert client.ask("DESCRIBE", url, require="magic").status == 551
    assert client.ask("SETUP", url + "/trackID=0", transport="RTP/AVP;multicast").status == 461
    assert client.ask("PLAY", url, session="1234").status == 454
    assert client.ask("GET_PARAMETER", url).status == 200
    setup, _ = client.play(url)
    session = setup.headers["session"].partition(";")[0]
    again = client.ask("SETUP", url + "/trackID=0", transport="RTP/AVP/TCP;interleaved=0-1")
    assert again.status == 455
    assert client.ask("GET_PARAMETER", url, session=session).status == 200
    assert client.ask("GET_PARAMETER", url, "position", session=session).status == 451
    assert client.ask("PLAY", url, session=session).status == 200


def test_a_camera_id_may_be_escaped_and_the_url_may_have_a_query(bench: Bench, client: RtspClient) -> None:
    base = f"rtsp://127.0.0.1:{bench.process.rtsp_port}"
    assert client.ask("DESCRIBE", f"{base}/%68264/sub/?channel=1").status == 200


def test_what_is_no_rtsp_ends_that_connection_only(bench: Bench) -> None:
    for content in (
        b"\0\1\2 garbage\r\n\r\n",
        b"GET\r\n\r\n",
        b"x" * 200_000,
        b"OPTIONS rtsp://[ RTSP/1.0\r\n\r\n",
    ):
        with RtspClient(bench.process.rtsp_port) as client:
            client.send(content)
            assert client.at_end()
    with RtspClient(bench.process.rtsp_port) as client:
        assert client.ask("OPTIONS", "*").status == 200


def test_datagrams_come_from_the_announced_ports_with_their_reports(bench: Bench, client: RtspClient) -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as rtp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as rtcp,
    ):
        for one in (rtp, rtcp):
            one.bind(("127.0.0.1", 0))
            one.settimeout(5)
        ports = f"{rtp.getsockname()[1]}-{rtcp.getsockname()[1]}"
        setup, _ = client.play(bench.url("h264"), f"RTP/AVP;unicast;client_port={ports}")
        packet, origin = rtp.recvfrom(2000)
        report, other = rtcp.recvfrom(2000)
        assert f"server_port={origin[1]}-{other[1]}" in setup.headers["transport"]
        assert origin[1] % 2 == 0
        assert other[1] == origin[1] + 1
        assert (packet[1] & 0x7F, report[1]) == (96, 200)


def test_a_client_that_falls_silent_is_closed_and_one_that_says_so_stays(
    clip_folder: Path, make_bench: type[Bench], bench: Bench
) -> None:
    config = CamerasConfig(
        control_token="t",
        cache_dir=str(clip_folder),
        fps=50.0,
        loop_s=0.6,
        gop_frames=12,
        session_timeout_s=1.0,
        cameras=bench.config.cameras[:1],
    )
    short = make_bench(config)
    try:
        with RtspClient(short.process.rtsp_port) as silent, RtspClient(short.process.rtsp_port) as alive:
            silent.play(short.url("h264"))
            setup, _ = alive.play(short.url("h264"))
            session = setup.headers["session"].partition(";")[0]
            deadline = time.monotonic() + 20
            while short.stats("h264")["viewers"] == 2 and time.monotonic() < deadline:
                assert alive.ask("GET_PARAMETER", short.url("h264"), session=session).status == 200
                alive.packets.clear()
            # A receiver report is a sign of life as well.
            alive.send(b"$\x01\x00\x08" + bytes((0x80, 201, 0, 1)) + bytes(4))
            assert alive.ask("GET_PARAMETER", short.url("h264"), session=session).status == 200
            assert short.stats("h264")["viewers"] == 1
            assert silent.at_end()
    finally:
        short.close()
