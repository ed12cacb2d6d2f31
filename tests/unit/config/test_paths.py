"""Folders: the platform's conventions, and nothing made on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from wallclient.config.paths import Paths, find_paths

HOME = Path("/home/u")
TMP = Path("/tmp/u")


@pytest.mark.parametrize(
    ("environ", "platform", "paths"),
    [
        (
            {},
            "linux",
            Paths(HOME / ".local/state/wallclient", HOME / ".cache/wallclient", TMP / "wallclient"),
        ),
        (
            {"XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/c", "XDG_RUNTIME_DIR": "/run/user/1"},
            "linux",
            Paths(Path("/s/wallclient"), Path("/c/wallclient"), Path("/run/user/1/wallclient")),
        ),
        (
            {"XDG_STATE_HOME": "relative", "XDG_CACHE_HOME": ""},
            "linux",
            Paths(HOME / ".local/state/wallclient", HOME / ".cache/wallclient", TMP / "wallclient"),
        ),
        (
            {"LOCALAPPDATA": "/local"},
            "win32",
            Paths(Path("/local/wallclient/state"), Path("/local/wallclient/cache"), TMP / "wallclient"),
        ),
    ],
)
def test_folders_follow_the_platform(environ: dict[str, str], platform: str, paths: Paths) -> None:
    assert find_paths(environ, HOME, platform, TMP) == paths
