"""A field's type in words, for messages and for the generated documentation: one wording for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import inspect

if TYPE_CHECKING:
    from msgspec.inspect import Type


def unwrapped(kind: Type) -> Type:
    """The type without its description and extras."""
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    return kind


def extra_of(kind: Type) -> dict[str, object]:
    """What the field's Meta says beyond the type: `path`, `example`, `secret`, `chosen_by`."""
    return dict(kind.extra or {}) if isinstance(kind, inspect.Metadata) else {}


def description_of(kind: Type) -> str:
    """The field's sentence, empty if it has none."""
    schema = kind.extra_json_schema if isinstance(kind, inspect.Metadata) else None
    return str((schema or {}).get("description", ""))


def choices_of(kind: Type) -> tuple[str | int, ...]:
    """Values of an enum or a Literal; empty for other types."""
    kind = unwrapped(kind)
    if isinstance(kind, inspect.EnumType):
        return tuple(member.value for member in kind.cls)
    if isinstance(kind, inspect.LiteralType):
        # The inspector has lost the order of the source: numbers by size, then words.
        return tuple(sorted((v for v in kind.values if isinstance(v, str | int)), key=_by_size))
    return ()


def _by_size(value: str | int) -> tuple[bool, int, str]:
    text = str(value)
    return (not text.isdigit(), int(text) if text.isdigit() else 0, text)


def bounds_of(kind: inspect.IntType | inspect.FloatType) -> str:
    """Bounds in words, e.g. `1 to 16`, `at least 1`, or nothing."""
    if kind.ge is not None and kind.le is not None:
        return f"{kind.ge:g} to {kind.le:g}"
    if kind.ge is not None:
        return f"at least {kind.ge:g}"
    if kind.gt is not None:
        return f"more than {kind.gt:g}"
    return f"at most {kind.le:g}" if kind.le is not None else ""


def in_words(kind: Type) -> str:
    """The type in words, e.g. `a whole number, 1 to 16` or `one of left, right`."""
    kind = unwrapped(kind)
    choices = choices_of(kind)
    if choices:
        return "one of " + ", ".join(str(c) for c in choices if c != "")
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        bounds = bounds_of(kind)
        noun = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
        return f"{noun}, {bounds}" if bounds else noun
    if isinstance(kind, inspect.TupleType):
        items = dict.fromkeys(in_words(t) for t in kind.item_types)
        return f"a list of {len(kind.item_types)} ({'; '.join(items)})"
    if isinstance(kind, inspect.VarTupleType | inspect.ListType):
        if "path" in extra_of(kind.item_type):
            return "a list of paths"
        words = in_words(kind.item_type)
        return {"text": "a list of texts", "a table": "tables"}.get(words, f"a list, each {words}")
    if isinstance(kind, inspect.UnionType):
        parts = [in_words(t) for t in kind.types if not isinstance(unwrapped(t), inspect.NoneType)]
        return " or ".join(dict.fromkeys(parts))
    return _simple_words(kind)


def _simple_words(kind: Type) -> str:
    if isinstance(kind, inspect.BoolType):
        return "true or false"
    if isinstance(kind, inspect.StrType):
        return "text"
    return "a table" if isinstance(kind, inspect.StructType | inspect.DictType) else "a value"
