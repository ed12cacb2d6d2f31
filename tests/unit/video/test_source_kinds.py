from __future__ import annotations

import pytest

from wallclient.video.messages import Open, decode_command, encode
from wallclient.video.port import Source, SourceKind, kind_of


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("rtsp://h/x", SourceKind.RTSP),
        ("RTSPS://h/x", SourceKind.RTSP),
        ("http://h/cam/sub.live.ts", SourceKind.HTTP_TS),
        ("https://h/cam?id=3", SourceKind.HTTP_TS),
        ("http://h/a/index.m3u8?token=1", SourceKind.HLS),
        ("http://h/a.flv", SourceKind.HTTP_FLV),
        ("file:///clips/a.mp4", SourceKind.FILE),
        ("gb28181://34020000001320000001", None),
        ("", None),
    ],
)
def test_an_address_names_its_kind(url: str, kind: SourceKind | None) -> None:
    assert kind_of(url) is kind


def test_a_file_loops_only_when_asked_to() -> None:
    assert Source("file:///a.mp4?loop=1", SourceKind.FILE).loop
    assert not Source("file:///a.mp4", SourceKind.FILE).loop
    assert not Source("http://h/a.ts?loop=1", SourceKind.HTTP_TS).loop


def test_credentials_go_into_the_address_only_when_asked_for_and_never_into_the_repr() -> None:
    source = Source("rtsp://old@h:554/x", SourceKind.RTSP, "adm/in", "p@ss:w?rd")
    assert source.url_with_credentials() == "rtsp://adm%2Fin:p%40ss%3Aw%3Frd@h:554/x"
    assert "p@ss" not in repr(source)
    assert "adm" not in repr(source)
    assert Source("rtsp://h/x", SourceKind.RTSP).url_with_credentials() == "rtsp://h/x"


def test_an_order_crosses_the_pipe_whole_but_its_repr_holds_no_secret() -> None:
    order = Open(
        serial=7,
        url="rtsp://h/x",
        kind="rtsp",
        ring="/r",
        width_px=480,
        height_px=270,
        username="admin",
        password="geheim",
    )
    line = encode(order)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode_command(line) == order
    assert "geheim" not in repr(order)
    assert "admin" not in repr(order)
