"""Text that may be shown or logged: addresses without user, password or token.

Whatever leaves this package as text for people goes through `redact`.
"""

from __future__ import annotations

import re

_USERINFO = re.compile(r"(?<=://)[^/?#\s'\"]*@")
_QUERY = re.compile(
    r"(?i)(?<=[?&;])([^=&;#\s'\"]*(?:token|pass|pwd|secret|key|auth|sign|sig|credential|user)[^=&;#\s'\"]*)"
    r"=[^&;#\s'\"]*"
)
_DIGEST = re.compile(r"(?i)\b(authorization|www-authenticate)\s*:[^\r\n]*")


def redact(text: str) -> str:
    """`text` with what may be a secret in addresses and authorisation headers replaced by stars."""
    return _DIGEST.sub(r"\1: ***", _QUERY.sub(r"\1=***", _USERINFO.sub("***@", text)))
