from __future__ import annotations

import subprocess
import sys

import pytest

from wallclient.video.abilities import EngineAbility, choose, probe
from wallclient.video.port import SourceKind

ALL = {kind.value: True for kind in SourceKind}
AV = EngineAbility(name="av", available=True, opens=ALL)
VLC = EngineAbility(name="vlc", available=True, opens=ALL | {"rtsp": False})
NO_VLC = EngineAbility(name="vlc", available=False, reason="no libvlc")


@pytest.mark.parametrize(
    ("requested", "kind", "known", "engine"),
    [
        ("auto", SourceKind.RTSP, (AV, VLC), "av"),
        ("auto", SourceKind.HTTP_TS, (AV, VLC), "vlc"),
        ("auto", SourceKind.HLS, (AV, VLC), "vlc"),
        ("auto", SourceKind.FILE, (AV, VLC), "av"),
        ("auto", SourceKind.HTTP_TS, (AV, NO_VLC), "av"),
        ("auto", SourceKind.HTTP_TS, (NO_VLC,), None),
        ("auto", SourceKind.HTTP_TS, (AV,), None),
        ("auto", SourceKind.RTSP, (), None),
        ("auto", SourceKind.RTSP, (AV,), "av"),
        ("vlc", SourceKind.RTSP, (AV, VLC), ""),
        ("vlc", SourceKind.HTTP_TS, (AV, VLC), "vlc"),
        ("av", SourceKind.HTTP_TS, (AV, VLC), "av"),
        ("gstreamer", SourceKind.RTSP, (AV, VLC), ""),
    ],
)
def test_the_first_engine_that_can_is_taken(
    requested: str, kind: SourceKind, known: tuple[EngineAbility, ...], engine: str | None
) -> None:
    assert choose(requested, kind, {ability.name: ability for ability in known}) == engine


def test_each_engine_tells_what_it_opens_here_from_a_process_of_its_own() -> None:
    av, vlc = probe()
    assert (av.name, vlc.name) == ("av", "vlc")
    assert av.available
    assert av.version.startswith("PyAV")
    assert all(av.opens[kind] for kind in SourceKind)
    if vlc.available:
        assert vlc.opens["http_ts"]
        assert set(vlc.opens) == set(SourceKind)
    else:
        assert vlc.reason


def test_the_core_does_not_load_a_decoder_library() -> None:
    names = ("pool", "desk", "abilities", "worker.main", "engines")
    modules = ", ".join(f"wallclient.video.{name}" for name in names)
    code = f"import sys, {modules}; print([m for m in ('av', 'vlc', 'numpy', 'PySide6') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
