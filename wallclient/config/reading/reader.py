"""Reads parsed TOML into frozen structs and reports every problem on the way, not the first only.

The struct is the whole truth about a file: keys, types, bounds and defaults are written nowhere else.
"""

from __future__ import annotations

import math
import os.path
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec
from msgspec import NODEFAULT, inspect

from wallclient.config.problems import Problem, Problems, did_you_mean, shown
from wallclient.config.reading.shape import choices_of, extra_of, in_words, unwrapped

if TYPE_CHECKING:
    from pathlib import Path

    from msgspec.inspect import Type

    from wallclient.config.reading.lines import KeyLines, KeyPath

S = TypeVar("S", bound=msgspec.Struct)


class _Bad:
    """Stands for a value that was reported and cannot be used."""


BAD = _Bad()


@dataclass(slots=True)
class Reading:
    """One file while it is read: where its keys stand and what was found wrong so far."""

    file: Path
    lines: KeyLines
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: KeyPath, message: str, hint: str = "") -> None:
        self.problems.append(Problem(str(self.file), self.lines.line_of(path), key_text(path), message, hint))

    def finish(self) -> None:
        """Raise `Problems` if there were any."""
        if self.problems:
            raise Problems(self.problems)


def key_text(path: KeyPath) -> str:
    """A key path as people write it: `screens[0].panes[1].kind`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def read_struct(data: object, struct: type[S], reading: Reading, path: KeyPath = ()) -> S | None:
    """`data` as a `struct`, or None after reporting what makes that impossible.

    A wrong value of a field that has a default is reported and the default stands in, so that the rest of the
    file is still checked; the caller raises with `reading.finish()`.
    """
    kind = inspect.type_info(struct)
    assert isinstance(kind, inspect.StructType)
    value = _read_struct(data, kind, reading, path)
    return None if isinstance(value, _Bad) else value  # type: ignore[return-value]


def _read_struct(data: object, kind: inspect.StructType, reading: Reading, path: KeyPath) -> object:
    if not isinstance(data, dict):
        reading.report(path, f"must be a table, not {shown(data)}")
        return BAD
    names = [f.encode_name for f in kind.fields]
    for key in data:
        if key not in names:
            hint = did_you_mean(str(key), names) or f"known keys: {', '.join(names)}"
            reading.report((*path, key), "unknown key", hint)
    values: dict[str, object] = {}
    complete = True
    for one in kind.fields:
        value = _read_field(data, one, reading, path)
        if not isinstance(value, _Bad):
            values[one.name] = value
        elif one.required:
            complete = False
    return kind.cls(**values) if complete else BAD


def _read_field(data: dict[str, Any], one: inspect.Field, reading: Reading, path: KeyPath) -> object:
    here = (*path, one.encode_name)
    chosen = _chosen_struct(one, data)
    if chosen is not None:
        return _read_struct(data.get(one.encode_name, {}), chosen, reading, here)
    if one.encode_name in data:
        if "chosen_by" in extra_of(one.type):
            return BAD  # the key that chooses is wrong and has been reported
        return _read(data[one.encode_name], one.type, reading, here)
    if one.required:
        if "chosen_by" not in extra_of(one.type):
            reading.report(here, "is missing", f"must be {in_words(one.type)}")
        return BAD
    return one.default if one.default is not NODEFAULT else one.default_factory()


def _chosen_struct(one: inspect.Field, data: dict[str, Any]) -> inspect.StructType | None:
    """The struct that another (required) key of the same table chooses for this field, if any."""
    chosen_by = extra_of(one.type).get("chosen_by")
    if chosen_by is None:
        return None
    key, table = cast("tuple[str, dict[str, type]]", chosen_by)
    choice = data.get(key)
    struct = table.get(choice) if isinstance(choice, str) else None
    kind = inspect.type_info(struct) if struct is not None else None
    return kind if isinstance(kind, inspect.StructType) else None


def _read(value: object, kind: Type, reading: Reading, path: KeyPath) -> object:
    extra = extra_of(kind)
    bare = unwrapped(kind)
    if isinstance(bare, inspect.UnionType):
        return _read_union(value, bare, reading, path)
    if isinstance(bare, inspect.StructType):
        return _read_struct(value, bare, reading, path)
    if isinstance(bare, inspect.VarTupleType | inspect.TupleType):
        return _read_tuple(value, bare, reading, path)
    read = _read_leaf(value, bare)
    if isinstance(read, _Bad):
        _report_leaf(value, bare, extra, reading, path)
        return BAD
    if "path" in extra and isinstance(read, str) and read:
        return _read_path(read, str(extra["path"]), reading, path)
    return read


def _read_union(value: object, kind: inspect.UnionType, reading: Reading, path: KeyPath) -> object:
    """Take the member that fits the value's form; TOML has no null, so None never comes from a file."""
    members = [t for t in kind.types if not isinstance(unwrapped(t), inspect.NoneType)]
    if len(members) == 1:
        return _read(value, members[0], reading, path)
    for member in members:
        is_list = isinstance(unwrapped(member), inspect.VarTupleType | inspect.TupleType)
        if is_list and isinstance(value, list):
            return _read(value, member, reading, path)
        if not is_list and not isinstance(_read_leaf(value, unwrapped(member)), _Bad):
            return _read(value, member, reading, path)
    choices = [str(c) for m in members for c in choices_of(m)]
    reading.report(path, f"must be {in_words(kind)}; it is {shown(value)}", did_you_mean(str(value), choices))
    return BAD


def _read_tuple(
    value: object, kind: inspect.VarTupleType | inspect.TupleType, reading: Reading, path: KeyPath
) -> object:
    if not isinstance(value, list):
        reading.report(path, f"must be {in_words(kind)}; it is {shown(value)}")
        return BAD
    if isinstance(kind, inspect.TupleType) and len(value) != len(kind.item_types):
        reading.report(path, f"must have {len(kind.item_types)} values; it has {len(value)}")
        return BAD
    if isinstance(kind, inspect.VarTupleType) and len(value) < (kind.min_length or 0):
        reading.report(path, "must not be empty")
        return BAD
    types = kind.item_types if isinstance(kind, inspect.TupleType) else (kind.item_type,) * len(value)
    items = [_read(v, t, reading, (*path, i)) for i, (v, t) in enumerate(zip(value, types, strict=True))]
    good = tuple(item for item in items if not isinstance(item, _Bad))
    return BAD if isinstance(kind, inspect.TupleType) and len(good) != len(items) else good


def _read_leaf(value: object, kind: Type) -> object:
    if isinstance(kind, inspect.AnyType):
        return value
    if isinstance(kind, inspect.EnumType):
        return kind.cls(value) if value in choices_of(kind) else BAD
    if isinstance(kind, inspect.LiteralType):
        return value if any(v == value and type(v) is type(value) for v in kind.values) else BAD
    if isinstance(kind, inspect.BoolType):
        return value if isinstance(value, bool) else BAD
    if isinstance(kind, inspect.StrType):
        return value if isinstance(value, str) and _fits_text(value, kind) else BAD
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        return _number(value, kind)
    return BAD


def _fits_text(value: str, kind: inspect.StrType) -> bool:
    if kind.pattern is not None and re.search(kind.pattern, value) is None:
        return False
    return (kind.min_length is None or len(value) >= kind.min_length) and (
        kind.max_length is None or len(value) <= kind.max_length
    )


def _number(value: object, kind: inspect.IntType | inspect.FloatType) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return BAD
    if isinstance(kind, inspect.IntType) and not isinstance(value, int):
        return BAD
    number = value if isinstance(kind, inspect.IntType) else float(value)
    inside = math.isfinite(number) and (
        (kind.ge is None or number >= kind.ge)
        and (kind.gt is None or number > kind.gt)
        and (kind.le is None or number <= kind.le)
        and (kind.lt is None or number < kind.lt)
    )
    return number if inside else BAD


def _report_leaf(
    value: object, kind: Type, extra: dict[str, object], reading: Reading, path: KeyPath
) -> None:
    it_is = "" if extra.get("secret") else f"; it is {shown(value)}"
    hint = did_you_mean(str(value), [str(c) for c in choices_of(kind)]) if choices_of(kind) else ""
    if "example" in extra:
        hint = f"for example {extra['example']}"
    wanted = in_words(kind)
    if isinstance(kind, inspect.StrType) and isinstance(value, str):
        wanted = str(extra.get("form", "text of another form"))
    reading.report(path, f"must be {wanted}{it_is}", hint)


def _read_path(value: str, kind: str, reading: Reading, path: KeyPath) -> object:
    """A path of the file system, absolute from here on; relative ones start at the file that names them."""
    base = os.path.dirname(os.path.abspath(reading.file))
    full = os.path.normpath(os.path.join(base, os.path.expanduser(value)))
    if kind == "file" and not os.path.isfile(full):
        what = "is a folder, not a file" if os.path.isdir(full) else "there is no such file"
        reading.report(path, f"{what}: {full}", "relative paths start at the folder of this file")
        return BAD
    return full
