"""How a grid worker walks: round after round along the streets of their community, by time alone.

A position depends on nothing but the time asked for: whoever asks again gets the same answer, in any order.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from wallclient.demo.district.land.frame import Frame, Point
    from wallclient.demo.district.land.streets import Junction

MAX_SPEED_M_S = 1.4


@dataclass(frozen=True, slots=True)
class Silence:
    """For `length_s` of every `cycle_s` the phone is not heard of; none if `length_s` is 0."""

    cycle_s: float = 3600.0
    length_s: float = 0.0
    phase_s: float = 0.0

    def heard_at(self, at_s: float) -> float:
        """The last moment up to `at_s` at which the phone was heard of; both in Unix seconds."""
        into_s = (at_s + self.phase_s) % self.cycle_s
        return at_s - into_s if into_s < self.length_s else at_s


@dataclass(frozen=True, slots=True)
class Walk:
    """A closed round: at `times_s[i]` of it the walker is at `points[i]` of the sheet."""

    frame: Frame
    points: tuple[Point, ...]
    times_s: tuple[float, ...]
    phase_s: float = 0.0
    silence: Silence = Silence()

    @property
    def round_s(self) -> float:
        return self.times_s[-1]

    def place(self, at_s: float) -> Point:
        """Point of the sheet at `at_s`, Unix seconds."""
        if self.round_s <= 0:
            return self.points[0]
        into_s = (at_s + self.phase_s) % self.round_s
        i = min(bisect_right(self.times_s, into_s), len(self.times_s) - 1)
        (ax, ay), (bx, by) = self.points[i - 1], self.points[i]
        span_s = self.times_s[i] - self.times_s[i - 1]
        share = (into_s - self.times_s[i - 1]) / span_s if span_s > 0 else 1.0
        return ax + (bx - ax) * share, ay + (by - ay) * share

    def position(self, at_s: float) -> Point:
        """Longitude and latitude at `at_s`, Unix seconds."""
        return self.frame.to_lonlat(self.place(at_s))

    def heard_at(self, at_s: float) -> float:
        """The last moment up to `at_s` for which a position was sent."""
        return self.silence.heard_at(at_s)


def standing(frame: Frame, point: Point) -> Walk:
    """A walk of somebody who stays where they are."""
    return Walk(frame, (point, point), (0.0, 0.0))


def street_round(frame: Frame, junctions: Sequence[Junction], start: int, random: Random) -> Walk:
    """A round from the junction `start` through its community and back, with rests on the way."""
    path = _wander(junctions, start, random.randint(8, 22), random)
    path += _way_back(junctions, path[-1], start)
    speed = random.uniform(1.0, MAX_SPEED_M_S - 0.05)
    points: list[Point] = [junctions[start].point]
    times: list[float] = [0.0]
    for junction in path[1:]:
        point = junctions[junction].point
        times.append(times[-1] + math.dist(points[-1], point) / speed)
        points.append(point)
        if random.random() < 0.35:
            times.append(times[-1] + random.uniform(20.0, 240.0))
            points.append(point)
    return Walk(frame, tuple(points), tuple(times), random.uniform(0.0, 7200.0), _silence(random))


def _silence(random: Random) -> Silence:
    if random.random() < 0.4:
        return Silence()
    cycle_s = random.uniform(4200.0, 7800.0)
    return Silence(cycle_s, random.uniform(300.0, 1500.0), random.uniform(0.0, cycle_s))


def _wander(junctions: Sequence[Junction], start: int, steps: int, random: Random) -> list[int]:
    path = [start]
    for _ in range(steps):
        ways = junctions[path[-1]].ways
        onward = [way for way in ways if len(path) < 2 or way != path[-2]] or list(ways)
        path.append(random.choice(onward))
    return path


def _way_back(junctions: Sequence[Junction], start: int, goal: int) -> list[int]:
    """Junctions after `start` on the shortest way to `goal`."""
    came_from = {start: start}
    queue = deque([start])
    while goal not in came_from:
        here = queue.popleft()
        for way in junctions[here].ways:
            if way not in came_from:
                came_from[way] = here
                queue.append(way)
    path: list[int] = []
    while goal != start:
        path.append(goal)
        goal = came_from[goal]
    return path[::-1]
