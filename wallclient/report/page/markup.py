"""The only way text becomes markup: through `tag`, which escapes every text that is not markup already."""

from __future__ import annotations

from html import escape


class Markup(str):
    """Text that is HTML already. Only this module and the map's signs make it from plain text."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str) -> Markup:
    """An element. A trailing underscore in an attribute's name is dropped (`class_`)."""
    inner = "".join(child if isinstance(child, Markup) else escape(child) for child in children)
    words = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{words}>{inner}</{name}>")


def join(*parts: str) -> Markup:
    """Parts one after the other."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))
