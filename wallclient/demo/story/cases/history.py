"""Gives a case its past: the same rules that the platform uses are applied at moments that are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.rules import lifecycle
from wallclient.rules.effects import opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta
    from random import Random

    from wallclient.demo.story.cases.playbook import Playbook
    from wallclient.demo.story.cases.templates import Template
    from wallclient.model.commands import Action, IncidentCommand
    from wallclient.model.incidents import Incident
    from wallclient.model.workers import Worker
    from wallclient.rules.profile import ClockProfile


class History:
    """Brings incidents to the state that they are in when the story begins."""

    def __init__(self, playbook: Playbook, profile: ClockProfile) -> None:
        self._playbook = playbook
        self._profile = profile

    def begin(self, incident: Incident) -> Incident:
        """A fresh report with its due times."""
        return opened(incident, self._profile)

    def play(
        self, incident: Incident, template: Template, actions: Sequence[Action], moments: Sequence[datetime]
    ) -> Incident:
        """`incident` after `actions` at `moments`, in the words of the playbook."""
        for action, at in zip(actions, moments, strict=True):
            incident = self.apply(incident, self._playbook.command(incident, template, action, at, ""), at)
        return incident

    def apply(
        self, incident: Incident, command: IncidentCommand, at: datetime, worker: Worker | None = None
    ) -> Incident:
        """`incident` after `command` at a moment; raises ValueError if the rules forbid it."""
        after = lifecycle.apply(incident, command, at, self._profile, worker=worker)
        if isinstance(after, lifecycle.NotAllowed):
            raise ValueError(after.reason_en)
        return after


def spread(start: datetime, span: timedelta, count: int, random: Random) -> list[datetime]:
    """`count` moments in order, from `start` on and within `span`."""
    shares = sorted(random.uniform(0.05, 1.0) for _ in range(count))
    return [start + span * share for share in shares]
