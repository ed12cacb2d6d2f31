"""Where a consumer stands in the stream: which event comes next, and from where to resume.

The cursor moves only when nothing before it is missing. In a snapshot and after a gap the place is ahead.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from wallclient.protocol.cursor import Cursor

if TYPE_CHECKING:
    from wallclient.protocol.events import StreamGap, StreamHello


class Fit(Enum):
    """How a sequence stands to the place."""

    NEXT = auto()
    KNOWN = auto()
    BEYOND = auto()


class Place:
    """Owns the cursor and what is known of the stream on this connection."""

    def __init__(self, cursor: Cursor | None) -> None:
        self.cursor = cursor
        self.last: int | None = None
        self.in_snapshot = False
        self.announced_gap = 0  # events told as gone, until a snapshot makes up for them
        self._stream_id = ""
        # Our number means nothing in this stream: no event counts before a gap or a snapshot.
        self._foreign = False
        self.connected()

    def connected(self) -> None:
        """A new connection resumes at the cursor; what stood ahead of it is void."""
        self.last = self.cursor.sequence if self.cursor else None
        self._stream_id = self.cursor.stream_id if self.cursor else ""
        self._foreign = self.in_snapshot = False
        self.announced_gap = 0

    def hello(self, hello: StreamHello) -> None:
        # Another log, or the same one put back to an older state: our number may mean another event there.
        known = bool(self._stream_id)
        if known and (hello.stream_id != self._stream_id or hello.sequence < (self.last or 0)):
            self.last = None
            self._foreign = True
        self._stream_id = hello.stream_id

    def gap(self, gap: StreamGap) -> None:
        self.announced_gap = max(0, gap.to - gap.from_ + 1)
        self.last = gap.to
        self._foreign = False

    def begin_snapshot(self, sequence: int) -> None:
        self.last = sequence
        self.in_snapshot = True
        self._foreign = False
        self.announced_gap = 0

    def end_snapshot(self) -> bool:
        """The state is whole. False if no snapshot had begun."""
        if not self.in_snapshot or self.last is None:
            return False
        self.in_snapshot = False
        self.move(self.last)
        return True

    def fit(self, number: int, previous: int) -> Fit:
        """How event `number`, which follows on `previous`, stands to the place."""
        if self.last is None:
            return Fit.BEYOND if self._foreign else Fit.NEXT
        if number <= self.last:
            return Fit.KNOWN
        return Fit.NEXT if previous <= self.last else Fit.BEYOND

    def move(self, number: int) -> None:
        """Everything up to `number` has been taken in, or has been given up."""
        self.last = number
        self._foreign = False
        self.announced_gap = 0
        if self._stream_id and not self.in_snapshot:
            self.cursor = Cursor(self._stream_id, number)
