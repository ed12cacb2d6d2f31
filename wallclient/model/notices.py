"""The one door for what the wall itself has to say to people: a message per subject, newest last.

Kept until cleared, so that a message that comes before there is a window is not lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Notice:
    """`subject` replaces an older notice of the same subject; `text` is in the interface's language."""

    subject: str
    text: str


class Notices:
    """Owns the present notices and tells subscribers the newest one, or None when none is left."""

    def __init__(self) -> None:
        self._notices: dict[str, Notice] = {}
        self._subscribers: list[Callable[[Notice | None], None]] = []

    @property
    def newest(self) -> Notice | None:
        return next(reversed(self._notices.values()), None)

    def say(self, subject: str, text: str) -> None:
        self._notices.pop(subject, None)
        self._notices[subject] = Notice(subject, text)
        self._tell()

    def clear(self, subject: str) -> None:
        if self._notices.pop(subject, None) is not None:
            self._tell()

    def subscribe(self, subscriber: Callable[[Notice | None], None]) -> Callable[[], None]:
        """Call `subscriber` now and at each change; returns the way to stop that."""
        self._subscribers.append(subscriber)
        subscriber(self.newest)

        def unsubscribe() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return unsubscribe

    def _tell(self) -> None:
        for subscriber in tuple(self._subscribers):
            subscriber(self.newest)
