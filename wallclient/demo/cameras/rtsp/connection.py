"""One RTSP connection (RFC 2326): requests in, answers and interleaved media out.

Requests are answered in their order; media is written only behind the answer to its PLAY. A session ends with
its connection, also one by UDP: a client that is gone must not be sent to for a minute.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Final, cast

from wallclient.demo.cameras.making.makers import MakingFailed
from wallclient.demo.cameras.rtsp import sdp
from wallclient.demo.cameras.rtsp.session import RtspSession
from wallclient.demo.cameras.rtsp.sinks import TcpSink, UdpSink
from wallclient.demo.cameras.rtsp.transport import choose
from wallclient.demo.cameras.serving.faults import Fault
from wallclient.demo.cameras.serving.requests import BadRequest, Request, compose, read_message

if TYPE_CHECKING:
    from wallclient.demo.cameras.config import ProfileName
    from wallclient.demo.cameras.rtsp.packetiser import PacketCache
    from wallclient.demo.cameras.rtsp.sinks import UdpPorts
    from wallclient.demo.cameras.rtsp.transport import Offer
    from wallclient.demo.cameras.serving.auth import Gatekeeper
    from wallclient.demo.cameras.serving.cameras import Fleet, SimulatedCamera

_log = logging.getLogger(__name__)
_VERSION: Final = "RTSP/1.0"
_METHODS: Final = ("OPTIONS", "DESCRIBE", "SETUP", "PLAY", "PAUSE", "GET_PARAMETER", "TEARDOWN")
Headers = list[tuple[str, str]]


class RtspConnection:
    """Owns one client's connection and its session."""

    def __init__(
        self,
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        *,
        fleet: Fleet,
        gatekeeper: Gatekeeper,
        cache: PacketCache,
        udp: UdpPorts,
        timeout_s: float,
    ) -> None:
        self._reader, self._writer = streams
        self._fleet = fleet
        self._gatekeeper = gatekeeper
        self._cache = cache
        self._udp = udp
        self._timeout_s = timeout_s
        self._heard_at = time.monotonic()
        self._watch_timer: asyncio.TimerHandle | None = None
        self._camera: SimulatedCamera | None = None
        self._session: RtspSession | None = None
        self._unanswered = False
        # None for a client that was gone before we looked.
        self._client_host: str = (self._writer.get_extra_info("peername") or ("",))[0]
        self._server_host: str = self._writer.get_extra_info("sockname")[0]

    @property
    def unanswered(self) -> bool:
        return self._unanswered

    def cut(self) -> None:
        self._writer.transport.abort()

    async def run(self) -> None:
        """Serve until the connection ends, the client falls silent or its camera drops it."""
        self._watch()
        try:
            while (message := await read_message(self._reader)) is not None:
                self._heard()
                if isinstance(message, Request):
                    await self._serve(message)
        except BadRequest as error:
            _log.debug("connection closed: %s", error)
        finally:
            if self._watch_timer is not None:
                self._watch_timer.cancel()
            self._end_session()
            self._choose_camera(None)
            self._writer.close()

    def _heard(self) -> None:
        self._heard_at = time.monotonic()

    def _watch(self) -> None:
        left_s = self._heard_at + self._timeout_s - time.monotonic()
        if left_s <= 0:
            self.cut()
        else:
            self._watch_timer = asyncio.get_running_loop().call_later(left_s, self._watch)

    async def _serve(self, request: Request) -> None:
        camera, profile = self._place(request)
        self._choose_camera(camera)
        fault = camera.fault if camera is not None else Fault.NONE
        if fault is Fault.DROP:
            self.cut()
            return
        if fault is Fault.HALF_OPEN:
            self._unanswered = True
            return
        if not request.version.startswith("RTSP/1"):
            self._answer(request, 505)
        elif "cseq" not in request.headers:
            self._answer(request, 400)
        elif "require" in request.headers:
            self._answer(request, 551, [("Unsupported", request.headers["require"])])
        elif request.method not in _METHODS:
            self._answer(request, 501, [("Public", ", ".join(_METHODS))])
        elif request.method == "OPTIONS":
            self._answer(request, 200, [("Public", ", ".join(_METHODS))])
        elif camera is None or profile is None:
            self._answer(request, 404)
        elif self._may_pass(request, camera):
            await self._dispatch(request, camera, profile)

    async def _dispatch(self, request: Request, camera: SimulatedCamera, profile: ProfileName) -> None:
        if request.method == "DESCRIBE":
            await self._describe(request, camera, profile)
            return
        if request.method == "SETUP":
            self._setup(request, camera, profile)
            return
        session = self._session
        given = request.headers.get("session", "").partition(";")[0].strip()
        if request.method == "GET_PARAMETER" and not given:
            self._answer(request, 200)
        elif session is None or given != session.id:
            self._answer(request, 454)
        elif request.method == "PLAY":
            await self._play(request, session)
        elif request.method == "PAUSE":
            session.pause()
            self._answer(request, 200)
        elif request.method == "TEARDOWN":
            self._answer(request, 200)
            self._end_session()
        elif request.body:
            # Only the empty one, a sign of life, is known.
            self._answer(request, 451)
        else:
            self._answer(request, 200)

    async def _describe(self, request: Request, camera: SimulatedCamera, profile: ProfileName) -> None:
        try:
            clip = await camera.clip(profile)
        except MakingFailed as error:
            _log.warning("camera %s has no picture: %s", camera.config.id, error)
            self._answer(request, 503)
            return
        body = sdp.describe(clip, host=self._server_host, unsupported=camera.fault is Fault.UNSUPPORTED)
        base = request.uri.rstrip("/") + "/"
        self._answer(request, 200, [("Content-Base", base), ("Content-Type", "application/sdp")], body)

    def _setup(self, request: Request, camera: SimulatedCamera, profile: ProfileName) -> None:
        offer = choose(request.headers.get("transport", ""))
        if self._session is not None and self._session.playing:
            self._answer(request, 455)
            return
        if offer is None:
            self._answer(request, 461)
            return
        self._end_session()
        self._session = session = self._open_session(camera, profile, offer)
        pair = f"{offer.pair[0]}-{offer.pair[1]}"
        if offer.interleaved:
            transport = f"RTP/AVP/TCP;unicast;interleaved={pair}"
        else:
            port = self._udp.rtp_port
            transport = f"RTP/AVP;unicast;client_port={pair};server_port={port}-{port + 1}"
        transport += f';ssrc={session.sender.ssrc:08X};mode="PLAY"'
        self._answer(request, 200, [("Transport", transport)])

    def _open_session(self, camera: SimulatedCamera, profile: ProfileName, offer: Offer) -> RtspSession:
        if offer.interleaved:
            sink = TcpSink(self._writer.transport, offer.pair)
            return RtspSession(camera, profile, sink, self._cache, lambda: None)
        host, port = self._client_host, offer.pair[1]
        self._udp.watch(host, port, self._heard)
        return RtspSession(
            camera,
            profile,
            UdpSink(self._udp, host, offer.pair),
            self._cache,
            lambda: self._udp.unwatch(host, port),
        )

    async def _play(self, request: Request, session: RtspSession) -> None:
        headers: Headers = [("Range", "npt=now-")]
        if session.playing:
            self._answer(request, 200, headers)
            return
        try:
            stream = await session.camera.stream(session.profile)
        except MakingFailed:
            self._answer(request, 503)
            return
        if self._writer.transport.is_closing():
            return
        first_frame = stream.timeline.key_before(session.camera.now_frame)
        track = request.uri.rstrip("/")
        if not track.endswith(sdp.TRACK):
            track += "/" + sdp.TRACK
        sender = session.sender
        headers.append(
            ("RTP-Info", f"url={track};seq={sender.next_sequence};rtptime={sender.rtp_time(first_frame)}")
        )
        self._answer(request, 200, headers)
        session.play(stream, first_frame)

    def _place(self, request: Request) -> tuple[SimulatedCamera | None, ProfileName | None]:
        """Camera and profile of a URL like /CAMERA/sub or /CAMERA/sub/trackID=0."""
        path = request.path
        if len(path) < 2 or path[1] not in ("main", "sub") or path[2:] not in ((), (sdp.TRACK,)):
            return (self._fleet.find(path[0], "rtsp"), None) if path else (None, None)
        return self._fleet.find(path[0], "rtsp"), cast("ProfileName", path[1])

    def _may_pass(self, request: Request, camera: SimulatedCamera) -> bool:
        challenge = self._gatekeeper.challenge(
            camera.config.auth,
            method=request.method,
            uri=request.uri,
            given=request.headers.get("authorization"),
            refuse=camera.fault is Fault.REFUSE,
        )
        if challenge is not None:
            self._answer(request, 401, [("WWW-Authenticate", challenge)])
        return challenge is None

    def _choose_camera(self, camera: SimulatedCamera | None) -> None:
        if camera is not self._camera:
            if self._camera is not None:
                self._camera.detach(self)
            if camera is not None:
                camera.attach(self)
            self._camera = camera

    def _end_session(self) -> None:
        if self._session is not None:
            self._session.end()
            self._session = None

    def _answer(
        self, request: Request, status: int, headers: Headers | None = None, body: bytes = b""
    ) -> None:
        first: Headers = [("CSeq", request.headers.get("cseq", "0")), ("Server", "wall-cameras")]
        if self._session is not None and status == 200:
            first.append(("Session", f"{self._session.id};timeout={max(1, int(self._timeout_s))}"))
        if not self._writer.transport.is_closing():
            self._writer.write(compose(_VERSION, status, [*first, *(headers or [])], body))
