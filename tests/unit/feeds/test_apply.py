"""Events and updates onto the stores."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.unit.protocol.wire_frames import START, changed, incident, make_event, position, positions, worker
from wallclient.feeds.apply import Applied, Applier
from wallclient.feeds.mailbox import (
    Arrived,
    CommandGone,
    Drained,
    IncidentFetched,
)
from wallclient.model.cameras import Camera, CameraStatus
from wallclient.model.commands import Action, CommandState, CommandStatus, IncidentCommand
from wallclient.model.figures import Alarm, OpinionFigures, PublicWarning, ServiceIntake
from wallclient.model.health import Health, HealthState, SourceHealth
from wallclient.model.meetings import Meeting
from wallclient.model.stores import Stores
from wallclient.model.streams import ProcessGone, ProcessStatus, StreamGone, StreamStatus
from wallclient.protocol import events as ev

if TYPE_CHECKING:
    from wallclient.protocol.events import Event


class Gui:
    """Stores and an applier; each call of `take` is one tick."""

    def __init__(self) -> None:
        self.stores = Stores()
        self.applier = Applier(self.stores)

    def take(self, *events: Event, updates: tuple[object, ...] = ()) -> Applied:
        arrived = [Arrived(event, index / 10) for index, event in enumerate(events)]
        applied = self.applier.apply(Drained(arrived, list(updates)))
        self.stores.flush()
        return applied


@pytest.fixture
def gui() -> Gui:
    return Gui()


def updated(key: int, version: int, number: int | None = 1, command_id: str = "") -> Event:
    return make_event("incident.updated", changed(key, version, command_id=command_id), number)


def begin(*topics: str) -> Event:
    return make_event("stream.snapshot.begin", ev.SnapshotBegin(sequence=9, topics=topics))


def end() -> Event:
    return make_event("stream.snapshot.end", ev.SnapshotEnd(sequence=9))


def status(command_id: str, state: CommandState) -> CommandStatus:
    command = IncidentCommand(
        command_id=command_id, incident_id="1", action=Action.ACCEPT, by="张敏", at=START, based_on=1
    )
    return CommandStatus(command=command, state=state)


def version(gui: Gui, key: int) -> int | None:
    found = gui.stores.incidents.get(str(key))
    return found.version if found else None


def test_a_newer_version_wins_and_an_older_one_never_overwrites(gui: Gui) -> None:
    gui.take(updated(1, 3))
    gui.take(updated(1, 2))
    assert version(gui, 1) == 3
    gui.take(updated(1, 4), updated(1, 5), updated(1, 4))
    assert version(gui, 1) == 5


def test_what_was_taken_in_is_counted_with_the_times_it_came(gui: Gui) -> None:
    merged = make_event("worker.positions", positions(position("w1", 120.0, 31.0)))
    drained = Drained([Arrived(updated(1, 1), 5.0), Arrived(merged, 6.0, stands_for=4)])
    applied = gui.applier.apply(drained)
    assert applied.count == 5
    assert applied.received_at == [5.0, 6.0]
    assert applied.unmatched == 1


def test_the_limit_of_an_incident_moves_with_its_clock(gui: Gui) -> None:
    gui.take(updated(1, 3))
    due_at = START + timedelta(hours=2)
    clock = ev.IncidentClock(incident_id="1", light="yellow", due_at=due_at)
    assert gui.take(make_event("incident.clock", clock, 2)).unmatched == 0
    found = gui.stores.incidents.get("1")
    assert found is not None
    assert (found.due_at, found.version) == (due_at, 3)
    stranger = msgspec.structs.replace(clock, incident_id="nobody")
    assert gui.take(make_event("incident.clock", stranger, 3)).unmatched == 1


def test_positions_move_known_workers_and_strangers_are_counted(gui: Gui) -> None:
    gui.take(make_event("worker.status", ev.WorkerChanged(worker=worker("w1"))))
    applied = gui.take(
        make_event("worker.positions", positions(position("w1", 120.5, 31.25), position("w9", 1.0, 1.0)))
    )
    moved = gui.stores.workers.get("w1")
    assert moved is not None
    assert (moved.lon, moved.lat, moved.positioned_at) == (120.5, 31.25, START)
    assert "w9" not in gui.stores.workers
    assert applied.unmatched == 1


def test_a_status_does_not_put_a_worker_back_to_where_they_were(gui: Gui) -> None:
    gui.take(make_event("worker.status", ev.WorkerChanged(worker=worker("w1"))))
    gui.take(make_event("worker.positions", positions(position("w1", 120.5, 31.25, seconds=60))))
    late = worker("w1", task="7", lon=1.0, lat=2.0, positioned_at=START)
    gui.take(make_event("worker.status", ev.WorkerChanged(worker=late)))
    found = gui.stores.workers.get("w1")
    assert found is not None
    assert (found.task, found.lon, found.lat) == ("7", 120.5, 31.25)
    gui.take(make_event("worker.positions", positions(position("w1", 0.0, 0.0, seconds=30))))
    assert gui.stores.workers.get("w1") == found


def test_every_other_kind_finds_its_table(gui: Gui) -> None:
    gui.take(
        make_event("camera.catalog", ev.CameraCatalog(cameras=(Camera(id="k1", name="东门"),))),
        make_event("alarm.raised", ev.AlarmChanged(alarm=Alarm(id="a1", text="烟感", raised_at=START))),
        make_event(
            "service.intake",
            ev.ServiceIntakeChanged(lines=(ServiceIntake(service="residence", name="居住证"),)),
        ),
        make_event("opinion.figures", ev.OpinionFiguresChanged(figures=(OpinionFigures(area="320507"),))),
        make_event(
            "broadcast.cap", ev.WarningChanged(warning=PublicWarning(id="p1", headline="雷电", sent_at=START))
        ),
        make_event("meeting.planned", ev.MeetingChanged(meeting=Meeting(id="m1", title="联席会商"))),
        make_event("wall.scene", {"scene": "command"}),
        make_event("drone.started", {"id": 1}),
    )
    stores = gui.stores
    assert list(stores.cameras) == ["k1"]
    assert list(stores.alarms) == ["a1"]
    assert list(stores.intake) == ["residence"]
    assert list(stores.opinions) == ["320507"]
    assert list(stores.warnings) == ["p1"]
    assert list(stores.meetings) == ["m1"]


def test_a_camera_takes_the_status_that_the_platform_tells(gui: Gui) -> None:
    gui.take(make_event("camera.catalog", ev.CameraCatalog(cameras=(Camera(id="k1", name="东门"),))))
    offline = ev.CameraStatusChanged(camera_id="k1", status=CameraStatus.OFFLINE)
    assert gui.take(make_event("camera.status", offline)).unmatched == 0
    assert gui.stores.cameras.get("k1").status is CameraStatus.OFFLINE
    assert gui.take(make_event("camera.status", msgspec.structs.replace(offline, camera_id="k9"))).unmatched


def test_a_complete_catalogue_takes_away_its_own_cameras_only(gui: Gui) -> None:
    gui.stores.cameras.put(Camera(id="local", name="自有"))
    both = (Camera(id="k1", name="东门"), Camera(id="k2", name="西门"))
    gui.take(make_event("camera.catalog", ev.CameraCatalog(cameras=both)))
    gui.take(make_event("camera.catalog", ev.CameraCatalog(cameras=both[1:], complete=True)))
    assert sorted(gui.stores.cameras) == ["k2", "local"]


# Snapshots


def test_what_a_snapshot_does_not_mention_goes_at_its_end_and_not_before(gui: Gui) -> None:
    gui.take(updated(1, 3), updated(2, 3))
    gui.take(begin(), updated(2, 3, None))
    assert sorted(gui.stores.incidents) == ["1", "2"]
    gui.take(updated(3, 1, None), end())
    assert sorted(gui.stores.incidents) == ["2", "3"]


def test_a_snapshot_of_some_topics_leaves_the_others_alone(gui: Gui) -> None:
    gui.take(updated(1, 3), make_event("worker.status", ev.WorkerChanged(worker=worker("w1"))))
    gui.take(begin("worker"), end())
    assert sorted(gui.stores.incidents) == ["1"]
    assert sorted(gui.stores.workers) == []


def test_a_snapshot_clears_every_covered_table(gui: Gui) -> None:
    test_every_other_kind_finds_its_table(gui)
    gui.take(updated(1, 1))
    gui.take(begin(), end())
    stores = gui.stores
    for table in (
        stores.incidents,
        stores.workers,
        stores.alarms,
        stores.intake,
        stores.opinions,
        stores.warnings,
        stores.meetings,
    ):
        assert len(table) == 0
    assert len(stores.cameras) == 1


def test_a_snapshot_is_right_even_where_versions_begin_anew(gui: Gui) -> None:
    gui.take(updated(1, 30))
    gui.take(begin(), updated(1, 2, None), end())
    assert version(gui, 1) == 2
    gui.take(updated(1, 3))
    assert version(gui, 1) == 3


def test_a_snapshot_begun_again_forgets_what_the_first_attempt_mentioned(gui: Gui) -> None:
    gui.take(updated(1, 1), updated(2, 1))
    gui.take(begin(), updated(1, 1, None))
    gui.take(begin(), updated(2, 1, None), end())
    assert sorted(gui.stores.incidents) == ["2"]


def test_a_snapshot_that_says_nothing_new_changes_no_row(gui: Gui) -> None:
    gui.take(updated(1, 1), updated(2, 1))
    told: list[object] = []
    gui.stores.incidents.subscribe(told.append)
    gui.take(begin(), updated(1, 1, None), updated(2, 1, None), end())
    assert told == []


# Commands


def test_an_event_confirms_its_command_and_the_row_loses_the_mark_at_the_next_tick(gui: Gui) -> None:
    gui.take(updates=(status("c1", CommandState.PENDING),))
    gui.take(updated(1, 2, command_id="c1"))
    assert gui.stores.commands.get("c1").state is CommandState.DONE
    gui.take()
    assert "c1" not in gui.stores.commands


def test_a_command_told_as_done_late_does_not_come_back(gui: Gui) -> None:
    gui.take(updates=(status("c1", CommandState.PENDING),))
    gui.take(updated(1, 2, command_id="c1"))
    gui.take(updates=(status("c1", CommandState.DONE),))
    gui.take(updates=(status("c1", CommandState.DONE),))
    assert "c1" not in gui.stores.commands


def test_a_command_of_another_wall_leaves_no_row(gui: Gui) -> None:
    gui.take(updated(1, 2, command_id="somebody else's"))
    assert len(gui.stores.commands) == 0


def test_conflict_and_refusal_stay_until_they_are_dismissed(gui: Gui) -> None:
    gui.take(updates=(status("c1", CommandState.CONFLICT), status("c2", CommandState.REFUSED)))
    gui.take()
    gui.take()
    assert sorted(gui.stores.commands) == ["c1", "c2"]
    gui.take(updates=(CommandGone("c1"),))
    assert sorted(gui.stores.commands) == ["c2"]


def test_an_incident_that_was_fetched_follows_the_same_rule_of_versions(gui: Gui) -> None:
    gui.take(updated(1, 3))
    gui.take(updates=(IncidentFetched(incident(1, version=2)),))
    assert version(gui, 1) == 3
    gui.take(updates=(IncidentFetched(incident(1, version=4)),))
    assert version(gui, 1) == 4


# Other updates


def test_streams_processes_and_sources_come_and_go(gui: Gui) -> None:
    live = Health(HealthState.LIVE, 0.0)
    stream = StreamStatus("k1/sub", "k1", "sub", "av", "", live)
    gui.take(updates=(stream, ProcessStatus("decoder", 7), SourceHealth("events", live)))
    assert list(gui.stores.streams) == ["k1/sub"]
    assert list(gui.stores.processes) == ["7"]
    assert list(gui.stores.sources) == ["events"]
    gui.take(updates=(StreamGone("k1/sub"), ProcessGone(7)))
    assert len(gui.stores.streams) == len(gui.stores.processes) == 0


def test_updates_that_are_not_for_the_stores_are_left_to_the_caller(gui: Gui) -> None:
    notice = {"level": "warning"}
    assert gui.take(updates=(notice,)).left == [notice]


def test_a_removed_thing_may_be_removed_again(gui: Gui) -> None:
    gui.take(updates=(StreamGone("k1/sub"), ProcessGone(7), CommandGone("c1")))
    assert len(gui.stores.streams) == 0
