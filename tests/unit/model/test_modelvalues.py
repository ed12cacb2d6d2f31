"""Small rules that the model's values carry themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wallclient.model.areas import AreaLevel, ancestor, level_of
from wallclient.model.cameras import Camera, ProfileName, StreamProfile
from wallclient.model.health import Health, HealthState
from wallclient.model.incidents import ENDED, STAGE_OF, UNDISPATCHED, Incident, State
from wallclient.model.instant import Instant


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("370102", AreaLevel.DISTRICT),
        ("370102013", AreaLevel.SUBDISTRICT),
        ("370102013006", AreaLevel.COMMUNITY),
        ("370102013006008", AreaLevel.GRID),
        ("3701", None),
        ("", None),
    ],
)
def test_the_length_of_an_area_code_says_its_level(code: str, level: AreaLevel | None) -> None:
    assert level_of(code) is level


def test_an_area_code_holds_the_codes_of_the_areas_around_it() -> None:
    grid = "370102013006008"
    assert ancestor(grid, AreaLevel.DISTRICT) == "370102"
    assert ancestor(grid, AreaLevel.GRID) == grid
    assert ancestor("370102", AreaLevel.COMMUNITY) is None


def test_other_lengths_of_area_codes_can_be_given() -> None:
    prefixes = (4, 6, 8, 10)
    assert level_of("370102", prefixes) is AreaLevel.SUBDISTRICT
    assert ancestor("3701020130", AreaLevel.DISTRICT, prefixes) == "3701"


def test_every_state_of_an_incident_has_a_stage_and_is_open_or_ended() -> None:
    assert set(STAGE_OF) == set(State)
    assert not ENDED & UNDISPATCHED
    for state in State:
        incident = Incident(
            id="1", code="A1", title="", reported_at=datetime(2026, 5, 6, tzinfo=UTC), state=state
        )
        assert incident.stage is STAGE_OF[state]
        assert incident.is_open is (state not in ENDED)


def test_a_camera_finds_its_profile_by_name() -> None:
    sub = StreamProfile(name=ProfileName.SUB, url="rtsp://10.0.0.4/2")
    camera = Camera(id="k1", name="东门", profiles=(sub,))
    assert camera.profile(ProfileName.SUB) is sub
    assert camera.profile(ProfileName.MAIN) is None


def test_only_a_live_source_is_live() -> None:
    for state in HealthState:
        assert Health(state, 0.0).is_live is (state is HealthState.LIVE)


def test_an_instant_tells_one_moment_in_three_ways() -> None:
    instant = Instant.now()
    assert instant.at.tzinfo is not None
    assert abs(instant.at.timestamp() - instant.unix_s) < 0.001
