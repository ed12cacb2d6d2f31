"""What an operator does with the chosen incident: actions by key, targets, conflicts, the report.

Paints nothing and owns nothing but the last sentence said; everything else is read from the stores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.incidents.detail.actions import Target, buttons_of, can_dispatch, dispatch_of, targets_of
from ui.words import word
from wallclient.model.commands import Action, CommandState, CommandStatus
from wallclient.rules import lifecycle

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.context import Ports
    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant

_ANSWERED = (CommandState.CONFLICT, CommandState.REFUSED)


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentPane", text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line under the actions. `choices`: (word, key) of what can be done about it."""

    text: str = ""
    warns: bool = False
    choices: tuple[tuple[str, str], ...] = ()


class IncidentDesk:
    """`changed` is called when there is another sentence to show."""

    def __init__(self, ports: Ports, changed: Callable[[], None]) -> None:
        self._ports = ports
        self._changed = changed
        self._said = ""

    @property
    def incident(self) -> Incident | None:
        return self._ports.stores.incidents.get(self._ports.selection.chosen.incident_id)

    @property
    def command(self) -> CommandStatus | None:
        """The newest command on the chosen incident that is not done."""
        incident_id = self._ports.selection.chosen.incident_id
        found = None
        for status in self._ports.stores.commands.values():
            if status.command.incident_id == incident_id and status.state is not CommandState.DONE:
                found = status
        return found

    @property
    def answered(self) -> bool:
        """Whether there is something to put away: a sentence, a conflict, a refusal."""
        command = self.command
        return bool(self._said) or (command is not None and command.state in _ANSWERED)

    def say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self._changed()

    # Actions

    def act(self, key: str) -> bool:
        """Do what the key letter stands for; True if somebody to send must be chosen first."""
        incident = self.incident
        button = next((b for b in buttons_of(incident) if b.key == key), None) if incident else None
        if incident is None or button is None:
            return False
        if not button.enabled:
            self.say(_not_possible(button.text, incident))
            return False
        self.say("")
        if button.action in (Action.DISPATCH, Action.REDISPATCH):
            return True
        self._ports.commands.submit(button.action, incident)
        return False

    def targets(self, query: str, instant: Instant | None) -> tuple[Target, ...]:
        """Who can be sent; nobody while the incident's state does not allow it."""
        incident = self.incident
        if incident is None or instant is None or not can_dispatch(incident):
            return ()
        ports = self._ports
        return targets_of(incident, ports.stores, instant, ports.departments_for(incident), query)

    def send(self, target: Target) -> None:
        incident = self.incident
        if incident is None:
            return
        if not can_dispatch(incident):
            # It changed while the operator was choosing.
            self.act("D")
            return
        self._ports.commands.submit(
            dispatch_of(incident), incident, depts=target.depts, worker_id=target.worker_id
        )

    def make_report(self) -> None:
        """Write the situation report of the incident; the sentence says where it is."""
        incident = self.incident
        if incident is None:
            return
        self.say(_tr("Making the situation report"))

        def done(path: str, error: str) -> None:
            if self._ports.selection.chosen.incident_id != incident.id:
                return
            if error:
                self.say(_tr("The report could not be made: {reason}").format(reason=error))
            else:
                self.say(_tr("Situation report: {path}").format(path=path))

        self._ports.reports.make(incident.id, done)

    # What came of a command

    def dismiss(self) -> None:
        """Put one thing away: the sentence, then a conflict or refusal that was read (theirs stays)."""
        if self._said:
            self.say("")
            return
        command = self.command
        if command is not None and command.state in _ANSWERED:
            self._ports.commands.dismiss(command.command.command_id)

    def keep_mine(self) -> None:
        """Give the command of a conflict once more, on the incident as it is now."""
        incident, status = self.incident, self.command
        if incident is None or status is None or status.state is not CommandState.CONFLICT:
            return
        command = status.command
        if command.action not in lifecycle.allowed(incident.state):
            self.say(_not_possible(word(command.action), incident))
            return
        self._ports.commands.dismiss(command.command_id)
        self._ports.commands.submit(
            command.action, incident, note=command.note, depts=command.depts, worker_id=command.worker_id
        )

    @property
    def in_conflict(self) -> bool:
        command = self.command
        return command is not None and command.state is CommandState.CONFLICT

    @property
    def sentence(self) -> Sentence:
        """What is to be said now: an answer to a key, where a command stands, or why nobody can be sent."""
        if self._said:
            return Sentence(self._said, choices=((_tr("Close"), "Esc"),))
        status, incident = self.command, self.incident
        if status is not None:
            return _sentence_of(status)
        if incident is not None and not can_dispatch(incident):
            return Sentence(_not_possible(word(Action.DISPATCH), incident))
        return Sentence()


def _sentence_of(status: CommandStatus) -> Sentence:
    action = word(status.command.action)
    if status.state is CommandState.CONFLICT:
        text = _tr("{action}: {name} changed the incident first").format(
            action=action, name=status.other_by or _tr("somebody")
        )
        return Sentence(text, True, ((_tr("Take theirs"), "Esc"), (_tr("Keep mine"), "Enter")))
    if status.state is CommandState.REFUSED:
        text = _tr("{action} was refused: {reason}").format(action=action, reason=status.reason)
        return Sentence(text, True, ((_tr("Close"), "Esc"),))
    if status.state is CommandState.QUEUED:
        return Sentence(_tr("{action} waits for the platform").format(action=action))
    return Sentence(_tr("{action} is on its way").format(action=action))


def _not_possible(action: str, incident: Incident) -> str:
    return _tr("{action} is not possible while it is {state}").format(
        action=action, state=word(incident.state)
    )
