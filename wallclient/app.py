"""One wall without its windows: owns the stores, the I/O thread, and everything that runs in it.

`tick` is called by the GUI thread and is the only place where what came in reaches the stores. `start` and
`stop` frame a life; after `stop` nothing of the wall runs any more.
"""

from __future__ import annotations

import contextlib
import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wallclient.config.areas import load_areas, load_ground
from wallclient.config.camera_list.rows import RowDefaults
from wallclient.config.cameras import load_cameras
from wallclient.config.paths import own_paths
from wallclient.config.profiles import load_class_table, load_clock_profile
from wallclient.config.secrets import SecretStore, load_secrets, load_token
from wallclient.feeds.apply import Applier
from wallclient.feeds.commanddesk import CommandDesk
from wallclient.feeds.iothread import IoThread
from wallclient.feeds.mailbox import Mailbox
from wallclient.feeds.outbox import Outbox
from wallclient.feeds.prune import prune
from wallclient.feeds.source import EventSource, SourceConfig
from wallclient.frames.runtime import RuntimeDir
from wallclient.model.notices import Notices
from wallclient.model.selection import Selection
from wallclient.model.stores import Stores
from wallclient.protocol.session import FeedSession
from wallclient.video.desk import VideoDesk
from wallclient.video.messages import Policy
from wallclient.video.pool.pool import DecoderPool
from wallclient.video.pool.settings import PoolSettings

if TYPE_CHECKING:
    from wallclient.config.load import WallConfig
    from wallclient.config.problems import Problem
    from wallclient.config.sections.video import VideoSection
    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant
    from wallclient.video.director import StreamPlan

_log = logging.getLogger(__name__)
STOP_S = 8.0
PRUNE_S = 60.0


class WallApp:
    """Owns sources, stores and tasks of one wall. `problems` are mistakes in lists that load all the same."""

    def __init__(self, config: WallConfig) -> None:
        self.config = config
        self.state_dir = state_dir_of(config)
        self.stores = Stores()
        self.selection = Selection()
        self.notices = Notices()
        self.problems: list[Problem] = []
        self.clock_profile = load_clock_profile()
        self._classes = load_class_table()
        self.operator = config.wall.operator or config.wall.id
        self._secrets = SecretStore()
        self._load_lists()
        self._mailbox = Mailbox()
        self._pruned_at = 0.0
        self.applied = 0  # events taken in so far, merged ones counted singly
        self._applier = Applier(self.stores)
        self._io = IoThread(self._on_task_failed)
        self._outbox = self._make_outbox()
        self.commands = CommandDesk(
            self.stores, self._outbox, self._io.call, operator=self.operator, now=_now
        )
        self._runtime_dir = RuntimeDir()
        self._pool = DecoderPool(
            self._mailbox.put, self._runtime_dir, self._secrets.get, pool_settings(config.video)
        )
        self.video = VideoDesk(self.stores, self._post_plan)

    # Life

    def start(self) -> None:
        """Start the I/O thread and everything in it; returns at once."""
        self._io.start()
        self._io.submit(self._pool.start(), "decoder pool")
        platform = self.config.platform
        if platform.events:
            self._io.submit(self._make_source().run(), "event stream")
        if platform.api_url:
            self._io.submit(self._outbox.run(), "outbox")

    def tick(self, instant: Instant) -> list[float]:
        """Take in what came, tell the stores' readers, and let the director work; returns arrival times."""
        applied = self._applier.apply(self._mailbox.drain())
        self.applied += applied.count
        if instant.monotonic_s - self._pruned_at >= PRUNE_S:
            self._pruned_at = instant.monotonic_s
            prune(self.stores, instant.at)
        self.stores.flush()
        self.video.tick(instant.monotonic_s)
        return applied.received_at

    def stop(self) -> None:
        """End everything; may take a few seconds and must not be called on the GUI thread."""
        self.video.close()
        # Before the loop ends: the pool waits for its workers, and for that its own tasks must still run.
        ending = self._io.submit(self._pool.stop(), "decoder pool end")
        if ending is not None:
            with contextlib.suppress(TimeoutError):
                ending.result(STOP_S)
        if not self._io.stop(deadline_s=STOP_S):
            _log.error("the I/O thread did not end in time")
        self._runtime_dir.close()

    def departments_for(self, incident: Incident) -> tuple[tuple[str, ...], ...]:
        """Who can be sent: the usual departments of the incident's class first, then every other one
        alone.
        """
        usual = self._classes.small_class(incident.small_class)
        groups = [usual.depts] if usual and usual.depts else []
        names = {d for big in self._classes.big for small in big.small for d in small.depts}
        names |= {i.lead_dept for i in self.stores.incidents.values() if i.lead_dept}
        return (*groups, *((name,) for name in sorted(names)))

    # Making

    def _make_outbox(self) -> Outbox:
        platform = self.config.platform
        return Outbox(
            self.state_dir / "outbox.sqlite",
            platform.api_url,
            self._token(),
            self._mailbox,
            ca_file=platform.ca_file,
            language=self.config.wall.language[:2],
        )

    def _make_source(self) -> EventSource:
        platform = self.config.platform
        source = SourceConfig(
            url=platform.events,
            token=self._token(),
            topics=platform.topics,
            area=platform.area,
            ca_file=platform.ca_file,
        )
        session = FeedSession(selective=source.selective)
        return EventSource(source, self._mailbox, session, on_event=self._outbox.on_event)

    def _post_plan(self, plan: tuple[StreamPlan, ...]) -> None:
        self._io.call(self._pool.apply_plan, plan)

    def _token(self) -> str:
        path = self.config.platform.token_file
        return load_token(Path(path)) if path else ""

    def _load_lists(self) -> None:
        config = self.config
        if config.cameras.secrets_file:
            self._secrets = load_secrets(Path(config.cameras.secrets_file))
        if config.cameras.files:
            found = load_cameras(
                [Path(f) for f in config.cameras.files],
                RowDefaults(engine=config.cameras.engine, transport=config.cameras.rtsp_transport),
            )
            self._secrets = self._secrets.with_more(found.credentials)
            self.problems += [*found.problems, *found.warnings]
            self.stores.cameras.replace_all(found.cameras)
        if config.district.areas:
            areas = load_areas(Path(config.district.areas), config.district.prefixes)
            self.problems += areas.problems
            self.stores.areas.replace_all(areas.areas)
        if config.district.ground:
            ground = load_ground(Path(config.district.ground))
            self.problems += ground.problems
            self.stores.ground.replace_all(ground.features)

    def _on_task_failed(self, name: str, error: BaseException) -> None:
        # The text of an error may hold an address with a password in it: only its kind is told.
        _log.error("%s ended by %s", name, type(error).__name__)


def pool_settings(video: VideoSection) -> PoolSettings:
    """What [video] says, as the decoder pool takes it."""
    policy = Policy(stale_s=video.stale_after_s, first_delay_s=video.reconnect_after_s)
    return PoolSettings(av_workers=video.decoders, starts_at_once=video.starts_at_once, policy=policy)


def state_dir_of(config: WallConfig) -> Path:
    """Folder for what must survive a restart; it is made, for its owner only."""
    folder = Path(config.wall.state_dir) if config.wall.state_dir else None
    if folder is None:
        paths = own_paths()
        folder = paths.state / config.wall.id
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _now() -> datetime:
    return datetime.now().astimezone()
