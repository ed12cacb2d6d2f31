"""When a decoded picture is due and whether it is worth converting. Pure: the caller brings the clock.

Live sources are shown as they come and caught up with when they pile up; clips and HLS, which arrive in
lumps, are shown at their own speed.
"""

from __future__ import annotations

# Two pictures closer than this share of their usual distance: nobody will see the first one.
_CROWDED = 0.2
_LATE_S = 0.3
# Late for so long in spite of skipping: the road has become longer, there is nothing to catch up with.
_CATCH_UP_S = 2.0
_SEEN_WHILE_LATE_S = 0.25
# A camera's clock may run slower than ours; without this, it would look later and later.
_CREEP = 0.002
_JUMP_S = 10.0
# A server that has sent so much more than it can have filmed serves a recording.
_RECORDING_LEAD_S = 15.0


class Pace:
    """Timing of one connection's pictures. `pts_s`: the picture's own time in seconds, None if it has none.

    `cushion_s`: how long a live picture is held back so that ones that come in twos and threes are shown
    evenly; 0 shows each as it comes.
    """

    def __init__(self, *, own_speed: bool, cushion_s: float = 0.0) -> None:
        self._own_speed = own_speed
        self._cushion_s = cushion_s
        self._base: float | None = None  # our clock minus the picture's, at its least
        self._first = 0.0
        self._last_pts = 0.0
        self._last_kept = 0.0
        self._interval_s = 0.04
        self._late_since: float | None = None

    def restart(self) -> None:
        """The source begins anew: its times no longer follow from earlier ones."""
        self._base = None

    def wait_s(self, pts_s: float | None, now: float) -> float:
        """How long to hold this picture back. To be asked first, once per picture, in their order."""
        if pts_s is None:
            return 0.0
        step, self._last_pts = pts_s - self._last_pts, pts_s
        if 0.0 < step < 1.0:
            self._interval_s += (step - self._interval_s) * 0.1
        offset = now - pts_s
        if self._own_speed:
            if self._base is None or not -_JUMP_S < offset - self._base < 1.0:
                self._base = offset
            return max(0.0, self._base - offset)
        self._follow(offset)
        return max(0.0, self._cushion_s - self._behind_s(offset))

    def _follow(self, offset: float) -> None:
        if self._base is None or abs(offset - self._base) > 3 * _JUMP_S:
            self._base = self._first = offset
        self._base = min(offset, self._base + _CREEP * self._interval_s)
        if self._first - offset > _RECORDING_LEAD_S:
            self._own_speed = True
            self._base = offset

    def _behind_s(self, offset: float) -> float:
        return 0.0 if self._base is None else offset - self._base

    def worth(self, pts_s: float | None, now: float) -> bool:
        """Should this picture, now that it is due, be converted and shown?"""
        crowded = now - self._last_kept < _CROWDED * self._interval_s
        late = pts_s is not None and not self._own_speed and self._late(now - pts_s, now)
        keep = not crowded and (not late or now - self._last_kept >= _SEEN_WHILE_LATE_S)
        if keep:
            self._last_kept = now
        return keep

    def _late(self, offset: float, now: float) -> bool:
        if self._behind_s(offset) <= self._cushion_s + _LATE_S:
            self._late_since = None
            return False
        if self._late_since is None:
            self._late_since = now
        elif now - self._late_since > _CATCH_UP_S:
            self._base = offset
            self._late_since = None
            return False
        return True


class ClockOffset:
    """The camera's wall clock, from what RTCP told of it, turned into our monotonic seconds."""

    # Beyond this the camera's clock is not set like ours, and a latency from it would be a lie.
    _BELIEVABLE_S = (-0.25, 10.0)

    def __init__(self) -> None:
        self._offset: float | None = None

    def learn(self, wall_s: float, pts_s: float) -> None:
        """A picture of time `pts_s` was taken at `wall_s` (Unix seconds, by the camera)."""
        self._offset = wall_s - pts_s

    def captured_at(self, pts_s: float | None, now: float, now_unix: float) -> float:
        """When the picture was taken, in monotonic seconds; 0 if that is not known."""
        if self._offset is None or pts_s is None:
            return 0.0
        age = now_unix - (self._offset + pts_s)
        low, high = self._BELIEVABLE_S
        return now - max(0.0, age) if low < age < high else 0.0
