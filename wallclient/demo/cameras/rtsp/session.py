"""One RTSP session: a camera's profile, how it is delivered, and whether it plays.

Its owner is a connection.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from wallclient.demo.cameras.rtsp.sender import RtpSender

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.demo.cameras.config import ProfileName
    from wallclient.demo.cameras.rtsp.packetiser import PacketCache
    from wallclient.demo.cameras.rtsp.sinks import Sink
    from wallclient.demo.cameras.serving.cameras import SimulatedCamera
    from wallclient.demo.cameras.serving.stream import Stream


class RtspSession:
    """Between SETUP and TEARDOWN. `released` gives back what SETUP took (the watched UDP port)."""

    def __init__(
        self,
        camera: SimulatedCamera,
        profile: ProfileName,
        sink: Sink,
        cache: PacketCache,
        released: Callable[[], None],
    ) -> None:
        self.id = secrets.token_hex(8)
        self.camera = camera
        self.profile = profile
        self.sender = RtpSender(sink, cache, camera.timeline, cname=f"camera-{camera.config.number}")
        self._stream: Stream | None = None
        self._released = released

    @property
    def playing(self) -> bool:
        return self._stream is not None

    def play(self, stream: Stream, first_frame: int) -> None:
        self._stream = stream
        self.sender.restart()
        self.camera.play(stream, self.sender, first_frame)

    def pause(self) -> None:
        if self._stream is not None:
            self._stream.leave(self.sender)
            self._stream = None

    def end(self) -> None:
        self.pause()
        self.sender.end()
        self._released()
