"""What is over goes, what is open stays, however old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from wallclient.feeds.prune import prune
from wallclient.model.figures import Alarm, PublicWarning
from wallclient.model.incidents import CourseEntry, Incident, State
from wallclient.model.stores import Stores

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def incident(key: str, state: State, **times: datetime | None) -> Incident:
    reported = NOW - timedelta(days=10)
    return Incident(id=key, code=key, title=key, reported_at=reported, state=state, **times)  # type: ignore[arg-type]


def test_long_ended_incidents_go_and_open_ones_stay_however_old() -> None:
    stores = Stores()
    stores.incidents.put(incident("open", State.IN_PROGRESS))
    stores.incidents.put(incident("old", State.CLOSED, closed_at=NOW - timedelta(hours=49)))
    stores.incidents.put(incident("fresh", State.CLOSED, closed_at=NOW - timedelta(hours=47)))
    assert prune(stores, NOW) == 1
    assert set(stores.incidents) == {"open", "fresh"}


def test_an_incident_that_never_says_when_it_ended_is_as_old_as_its_last_line() -> None:
    stores = Stores()
    line = CourseEntry(at=NOW - timedelta(hours=3), who="王敏", text="不予受理")
    rejected = incident("rejected", State.REJECTED)
    stores.incidents.put(
        Incident(
            id=rejected.id,
            code="1",
            title="x",
            reported_at=rejected.reported_at,
            state=State.REJECTED,
            course=(line,),
        )
    )
    assert prune(stores, NOW) == 0
    assert prune(stores, NOW + timedelta(hours=48)) == 1


def test_cleared_alarms_and_expired_warnings_go_after_an_hour() -> None:
    stores = Stores()
    raised = NOW - timedelta(hours=5)
    stores.alarms.put(Alarm(id="cleared", text="", raised_at=raised, cleared_at=NOW - timedelta(hours=2)))
    stores.alarms.put(Alarm(id="standing", text="", raised_at=raised))
    stores.warnings.put(
        PublicWarning(id="w", headline="", sent_at=raised, expires_at=NOW - timedelta(hours=2))
    )
    assert prune(stores, NOW) == 2
    assert set(stores.alarms) == {"standing"}
    assert len(stores.warnings) == 0
