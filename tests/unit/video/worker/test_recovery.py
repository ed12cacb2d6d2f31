from __future__ import annotations

import pytest

from wallclient.model.health import Health, HealthState, Reason
from wallclient.video.messages import Policy
from wallclient.video.port import End, SourceKind
from wallclient.video.worker.recovery import Recovery


def fail(recovery: Recovery, reason: Reason, detail: str = "") -> tuple[Health, float]:
    return recovery.failed(End(reason, detail), since=90.0, now_unix=100.0)


def make(kind: SourceKind = SourceKind.RTSP) -> Recovery:
    return Recovery(Policy(), kind, lambda: 0.5)


@pytest.mark.parametrize(
    ("reason", "states", "delay_s"),
    [
        (Reason.AUTHENTICATION, ["refused"] * 4, 30.0),
        (Reason.FORBIDDEN, ["refused"] * 4, 30.0),
        (Reason.CODEC, ["unsupported"] * 4, 30.0),
        (Reason.NOT_FOUND, ["offline"] * 4, 0.5),
        (Reason.UNREACHABLE, ["reconnecting", "reconnecting", "offline", "offline"], 0.5),
        (Reason.TIMEOUT, ["reconnecting", "reconnecting", "offline", "offline"], 0.5),
        (Reason.CLOSED, ["reconnecting", "reconnecting", "offline", "offline"], 0.5),
        (Reason.NO_PICTURES, ["reconnecting"] * 4, 0.5),
        (Reason.BAD_DATA, ["reconnecting"] * 4, 0.5),
    ],
)
def test_each_reason_has_its_state_and_its_patience(
    reason: Reason, states: list[str], delay_s: float
) -> None:
    recovery = make()
    answers = [fail(recovery, reason) for _ in states]
    assert [health.state for health, _ in answers] == states
    assert answers[0][1] == pytest.approx(delay_s)
    assert [health.attempt for health, _ in answers] == [1, 2, 3, 4]


def test_the_health_tells_since_when_why_and_when_the_next_try_is() -> None:
    health, delay_s = fail(make(), Reason.CLOSED, "bye")
    assert health == Health(HealthState.RECONNECTING, 90.0, Reason.CLOSED, "bye", 1, 100.0 + delay_s)


def test_being_live_begins_the_count_anew_but_only_a_lasting_life_shortens_the_wait() -> None:
    recovery = make()
    for _ in range(4):
        fail(recovery, Reason.CLOSED)
    recovery.lived()
    health, delay_s = fail(recovery, Reason.CLOSED)
    assert (health.state, health.attempt, delay_s) == (HealthState.RECONNECTING, 1, pytest.approx(8.0))
    recovery.lived()
    recovery.settled()
    assert fail(recovery, Reason.CLOSED)[1] == pytest.approx(0.5)


def test_a_clip_that_has_been_played_is_offline() -> None:
    assert fail(make(SourceKind.FILE), Reason.CLOSED)[0].state is HealthState.OFFLINE
