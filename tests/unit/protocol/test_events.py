"""Data of every type: decoded by name, checked, and open to what is new."""

from __future__ import annotations

import json

import msgspec
import pytest

from tests.unit.protocol.wire_frames import START, changed, frame, position, positions
from wallclient.protocol import envelope, events
from wallclient.protocol.envelope import FrameError
from wallclient.protocol.events import DATA_TYPES, decode_data, in_topics, to_event


def test_the_whole_new_state_of_an_incident_arrives() -> None:
    event = to_event(envelope.decode(frame("incident.created", changed(5, version=3), 9)))
    assert (event.sequence, event.type, event.time) == (9, "incident.created", START)
    assert isinstance(event.data, events.IncidentChanged)
    assert event.data.incident.version == 3


def test_unknown_fields_pass() -> None:
    data = json.loads(msgspec.json.encode(changed()))
    data["incident"]["new_field"] = {"deep": [1]}
    data["also_new"] = True
    assert decode_data("incident.updated", json.dumps(data).encode()) == changed()


def test_an_unknown_type_gives_plain_values() -> None:
    assert decode_data("drone.started", b'{"id": 1, "at": "2026-05-06T08:30:00"}') == {
        "id": 1,
        "at": "2026-05-06T08:30:00",
    }


@pytest.mark.parametrize("event_type", sorted(DATA_TYPES))
def test_data_of_the_wrong_shape_is_refused_and_the_type_is_named(event_type: str) -> None:
    with pytest.raises(FrameError, match=event_type):
        decode_data(event_type, b'["not", "an", "object"]')


@pytest.mark.parametrize(
    "change", [{"state": "exploded"}, {"version": "3"}, {"reported_at": None}, {"lon": "east"}]
)
def test_a_wrong_field_is_refused_and_its_place_is_named(change: dict[str, object]) -> None:
    data = json.loads(msgspec.json.encode(changed()))
    data["incident"].update(change)
    with pytest.raises(FrameError, match=rf"incident\.{next(iter(change))}"):
        decode_data("incident.updated", json.dumps(data).encode())


@pytest.mark.parametrize("time", ["2026-05-06T08:30:00", "2026-05-06T08:30:00.25"])
def test_a_time_without_a_zone_is_refused_wherever_it_is(time: str) -> None:
    data = json.loads(msgspec.json.encode(changed()))
    data["incident"]["course"] = [{"at": time, "who": "张敏", "text": "上报"}]
    with pytest.raises(FrameError, match="zone"):
        decode_data("incident.updated", json.dumps(data).encode())


def test_words_that_look_like_a_time_are_words() -> None:
    data = json.loads(msgspec.json.encode(changed()))
    data["incident"]["title"] = "2026-05-06T08:30:00"
    decoded = decode_data("incident.updated", json.dumps(data).encode())
    assert isinstance(decoded, events.IncidentChanged)
    assert decoded.incident.title == "2026-05-06T08:30:00"


def test_positions_are_geojson() -> None:
    data = positions(position("w1", 120.6, 31.28))
    wire = json.loads(msgspec.json.encode(data))
    assert wire["type"] == "FeatureCollection"
    assert wire["features"][0]["type"] == "Feature"
    assert wire["features"][0]["geometry"] == {"type": "Point", "coordinates": [120.6, 31.28]}
    assert decode_data("worker.positions", json.dumps(wire).encode()) == data


def test_an_altitude_behind_a_position_does_no_harm() -> None:
    text = msgspec.json.encode(positions(position("w1", 120.5, 31.25))).replace(b"31.25]", b"31.25,12.0]")
    data = decode_data("worker.positions", text)
    assert isinstance(data, events.WorkerPositions)
    assert (data.features[0].geometry.lon, data.features[0].geometry.lat) == (120.5, 31.25)


@pytest.mark.parametrize("point", ["[120.6]", "[]", "[31.28, 120.6]", "[1e9, 0]", '["a", "b"]', "[null, 1]"])
def test_a_point_that_is_nowhere_on_earth_is_refused(point: str) -> None:
    text = msgspec.json.encode(positions(position("w1", 120.5, 31.25))).decode()
    with pytest.raises(FrameError):
        decode_data("worker.positions", text.replace("[120.5,31.25]", point).encode())


def test_a_gap_speaks_of_from_on_the_wire() -> None:
    assert json.loads(msgspec.json.encode(events.StreamGap(from_=1, to=2))) == {
        "from": 1,
        "to": 2,
        "reason": "",
    }


def test_topics_select_by_first_word_or_by_whole_type() -> None:
    assert in_topics("incident.created", ())
    assert in_topics("incident.created", ("worker", "incident"))
    assert in_topics("worker.positions", ("worker.positions",))
    assert not in_topics("worker.status", ("worker.positions",))
    assert not in_topics("incidental.note", ("incident",))
    assert in_topics("stream.heartbeat", ("worker",))
