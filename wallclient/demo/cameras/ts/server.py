"""The HTTP-TS server: one port for all cameras of the fleet that are offered this way.

Owns its connections.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from wallclient.demo.cameras.serving.connections import Connections
from wallclient.demo.cameras.ts.connection import TsConnection
from wallclient.demo.cameras.ts.muxer import TsCache

if TYPE_CHECKING:
    from wallclient.demo.cameras.serving.auth import Gatekeeper
    from wallclient.demo.cameras.serving.cameras import Fleet


class TsServer:
    """Listens after `start`, until `close`."""

    def __init__(self, fleet: Fleet, gatekeeper: Gatekeeper) -> None:
        self._fleet = fleet
        self._gatekeeper = gatekeeper
        self._cache = TsCache()
        self._server: asyncio.Server | None = None
        self._connections = Connections()

    @property
    def connection_count(self) -> int:
        return len(self._connections)

    async def start(self, host: str, port: int) -> int:
        """Listen; returns the port. Raises OSError if it is taken."""
        self._server = await asyncio.start_server(self._on_client, host, port, backlog=1024)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Cut all connections and stop listening."""
        if self._server is not None:
            self._server.close()
        await self._connections.close()

    async def _on_client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = TsConnection(
            (reader, writer), fleet=self._fleet, gatekeeper=self._gatekeeper, cache=self._cache
        )
        await self._connections.serve(connection)
