"""A stream's course with an engine of the test's own: every step at a time of its choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from wallclient.frames.ring import create
from wallclient.model.health import HealthState, Reason
from wallclient.video.abilities import EngineAbility
from wallclient.video.messages import Ask, Open, Policy, Report, Resize, Settled
from wallclient.video.port import Canvas, End, Luma, Opened, Sink, Source
from wallclient.video.worker.stream import Stream

if TYPE_CHECKING:
    from pathlib import Path

    from wallclient.video.messages import News


class Play:
    """A playback that does what the test says."""

    def __init__(self, canvas: Canvas, sink: Sink, *, can_retarget: bool) -> None:
        self.canvas = canvas
        self.sink = sink
        self.closed = self.finished = False
        self._can_retarget = can_retarget
        self._value = 0

    def retarget(self, canvas: Canvas) -> bool:
        if self._can_retarget:
            self.canvas = canvas
        return self._can_retarget

    def close(self) -> None:
        self.closed = True

    def show(self, at: float, *, same: bool = False) -> None:
        self._value += 0 if same else 1
        data = memoryview(bytes([self._value % 251]) * (64 * 36))
        self.sink.picture(at, Luma(data, 36, 64, 64))
        pixels = self.canvas.begin(64, 36)
        if pixels is not None:
            self.canvas.commit(decoded_at=at)
            self.sink.written(at, 0.0)


class TestEngine:
    """Keeps the playbacks it was asked for."""

    __test__ = False
    name = "test"

    def __init__(self, *, can_retarget: bool = True) -> None:
        self.plays: list[Play] = []
        self._can_retarget = can_retarget

    def ability(self) -> EngineAbility:
        return EngineAbility(name=self.name, available=True)

    def open(self, source: Source, canvas: Canvas, sink: Sink, timeout_s: float) -> Any:
        self.plays.append(Play(canvas, sink, can_retarget=self._can_retarget))
        return self.plays[-1]


class Bench:
    """A stream, its engine and what it told."""

    def __init__(self, folder: Path, *, can_retarget: bool = True) -> None:
        self.engine = TestEngine(can_retarget=can_retarget)
        self.told: list[News] = []
        self.wakes = 0
        self.rings = [folder / "first", folder / "second"]
        for ring in self.rings:
            create(ring, 64, 36)
        order = Open(
            serial=5, url="rtsp://h/x", kind="rtsp", ring=str(self.rings[0]), width_px=64, height_px=36
        )
        self.now = 100.0
        self.stream = Stream(
            order,
            self.engine,
            Policy(),
            self.told.append,
            self._wake,
            now=self.now,
            unix_now=lambda: 1e9 + self.now,
        )

    def tick(self, now: float) -> None:
        self.now = now
        self.stream.tick(now)

    def _wake(self) -> None:
        self.wakes += 1

    def connect(self, now: float) -> Play:
        self.tick(now)
        assert isinstance(self.asked, Ask)
        self.stream.start(now)
        return self.engine.plays[-1]

    def run(self, begin: float, end: float, **how: bool) -> None:
        """Show pictures at 25 per second, ticking."""
        at = begin
        while at < end:
            self.engine.plays[-1].show(at, **how)
            self.tick(at)
            at += 0.04

    @property
    def asked(self) -> Ask | None:
        asks = [news for news in self.told if isinstance(news, Ask)]
        return asks[-1] if asks else None

    @property
    def report(self) -> Report:
        return [news for news in self.told if isinstance(news, Report)][-1]

    @property
    def state(self) -> tuple[HealthState, Reason]:
        return self.report.health.state, self.report.health.reason

    def resize(self, now: float) -> None:
        self.stream.resize(Resize(serial=5, ring=str(self.rings[1]), width_px=64, height_px=36), now)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_nothing_is_opened_before_the_gate_is(bench: Bench) -> None:
    bench.tick(100.0)
    bench.tick(105.0)
    assert bench.told.count(Ask(5, 0)) == 1
    assert bench.engine.plays == []
    assert bench.state == (HealthState.CONNECTING, Reason.NONE)


def test_the_gate_is_free_again_once_the_connection_stands(bench: Bench) -> None:
    play = bench.connect(100.0)
    bench.tick(100.1)
    assert Settled(5) not in bench.told
    play.sink.opened(Opened("h264", 64, 36, 25.0))
    bench.tick(100.2)
    assert bench.told.count(Settled(5)) == 1
    assert bench.wakes == 1
    assert bench.state == (HealthState.CONNECTING, Reason.NONE)


def test_the_first_picture_makes_it_live_and_wakes_the_loop(bench: Bench) -> None:
    bench.connect(100.0).show(100.25)
    assert bench.wakes == 1
    bench.tick(100.3)
    assert bench.state == (HealthState.LIVE, Reason.NONE)
    assert bench.report.figures.first_picture_ms == pytest.approx(250)
    assert bench.report.ring == str(bench.rings[0])


def test_figures_are_told_each_second_and_count_from_after_the_first_burst(bench: Bench) -> None:
    play = bench.connect(100.0)
    for _ in range(50):
        play.show(100.1)
    bench.run(100.2, 104.0)
    assert bench.report.figures.source_fps == pytest.approx(25, abs=1)
    assert bench.report.figures.written_fps == pytest.approx(25, abs=1)
    reports = [news for news in bench.told if isinstance(news, Report)]
    assert 5 <= len(reports) <= 8


def test_a_dead_connection_goes_from_stale_to_reconnecting_and_its_trouble_began_with_the_last_picture(
    bench: Bench,
) -> None:
    play = bench.connect(100.0)
    bench.run(100.1, 103.0)
    live = bench.report.health
    bench.tick(104.6)
    assert bench.state == (HealthState.STALE, Reason.NO_PICTURES)
    stale_since = bench.report.health.since
    assert stale_since == pytest.approx(live.since + 2.88, abs=0.01)
    bench.tick(109.1)
    assert bench.state == (HealthState.RECONNECTING, Reason.NO_PICTURES)
    health = bench.report.health
    assert health.since == pytest.approx(stale_since, abs=0.01)
    assert (health.attempt, health.next_try_at is not None) == (1, True)
    assert play.closed
    bench.tick(111.0)
    assert bench.asked == Ask(5, 1)
    assert bench.report.health.next_try_at is None


def test_a_late_picture_of_a_connection_that_was_given_up_is_not_seen(bench: Bench) -> None:
    play = bench.connect(100.0)
    bench.run(100.1, 101.0)
    bench.tick(107.5)
    play.show(107.6)
    bench.tick(107.7)
    assert bench.state[0] is HealthState.RECONNECTING


def test_a_connection_that_ends_is_retried_for_ever_and_called_offline_after_three_tries(
    bench: Bench,
) -> None:
    now = 100.0
    for attempt in range(1, 6):
        play = bench.connect(now)
        play.finished = True
        play.sink.ended(End(Reason.UNREACHABLE, "why"))
        bench.tick(now)
        wanted = HealthState.OFFLINE if attempt >= 3 else HealthState.RECONNECTING
        assert bench.state == (wanted, Reason.UNREACHABLE)
        assert bench.report.health.detail == "why"
        now += 60.0
    assert bench.report.figures.reconnects == 4


def test_a_frozen_camera_is_still_frozen_after_a_reconnect(bench: Bench) -> None:
    bench.connect(100.0)
    bench.run(100.1, 102.0)
    bench.run(102.0, 108.0, same=True)
    assert bench.state == (HealthState.STALE, Reason.SAME_PICTURE)
    first = bench.engine.plays[-1]
    first.sink.ended(End(Reason.CLOSED))
    bench.tick(108.1)
    second = bench.connect(120.0)
    second._value = first._value
    bench.run(120.1, 121.0, same=True)
    assert bench.state == (HealthState.STALE, Reason.SAME_PICTURE)
    bench.run(121.0, 121.2)
    assert bench.state == (HealthState.LIVE, Reason.NONE)


def test_a_new_size_is_taken_over_by_the_running_connection(bench: Bench) -> None:
    play = bench.connect(100.0)
    bench.run(100.1, 101.0)
    bench.resize(101.0)
    bench.tick(101.0)
    assert bench.report.ring == str(bench.rings[0])
    bench.run(101.1, 101.3)
    assert bench.report.ring == str(bench.rings[1])
    assert bench.engine.plays == [play]


def test_an_engine_that_cannot_do_that_gets_a_second_connection_which_takes_over_with_its_first_picture(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path, can_retarget=False)
    old = bench.connect(100.0)
    bench.run(100.1, 102.0)
    bench.resize(102.0)
    new = bench.engine.plays[-1]
    assert new is not old
    old.show(102.1)
    bench.tick(102.1)
    assert bench.report.ring == str(bench.rings[0])
    assert not old.closed
    new.show(102.2)
    bench.tick(102.2)
    assert old.closed
    bench.run(102.24, 103.0)
    assert bench.report.ring == str(bench.rings[1])
    states = [news.health.state for news in bench.told if isinstance(news, Report)]
    assert set(states) == {HealthState.CONNECTING, HealthState.LIVE}


def test_a_frozen_camera_does_not_come_alive_by_being_shown_in_another_size(tmp_path: Path) -> None:
    bench = Bench(tmp_path, can_retarget=False)
    bench.connect(100.0)
    bench.run(100.1, 101.0)
    bench.run(101.0, 107.0, same=True)
    bench.resize(107.0)
    bench.run(107.1, 109.0, same=True)
    assert bench.report.ring == str(bench.rings[1])
    assert bench.state == (HealthState.STALE, Reason.SAME_PICTURE)
    bench.run(109.0, 109.2)
    assert bench.state == (HealthState.LIVE, Reason.NONE)


def test_connections_that_cannot_be_ended_do_not_pile_up(bench: Bench) -> None:
    now = 100.0
    for _ in range(6):
        bench.tick(now)
        bench.stream.start(now)
        bench.tick(now + 7)
        now += 60
    assert len(bench.engine.plays) == 2
    assert bench.stream.unfinished == 2
    for play in bench.engine.plays:
        play.finished = True
    bench.connect(now)
    assert len(bench.engine.plays) == 3


def test_after_its_end_nothing_more_is_asked_for(bench: Bench) -> None:
    play = bench.connect(100.0)
    bench.run(100.1, 101.0)
    bench.stream.close(101.0)
    told = len(bench.told)
    bench.tick(101.0)
    bench.stream.start(101.0)
    assert play.closed
    assert [news for news in bench.told[told:] if isinstance(news, Ask)] == []
