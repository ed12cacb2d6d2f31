"""An incident, a clock and a profile to try the rules with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from wallclient.model.commands import Action, IncidentCommand
from wallclient.model.incidents import Incident
from wallclient.rules.profile import ClockProfile, parse_profile

if TYPE_CHECKING:
    from collections.abc import Callable

PROFILE = """
version = 1
name = "test"

[[limits]]
name = "critical"
urgency = ["critical"]
report = "1 min"
dispatch = "2 min"
resolve = "10 min"
check = "3 min"
case = "20 min"

[[limits]]
name = "all"
report = "10 min"
dispatch = "20 min"
resolve = "100 min"
check = "30 min"
case = "200 min"
delay = "15 min"
"""


class CommandMaker(Protocol):
    def __call__(self, action: Action, **more: Any) -> IncidentCommand: ...


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def profile() -> ClockProfile:
    return parse_profile(PROFILE)


@pytest.fixture
def example_files() -> Path:
    return Path(__file__).parents[3] / "resources" / "profiles"


@pytest.fixture
def make_incident(now: datetime) -> Callable[..., Incident]:
    def make(**more: Any) -> Incident:
        return Incident(**{"id": "i1", "code": "20260302-1", "title": "井盖缺损", "reported_at": now, **more})

    return make


@pytest.fixture
def command(now: datetime) -> CommandMaker:
    def make(action: Action, **more: Any) -> IncidentCommand:
        known = {"command_id": "c1", "incident_id": "i1", "by": "王值班", "at": now, "based_on": 1}
        return IncidentCommand(**{**known, "action": action, **more})

    return make
