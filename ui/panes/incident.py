"""The chosen incident in full: head, stages, clocks, units, course, and what can be done, by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from typing_extensions import override

from ui.context import Pane, PaneContext
from ui.incidents.detail import sections
from ui.incidents.detail.actions import Button, Target, buttons_of, targets_of
from ui.incidents.detail.chooser import DispatchChooser
from ui.incidents.detail.facts import Facts, facts_of
from ui.paint import Run, baseline, draw_runs, width
from ui.words import word
from wallclient.model.commands import Action, CommandState, CommandStatus

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from wallclient.layout.kinds.incidents import IncidentOptions
    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant
    from wallclient.model.selection import Chosen
    from wallclient.model.table import ChangeSet

_KEYS = {Qt.Key.Key_A: "A", Qt.Key.Key_D: "D", Qt.Key.Key_F: "F"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncidentPane", text)


class IncidentPane(Pane):
    """Follows Selection; shows nothing but a sentence when nothing is chosen."""

    def __init__(self, context: PaneContext, options: IncidentOptions) -> None:
        super().__init__(context)
        self._options = options
        self._facts: Facts | None = None
        self._instant: Instant | None = None
        self._second = -1
        self._said = ""
        ports = context.ports
        self._acts = ports.role != "wall" and "actions" in options.parts
        self._chooser = DispatchChooser(context.theme, self._find_targets, self)
        self._chooser.taken.connect(self._on_target)
        self._chooser.left.connect(self.setFocus)
        if self._acts:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.until_closed(ports.selection.subscribe(self._on_selection))
        self.until_closed(ports.stores.incidents.subscribe(self._on_incidents))
        self.until_closed(ports.stores.commands.subscribe(self._on_commands))

    # What is shown

    def _incident(self) -> Incident | None:
        return self.context.ports.stores.incidents.get(self.context.ports.selection.chosen.incident_id)

    def _renew(self) -> None:
        incident = self._incident()
        self._facts = (
            facts_of(incident, self._instant.at, self.context.ports.clock_profile)
            if incident is not None and self._instant is not None
            else None
        )
        self.update()

    def _on_selection(self, _chosen: Chosen) -> None:
        self._said = ""
        self._chooser.hide()
        self._renew()

    def _on_incidents(self, changes: ChangeSet) -> None:
        chosen = self.context.ports.selection.chosen.incident_id
        if chosen in changes.present or chosen in changes.removed:
            self._renew()

    def _on_commands(self, _changes: ChangeSet) -> None:
        self.update()

    @override
    def set_options(self, options: IncidentOptions) -> None:
        self._options = options
        self.update()

    @override
    def set_context(self, context: PaneContext) -> None:
        super().set_context(context)
        self._chooser.theme = context.theme
        self._place_chooser()

    @override
    def tick(self, instant: Instant) -> None:
        first = self._instant is None
        self._instant = instant
        if first:
            self._renew()
        elif int(instant.unix_s) != self._second:
            self._second = int(instant.unix_s)
            if self._facts is not None:
                self.update()

    # What can be done

    def _command(self) -> CommandStatus | None:
        """The newest command on the shown incident that is not done."""
        incident = self._incident()
        found = None
        for status in self.context.ports.stores.commands.values():
            if (
                incident
                and status.command.incident_id == incident.id
                and status.state is not CommandState.DONE
            ):
                found = status
        return found

    def act(self, key: str) -> None:
        """Do what the key letter stands for, if the incident's state allows it."""
        incident = self._incident()
        if incident is None or not self._acts:
            return
        button = next((b for b in buttons_of(incident) if b.key == key), None)
        if button is None:
            return
        if not button.enabled:
            self._say(
                _tr("{action} is not possible while it is {state}").format(
                    action=button.text, state=word(incident.state)
                )
            )
        elif button.action in (Action.DISPATCH, Action.REDISPATCH):
            self._say("")
            self._chooser.open()
        else:
            self._say("")
            self.context.ports.commands.submit(button.action, incident)

    def _find_targets(self, query: str) -> tuple[Target, ...]:
        incident = self._incident()
        if incident is None or self._instant is None:
            return ()
        ports = self.context.ports
        return targets_of(incident, ports.stores, self._instant, ports.departments_for(incident), query)

    def _on_target(self, target: Target) -> None:
        self.setFocus()
        incident = self._incident()
        if incident is None:
            return
        button = next(b for b in buttons_of(incident) if b.key == "D")
        self.context.ports.commands.submit(
            button.action, incident, depts=target.depts, worker_id=target.worker_id
        )

    def _say(self, sentence: str) -> None:
        self._said = sentence
        self.update()

    def make_report(self) -> None:
        """Write the situation report of the shown incident; the line below the actions says where it is."""
        incident = self._incident()
        if incident is None:
            return
        self._say(_tr("Making the situation report"))

        def done(path: str, error: str) -> None:
            if error:
                self._say(_tr("The report could not be made: {reason}").format(reason=error))
            else:
                self._say(_tr("Situation report: {path}").format(path=path))

        self.context.ports.reports.make(incident.id, done)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not self._acts:
            super().keyPressEvent(event)
        elif key in _KEYS:
            self.act(_KEYS[key])
        elif key == Qt.Key.Key_R:
            self.make_report()
        elif key == Qt.Key.Key_Escape:
            self._dismiss()
        else:
            super().keyPressEvent(event)

    def _dismiss(self) -> None:
        """Esc closes one thing: the sentence, then a conflict or refusal that was read."""
        if self._said:
            self._say("")
            return
        command = self._command()
        if command and command.state in (CommandState.CONFLICT, CommandState.REFUSED):
            self.context.ports.commands.dismiss(command.command.command_id)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        incident = self._incident()
        if incident is None or not self._acts:
            return
        self.setFocus()
        for key, box in self._button_boxes(buttons_of(incident)):
            if box.contains(event.position()):
                self.make_report() if key == "R" else self.act(key)
                return

    # Painting

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chooser()

    def _place_chooser(self) -> None:
        h = self._chooser.height_px
        self._chooser.setGeometry(0, self.height() - h, self.width(), h)

    def _foot_px(self) -> float:
        """Room kept for actions, the sentence below them, and the chooser, so that nothing is ever hidden."""
        if not self._acts:
            return 0.0
        return self.context.theme.read * 3.6 + self._chooser.height_px

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        if self._facts is None or self._instant is None:
            y = baseline(0, t.read * 2.4, t.read)
            draw_runs(p, t, 0, y, [Run(_tr("No incident chosen"), t.read, c.t2)])
            return
        gap = t.read * 0.9
        right, bottom = self.width() - 2.0, self.height() - self._foot_px()

        def box(top: float) -> QRectF:
            return QRectF(0, top, right, bottom - top)

        facts, instant, profile = self._facts, self._instant, self.context.ports.clock_profile
        paint = {
            "facts": lambda top: sections.paint_head(p, t, box(top), facts),
            "stages": lambda top: sections.paint_rail(p, t, box(top), facts),
            "clocks": lambda top: sections.paint_clocks(p, t, box(top), facts, instant, profile),
            "units": lambda top: sections.paint_units(p, t, box(top), facts),
            "course": lambda top: sections.paint_course(p, t, box(top), facts),
        }
        y = 0.0
        for part in self._options.parts:
            if part in paint and y < bottom:
                y = paint[part](y) + gap
        if self._acts:
            self._paint_foot(p, bottom)
        if self.hasFocus():
            p.setPen(QPen(c.paper, 3))
            p.drawLine(0, 1, self.width(), 1)
        p.end()

    def _button_boxes(self, buttons: tuple[Button, ...]) -> list[tuple[str, QRectF]]:
        t = self.context.theme
        top = self.height() - self._foot_px() + t.read * 0.4
        keys = [b.key for b in buttons] + ["R"]
        each = min(t.read * 7, (self.width() - 8 * (len(keys) - 1)) / len(keys))
        return [
            (key, QRectF(number * (each + 8), top, each, max(32.0, t.read * 1.75)))
            for number, key in enumerate(keys)
        ]

    def _paint_foot(self, p: QPainter, bottom: float) -> None:
        assert self._facts is not None
        t, c = self.context.theme, self.context.theme.colours
        buttons = buttons_of(self._facts.incident)
        shown = [(b.text, b.enabled, b.first) for b in buttons] + [(_tr("Report"), True, False)]
        for (key, box), (text, enabled, first) in zip(self._button_boxes(buttons), shown, strict=True):
            p.fillRect(box, c.paper if first else c.s2)
            ink = c.ink if first else (c.t1 if enabled else c.t3)
            runs = [
                Run(text, t.read, ink, bold=first),
                Run(key, t.ref, c.paper_muted if first else c.t3, figures=True, gap_px=t.read * 0.5),
            ]
            y = baseline(box.top(), box.height(), t.read)
            draw_runs(p, t, box.center().x() - width(t, runs) / 2, y, runs)
        y = baseline(bottom + t.read * 2.3, t.read * 1.4, t.ref)
        sentence, colour = self._sentence()
        if sentence:
            draw_runs(p, t, 0, y, [Run(sentence, t.ref, c.yellow if colour else c.t2)])

    def _sentence(self) -> tuple[str, bool]:
        """The line under the actions, and whether it warns."""
        if self._said:
            return self._said, False
        command = self._command()
        if command is None:
            return "", False
        action = word(command.command.action)
        if command.state is CommandState.CONFLICT:
            text = _tr("{action}: {name} changed the incident first. Your words are kept; Esc drops them.")
            return text.format(action=action, name=command.other_by or _tr("somebody")), True
        if command.state is CommandState.REFUSED:
            return _tr("{action} was refused: {reason}").format(action=action, reason=command.reason), True
        if command.state is CommandState.QUEUED:
            return _tr("{action} waits for the platform").format(action=action), False
        return _tr("{action} is on its way").format(action=action), False
