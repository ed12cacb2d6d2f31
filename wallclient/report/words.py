"""The words of a report, in Chinese and English. What an incident says itself is never translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.model.incidents import Source, State
from wallclient.model.workers import WorkerStatus
from wallclient.rules.course import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

# Chinese, then English.
WORDS: Mapping[str, tuple[str, str]] = {
    "report": ("情况报告", "Situation report"),
    "made_at": ("{time} 生成", "Made {time}"),
    "code": ("编号", "Number"),
    "area": ("位置", "Place"),
    "source": ("来源", "Source"),
    "class": ("类别", "Class"),
    "people": ("涉及 {count} 人", "{count} people concerned"),
    "petitioner": ("反映人 {name}", "Petitioner {name}"),
    "withheld": ("反映人信息已隐去", "Petitioner withheld"),
    "reported": ("接报", "Reported"),
    "lead": ("牵头", "Lead"),
    "assisting": ("协办", "Assisting"),
    "supervised": ("督办 {count} 次", "Supervised {count} times"),
    "merged": ("相似来件 {count} 件已合并", "{count} similar reports merged"),
    "clock_report": ("发现至上报", "Found to reported"),
    "clock_dispatch": ("上报至派遣", "Reported to dispatched"),
    "clock_resolve": ("派遣至解决", "Dispatched to solved"),
    "clock_case": ("全程", "Whole case"),
    "done": ("已完成", "Done"),
    "not_started": ("未开始", "Not started"),
    "paused": ("已暂停", "Paused"),
    "remaining": ("剩余 {span}", "{span} left"),
    "over": ("超 {span}", "{span} over"),
    "limit": ("目标 {span}", "Goal {span}"),
    "units": ("承办单位", "Departments"),
    "unit": ("单位", "Department"),
    "person": ("人员", "Person"),
    "receipt": ("回执", "Receipt"),
    "at": ("时间", "Time"),
    "no_units": ("还没有派遣承办单位", "No department has been sent yet"),
    "course": ("经过", "Course"),
    "course_note": ("最新在上", "newest first"),
    "no_course": ("还没有经过记录", "Nothing is recorded yet"),
    "map": ("周边", "Surroundings"),
    "no_place": ("此事件没有坐标，无法绘制周边", "This incident has no position, so there is no map"),
    "legend_camera": ("摄像机", "Camera"),
    "legend_seeing": ("朝向现场的摄像机", "Camera facing the place"),
    "legend_worker": ("网格员", "Grid worker"),
    "legend_lost": ("失联网格员", "Lost grid worker"),
    "legend_incident": ("其他在办事件", "Other open incident"),
    "legend_circles": ("250 米、500 米、1 公里", "250 m, 500 m, 1 km"),
    "cameras": ("最近摄像机", "Nearest cameras"),
    "cameras_note": (
        "1 公里内 {count} 路，{facing} 路朝向现场",
        "{count} within 1 km, {facing} facing the place",
    ),
    "no_cameras": ("1 公里内没有摄像机", "No camera within 1 km"),
    "facing": ("朝向", "facing"),
    "workers": ("最近网格员", "Nearest grid workers"),
    "no_workers": ("3 公里内没有在岗网格员", "No grid worker on duty within 3 km"),
    "related": ("附近在办事件", "Open incidents near by"),
    "no_related": ("1.5 公里内没有其他在办事件", "No other open incident within 1.5 km"),
    "description": ("案情", "What happened"),
    "severity_1": ("非常紧急", "Critical"),
    "severity_2": ("紧急", "Urgent"),
    "severity_3": ("关注", "Attention"),
    "severity_4": ("一般", "Routine"),
    "lost": ("失联 {span}", "lost for {span}"),
    "footer": (
        "坐标系 CGCS2000（WGS-84）。个人信息已按规定遮蔽。本文件不联网即可打开。",
        "Coordinates CGCS2000 (WGS-84). Personal details are masked. This file needs no network.",
    ),
    "exercise": ("演示数据", "Demonstration data"),
    "span_days": ("{days} 天 {hours} 时", "{days} d {hours} h"),
    "metres": ("{n} 米", "{n} m"),
    "kilometres": ("{n} 公里", "{n} km"),
    "receipt_sent": ("已发送", "Sent"),
    "receipt_delivered": ("已送达", "Delivered"),
    "receipt_read": ("已读", "Read"),
    "receipt_taken": ("已接受", "Taken"),
    "receipt_arrived": ("已到场", "Arrived"),
}
_STATUSES: Mapping[WorkerStatus, tuple[str, str]] = {
    WorkerStatus.FREE: ("空闲", "Free"),
    WorkerStatus.BUSY: ("任务中", "Busy"),
    WorkerStatus.OFF: ("休息", "Off duty"),
}
_SOURCES: Mapping[Source, tuple[str, str]] = {
    Source.GRID: ("网格上报", "Grid report"),
    Source.HOTLINE: ("12345 热线", "Hotline 12345"),
    Source.PUBLIC_ACCOUNT: ("公众号", "Public account"),
    Source.ONE_WINDOW: ("一窗受理", "One window"),
    Source.OPINION: ("在线征求意见", "Online opinions"),
    Source.CAMERA: ("摄像机识别", "Camera recognition"),
    Source.SENSOR: ("传感器", "Sensor"),
}
LANGUAGES = ("zh_CN", "en")


class Words:
    """The words of one language; ValueError for a language there are none for."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no report in {language!r}: one of {', '.join(LANGUAGES)}")
        self.language = language
        self._index = LANGUAGES.index(language)

    def __call__(self, key: str, **values: object) -> str:
        return WORDS[key][self._index].format(**values)

    def state(self, state: State) -> str:
        text = STATE_WORDS[state][self._index]
        return text if self._index == 0 else text[:1].upper() + text[1:]

    def source(self, source: Source) -> str:
        return _SOURCES[source][self._index]

    def status(self, status: WorkerStatus) -> str:
        return _STATUSES[status][self._index]

    def receipt(self, receipt: str) -> str:
        key = f"receipt_{receipt}"
        return WORDS[key][self._index] if key in WORDS else receipt

    def severity(self, severity: int) -> str:
        return self(f"severity_{min(max(severity, 1), 4)}")

    def span(self, seconds: float) -> str:
        """01:36:52 below a day, days and hours above."""
        whole = max(0, int(seconds))
        if whole >= 86_400:
            return self("span_days", days=whole // 86_400, hours=f"{whole % 86_400 // 3600:02d}")
        return f"{whole // 3600:02d}:{whole % 3600 // 60:02d}:{whole % 60:02d}"

    def distance(self, metres: float) -> str:
        if metres < 1000:
            return self("metres", n=round(metres / 10) * 10)
        return self("kilometres", n=f"{metres / 1000:.1f}")
