"""The PyAV engine: RTSP, HTTP-TS, HTTP-FLV, HLS and files through FFmpeg. The only file that plays with `av`.

One thread per stream reads, decodes (thread_count=1: the streams are the parallelism) and converts once, to
the size the canvas asks for. Nobody can interrupt that thread: every blocking call has a time limit
instead.
"""

from __future__ import annotations

import logging
import struct
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit
from urllib.request import url2pathname

import av
import av.logging
from av.codec.context import ThreadType
from av.video.reformatter import Interpolation, VideoReformatter

from wallclient.model.health import Reason
from wallclient.video.abilities import EngineAbility
from wallclient.video.engines.av_reasons import end_of
from wallclient.video.engines.pacing import ClockOffset, Pace
from wallclient.video.port import End, Luma, Opened, SourceKind

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from wallclient.video.port import Canvas, Playback, Sink, Source

log = logging.getLogger(__name__)

# Without `nobuffer`: it throws away what was read to find out the codec, and with it the first key frame.
_PROBING = {"probesize": "65536", "analyzeduration": "100000"}
_LIVE = frozenset({SourceKind.RTSP, SourceKind.HTTP_TS, SourceKind.HTTP_FLV})
# Decoders hold back up to 16 pictures; data that gives none for longer is no sound stream.
_BARREN = 20
# A transport stream's pictures come in lumps, an RTP stream's one by one.
_CUSHION_S = {SourceKind.HTTP_TS: 0.1, SourceKind.HTTP_FLV: 0.1}
_FORMATS = {SourceKind.HTTP_TS: "mpegts", SourceKind.HTTP_FLV: "flv", SourceKind.HLS: "hls"}


def start() -> AvEngine:
    """Load the library for this process."""
    av.logging.set_level(None)  # FFmpeg's own messages carry whole addresses
    return AvEngine()


class AvEngine:
    """Opens what FFmpeg opens. Holds no state: every playback stands alone."""

    name: ClassVar[str] = "av"

    def ability(self) -> EngineAbility:
        formats = av.formats_available
        opens = {
            SourceKind.RTSP: "rtsp" in formats,
            SourceKind.HTTP_TS: "mpegts" in formats,
            SourceKind.HTTP_FLV: "flv" in formats,
            SourceKind.HLS: "hls" in formats,
            SourceKind.FILE: True,
        }
        return EngineAbility(
            name=self.name,
            available=True,
            version=f"PyAV {av.__version__}, FFmpeg {av.ffmpeg_version_info}",
            opens={kind.value: can for kind, can in opens.items()},
        )

    def open(self, source: Source, canvas: Canvas, sink: Sink, timeout_s: float) -> Playback:
        playback = AvPlayback(source, canvas, sink, timeout_s)
        playback.start()
        return playback


class AvPlayback:
    """One connection and its thread."""

    def __init__(self, source: Source, canvas: Canvas, sink: Sink, timeout_s: float) -> None:
        self._source = source
        self._canvas = canvas
        self._sink = sink
        self._timeout_s = timeout_s
        self._closing = threading.Event()
        cushion_s = _CUSHION_S.get(source.kind, 0.0)
        self._pace = Pace(own_speed=source.kind not in _LIVE, cushion_s=cushion_s)
        self._clock = ClockOffset()
        self._clock_due = 0.0
        self._convert = VideoReformatter()
        self._waiting_since = 0.0
        self._time_base_s = 0.0
        self._barren = 0  # packets since the last picture
        self._opened = Opened()
        self._hold = False  # after damage: show nothing that builds on it, until the next key frame
        self._thread = threading.Thread(target=self._run, name="av-playback", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def retarget(self, canvas: Canvas) -> bool:
        self._canvas = canvas
        return True

    def close(self) -> None:
        self._closing.set()

    @property
    def finished(self) -> bool:
        return not self._thread.is_alive()

    def _run(self) -> None:
        opening, since = True, time.monotonic()
        try:
            with self._open() as container:
                opening = False
                end = self._play(container)
        except Exception as error:  # a task boundary: becomes the stream's health
            if not isinstance(error, av.FFmpegError):
                log.warning("playback failed with %s", type(error).__name__)
            since = since if opening else self._waiting_since
            end = end_of(
                error,
                self._source.kind,
                opening=opening,
                silent_s=time.monotonic() - since,
                timeout_s=self._timeout_s,
            )
        if not self._closing.is_set():
            self._sink.ended(end)

    def _open(self) -> InputContainer:
        source = self._source
        options = dict(_PROBING)
        limit_us = str(int(self._timeout_s * 1e6))
        address = source.url_with_credentials()
        match source.kind:
            case SourceKind.FILE:
                address, options = url2pathname(urlsplit(source.url).path), {}
            case SourceKind.RTSP:
                options |= {
                    "rtsp_transport": source.transport,
                    "allowed_media_types": "video",
                    "timeout": limit_us,
                    "max_delay": "200000",
                    "buffer_size": "2097152",
                }
            case _:
                options |= {"timeout": limit_us, "rw_timeout": limit_us}
        return av.open(
            address,
            format=_FORMATS.get(source.kind),
            options=options,
            timeout=(self._timeout_s, self._timeout_s),
        )

    def _play(self, container: InputContainer) -> End:
        if not container.streams.video:
            return End(Reason.CODEC, "no video")
        stream = container.streams.video[0]
        codec = stream.codec_context
        # PyAV's stub says otherwise, but there is none where FFmpeg has no decoder.
        if codec is None:
            return End(Reason.CODEC)
        # As a float, once: a Fraction for every picture costs more than its copy.
        self._time_base_s = float(stream.time_base or 0)
        codec.thread_count = 1
        codec.thread_type = ThreadType.NONE
        self._opened = Opened(codec.name, codec.width, codec.height, float(stream.average_rate or 0.0))
        self._sink.opened(self._opened)
        while not self._closing.is_set():
            reason = self._read(container, stream)
            if reason is not Reason.CLOSED or not self._source.loop or self._closing.is_set():
                return End(reason)
            container.seek(0)
            self._pace.restart()
        return End(Reason.CLOSED)

    def _read(self, container: InputContainer, stream: VideoStream) -> Reason:
        """Play until the end; returns why it was the end."""
        self._waiting_since = time.monotonic()
        for packet in container.demux(stream):
            if self._closing.is_set():
                return Reason.STOPPED
            if self._source.kind in _LIVE:
                # At the end, the parser and then the decoder hand out what they held back: no sign of life.
                if time.monotonic() - self._waiting_since >= 0.9 * self._timeout_s:
                    return Reason.TIMEOUT
                if packet.size == 0:
                    return Reason.CLOSED
            self._sink.received(packet.size)
            try:
                frames = packet.decode()
            except av.FFmpegError:
                self._hold = True
                self._sink.spoilt(time.monotonic())
                frames = []
            if self._source.kind is SourceKind.RTSP:
                self._learn_clock(packet)
            self._barren = 0 if frames else self._barren + 1
            if self._barren > _BARREN:
                self._sink.spoilt(time.monotonic())
            for frame in frames:
                self._on_frame(frame)
            self._waiting_since = time.monotonic()
        return Reason.CLOSED

    def _learn_clock(self, packet: Packet[VideoStream]) -> None:
        """RTCP sender reports tell what the camera's clock showed at a picture; once a second is plenty."""
        now = time.monotonic()
        if now < self._clock_due or packet.pts is None or not packet.has_sidedata("prft"):
            return
        self._clock_due = now + 1.0
        (wall_us,) = struct.unpack_from("=q", bytes(packet.get_sidedata("prft")))
        self._clock.learn(wall_us / 1e6, packet.pts * self._time_base_s)

    def _on_frame(self, frame: VideoFrame) -> None:
        decoded_at = time.monotonic()
        if frame.is_corrupt:
            self._hold = True
        elif frame.key_frame:
            self._hold = False
        if self._hold:
            self._sink.spoilt(decoded_at)
            return
        if (frame.width, frame.height) != (self._opened.width_px, self._opened.height_px):
            # Cameras change their size in mid-stream; the figures have to follow the pictures.
            self._opened = replace(self._opened, width_px=frame.width, height_px=frame.height)
            self._sink.opened(self._opened)
        pts = frame.pts
        pts_s = None if pts is None else pts * self._time_base_s
        wait_s = self._pace.wait_s(pts_s, decoded_at)
        if wait_s > 0 and self._closing.wait(wait_s):
            return
        now = time.monotonic()
        plane = frame.planes[0]
        luma = Luma(memoryview(plane), frame.height, min(frame.width, plane.line_size), plane.line_size)
        self._sink.picture(now, luma)
        if self._pace.worth(pts_s, now):
            self._write(frame, pts_s, decoded_at)

    def _write(self, frame: VideoFrame, pts_s: float | None, decoded_at: float) -> None:
        canvas = self._canvas
        width_px, height_px = canvas.fit(frame.width, frame.height)
        if not canvas.due(decoded_at):
            return
        picture = self._convert.reformat(
            frame,
            width_px,
            height_px,
            "bgra",
            interpolation=Interpolation.FAST_BILINEAR,
            threads=1,  # by default it starts one thread per core, for every picture
        )
        pixels = canvas.begin(width_px, height_px)
        if pixels is None:
            return
        try:
            _copy(picture, pixels, width_px * 4)
        except BaseException:
            canvas.abandon()
            raise
        captured_at = self._clock.captured_at(pts_s, decoded_at, time.time())
        canvas.commit(decoded_at=decoded_at, captured_at=captured_at, pts=frame.pts or 0)
        now = time.monotonic()
        self._sink.written(now, (now - captured_at) * 1e3 if captured_at else 0.0)


def _copy(picture: VideoFrame, pixels: memoryview, row: int) -> None:
    plane = picture.planes[0]
    source, pitch = memoryview(plane), plane.line_size
    if pitch == row:
        pixels[:] = source[: len(pixels)]
        return
    for line, start in enumerate(range(0, len(pixels), row)):
        pixels[start : start + row] = source[line * pitch : line * pitch + row]
