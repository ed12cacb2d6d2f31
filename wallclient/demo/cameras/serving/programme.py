"""What a stream shows at which frame, with faults coming and going.

Pure: a frame asked for twice is the same twice.

A fault that ends in the middle of a group goes on until the next key frame, as a camera's would: a client
never gets pictures that refer to others it was not sent, unless that is the fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallclient.demo.cameras.serving.faults import SILENT, Fault

if TYPE_CHECKING:
    from wallclient.demo.cameras.clips import Clip
    from wallclient.demo.cameras.serving.clock import Timeline

_HELD = SILENT | {Fault.FREEZE}


@dataclass(frozen=True, slots=True)
class Mode:
    """A way of showing a camera: its fault, the clip that is played, the picture a freeze stands on."""

    fault: Fault
    clip: Clip
    frozen_index: int = 0


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to send: picture `index` of `clip` as frame `frame` of the timeline."""

    frame: int
    clip: Clip
    index: int
    fault: Fault

    @property
    def is_key(self) -> bool:
        return self.clip.is_key(self.index)


class Programme:
    """The modes of one stream in their order."""

    def __init__(self, timeline: Timeline, mode: Mode) -> None:
        self._timeline = timeline
        # (first frame, mode), oldest first; the first one holds since ever.
        self._modes: list[tuple[int, Mode]] = [(0, mode)]

    def mode(self, frame: int) -> Mode:
        for since, mode in reversed(self._modes):
            if since <= frame:
                return mode
        return self._modes[0][1]

    def switch(self, mode: Mode, frame: int) -> None:
        """Change to `mode` from `frame` on, or from the next key frame where only that is clean."""
        current = self.mode(frame)
        if mode.fault not in _HELD and (current.fault in _HELD or current.clip is not mode.clip):
            frame = self._timeline.key_from(frame)
        earlier = [(since, old) for since, old in self._modes if since < frame]
        # Nobody asks for frames older than a group: two modes back are enough.
        self._modes = [*earlier[-2:], (frame, mode)]

    def shot(self, frame: int) -> Shot | None:
        """The picture of `frame`; None where nothing is to be sent."""
        mode = self.mode(frame)
        if mode.fault in SILENT:
            return None
        index = mode.frozen_index if mode.fault is Fault.FREEZE else self._timeline.index(frame)
        if mode.fault is Fault.NO_KEYFRAMES and mode.clip.is_key(index):
            return None
        return Shot(frame, mode.clip, index, mode.fault)
