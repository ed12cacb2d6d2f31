"""The event source against a real server that misbehaves."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import socket
import ssl
import subprocess
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.unit.feeds.stubhub import StubHub, Trouble
from tests.unit.feeds.waiting import RecordingMailbox, until
from tests.unit.protocol.wire_frames import STREAM, changed, event_frame, frame
from wallclient.feeds.source import EventSource, SourceConfig, SourceTiming, address
from wallclient.model.health import HealthState, Reason
from wallclient.protocol.cursor import Cursor
from wallclient.protocol.session import FeedSession

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from wallclient.protocol.events import Event

FAST = SourceTiming(
    first_retry_s=0.002, longest_retry_s=0.02, refused_retry_s=0.05, close_timeout_s=0.2, watch_s=0.02
)


class Wall:
    """A source with its mailbox and session, running; collects what a GUI would drain."""

    def __init__(self, config: SourceConfig, cursor: Cursor | None = None, high: int = 20_000) -> None:
        self.mailbox = RecordingMailbox(high)
        self.session = FeedSession(cursor, selective=config.selective)
        self.tapped: list[Event] = []
        self.source = EventSource(config, self.mailbox, self.session, on_event=self.tapped.append)
        self.numbers: list[int] = []

    @property
    def state(self) -> HealthState | None:
        newest = self.mailbox.newest("events")
        return newest.health.state if newest else None

    @property
    def reason(self) -> Reason | None:
        newest = self.mailbox.newest("events")
        return newest.health.reason if newest else None

    def drain(self) -> list[int]:
        for arrived in self.mailbox.drain().events:
            if arrived.event.sequence is not None:
                self.numbers.append(arrived.event.sequence)
        return self.numbers

    def has(self, count: int) -> Callable[[], bool]:
        return lambda: len(self.drain()) >= count


def config(url: str, **more: object) -> SourceConfig:
    return SourceConfig(url, **{"token": "sesame", "timing": FAST, **more})  # type: ignore[arg-type]


@contextlib.asynccontextmanager
async def running(wall: Wall) -> AsyncIterator[Wall]:
    task = asyncio.create_task(wall.source.run())
    try:
        yield wall
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def at(sequence: int) -> Cursor:
    return Cursor(STREAM, sequence)


async def test_events_arrive_in_order_and_the_source_is_live() -> None:
    async with StubHub(20) as hub, running(Wall(config(hub.url), at(0))) as wall:
        await until(wall.has(20))
        assert wall.numbers == list(range(1, 21))
        assert [event.sequence for event in wall.tapped] == wall.numbers
        await until(lambda: wall.state is HealthState.LIVE)
        assert wall.mailbox.states("events") == [HealthState.CONNECTING, HealthState.LIVE]
        await until(lambda: dict(wall.mailbox.newest("events").figures)["received"] == 20)


async def test_the_request_says_who_asks_for_what_and_from_where() -> None:
    async with StubHub(9) as hub:
        wanted = config(hub.url + "?site=a", topics=("incident", "worker"), area="320507")
        async with running(Wall(wanted, at(7))) as wall:
            await until(wall.has(2))
    request = hub.requests[0]
    query = parse_qs(urlsplit(request.path).query)
    assert query == {
        "site": ["a"],
        "since": [str(at(7))],
        "topics": ["incident,worker"],
        "area": ["320507"],
    }
    assert request.headers["Authorization"] == "Bearer sesame"
    assert request.headers["Sec-WebSocket-Protocol"] == "cloudevents.json"


def test_without_wishes_the_address_stays_as_it_is() -> None:
    assert address(SourceConfig("wss://hub:8443/events/v1"), None) == "wss://hub:8443/events/v1"


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_thousands_of_events_over_a_bad_line_come_once_and_in_order(seed: int) -> None:
    count = 3000
    async with StubHub(count) as hub:
        hub.line = trouble = Trouble(seed)
        async with running(Wall(config(hub.url), at(0))) as wall:
            await until(wall.has(count), "all events", deadline_s=60)
            assert wall.numbers == list(range(1, count + 1))
            assert trouble.cuts > 5
            assert hub.resyncs > 5
            figures = wall.session.figures
            assert figures.lost == 0
            assert figures.duplicates > 20
            assert figures.bad_frames > 20
            await until(lambda: wall.state is HealthState.LIVE)


async def test_a_snapshot_that_breaks_off_is_begun_again() -> None:
    async with StubHub(50) as hub:
        hub.items, hub.cut_in_snapshot = tuple(range(10)), 2
        async with running(Wall(config(hub.url))) as wall:
            await until(lambda: wall.session.cursor == at(50))
            assert hub.sinces == ["", "", ""]
            hub.count = 55
            await until(wall.has(5))
            assert wall.numbers == [51, 52, 53, 54, 55]


async def test_a_hub_that_begins_a_new_log_is_followed_there() -> None:
    async with StubHub(10) as hub, running(Wall(config(hub.url), at(0))) as wall:
        await until(wall.has(10))
        await hub.stop()
        hub.stream_id, hub.count = "another", 3
        await hub.start()
        await until(lambda: wall.session.cursor == Cursor("another", 3))
        hub.count = 4
        await until(wall.has(11))
        assert wall.numbers[-1] == 4
        assert wall.session.figures.lost == 0


@pytest.mark.parametrize(
    ("status", "reason"),
    [(HTTPStatus.UNAUTHORIZED, Reason.AUTHENTICATION), (HTTPStatus.FORBIDDEN, Reason.FORBIDDEN)],
)
async def test_a_refusal_is_told_as_one_and_tried_again(status: HTTPStatus, reason: Reason) -> None:
    async with StubHub(3) as hub:
        hub.refuse_with = status
        async with running(Wall(config(hub.url), at(0))) as wall:
            await until(lambda: wall.state is HealthState.REFUSED)
            assert wall.reason is reason
            hub.refuse_with = None
            await until(wall.has(3))
            await until(lambda: wall.state is HealthState.LIVE)


async def test_a_missing_hub_is_reconnecting_then_offline_and_live_when_it_comes() -> None:
    async with StubHub(3) as hub:
        url = hub.url
        await hub.stop()
        async with running(Wall(config(url), at(0))) as wall:
            await until(lambda: wall.state is HealthState.RECONNECTING)
            assert wall.reason is Reason.UNREACHABLE
            newest = wall.mailbox.newest("events")
            assert newest is not None
            assert newest.health.next_try_at is not None
            await until(lambda: wall.state is HealthState.OFFLINE)
            await hub.start()
            await until(wall.has(3))
            await until(lambda: wall.state is HealthState.LIVE)
            assert wall.mailbox.newest("events").health.attempt == 0


async def test_a_server_that_is_no_websocket_is_survived() -> None:
    talking: set[asyncio.StreamWriter] = set()

    async def rude(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talking.add(writer)
        with contextlib.suppress(OSError):
            await reader.readline()
            writer.write(b"220 mail.example ESMTP\r\n\r\n")
            writer.close()
            await writer.wait_closed()
        talking.discard(writer)

    server = await asyncio.start_server(rude, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with running(Wall(config(f"ws://127.0.0.1:{port}/events/v1"), at(0))) as wall:
            await until(lambda: wall.reason is Reason.BAD_DATA)
            assert wall.state in (HealthState.RECONNECTING, HealthState.OFFLINE)
        # Whoever knocked before us has been let in, and out, by the time that we are.
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"QUIT\r\n")
        await reader.read()
        writer.close()
        await writer.wait_closed()
        await until(lambda: not talking)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "ws://", "nonsense", "ws://127.0.0.1:99999/"])
async def test_an_address_that_is_none_is_told_and_does_no_harm(url: str) -> None:
    async with running(Wall(config(url), at(0))) as wall:
        await until(lambda: wall.state is HealthState.RECONNECTING)
        assert wall.mailbox.newest("events").health.detail


async def test_a_hub_gone_silent_is_stale_and_then_connected_to_anew() -> None:
    async with StubHub(3, heartbeat_s=0.05) as hub, running(Wall(config(hub.url), at(0))) as wall:
        await until(wall.has(3))
        hub.silent = True
        await hub_goes_silent(hub)
        await until(lambda: HealthState.STALE in wall.mailbox.states("events"))
        await until(lambda: wall.state is HealthState.RECONNECTING)
        assert Reason.SILENT in [item.health.reason for item in wall.mailbox.healths("events")]
        hub.silent = False
        hub.count = 5
        await until(wall.has(5))
        assert wall.numbers == [1, 2, 3, 4, 5]


async def hub_goes_silent(hub: StubHub) -> None:
    """Break the talking connections; those that come instead stand and say nothing."""
    await hub.stop()
    await hub.start()
    await until(lambda: hub.sinces[-1:] != hub.sinces[:1])


async def test_a_full_mailbox_holds_up_the_hub_and_not_the_wall() -> None:
    def big(number: int) -> list[object]:
        return [frame("incident.updated", changed(number, description="长" * 2000), number)]

    async with StubHub(4000, heartbeat_s=0.05) as hub:
        hub.line = big
        async with running(Wall(config(hub.url), at(0), high=100)) as wall:
            await until(lambda: len(wall.mailbox) >= 100)
            sent = -1
            while sent != hub.sent:  # until the hub cannot send any more
                sent = hub.sent
                await asyncio.sleep(0.4)  # eight heartbeats: our own pause must not be taken for silence
            assert len(wall.mailbox) <= 101
            assert hub.sent < 4000
            assert wall.mailbox.states("events") == [HealthState.CONNECTING, HealthState.LIVE]
            await until(wall.has(4000))
            assert wall.numbers == list(range(1, 4001))
            assert len(hub.sinces) == 1


async def test_an_event_over_the_limit_is_passed_over_and_the_rest_comes() -> None:
    huge = frame("incident.updated", changed(3, description="长" * 2_000_000), 3)
    async with StubHub(6) as hub:
        hub.line = lambda number: [huge if number == 3 else event_frame(number)]
        async with running(Wall(config(hub.url), at(0))) as wall:
            await until(wall.has(5))
            assert wall.numbers == [1, 2, 4, 5, 6]
            assert wall.session.figures.lost == 1
            assert wall.session.figures.bad_frames >= 1


async def test_when_it_ends_the_source_is_offline_and_the_connection_closed() -> None:
    async with StubHub(3) as hub:
        async with running(Wall(config(hub.url), at(0))) as wall:
            await until(wall.has(3))
        assert wall.state is HealthState.OFFLINE
        assert wall.reason is Reason.STOPPED


async def test_the_token_is_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("websockets.server").setLevel(logging.INFO)  # the hub's own log is its business
    async with StubHub(1) as hub:
        wanted = config(hub.url, token="open-sesame-9")
        async with running(Wall(wanted, at(0))) as wall:
            await until(lambda: wall.state is HealthState.REFUSED)
    assert "open-sesame-9" not in repr(wanted)
    assert "open-sesame-9" not in caplog.text
    assert "open-sesame-9" not in repr(wall.mailbox.history)


async def test_the_last_bad_frame_is_told_while_the_source_is_live() -> None:
    async with StubHub(3) as hub:
        hub.line = lambda number: [event_frame(number), "{"] if number == 2 else [event_frame(number)]
        async with running(Wall(config(hub.url), at(0))) as wall:
            await until(lambda: (newest := wall.mailbox.newest("events")) and newest.health.detail)
            newest = wall.mailbox.newest("events")
            assert newest is not None
            assert newest.health.state is HealthState.LIVE
            assert dict(newest.figures)["bad_frames"] == 1


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself, and its key."""
    made, key = folder / f"{name}.pem", folder / f"{name}.key"
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    subject = ("-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1")
    subprocess.run(
        ["openssl", "req", "-x509", *curve, "-keyout", str(key), "-out", str(made), "-days", "2", *subject],
        check=True,
        capture_output=True,
    )
    return made, key


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")
async def test_a_hub_with_tls_is_believed_only_with_the_right_certificate(tmp_path: Path) -> None:
    good, key = certificate(tmp_path, "good")
    other, _ = certificate(tmp_path, "other")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(good, key)
    hub = StubHub(3)
    await hub.start(tls)
    url = hub.url.replace("ws:", "wss:")
    async with running(Wall(config(url, ca_file=str(good)), at(0))) as wall:
        await until(wall.has(3))
    async with running(Wall(config(url, ca_file=str(other)), at(0))) as wall:
        await until(lambda: wall.reason is Reason.AUTHENTICATION)
        assert wall.drain() == []
    async with running(Wall(config(url, ca_file=str(tmp_path / "none.pem")), at(0))) as wall:
        await until(lambda: wall.state is HealthState.RECONNECTING)
        assert "none.pem" in wall.mailbox.newest("events").health.detail
    await hub.stop()


async def test_a_change_of_health_is_logged_once_and_not_at_each_try(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, logger="wallclient")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"ws://127.0.0.1:{free.getsockname()[1]}/"
    async with running(Wall(config(url), at(0))) as wall:
        await until(lambda: len(wall.mailbox.healths("events")) >= 12)
    states = [record.getMessage().split()[1] for record in caplog.records]
    assert states == ["connecting", "reconnecting", "offline", "offline"]
