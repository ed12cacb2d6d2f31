"""The worker as a process: what it says, and that nothing keeps it alive."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from wallclient.frames.ring import create
from wallclient.frames.runtime import process_exists
from wallclient.lifeline import child_environment
from wallclient.video.messages import Ask, Close, Heartbeat, Open, Ready, Report, Start, decode_news, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wallclient.video.messages import News


class Talk:
    """A worker process and a conversation with it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "wallclient.video.worker", "--engine", "av"]
        self.process = subprocess.Popen(
            [*command, "--parent", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environment(),
        )

    def say(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def hear(self, wanted: Callable[[News], bool]) -> News:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            news = decode_news(line)
            if wanted(news):
                return news
        raise AssertionError("it ended before it said that")

    def end(self) -> str:
        """Close its stdin, wait for its end, return what it logged."""
        _, errors = self.process.communicate(timeout=5)
        return errors.decode()


@pytest.fixture
def talk() -> Iterator[Talk]:
    found = Talk()
    yield found
    found.process.kill()
    found.process.communicate()


def test_it_says_what_it_opens_then_beats_its_heart_and_ends_with_its_stdin(talk: Talk) -> None:
    ready = talk.hear(lambda news: isinstance(news, Ready))
    assert isinstance(ready, Ready)
    assert ready.available
    assert ready.opens["rtsp"]
    for _ in range(2):
        talk.hear(lambda news: isinstance(news, Heartbeat))
    assert talk.end() == ""
    assert talk.process.returncode == 0


def test_an_order_that_cannot_be_read_is_logged_without_its_text_and_survived(talk: Talk) -> None:
    talk.say(b'{"type":"open","password":"geheim"}\n')
    talk.say(b"nonsense geheim\n")
    talk.hear(lambda news: isinstance(news, Heartbeat))
    talk.hear(lambda news: isinstance(news, Heartbeat))
    errors = talk.end()
    assert errors.count("could not be read") == 2
    assert "geheim" not in errors


def test_a_password_is_in_neither_arguments_nor_environment_nor_log_nor_reports(
    talk: Talk, tmp_path: Path
) -> None:
    create(tmp_path / "r", 64, 36)
    order = Open(
        serial=1,
        url="rtsp://127.0.0.1:9/cam",
        kind="rtsp",
        ring=str(tmp_path / "r"),
        width_px=64,
        height_px=36,
        username="admin",
        password="geheim",
    )
    talk.say(encode(order))
    assert talk.hear(lambda news: isinstance(news, Ask)) == Ask(1, 0)
    talk.say(encode(Start(1)))
    report = talk.hear(lambda news: isinstance(news, Report) and news.health.attempt > 0)
    assert "geheim" not in repr(report)
    proc = f"/proc/{talk.process.pid}"
    for name in ("cmdline", "environ"):
        with open(f"{proc}/{name}", "rb") as file:
            assert b"geheim" not in file.read()
    talk.say(encode(Close(1)))
    assert "geheim" not in talk.end()


def test_a_stream_whose_ring_is_gone_says_so_and_the_worker_lives_on(talk: Talk, tmp_path: Path) -> None:
    fields = {"kind": "rtsp", "width_px": 64, "height_px": 36}
    talk.say(encode(Open(serial=1, url="rtsp://127.0.0.1:9/x", ring=str(tmp_path / "no"), **fields)))
    talk.say(encode(Start(1)))
    talk.hear(lambda news: isinstance(news, Ask))
    talk.say(encode(Start(1)))
    report = talk.hear(lambda news: isinstance(news, Report) and news.health.attempt > 0)
    assert isinstance(report, Report)
    assert report.health.reason == "worker"
    talk.hear(lambda news: isinstance(news, Heartbeat))


def test_it_does_not_outlive_a_parent_that_is_killed() -> None:
    code = (
        "import os, subprocess, sys, time\n"
        "command = [sys.executable, '-m', 'wallclient.video.worker', '--engine', 'av']\n"
        # Its stdin stays open in a third process: only the kernel can tell it.
        "reader, writer = os.pipe(); os.set_inheritable(writer, True)\n"
        "keeper = subprocess.Popen(['sleep', '30'], close_fds=False, stdout=-3)\n"
        "child = subprocess.Popen([*command, '--parent', str(os.getpid())], stdin=reader,\n"
        "    stdout=subprocess.PIPE)\n"
        "child.stdout.readline(); print(child.pid, keeper.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    parent = subprocess.run(
        [sys.executable, "-c", code], env=child_environment(), stdout=subprocess.PIPE, text=True, check=False
    )
    child, keeper = (int(word) for word in parent.stdout.split())
    try:
        deadline = time.monotonic() + 5
        while process_exists(child) and _state(child) != "Z":
            assert time.monotonic() < deadline
            time.sleep(0.02)
    finally:
        os.kill(keeper, 9)


def _state(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"
