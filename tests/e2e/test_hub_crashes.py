"""A hub that is killed again and again, while sources post: the wall ends with every event, and each once."""

from __future__ import annotations

import asyncio
import os
import random
from typing import TYPE_CHECKING

import msgspec

from tests.e2e.kit.platform import OPERATOR_TOKEN, Platform, incident, source_session, told
from tests.e2e.kit.wallfiles import DESK, WallFiles
from wallclient.model.health import HealthState

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.e2e.kit.standing import StandingWall
    from wallclient.model.health import SourceHealth
    from wallclient.model.incidents import Incident
    from wallclient.model.table import ChangeSet

SOURCES = 4
INCIDENTS_EACH = 25
VERSIONS = 30
EVENTS_PER_POST = 10
EVERYTHING = SOURCES * INCIDENTS_EACH * VERSIONS
KILLS = 6
PATIENCE_MS = 90_000


class Crowd:
    """Sources that together post EVERYTHING, and one who kills the hub in the middle of it."""

    def __init__(self, platform: Platform, chance: random.Random) -> None:
        self._platform = platform
        self._chance = chance
        self._acknowledged = 0
        self.last: dict[str, Incident] = {}

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            for source in range(SOURCES):
                tasks.create_task(self._post(source))
            tasks.create_task(self._kill())

    async def _post(self, source: int) -> None:
        turns = [
            incident(f"s{source}-{number}", version, description=f"第 {version} 次")
            for version in range(1, VERSIONS + 1)
            for number in range(INCIDENTS_EACH)
        ]
        async with source_session() as session:
            for start in range(0, len(turns), EVENTS_PER_POST):
                batch = turns[start : start + EVENTS_PER_POST]
                body = msgspec.json.encode([told(one) for one in batch])
                await self._platform.deliver(session, body, f"{source}-{start}")
                self._acknowledged += len(batch)
                self.last.update((one.id, one) for one in batch)

    async def _kill(self) -> None:
        """At random moments, but always while events are on their way."""
        for share in sorted(self._chance.uniform(0.03, 0.9) for _ in range(KILLS)):
            while self._acknowledged < share * EVERYTHING:  # noqa: ASYNC110 — it is the hub that is awaited
                await asyncio.sleep(0.005)
            await self._platform.fall()
            await asyncio.sleep(self._chance.uniform(0.0, 0.5))
            await self._platform.rise()


def test_no_event_is_lost_or_doubled_however_often_the_hub_is_killed(
    stand: Callable[[WallFiles], StandingWall], platform: Platform, qtbot: QtBot
) -> None:
    seed = int(os.environ.get("WALLCLIENT_TEST_SEED", random.randrange(1_000_000)))
    wall = stand(WallFiles(DESK, events=platform.events_url, token=OPERATOR_TOKEN))
    stores = wall.app.stores
    states: list[HealthState] = []

    def note(_changes: ChangeSet) -> None:
        source = stores.sources.get("events")
        if source is not None and states[-1:] != [source.health.state]:
            states.append(source.health.state)

    stores.sources.subscribe(note)
    qtbot.waitUntil(lambda: states[-1:] == [HealthState.LIVE], timeout=20_000)
    crowd = Crowd(platform, random.Random(seed))
    work = platform.backstage.begin(crowd.run())
    qtbot.waitUntil(work.done, timeout=PATIENCE_MS)
    work.result(0)
    assert platform.kills == KILLS
    log = platform.log()
    assert sum(event.type in ("incident.created", "incident.updated") for event in log) == EVERYTHING

    def source() -> SourceHealth:
        found = stores.sources.get("events")
        assert found is not None
        return found

    def all_there() -> None:
        figures = dict(source().figures)
        assert figures["received"] >= len(log), f"seed {seed}: {figures}, the log holds {len(log)}"
        assert source().health.is_live, f"seed {seed}: {source().health}"

    qtbot.waitUntil(all_there, timeout=PATIENCE_MS)
    figures = dict(source().figures)
    assert figures == {
        "received": len(log),
        "duplicates": 0,
        "bad_frames": 0,
        "gaps": 0,
        "lost": 0,
    }, f"seed {seed}"
    assert states.count(HealthState.RECONNECTING) >= 1, f"seed {seed}: {states}"
    assert states[-1] is HealthState.LIVE

    assert len(crowd.last) == SOURCES * INCIDENTS_EACH
    held = platform.incidents(*crowd.last)
    qtbot.waitUntil(lambda: {i.id: i for i in stores.incidents.values()} == held, timeout=20_000)
    assert all(one.version == VERSIONS for one in held.values())
