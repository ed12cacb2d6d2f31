"""Envelope and cursor: what is read, what is refused, and what is never repeated."""

from __future__ import annotations

import json
import random

import pytest

from tests.unit.protocol.wire_frames import START, changed, event_frame, frame
from wallclient.protocol import envelope
from wallclient.protocol.cursor import Cursor, Resync, decode_reply, encode_reply
from wallclient.protocol.envelope import CloudEvent, FrameError, decode, encode, redact


def test_a_frame_survives_the_way_there_and_back() -> None:
    event = decode(event_frame(42, previous=40))
    assert event.number == 42
    assert event.previous == "00000000000000000040"
    assert decode(encode(event)) == event


def test_sequences_sort_as_text_like_numbers() -> None:
    numbers = [0, 9, 10, 99, 100, 10**19]
    assert sorted(map(envelope.format_sequence, numbers)) == [envelope.format_sequence(n) for n in numbers]


def test_an_event_without_a_place_has_no_sequence_on_the_wire() -> None:
    assert "sequence" not in json.loads(frame("incident.updated", changed()))


def test_unknown_attributes_pass() -> None:
    text = event_frame(1)[:-1] + ',"traceparent":"00-1","partitionkey":"x"}'
    assert decode(text).number == 1


@pytest.mark.parametrize(
    "change",
    [
        {"specversion": "0.3"},
        {"id": ""},
        {"type": ""},
        {"type": 7},
        {"time": "2026-05-06T08:30:00"},
        {"time": "yesterday"},
        {"sequence": "42"},
        {"sequence": 42},
        {"sequence": "0000000000000000004x"},
        {"datacontenttype": "application/protobuf"},
        {"data": None, "source": None},
    ],
)
def test_a_wrong_attribute_is_refused(change: dict[str, object]) -> None:
    text = json.dumps({**json.loads(event_frame(1)), **change})
    with pytest.raises(FrameError):
        decode(text)


@pytest.mark.parametrize("missing", ["specversion", "id", "source", "type", "time", "data"])
def test_a_missing_attribute_is_refused_by_name(missing: str) -> None:
    attributes = json.loads(event_frame(1))
    del attributes[missing]
    with pytest.raises(FrameError, match=missing):
        decode(json.dumps(attributes))


def outcome_of(text: bytes) -> CloudEvent | str:
    try:
        return decode(text)
    except FrameError as error:
        return error.reason


def test_whatever_comes_is_an_event_or_a_frame_error() -> None:
    chance = random.Random(7)
    good = event_frame(1).encode()
    for _ in range(3000):
        broken = bytearray(good)
        for _ in range(chance.randrange(1, 6)):
            match chance.randrange(3):
                case 0:
                    broken[chance.randrange(len(broken))] = chance.randrange(256)
                case 1:
                    del broken[chance.randrange(len(broken)) :]
                case _:
                    broken[chance.randrange(len(broken) + 1) : 0] = chance.randbytes(3)
            if not broken:
                break
        outcome = outcome_of(bytes(broken))
        assert isinstance(outcome, CloudEvent) or 0 < len(outcome) <= envelope.MAX_REASON_CHARS


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "7", b"\xff\xfe{}", "[" * 100_000, '{"a":' * 5000])
def test_what_is_no_event_is_a_frame_error(text: str | bytes) -> None:
    with pytest.raises(FrameError):
        decode(text)


def test_a_huge_frame_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(FrameError, match="limit"):
        decode(" " * (envelope.MAX_FRAME_BYTES + 1))


@pytest.mark.parametrize(
    "text",
    [
        "rtsp://admin:hunter2@10.0.0.4/1 refused",
        "Authorization: Bearer hunter2",
        "password=hunter2&user=x",
        '{"token": "hunter2"}',
        "wss://host/?token=hunter2",
    ],
)
def test_a_reason_holds_no_secret(text: str) -> None:
    assert "hunter2" not in redact(text)
    assert "hunter2" not in str(FrameError(text))


def test_a_reason_is_one_short_line() -> None:
    assert redact("a\nb\t c") == "a b c"
    assert len(redact("x" * 10_000)) == envelope.MAX_REASON_CHARS


def test_a_cursor_survives_as_text_even_with_colons_in_the_stream_id() -> None:
    cursor = Cursor("hub:a:b", 7)
    assert str(cursor) == "hub:a:b:00000000000000000007"
    assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize("text", ["", "a", "a:7", ":" + "0" * 20, "a:" + "0" * 19, "a:" + "٣" * 20])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(FrameError, match="cursor"):
        Cursor.parse(text)


def test_a_resync_survives_the_way_to_the_hub() -> None:
    reply = Resync(since=str(Cursor("s", 3)))
    assert json.loads(encode_reply(reply)) == {"type": "stream.resync", "since": reply.since}
    assert decode_reply(encode_reply(reply)) == reply
    for bad in ("", "{}", '{"type":"stream.hello"}', '{"type":"stream.resync","since":5}'):
        with pytest.raises(FrameError):
            decode_reply(bad)


def test_make_takes_ready_json_as_it_is() -> None:
    raw = decode(event_frame(1)).data
    made = envelope.make("incident.created", raw, event_id="1", source="s", time=START)
    assert bytes(decode(encode(made)).data) == bytes(raw)
