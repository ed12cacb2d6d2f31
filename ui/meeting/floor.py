"""Who has the floor: the speaker keeps the large place until another has spoken for two seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallclient.model.meetings import Participant

HOLD_S = 2.0


class Floor:
    """Owns since when each speaks, and who has the large place. Times are monotonic seconds."""

    def __init__(self) -> None:
        self.speaker_id = ""
        self._since: dict[str, float] = {}

    def clear(self) -> None:
        """Another meeting: nobody has the floor."""
        self.speaker_id = ""
        self._since.clear()

    def follow(self, participants: Iterable[Participant], now_s: float) -> bool:
        """Take who speaks now; True if the large place changes hands.

        Where two speak at once, the one who began later gets the place, once: they do not change to and fro.
        """
        speaking = [one.id for one in participants if one.speaking and one.joined]
        self._since = {one: self._since.get(one, now_s) for one in speaking}
        if not speaking:
            return False
        if not self.speaker_id:
            self.speaker_id = speaking[0]
            return True
        begun = self._since.get(self.speaker_id, float("-inf"))
        ready = [
            (since, one)
            for one, since in self._since.items()
            if one != self.speaker_id and since > begun and now_s - since >= HOLD_S
        ]
        if not ready:
            return False
        self.speaker_id = max(ready)[1]
        return True

    def speaking_s(self, participant_id: str, now_s: float) -> float | None:
        """For how long somebody has been speaking; None if they are not."""
        since = self._since.get(participant_id)
        return None if since is None else now_s - since
