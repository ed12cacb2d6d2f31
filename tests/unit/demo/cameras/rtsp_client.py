"""A small blocking RTSP client that shows what is on the wire, and a player by PyAV."""

from __future__ import annotations

import socket
import struct
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import av

from wallclient.demo.cameras.stamp import Stamp, read_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str


class RtspClient:
    """One connection. Packets that come between answers are kept in `packets` as (channel, content)."""

    def __init__(self, port: int, timeout_s: float = 5.0) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout_s)
        self._file = self._socket.makefile("rb")
        self._sequence = 0
        self.packets: list[tuple[int, bytes]] = []

    def __enter__(self) -> RtspClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._socket.close()

    def send(self, content: bytes) -> None:
        self._socket.sendall(content)

    def ask(self, method: str, url: str, body: str = "", **headers: str) -> Answer:
        """Send a request and wait for its answer; `_` in a header's name stands for `-`."""
        self._sequence += 1
        lines = [f"{method} {url} RTSP/1.0", f"CSeq: {self._sequence}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.send("\r\n".join([*lines, "", body]).encode())
        return self._answer()

    def play(self, url: str, transport: str = "RTP/AVP/TCP;unicast;interleaved=0-1") -> tuple[Answer, Answer]:
        """SETUP and PLAY; returns both answers."""
        setup = self.ask("SETUP", f"{url}/trackID=0", transport=transport)
        assert setup.status == 200, setup
        return setup, self.ask("PLAY", url, session=setup.headers["session"].partition(";")[0])

    def read_packet(self) -> tuple[int, bytes]:
        """The next interleaved packet. Raises EOFError at the end, TimeoutError."""
        if self.packets:
            return self.packets.pop(0)
        assert self._read(1) == b"$"
        return self._packet()

    def at_end(self) -> bool:
        """True once the server has closed; waits for it."""
        try:
            while self._file.read(65536):
                pass
        except ConnectionError:
            pass
        return True

    def _answer(self) -> Answer:
        while (first := self._read(1)) == b"$":
            self.packets.append(self._packet())
        lines = []
        line = first + self._file.readline()
        while line.strip():
            lines.append(line.decode().strip())
            line = self._file.readline()
        headers = dict(part.split(": ", 1) for part in lines[1:])
        headers = {name.lower(): value for name, value in headers.items()}
        body = self._read(int(headers.get("content-length", 0))).decode()
        return Answer(int(lines[0].split()[1]), headers, body)

    def _packet(self) -> tuple[int, bytes]:
        channel, length = struct.unpack(">BH", self._read(3))
        return channel, self._read(length)

    def _read(self, count: int) -> bytes:
        content = self._file.read(count)
        if len(content) < count:
            raise EOFError
        return content


@dataclass(frozen=True)
class Seen:
    """A decoded picture: what its stamp says, when it came, its size and its time in the stream."""

    stamp: Stamp | None
    at: float
    width_px: int
    pts: int | None


def watch(url: str, *, transport: str = "tcp", timeout_s: float = 5.0) -> Iterator[Seen]:
    """Play `url` and yield what is decoded. Raises av.FFmpegError, also if nothing comes for `timeout_s`."""
    options = {"fflags": "nobuffer", "flags": "low_delay", "probesize": "100000", "analyzeduration": "300000"}
    if url.startswith("rtsp"):
        options["rtsp_transport"] = transport
    with av.open(url, options=options, timeout=timeout_s) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        for packet in container.demux(stream):
            try:
                frames = packet.decode()
            except av.InvalidDataError:
                continue
            for frame in frames:
                stamp = read_stamp(frame.to_ndarray(format="rgb24"))
                yield Seen(stamp, time.time(), frame.width, frame.pts)


def watch_some(url: str, count: int, **options: object) -> list[Seen]:
    """The first `count` pictures of `url`."""
    seen = []
    for one in watch(url, **options):  # type: ignore[arg-type]
        seen.append(one)
        if len(seen) == count:
            break
    return seen
