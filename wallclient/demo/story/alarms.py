"""What cameras and sensors notice: alarms that come and go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from wallclient.demo.story.emission import StoryEvent
from wallclient.model.figures import Alarm
from wallclient.protocol.events import AlarmChanged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from wallclient.demo.district.devices.catalogue import DemoCamera
    from wallclient.demo.story.emission import Ids

VIDEO, DEVICE = 5, 2  # alarm methods of GB/T 28181
# What is noticed in a scene: words, priority, method.
_SEEN: dict[str, tuple[tuple[str, int, int], ...]] = {
    "crossroads": (("机动车违停", 4, VIDEO), ("行人闯红灯聚集", 4, VIDEO), ("车辆逆行", 3, VIDEO)),
    "avenue": (("占道经营", 4, VIDEO), ("道路遗撒", 3, VIDEO)),
    "lane": (("消防通道占用", 3, VIDEO), ("电动车进楼", 4, VIDEO)),
    "estate_gate": (("道闸故障", 4, DEVICE), ("人员聚集", 3, VIDEO)),
    "square": (("人员聚集", 4, VIDEO), ("噪声超标", 4, DEVICE)),
    "market": (("占道经营", 4, VIDEO), ("烟雾", 2, VIDEO)),
    "promenade": (("涉水人员", 2, VIDEO), ("水位偏高", 3, DEVICE)),
    "school_gate": (("人员聚集", 4, VIDEO), ("车辆滞留", 4, VIDEO)),
    "overpass": (("路面积水", 3, DEVICE), ("车辆滞留", 4, VIDEO)),
    "bus_stop": (("共享单车淤积", 4, VIDEO),),
    "demolition": (("未戴安全帽", 4, VIDEO), ("扬尘超标", 4, DEVICE)),
    "service_hall": (("排队超长", 4, VIDEO),),
}
LEAK_CAMERA = "米兰社区 6 号楼"
_RAISED_EACH_S = (35.0, 80.0)
_STANDS_S = (45.0, 200.0)
_SPARED = 14  # the first cameras stand on the wall: there only what matters is to light up
_AT_FIRST = 3


class Alarms:
    """Owns the alarms that stand."""

    def __init__(self, cameras: Sequence[DemoCamera], ids: Ids, random: Random, rate: float) -> None:
        self._leak = next((c for c in cameras if c.name == LEAK_CAMERA), None)
        self._cameras = [c for c in cameras[_SPARED:] if c.scene in _SEEN]
        self._ids = ids
        self._random = random
        self._rate = rate
        self._standing: list[tuple[datetime, Alarm]] = []
        self._next_at: datetime | None = None

    def begin(self, now: datetime, leak_raised_at: datetime) -> list[StoryEvent]:
        """The alarm of the leak, which stands all the time, and a few others."""
        events: list[StoryEvent] = []
        if self._leak is not None:
            alarm = Alarm(
                id=self._ids.next(),
                text="燃气泄漏",
                priority=1,
                method=DEVICE,
                camera_id=self._leak.id,
                raised_at=leak_raised_at,
            )
            events.append(self._event("alarm.raised", alarm))
        for _ in range(_AT_FIRST if self._cameras else 0):
            raised_at = now - timedelta(seconds=self._random.uniform(10.0, 120.0))
            events.append(self._raise(raised_at, now))
        self._next_at = now + self._pause(_RAISED_EACH_S)
        return events

    def step(self, now: datetime) -> list[StoryEvent]:
        """Alarms that came or went."""
        over = [alarm for until, alarm in self._standing if until <= now]
        self._standing = [item for item in self._standing if item[0] > now]
        events = [
            self._event("alarm.cleared", msgspec.structs.replace(alarm, cleared_at=now)) for alarm in over
        ]
        if self._cameras and self._next_at is not None and now >= self._next_at:
            self._next_at = now + self._pause(_RAISED_EACH_S)
            events.append(self._raise(now, now))
        return events

    def _raise(self, raised_at: datetime, now: datetime) -> StoryEvent:
        camera = self._random.choice(self._cameras)
        text, priority, method = self._random.choice(_SEEN[camera.scene])
        alarm = Alarm(
            id=self._ids.next(),
            text=text,
            priority=priority,
            method=method,
            camera_id=camera.id,
            raised_at=raised_at,
        )
        self._standing.append((now + self._pause(_STANDS_S), alarm))
        return self._event("alarm.raised", alarm)

    def _event(self, kind: str, alarm: Alarm) -> StoryEvent:
        return StoryEvent(self._ids.next(), kind, alarm.id, AlarmChanged(alarm=alarm))

    def _pause(self, bounds_s: tuple[float, float]) -> timedelta:
        return timedelta(seconds=self._random.uniform(*bounds_s) / self._rate)
