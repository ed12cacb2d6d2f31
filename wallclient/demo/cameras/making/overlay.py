"""What a camera writes over its own picture: name, running clock of the loop, frame number.

Small and at the top right.

The wall puts its plates at the top left and its names below: nothing of this may reach there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from wallclient.demo.cameras.stamp import draw_stamp

if TYPE_CHECKING:
    from numpy.typing import NDArray

# (file, index in the collection): simplified Chinese first.
_FONTS: Final = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("C:/Windows/Fonts/msyh.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
)
_WHITE: Final = 236
_OUTLINE: Final = 30
_OPACITY: Final = 0.86
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class Overlay:
    """Draws over the pictures of one clip."""

    def __init__(self, *, name: str, number: int, height_px: int, fps: float) -> None:
        self._number = number
        self._fps = fps
        self._line_px = max(10, round(height_px * 0.042))
        self._font, has_cjk = _font(self._line_px)
        # Without a font for it, Chinese would be a row of boxes: then the camera shows its number.
        shown = name if has_cjk or name.isascii() else f"CAM {number:04d}"
        self._name = self._text(shown)

    def draw(self, picture: NDArray[np.uint8], index: int) -> None:
        """Write name, clock and frame number of picture `index` over it, and the stamp; in place."""
        margin_px = self._line_px // 2
        top = margin_px
        seconds = index / self._fps
        clock = f"{int(seconds) // 60:02d}:{seconds % 60:05.2f}  #{index:04d}"
        for text, alpha in (self._name, self._text(clock)):
            height, width = text.shape[0], min(text.shape[1], picture.shape[1] - 2 * margin_px)
            right = picture.shape[1] - margin_px
            area = picture[top : top + height, right - width : right]
            rows = area.shape[0]
            area[:] = area * (1 - alpha[:rows, :width]) + text[:rows, :width] * alpha[:rows, :width]
            top += height + margin_px // 4
        draw_stamp(picture, self._number, index)

    def _text(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Grey levels and opacity of a line of text with a dark outline, each (height, width, 1)."""
        outline_px = max(1, self._line_px // 12)
        left, top, right, bottom = self._font.getbbox(text)
        size = (int(right - left) + 2 * outline_px + 2, int(bottom - top) + 2 * outline_px + 2)
        image = Image.new("LA", size, (_OUTLINE, 0))
        ImageDraw.Draw(image).text(
            (outline_px + 1 - left, outline_px + 1 - top),
            text,
            font=self._font,
            fill=(_WHITE, 255),
            stroke_width=outline_px,
            stroke_fill=(_OUTLINE, 255),
        )
        levels = np.asarray(image, np.float32)
        return levels[:, :, :1], levels[:, :, 1:] * (_OPACITY / 255)


def _font(size_px: int) -> tuple[_Font, bool]:
    for name, index in _FONTS:
        if Path(name).exists():
            return ImageFont.truetype(name, size_px, index=index), True
    return ImageFont.load_default(size_px), False
