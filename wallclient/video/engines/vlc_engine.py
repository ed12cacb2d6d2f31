"""The libVLC engine: HTTP-TS, HTTP-FLV, HLS and files; RTSP where libVLC was built with live555. The only
file that plays with `vlc`.

libVLC is never called from one of its callbacks, and only a playback's own thread calls it, because `stop`
may block. Every callback object lives as long as its playback's thread.
"""

from __future__ import annotations

import ctypes
import logging
import queue
import threading
import time
from typing import TYPE_CHECKING, ClassVar

import vlc

from wallclient.model.health import Reason
from wallclient.video.abilities import EngineAbility
from wallclient.video.difference import Difference
from wallclient.video.engines import http_answer
from wallclient.video.engines import vlc_library as lib
from wallclient.video.port import End, Luma, Opened, SourceKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from wallclient.video.port import Canvas, Playback, Sink, Source

log = logging.getLogger(__name__)

_INSTANCE_OPTIONS = (
    "--quiet",
    "--intf=dummy",
    "--no-audio",
    "--no-xlib",
    "--no-osd",
    "--no-spu",
    "--no-video-title-show",
    "--avcodec-threads=1",
    "--avcodec-hw=none",  # else it builds the picture output twice in vain before it decodes in software
    "--no-avcodec-corrupted",  # the last good picture rather than a damaged one
)
_CACHING_MS = 300
_REFUSALS = frozenset({Reason.AUTHENTICATION, Reason.FORBIDDEN, Reason.NOT_FOUND, Reason.ENGINE})
_LOOK_S = 0.25
# Share of the time limit after which a stream that shows nothing is asked about.
_PATIENCE = 0.25


def start() -> VlcEngine:
    """Load the library for this process."""
    instance = vlc.Instance(list(_INSTANCE_OPTIONS))
    if instance is None:
        raise OSError("libVLC does not start; are its plugins (vlc-plugin-base) installed?")
    return VlcEngine(instance)


class VlcEngine:
    """Opens what this libVLC's plugins open. Owns the one libVLC instance of this process."""

    name: ClassVar[str] = "vlc"

    def __init__(self, instance: Any) -> None:
        self._instance = instance

    def ability(self) -> EngineAbility:
        plugins = lib.plugin_names(str(vlc.plugin_path or vlc.dll._name or ""))
        version = vlc.libvlc_get_version().decode(errors="replace")
        reason = "" if plugins else "libVLC's plugins were not found"
        return EngineAbility(
            name=self.name,
            available=bool(plugins),
            version=f"libVLC {version}",
            opens=lib.opens(plugins),
            reason=reason,
        )

    def open(self, source: Source, canvas: Canvas, sink: Sink, timeout_s: float) -> Playback:
        playback = VlcPlayback(self._instance, source, canvas, sink, timeout_s)
        playback.start()
        return playback


class VlcPlayback:
    """One media player and the thread that alone may call it."""

    def __init__(self, instance: Any, source: Source, canvas: Canvas, sink: Sink, timeout_s: float) -> None:
        self._instance = instance
        self._source = source
        self._sink = sink
        self._timeout_s = timeout_s
        self._surface = _Surface(canvas, sink)
        self._news: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._closing = False
        self._seen_bytes = 0
        self._seen_spoilt = 0
        self._told = Opened()
        self._thread = threading.Thread(target=self._run, name="vlc-playback", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def retarget(self, canvas: Canvas) -> bool:
        return False  # libVLC asks for the size once, when it starts to show

    def close(self) -> None:
        self._closing = True
        self._news.put("close")

    @property
    def finished(self) -> bool:
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            end = self._play()
        except Exception as error:  # a task boundary: becomes the stream's health
            log.warning("playback failed with %s", type(error).__name__)
            end = End(Reason.ENGINE, type(error).__name__)
        if not self._closing:
            self._sink.ended(end)

    def _play(self) -> End:
        media = self._instance.media_new(self._source.url_with_credentials())
        for option in self._options():
            media.add_option(option)
        player = self._instance.media_player_new()
        try:
            self._surface.attach(player)
            self._listen(player)
            player.set_media(media)
            if player.play() != 0:
                return End(Reason.ENGINE, "libVLC does not play it")
            return self._wait(media)
        finally:
            player.stop()
            player.release()
            media.release()

    def _options(self) -> list[str]:
        options = [f":network-caching={_CACHING_MS}", ":clock-jitter=0"]
        if self._source.kind is SourceKind.RTSP:
            # live555 cuts key frames at 250 kB unless told otherwise.
            options += [":rtsp-frame-buffer-size=1500000"]
            options += [":rtsp-tcp"] if self._source.transport == "tcp" else []
        if self._source.loop:
            options.append(":input-repeat=65535")
        return options

    def _listen(self, player: Any) -> None:
        manager = player.event_manager()
        for event, news in (
            (vlc.EventType.MediaPlayerEndReached, "end"),
            (vlc.EventType.MediaPlayerEncounteredError, "error"),
        ):
            manager.event_attach(event, lambda _event, news=news: self._news.put(news))

    def _wait(self, media: Any) -> End:
        asked = False
        started_at = time.monotonic()
        while not self._closing:
            try:
                news = self._news.get(timeout=_LOOK_S)
            except queue.Empty:
                news = ""
            if news in {"end", "error"}:
                return self._explain(news)
            if self._closing:
                break
            self._tell(media)
            if (
                not (asked or self._surface.shown)
                and time.monotonic() - started_at > _PATIENCE * self._timeout_s
            ):
                asked = True
                end = self._refusal()
                if end is not None:
                    return end
        return End(Reason.STOPPED)

    def _refusal(self) -> End | None:
        """Asked for a password, libVLC waits for somebody to type one: find out whether that is the case."""
        if self._source.kind in {SourceKind.FILE, SourceKind.RTSP}:
            return None
        end = http_answer.ask(self._source, _PATIENCE * self._timeout_s)
        return end if end.reason in _REFUSALS else None

    def _explain(self, news: str) -> End:
        if self._surface.shown:
            return End(Reason.CLOSED)
        if self._source.kind is SourceKind.FILE:
            return End(Reason.NOT_FOUND if news == "error" else Reason.CLOSED)
        if self._source.kind is SourceKind.RTSP:
            return End(Reason.UNREACHABLE)
        return http_answer.ask(self._source, self._timeout_s)

    def _tell(self, media: Any) -> None:
        stats = vlc.MediaStats()
        if media.get_stats(stats):
            received = int(stats.read_bytes)
            self._sink.received(received - self._seen_bytes)
            self._seen_bytes = received
            spoilt = int(stats.demux_corrupted) + int(stats.demux_discontinuity)
            if spoilt > self._seen_spoilt:
                self._sink.spoilt(time.monotonic(), spoilt - self._seen_spoilt)
            self._seen_spoilt = spoilt
            self._surface.decoded(int(stats.decoded_video))
        opened = lib.video_track(vlc.dll, media._as_parameter_)
        if opened is not None and opened != self._told:
            self._told = opened
            self._sink.opened(opened)


class _Surface:
    """The picture output: libVLC's callbacks on one side, a canvas on the other.

    For each picture, libVLC's picture thread calls lock, copies, and calls unlock; nothing blocks in between.
    When no new one comes it shows the last one again, every 80 ms: that is neither written nor told. Only the
    count of decoded pictures tells a camera that sends the same picture from one that sends nothing.
    """

    def __init__(self, canvas: Canvas, sink: Sink) -> None:
        self._canvas = canvas
        self._sink = sink
        self._size = (0, 0)
        self._scratch = bytearray()
        self._pixels: memoryview | None = None
        self._difference = Difference(whole_every_s=0.0)
        self._decoded = 0
        self._news = False  # a new picture was shown since the last look at the count
        self._owed = False  # decoded, and the same as before: the next showing again stands for it
        self.shown = False
        # ctypes does not keep what it hands to C.
        self._callbacks = (
            lib.LockCallback(_guarded(self._on_lock, 0)),
            lib.UnlockCallback(_guarded(self._on_unlock, None)),
            lib.FormatCallback(_guarded(self._on_format, 0)),
        )

    def attach(self, player: Any) -> None:
        lock, unlock, form = (ctypes.cast(callback, ctypes.c_void_p) for callback in self._callbacks)
        vlc.dll.libvlc_video_set_callbacks.argtypes = [ctypes.c_void_p] * 5
        vlc.dll.libvlc_video_set_format_callbacks.argtypes = [ctypes.c_void_p] * 3
        vlc.dll.libvlc_video_set_callbacks(player._as_parameter_, lock, unlock, None, None)
        vlc.dll.libvlc_video_set_format_callbacks(player._as_parameter_, form, None)

    def _on_format(self, _opaque: Any, chroma: Any, width: Any, height: Any, pitch: Any, lines: Any) -> int:
        self._size = width_px, height_px = self._canvas.fit(*lib.visible_size(width, height))
        self._scratch = bytearray(width_px * height_px * 4)
        chroma.contents.raw = b"RV32"
        width[0], height[0] = width_px, height_px
        pitch[0], lines[0] = width_px * 4, height_px
        return 1

    def _on_lock(self, _opaque: Any, planes: Any) -> int:
        due = self._canvas.due(time.monotonic())
        self._pixels = self._canvas.begin(*self._size) if due else None
        # Closed, or too early: libVLC must be given some place to write to all the same.
        place = self._scratch if self._pixels is None else self._pixels
        planes[0] = ctypes.addressof(ctypes.c_char.from_buffer(place))
        # 0 and not None: None for a `void *` loses a reference to None on some Pythons.
        return 0

    def _on_unlock(self, *_unused: Any) -> None:
        now = time.monotonic()
        pixels, self._pixels = self._pixels, None
        width_px, height_px = self._size
        data = memoryview(self._scratch) if pixels is None else pixels
        luma = Luma(data, height_px, width_px * 4, width_px * 4)
        written = False
        try:
            is_new = self._difference.same_since(luma, now) == now
            if is_new or self._owed:
                self._owed = False
                self._sink.picture(now, luma)
            self._news |= is_new
            written = is_new and pixels is not None
        finally:
            if written:
                self._canvas.commit(decoded_at=now)
            elif pixels is not None:
                self._canvas.abandon()
        if written:
            self.shown = True
            self._sink.written(now, 0.0)

    def decoded(self, total: int) -> None:
        """How many pictures libVLC has decoded so far, looked up from time to time."""
        self._owed = total != self._decoded and not self._news
        self._decoded, self._news = total, False


def _guarded(callback: Callable[..., Any], otherwise: Any) -> Callable[..., Any]:
    """C cannot take an exception: it is logged, and the picture goes nowhere."""

    def call(*arguments: Any) -> Any:
        try:
            return callback(*arguments)
        except Exception as error:
            log.warning("a picture callback failed with %s", type(error).__name__)
            return otherwise

    return call
