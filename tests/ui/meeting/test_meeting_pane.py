"""The meeting pane: it follows the announced meeting, its speaker, and those who come and go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from PySide6.QtCore import Qt

from tests.ui.panes.panekit import NOW, Room, instant
from ui.meeting.roll import time_words, waited_s
from ui.panes.meeting import MeetingPane
from wallclient.layout.kinds import MeetingOptions
from wallclient.model.cameras import Camera, ProfileName, StreamProfile
from wallclient.model.meetings import Meeting, Participant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    Make = Callable[..., MeetingPane]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    made: list[MeetingPane] = []

    def show(room: Room, size: tuple[int, int] = (1872, 924), **options: Any) -> MeetingPane:
        pane = MeetingPane(room.context(), MeetingOptions(**options))
        qtbot.addWidget(pane)
        made.append(pane)
        pane.resize(*size)
        pane.show()
        pane.tick(instant())
        return pane

    yield show
    for pane in made:
        pane.close_pane()


def person(number: int, **more: Any) -> Participant:
    values = {"unit": f"单位{number}", "person": f"人{number}", "joined": True, "camera_id": f"cam{number}"}
    return Participant(id=f"p{number}", **{**values, **more})


def meeting(*people: Participant, **more: Any) -> Meeting:
    values = {"title": "燃气泄漏联合会商", "state": "running", "started_at": NOW - timedelta(seconds=686)}
    return Meeting(id="m", participants=people, **{**values, **more})


def room(held: Meeting | None = None, role: str = "wall") -> Room:
    made = Room(role)
    for number in range(1, 9):
        profile = StreamProfile(name=ProfileName.SUB, url="rtsp://camera")
        made.stores.cameras.put(Camera(id=f"cam{number}", name=f"摄像机{number}", profiles=(profile,)))
    if held is not None:
        made.stores.meetings.put(held)
    made.stores.flush()
    return made


def put(made: Room, held: Meeting) -> None:
    made.stores.meetings.put(held)
    made.stores.flush()


def speaks(held: Meeting, *ids: str) -> Meeting:
    people = tuple(msgspec.structs.replace(p, speaking=p.id in ids) for p in held.participants)
    return msgspec.structs.replace(held, participants=people)


class TestSeats:
    def test_the_speaker_keeps_the_large_tile_for_two_seconds_of_another(self, make: Make) -> None:
        held = meeting(*(person(n) for n in range(1, 5)))
        made = room(speaks(held, "p2"))
        pane = make(made)
        assert pane.seats[:4] == ("p2", "p1", "p3", "p4")
        put(made, speaks(held, "p4"))
        for tick in range(60):
            pane.tick(instant(10 + tick / 30))
            assert pane.seats[0] == "p2"
        pane.tick(instant(12.1))
        assert pane.seats[:4] == ("p4", "p1", "p3", "p2")

    def test_tiles_show_the_cameras_of_those_who_sit_there(self, make: Make) -> None:
        made = room(speaks(meeting(*(person(n) for n in range(1, 9))), "p3"))
        pane = make(made)
        shown = [tile.camera.id if tile.camera else None for tile in pane.surface.tiles]
        assert shown == ["cam3", "cam1", "cam2", "cam4", "cam5", "cam6"]
        assert [tile.speaking for tile in pane.surface.tiles] == [True] + [False] * 5
        wanted = {demand.camera_id for demand in made.video.demands.values()}
        assert wanted == {"cam1", "cam2", "cam3", "cam4", "cam5", "cam6"}

    def test_somebody_new_takes_the_free_seat_and_nobody_moves(self, make: Make) -> None:
        made = room(meeting(person(1), person(2), person(3)))
        pane = make(made)
        put(made, meeting(person(1), person(5), person(2), person(3)))
        pane.tick(instant(1))
        assert pane.seats == ("p1", "p2", "p3", "p5", "", "")

    def test_the_label_tells_the_microphone_and_how_long_somebody_speaks(self, make: Make) -> None:
        made = room(speaks(meeting(person(1), person(2, muted=True)), "p1"))
        pane = make(made)
        pane.tick(instant(102))
        first, second = (tile.label for tile in pane.surface.tiles[:2])
        assert (first.name, first.detail, first.right_icon) == (
            "单位1",
            "人1\u3000speaking 01:42",
            "microphone",
        )
        assert (second.detail, second.right_icon) == ("人2", "microphone-off")

    def test_somebody_without_a_picture_keeps_seat_and_name(self, make: Make) -> None:
        made = room(meeting(person(1), person(2, camera_id="")))
        pane = make(made)
        tile = pane.surface.tiles[1]
        assert (tile.camera, tile.label.name) == (None, "单位2")
        colours = pane.context.theme.colours
        image = pane.grab().toImage()
        strip = tile.strip_rect
        assert image.pixel(strip.x() + 3, strip.y() + 3) == colours.s2.rgb()
        assert image.pixel(tile.rect.x() + 20, tile.rect.y() + 20) == colours.s1.rgb()
        empty = pane.surface.tiles[3].rect
        assert image.pixel(empty.x() + 20, empty.y() + 20) == colours.ink.rgb()

    def test_another_meeting_starts_with_nobody_on_the_floor(self, make: Make) -> None:
        made = room(speaks(meeting(person(1), person(2)), "p2"))
        pane = make(made)
        made.stores.meetings.remove("m")
        put(made, msgspec.structs.replace(meeting(person(1), person(2)), id="other"))
        pane.tick(instant(1))
        assert pane.seats[:2] == ("p1", "p2")


class TestRoll:
    def test_the_outline_is_painted_around_the_speaker_only(self, make: Make) -> None:
        made = room(speaks(meeting(person(1, camera_id=""), person(2, camera_id="")), "p1"))
        pane = make(made, style="stage")
        image, paper = pane.grab().toImage(), pane.context.theme.colours.paper.rgb()
        first, second = (tile.rect for tile in pane.surface.tiles[:2])
        assert image.pixel(first.x() - 2, first.center().y()) == paper
        assert image.pixel(second.x() - 2, second.center().y()) != paper

    def test_who_does_not_answer_is_called_for_a_minute_and_then_yellow(self, make: Make) -> None:
        held = meeting(person(1), person(2, joined=False), started_at=NOW - timedelta(seconds=41))
        made = room(held)
        pane = make(made, (459, 560), style="roll")
        yellow = pane.context.theme.colours.yellow
        assert not shows(pane, yellow)
        pane.tick(instant(20))
        assert shows(pane, yellow)

    def test_nobody_is_called_before_the_meeting_begins(self, make: Make) -> None:
        held = meeting(person(1, joined=False), state="planned", starts_at=NOW + timedelta(hours=1))
        assert waited_s(held, NOW) is None
        pane = make(room(held), (459, 560), style="roll")
        assert not shows(pane, pane.context.theme.colours.yellow)

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({}, "running for 11:26"),
            ({"state": "ended"}, "ended"),
            ({"state": "planned", "starts_at": NOW}, "begins at"),
            ({"state": "planned", "starts_at": NOW + timedelta(days=1)}, "begins at"),
            ({"state": "planned"}, ""),
        ],
    )
    def test_the_time_is_told_by_what_the_meeting_does(self, more: dict[str, Any], words: str) -> None:
        assert time_words(meeting(**more), NOW).startswith(words)

    def test_another_day_is_named(self) -> None:
        tomorrow = meeting(state="planned", starts_at=NOW + timedelta(days=1))
        today = meeting(state="planned", starts_at=NOW)
        assert len(time_words(tomorrow, NOW)) > len(time_words(today, NOW))


class TestPlace:
    def test_without_a_meeting_or_people_there_is_a_sentence_and_no_tile(self, make: Make) -> None:
        made = room()
        pane = make(made)
        assert not pane.surface.isVisible()
        assert shows(pane, pane.context.theme.colours.t2)
        put(made, meeting(person(1, joined=False)))
        pane.tick(instant(1))
        assert not pane.surface.isVisible()
        put(made, meeting(person(1)))
        pane.tick(instant(2))
        assert pane.surface.isVisible()

    @pytest.mark.parametrize(("style", "share"), [("full", 0.74), ("stage", 1.0), ("roll", 0.0)])
    def test_each_style_has_its_share_of_pictures(self, make: Make, style: str, share: float) -> None:
        pane = make(room(meeting(person(1))), style=style)
        assert pane.surface.width() / pane.width() == pytest.approx(share, abs=0.02)
        assert pane.surface.isVisible() is (share > 0)

    @pytest.mark.parametrize("size", [(1872, 924), (900, 500), (300, 200), (60, 40)])
    def test_any_size_is_painted(self, make: Make, size: tuple[int, int]) -> None:
        assert not make(room(meeting(*(person(n) for n in range(1, 9)))), size).grab().isNull()

    def test_a_wall_takes_no_mouse(self, make: Make) -> None:
        for role, transparent in (("wall", True), ("console", False)):
            surface = make(room(meeting(person(1)), role)).surface
            assert surface.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents) is transparent

    def test_a_closed_pane_demands_and_follows_nothing(self, make: Make) -> None:
        made = room(meeting(person(1)))
        pane = make(made)
        assert made.video.demands
        pane.close_pane()
        assert not made.video.demands
        put(made, meeting(person(1), person(2)))


def shows(pane: MeetingPane, colour: QColor) -> bool:
    image, wanted = pane.grab().toImage(), colour.rgb()
    return any(image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width()))
