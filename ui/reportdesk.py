"""Makes situation reports for panes: everything is read on the GUI thread, the file is written on another."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from wallclient.report import ReportInputs, write_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wallclient.model.stores import Stores
    from wallclient.rules.profile import ClockProfile


class FolderReportDesk:
    """Writes into `folder`. Runs on the GUI's asyncio loop; one task per report, none waited for."""

    def __init__(self, stores: Stores, profile: ClockProfile, folder: Path, language: str) -> None:
        self._stores = stores
        self._profile = profile
        self._folder = folder
        self._language = language
        self._tasks: set[asyncio.Task[None]] = set()

    def make(self, incident_id: str, done: Callable[[str, str], None]) -> None:
        """Write the report of one incident; `done(path, error)` is called later on the GUI thread."""
        task = asyncio.get_event_loop().create_task(self._make(incident_id, done))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _make(self, incident_id: str, done: Callable[[str, str], None]) -> None:
        incident = self._stores.incidents.get(incident_id)
        if incident is None:
            done("", incident_id)
            return
        inputs = ReportInputs.of(incident, self._stores, self._profile)
        path = self._folder / f"{incident.code or incident.id}.html"
        try:
            await asyncio.to_thread(write_report, inputs, path, language=self._language)
        except OSError as error:
            done("", error.strerror or str(error))
        else:
            done(str(path), "")
