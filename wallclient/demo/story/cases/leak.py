"""The first incident of the demo, the gas leak, and what is told of it while the story runs.

Its moments are relative to the beginning of the story, which stands for 14:32:08 of the pictures.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wallclient.model.incidents import Assignment, CourseEntry, Incident, Source, State, Urgency

if TYPE_CHECKING:
    from wallclient.demo.story.cases.scenery import Place

PICTURE_TIME = timedelta(hours=14, minutes=32, seconds=8)
NUMBER = 147  # of its day
TITLE = "米兰社区 6 号楼燃气泄漏"

# What was told, at times of the pictures.
_COURSE: tuple[tuple[str, str, str, str], ...] = (
    ("14:09:02", "12345 热线", "刘女士来电：楼道内有浓烈燃气味", "report"),
    ("14:11:20", "王敏", "按一级事件立案，启动燃气泄漏处置规程", "register"),
    ("14:11:50", "王敏", "派遣 5 家承办单位，调摄像机 4 路上墙", "dispatch"),
    ("14:14:33", "李强", "到达现场，上传照片 3 张", "note"),
    ("14:20:12", "会商", "第 1 轮：先断气后排查，供电同步切断", "note"),
    ("14:26:05", "孙海峰", "已关闭楼前阀门，测得浓度 8% LEL，下降", "note"),
    ("14:31:40", "林晓雯", "2、3 单元疏散完毕，42 户全部清点", "note"),
)
_UNITS: tuple[tuple[str, str, str, str], ...] = (
    # unit, person, receipt, when
    ("区住建局燃气办", "陈立群", "taken", "14:12:20"),
    ("区消防救援大队", "孙海峰", "arrived", "14:12:40"),
    ("望湖派出所", "何俊", "arrived", "14:13:10"),
    ("望湖街道办", "林晓雯", "read", "14:13:30"),
    ("米兰物业", "赵国强", "delivered", "14:12:05"),
)
# What follows: seconds after the story began, who, what.
FOLLOWING: tuple[tuple[float, str, str], ...] = (
    (35, "孙海峰", "复测浓度 5% LEL，继续通风"),
    (95, "何俊", "警戒线外移至米兰路口，车辆绕行"),
    (170, "赵国强", "物业到场，开放东门作疏散通道"),
    (250, "陈立群", "抢修班入户排查 6 号楼 1 单元"),
    (340, "刘建民", "查明 603 室灶前软管老化开裂"),
    (430, "孙海峰", "浓度降至 1% LEL，低于报警值"),
    (520, "林晓雯", "安置点登记 38 户，发放饮水"),
    (640, "刘建民", "软管更换完毕，开始保压试验"),
    (780, "刘建民", "保压 10 分钟无压降"),
    (900, "陈立群", "准备分单元恢复供气"),
)


def moment(now: datetime, text: str) -> datetime:
    """The moment that stands for the time `text` (HH:MM:SS) of the pictures, if `now` stands for 14:32:08."""
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    return now - (PICTURE_TIME - timedelta(hours=hours, minutes=minutes, seconds=seconds))


def _assignments(now: datetime) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(dept=unit, lead=i == 0, person=person, receipt=receipt, at=moment(now, at))
        for i, (unit, person, receipt, at) in enumerate(_UNITS)
    )


def leak_incident(now: datetime, place: Place, code: str) -> Incident:
    """The incident as it stands when the story begins."""
    due = moment(now, "16:09:00")
    return Incident(
        id=code,
        code=code,
        title=TITLE,
        description="居民反映楼道内燃气味浓烈，疑似入户管线泄漏，涉及 42 户",
        big_class="突发事件",
        small_class="燃气泄漏",
        source=Source.HOTLINE,
        occurred_at=moment(now, "14:06:00"),
        reported_at=moment(now, "14:09:02"),
        accepted_at=moment(now, "14:11:20"),
        dispatched_at=moment(now, "14:11:50"),
        address=f"{place.subdistrict}街道{place.community} 6 号楼",
        lon=place.lon,
        lat=place.lat,
        area=place.area,
        subdistrict=place.subdistrict,
        community=place.community,
        urgency=Urgency.CRITICAL,
        severity=1,
        people_involved=42,
        reporter="刘女士 138****2206",
        lead_dept=_UNITS[0][0],
        assisting_depts=tuple(unit for unit, *_ in _UNITS[1:]),
        assignments=_assignments(now),
        attachments=("photo-1.jpg", "photo-2.jpg", "photo-3.jpg"),
        state=State.IN_PROGRESS,
        due_at=due,
        stage_due_at=due,
        acknowledged=True,
        related_cameras=place.cameras,
        course=tuple(
            CourseEntry(at=moment(now, at), who=who, text=text, action=action)
            for at, who, text, action in _COURSE
        ),
        version=len(_COURSE) + 1,
    )
