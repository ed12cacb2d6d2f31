"""docs/asyncapi.yaml says what the code does: every type, every field, and examples that the code reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from wallclient.protocol import commands as wire
from wallclient.protocol import envelope, events
from wallclient.protocol.cursor import Resync, decode_reply

ROOT = Path(__file__).parents[3]
DOCUMENT: dict[str, Any] = yaml.safe_load((ROOT / "docs" / "asyncapi.yaml").read_text(encoding="utf-8"))
SCHEMAS = DOCUMENT["components"]["schemas"]
MESSAGES = DOCUMENT["components"]["messages"]
STREAM = {name: message for name, message in MESSAGES.items() if message.get("name") in events.DATA_TYPES}
HTTP: dict[str, type[msgspec.Struct]] = {
    "IncidentCommand": wire.IncidentCommand,
    "Accepted": wire.Accepted,
    "Conflict": wire.Conflict,
    "NotAllowed": wire.NotAllowed,
    "Refusal": wire.Refusal,
    "EventsStored": wire.EventsStored,
    "IncidentNow": wire.Incident,
}
KINDS = [kind for kind in events.DATA_TYPES.values() if kind is not events.Free]
CODE_SCHEMAS: dict[str, Any] = json.loads(
    msgspec.json.encode(msgspec.json.schema_components([*KINDS, *HTTP.values(), wire.PostedEvent, Resync])[1])
)


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(
        {**schema, "components": DOCUMENT["components"]}, format_checker=FormatChecker()
    )


def resolve(reference: str) -> Any:
    found: Any = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    return found


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for value in node.values() for found in references(value)]
    if isinstance(node, list):
        return [found for value in node for found in references(value)]
    return []


def examples(message: dict[str, Any]) -> list[Any]:
    return [example["payload"] for example in message["examples"]]


def test_the_document_has_what_asyncapi_3_asks_for() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= set(DOCUMENT["info"])
    for server in DOCUMENT["servers"].values():
        assert {"host", "protocol"} <= set(server)
    for channel in DOCUMENT["channels"].values():
        assert channel["address"].startswith("/")
        assert channel["messages"]
    for operation in DOCUMENT["operations"].values():
        assert operation["action"] in ("send", "receive")
        assert operation["channel"]["$ref"].startswith("#/channels/")


def test_every_reference_leads_somewhere() -> None:
    found = references(DOCUMENT)
    assert len(found) > 100
    for reference in found:
        assert resolve(reference), reference


def test_operations_use_messages_of_their_own_channel_and_every_message_is_used() -> None:
    used: set[str] = set()
    for operation in DOCUMENT["operations"].values():
        for side in (operation, operation.get("reply")):
            if side is not None:
                prefix = side["channel"]["$ref"] + "/messages/"
                references_here = [message["$ref"] for message in side["messages"]]
                assert all(reference.startswith(prefix) for reference in references_here)
                used |= {reference.removeprefix(prefix) for reference in references_here}
    assert used == set(MESSAGES)


def test_parameters_of_an_address_are_described() -> None:
    for channel in DOCUMENT["channels"].values():
        named = {part[1:-1] for part in channel["address"].split("/") if part.startswith("{")}
        assert named == set(channel.get("parameters", {}))


def test_every_type_of_the_code_is_in_the_document_and_the_other_way_round() -> None:
    assert sorted(message["name"] for message in STREAM.values()) == sorted(events.DATA_TYPES)
    sent = DOCUMENT["operations"]["sendEvents"]["messages"]
    assert len(sent) == len(events.DATA_TYPES)
    assert set(MESSAGES) - set(STREAM) == {*HTTP, "Resync", "PostedEvents", "IncidentRequest"}


@pytest.mark.parametrize("name", sorted(STREAM))
def test_a_message_of_the_stream_is_an_envelope_around_the_data_of_its_type(name: str) -> None:
    message = STREAM[name]
    envelope_part, own_part = message["payload"]["allOf"]
    assert envelope_part == {"$ref": "#/components/schemas/Envelope"}
    assert own_part["properties"]["type"] == {"const": message["name"]}
    kind = events.DATA_TYPES[message["name"]]
    if kind is events.Free:
        assert own_part["properties"]["data"] == {"type": "object"}
    else:
        assert own_part["properties"]["data"] == {"$ref": f"#/components/schemas/{kind.__name__}"}


def test_the_document_describes_the_structs_of_the_code_and_no_others() -> None:
    assert set(SCHEMAS) == {*CODE_SCHEMAS, "Envelope"}


@pytest.mark.parametrize("name", sorted(CODE_SCHEMAS))
def test_a_schema_has_the_fields_and_values_of_its_struct(name: str) -> None:
    code, told = CODE_SCHEMAS[name], SCHEMAS[name]
    assert sorted(told.get("properties", {})) == sorted(code.get("properties", {}))
    assert sorted(told.get("required", [])) == sorted(code.get("required", []))
    assert told.get("enum") == code.get("enum")
    for field, schema in code.get("properties", {}).items():
        if isinstance(schema.get("type"), str):
            assert told["properties"][field].get("type") == schema["type"], field
        if "default" in schema:
            assert told["properties"][field].get("default") == schema["default"], field


def test_the_envelope_has_the_attributes_of_the_code() -> None:
    fields = msgspec.structs.fields(envelope.CloudEvent)
    assert sorted(SCHEMAS["Envelope"]["properties"]) == sorted(field.name for field in fields)
    required = [field.name for field in fields if field.default is msgspec.NODEFAULT]
    assert sorted(SCHEMAS["Envelope"]["required"]) == sorted(required)


@pytest.mark.parametrize("name", sorted(STREAM))
def test_an_example_of_the_stream_is_valid_and_is_read_by_the_code(name: str) -> None:
    message = STREAM[name]
    for example in examples(message):
        validator(message["payload"]).validate(example)
        event = events.to_event(envelope.decode(json.dumps(example)))
        assert event.type == message["name"]
        kind = events.DATA_TYPES[event.type]
        assert isinstance(event.data, dict if kind is events.Free else kind)
        assert (event.sequence is None) is event.type.startswith("stream.")


@pytest.mark.parametrize("name", sorted(HTTP))
def test_an_example_of_a_command_or_an_answer_is_valid_and_is_read_by_the_code(name: str) -> None:
    message = MESSAGES[name]
    for example in examples(message):
        validator(message["payload"]).validate(example)
        assert isinstance(wire.decode_answer(json.dumps(example).encode(), HTTP[name]), HTTP[name])


def test_the_headers_of_a_command_are_those_that_are_sent() -> None:
    headers = MESSAGES["IncidentCommand"]["headers"]
    assert set(headers["required"]) == {wire.IDEMPOTENCY_KEY, wire.IF_MATCH, wire.AUTHORIZATION}
    for example in MESSAGES["IncidentCommand"]["examples"]:
        validator(headers).validate(example["headers"])
        assert wire.parse_if_match(example["headers"]["If-Match"]) == example["payload"]["based_on"]
        assert example["headers"]["Idempotency-Key"] == example["payload"]["command_id"]


def test_what_a_consumer_sends_and_what_others_post_is_read_by_the_code() -> None:
    for example in examples(MESSAGES["Resync"]):
        validator(MESSAGES["Resync"]["payload"]).validate(example)
        assert decode_reply(json.dumps(example)).since == example["since"]
    for example in examples(MESSAGES["PostedEvents"]):
        validator(MESSAGES["PostedEvents"]["payload"]).validate(example)
        for posted in wire.decode_posted(json.dumps(example).encode()):
            events.decode_data(posted.type, posted.data)


def test_a_wrong_example_would_be_noticed() -> None:
    payload = STREAM["IncidentCreated"]["payload"]
    example = json.loads(json.dumps(examples(STREAM["IncidentCreated"])[0]))
    example["data"]["incident"]["state"] = "exploded"
    assert list(validator(payload).iter_errors(example))


@pytest.mark.parametrize("event_type", sorted(events.DATA_TYPES))
def test_the_prose_beside_it_names_every_type(event_type: str) -> None:
    prose = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
    topic, _, rest = event_type.partition(".")
    rows = [line for line in prose.splitlines() if line.startswith(f"| `{topic}.")]
    assert any(f"`{event_type}`" in row or f"`{rest}`" in row for row in rows)
