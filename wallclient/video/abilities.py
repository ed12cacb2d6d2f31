"""Which engine opens which kind of source on this machine, and which is taken.

Only a process of its own may load an engine: `probe` asks one per engine, so that a library which crashes
while loading is an answer and not an accident.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import msgspec

from wallclient.lifeline import child_environment
from wallclient.video.port import SourceKind
from wallclient.video.redact import redact

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ENGINES = ("av", "vlc")

# In order of preference. Both engines are at work wherever there are sources of both sorts: RTSP goes to
# FFmpeg, which keeps the latency low; what media servers offer goes to libVLC, which forgives more.
PREFERENCE: dict[SourceKind, tuple[str, ...]] = {
    SourceKind.RTSP: ("av", "vlc"),
    SourceKind.HTTP_TS: ("vlc", "av"),
    SourceKind.HTTP_FLV: ("vlc", "av"),
    SourceKind.HLS: ("vlc", "av"),
    SourceKind.FILE: ("av", "vlc"),
}


class EngineAbility(msgspec.Struct, frozen=True, kw_only=True):
    """What one engine can do here. `opens`: source kind to yes or no; `reason`: why not, in words."""

    name: str
    available: bool
    version: str = ""
    opens: dict[str, bool] = {}
    reason: str = ""

    def can_open(self, kind: SourceKind) -> bool:
        return self.available and self.opens.get(kind, False)


def candidates(requested: str, kind: SourceKind, failed: Collection[str] = ()) -> tuple[str, ...]:
    """Engines to try for a camera, best first. `requested` is auto or an engine's name.

    `failed`: those that opened this very source and could not show it.
    """
    if requested != "auto":
        return (requested,)
    return tuple(name for name in PREFERENCE[kind] if name not in failed)


def choose(
    requested: str, kind: SourceKind, known: Mapping[str, EngineAbility], failed: Collection[str] = ()
) -> str | None:
    """The engine to use; None if an ability that decides is not known yet, "" if no engine opens that."""
    for name in candidates(requested, kind, failed):
        if name not in ENGINES:
            return ""
        ability = known.get(name)
        if ability is None:
            return None
        if ability.can_open(kind):
            return name
    return ""


def probe(timeout_s: float = 20.0) -> tuple[EngineAbility, ...]:
    """Ask every engine what it can do here. Blocks: not for the GUI thread."""
    return tuple(_probe_one(name, timeout_s) for name in ENGINES)


def _probe_one(name: str, timeout_s: float) -> EngineAbility:
    command = [sys.executable, "-m", "wallclient.video.probe", "--engine", name]
    try:
        done = subprocess.run(
            command, capture_output=True, env=child_environment(), timeout=timeout_s, check=False
        )
    except subprocess.TimeoutExpired:
        return EngineAbility(name=name, available=False, reason=f"did not answer within {timeout_s:.0f} s")
    except OSError as error:
        return EngineAbility(name=name, available=False, reason=str(error))
    try:
        return msgspec.json.decode(done.stdout, type=EngineAbility)
    except msgspec.DecodeError:
        last = done.stderr.decode(errors="replace").strip().rsplit("\n", 1)[-1]
        reason = redact(last) or f"ended with code {done.returncode}"
        return EngineAbility(name=name, available=False, reason=reason)
