"""The driver against a real HTTP server that dies, forgets to answer, and refuses."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from aiohttp import web

from wallclient.demo.story.driver import Pace, StoryDriver
from wallclient.demo.story.story import Story
from wallclient.protocol.commands import decode_command, decode_posted, etag
from wallclient.protocol.events import IncidentChanged, WorkerChanged, decode_data
from wallclient.rules import lifecycle
from wallclient.rules.effects import opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from wallclient.demo.story.story import Stage
    from wallclient.model.incidents import Incident
    from wallclient.model.workers import Worker
    from wallclient.rules.profile import ClockProfile

TOKEN = "district-token"
PACE = Pace(tick_s=0.02, burst_tick_s=0.02, batch=50, first_pause_s=0.01, longest_pause_s=0.05)


@dataclass
class SmallHub:
    """Keeps what is posted, as a hub's log does, beyond the death of its server."""

    profile: ClockProfile
    port: int
    incidents: dict[str, Incident] = field(default_factory=dict)
    workers: dict[str, Worker] = field(default_factory=dict)
    log: list[tuple[str, bytes]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    authorised: set[str] = field(default_factory=set)
    swallow: int = 0  # so many answers get lost after the work is done
    fail: int = 0  # so many requests get a 503
    refuse: Callable[[str, bytes], bool] = lambda _type, _data: False
    runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=16 * 1024 * 1024)
        app.router.add_post("/events", self._post)
        app.router.add_post("/incidents/{id}/actions", self._act)
        app.router.add_get("/incidents/{id}", self._get)
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", self.port).start()

    async def kill(self) -> None:
        if self.runner is not None:
            await self.runner.cleanup()
            self.runner = None

    async def _post(self, request: web.Request) -> web.StreamResponse:
        self.authorised.add(request.headers.get("Authorization", ""))
        if self.fail > 0:
            self.fail -= 1
            return web.json_response({}, status=503)
        key, body = request.headers["Idempotency-Key"], await request.read()
        if key in self.answers:
            assert self.bodies[key] == body
            return await self._answer(request, self.answers[key])
        posted = decode_posted(body)
        for index, event in enumerate(posted):
            if self.refuse(event.type, bytes(event.data)):
                return web.json_response({"error": "data", "index": index, "reason_en": "no"}, status=422)
        for event in posted:
            data = decode_data(event.type, event.data)
            if isinstance(data, IncidentChanged):
                incident = data.incident
                self.incidents[incident.id] = opened(incident, self.profile) if incident.is_open else incident
            elif isinstance(data, WorkerChanged):
                self.workers[data.worker.id] = data.worker
            self.log.append((event.type, bytes(event.data)))
        return await self._keep(request, key, body, b'{"sequences": []}')

    async def _act(self, request: web.Request) -> web.StreamResponse:
        key, body = request.headers["Idempotency-Key"], await request.read()
        if key in self.answers:
            return await self._answer(request, self.answers[key])
        command = decode_command(body)
        assert request.headers["If-Match"] == etag(command.based_on)
        incident = self.incidents.get(command.incident_id)
        if incident is None:
            return web.json_response({"error": "not_found"}, status=404)
        if incident.version != command.based_on:
            conflict = {"error": "conflict", "incident": msgspec.to_builtins(incident), "by": "王敏"}
            return web.json_response(conflict, status=412)
        worker = self.workers.get(command.worker_id)
        after = lifecycle.apply(incident, command, command.at, self.profile, worker=worker)
        if isinstance(after, lifecycle.NotAllowed):
            return web.json_response({"error": "not_allowed", "reason_en": after.reason_en}, status=422)
        self.incidents[incident.id] = after
        self.commands.append(command.command_id)
        answer = msgspec.json.encode({"event_sequence": "1", "version": after.version})
        return await self._keep(request, key, body, answer)

    async def _get(self, request: web.Request) -> web.StreamResponse:
        incident = self.incidents.get(request.match_info["id"])
        if incident is None:
            return web.json_response({}, status=404)
        return web.Response(body=msgspec.json.encode(incident), content_type="application/json")

    async def _keep(self, request: web.Request, key: str, body: bytes, answer: bytes) -> web.StreamResponse:
        self.answers[key], self.bodies[key] = answer, body
        return await self._answer(request, answer)

    async def _answer(self, request: web.Request, answer: bytes) -> web.StreamResponse:
        if self.swallow > 0:
            self.swallow -= 1
            assert request.transport is not None
            request.transport.abort()
        return web.Response(body=answer, content_type="application/json")

    def types(self) -> Counter[str]:
        return Counter(kind for kind, _ in self.log)

    def created(self) -> Counter[str]:
        ids = (
            msgspec.json.decode(data)["incident"]["id"]
            for kind, data in self.log
            if kind == "incident.created"
        )
        return Counter(ids)


class FastClock:
    """A clock that runs faster than the world, so that much happens in little time."""

    def __init__(self, start: datetime, factor: float) -> None:
        self._start = start
        self._factor = factor
        self._began: float | None = None

    def __call__(self) -> datetime:
        now = asyncio.get_running_loop().time()
        if self._began is None:
            self._began = now
        return self._start + timedelta(seconds=(now - self._began) * self._factor)


@pytest.fixture
async def hub(profile: ClockProfile) -> AsyncIterator[SmallHub]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    hub = SmallHub(profile, port)
    await hub.start()
    yield hub
    await hub.kill()


@contextlib.asynccontextmanager
async def _running(
    stage: Stage, hub: SmallHub, start: datetime, factor: float = 60.0
) -> AsyncIterator[tuple[StoryDriver, Story]]:
    story = Story(stage)
    url = f"http://127.0.0.1:{hub.port}/"
    driver = StoryDriver(story, url, TOKEN, clock=FastClock(start, factor), pace=PACE)
    task = asyncio.create_task(driver.run())
    try:
        yield driver, story
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _until(condition: Callable[[], bool], what: str, within_s: float = 20.0) -> None:
    deadline = asyncio.get_running_loop().time() + within_s
    while not condition():
        assert asyncio.get_running_loop().time() < deadline, what
        await asyncio.sleep(0.01)


async def test_the_opening_is_posted_with_the_token(
    stage: Stage, hub: SmallHub, picture_time: datetime
) -> None:
    async with _running(stage, hub, picture_time, factor=1.0) as (driver, _):
        await _until(lambda: hub.types()["meeting.planned"] == 2, "the opening comes")
        assert hub.types()["incident.created"] == 192  # six of them of earlier days
        assert hub.types()["worker.status"] == 120
        assert hub.authorised == {f"Bearer {TOKEN}"}
        assert driver.figures.dropped == 0
        assert TOKEN not in repr(driver.figures)


async def test_cases_are_worked_on_through_commands(
    stage: Stage, hub: SmallHub, picture_time: datetime
) -> None:
    async with _running(stage, hub, picture_time, factor=120.0) as (driver, _):
        await _until(lambda: driver.figures.commands > 60, "departments work")
        assert driver.figures.refused == 0
        assert len(hub.commands) == len(set(hub.commands))


async def test_nothing_is_lost_or_doubled_when_the_hub_dies_again_and_again(
    stage: Stage, hub: SmallHub, picture_time: datetime
) -> None:
    async with _running(stage, hub, picture_time) as (driver, _):
        for round_ in range(4):
            goal = len(hub.log) + len(hub.commands) + 40
            hub.swallow = 2  # work done, answer lost: the worst moment to die
            await _until(lambda goal=goal: len(hub.log) + len(hub.commands) >= goal, f"round {round_}")
            await hub.kill()
            await _until(lambda: driver.figures.away_since is not None, "the loss is seen")
            await hub.start()
            await _until(lambda: driver.figures.away_since is None, "the hub is found again")
        hub.swallow = 0
        await _until(lambda: driver.figures.waiting == 0, "everything is delivered")
        created = hub.created()
        assert set(created.values()) == {1}
        numbers = sorted(int(code[-4:]) for code in created if code.startswith("20261123"))
        assert numbers == list(range(1, len(numbers) + 1))  # none is missing in between
        assert len(hub.commands) == len(set(hub.commands))
        assert driver.figures.dropped == 0


async def test_while_the_hub_is_away_only_the_newest_positions_wait(
    stage: Stage, hub: SmallHub, picture_time: datetime
) -> None:
    async with _running(stage, hub, picture_time) as (driver, _):
        await _until(lambda: hub.types()["worker.positions"] > 2, "positions come")
        await hub.kill()
        await _until(lambda: driver.figures.away_since is not None, "the loss is seen")
        before = hub.types()["worker.positions"]
        await asyncio.sleep(1.0)  # a minute of the story, thirty events with positions
        await hub.start()
        await _until(lambda: driver.figures.away_since is None, "the hub is found again")
        await _until(lambda: driver.figures.waiting == 0, "the rest is delivered")
        assert hub.types()["worker.positions"] - before < 25


async def test_an_event_that_the_hub_does_not_take_is_left_out_and_the_others_get_through(
    stage: Stage, hub: SmallHub, picture_time: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    hub.refuse = lambda kind, data: kind == "worker.status" and b'"worker-007"' in data
    async with _running(stage, hub, picture_time, factor=1.0) as (driver, _):
        await _until(lambda: hub.types()["meeting.planned"] == 2, "the opening comes")
        assert hub.types()["worker.status"] == 119
        assert hub.types()["incident.created"] == 192  # six of them of earlier days
        assert driver.figures.dropped == 1
        assert "worker-007" in driver.figures.last_problem
    assert TOKEN not in caplog.text


async def test_a_hub_that_is_busy_is_asked_again(stage: Stage, hub: SmallHub, picture_time: datetime) -> None:
    hub.fail = 5
    async with _running(stage, hub, picture_time, factor=1.0) as (driver, _):
        await _until(lambda: hub.types()["meeting.planned"] == 2, "the opening comes")
        assert set(hub.created().values()) == {1}
        assert driver.figures.dropped == 0


async def test_a_hub_that_starts_late_gets_the_whole_story(
    stage: Stage, hub: SmallHub, picture_time: datetime
) -> None:
    await hub.kill()
    async with _running(stage, hub, picture_time) as (driver, _):
        await _until(lambda: driver.figures.away_since is not None, "the loss is seen")
        await hub.start()
        await _until(lambda: hub.types()["meeting.planned"] == 2, "the opening comes")
        assert sum(n for code, n in hub.created().items() if int(code[-4:]) <= 186) >= 186


async def test_a_conflict_is_taken_in_and_the_story_goes_on(
    stage: Stage, hub: SmallHub, picture_time: datetime
) -> None:
    async with _running(stage, hub, picture_time) as (driver, _):
        await _until(lambda: hub.types()["meeting.planned"] == 2, "the opening comes")
        for incident in list(hub.incidents.values()):  # somebody changed everything
            hub.incidents[incident.id] = msgspec.structs.replace(incident, version=incident.version + 1)
        await _until(lambda: driver.figures.refused >= 3, "conflicts come")
        await _until(lambda: driver.figures.commands >= 3, "the story goes on")


async def test_a_burst_reaches_the_hub(stage: Stage, hub: SmallHub, picture_time: datetime) -> None:
    async with _running(stage, hub, picture_time, factor=1.0) as (driver, _):
        await _until(lambda: hub.types()["meeting.planned"] == 2, "the opening comes")
        driver.burst(200.0)
        await _until(lambda: hub.types()["incident.updated"] > 100, "the burst comes")
        driver.burst(0.0)
        await _until(lambda: hub.types()["incident.closed"] == 60, "the burst ends")
        versions: dict[str, list[Any]] = {}
        for kind, data in hub.log:
            if kind == "incident.updated":
                incident = msgspec.json.decode(data)["incident"]
                versions.setdefault(incident["id"], []).append(incident["version"])
        assert all(found == list(range(2, 2 + len(found))) for found in versions.values())
