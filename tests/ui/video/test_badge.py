"""A tile's words from its source's health alone."""

from __future__ import annotations

import pytest

from ui.video.badge import Badge, Icon, badge_of
from wallclient.model.health import Health, HealthState, Reason

NOW = 1_000_000.0


def test_a_live_source_says_nothing() -> None:
    assert badge_of(Health(HealthState.LIVE, NOW - 60), NOW, has_picture=True) == Badge()


def test_a_source_that_nobody_knows_yet_is_connecting() -> None:
    badge = badge_of(None, NOW, has_picture=False)
    assert badge.covers
    assert badge.icon is Icon.ARC


def test_a_stale_source_shows_its_last_picture_with_an_age_that_counts() -> None:
    health = Health(HealthState.STALE, NOW - 12, Reason.NO_PICTURES)
    badge = badge_of(health, NOW, has_picture=True)
    assert badge.stale
    assert not badge.covers
    assert badge.detail == "00:12"
    assert badge_of(health, NOW + 60, has_picture=True).detail == "01:12"


def test_a_source_that_never_showed_anything_cannot_be_stale() -> None:
    badge = badge_of(Health(HealthState.STALE, NOW - 12, Reason.NOT_STARTED), NOW, has_picture=False)
    assert badge.covers
    assert not badge.stale


@pytest.mark.parametrize(
    ("state", "icon"),
    [
        (HealthState.RECONNECTING, Icon.ARC),
        (HealthState.OFFLINE, Icon.CAMERA_OFF),
        (HealthState.REFUSED, Icon.LOCK),
        (HealthState.UNSUPPORTED, Icon.FILM_OFF),
    ],
)
def test_every_other_state_covers_the_picture_with_its_sign_and_word(state: HealthState, icon: Icon) -> None:
    badge = badge_of(Health(state, NOW - 5, Reason.CODEC, "X-TEST"), NOW, has_picture=True)
    assert badge.covers
    assert badge.icon is icon
    assert badge.title


def test_a_reconnecting_source_says_which_try_it_is_and_when_the_next_one_comes() -> None:
    health = Health(HealthState.RECONNECTING, NOW - 5, Reason.CLOSED, attempt=3, next_try_at=NOW + 4)
    assert "3" in badge_of(health, NOW, has_picture=True).detail
    assert "4" in badge_of(health, NOW, has_picture=True).detail
