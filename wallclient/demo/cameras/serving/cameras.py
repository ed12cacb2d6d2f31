"""The cameras at run time: their streams, their fault, who is connected.

One that nobody asks for costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from wallclient.demo.cameras.clips import ClipSpec
from wallclient.demo.cameras.serving.clock import Timeline
from wallclient.demo.cameras.serving.faults import CUTS_CONNECTIONS, Fault
from wallclient.demo.cameras.serving.programme import Mode
from wallclient.demo.cameras.serving.stream import Stream, Viewer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.demo.cameras.clips import Clip
    from wallclient.demo.cameras.config import Camera, CamerasConfig, ProfileName, Transport
    from wallclient.demo.cameras.making.store import ClipStore
    from wallclient.demo.cameras.serving.clock import Clock
    from wallclient.demo.cameras.serving.ticker import Ticker


class Line(Protocol):
    """A connection that has named this camera."""

    def cut(self) -> None:
        """Close it at once."""

    @property
    def unanswered(self) -> bool:
        """True after a request was swallowed: such a client would wait for ever."""


class SimulatedCamera:
    """Owns the streams and the fault of one camera."""

    def __init__(
        self, config: Camera, timeline: Timeline, *, clock: Clock, store: ClipStore, ticker: Ticker
    ) -> None:
        self.config = config
        self.timeline = timeline
        self.fault = config.fault
        self._clock = clock
        self._store = store
        self._ticker = ticker
        self._streams: dict[ProfileName, Stream] = {}
        self._lines: set[Line] = set()
        self._ended_frames = 0
        self._ended_bytes = 0
        self._frozen_index = timeline.index(timeline.key_before(self.now_frame))

    @property
    def now_frame(self) -> int:
        return self.timeline.frame_at(self._clock.now())

    @property
    def viewer_count(self) -> int:
        return sum(stream.viewer_count for stream in self._streams.values())

    @property
    def unanswered_count(self) -> int:
        """Connections of which a request was swallowed."""
        return sum(line.unanswered for line in self._lines)

    @property
    def frames_sent(self) -> int:
        return self._ended_frames + sum(stream.frames_sent for stream in self._streams.values())

    @property
    def bytes_sent(self) -> int:
        return self._ended_bytes + sum(stream.bytes_sent for stream in self._streams.values())

    def attach(self, line: Line) -> None:
        self._lines.add(line)

    def detach(self, line: Line) -> None:
        self._lines.discard(line)

    async def clip(self, profile: ProfileName, fault: Fault | None = None) -> Clip:
        """The clip that a new client gets under `fault` (None: the present one). Raises MakingFailed."""
        fault = self.fault if fault is None else fault
        return await self._store.get(self._spec(profile, other_size=fault is Fault.RESOLUTION))

    async def stream(self, profile: ProfileName) -> Stream:
        """The stream to join. Raises MakingFailed."""
        while profile not in self._streams:
            fault = self.fault
            clip = await self.clip(profile, fault)
            # Both may have changed while a clip was made.
            if self.fault is fault and profile not in self._streams:
                mode = Mode(fault, clip, self._frozen_index)
                self._streams[profile] = Stream(self.timeline, mode, self._on_stream_ended)
        return self._streams[profile]

    def play(self, stream: Stream, viewer: Viewer, first_frame: int) -> None:
        """Let `viewer` watch from `first_frame` on, which is a key frame; what is due is sent at once."""
        stream.join(viewer, first_frame)
        self._ticker.add(stream)
        stream.advance(self._clock.now())

    async def set_fault(self, fault: Fault) -> None:
        """Change what is wrong from now on. Raises MakingFailed if a clip for it cannot be made."""
        clips = {profile: await self.clip(profile, fault) for profile in tuple(self._streams)}
        before, self.fault = self.fault, fault
        frame = self.now_frame + 1
        self._frozen_index = self.timeline.index(self.timeline.key_before(frame - 1))
        for profile, stream in self._streams.items():
            clip = clips.get(profile) or stream.clip(frame)
            stream.switch(Mode(fault, clip, self._frozen_index), frame)
        for line in tuple(self._lines):
            if before is not fault and (_cuts(before, fault) or line.unanswered):
                line.cut()

    def _spec(self, profile: ProfileName, *, other_size: bool) -> ClipSpec:
        size = self.config.profile(profile)
        width_px, height_px = size.width_px, size.height_px
        if other_size:
            # A small one grows: a stamp needs its width.
            up, down = (3, 4) if width_px >= 320 else (3, 2)
            width_px, height_px = (side * up // down & ~1 for side in (width_px, height_px))
        return ClipSpec(
            scene=self.config.scene,
            variant=self.config.variant,
            name=self.config.name,
            number=self.config.number,
            profile=profile,
            codec=self.config.codec,
            width_px=width_px,
            height_px=height_px,
            kbit_s=size.rate_kbit_s,
            fps=self.timeline.fps,
            frames=self.timeline.frames,
            gop=self.timeline.gop,
        )

    def _on_stream_ended(self, stream: Stream) -> None:
        self._ticker.remove(stream)
        self._ended_frames += stream.frames_sent
        self._ended_bytes += stream.bytes_sent
        self._streams = {name: other for name, other in self._streams.items() if other is not stream}


class Fleet:
    """All cameras of the config; what runs is made when a camera is first named."""

    def __init__(self, config: CamerasConfig, *, clock: Clock, store: ClipStore, ticker: Ticker) -> None:
        self.configs = {camera.id: camera for camera in config.cameras}
        self._config = config
        self._clock = clock
        self._store = store
        self._ticker = ticker
        self._cameras: dict[str, SimulatedCamera] = {}

    @property
    def active(self) -> Iterable[SimulatedCamera]:
        """Those that have been named since the start."""
        return self._cameras.values()

    def find(self, camera_id: str, transport: Transport | None = None) -> SimulatedCamera | None:
        """The camera of that id, if it exists and is offered over `transport` (None: over any)."""
        camera = self._cameras.get(camera_id)
        if camera is None:
            config = self.configs.get(camera_id)
            if config is None:
                return None
            camera = SimulatedCamera(
                config, self._timeline(config), clock=self._clock, store=self._store, ticker=self._ticker
            )
            self._cameras[camera_id] = camera
        return camera if transport in (None, camera.config.transport) else None

    def _timeline(self, camera: Camera) -> Timeline:
        config = self._config
        number = camera.number if config.stagger else 0
        return Timeline.of_camera(
            number, epoch_s=config.epoch_s, fps=config.fps, frames=config.frames, gop=config.gop
        )


def _cuts(before: Fault, fault: Fault) -> bool:
    # Another codec was announced while `unsupported` held: those clients have to ask anew too.
    return fault in CUTS_CONNECTIONS or before is Fault.UNSUPPORTED
