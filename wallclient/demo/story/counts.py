"""Figures that other platforms count: service intake, opinions; and the public warning in force."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from wallclient.demo.district import names
from wallclient.demo.story.emission import StoryEvent
from wallclient.model.figures import OpinionFigures, PublicWarning, ServiceIntake
from wallclient.protocol.events import OpinionFiguresChanged, ServiceIntakeChanged, WarningChanged

if TYPE_CHECKING:
    from random import Random

    from wallclient.demo.story.emission import Ids

_LINES: tuple[tuple[str, str, int, int, int], ...] = (
    # service, name, received, in progress, stuck
    ("declaration", "信息申报", 412, 38, 0),
    ("certificate", "证件办理", 286, 64, 2),
    ("allowance", "尊老金认证", 93, 21, 3),
    ("residence", "居住证明", 75, 9, 0),
    ("opinion", "在线征求意见", 44, 12, 0),
)
_BUSY = (9, 6, 2, 2, 1)  # how often each line moves
_MOST_STUCK = 4
# Suggestions per subdistrict, 001 to 008, and how many of those who made them are content.
_SUGGESTIONS = ((9, 0.97), (14, 1.0), (25, 0.98), (11, 0.96), (16, 1.0), (12, 0.94), (7, 1.0), (12, 0.98))
_INTAKE_EACH_S = (6.0, 14.0)
_OPINION_EACH_S = (90.0, 180.0)


class Counts:
    """Owns the figures of the story."""

    def __init__(self, ids: Ids, random: Random, rate: float) -> None:
        self._ids = ids
        self._random = random
        self._rate = rate
        self._lines = [
            ServiceIntake(service=service, name=name, received=received, in_progress=progress, stuck=stuck)
            for service, name, received, progress, stuck in _LINES
        ]
        self._opinions = [
            OpinionFigures(
                area=f"{names.DISTRICT_CODE}{i:03d}",
                suggestions=count,
                replied_rate=1.0,
                satisfied_rate=rate_,
            )
            for i, (count, rate_) in enumerate(_SUGGESTIONS, 1)
        ]
        self._intake_at: datetime | None = None
        self._opinion_at: datetime | None = None

    def begin(self, now: datetime) -> list[StoryEvent]:
        """Figures and warning as the story begins."""
        self._intake_at = now + self._pause(_INTAKE_EACH_S)
        self._opinion_at = now + self._pause(_OPINION_EACH_S)
        return [self._intake(), self._opinion(), self._warning(now)]

    def step(self, now: datetime) -> list[StoryEvent]:
        """Figures that moved."""
        events: list[StoryEvent] = []
        if self._intake_at is not None and now >= self._intake_at:
            self._intake_at = now + self._pause(_INTAKE_EACH_S)
            self._move_line()
            events.append(self._intake())
        if self._opinion_at is not None and now >= self._opinion_at:
            self._opinion_at = now + self._pause(_OPINION_EACH_S)
            i = self._random.randrange(len(self._opinions))
            old = self._opinions[i]
            self._opinions[i] = msgspec.structs.replace(old, suggestions=old.suggestions + 1)
            events.append(self._opinion())
        return events

    def _move_line(self) -> None:
        """Something comes in; often something is finished; rarely something is stuck or freed."""
        i = self._random.choices(range(len(self._lines)), _BUSY)[0]
        line = self._lines[i]
        progress = line.in_progress + 1
        if self._random.random() < 0.95:
            progress -= self._random.choice((1, 1, 2))
        stuck = line.stuck
        if self._random.random() < 0.03:
            stuck += self._random.choice((-1, 1))
        self._lines[i] = msgspec.structs.replace(
            line,
            received=line.received + 1,
            in_progress=max(1, progress),
            stuck=max(0, min(_MOST_STUCK, stuck)),
        )

    def _intake(self) -> StoryEvent:
        data = ServiceIntakeChanged(lines=tuple(self._lines))
        return StoryEvent(self._ids.next(), "service.intake", "", data, "intake")

    def _opinion(self) -> StoryEvent:
        total = sum(figures.suggestions for figures in self._opinions)
        content = sum(figures.suggestions * figures.satisfied_rate for figures in self._opinions) / total
        whole = OpinionFigures(
            area=names.DISTRICT_CODE,
            suggestions=total,
            replied_rate=1.0,
            satisfied_rate=round(content, 3),
        )
        data = OpinionFiguresChanged(figures=(whole, *self._opinions))
        return StoryEvent(self._ids.next(), "opinion.figures", "", data, "opinion")

    def _warning(self, now: datetime) -> StoryEvent:
        warning = PublicWarning(
            id=f"warning-{now:%Y%m%d}",
            headline="大风蓝色预警：今夜至明晨阵风 7 级",
            colour="blue",
            sent_at=now - timedelta(minutes=47),
            expires_at=now + timedelta(hours=14),
        )
        return StoryEvent(self._ids.next(), "broadcast.cap", warning.id, WarningChanged(warning=warning))

    def _pause(self, bounds_s: tuple[float, float]) -> timedelta:
        return timedelta(seconds=self._random.uniform(*bounds_s) / self._rate)
