"""Clips on demand: from memory, from the cache folder, or made by a worker process.

Never blocks the event loop.

One clip is made once, however many ask for it; a file that is not whole counts as missing.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from typing import TYPE_CHECKING

from wallclient.demo.cameras import clips
from wallclient.demo.cameras.making.makers import Makers, MakingFailed
from wallclient.demo.cameras.making.pictures import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from wallclient.demo.cameras.clips import Clip, ClipSpec

_log = logging.getLogger(__name__)
_MB = 1024 * 1024


class ClipStore:
    """Owns the cache folder, the clips in memory and the worker processes that make new ones."""

    def __init__(self, folder: Path, *, makers: int, memory_mb: int, disk_mb: int) -> None:
        self._folder = folder
        self._makers = Makers(makers)
        self._memory_bytes = memory_mb * _MB
        self._disk_bytes = disk_mb * _MB
        self._fingerprint = fingerprint()
        self._clips: OrderedDict[ClipSpec, Clip] = OrderedDict()
        self._held_bytes = 0
        self._coming: dict[ClipSpec, asyncio.Task[Clip]] = {}

    async def get(self, spec: ClipSpec) -> Clip:
        """The clip of `spec`, made if need be. Raises makers.MakingFailed."""
        clip = self._clips.get(spec)
        if clip is not None:
            self._clips.move_to_end(spec)
            return clip
        task = self._coming.get(spec)
        if task is None:
            task = asyncio.create_task(self._fetch(spec))
            self._coming[spec] = task
            task.add_done_callback(lambda _: self._coming.pop(spec, None))
        # Who asked first may leave; the others still wait for it, and its work is kept.
        return await asyncio.shield(task)

    async def close(self) -> None:
        """End the workers; clips in the making are given up."""
        tasks = list(self._coming.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._makers.close()

    async def _fetch(self, spec: ClipSpec) -> Clip:
        path = self._folder / spec.key(self._fingerprint)
        clip = await asyncio.to_thread(_read, path, spec)
        if clip is None:
            await self._makers.make(spec, path)
            clip = await asyncio.to_thread(_read, path, spec)
            if clip is None:
                raise MakingFailed(f"the clip just written to {path.name} cannot be read back")
            await asyncio.to_thread(_sweep, self._folder, self._disk_bytes, path)
        self._keep(spec, clip)
        return clip

    def _keep(self, spec: ClipSpec, clip: Clip) -> None:
        self._clips[spec] = clip
        self._held_bytes += clip.size_bytes
        # Streams hold their own clips: what is let go here is only what nobody watches, or gets read again.
        while self._held_bytes > self._memory_bytes and len(self._clips) > 1:
            _, oldest = self._clips.popitem(last=False)
            self._held_bytes -= oldest.size_bytes


def _read(path: Path, spec: ClipSpec) -> Clip | None:
    try:
        clip = clips.decode(path.read_bytes(), spec)
        path.touch()
    except FileNotFoundError:
        return None
    except (clips.DamagedClip, OSError) as error:
        _log.warning("clip file %s is made again: %s", path.name, error)
        return None
    return clip


def _sweep(folder: Path, limit_bytes: int, newest: Path) -> None:
    """Delete the files not used for longest until the folder is within its limit."""
    files = []
    for path in folder.iterdir():
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        files.append((status.st_mtime, status.st_size, path))
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files, key=lambda file: file[0]):
        if total <= limit_bytes:
            return
        if path != newest and path.suffix != ".part":
            path.unlink(missing_ok=True)
            total -= size
