"""The simulator as a whole.

Clock, store, fleet, servers and control port are put together and taken apart here and nowhere else.
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wallclient.demo.cameras.making.store import ClipStore
from wallclient.demo.cameras.rtsp.server import RtspServer
from wallclient.demo.cameras.serving.auth import Gatekeeper
from wallclient.demo.cameras.serving.cameras import Fleet
from wallclient.demo.cameras.serving.clock import Clock
from wallclient.demo.cameras.serving.control_api import ControlApi
from wallclient.demo.cameras.serving.ticker import Ticker
from wallclient.demo.cameras.ts.server import TsServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from wallclient.demo.cameras.config import CamerasConfig


class Simulator:
    """Owns everything that runs. `tell` gets the progress of warming."""

    def __init__(self, config: CamerasConfig, tell: Callable[[dict[str, Any]], None]) -> None:
        self._config = config
        self._tell = tell
        clock = Clock()
        self._ticker = Ticker(clock, epoch_s=config.epoch_s, fps=config.fps)
        self._store = ClipStore(
            Path(config.cache_dir),
            makers=config.makers,
            memory_mb=config.memory_mb,
            disk_mb=config.cache_mb,
        )
        self._fleet = Fleet(config, clock=clock, store=self._store, ticker=self._ticker)
        gatekeeper = Gatekeeper(config.nonce_life_s)
        self._rtsp = RtspServer(self._fleet, gatekeeper, session_timeout_s=config.session_timeout_s)
        self._ts = TsServer(self._fleet, gatekeeper)
        self._control = ControlApi(
            config, self._fleet, lambda: self._rtsp.connection_count + self._ts.connection_count
        )

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[dict[str, int]]:
        """Warm up, then serve; gives the ports. Raises OSError for a port that is taken, MakingFailed."""
        ticking = asyncio.create_task(self._ticker.run())
        try:
            await self._warm()
            yield await self._start()
        finally:
            await self._control.close()
            await self._ts.close()
            await self._rtsp.close()
            ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ticking
            await self._store.close()

    async def _warm(self) -> None:
        """Make the wanted clips, as many at once as there are makers."""
        wanted = self._config.warm
        clips = [camera.clip(profile) for name, profile in wanted if (camera := self._fleet.find(name))]
        for done, clip in enumerate(asyncio.as_completed(clips)):
            self._tell({"warming": done, "of": len(wanted)})
            await clip
        if wanted:
            self._tell({"warming": len(wanted), "of": len(wanted)})

    async def _start(self) -> dict[str, int]:
        config = self._config
        rtsp_port = await self._rtsp.start(config.host, config.rtsp_port)
        http_port = await self._ts.start(config.host, config.http_port)
        control_port = await self._control.start(
            config.host, config.control_port, rtsp_port=rtsp_port, http_port=http_port
        )
        return {"rtsp_port": rtsp_port, "http_port": http_port, "control_port": control_port}
