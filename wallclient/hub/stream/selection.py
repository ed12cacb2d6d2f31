"""What one consumer asked for: topics, one area, and newest positions only when it lags.

Leaving an event out is never a loss to the consumer: each frame that is sent says in `previous` what it
follows on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from wallclient.hub.journal.database import Row
from wallclient.protocol import envelope
from wallclient.protocol.events import WORKER_POSITIONS, WorkerPosition, WorkerPositions, in_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Selection:
    """`topics`: first words or whole types, none for all. `area`: code; empty for all areas."""

    topics: tuple[str, ...] = ()
    area: str = ""

    @classmethod
    def parse(cls, topics: str, area: str) -> Selection:
        return cls(tuple(topic.strip() for topic in topics.split(",") if topic.strip()), area.strip())

    def wants(self, event_type: str, area: str) -> bool:
        """Whether an event comes, by its type and area. Events that concern no area always come."""
        return in_topics(event_type, self.topics) and self.covers(area)

    def covers(self, area: str) -> bool:
        """Whether `area` is unknown, lies in the chosen one, or is a larger one around it."""
        return area.startswith(self.area) or self.area.startswith(area)


def with_previous(frame: str, previous: int) -> str:
    """`frame`, a JSON object, with the sequence that it follows on in this connection."""
    return f'{frame[:-1]},"previous":"{envelope.format_sequence(previous)}"}}'


def only_area(row: Row, selection: Selection, area_of: Callable[[str], str]) -> Row | None:
    """Positions of workers of the chosen area; None if there are none. Other rows stay as they are."""
    if row.type != WORKER_POSITIONS or not selection.area:
        return row
    event = envelope.decode(row.frame)
    positions = msgspec.json.decode(event.data, type=WorkerPositions)
    chosen = tuple(one for one in positions.features if selection.covers(area_of(one.id)))
    if not chosen:
        return None
    return _with_data(row, event, WorkerPositions(features=chosen))


def merge_positions(rows: Sequence[Row]) -> list[Row]:
    """`rows` with all positions in the last of their kind, only the newest of each worker."""
    places = [index for index, row in enumerate(rows) if row.type == WORKER_POSITIONS]
    if len(places) < 2:
        return list(rows)
    newest: dict[str, WorkerPosition] = {}
    for index in places:
        event = envelope.decode(rows[index].frame)
        for one in msgspec.json.decode(event.data, type=WorkerPositions).features:
            newest[one.id] = one
    last = rows[places[-1]]
    merged = _with_data(last, envelope.decode(last.frame), WorkerPositions(features=tuple(newest.values())))
    return [merged if row is last else row for row in rows if row is last or row.type != WORKER_POSITIONS]


def _with_data(row: Row, event: envelope.CloudEvent, data: WorkerPositions) -> Row:
    fresh = msgspec.structs.replace(event, data=msgspec.Raw(msgspec.json.encode(data)))
    return Row(row.sequence, row.type, row.area, envelope.encode(fresh))
