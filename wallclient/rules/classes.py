"""Class tables: big and small classes of incidents, who usually handles them, and how severe they are.

A city's own table, parsed from TOML text; the rules know no class by name, and no file is opened here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wallclient.model.incidents import Incident, Urgency
from wallclient.rules.reading import Problem, ProfileProblems, TableReader, parse_toml

_BY_URGENCY = {Urgency.CRITICAL: 1, Urgency.URGENT: 2, Urgency.ROUTINE: 4}


@dataclass(frozen=True, slots=True)
class SmallClass:
    """One small class. `attention`: its routine incidents rank 3, not 4; `depts`: usual ones, lead first."""

    code: str
    name: str
    attention: bool = False
    depts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BigClass:
    code: str
    name: str
    kind: str
    small: tuple[SmallClass, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassTable:
    name: str = ""
    example: bool = True
    big: tuple[BigClass, ...] = field(default=())

    def small_class(self, name_or_code: str) -> SmallClass | None:
        """The small class of that name or code, or None."""
        return next(
            (small for big in self.big for small in big.small if name_or_code in (small.name, small.code)),
            None,
        )

    def severity(self, incident: Incident) -> int:
        """1 to 4 from urgency and class; what a source set above that stays."""
        ranked = _BY_URGENCY[incident.urgency]
        small = self.small_class(incident.small_class) if ranked == 4 else None
        return min(incident.severity, 3 if small is not None and small.attention else ranked)


def parse_classes(text: str, file: str = "classes") -> ClassTable:
    """Class table of `text`; raises ProfileProblems with all mistakes, which name `file`."""
    problems: list[Problem] = []
    top = TableReader(parse_toml(text, file), file, "", problems)
    if top.number("version", 0, 1, 1) != 1:
        top.problem("version", "is missing", "write version = 1")
    name = top.text("name", required=True)
    example = top.flag("example", False)
    big = tuple(_big(table) for table in top.tables("big", required=True))
    top.finish()
    _check_unique(top, big)
    if problems:
        raise ProfileProblems(problems)
    return ClassTable(name=name, example=example, big=big)


def _big(table: TableReader) -> BigClass:
    code = table.text("code", required=True)
    name = table.text("name", required=True)
    kind = table.text("kind", "event", one_of=("part", "event"))
    small = []
    for entry in table.tables("small", required=True):
        small.append(
            SmallClass(
                code=entry.text("code", required=True),
                name=entry.text("name", required=True),
                attention=entry.flag("attention", False),
                depts=entry.texts("depts"),
            )
        )
        entry.finish()
    table.finish()
    return BigClass(code=code, name=name, kind=kind, small=tuple(small))


def _check_unique(top: TableReader, big: tuple[BigClass, ...]) -> None:
    seen: set[str] = set()
    for code in (code for one in big for code in (one.code, *(small.code for small in one.small))):
        if code and code in seen:
            top.problem("big", f"the code {code!r} stands twice", "codes tell classes apart")
        seen.add(code)
