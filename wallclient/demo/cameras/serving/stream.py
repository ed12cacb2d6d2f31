"""One stream of one camera and who watches it. All its viewers are served from one place, frame by frame.

A viewer begins at the key frame of the current group and is brought up to now in one burst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from wallclient.demo.cameras.serving.programme import Mode, Programme, Shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from wallclient.demo.cameras.clips import Clip
    from wallclient.demo.cameras.serving.clock import Timeline


_MIN_UNSENT_BYTES: Final = 512 * 1024


def unsent_limit(clip: Clip) -> int:
    """Bytes that may wait for a client: two groups of pictures, as one is sent at once to a new client.

    A client further behind is given up until it has caught up and a key frame comes.
    """
    group_s = clip.spec.gop / clip.spec.fps
    return max(_MIN_UNSENT_BYTES, int(2 * group_s * clip.spec.kbit_s * 1000 / 8))


class Viewer(Protocol):
    """A client that is playing."""

    def show(self, shot: Shot) -> int:
        """Send a picture; returns the bytes sent. Must not block and must not raise for a lost client."""


class Stream:
    """Owns the programme of one camera's profile and its viewers.

    `ended` is called when the last one leaves.
    """

    def __init__(self, timeline: Timeline, mode: Mode, ended: Callable[[Stream], None]) -> None:
        self.timeline = timeline
        self.frames_sent = 0
        self.bytes_sent = 0
        self._programme = Programme(timeline, mode)
        self._ended = ended
        # Next frame of each viewer.
        self._next: dict[Viewer, int] = {}

    @property
    def viewer_count(self) -> int:
        return len(self._next)

    def clip(self, frame: int) -> Clip:
        """What is being played at `frame`."""
        return self._programme.mode(frame).clip

    def switch(self, mode: Mode, frame: int) -> None:
        self._programme.switch(mode, frame)

    def join(self, viewer: Viewer, first_frame: int) -> None:
        self._next[viewer] = first_frame

    def leave(self, viewer: Viewer) -> None:
        if self._next.pop(viewer, None) is not None and not self._next:
            self._ended(self)

    def advance(self, now: float) -> None:
        """Send every viewer what is due."""
        frame = self.timeline.frame_at(now)
        for viewer in tuple(self._next):
            self._advance(viewer, frame)

    def _advance(self, viewer: Viewer, frame: int) -> None:
        # A process that was stopped for a while starts again as for a new client; it does not send minutes at
        # once.
        key = self.timeline.key_before(frame)
        first = self._next[viewer] if frame - self._next[viewer] < 2 * self.timeline.gop else key
        for due in range(first, frame + 1):
            shot = self._programme.shot(due)
            if shot is not None:
                sent_bytes = viewer.show(shot)
                self.bytes_sent += sent_bytes
                self.frames_sent += sent_bytes > 0
        if viewer in self._next:
            self._next[viewer] = max(first, frame + 1)
