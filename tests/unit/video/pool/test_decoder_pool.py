"""The pool with real worker processes on clips."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from wallclient.frames.ring import RingReader
from wallclient.model.health import HealthState
from wallclient.model.streams import ProcessStatus, StreamGone, StreamStatus

if TYPE_CHECKING:
    from collections.abc import Callable


async def test_a_stream_becomes_live_and_its_pictures_are_in_its_ring(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, wait_until: Callable[..., Any]
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of(loop_url))
        assert bench.state() == ("connecting", "")
        await bench.becomes("live")
        await wait_until(lambda: bench.statuses["c/sub"].figures.written_fps > 20)
        status = bench.statuses["c/sub"]
        assert (status.engine, status.camera_id, status.profile) == ("av", "c", "sub")
        figures = status.figures
        assert (figures.codec, figures.width_px, figures.height_px) == ("h264", 320, 180)
        assert 20 < figures.source_fps < 30
        assert figures.bitrate_kbps > 0
        assert figures.first_picture_ms is not None
        picture = bench.picture()
        assert picture.shape == (90, 160, 4)
        blue, _, red, _ = picture[45, 10].tolist()
        assert red > 150 > 80 > blue
        blue, _, red, _ = picture[45, 150].tolist()
        assert blue > 150 > 80 > red


async def test_many_streams_are_spread_over_the_workers_and_stay_where_they_are(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, wait_until: Callable[..., Any]
) -> None:
    async with run_pool(av_workers=2) as bench:
        plans = [plan_of(loop_url, name) for name in "abcd"]
        bench.plan(*plans)
        await wait_until(lambda: bench.live("a/sub", "b/sub", "c/sub", "d/sub"))
        assert len(bench.pids) == 2
        rings = {key: status.ring for key, status in bench.statuses.items()}
        bench.plan(*plans[:3])
        assert set(bench.statuses) == {"a/sub", "b/sub", "c/sub"}
        assert StreamGone("d/sub") in bench.posted
        assert rings["d/sub"] not in bench.ring_files()
        bench.plan(*plans[:3], plan_of(loop_url, "e"))
        await bench.becomes("live", key="e/sub")
        assert all(bench.statuses[f"{name}/sub"].ring == rings[f"{name}/sub"] for name in "abc")


async def test_a_new_size_means_a_new_ring_which_is_shown_once_it_has_a_picture(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, wait_until: Callable[..., Any]
) -> None:
    async with run_pool() as bench:
        plan = plan_of(loop_url)
        bench.plan(plan)
        await bench.becomes("live")
        old = bench.statuses["c/sub"].ring
        reader = RingReader(Path(old))
        bench.plan(replace(plan, width_px=304, height_px=172))
        assert bench.statuses["c/sub"].ring == old
        await wait_until(lambda: bench.statuses["c/sub"].ring != old)
        assert bench.picture().shape == (172, 304, 4)
        assert reader.lost()
        reader.close()
        assert all(step[0] in {"connecting", "live"} for step in bench.course())
        assert bench.statuses["c/sub"].figures.reconnects == 0


async def test_sizes_that_follow_each_other_at_once_end_at_the_last(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, wait_until: Callable[..., Any]
) -> None:
    async with run_pool() as bench:
        plan = plan_of(loop_url)
        bench.plan(plan)
        bench.plan(replace(plan, width_px=64, height_px=36))
        await bench.becomes("live")
        for width_px in (96, 128, 192, 224):
            bench.plan(replace(plan, width_px=width_px, height_px=126))
        await wait_until(lambda: bench.picture().shape == (126, 224, 4))
        assert bench.ring_files() == {bench.statuses["c/sub"].ring}


async def test_another_address_under_the_same_key_is_a_new_stream(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, wait_until: Callable[..., Any]
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of("file:///nowhere/at/all.mp4"))
        await bench.becomes("offline", "not_found")
        bench.plan(plan_of(loop_url))
        await bench.becomes("live")
        assert StreamGone("c/sub") not in bench.posted


async def test_a_killed_worker_is_replaced_and_its_streams_come_back_in_the_same_ring(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, wait_until: Callable[..., Any]
) -> None:
    async with run_pool(av_workers=2) as bench:
        bench.plan(*(plan_of(loop_url, name) for name in "abc"))
        await wait_until(lambda: bench.live("a/sub", "b/sub", "c/sub"))
        before = dict(bench.statuses)
        victim = min(bench.pids)
        os.kill(victim, signal.SIGKILL)
        await wait_until(lambda: not bench.live("a/sub", "b/sub", "c/sub"))
        lost = {key for key, status in bench.statuses.items() if not status.health.is_live}
        assert 0 < len(lost) < 3
        assert all(bench.state(key) == ("reconnecting", "worker") for key in lost)
        assert bench.decoders().health.state is HealthState.RECONNECTING
        await wait_until(lambda: bench.live("a/sub", "b/sub", "c/sub"))
        await wait_until(lambda: bench.decoders().health.is_live)
        for key in lost:
            assert bench.statuses[key].ring == before[key].ring
            assert bench.course(key)[-3:] == [("live", ""), ("reconnecting", "worker"), ("live", "")]
            sequence = RingReader(Path(before[key].ring)).latest_sequence()
            reader = RingReader(Path(before[key].ring))
            await wait_until(lambda r=reader, s=sequence: r.latest_sequence() > s)
            reader.close()
        assert victim not in bench.pids
        assert len(bench.pids) == 2
        assert any(isinstance(item, ProcessStatus) and item.restarts == 1 for item in bench.posted)


async def test_a_hung_worker_is_killed_and_replaced(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, wait_until: Callable[..., Any]
) -> None:
    async with run_pool(silence_s=1.0) as bench:
        bench.plan(plan_of(loop_url))
        await bench.becomes("live")
        (pid,) = bench.pids
        os.kill(pid, signal.SIGSTOP)
        await bench.becomes("reconnecting", "worker")
        await bench.becomes("live")
        assert bench.pids.isdisjoint({pid})


async def test_a_worker_that_keeps_dying_is_restarted_less_often_and_the_wait_is_told(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, wait_until: Callable[..., Any]
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of(loop_url))
        for _ in range(4):
            await bench.becomes("live")
            (pid,) = bench.pids
            os.kill(pid, signal.SIGKILL)
            await wait_until(lambda p=pid: p not in bench.pids)
        told = [item for item in bench.posted if isinstance(item, StreamStatus)]
        assert told[-1].health.next_try_at is not None
        assert told[-1].health.next_try_at > time.time()
        await bench.becomes("live")


async def test_a_resize_while_the_worker_is_being_replaced_is_not_lost(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, wait_until: Callable[..., Any]
) -> None:
    async with run_pool() as bench:
        plan = plan_of(loop_url)
        bench.plan(plan)
        await bench.becomes("live")
        (pid,) = bench.pids
        os.kill(pid, signal.SIGKILL)
        bench.plan(replace(plan, width_px=304, height_px=172))
        await wait_until(lambda: bench.live() and bench.picture().shape == (172, 304, 4))


async def test_an_engine_whose_process_dies_at_its_start_is_given_up_with_the_reason(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With this no Python starts.
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    async with run_pool() as bench:
        bench.plan(plan_of(loop_url))
        await bench.becomes("unsupported", "engine")
        assert "ends" in bench.statuses["c/sub"].health.detail


@pytest.mark.parametrize(
    ("url", "engine", "state", "reason"),
    [
        ("file:///nowhere/clip.mp4", "auto", "offline", "not_found"),
        ("rtsp://127.0.0.1:9/x", "auto", "offline", "unreachable"),
        ("gopher://h/x", "auto", "unsupported", "engine"),
        ("rtsp://127.0.0.1:9/x", "teletext", "unsupported", "engine"),
    ],
)
async def test_what_cannot_be_shown_says_why(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], url: str, engine: str, state: str, reason: str
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of(url, engine=engine))
        await bench.becomes(state, reason)


async def test_a_file_that_is_no_video_is_told_as_bad_data(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], clips: Path
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of((clips / "noise.mp4").as_uri()))
        await bench.becomes("reconnecting", "bad_data")


async def test_the_rate_is_limited_where_a_plan_says_so(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str, wait_until: Callable[..., Any]
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of(loop_url, max_fps=5.0))
        await bench.becomes("live")
        figures = await wait_until(
            lambda: (f := bench.statuses["c/sub"].figures).source_fps > 20 and f.written_fps and f
        )
        assert figures.written_fps < 9


async def test_no_memory_for_pictures_is_told_and_hurts_no_other_stream(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of(loop_url, "big", width_px=99999, height_px=99999), plan_of(loop_url))
        await bench.becomes("offline", "engine", key="big/sub")
        await bench.becomes("live")


def test_it_runs_in_a_thread_that_is_not_the_main_one(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], loop_url: str
) -> None:
    async def run() -> None:
        async with run_pool() as bench:
            bench.plan(plan_of(loop_url))
            await bench.becomes("live")

    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, run()).result(20)


async def test_an_engine_whose_library_is_missing_is_told_and_the_other_serves_instead(
    run_pool: Callable[..., Any],
    plan_of: Callable[..., Any],
    ts_camera: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHON_VLC_LIB_PATH", "/nowhere/libvlc.so.5")
    async with run_pool() as bench:
        bench.plan(plan_of(ts_camera.url), plan_of(ts_camera.url, "only", engine="vlc"))
        await bench.becomes("live")
        assert bench.statuses["c/sub"].engine == "av"
        assert bench.state("only/sub") == ("unsupported", "engine")
        assert bench.statuses["only/sub"].health.detail
        assert bench.decoders().health.is_live
