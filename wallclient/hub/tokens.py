"""Who may do what: bearer tokens with a role and a name.

Tokens are compared in constant time and never shown: not in a repr, not in a log, not in an answer.
"""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable


class Role(StrEnum):
    WALL = "wall"  # sees
    OPERATOR = "operator"  # sees and acts
    SOURCE = "source"  # sees, acts, and feeds events
    ADMIN = "admin"  # everything


ACTING = frozenset({Role.OPERATOR, Role.SOURCE, Role.ADMIN})
FEEDING = frozenset({Role.SOURCE, Role.ADMIN})


class TokenEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One token as it stands in a configuration."""

    token: str
    role: Role
    name: str

    @override
    def __repr__(self) -> str:
        return f"TokenEntry(token='***', role={self.role.value!r}, name={self.name!r})"


class TokenError(Exception):
    """A token list that cannot be used. The text names the line, never the token."""


def parse_tokens(text: str, file: str) -> tuple[TokenEntry, ...]:
    """Entries of a file with lines `token role name`; empty lines and those with # do not count."""
    entries = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split(maxsplit=2)
        if not words or words[0].startswith("#"):
            continue
        if len(words) < 3:
            raise TokenError(f"{file}:{number}: three words are needed: token role name")
        if words[1] not in tuple(Role):
            raise TokenError(f"{file}:{number}: {words[1]!r} is no role: use one of {', '.join(Role)}")
        entries.append(TokenEntry(token=words[0], role=Role(words[1]), name=words[2].strip()))
    return tuple(entries)


class Tokens:
    """Owns the digests of all tokens."""

    def __init__(self, entries: Iterable[TokenEntry]) -> None:
        self._entries = tuple((_digest(entry.token), entry) for entry in entries)

    def find(self, header: str) -> TokenEntry | None:
        """The entry that an `Authorization` header proves, or None."""
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            return None
        asked = _digest(token.strip())
        found = None
        # Every entry is compared, whichever fits, so that time tells nothing.
        for digest, entry in self._entries:
            if hmac.compare_digest(digest, asked):
                found = entry
        return found


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
