"""One HTTP client: a request for a stream, then the stream until one side ends it.

No keep-alive, no chunks.
"""

from __future__ import annotations

import logging
import random
from typing import TYPE_CHECKING, Final

from wallclient.demo.cameras.making.makers import MakingFailed
from wallclient.demo.cameras.serving.faults import LOSS_SHARE, Fault
from wallclient.demo.cameras.serving.requests import BadRequest, Request, compose, read_message
from wallclient.demo.cameras.serving.stream import unsent_limit
from wallclient.demo.cameras.ts.muxer import TsClock, payload_start

if TYPE_CHECKING:
    import asyncio

    from wallclient.demo.cameras.config import ProfileName
    from wallclient.demo.cameras.serving.auth import Gatekeeper
    from wallclient.demo.cameras.serving.cameras import Fleet, SimulatedCamera
    from wallclient.demo.cameras.serving.clock import Timeline
    from wallclient.demo.cameras.serving.programme import Shot
    from wallclient.demo.cameras.ts.muxer import TsCache

_log = logging.getLogger(__name__)
_VERSION: Final = "HTTP/1.1"
_ENDINGS: Final[dict[str, ProfileName]] = {"main.live.ts": "main", "sub.live.ts": "sub"}
_PES_HEADER_BYTES: Final = 14
_BURST_STEP_TICKS: Final = 90


class TsConnection:
    """Owns one client's connection."""

    def __init__(
        self,
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        *,
        fleet: Fleet,
        gatekeeper: Gatekeeper,
        cache: TsCache,
    ) -> None:
        self._reader, self._writer = streams
        self._fleet = fleet
        self._gatekeeper = gatekeeper
        self._cache = cache
        self._unanswered = False

    @property
    def unanswered(self) -> bool:
        return self._unanswered

    def cut(self) -> None:
        self._writer.transport.abort()

    async def run(self) -> None:
        """Serve one request, until the client is gone."""
        try:
            request = await read_message(self._reader)
            if isinstance(request, Request):
                await self._serve(request)
        except BadRequest:
            self._answer(400)
        finally:
            self._writer.close()

    async def _serve(self, request: Request) -> None:
        path = request.path
        camera = self._fleet.find(path[0], "http-ts") if len(path) == 2 else None
        if camera is None or path[1] not in _ENDINGS:
            self._answer(404)
            return
        camera.attach(self)
        try:
            await self._serve_camera(request, camera, _ENDINGS[path[1]])
        finally:
            camera.detach(self)

    async def _serve_camera(self, request: Request, camera: SimulatedCamera, profile: ProfileName) -> None:
        if camera.fault is Fault.DROP:
            self.cut()
            return
        if camera.fault is Fault.HALF_OPEN:
            self._unanswered = True
            await self._client_end()
            return
        if request.method not in ("GET", "HEAD"):
            self._answer(405, [("Allow", "GET, HEAD")])
            return
        challenge = self._gatekeeper.challenge(
            camera.config.auth,
            method=request.method,
            uri=request.uri,
            given=request.headers.get("authorization"),
            refuse=camera.fault is Fault.REFUSE,
        )
        if challenge is not None:
            self._answer(401, [("WWW-Authenticate", challenge)])
        elif request.method == "HEAD":
            self._answer(200, [("Content-Type", "video/mp2t")])
        else:
            await self._play(camera, profile)

    async def _play(self, camera: SimulatedCamera, profile: ProfileName) -> None:
        try:
            stream = await camera.stream(profile)
        except MakingFailed as error:
            _log.warning("camera %s has no picture: %s", camera.config.id, error)
            self._answer(503)
            return
        self._answer(200, [("Content-Type", "video/mp2t"), ("Cache-Control", "no-cache")])
        live_frame = camera.now_frame
        viewer = TsViewer(self._writer.transport, self._cache, stream.timeline, live_frame)
        camera.play(stream, viewer, stream.timeline.key_before(live_frame))
        try:
            await self._client_end()
        finally:
            stream.leave(viewer)

    async def _client_end(self) -> None:
        try:
            while await self._reader.read(4096):
                pass
        except ConnectionError:
            pass

    def _answer(self, status: int, headers: list[tuple[str, str]] | None = None) -> None:
        ending = [] if status == 200 else [("Content-Length", "0")]
        if not self._writer.transport.is_closing():
            self._writer.write(
                compose(_VERSION, status, [("Connection", "close"), *(headers or []), *ending])
            )


class TsViewer:
    """A `Viewer` that writes transport packets into a connection."""

    def __init__(
        self, transport: asyncio.WriteTransport, cache: TsCache, timeline: Timeline, live_frame: int
    ) -> None:
        self._transport = transport
        self._cache = cache
        self._timeline = timeline
        self._live_frame = live_frame
        self._clock = TsClock()
        self._random = random.Random()
        self._waits_for_key = False

    def show(self, shot: Shot) -> int:
        """Send a picture; a client that does not take its pictures loses them up to a key frame."""
        behind = self._transport.get_write_buffer_size() > unsent_limit(shot.clip)
        self._waits_for_key = behind or (self._waits_for_key and not shot.is_key)
        if self._waits_for_key or self._transport.is_closing():
            return 0
        picture = self._cache.picture(shot.clip, shot.index, unsupported=shot.fault is Fault.UNSUPPORTED)
        rows = self._clock.set(picture, self._ticks(shot.frame))
        if shot.fault is Fault.GARBAGE:
            for row in rows[picture.tables :]:
                start = payload_start(row)
                # The head of a PES packet carries its time: headers stay valid.
                start += _PES_HEADER_BYTES if row[1] & 0x40 else 0
                row[start:] = list(self._random.randbytes(len(row) - start))
        elif shot.fault is Fault.LOSS:
            rows = rows[[self._random.random() >= LOSS_SHARE for _ in rows]]
        content = rows.tobytes()
        self._transport.write(content)
        return len(content)

    def _ticks(self, frame: int) -> int:
        """Time of a frame since the client came, in 1/90000 s; below 0 for what brings it up to date.

        These lie a millisecond apart: a player that keeps to the stream's clock (libVLC does) would else stay
        behind for good by what it was sent at its start.
        """
        if frame < self._live_frame:
            return (frame - self._live_frame) * _BURST_STEP_TICKS
        return self._timeline.rtp_ticks(frame) - self._timeline.rtp_ticks(self._live_frame)
