"""Brings the story to a hub and lives through the hub's death: nothing that was told is lost or told twice.

Everything goes out in the order in which it happened. What has no answer is sent again as it was, under the
same key; only then comes what follows.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wallclient.demo.story.emission import Done, Emission, StoryEvent
from wallclient.demo.story.link import Away, Bad, HubLink, encode_batch
from wallclient.feeds.backoff import delays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wallclient.demo.story.story import Story
    from wallclient.model.commands import IncidentCommand

logger = logging.getLogger(__name__)

MOST_WAITING = 5000  # beyond that the story holds its breath until the hub is back
_SHOWN_PROBLEMS = 5  # one warning each; after that they are only counted


def local_time() -> datetime:
    """Now, aware, in the zone of this machine."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the story goes on, how much goes into one request, and the pauses while the hub is away."""

    tick_s: float = 0.5
    burst_tick_s: float = 0.1
    batch: int = 100
    first_pause_s: float = 0.2
    longest_pause_s: float = 2.0


@dataclass(frozen=True, slots=True)
class DriverFigures:
    """What the driver did so far. `away_since`: monotonic seconds, None while the hub answers."""

    waiting: int = 0
    delivered: int = 0
    dropped: int = 0
    commands: int = 0
    refused: int = 0
    away_since: float | None = None
    last_problem: str = ""


class StoryDriver:
    """Owns the queue between a story and its hub. `run` is the one task; cancel it to end."""

    def __init__(
        self,
        story: Story,
        api_url: str,
        token: str,
        *,
        clock: Callable[[], datetime] = local_time,
        pace: Pace | None = None,
    ) -> None:
        self._story = story
        self._api_url = api_url
        self._token = token
        self._clock = clock
        self._pace = pace or Pace()
        self._queue: deque[Emission] = deque()
        self._mergeable: dict[str, StoryEvent] = {}
        self._filled = asyncio.Event()
        self._in_flight = 0
        self._delivered = self._dropped = self._commands = self._refused = 0
        self._away_since: float | None = None
        self._last_problem = ""

    @property
    def figures(self) -> DriverFigures:
        return DriverFigures(
            waiting=len(self._queue) + self._in_flight,
            delivered=self._delivered,
            dropped=self._dropped,
            commands=self._commands,
            refused=self._refused,
            away_since=self._away_since,
            last_problem=self._last_problem,
        )

    def burst(self, events_per_s: float) -> None:
        """Add so many events a second; 0 ends the burst."""
        self._story.burst(events_per_s)

    async def run(self) -> None:
        """Tell the story until cancelled."""
        async with HubLink(self._api_url, self._token) as link, asyncio.TaskGroup() as tasks:
            self._put(self._story.initial(self._clock()))
            tasks.create_task(self._go_on(), name="story-clock")
            tasks.create_task(self._deliver(link), name="story-delivery")

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(self._pace.burst_tick_s if self._story.bursting else self._pace.tick_s)
            if len(self._queue) < MOST_WAITING:
                self._put(self._story.step(self._clock()))

    def _put(self, emissions: Iterable[Emission]) -> None:
        for emission in emissions:
            if isinstance(emission, StoryEvent) and emission.merge_key and self._away_since is not None:
                self._forget_older(emission)
            self._queue.append(emission)
        if self._queue:
            self._filled.set()

    def _forget_older(self, event: StoryEvent) -> None:
        """While the hub is away, of positions and figures only the newest is kept."""
        older = self._mergeable.get(event.merge_key)
        if older is not None and older in self._queue:
            self._queue.remove(older)
        self._mergeable[event.merge_key] = event

    async def _deliver(self, link: HubLink) -> None:
        while True:
            await self._filled.wait()
            batch: list[StoryEvent] = []
            while self._queue and len(batch) < self._pace.batch:
                head = self._queue[0]
                if not isinstance(head, StoryEvent):
                    break
                batch.append(head)
                self._queue.popleft()
            if batch:
                await self._post(link, batch)
            elif self._queue:
                await self._act(link)
            else:
                self._filled.clear()

    async def _post(self, link: HubLink, batch: list[StoryEvent]) -> None:
        """See a batch through: the same bytes under the same key until there is an answer."""
        pauses = self._pauses()
        while batch:
            self._in_flight = len(batch)
            body, key = encode_batch(batch), self._story.ids.next()
            answer = await link.post(body, key)
            while isinstance(answer, Away):
                await self._wait(answer, pauses)
                answer = await link.post(body, key)
            self._answered()
            if not isinstance(answer, Bad):
                self._delivered += len(batch)
                break
            batch = self._without_bad(batch, answer)
        self._in_flight = 0

    def _without_bad(self, batch: list[StoryEvent], answer: Bad) -> list[StoryEvent]:
        """What is left to send when the platform does not take one of the events, or the whole."""
        if answer.index is None or not 0 <= answer.index < len(batch):
            self._note_dropped(len(batch), f"{len(batch)} events were not taken: {answer.reason}")
            return []
        event = batch[answer.index]
        self._note_dropped(1, f"{event.type} {event.subject} was not taken: {answer.reason}")
        return batch[: answer.index] + batch[answer.index + 1 :]

    def _note_dropped(self, count: int, problem: str) -> None:
        self._dropped += count
        self._last_problem = problem
        if self._dropped - count < _SHOWN_PROBLEMS:
            logger.warning("%s", problem)

    async def _act(self, link: HubLink) -> None:
        command = self._queue[0]
        assert not isinstance(command, StoryEvent)
        pauses = self._pauses()
        outcome = await link.act(command)
        while isinstance(outcome, Away):
            await self._wait(outcome, pauses)
            outcome = await link.act(command)
        self._answered()
        self._queue.popleft()
        self._settle(command, isinstance(outcome, Done))
        self._story.answered(command, outcome, self._clock())

    def _settle(self, command: IncidentCommand, done: bool) -> None:
        if done:
            self._commands += 1
            return
        self._refused += 1
        logger.debug("%s on %s was refused", command.action.value, command.incident_id)

    def _pauses(self) -> Iterator[float]:
        return delays(self._pace.first_pause_s, self._pace.longest_pause_s)

    async def _wait(self, away: Away, pauses: Iterator[float]) -> None:
        if self._away_since is None:
            self._away_since = time.monotonic()
            self._last_problem = away.reason
            logger.warning("the hub does not answer: %s", away.reason)
        await asyncio.sleep(next(pauses))

    def _answered(self) -> None:
        if self._away_since is not None:
            logger.info("the hub answers again after %.1f s", time.monotonic() - self._away_since)
            self._away_since = None
            self._mergeable.clear()
