"""A machine-readable stamp in the picture: which camera, which frame of its loop. Pure numpy.

The cells scale with the picture's width, so a stamp outlives scaling; what is drawn and what is read must
keep the same geometry, or every measurement of latency and order goes blind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CAMERA_BITS: Final = 12
FRAME_BITS: Final = 16
_CHECK_BITS: Final = 8
_SYNC: Final = 0b1010
_SYNC_BITS: Final = 4
_CELLS: Final = _SYNC_BITS + CAMERA_BITS + FRAME_BITS + _CHECK_BITS
# The row of cells covers half the width.
_CELLS_PER_WIDTH: Final = 2 * _CELLS
_DARK: Final = 40
_LIGHT: Final = 190
# Below this distance between the two levels the row is scenery, not a stamp.
_MIN_CONTRAST: Final = 40.0
_MIN_WIDTH_PX: Final = 160


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a picture says about itself: camera number (0..4095) and index in the camera's loop (0..65535)."""

    camera_number: int
    frame_number: int


def draw_stamp(picture: NDArray[np.uint8], camera_number: int, frame_number: int) -> None:
    """Draw the stamp into `picture` (height, width, >= 3 channels), in place, at its bottom left.

    Numbers beyond 12 and 16 bits are cut to their low bits. Raises ValueError for a picture less than 160 px
    wide.
    """
    height_px, width_px = picture.shape[:2]
    if width_px < _MIN_WIDTH_PX:
        raise ValueError(f"a stamp needs a picture of at least {_MIN_WIDTH_PX} px, this one has {width_px}")
    word = _word(camera_number & ((1 << CAMERA_BITS) - 1), frame_number & ((1 << FRAME_BITS) - 1))
    edges = _edges(width_px)
    top = height_px - _cell_height(width_px, height_px)
    for cell in range(_CELLS):
        bit = word >> (_CELLS - 1 - cell) & 1
        picture[top:, round(edges[cell]) : round(edges[cell + 1]), :3] = _LIGHT if bit else _DARK


def read_stamp(picture: NDArray[np.uint8]) -> Stamp | None:
    """Read the stamp of an RGB, BGR or BGRA picture (height, width, channels); None without a valid one."""
    if picture.ndim != 3 or picture.shape[2] < 3 or picture.shape[1] < _MIN_WIDTH_PX:
        return None
    levels = _levels(picture)
    light, dark = (levels[0] + levels[2]) / 2, (levels[1] + levels[3]) / 2
    if light - dark < _MIN_CONTRAST:
        return None
    word = 0
    for level in levels:
        word = word << 1 | int(level > (light + dark) / 2)
    camera_number = word >> (FRAME_BITS + _CHECK_BITS) & ((1 << CAMERA_BITS) - 1)
    frame_number = word >> _CHECK_BITS & ((1 << FRAME_BITS) - 1)
    if _word(camera_number, frame_number) != word:
        return None
    return Stamp(camera_number, frame_number)


def _levels(picture: NDArray[np.uint8]) -> list[float]:
    """Mean grey level of the middle of each cell: edges are blurred by coding and scaling."""
    height_px, width_px = picture.shape[:2]
    cell_height = _cell_height(width_px, height_px)
    margin = cell_height // 4
    rows = slice(height_px - cell_height + margin, height_px - margin)
    row = picture[rows, : width_px // 2 + 1, :3].mean(axis=(0, 2))
    edges = _edges(width_px)
    quarter = (edges[1] - edges[0]) / 4
    levels = []
    for cell in range(_CELLS):
        first = int(np.ceil(edges[cell] + quarter - 0.5))
        last = max(first + 1, int(np.floor(edges[cell + 1] - quarter + 0.5)))
        levels.append(float(row[first:last].mean()))
    return levels


def _edges(width_px: int) -> list[float]:
    return [cell * width_px / _CELLS_PER_WIDTH for cell in range(_CELLS + 1)]


def _cell_height(width_px: int, height_px: int) -> int:
    return min(height_px, max(1, round(width_px / _CELLS_PER_WIDTH)))


def _word(camera_number: int, frame_number: int) -> int:
    payload = camera_number << FRAME_BITS | frame_number
    return (_SYNC << (CAMERA_BITS + FRAME_BITS) | payload) << _CHECK_BITS | _check(payload)


def _check(payload: int) -> int:
    """CRC-8 (polynomial 0x07) of the payload; its start 0xFF keeps an all-zero payload from passing."""
    crc = 0xFF
    for byte in payload.to_bytes(4, "big"):
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 0x07) & 0xFF if crc & 0x80 else crc << 1
    return crc
