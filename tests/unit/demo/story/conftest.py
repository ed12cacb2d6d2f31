"""One stage for all tests of this folder, and a platform in memory that keeps the real rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from wallclient.demo.district.build import build_district
from wallclient.demo.district.devices.catalogue import camera_list, meeting_cameras
from wallclient.demo.district.workers import worker_list
from wallclient.demo.story.emission import Done, Outcome, Refused, StoryEvent
from wallclient.demo.story.story import Stage, Story
from wallclient.protocol.events import (
    IncidentChanged,
    WorkerChanged,
    decode_data,
)
from wallclient.rules import lifecycle
from wallclient.rules.effects import opened
from wallclient.rules.profile import ClockProfile, parse_profile

if TYPE_CHECKING:
    from wallclient.model.commands import IncidentCommand
    from wallclient.model.incidents import Incident
    from wallclient.model.workers import Worker

PROFILES = Path(__file__).parents[4] / "resources" / "profiles"
PICTURE = datetime(2026, 11, 23, 14, 32, 8, tzinfo=timezone(timedelta(hours=8)))


@dataclass
class MemoryPlatform:
    """Takes what a story gives out, as a hub would, and answers its commands."""

    profile: ClockProfile
    incidents: dict[str, Incident] = field(default_factory=dict)
    workers: dict[str, Worker] = field(default_factory=dict)
    events: list[StoryEvent] = field(default_factory=list)
    commands: list[IncidentCommand] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def post(self, event: StoryEvent) -> None:
        data = decode_data(event.type, msgspec.json.encode(event.data))
        self.events.append(event)
        if isinstance(data, IncidentChanged):
            known = self.incidents.get(data.incident.id)
            assert (known is None) == (event.type == "incident.created")
            assert known is None or data.incident.version > known.version
            incident = data.incident
            self.incidents[incident.id] = opened(incident, self.profile) if incident.is_open else incident
        elif isinstance(data, WorkerChanged):
            self.workers[data.worker.id] = data.worker

    def act(self, command: IncidentCommand, now: datetime) -> Outcome:
        self.commands.append(command)
        incident = self.incidents[command.incident_id]
        if incident.version != command.based_on:
            return Refused(incident)
        worker = self.workers.get(command.worker_id)
        after = lifecycle.apply(incident, command, now, self.profile, worker=worker)
        if isinstance(after, lifecycle.NotAllowed):
            self.refused.append(after.reason_en)
            return Refused(incident)
        self.incidents[incident.id] = after
        return Done(after.version)

    def counts(self) -> Counter[str]:
        return Counter(event.type for event in self.events)


def play(
    story: Story, platform: MemoryPlatform, start: datetime, seconds: float, tick_s: float = 1.0
) -> datetime:
    """Let the story run on the platform; returns the time at the end."""
    now = start
    for _ in range(round(seconds / tick_s)):
        now += timedelta(seconds=tick_s)
        for emission in story.step(now):
            if isinstance(emission, StoryEvent):
                platform.post(emission)
            else:
                story.answered(emission, platform.act(emission, now), now)
    return now


@pytest.fixture(scope="session")
def profile() -> ClockProfile:
    return parse_profile((PROFILES / "clocks.example.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def stage(profile: ClockProfile) -> Stage:
    district = build_district()
    return Stage(
        district=district,
        cameras=camera_list(district, 300),
        meeting_places=meeting_cameras(district),
        workers=worker_list(district),
        profile=profile,
    )


@pytest.fixture
def platform(profile: ClockProfile) -> MemoryPlatform:
    return MemoryPlatform(profile)


@pytest.fixture
def picture_time() -> datetime:
    """The moment of the pictures."""
    return PICTURE


@pytest.fixture
def playing() -> object:
    return play
