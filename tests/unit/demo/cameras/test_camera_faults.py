"""Every fault is seen by a client, and gone when it is switched off."""

from __future__ import annotations

import base64
import re
import socket
import time
import urllib.request
from itertools import pairwise
from typing import TYPE_CHECKING

import av
import pytest

from tests.unit.demo.cameras.rtsp_client import RtspClient, Seen, watch, watch_some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.unit.demo.cameras.conftest import Bench

BOTH = pytest.mark.parametrize("camera_id", ["h264", "ts"])
# Pictures after which a fault must have been seen, or have gone: eight seconds.
PATIENCE = 200


def until(seen: Iterator[Seen], wanted: Callable[[list[Seen]], bool], last: int = 10) -> None:
    """Watch until the last pictures are as wanted."""
    kept: list[Seen] = []
    for _ in range(PATIENCE):
        kept = [*kept[1 - last :], next(seen)]
        if len(kept) == last and wanted(kept):
            return
    raise AssertionError([one.stamp for one in kept])


def is_still(seen: list[Seen]) -> bool:
    return len({one.stamp for one in seen}) == 1


def moves(seen: list[Seen]) -> bool:
    return None not in {one.stamp for one in seen} and len({one.stamp for one in seen}) == len(seen)


def eventually(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.02)
    return False


def packets_of(client: RtspClient, count: int) -> list[bytes]:
    """The payloads of the next RTP packets."""
    payloads = []
    while len(payloads) < count:
        channel, packet = client.read_packet()
        if channel == 0:
            payloads.append(packet[12:])
    return payloads


@BOTH
def test_a_frozen_camera_sends_the_same_picture_and_moves_again(faulty: Bench, camera_id: str) -> None:
    seen = watch(faulty.url(camera_id))
    until(seen, moves)
    faulty.set_fault(camera_id, "freeze")
    until(seen, is_still)
    faulty.set_fault(camera_id, "none")
    until(seen, moves)
    seen.close()  # type: ignore[attr-defined]


@BOTH
def test_a_stalled_camera_keeps_its_connection_and_sends_nothing(faulty: Bench, camera_id: str) -> None:
    seen = watch(faulty.url(camera_id))
    until(seen, moves)
    faulty.set_fault(camera_id, "stall")
    sent = faulty.stats(camera_id)["frames_sent"]
    assert faulty.stats(camera_id)["viewers"] == 1
    assert eventually(lambda: faulty.stats(camera_id)["frame"] % 12 == 0)
    assert faulty.stats(camera_id)["frames_sent"] == sent
    faulty.set_fault(camera_id, "none")
    until(seen, moves)
    seen.close()  # type: ignore[attr-defined]


def test_a_stalled_camera_still_answers(faulty: Bench) -> None:
    faulty.set_fault("h264", "stall")
    with RtspClient(faulty.process.rtsp_port) as client:
        _, play = client.play(faulty.url("h264"))
        assert play.status == 200
        assert client.ask("GET_PARAMETER", faulty.url("h264")).status == 200
        assert client.packets == []


def test_nothing_comes_to_a_player_of_a_stalled_stream(faulty: Bench) -> None:
    faulty.set_fault("ts", "stall")
    with pytest.raises(av.FFmpegError):
        watch_some(faulty.url("ts"), 1, timeout_s=0.5)


@BOTH
def test_a_dropped_camera_closes_its_clients_and_every_new_one(faulty: Bench, camera_id: str) -> None:
    seen = watch(faulty.url(camera_id))
    until(seen, moves)
    faulty.set_fault(camera_id, "drop")
    with pytest.raises((av.FFmpegError, StopIteration)):
        until(seen, lambda _: False)
    with pytest.raises(av.FFmpegError):
        watch_some(faulty.url(camera_id), 1)
    assert faulty.stats(camera_id)["viewers"] == 0
    faulty.set_fault(camera_id, "none")
    assert moves(watch_some(faulty.url(camera_id), 5))


@pytest.mark.parametrize("camera_id", ["h264", "digest", "ts", "ts-basic"])
def test_a_refusing_camera_turns_the_right_password_down(faulty: Bench, camera_id: str) -> None:
    faulty.set_fault(camera_id, "refuse")
    with pytest.raises(av.HTTPUnauthorizedError):
        watch_some(faulty.url(camera_id), 1)
    faulty.set_fault(camera_id, "none")
    assert moves(watch_some(faulty.url(camera_id), 5))


def test_a_refusing_camera_closes_who_is_watching(faulty: Bench) -> None:
    with RtspClient(faulty.process.rtsp_port) as client:
        client.play(faulty.url("h264"))
        faulty.set_fault("h264", "refuse")
        assert client.at_end()


def test_a_half_open_camera_never_answers_and_resets_when_it_is_back(faulty: Bench) -> None:
    faulty.set_fault("h264", "half_open")
    with RtspClient(faulty.process.rtsp_port, timeout_s=0.4) as client, pytest.raises(TimeoutError):
        client.ask("OPTIONS", faulty.url("h264"))
    with RtspClient(faulty.process.rtsp_port) as client:
        client.send(f"DESCRIBE {faulty.url('h264')} RTSP/1.0\r\nCSeq: 1\r\n\r\n".encode())
        assert eventually(lambda: faulty.stats("h264")["unanswered"] == 1)
        faulty.set_fault("h264", "none")
        assert client.at_end()


def test_a_half_open_http_camera_never_answers(faulty: Bench) -> None:
    faulty.set_fault("ts", "half_open")
    with socket.create_connection(("127.0.0.1", faulty.process.http_port), 0.4) as client:
        client.sendall(b"GET /ts/sub.live.ts HTTP/1.1\r\nHost: x\r\n\r\n")
        with pytest.raises(TimeoutError):
            client.recv(1)
        faulty.set_fault("ts", "none")
        client.settimeout(5)
        assert client.recv(1) == b""


def test_garbage_is_sent_under_valid_headers(faulty: Bench) -> None:
    url = faulty.url("h264")
    with RtspClient(faulty.process.rtsp_port) as client:
        sdp = client.ask("DESCRIBE", url).body
        sets = re.search(r"sprop-parameter-sets=([^\r;]*)", sdp)
        assert sets is not None
        sps = base64.b64decode(sets[1].split(",")[0])
        client.play(url)
        assert sps in packets_of(client, 25)
    faulty.set_fault("h264", "garbage")
    with RtspClient(faulty.process.rtsp_port) as client:
        client.play(url)
        assert sps not in packets_of(client, 25)


def test_garbage_over_http_shows_no_picture(faulty: Bench) -> None:
    seen = watch(faulty.url("ts"), timeout_s=2)
    until(seen, moves)
    faulty.set_fault("ts", "garbage")
    good = 0
    try:
        for _ in range(60):
            good = good + 1 if next(seen).stamp is not None else 0
    except (av.FFmpegError, StopIteration):
        pass
    assert good < 30
    seen.close()  # type: ignore[attr-defined]


def test_without_key_frames_neither_they_nor_parameter_sets_come(faulty: Bench) -> None:
    faulty.set_fault("h264", "no_keyframes")
    with RtspClient(faulty.process.rtsp_port) as client:
        client.play(faulty.url("h264"))
        kinds = set()
        for payload in packets_of(client, 25):
            kind = payload[0] & 0x1F
            kinds.add(payload[1] & 0x1F if kind == 28 else kind)
    assert kinds == {1}


@BOTH
def test_the_size_changes_in_the_stream_and_back(faulty: Bench, camera_id: str) -> None:
    seen = watch(faulty.url(camera_id))
    until(seen, lambda last: {one.width_px for one in last} == {400})
    faulty.set_fault(camera_id, "resolution")
    until(seen, lambda last: {one.width_px for one in last} == {300})
    faulty.set_fault(camera_id, "none")
    until(seen, lambda last: {one.width_px for one in last} == {400})
    seen.close()  # type: ignore[attr-defined]


def test_loss_leaves_gaps_in_the_transport_stream(faulty: Bench) -> None:
    faulty.set_fault("ts", "loss")
    with urllib.request.urlopen(faulty.url("ts"), timeout=5) as answer:
        rows = [answer.read(188) for _ in range(400)]
    counters = [row[3] & 15 for row in rows if row[1:3] in (b"\x01\x00", b"\x41\x00")]
    steps = {after - before & 15 for before, after in pairwise(counters)}
    assert 1 in steps
    assert len(steps) > 1


def test_an_unsupported_camera_announces_what_nobody_decodes(faulty: Bench) -> None:
    with RtspClient(faulty.process.rtsp_port) as client:
        client.play(faulty.url("h264"))
        faulty.set_fault("h264", "unsupported")
        assert client.at_end()
    with RtspClient(faulty.process.rtsp_port) as client:
        assert "X-WALLTEST/90000" in client.ask("DESCRIBE", faulty.url("h264")).body
    with av.open(faulty.url("h264"), options={"analyzeduration": "100000"}, timeout=5) as container:
        assert container.streams.video[0].codec_context is None


def test_an_unsupported_http_stream_has_no_codec(faulty: Bench) -> None:
    faulty.set_fault("ts", "unsupported")
    with pytest.raises((av.FFmpegError, IndexError)):
        watch_some(faulty.url("ts"), 1, timeout_s=1)
