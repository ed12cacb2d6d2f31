"""Frame numbers follow the clock, and faults come and go at frames where a camera's would."""

from __future__ import annotations

import pytest

from wallclient.demo.cameras.clips import Clip, ClipSpec
from wallclient.demo.cameras.serving.clock import PHASES, Timeline
from wallclient.demo.cameras.serving.faults import Fault
from wallclient.demo.cameras.serving.programme import Mode, Programme

LINE = Timeline(epoch_s=0.0, fps=25.0, frames=20, gop=5)


def make_clip(width_px: int = 640) -> Clip:
    spec = ClipSpec("pattern", 0, "", 1, "sub", "h264", width_px, 360, 600, 25.0, 20, 5)
    return Clip(spec, (b"\x67", b"\x68"), ((b"\x65",),) * 20)


CLIP = make_clip()
OTHER = make_clip(480)


def played(programme: Programme, frames: range) -> list[int | None]:
    shots = [programme.shot(frame) for frame in frames]
    return [None if shot is None else shot.index for shot in shots]


def test_the_frame_is_a_function_of_the_clock() -> None:
    assert [LINE.frame_at(now) for now in (0.0, 0.039, 0.04, 1.0)] == [0, 0, 1, 25]
    for frame in (0, 7, 43_750_000_123):
        assert LINE.frame_at(LINE.due_at(frame)) == frame
    assert (LINE.index(43), LINE.key_before(43), LINE.key_from(43), LINE.key_from(45)) == (3, 40, 45, 45)


def test_cameras_are_spread_over_a_group_and_its_moments() -> None:
    lines = [Timeline.of_camera(number, epoch_s=0.0, fps=25.0, frames=200, gop=25) for number in range(500)]
    assert {line.phase for line in lines} == set(range(PHASES))
    assert {line.key_before(line.frame_at(100.0)) - line.frame_at(100.0) for line in lines} == set(
        range(-24, 1)
    )
    for line in lines:
        tick = line.due_at(0) * 25.0 * PHASES
        assert round(tick) % PHASES == line.phase
        assert abs(tick - round(tick)) < 1e-6


def test_a_healthy_camera_plays_its_loop() -> None:
    assert played(Programme(LINE, Mode(Fault.NONE, CLIP)), range(18, 23)) == [18, 19, 0, 1, 2]


def test_a_frozen_camera_repeats_one_key_frame_and_comes_back_at_the_next() -> None:
    programme = Programme(LINE, Mode(Fault.NONE, CLIP))
    programme.switch(Mode(Fault.FREEZE, CLIP, frozen_index=5), 8)
    programme.switch(Mode(Fault.NONE, CLIP), 12)
    assert played(programme, range(6, 18)) == [6, 7, 5, 5, 5, 5, 5, 5, 5, 15, 16, 17]


@pytest.mark.parametrize("fault", [Fault.STALL, Fault.HALF_OPEN])
def test_a_silent_camera_sends_nothing_until_a_key_frame_after_it(fault: Fault) -> None:
    programme = Programme(LINE, Mode(Fault.NONE, CLIP))
    programme.switch(Mode(fault, CLIP), 7)
    programme.switch(Mode(Fault.NONE, CLIP), 8)
    assert played(programme, range(5, 12)) == [5, 6, None, None, None, 10, 11]


def test_without_key_frames_only_the_others_are_sent() -> None:
    programme = Programme(LINE, Mode(Fault.NO_KEYFRAMES, CLIP))
    assert played(programme, range(4, 12)) == [4, None, 6, 7, 8, 9, None, 11]


def test_another_resolution_begins_and_ends_at_key_frames() -> None:
    programme = Programme(LINE, Mode(Fault.NONE, CLIP))
    programme.switch(Mode(Fault.RESOLUTION, OTHER), 7)
    programme.switch(Mode(Fault.NONE, CLIP), 16)
    shots = [programme.shot(frame) for frame in range(7, 22)]
    assert [shot is not None and shot.clip is OTHER for shot in shots] == [False] * 3 + [True] * 10 + [
        False
    ] * 2


@pytest.mark.parametrize("fault", [Fault.GARBAGE, Fault.LOSS, Fault.NO_KEYFRAMES])
def test_other_faults_begin_at_once(fault: Fault) -> None:
    programme = Programme(LINE, Mode(Fault.NONE, CLIP))
    programme.switch(Mode(fault, CLIP), 7)
    shot = programme.shot(7)
    assert shot is not None
    assert shot.fault is fault


def test_a_change_that_was_to_come_is_replaced_by_a_newer_one() -> None:
    programme = Programme(LINE, Mode(Fault.NONE, CLIP))
    programme.switch(Mode(Fault.RESOLUTION, OTHER), 6)
    programme.switch(Mode(Fault.STALL, CLIP), 7)
    assert played(programme, range(6, 12)) == [6, None, None, None, None, None]
