"""Health of one source, told when it changes and not at each try."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from wallclient.model.health import Health, HealthState, Reason, SourceHealth

if TYPE_CHECKING:
    from wallclient.feeds.failures import Failure
    from wallclient.feeds.mailbox import Mailbox

log = logging.getLogger(__name__)

Figures = tuple[tuple[str, float], ...]


class HealthPost:
    """Owns the newest health of the source `name` and posts it to the mailbox."""

    def __init__(self, name: str, mailbox: Mailbox) -> None:
        self._name = name
        self._mailbox = mailbox
        self._posted: SourceHealth | None = None
        self._attempt = 0

    @property
    def health(self) -> Health | None:
        return self._posted.health if self._posted else None

    @property
    def is_live(self) -> bool:
        return self._posted is not None and self._posted.health.is_live

    def trying(self, figures: Figures = ()) -> None:
        """A try begins. Only the first one is news."""
        if self._posted is None:
            self.set(HealthState.CONNECTING, Reason.NOT_STARTED, figures=figures)

    def live(self, figures: Figures = (), detail: str = "") -> None:
        self._attempt = 0
        self.set(HealthState.LIVE, detail=detail, figures=figures)

    def failed(self, failure: Failure, pause_s: float, *, offline_after: int, figures: Figures = ()) -> None:
        """A try, or a live connection, ended; the next try is in `pause_s`."""
        self._attempt += 1
        state = HealthState.OFFLINE if self._attempt >= offline_after else HealthState.RECONNECTING
        self.set(
            HealthState.REFUSED if failure.refused else state,
            failure.reason,
            failure.detail,
            next_try_at=time.time() + pause_s,
            figures=figures,
        )

    def update(self, figures: Figures, remark: str = "") -> None:
        """New figures in the same state; `remark`: the last thing that went wrong without ending it."""
        if self._posted is None:
            return
        health = self._posted.health
        if health.is_live and health.detail != remark:
            health = replace(health, detail=remark)
        if (health, figures) != (self._posted.health, self._posted.figures):
            self._send(SourceHealth(self._name, health, figures))

    def set(
        self,
        state: HealthState,
        reason: Reason = Reason.NONE,
        detail: str = "",
        *,
        next_try_at: float | None = None,
        figures: Figures = (),
    ) -> None:
        """`since` stays while state and reason stay."""
        old = self.health
        changed = old is None or (old.state, old.reason) != (state, reason)
        since = time.time() if old is None or old.state is not state else old.since
        health = Health(state, since, reason, detail, self._attempt, next_try_at)
        if changed:
            calm = state in (HealthState.LIVE, HealthState.CONNECTING) or reason is Reason.STOPPED
            level = logging.INFO if calm else logging.WARNING
            log.log(level, "%s: %s %s %s", self._name, state.value, reason.value, detail)
        self._send(SourceHealth(self._name, health, figures))

    def _send(self, item: SourceHealth) -> None:
        self._posted = item
        self._mailbox.put(item)
