from __future__ import annotations

import av.error
import pytest

from wallclient.model.health import Reason
from wallclient.video.engines.av_reasons import end_of
from wallclient.video.port import SourceKind

URL = "rtsp://admin:geheim@h/x"


@pytest.mark.parametrize(
    ("name", "kind", "opening", "reason"),
    [
        ("HTTPUnauthorizedError", SourceKind.RTSP, True, Reason.AUTHENTICATION),
        ("HTTPForbiddenError", SourceKind.HTTP_TS, True, Reason.FORBIDDEN),
        ("HTTPNotFoundError", SourceKind.RTSP, True, Reason.NOT_FOUND),
        ("HTTPServerError", SourceKind.RTSP, True, Reason.CLOSED),
        ("FileNotFoundError", SourceKind.FILE, True, Reason.NOT_FOUND),
        ("ConnectionRefusedError", SourceKind.RTSP, True, Reason.UNREACHABLE),
        ("ConnectionResetError", SourceKind.RTSP, False, Reason.CLOSED),
        ("TimeoutError", SourceKind.RTSP, True, Reason.TIMEOUT),
        ("ExitError", SourceKind.HTTP_TS, True, Reason.TIMEOUT),
        ("InvalidDataError", SourceKind.RTSP, True, Reason.UNREACHABLE),
        ("InvalidDataError", SourceKind.RTSP, False, Reason.CLOSED),
        ("InvalidDataError", SourceKind.FILE, True, Reason.BAD_DATA),
        ("OSError", SourceKind.HTTP_TS, True, Reason.UNREACHABLE),
        ("OSError", SourceKind.HTTP_TS, False, Reason.CLOSED),
    ],
)
def test_the_librarys_errors_become_reasons_without_the_address(
    name: str, kind: SourceKind, opening: bool, reason: Reason
) -> None:
    error = getattr(av.error, name)(1, "what it says", URL)
    end = end_of(error, kind, opening=opening, silent_s=0.1, timeout_s=6.0)
    assert end.reason is reason
    assert "geheim" not in end.detail


def test_whatever_fails_after_the_whole_time_limit_is_a_timeout() -> None:
    error = av.error.InvalidDataError(1, "x", URL)
    assert end_of(error, SourceKind.RTSP, opening=True, silent_s=5.9, timeout_s=6.0).reason is Reason.TIMEOUT
