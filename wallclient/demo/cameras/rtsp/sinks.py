"""Where a session's packets go: into the RTSP connection or out by UDP.

Neither may block nor grow without bound.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import deque
from typing import TYPE_CHECKING, Final, Protocol

from wallclient.demo.cameras.rtsp.packetiser import MAX_PAYLOAD_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# (RTP header, payload)
Packet = tuple[bytes, bytes]
Address = tuple[str, int]

_FRAME: Final = struct.Struct(">cBH")
# A whole group sent at once would overrun a receiver's buffer (208 KiB by default on Linux).
_BURST_DATAGRAMS: Final = 48
_BURST_PAUSE_S: Final = 0.003
_PORT_TRIES: Final = 50


class Sink(Protocol):
    """Takes the packets of one session."""

    @property
    def unsent_bytes(self) -> int:
        """What the client has not taken yet."""

    def send(self, packets: Sequence[Packet]) -> None:
        """Send the RTP packets of one picture."""

    def report(self, packet: bytes) -> None:
        """Send an RTCP packet."""

    def close(self) -> None:
        """Send nothing more."""


class TcpSink:
    """Interleaved in the RTSP connection, one write per picture."""

    def __init__(self, transport: asyncio.WriteTransport, channels: tuple[int, int]) -> None:
        self._transport = transport
        self._rtp_channel, self._rtcp_channel = channels

    @property
    def unsent_bytes(self) -> int:
        return self._transport.get_write_buffer_size()

    def send(self, packets: Sequence[Packet]) -> None:
        parts: list[bytes] = []
        for header, payload in packets:
            frame = _FRAME.pack(b"$", self._rtp_channel, len(header) + len(payload))
            parts += (frame, header, payload)
        self._write(b"".join(parts))

    def report(self, packet: bytes) -> None:
        self._write(_FRAME.pack(b"$", self._rtcp_channel, len(packet)) + packet)

    def close(self) -> None:
        """The connection is not the sink's."""

    def _write(self, content: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(content)


class UdpSink:
    """Datagrams to the client's pair of ports, in bursts with small pauses."""

    def __init__(self, ports: UdpPorts, host: str, client_ports: tuple[int, int]) -> None:
        self._ports = ports
        self._rtp_address = (host, client_ports[0])
        self._rtcp_address = (host, client_ports[1])
        self._waiting: deque[bytes] = deque()
        self._timer: asyncio.TimerHandle | None = None

    @property
    def unsent_bytes(self) -> int:
        return len(self._waiting) * MAX_PAYLOAD_BYTES

    def send(self, packets: Sequence[Packet]) -> None:
        self._waiting.extend(header + payload for header, payload in packets)
        if self._timer is None:
            self._burst()

    def report(self, packet: bytes) -> None:
        self._ports.rtcp.sendto(packet, self._rtcp_address)

    def close(self) -> None:
        self._waiting.clear()
        if self._timer is not None:
            self._timer.cancel()

    def _burst(self) -> None:
        for _ in range(min(_BURST_DATAGRAMS, len(self._waiting))):
            self._ports.rtp.sendto(self._waiting.popleft(), self._rtp_address)
        self._timer = None
        if self._waiting:
            self._timer = asyncio.get_running_loop().call_later(_BURST_PAUSE_S, self._burst)


class UdpPorts:
    """The server's pair of UDP ports, shared by all sessions; reports tell by their origin whose they are."""

    def __init__(self, rtp: asyncio.DatagramTransport, rtcp: asyncio.DatagramTransport, port: int) -> None:
        self.rtp = rtp
        self.rtcp = rtcp
        self.rtp_port = port
        self._heard: dict[Address, Callable[[], None]] = {}

    @classmethod
    async def open(cls, host: str) -> UdpPorts:
        """Take a free pair, the even port for RTP. Raises OSError if there is none."""
        loop = asyncio.get_running_loop()
        first, second = _bind_pair(host)
        rtp, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, sock=first)
        rtcp, receiver = await loop.create_datagram_endpoint(_Reports, sock=second)
        ports = cls(rtp, rtcp, first.getsockname()[1])
        receiver.ports = ports
        return ports

    def watch(self, host: str, rtcp_port: int, heard: Callable[[], None]) -> None:
        """Call `heard` whenever a report comes from there."""
        self._heard[host, rtcp_port] = heard

    def unwatch(self, host: str, rtcp_port: int) -> None:
        self._heard.pop((host, rtcp_port), None)

    def on_report(self, address: Address) -> None:
        heard = self._heard.get(address)
        if heard is not None:
            heard()

    def close(self) -> None:
        self.rtp.close()
        self.rtcp.close()


class _Reports(asyncio.DatagramProtocol):
    ports: UdpPorts | None = None

    def datagram_received(self, _data: bytes, addr: Address) -> None:
        if self.ports is not None:
            self.ports.on_report(addr[:2])


def _bind_pair(host: str) -> tuple[socket.socket, socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    error: OSError | None = None
    for _ in range(_PORT_TRIES):
        first = socket.socket(family, socket.SOCK_DGRAM)
        second = socket.socket(family, socket.SOCK_DGRAM)
        try:
            first.bind((host, 0))
            port = first.getsockname()[1]
            if port % 2 == 0:
                second.bind((host, port + 1))
                first.setblocking(False)
                second.setblocking(False)
                return first, second
        except OSError as failed:
            error = failed
        first.close()
        second.close()
    raise error or OSError("no free pair of UDP ports")
