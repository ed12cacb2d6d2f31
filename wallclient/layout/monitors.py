"""Monitors, and which of them shows which screen of a layout.

A monitor shows one screen at most and a screen stands on one monitor at most; what finds no monitor is
parked, never put on top of another. What a person wrote down always goes before what is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wallclient.layout.notes import Note, NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wallclient.layout.file import Screen


@dataclass(frozen=True, slots=True)
class Monitor:
    """One monitor as the platform tells it.

    `x`, `y`: place on the desktop in the toolkit's pixels. `width_px`, `height_px`: device pixels; `dpr` of
    them make one of the toolkit's. `width_mm`, `height_mm`: what EDID says, which may be wrong or 0.
    """

    connector: str
    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    x: int = 0
    y: int = 0
    width_px: int = 1920
    height_px: int = 1080
    dpr: float = 1.0
    width_mm: int = 0
    height_mm: int = 0

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What stays the same while a monitor is moved on the desktop or changes its resolution."""
        return self.connector, self.manufacturer, self.model, self.serial


class MatchedBy(StrEnum):
    EDID = "edid"
    CONNECTOR = "connector"
    POSITION = "position"
    STANDING = "standing"  # it stood there before and nothing better is known
    FREE = "free"  # the screen asks for nothing
    STACKED = "stacked"  # shares a monitor, because the caller allowed it


@dataclass(frozen=True, slots=True)
class Matching:
    """Monitor of each screen by the screen's id; screens without one in `parked`."""

    monitors: Mapping[str, Monitor]
    matched_by: Mapping[str, MatchedBy]
    parked: tuple[str, ...]
    notes: tuple[Note, ...]


def in_order(monitors: Iterable[Monitor]) -> tuple[Monitor, ...]:
    """Monitors from left to right, and from top to bottom where one stands above the other."""
    return tuple(sorted(monitors, key=lambda m: (m.x, m.y, m.connector)))


def match(
    screens: Sequence[Screen],
    monitors: Iterable[Monitor],
    standing: Mapping[str, Monitor] | None = None,
    *,
    allow_stack: bool = False,
) -> Matching:
    """Give each screen a monitor.

    `standing`: monitors of screens in the plan before. A screen that is placed by its position stays on its
    monitor when another one is unplugged, unless that left more screens parked than a fresh start would.
    """
    there = in_order(monitors)
    best = _Matcher(screens, there, {}).run()
    if standing:
        kept = _Matcher(screens, there, standing).run()
        best = kept if len(kept.parked) <= len(best.parked) else best
    return _stacked(best, screens, there) if allow_stack else best


class _Matcher:
    """One round of matching; used once."""

    def __init__(
        self, screens: Sequence[Screen], monitors: Iterable[Monitor], standing: Mapping[str, Monitor]
    ) -> None:
        self._screens = screens
        self._standing = standing
        self._all = in_order(monitors)
        self._free = list(self._all)
        self._found: dict[str, Monitor] = {}
        self._by: dict[str, MatchedBy] = {}
        self._notes: list[Note] = []

    def run(self) -> Matching:
        for parts in (3, 2, 1):  # the most exact wish goes first
            self._by_edid(parts)
        self._by_connector()
        for screen in self._waiting():
            self._place(screen, self._stood_on(screen, self._free), MatchedBy.STANDING)
        for screen in self._waiting():
            self._place(screen, self._at(screen.match.position, self._free), MatchedBy.POSITION)
        for screen in self._waiting():
            wish = screen.match
            if not wish.edid and not wish.connector and wish.position is None and self._free:
                self._place(screen, self._free[0], MatchedBy.FREE)
        parked = tuple(screen.id for screen in self._waiting())
        self._notes.extend(Note(NoteKind.PARKED, screen_id=screen_id) for screen_id in parked)
        return Matching(self._found, self._by, parked, tuple(self._notes))

    def _waiting(self) -> list[Screen]:
        return [s for s in self._screens if s.id not in self._found]

    def _place(self, screen: Screen, monitor: Monitor | None, by: MatchedBy) -> None:
        if monitor is not None:
            self._found[screen.id] = monitor
            self._by[screen.id] = by
            self._free.remove(monitor)

    def _note(self, kind: NoteKind, screen: Screen, monitor: Monitor) -> None:
        self._notes.append(Note(kind, screen.id, monitor.connector, screen.match.edid))

    def _by_edid(self, parts: int) -> None:
        """Place screens whose EDID fits with `parts` parts.

        Where it fits several monitors alike, those screens go first that say more: a connector, a place
        they stood on, a position.
        """
        for kind, choose in (
            (NoteKind.TWINS_BY_CONNECTOR, self._connected),
            (None, self._stood_on),
            (NoteKind.TWINS_BY_POSITION, lambda s, among: self._at(s.match.position, among)),
            (NoteKind.TWINS_BY_ORDER, lambda _s, among: among[0]),
        ):
            for screen in self._waiting():
                twins = [m for m in self._all if edid_parts(screen.match.edid, m) == parts]
                among = [m for m in twins if m in self._free]
                chosen = choose(screen, among) if among else None
                self._place(screen, chosen, MatchedBy.EDID)
                if chosen is not None and kind is not None and len(twins) > 1:
                    self._note(kind, screen, chosen)

    def _connected(self, screen: Screen, among: Sequence[Monitor]) -> Monitor | None:
        return next((m for m in among if m.connector == screen.match.connector), None)

    def _stood_on(self, screen: Screen, among: Sequence[Monitor]) -> Monitor | None:
        before = self._standing.get(screen.id)
        return next((m for m in among if before and m.identity == before.identity), None)

    def _at(self, position: int | None, among: Sequence[Monitor]) -> Monitor | None:
        monitor = self._all[position] if position is not None and position < len(self._all) else None
        return monitor if monitor in among else None

    def _by_connector(self) -> None:
        for screen in self._waiting():
            monitor = self._connected(screen, self._free)
            self._place(screen, monitor, MatchedBy.CONNECTOR)
            if monitor is not None and screen.match.edid:
                self._note(NoteKind.OTHER_EDID, screen, monitor)


def edid_parts(wish: str, monitor: Monitor) -> int:
    """How many of maker, model and serial number the wish names and the monitor has; 0 if it does not match.

    Makers and models have blanks in their names, so whole texts are compared, not words.
    """
    maker, model, serial = (_plain(t) for t in (monitor.manufacturer, monitor.model, monitor.serial))
    wanted = _plain(wish)
    if not wanted:
        return 0
    choices = ((maker, model, serial), (maker, model), (model, serial), (serial,), (model,), (maker,))
    for parts in choices:
        if all(parts) and wanted == " ".join(parts):
            # A serial number alone is as exact as all three.
            return 3 if serial in parts else len(parts)
    return 0


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _stacked(matching: Matching, screens: Sequence[Screen], order: Sequence[Monitor]) -> Matching:
    """The same, with parked screens shared out over the monitors from the left."""
    if not order or not matching.parked:
        return matching
    found, by = dict(matching.monitors), dict(matching.matched_by)
    rank = {screen.id: i for i, screen in enumerate(screens)}
    notes = [n for n in matching.notes if n.kind is not NoteKind.PARKED]
    for screen_id in matching.parked:
        found[screen_id], by[screen_id] = order[rank[screen_id] % len(order)], MatchedBy.STACKED
        notes.append(Note(NoteKind.STACKED, screen_id=screen_id, connector=found[screen_id].connector))
    return Matching(found, by, (), tuple(notes))
