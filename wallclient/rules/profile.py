"""Clock profiles: the time limits of one city, parsed from TOML text.

Limits are a city's own and live in files. No limit may become a constant of the program. No file is opened
here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.model.incidents import Source, Urgency
from wallclient.rules.counting import NATURAL, Counting
from wallclient.rules.reading import Problem, ProfileProblems, TableReader, parse_toml

if TYPE_CHECKING:
    from wallclient.model.incidents import Incident


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the incidents that match, in counted seconds. An empty condition matches everything."""

    name: str
    report_s: float
    dispatch_s: float
    resolve_s: float
    check_s: float
    case_s: float
    delay_s: float
    urgency: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    big_class: tuple[str, ...] = ()
    small_class: tuple[str, ...] = ()
    people_at_least: int = 0

    def matches(self, incident: Incident) -> bool:
        return (
            (not self.urgency or incident.urgency in self.urgency)
            and (not self.kind or incident.kind in self.kind)
            and (not self.source or incident.source in self.source)
            and (not self.big_class or incident.big_class in self.big_class)
            and (not self.small_class or incident.small_class in self.small_class)
            and incident.people_involved >= self.people_at_least
        )

    @property
    def unconditional(self) -> bool:
        return not (
            self.urgency
            or self.kind
            or self.source
            or self.big_class
            or self.small_class
            or self.people_at_least
        )


@dataclass(frozen=True, slots=True)
class ClockProfile:
    """Limits in order, the first that matches wins; the last one matches everything."""

    name: str
    example: bool
    yellow_at: float
    limits: tuple[Limits, ...]
    counting: Counting = NATURAL

    def limits_of(self, incident: Incident) -> Limits:
        return next(limits for limits in self.limits if limits.matches(incident))


def parse_profile(text: str, file: str = "profile") -> ClockProfile:
    """Profile of `text`; raises ProfileProblems with every mistake at once. `file` is only named in them."""
    problems: list[Problem] = []
    top = TableReader(parse_toml(text, file), file, "", problems)
    if top.number("version", 0, 1, 1) != 1:
        top.problem("version", "is missing", "write version = 1")
    name = top.text("name", required=True)
    example = top.flag("example", False)
    yellow_at = top.number("yellow_at", 0.8, 0.01, 1.0)
    top.text("counting", "natural", one_of=("natural",))
    limits = [_limits(table) for table in top.tables("limits", required=True)]
    top.finish()
    found = [entry for entry in limits if entry is not None]
    if limits and len(found) == len(limits):
        _check_order(top, found)
    if problems:
        raise ProfileProblems(problems)
    return ClockProfile(name=name, example=example, yellow_at=yellow_at, limits=tuple(found))


def _check_order(top: TableReader, limits: list[Limits]) -> None:
    if not limits[-1].unconditional:
        top.problem("limits", "the last entry must have no condition", "add one for all other incidents")
    for index, entry in enumerate(limits[:-1]):
        if entry.unconditional:
            top.problem(f"limits[{index}]", "has no condition, so those after it never apply", "move it last")


def _limits(table: TableReader) -> Limits | None:
    name = table.text("name", required=True)
    seconds = {
        key: table.duration_s(key, required=True)
        for key in ("report", "dispatch", "resolve", "check", "case")
    }
    delay_s = table.duration_s("delay")
    conditions = {
        "urgency": table.texts("urgency", one_of=tuple(Urgency)),
        "kind": table.texts("kind", one_of=("part", "event")),
        "source": table.texts("source", one_of=tuple(Source)),
        "big_class": table.texts("big_class"),
        "small_class": table.texts("small_class"),
    }
    people = int(table.number("people_at_least", 0, 0, 1_000_000))
    table.finish()
    for key, value in seconds.items():
        if value == 0:
            table.problem(key, "must be longer than nothing")
    known = {key: value for key, value in seconds.items() if value}
    if len(known) < len(seconds):
        return None
    return Limits(
        name=name,
        report_s=known["report"],
        dispatch_s=known["dispatch"],
        resolve_s=known["resolve"],
        check_s=known["check"],
        case_s=known["case"],
        # Without a word about it, an approved delay gives half of the time for solving once more.
        delay_s=known["resolve"] / 2 if delay_s is None else delay_s,
        people_at_least=people,
        **conditions,
    )
