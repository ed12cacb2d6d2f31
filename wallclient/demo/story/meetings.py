"""Meetings: the consultation on the gas leak, whose speakers change, and two that are planned."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from wallclient.demo.story.cases.cast import KNOWN
from wallclient.demo.story.emission import StoryEvent
from wallclient.model.meetings import Meeting, Participant
from wallclient.protocol.events import MeetingChanged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from wallclient.demo.district.devices.catalogue import DemoCamera
    from wallclient.demo.story.emission import Ids

_RUNNING_FOR = timedelta(minutes=11, seconds=26)
# Unit, role, joined, muted; persons are the cast's. The second one speaks first.
_PARTICIPANTS: tuple[tuple[str, str, bool, bool], ...] = (
    ("区指挥中心", "chair", True, False),
    ("区消防救援大队", "member", True, False),
    ("望湖街道办", "member", True, True),
    ("区住建局燃气办", "member", True, False),
    ("燃气抢修班", "member", True, True),
    ("网格员 周敏", "member", True, True),
    ("望湖派出所", "member", True, True),
    ("区供电公司", "member", False, True),
    ("米兰物业", "member", False, True),
)
_FIRST_SPEAKER = "区消防救援大队"
_JOINING_AFTER_S: tuple[tuple[str, float], ...] = (("区供电公司", 45.0), ("米兰物业", 160.0))
_SPEAKS_S = (11.0, 26.0)
_PLANNED: tuple[tuple[str, str, timedelta, tuple[str, ...]], ...] = (
    ("meeting-heating", "冬季供暖保障调度会", timedelta(hours=1, minutes=30), ("区指挥中心", "区供电公司")),
    ("meeting-weekly", "基层治理周例会", timedelta(hours=18), ("区指挥中心", "望湖街道办", "望湖派出所")),
)


class Meetings:
    """Owns the running meeting of the story."""

    def __init__(self, places: Sequence[DemoCamera], ids: Ids, random: Random, rate: float) -> None:
        self._cameras: Mapping[str, str] = {camera.name: camera.id for camera in places}
        self._ids = ids
        self._random = random
        self._rate = rate
        self._meeting: Meeting | None = None
        self._next_at: datetime | None = None
        self._joining: list[tuple[datetime, str]] = []

    def begin(self, now: datetime, incident_id: str) -> list[StoryEvent]:
        """The consultation as it runs, and the planned meetings."""
        participants = [self._participant(i, *entry) for i, entry in enumerate(_PARTICIPANTS, 1)]
        self._meeting = Meeting(
            id="meeting-leak",
            title="燃气泄漏联合会商",
            state="running",
            starts_at=now - _RUNNING_FOR,
            started_at=now - _RUNNING_FOR,
            incident_id=incident_id,
            round=2,
            place="望湖街道 米兰社区",
            participants=tuple(participants),
        )
        self._next_at = now + self._pause()
        self._joining = [(now + timedelta(seconds=after_s), unit) for unit, after_s in _JOINING_AFTER_S]
        return [self._event("meeting.started", self._meeting), *self._planned(now)]

    def step(self, now: datetime) -> list[StoryEvent]:
        """Who joined, and who speaks now."""
        meeting = self._meeting
        if meeting is None or self._next_at is None:
            return []
        arrived = {unit for at, unit in self._joining if at <= now}
        self._joining = [item for item in self._joining if item[0] > now]
        participants = [
            msgspec.structs.replace(p, joined=True) if p.unit in arrived else p for p in meeting.participants
        ]
        if now >= self._next_at:
            self._next_at = now + self._pause()
            participants = self._next_speaker(participants)
        elif not arrived:
            return []
        self._meeting = msgspec.structs.replace(meeting, participants=tuple(participants))
        return [self._event("meeting.changed", self._meeting)]

    def _next_speaker(self, participants: list[Participant]) -> list[Participant]:
        able = [p.id for p in participants if p.joined and not p.speaking]
        speaker = self._random.choice(able)
        return [
            msgspec.structs.replace(
                p, speaking=p.id == speaker, muted=p.muted if p.role == "chair" else p.id != speaker
            )
            for p in participants
        ]

    def _participant(self, number: int, unit: str, role: str, joined: bool, muted: bool) -> Participant:
        head, _, person = unit.partition(" ")
        return Participant(
            id=f"participant-{number}",
            unit=head,
            person=person or KNOWN.get(unit, ""),
            role=role,
            joined=joined,
            muted=muted,
            speaking=unit == _FIRST_SPEAKER,
            camera_id=self._cameras.get(unit, ""),
        )

    def _planned(self, now: datetime) -> list[StoryEvent]:
        events: list[StoryEvent] = []
        for meeting_id, title, ahead, units in _PLANNED:
            start = (now + ahead).replace(minute=0, second=0, microsecond=0)
            chosen = [entry for entry in _PARTICIPANTS if entry[0] in units]
            participants = [
                self._participant(i, unit, role, joined=False, muted=True)
                for i, (unit, role, _, _) in enumerate(chosen, 1)
            ]
            meeting = Meeting(
                id=meeting_id,
                title=title,
                starts_at=start,
                place="区指挥中心会商室",
                participants=tuple(msgspec.structs.replace(p, speaking=False) for p in participants),
            )
            events.append(self._event("meeting.planned", meeting))
        return events

    def _event(self, kind: str, meeting: Meeting) -> StoryEvent:
        merge_key = meeting.id if kind == "meeting.changed" else ""
        return StoryEvent(self._ids.next(), kind, meeting.id, MeetingChanged(meeting=meeting), merge_key)

    def _pause(self) -> timedelta:
        return timedelta(seconds=self._random.uniform(*_SPEAKS_S) / self._rate)
