"""The chosen incident in full: head, stages, clocks, units, course, and what can be done, by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from typing_extensions import override

from ui.context import Pane, PaneContext
from ui.incidents.detail.actions import Target, buttons_of
from ui.incidents.detail.chooser import FOOT_EM, MOST_ROWS, PROMPT_EM, ROW_EM, DispatchChooser
from ui.incidents.detail.desk import IncidentDesk
from ui.incidents.detail.facts import Facts, facts_of
from ui.incidents.detail.firsts import paint_clocks
from ui.incidents.detail.head import paint_head, paint_rail
from ui.incidents.detail.tables import least_course_px, paint_course, paint_units
from ui.paint import Run, baseline, draw_runs, elide, width
from wallclient.rules import clocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from wallclient.layout.kinds.incidents import IncidentOptions
    from wallclient.model.instant import Instant
    from wallclient.model.selection import Chosen
    from wallclient.model.table import ChangeSet

# What the parts above the foot need, in `read`; the command bar gets rows from what is left.
_BODY_EM = 46.0
_GAP_EM = 1.37
_BUTTON_EM, _BUTTON_GAP_EM = 2.26, 1.0
# How often the offered workers follow their positions while nobody is choosing.
_OFFER_EACH_S = 5


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
        ports = context.ports
        self.desk = IncidentDesk(ports, self._refresh_foot)
        self.chooser = DispatchChooser(context.theme, self._find_targets, self)
        self.chooser.taken.connect(self._on_target)
        self.chooser.left.connect(self._on_left)
        self._shortcuts: dict[Qt.Key, QShortcut] = {}
        if ports.role != "wall":
            self._make_shortcuts()
        self._apply_parts()
        self.until_closed(ports.selection.subscribe(self._on_selection))
        self.until_closed(ports.stores.incidents.subscribe(self._on_incidents))
        self.until_closed(ports.stores.commands.subscribe(self._on_commands))

    def _make_shortcuts(self) -> None:
        """Keys of actions work in the whole window: whoever walks through the queue need not come here."""
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_A: lambda: self.act("A"),
            Qt.Key.Key_D: lambda: self.act("D"),
            Qt.Key.Key_F: lambda: self.act("F"),
            Qt.Key.Key_R: self.make_report,
            Qt.Key.Key_Escape: self.desk.dismiss,
            Qt.Key.Key_Return: self.desk.keep_mine,
            Qt.Key.Key_Enter: self.desk.keep_mine,
        }
        for key, action in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(action)
            self._shortcuts[key] = shortcut

    @property
    def _acts(self) -> bool:
        return self.context.ports.role != "wall" and "actions" in self._options.parts

    def _apply_parts(self) -> None:
        acts = self._acts
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if acts else Qt.FocusPolicy.NoFocus)
        self.chooser.setVisible(acts and self._facts is not None)
        self._place_chooser()
        self._refresh_foot()

    # What is shown

    @property
    def facts(self) -> Facts | None:
        """What the pane says now, but for what runs with the time."""
        return self._facts

    def _renew(self) -> None:
        incident, ports = self.desk.incident, self.context.ports
        self._facts = (
            facts_of(
                incident,
                self._instant.at,
                ports.clock_profile,
                ports.stores.areas.get(incident.area),
                ports.role,
            )
            if incident is not None and self._instant is not None
            else None
        )
        self.chooser.setVisible(self._acts and self._facts is not None)
        self._refresh_foot()
        self.update()

    def _refresh_foot(self) -> None:
        """Shortcuts and command bar follow what can be done now."""
        shown = self._acts and self._facts is not None
        conflict = self.desk.in_conflict
        sometimes = {
            Qt.Key.Key_Escape: self.desk.answered,
            Qt.Key.Key_Return: conflict,
            Qt.Key.Key_Enter: conflict,
        }
        for key, shortcut in self._shortcuts.items():
            shortcut.setEnabled(shown and sometimes.get(key, True))
        if shown:
            self.chooser.rest(self.desk.sentence)

    def _on_selection(self, _chosen: Chosen) -> None:
        self.desk.say("")
        self.chooser.leave()
        self._renew()

    def _on_incidents(self, changes: ChangeSet) -> None:
        chosen = self.context.ports.selection.chosen.incident_id
        if chosen in changes.present or chosen in changes.removed:
            self._renew()

    def _on_commands(self, _changes: ChangeSet) -> None:
        self._refresh_foot()

    @override
    def set_options(self, options: IncidentOptions) -> None:
        self._options = options
        self._apply_parts()
        self.update()

    @override
    def set_context(self, context: PaneContext) -> None:
        super().set_context(context)
        self.chooser.theme = context.theme
        self._place_chooser()

    @override
    def tick(self, instant: Instant) -> None:
        first = self._instant is None
        self._instant = instant
        second = int(instant.unix_s)
        if first:
            self._renew()
        elif second != self._second and self._facts is not None:
            if second % _OFFER_EACH_S == 0:
                self._refresh_foot()
            self._follow_severity()
            self.update()
        self._second = second

    def _follow_severity(self) -> None:
        """Time alone can lift a 4 to a 3."""
        assert self._facts is not None
        assert self._instant is not None
        profile = self.context.ports.clock_profile
        if clocks.severity_shown(self._facts.incident, self._instant.at, profile) != self._facts.severity:
            self._renew()

    # What can be done

    def act(self, key: str) -> None:
        """Do what the key letter stands for, if the incident's state allows it."""
        if self._acts and self.desk.act(key):
            self.chooser.open()

    def make_report(self) -> None:
        if self._acts:
            self.desk.make_report()

    def _find_targets(self, query: str) -> tuple[Target, ...]:
        return self.desk.targets(query, self._instant)

    def _on_target(self, target: Target) -> None:
        self.desk.send(target)

    def _on_left(self) -> None:
        self._refresh_foot()
        if self.chooser.hasFocus():
            self.setFocus()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        incident = self.desk.incident
        if incident is None or not self._acts:
            return
        self.setFocus()
        for key, box in self.button_boxes():
            if box.contains(event.position()):
                self.make_report() if key == "R" else self.act(key)
                return

    # Place

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chooser()

    @property
    def _bar_px(self) -> float:
        """Room for the command bar: four rows where the pane is high, fewer where it is not."""
        t = self.context.theme
        spare = self.height() / t.read - _BODY_EM
        rows = max(1, min(MOST_ROWS, int(spare / ROW_EM)))
        return t.read * (PROMPT_EM + rows * ROW_EM + FOOT_EM)

    @property
    def _buttons_top(self) -> float:
        t = self.context.theme
        return round(self.height() - self._bar_px - t.read * (_BUTTON_EM + _BUTTON_GAP_EM))

    def _place_chooser(self) -> None:
        high = round(self._bar_px)
        self.chooser.dock(QRect(0, self.height() - high, self.width(), high))

    def _button_keys(self) -> tuple[str, ...]:
        incident = self.desk.incident
        return (*(b.key for b in buttons_of(incident)), "R") if incident else ()

    def button_boxes(self) -> list[tuple[str, QRectF]]:
        """Key letters of the actions and where their buttons stand."""
        t = self.context.theme
        keys = self._button_keys()
        count = len(keys)
        if not count:
            return []
        wanted = max(t.read * 5.95, self._widest() + t.read * 1.4)
        each = min(wanted, (self.width() - 8 * (count - 1)) / count)
        high = max(32.0, round(t.read * _BUTTON_EM))
        return [
            (key, QRectF(round(n * (each + 8)), self._buttons_top, round(each), high))
            for n, key in enumerate(keys)
        ]

    def _widest(self) -> float:
        return max(width(self.context.theme, runs) for runs, _first in self._button_runs())

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        t, c = self.context.theme, self.context.theme.colours
        p.fillRect(event.rect(), c.ink)
        if self._facts is None or self._instant is None:
            y = baseline(0, t.read * 2.4, t.read)
            run = Run(_tr("No incident chosen"), t.read, c.t2)
            draw_runs(p, t, 0, y, [elide(t, run, self.width())])
        else:
            self._paint_body(p, self._facts, self._instant)
            if self._acts:
                self._paint_buttons(p)
        p.end()

    def _paint_body(self, p: QPainter, facts: Facts, instant: Instant) -> None:
        t, profile = self.context.theme, self.context.ports.clock_profile
        bottom = self._buttons_top - t.read * 0.6 if self._acts else float(self.height())
        resolve = clocks.readings(facts.incident, instant.at, profile)[2]
        follows = least_course_px(t, facts) + _GAP_EM * t.read if "course" in self._options.parts else 0.0
        paint: dict[str, Callable[[QRectF], float]] = {
            "facts": lambda box: paint_head(p, t, box, facts),
            "stages": lambda box: paint_rail(p, t, box, facts),
            "clocks": lambda box: paint_clocks(p, t, box, facts, instant, profile),
            "units": lambda box: paint_units(
                p, t, box.adjusted(0, 0, 0, -min(follows, box.height() / 2)), facts, instant.unix_s, resolve
            ),
            "course": lambda box: paint_course(p, t, box, facts),
        }
        least = {"facts": 4.4, "stages": 1.8, "clocks": 7.0, "units": 5.0, "course": 4.6}
        y = 0.0
        for part in self._options.parts:
            if part in paint and y + least[part] * t.read <= bottom:
                gap = 0.9 if part == "facts" else _GAP_EM
                y = paint[part](QRectF(0, y, self.width(), bottom - y)) + gap * t.read

    def _button_runs(self) -> list[tuple[list[Run], bool]]:
        """Word and key of each button, and whether it is the next step."""
        t, c = self.context.theme, self.context.theme.colours
        incident = self.desk.incident
        if incident is None:
            return []
        shown = [(b.text, b.key, b.enabled, b.first) for b in buttons_of(incident)]
        shown.append((_tr("Report"), "R", True, False))
        return [
            (
                [
                    Run(text, t.read, c.ink if first else (c.t1 if enabled else c.t3), bold=first),
                    Run(key, t.ref, c.paper_muted if first else c.t3, figures=True, gap_px=t.read * 0.5),
                ],
                first,
            )
            for text, key, enabled, first in shown
        ]

    def _paint_buttons(self, p: QPainter) -> None:
        t, c = self.context.theme, self.context.theme.colours
        boxes = [box for _, box in self.button_boxes()]
        for box, (runs, first) in zip(boxes, self._button_runs(), strict=True):
            p.fillRect(box, c.paper if first else c.s2)
            y = baseline(box.top(), box.height(), t.read)
            draw_runs(p, t, box.center().x() - width(t, runs) / 2, y, runs)
        if self.hasFocus() and boxes:
            p.fillRect(QRectF(0, boxes[0].bottom() + 5, boxes[-1].right(), 3), c.paper)
