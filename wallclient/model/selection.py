"""What the operator has chosen. Panes write here and listen here; they never talk to each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Chosen:
    """Ids of what is chosen; empty means nothing of that kind."""

    incident_id: str = ""
    camera_id: str = ""
    worker_id: str = ""
    area_code: str = ""


class Selection:
    """Owns the present choice and tells subscribers when it differs from the one before."""

    def __init__(self) -> None:
        self._chosen = Chosen()
        self._subscribers: list[Callable[[Chosen], None]] = []

    @property
    def chosen(self) -> Chosen:
        return self._chosen

    def choose(
        self,
        *,
        incident_id: str | None = None,
        camera_id: str | None = None,
        worker_id: str | None = None,
        area_code: str | None = None,
    ) -> None:
        """Change the named parts; None leaves a part as it is, an empty string clears it."""
        given = {
            "incident_id": incident_id,
            "camera_id": camera_id,
            "worker_id": worker_id,
            "area_code": area_code,
        }
        fresh = replace(self._chosen, **{k: v for k, v in given.items() if v is not None})
        if fresh == self._chosen:
            return
        self._chosen = fresh
        for subscriber in tuple(self._subscribers):
            subscriber(fresh)

    def subscribe(self, subscriber: Callable[[Chosen], None]) -> Callable[[], None]:
        self._subscribers.append(subscriber)

        def unsubscribe() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return unsubscribe
