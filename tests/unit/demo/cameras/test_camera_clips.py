"""Clips are made once, kept on disk whole or not at all, and can be joined at any of their groups."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import av
import pytest

from wallclient.demo.cameras import clips
from wallclient.demo.cameras.clips import ClipSpec, DamagedClip
from wallclient.demo.cameras.making.encoder import make_clip
from wallclient.demo.cameras.making.makers import MakingFailed
from wallclient.demo.cameras.making.store import ClipStore

if TYPE_CHECKING:
    from pathlib import Path

SPEC = ClipSpec("pattern", 0, "东桥大街", 9, "sub", "h264", 320, 180, 200, 25.0, 20, 5)


def open_store(folder: Path, *, disk_mb: int = 100, memory_mb: int = 100) -> ClipStore:
    return ClipStore(folder, makers=2, memory_mb=memory_mb, disk_mb=disk_mb)


def spec_of(**changes: object) -> ClipSpec:
    fields = {name: getattr(SPEC, name) for name in ClipSpec.__struct_fields__}
    return ClipSpec(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_each_group_of_a_clip_decodes_alone(codec: str) -> None:
    clip = make_clip(spec_of(codec=codec))
    assert len(clip) == 20
    for first in range(0, 20, 5):
        context = av.CodecContext.create({"h264": "h264", "h265": "hevc"}[codec], "r")
        frames = []
        for index in range(first, first + 5):
            frames += context.decode(av.Packet(b"".join(b"\0\0\0\1" + nal for nal in clip.nals(index))))
        frames += context.decode(None)
        assert [frame.width for frame in frames] == [320] * 5


def test_a_clip_is_the_same_after_its_file() -> None:
    clip = make_clip(SPEC)
    again = clips.decode(clips.encode(clip), SPEC)
    assert (again.parameter_sets, again.units) == (clip.parameter_sets, clip.units)


def test_a_damaged_file_is_no_clip() -> None:
    content = clips.encode(make_clip(SPEC))
    flipped = bytearray(content)
    flipped[len(content) // 2] ^= 1
    for damaged in (b"", b"something else", content[:-1], bytes(flipped)):
        with pytest.raises(DamagedClip):
            clips.decode(damaged, SPEC)
    with pytest.raises(DamagedClip):
        clips.decode(content, spec_of(name="石塘"))


def test_a_byte_stream_is_split_into_its_units() -> None:
    assert clips.split_annexb(b"\0\0\0\1\x67ab\0\0\1\x68c\0\0\0\1\x65\0\0\3d") == [
        b"\x67ab",
        b"\x68c",
        b"\x65\0\0\3d",
    ]


def test_a_clip_asked_for_twice_is_made_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = open_store(tmp_path)
        first, second = await asyncio.gather(store.get(SPEC), store.get(SPEC))
        assert first is second
        assert await store.get(SPEC) is first
        await store.close()

    asyncio.run(scenario())
    assert len(list(tmp_path.iterdir())) == 1


def test_a_second_start_reads_the_file(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = open_store(tmp_path)
        await store.get(SPEC)
        await store.close()

    asyncio.run(scenario())
    (file,) = tmp_path.iterdir()
    made = file.stat().st_ino
    asyncio.run(scenario())
    assert file.stat().st_ino == made


def test_a_damaged_cache_file_is_made_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = open_store(tmp_path)
        assert len(await store.get(SPEC)) == 20
        await store.close()

    asyncio.run(scenario())
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    asyncio.run(scenario())
    clips.decode(file.read_bytes(), SPEC)


def test_files_not_used_for_longest_go_when_the_folder_is_full(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_bytes(bytes(2_000_000))
    os.utime(old, (1, 1))

    async def scenario() -> None:
        store = open_store(tmp_path, disk_mb=1)
        await store.get(SPEC)
        await store.close()

    asyncio.run(scenario())
    assert not old.exists()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_clip_that_cannot_be_made_says_why_and_the_next_one_is_made(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = open_store(tmp_path)
        with pytest.raises(MakingFailed, match="no-such-scene"):
            await store.get(spec_of(scene="no-such-scene"))
        assert len(await store.get(SPEC)) == 20
        await store.close()

    asyncio.run(scenario())


def test_a_killed_maker_costs_no_clip(tmp_path: Path) -> None:
    async def scenario() -> None:
        store = open_store(tmp_path)
        await store.get(SPEC)
        (process,) = store._makers._all
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
        assert len(await store.get(spec_of(variant=1))) == 20
        await store.close()

    asyncio.run(scenario())
