"""Addresses: a password never stays in one, however it was written."""

from __future__ import annotations

import pytest

from wallclient.config.camera_list.address import scheme_of, split_credentials


@pytest.mark.parametrize(
    ("url", "clean", "secret"),
    [
        ("rtsp://10.0.0.1:554/main", "rtsp://10.0.0.1:554/main", None),
        ("rtsp://u:p@10.0.0.1/main", "rtsp://10.0.0.1/main", ("u", "p")),
        ("RTSP://u:p@Host/main", "RTSP://Host/main", ("u", "p")),
        ("rtsp://u@h/main", "rtsp://h/main", ("u", "")),
        ("rtsp://u:@h/main", "rtsp://h/main", ("u", "")),
        ("rtsp://u:a:b@h/main", "rtsp://h/main", ("u", "a:b")),
        ("rtsp://u:p@ss@h:554/main", "rtsp://h:554/main", ("u", "p@ss")),
        ("rtsp://u:p%2Fw@h/main", "rtsp://h/main", ("u", "p/w")),
        ("rtsp://u:p/w@10.0.0.1/main", "rtsp://10.0.0.1/main", ("u", "p/w")),
        ("rtsp://u:p#w?@h:554/main", "rtsp://h:554/main", ("u", "p#w?")),
        ("rtsp://u:123/4@10.0.0.1/main", "rtsp://10.0.0.1/main", ("u", "123/4")),
        ("rtsp://u:p@[fe80::1]:554/main", "rtsp://[fe80::1]:554/main", ("u", "p")),
        ("http://h/live/a@b.ts", "http://h/live/a@b.ts", None),
        ("http://h:80/pictures/@2x.jpg", "http://h:80/pictures/@2x.jpg", None),
        ("file:///clips/a@b.mp4", "file:///clips/a@b.mp4", None),
        ("no address", "no address", None),
    ],
)
def test_credentials_are_split_off(url: str, clean: str, secret: tuple[str, str] | None) -> None:
    assert split_credentials(url) == (clean, secret)


@pytest.mark.parametrize(("url", "scheme"), [("RTSP://h", "rtsp"), ("h/x", ""), ("://h", ""), ("c:\\x", "")])
def test_the_scheme_is_read_in_lower_case(url: str, scheme: str) -> None:
    assert scheme_of(url) == scheme
