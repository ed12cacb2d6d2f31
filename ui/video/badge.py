"""What a tile says about its source, from Health alone.

Live is silence; a still picture is never shown as live.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QCoreApplication

from ui import clockwords
from ui.words import word
from wallclient.model.health import Health, HealthState, Reason


class Icon(Enum):
    ARC = "arc"
    CAMERA_OFF = "camera-off"
    LOCK = "lock"
    FILM_OFF = "film-off"
    EYE_OFF = "eye-off"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """`covers`: a plate stands in for the picture.

    `stale`: the last picture is shown grey under a counter.
    """

    covers: bool = False
    stale: bool = False
    icon: Icon = Icon.NONE
    title: str = ""
    detail: str = ""


_ICONS = {
    HealthState.CONNECTING: Icon.ARC,
    HealthState.RECONNECTING: Icon.ARC,
    HealthState.OFFLINE: Icon.CAMERA_OFF,
    HealthState.REFUSED: Icon.LOCK,
    HealthState.UNSUPPORTED: Icon.FILM_OFF,
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Badge", text)


def badge_of(health: Health | None, now_unix_s: float, *, has_picture: bool) -> Badge:
    """Badge of a source at a moment.

    A source that has never shown anything cannot be stale: it is still connecting.
    """
    if health is None or health.state is HealthState.CONNECTING:
        return Badge(covers=True, icon=Icon.ARC, title=word(HealthState.CONNECTING))
    if health.state is HealthState.LIVE:
        return Badge()
    if health.state is HealthState.STALE and has_picture:
        return Badge(
            stale=True,
            title=word(HealthState.STALE),
            detail=clockwords.age_mm_ss(now_unix_s - health.since),
        )
    state = HealthState.RECONNECTING if health.state is HealthState.STALE else health.state
    return Badge(
        covers=True, icon=_ICONS[state], title=word(state), detail=_detail(health, state, now_unix_s)
    )


def _detail(health: Health, state: HealthState, now_unix_s: float) -> str:
    if state is HealthState.RECONNECTING:
        if health.next_try_at is None:
            return word(health.reason) if health.reason else ""
        wait_s = max(0, round(health.next_try_at - now_unix_s))
        return _tr("Try {number}, in {seconds} s").format(number=health.attempt, seconds=wait_s)
    if state is HealthState.OFFLINE:
        since = datetime.fromtimestamp(health.since).astimezone()
        return _tr("Since {time}, {span}").format(
            time=clockwords.clock(since), span=clockwords.long_span(now_unix_s - health.since)
        )
    if health.reason is Reason.NONE:
        return health.detail
    if health.detail:
        return _tr("{reason}: {detail}").format(reason=word(health.reason), detail=health.detail)
    return word(health.reason)
