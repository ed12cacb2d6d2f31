"""All incidents of the story's beginning, with their numbers: named ones, background, those ended today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from wallclient.demo.district.land import sketch
from wallclient.demo.story.cases import leak
from wallclient.demo.story.cases.backlog import BackgroundCase, Backlog
from wallclient.demo.story.cases.named import NAMED, NamedCase, NamedCases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from wallclient.demo.story.cases.history import History
    from wallclient.demo.story.cases.playbook import Playbook
    from wallclient.demo.story.cases.scenery import Scenery
    from wallclient.model.incidents import Incident


class Codes:
    """Numbers of incidents: the day and a number that runs through it."""

    def __init__(self) -> None:
        self._used: dict[str, set[int]] = {}
        self._last: dict[str, int] = {}

    def next(self, at: datetime) -> str:
        """The next number of its day that nobody has."""
        day = f"{at:%Y%m%d}"
        number = self._last.get(day, 0) + 1
        while number in self._used.get(day, ()):
            number += 1
        self._last[day] = number
        return f"{day}-{number:04d}"

    def take(self, at: datetime, number: int) -> str:
        """This very number, or the next free one."""
        day = f"{at:%Y%m%d}"
        used = self._used.setdefault(day, set())
        while number in used:
            number += 1
        used.add(number)
        return f"{day}-{number:04d}"


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands when the story begins. `named` goes with `cases`, one to one."""

    leak: Incident
    named: tuple[Incident, ...]
    cases: tuple[NamedCase, ...]
    background: tuple[BackgroundCase, ...]

    def incidents(self) -> Iterator[Incident]:
        """All of them."""
        yield self.leak
        yield from self.named
        for case in self.background:
            yield case.incident


def build_opening(
    scenery: Scenery, playbook: Playbook, history: History, codes: Codes, random: Random, now: datetime
) -> Opening:
    """The opening for a story that begins at `now`, which is aware."""
    place = scenery.at(sketch.at(*sketch.LEAK))
    first = leak.leak_incident(now, place, codes.take(now, leak.NUMBER))
    builder = NamedCases(scenery, playbook, history)
    named = [builder.build(case, now) for case in NAMED]
    today = sum(_is_today(incident, now) for incident in (first, *named))
    background = Backlog(scenery, playbook, history, random).build(now, today)
    numbered = _number([*named, *(case.incident for case in background)], codes, random, now)
    mine = tuple(
        BackgroundCase(incident, case.template)
        for incident, case in zip(numbered[len(named) :], background, strict=True)
    )
    return Opening(first, tuple(numbered[: len(named)]), NAMED, mine)


def _number(incidents: list[Incident], codes: Codes, random: Random, now: datetime) -> list[Incident]:
    """The same incidents with codes: today's in the order of their reports, older ones by chance."""
    order = sorted(range(len(incidents)), key=lambda i: incidents[i].reported_at)
    found: dict[int, str] = {}
    for i in order:
        reported_at = incidents[i].reported_at.astimezone(now.tzinfo)
        if _is_today(incidents[i], now):
            found[i] = codes.next(reported_at)
        else:
            found[i] = codes.take(reported_at, random.randint(20, 180))
    return [msgspec.structs.replace(item, id=found[i], code=found[i]) for i, item in enumerate(incidents)]


def _is_today(incident: Incident, now: datetime) -> bool:
    return incident.reported_at.astimezone(now.tzinfo).date() == now.date()


def following(opening: Opening, now: datetime) -> Iterator[tuple[Incident, list[tuple[datetime, str, str]]]]:
    """What will be told of the named incidents: (when, who, what) of each."""
    yield opening.leak, [(now + timedelta(seconds=s), who, text) for s, who, text in leak.FOLLOWING]
    for i, (incident, case) in enumerate(zip(opening.named, opening.cases, strict=True)):
        if incident.dispatched_at is None or incident.resolved_at is not None:
            continue
        who = incident.lead_dept
        # Told one after another, not all at once, and not in the first minute.
        yield (
            incident,
            [
                (now + timedelta(seconds=70 + 43 * i + 400 * k), who, text)
                for k, text in enumerate(case.steps)
            ],
        )
