"""Tables of a struct's fields in Markdown: key, type, default, sentence; rows in the struct's order."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import msgspec
from msgspec import NODEFAULT, inspect

from wallclient.config.reading.shape import description_of, extra_of, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def fields_table(struct: type[msgspec.Struct]) -> str:
    """The fields of a struct as a table."""
    kind = inspect.type_info(struct)
    assert isinstance(kind, inspect.StructType)
    rows = [
        (f"`{f.encode_name}`", _type_words(f), _default_words(f), description_of(f.type)) for f in kind.fields
    ]
    return table(("key", "type", "default", "meaning"), rows)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def undescribed(struct: type[msgspec.Struct]) -> list[str]:
    """Fields without a sentence."""
    kind = inspect.type_info(struct)
    assert isinstance(kind, inspect.StructType)
    return [f"{struct.__name__}.{f.name}" for f in kind.fields if not description_of(f.type)]


def _type_words(field: inspect.Field) -> str:
    extra = extra_of(field.type)
    if "path" in extra:
        return f"a path ({extra['path']})"
    words = in_words(field.type)
    return f"{words}: {extra['form']}" if "form" in extra else words


def _default_words(field: inspect.Field) -> str:
    if field.required:
        return "required"
    value = field.default if field.default is not NODEFAULT else field.default_factory()
    if value is None or isinstance(value, msgspec.Struct):
        return ""
    return f"`{toml_text(value)}`"


def toml_text(value: object) -> str:
    """A default value as it would stand in TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        return f'"{value.value}"'
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple):
        return "[" + ", ".join(toml_text(v) for v in value) + "]"
    return str(value)
