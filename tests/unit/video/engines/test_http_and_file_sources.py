"""Both engines on what comes over HTTP and from files, with real servers and real workers."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENGINES = ("av", "vlc")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, has_vlc: bool) -> str:
    if request.param == "vlc" and not has_vlc:
        pytest.skip("no libVLC here")
    return str(request.param)


async def test_a_transport_stream_is_live_in_its_colours_and_size(
    run_pool: Callable[..., Any],
    plan_of: Callable[..., Any],
    ts_camera: Any,
    engine: str,
    wait_until: Callable[..., Any],
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of(ts_camera.url, engine=engine))
        await bench.becomes("live")
        figures = await wait_until(
            lambda: (f := bench.statuses["c/sub"].figures).codec and f.written_fps > 20 and f
        )
        assert (figures.codec, figures.width_px, figures.height_px) == ("h264", 320, 180)
        assert bench.statuses["c/sub"].engine == engine
        picture = bench.picture()
        # The decoder's buffer is larger than the picture: neither its edge nor its shape may show.
        assert picture.shape == (90, 160, 4)
        assert picture[80, 10, 2] > 150 > 80 > picture[80, 10, 0]
        assert picture[5, 150, 0] > 150 > 80 > picture[5, 150, 2]


async def test_faults_of_a_transport_stream_are_told_as_what_they_are_and_healed(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], ts_camera: Any, engine: str
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of(ts_camera.url, engine=engine))
        await bench.becomes("live")
        for fault, state, reason in (
            ("freeze", "stale", "same_picture"),
            ("stall", "stale", "no_pictures"),
            ("drop", "reconnecting", "closed"),
        ):
            ts_camera.fault = fault
            await bench.becomes(state, reason)
            ts_camera.fault = ""
            await bench.becomes("live")
        assert bench.statuses["c/sub"].figures.reconnects >= 1


async def test_what_the_server_answers_decides_the_state(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], ts_camera: Any, engine: str
) -> None:
    base = f"http://127.0.0.1:{ts_camera.port}/status"
    expected = {
        "401": ("refused", "authentication"),
        "403": ("refused", "forbidden"),
        "404": ("offline", "not_found"),
    }
    async with run_pool() as bench:
        bench.plan(*(plan_of(f"{base}/{code}", code, engine=engine) for code in expected))
        for code, (state, reason) in expected.items():
            await bench.becomes(state, reason, key=f"{code}/sub")


async def test_a_server_that_is_away_is_offline_after_some_tries_and_live_when_it_is_back(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], ts_camera: Any, engine: str
) -> None:
    await ts_camera.stop()
    async with run_pool() as bench:
        bench.plan(plan_of(ts_camera.url, engine=engine))
        await bench.becomes("offline", "unreachable")
        assert bench.course()[:3] == [
            ("connecting", ""),
            ("reconnecting", "unreachable"),
            ("offline", "unreachable"),
        ]
        await ts_camera.start()
        await bench.becomes("live")


async def test_a_password_opens_and_a_wrong_one_is_refused(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], ts_camera: Any, engine: str
) -> None:
    user, password = "admin", "p@ss:w/rd"
    ts_camera.password = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    secrets = {"right": (user, password), "wrong": (user, "guess")}
    async with run_pool(secrets=secrets) as bench:
        bench.plan(
            plan_of(ts_camera.url, "right", engine=engine, credential="right"),
            plan_of(ts_camera.url, "wrong", engine=engine, credential="wrong"),
        )
        await bench.becomes("live", key="right/sub")
        await bench.becomes("refused", "authentication", key="wrong/sub")
        assert not any(password in repr(item) or "guess" in repr(item) for item in bench.posted)


async def test_a_password_that_is_not_known_is_refused_by_the_camera(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], ts_camera: Any, engine: str
) -> None:
    # In a process of its own: libVLC remembers a server's password for all streams of the process.
    ts_camera.password = "Basic x"
    async with run_pool() as bench:
        bench.plan(plan_of(ts_camera.url, engine=engine, credential="forgotten"))
        await bench.becomes("refused", "authentication")


@pytest.mark.parametrize("name", ["index.m3u8", "moving.flv", "moving.ts"])
async def test_what_media_servers_offer_is_shown(
    run_pool: Callable[..., Any],
    plan_of: Callable[..., Any],
    ts_camera: Any,
    engine: str,
    name: str,
    wait_until: Callable[..., Any],
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of(f"http://127.0.0.1:{ts_camera.port}/files/{name}", engine=engine))
        await wait_until(lambda: ("live", "") in bench.course())


async def test_a_clip_plays_once_or_for_ever_as_its_address_says(
    run_pool: Callable[..., Any],
    plan_of: Callable[..., Any],
    clips: Path,
    engine: str,
    wait_until: Callable[..., Any],
) -> None:
    url = (clips / "moving.mp4").as_uri()
    async with run_pool() as bench:
        bench.plan(plan_of(url, "once", engine=engine), plan_of(f"{url}?loop=1", "ever", engine=engine))
        await wait_until(lambda: bench.live("once/sub", "ever/sub"))
        await bench.becomes("offline", "closed", key="once/sub")
        assert bench.live("ever/sub")
        assert bench.course("ever/sub")[-1] == ("live", "")


async def test_a_size_changes_without_a_gap(
    run_pool: Callable[..., Any],
    plan_of: Callable[..., Any],
    ts_camera: Any,
    engine: str,
    wait_until: Callable[..., Any],
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of(ts_camera.url, engine=engine))
        await bench.becomes("live")
        bench.plan(plan_of(ts_camera.url, engine=engine, width_px=320, height_px=180))
        await wait_until(lambda: bench.picture().shape == (180, 320, 4))
        assert bench.course()[-1] == ("live", "")
        assert bench.course().count(("live", "")) == 1


async def test_each_address_goes_to_the_engine_that_suits_it_best(
    run_pool: Callable[..., Any], plan_of: Callable[..., Any], ts_camera: Any, loop_url: str, has_vlc: bool
) -> None:
    async with run_pool() as bench:
        bench.plan(plan_of(ts_camera.url, "ts"), plan_of(loop_url, "file"))
        await bench.becomes("live", key="ts/sub")
        await bench.becomes("live", key="file/sub")
        assert bench.statuses["ts/sub"].engine == ("vlc" if has_vlc else "av")
        assert bench.statuses["file/sub"].engine == "av"


async def test_a_stream_that_one_engine_cannot_show_goes_to_the_other(
    run_pool: Callable[..., Any],
    plan_of: Callable[..., Any],
    ts_camera: Any,
    loop_url: str,
    wait_until: Callable[..., Any],
) -> None:
    ts_camera.digest = True
    async with run_pool(secrets={"door": ("admin", "pass")}) as bench:
        # Something for each engine first: what they can do is known then.
        bench.plan(plan_of(loop_url, "file"))
        await bench.becomes("live", key="file/sub")
        bench.plan(plan_of(loop_url, "file"), plan_of(ts_camera.url, credential="door"))
        await bench.becomes("live")
        assert bench.statuses["c/sub"].engine == "av"
