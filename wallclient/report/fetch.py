"""A report without a wall: asks the platform how things stand, once, and writes the file.

Takes the same road as the wall: the event stream's snapshot and the configured lists. Sends no command.
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from wallclient.config.areas import load_areas, load_ground
from wallclient.config.cameras import load_cameras
from wallclient.config.problems import Problem, Problems
from wallclient.config.profiles import load_clock_profile
from wallclient.config.secrets import load_token
from wallclient.feeds.apply import Applier
from wallclient.feeds.mailbox import Mailbox
from wallclient.feeds.source import NAME, EventSource, SourceConfig
from wallclient.model.stores import Stores
from wallclient.protocol.events import SnapshotEnd
from wallclient.protocol.session import FeedSession
from wallclient.report.inputs import ReportInputs
from wallclient.report.write import write_report

if TYPE_CHECKING:
    from wallclient.config.load import WallConfig
    from wallclient.model.incidents import Incident

WITHIN_S = 20.0
_LOOK_EVERY_S = 0.05


def report_from_platform(config: WallConfig, incident: str, out: Path, *, within_s: float = WITHIN_S) -> Path:
    """Write the report of one incident (its id or number) to `out`; returns the path.

    Raises Problems if the platform does not answer in time or does not know the incident, and OSError if the
    file cannot be written. Blocks for seconds: for the command line, not for the GUI thread.
    """
    if not config.platform.events:
        hint = "a report needs the platform's event stream"
        raise Problems([Problem("wall.toml", 0, "platform.events", "is not set", hint)])
    stores = Stores()
    _load_lists(config, stores)
    asyncio.run(_take_snapshot(config, stores, within_s))
    found = _find(stores, incident)
    if found is None:
        known = f"{len(stores.incidents)} incidents are known"
        raise Problems([Problem(config.platform.events, 0, "", f"no incident {incident!r}", known)])
    inputs = ReportInputs.of(found, stores, load_clock_profile())
    return write_report(inputs, out, language=config.wall.language.value)


def _load_lists(config: WallConfig, stores: Stores) -> None:
    if config.cameras.files:
        stores.cameras.replace_all(load_cameras([Path(file) for file in config.cameras.files]).cameras)
    if config.district.areas:
        stores.areas.replace_all(load_areas(Path(config.district.areas), config.district.prefixes).areas)
    if config.district.ground:
        stores.ground.replace_all(load_ground(Path(config.district.ground)).features)


async def _take_snapshot(config: WallConfig, stores: Stores, within_s: float) -> None:
    """Fill the stores with what the platform knows now."""
    platform = config.platform
    token = load_token(Path(platform.token_file)) if platform.token_file else ""
    source_config = SourceConfig(platform.events, token, (), platform.area, platform.ca_file)
    mailbox = Mailbox()
    source = EventSource(source_config, mailbox, FeedSession(selective=source_config.selective))
    listening = asyncio.create_task(source.run())
    try:
        await asyncio.wait_for(_until_whole(mailbox, Applier(stores), stores), within_s)
    except TimeoutError:
        health = stores.sources.get(NAME)
        why = f"{health.health.state} {health.health.reason}".strip() if health is not None else ""
        problem = Problem(platform.events, 0, "", f"no snapshot within {within_s:g} s", why)
        raise Problems([problem]) from None
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening


async def _until_whole(mailbox: Mailbox, applier: Applier, stores: Stores) -> None:
    """Take in what comes until the snapshot has ended."""
    while True:
        drained = mailbox.drain()
        applier.apply(drained)
        stores.flush()
        if any(isinstance(arrived.event.data, SnapshotEnd) for arrived in drained.events):
            return
        await asyncio.sleep(_LOOK_EVERY_S)


def _find(stores: Stores, incident: str) -> Incident | None:
    by_code = (found for found in stores.incidents.values() if found.code == incident)
    return stores.incidents.get(incident) or next(by_code, None)
