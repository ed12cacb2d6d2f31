"""The frame ring beside a plain copy of the same bytes: what the hand-over costs on top."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from wallclient.frames.ring import RingReader, RingWriter
from wallclient.frames.runtime import RuntimeDir

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH_PX, HEIGHT_PX, ROUNDS = 480, 270, 400


def _median_us(work: Callable[[], object]) -> float:
    spans = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        spans.append((time.perf_counter() - started) * 1e6)
    return round(median(spans), 2)


def measure() -> dict[str, object]:
    """Microseconds, medians; the last one is the ratio of a write to the copy alone."""
    picture = bytes(WIDTH_PX * HEIGHT_PX * 4)
    target = bytearray(len(picture))
    with RuntimeDir() as runtime:
        path = runtime.create_ring("bench", WIDTH_PX, HEIGHT_PX)
        writer, reader = RingWriter(path), RingReader(path)

        def write() -> None:
            pixels = writer.begin(WIDTH_PX, HEIGHT_PX)
            pixels[:] = picture
            writer.commit(decoded_at=0.0)

        def copy() -> None:
            memoryview(target)[:] = picture

        copy_us, write_us = _median_us(copy), _median_us(write)
        look_us, newest_us = _median_us(reader.latest_sequence), _median_us(reader.newest)
        reader.close()
        writer.close()
    return {
        "copy_us": copy_us,
        "write_us": write_us,
        "look_us": look_us,
        "newest_us": newest_us,
        "write_to_copy": round(write_us / copy_us, 2),
    }
