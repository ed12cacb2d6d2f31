from __future__ import annotations

import pytest

from wallclient.video.redact import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rtsp://admin:p%40ss@10.0.0.1/s", "rtsp://***@10.0.0.1/s"),
        ("open rtsp://a:b:c@h:554/x failed, http://u@h/", "open rtsp://***@h:554/x failed, http://***@h/"),
        ("http://h/live.flv?token=abc&ch=1", "http://h/live.flv?token=***&ch=1"),
        ("http://h/p?x=1&authKey=q;userName=me#t", "http://h/p?x=1&authKey=***;userName=***#t"),
        ('Authorization: Digest username="a"\r\nX: 1', "Authorization: ***\r\nX: 1"),
        ("rtsp://10.0.0.1:554/main", "rtsp://10.0.0.1:554/main"),
        ("mail me@example.org", "mail me@example.org"),
    ],
)
def test_what_may_be_secret_in_an_address_becomes_stars(text: str, expected: str) -> None:
    assert redact(text) == expected
