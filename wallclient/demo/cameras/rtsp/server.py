"""The RTSP server: one port for all cameras of the fleet. Owns its connections and the UDP ports."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from wallclient.demo.cameras.rtsp.connection import RtspConnection
from wallclient.demo.cameras.rtsp.packetiser import PacketCache
from wallclient.demo.cameras.rtsp.sinks import UdpPorts
from wallclient.demo.cameras.serving.connections import Connections

if TYPE_CHECKING:
    from wallclient.demo.cameras.serving.auth import Gatekeeper
    from wallclient.demo.cameras.serving.cameras import Fleet


class RtspServer:
    """Listens after `start`, until `close`."""

    def __init__(self, fleet: Fleet, gatekeeper: Gatekeeper, *, session_timeout_s: float) -> None:
        self._fleet = fleet
        self._gatekeeper = gatekeeper
        self._timeout_s = session_timeout_s
        self._cache = PacketCache()
        self._udp: UdpPorts | None = None
        self._server: asyncio.Server | None = None
        self._connections = Connections()

    @property
    def connection_count(self) -> int:
        return len(self._connections)

    async def start(self, host: str, port: int) -> int:
        """Listen; returns the port. Raises OSError if it is taken."""
        self._udp = await UdpPorts.open(host)
        self._server = await asyncio.start_server(self._on_client, host, port, backlog=1024)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Cut all connections and stop listening."""
        if self._server is not None:
            self._server.close()
        await self._connections.close()
        if self._udp is not None:
            self._udp.close()

    async def _on_client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert self._udp is not None
        connection = RtspConnection(
            (reader, writer),
            fleet=self._fleet,
            gatekeeper=self._gatekeeper,
            cache=self._cache,
            udp=self._udp,
            timeout_s=self._timeout_s,
        )
        await self._connections.serve(connection)
