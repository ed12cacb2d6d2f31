"""Commands and answers over HTTP: bodies and headers."""

from __future__ import annotations

import pytest

from tests.unit.protocol.wire_frames import START, incident
from wallclient.model.commands import Action, IncidentCommand
from wallclient.protocol import commands as wire
from wallclient.protocol.envelope import FrameError

COMMAND = IncidentCommand(
    command_id="c1",
    incident_id="a-1042",
    action=Action.DISPATCH,
    by="张敏",
    at=START,
    based_on=3,
    depts=("城管中队", "派出所"),
)


def test_a_command_survives_the_way_there() -> None:
    assert wire.decode_command(wire.encode(COMMAND)) == COMMAND


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", wire.encode(COMMAND).replace(b"dispatch", b"explode")])
def test_a_body_that_is_no_command_is_refused(body: bytes) -> None:
    with pytest.raises(FrameError):
        wire.decode_command(body)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ('"3"', 3),
        ("3", 3),
        ('W/"12"', 12),
        (' "7" ', 7),
        ("*", None),
        ("", None),
        ('"x"', None),
        ('"-1"', None),
    ],
)
def test_the_version_is_read_from_if_match(text: str, version: int | None) -> None:
    assert wire.parse_if_match(text) == version


def test_what_etag_writes_is_what_if_match_reads() -> None:
    assert wire.parse_if_match(wire.etag(41)) == 41


def test_answers_survive_the_way_back() -> None:
    conflict = wire.Conflict(incident=incident(7, version=4), by="李强")
    assert wire.decode_answer(wire.encode(conflict), wire.Conflict) == conflict
    refused = wire.NotAllowed(reason_zh="已结案", reason_en="closed", allowed=("reopen",))
    assert wire.decode_answer(wire.encode(refused), wire.NotAllowed) == refused
    assert wire.decode_answer(wire.encode(refused), wire.Refusal).reason_zh == "已结案"
    accepted = wire.decode_answer(b'{"event_sequence":"00000000000000000042","version":4}', wire.Accepted)
    assert accepted.version == 4


def test_posted_events_come_alone_or_in_a_list() -> None:
    one = b'{"type": "service.intake", "data": {"lines": []}}'
    assert [event.type for event in wire.decode_posted(one)] == ["service.intake"]
    assert len(wire.decode_posted(b" [" + one + b"," + one + b"]")) == 2
    for bad in (b"", b"7", b'[{"type": 1}]', b'{"data": {}}'):
        with pytest.raises(FrameError):
            wire.decode_posted(bad)
