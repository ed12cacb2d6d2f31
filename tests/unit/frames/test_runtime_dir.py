from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from wallclient.frames.ring import RingReader
from wallclient.frames.runtime import RuntimeDir, process_exists, sweep

if TYPE_CHECKING:
    from pathlib import Path


def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_ring_is_made_under_the_owners_number_and_goes_with_the_directory(tmp_path: Path) -> None:
    with RuntimeDir([tmp_path]) as runtime:
        assert runtime.path == tmp_path / f"wallclient-{os.getpid()}"
        assert runtime.path.stat().st_mode & 0o777 == 0o700
        first = runtime.create_ring("cam 1/../main", 32, 18)
        second = runtime.create_ring("cam 1/../main", 32, 18)
        assert first != second
        assert first.parent == runtime.path
        RingReader(first).close()
    assert list(tmp_path.iterdir()) == []


def test_two_owners_in_one_process_do_not_meet(tmp_path: Path) -> None:
    with RuntimeDir([tmp_path]) as one, RuntimeDir([tmp_path]) as two:
        assert one.path != two.path
        assert sweep([tmp_path]) == ()
        assert one.path.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_start_sweeps_what_a_killed_owner_left(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from wallclient.frames.runtime import RuntimeDir\n"
        "runtime = RuntimeDir([Path(sys.argv[1])]); runtime.create_ring('x', 16, 16)\n"
        "print(runtime.path, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    left = tmp_path / done.stdout.strip().rsplit("/", 1)[-1]
    assert left.is_dir()
    with RuntimeDir([tmp_path]) as runtime:
        assert not left.exists()
        assert runtime.path.exists()


def test_a_sweep_leaves_the_living_and_the_strange_alone(tmp_path: Path) -> None:
    alive = tmp_path / f"wallclient-{os.getppid()}"
    strange = tmp_path / "wallclient-notes"
    link = tmp_path / f"wallclient-{dead_pid()}"
    for path in (alive, strange):
        path.mkdir()
    link.symlink_to(strange)
    file = tmp_path / "wallclient-999999998"
    file.touch()
    assert sweep([tmp_path, tmp_path / "missing"]) == ()
    assert alive.exists()
    assert strange.exists()
    assert file.exists()


def test_a_dead_owners_directory_whose_lock_is_held_elsewhere_stays(tmp_path: Path) -> None:
    # Another container may share the memory file system: its processes have no numbers here.
    with RuntimeDir([tmp_path]) as runtime:
        foreign = tmp_path / f"wallclient-{dead_pid()}"
        runtime.path.rename(foreign)
        assert sweep([tmp_path]) == ()
        assert foreign.exists()
    sweep([tmp_path])
    assert list(tmp_path.iterdir()) == []


def test_a_base_that_takes_no_ring_is_passed_over(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    with RuntimeDir([first, second]) as runtime:
        shutil.rmtree(runtime.path)
        ring = runtime.create_ring("x", 16, 16)
        assert ring.is_relative_to(second)
    assert list(second.iterdir()) == []


def test_a_ring_without_room_is_an_error_and_leaves_no_file(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from wallclient.frames.ring import *\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "try: create(Path(sys.argv[1]), 1920, 1080)\n"
        "except RingError as error: print(error)"
    )
    path = tmp_path / "big.ring"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert "no room for" in done.stdout
    assert not path.exists()


def test_processes_are_known_by_their_number() -> None:
    assert process_exists(os.getpid())
    assert not process_exists(dead_pid())
