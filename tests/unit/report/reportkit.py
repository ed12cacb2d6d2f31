"""An incident with everything a report can tell of, and its surroundings."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from wallclient.config.profiles import load_clock_profile
from wallclient.model.areas import Area, AreaLevel, MapFeature
from wallclient.model.cameras import Camera
from wallclient.model.incidents import Assignment, CourseEntry, Incident, Source, State, Urgency
from wallclient.model.stores import Stores
from wallclient.model.workers import Worker, WorkerStatus
from wallclient.report import ReportInputs

NOW = datetime(2026, 11, 23, 14, 32, 8, tzinfo=timezone(timedelta(hours=8)))
LON, LAT = 120.62, 31.30
DEGREE = 1 / 111_319.49  # of latitude, per metre


def incident(incident_id: str = "leak", **more: Any) -> Incident:
    at = NOW.replace(hour=14, minute=9, second=2)
    known: dict[str, Any] = {
        "code": "20261123-0147",
        "title": "米兰社区 6 号楼燃气泄漏",
        "description": "居民来电称楼道内有浓烈燃气味，电话 13812342206。",
        "source": Source.HOTLINE,
        "urgency": Urgency.CRITICAL,
        "severity": 1,
        "occurred_at": at - timedelta(minutes=3),
        "reported_at": at,
        "dispatched_at": at + timedelta(minutes=2),
        "due_at": at + timedelta(hours=2),
        "stage_due_at": at + timedelta(hours=2),
        "address": "米兰社区 6 号楼 2 单元 603 室",
        "subdistrict": "望湖",
        "community": "米兰社区",
        "lon": LON,
        "lat": LAT,
        "area": "320599003005003",
        "big_class": "突发事件",
        "small_class": "燃气泄漏",
        "people_involved": 42,
        "petitioner": "刘桂英 13812342206",
        "lead_dept": "区住建局燃气办",
        "state": State.IN_PROGRESS,
        "assignments": (
            Assignment(
                dept="区消防救援大队", person="孙海峰", receipt="arrived", at=at + timedelta(minutes=4)
            ),
            Assignment(dept="区住建局燃气办", lead=True, person="陈立群", receipt="taken"),
            Assignment(dept="米兰物业", person="赵国强", receipt="delivered"),
        ),
        "course": (
            CourseEntry(at=at, who="12345 热线", text="刘桂英来电：楼道内有浓烈燃气味"),
            CourseEntry(at=at + timedelta(minutes=17), who="孙海峰", text="已关闭楼前阀门"),
        ),
    }
    return Incident(id=incident_id, **{**known, **more})


def square(side_m: float, east_m: float = 0.0, north_m: float = 0.0) -> tuple[tuple[float, float], ...]:
    half = side_m / 2 * DEGREE
    lon, lat = LON + east_m * DEGREE, LAT + north_m * DEGREE
    return (
        (lon - half, lat - half),
        (lon + half, lat - half),
        (lon + half, lat + half),
        (lon - half, lat + half),
    )


def stores(*, blocks: int = 40) -> Stores:
    made = Stores()
    for code, level, side in (("320599", "district", 9000), ("320599003", "subdistrict", 4000)):
        made.areas.put(Area(code=code, name="澄湖区", level=AreaLevel(level), rings=(square(side),)))
    made.ground.put(MapFeature(id="road", kind="road", width_m=30, points=square(1000)))
    made.ground.put(MapFeature(id="lake", kind="water", points=square(400, 900, 300)))
    for i in range(blocks):
        made.ground.put(
            MapFeature(id=f"b{i}", kind="block", points=square(80, (i % 20) * 100, i // 20 * 100))
        )
    for i in range(6):
        made.cameras.put(
            Camera(id=f"c{i}", name=f"路口 {i}", lon=LON, lat=LAT - (i + 1) * 60 * DEGREE, bearing_deg=0.0)
        )
    made.workers.put(
        Worker(
            id="w1", name="周敏", area_name="米兰社区第三网格", lon=LON + 0.0015, lat=LAT, positioned_at=NOW
        )
    )
    made.workers.put(
        Worker(
            id="w2",
            name="姜明",
            status=WorkerStatus.BUSY,
            lon=LON,
            lat=LAT + 0.004,
            positioned_at=NOW - timedelta(minutes=22),
        )
    )
    made.incidents.put(incident())
    made.incidents.put(incident("other", title="望湖路井盖缺损", severity=3, lon=LON + 0.004, code="2"))
    made.flush()
    return made


def inputs(found: Incident | None = None, made: Stores | None = None) -> ReportInputs:
    return ReportInputs.of(found or incident(), made or stores(), load_clock_profile(), NOW)
