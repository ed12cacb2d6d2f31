"""Where things lie in a ring file. Writer and reader take every offset from here and nowhere else.

All numbers are native 64-bit words: one aligned word is stored or loaded in one piece, which is what the
sequence lock rests on. Pixels are BGRA, rows tightly packed (QImage's Format_RGB32, little-endian).
"""

from __future__ import annotations

MAGIC = 0x31474E4952434C57  # "WLCRING1"
BYTES_PER_PIXEL = 4
WORD = 8
PAGE = 4096
MAX_SIDE_PX = 16384
MIN_SLOTS, MAX_SLOTS = 2, 16

# Words of the file header.
MAGIC_WORD = 0
SLOTS_WORD = 1
WIDTH_WORD = 2
HEIGHT_WORD = 3
STRIDE_WORD = 4  # bytes from one slot's pixels to the next
RETIRED_WORD = 5  # 1 once the owner wants no more readers
LATEST_WORD = 8  # sequence of the newest complete picture, 0 before the first; in a cache line of its own

# Words of a slot's header. An odd lock: the slot is being written, or its writer died doing so.
SLOT_WORDS = 16
FIRST_SLOT_WORD = 16
LOCK, SEQUENCE, WIDTH, HEIGHT, CAPTURED, DECODED, WRITTEN, PTS = range(8)

PIXELS_OFFSET = PAGE


def slot_word(slot: int) -> int:
    """First word of a slot's header."""
    return FIRST_SLOT_WORD + slot * SLOT_WORDS


def stride_of(width_px: int, height_px: int) -> int:
    """Bytes that one slot's pixels take, whole pages."""
    return -(-width_px * height_px * BYTES_PER_PIXEL // PAGE) * PAGE


def file_size(width_px: int, height_px: int, slots: int) -> int:
    """Bytes of a whole ring file."""
    return PIXELS_OFFSET + slots * stride_of(width_px, height_px)
