"""How times, spans and counts are written: 14:32, 01:36:52, 1 天 04 时, 2,314, 180 米."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from datetime import datetime

_DAY_S = 86_400


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClockWords", text)


def clock(at: datetime, *, seconds: bool = False) -> str:
    """Time of day in local time."""
    return at.astimezone().strftime("%H:%M:%S" if seconds else "%H:%M")


def counting(span_s: float) -> str:
    """A span that counts: hh:mm:ss below a day, days and hours above."""
    span = max(0, int(span_s))
    if span >= _DAY_S:
        return _tr("{days} d {hours} h").format(days=span // _DAY_S, hours=f"{span % _DAY_S // 3600:02d}")
    return f"{span // 3600:02d}:{span % 3600 // 60:02d}:{span % 60:02d}"


def short_span(span_s: float) -> str:
    """Hours and minutes, h:mm; days above a day."""
    span = max(0, int(span_s))
    if span >= _DAY_S:
        return counting(span)
    return f"{span // 3600:02d}:{span % 3600 // 60:02d}"


def age_mm_ss(span_s: float) -> str:
    """Minutes and seconds for the age of a picture; hours are added when there are any."""
    span = max(0, int(span_s))
    if span >= 3600:
        return f"{span // 3600}:{span % 3600 // 60:02d}:{span % 60:02d}"
    return f"{span // 60:02d}:{span % 60:02d}"


def long_span(span_s: float) -> str:
    """A span in words: 1 小时 27 分, 40 秒."""
    span = max(0, int(span_s))
    if span >= _DAY_S:
        return _tr("{days} d {hours} h").format(days=span // _DAY_S, hours=span % _DAY_S // 3600)
    if span >= 3600:
        return _tr("{hours} h {minutes} min").format(hours=span // 3600, minutes=span % 3600 // 60)
    if span >= 60:
        return _tr("{minutes} min").format(minutes=span // 60)
    return _tr("{seconds} s").format(seconds=span)


def count(number: float) -> str:
    return f"{number:,.0f}"


def distance(metres: float) -> str:
    """180 米 below a kilometre, 1.4 公里 above."""
    if metres < 1000:
        return _tr("{metres} m").format(metres=round(metres / 10) * 10)
    return _tr("{kilometres} km").format(kilometres=f"{metres / 1000:.1f}")


def date(at: datetime) -> str:
    """11 月 23 日 星期一."""
    local = at.astimezone()
    days = (
        _tr("Monday"),
        _tr("Tuesday"),
        _tr("Wednesday"),
        _tr("Thursday"),
        _tr("Friday"),
        _tr("Saturday"),
        _tr("Sunday"),
    )
    return _tr("{month}/{day} {weekday}").format(
        month=local.month, day=local.day, weekday=days[local.weekday()]
    )
