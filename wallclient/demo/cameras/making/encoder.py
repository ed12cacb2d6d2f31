"""From pictures to a clip, by PyAV. Runs in the worker process only.

Groups must be closed and free of B frames: clients join at any IDR, and the loop's end is followed by its
start.
"""

from __future__ import annotations

import os
import tempfile
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import av

from wallclient.demo.cameras import clips
from wallclient.demo.cameras.clips import Clip, ClipSpec
from wallclient.demo.cameras.making.overlay import Overlay
from wallclient.demo.cameras.making.pictures import render

if TYPE_CHECKING:
    from pathlib import Path

_ENCODERS: Final = {"h264": "libx264", "h265": "libx265"}


class EncodingFailed(Exception):
    """The encoder gave something that cannot be streamed as a loop."""


def make_clip(spec: ClipSpec) -> Clip:
    """Draw and encode a whole loop. Raises EncodingFailed."""
    overlay = Overlay(name=spec.name, number=spec.number, height_px=spec.height_px, fps=spec.fps)
    context = _open(spec)
    packets: list[bytes] = []
    pictures = render(
        spec.scene, width_px=spec.width_px, height_px=spec.height_px, frames=spec.frames, variant=spec.variant
    )
    for index, picture in enumerate(pictures):
        # A scene may hand out the same array twice; it must not find our text in it.
        drawn = picture.copy()
        overlay.draw(drawn, index)
        frame = av.VideoFrame.from_ndarray(drawn, format="rgb24").reformat(format="yuv420p")
        frame.pts = index
        packets += [bytes(packet) for packet in context.encode(frame)]
    packets += [bytes(packet) for packet in context.encode(None)]
    return _assemble(spec, packets)


def write_clip(spec: ClipSpec, path: Path) -> None:
    """Make the clip and put its file in place at once, so that no reader ever sees half of one."""
    content = clips.encode(make_clip(spec))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _open(spec: ClipSpec) -> av.VideoCodecContext:
    context = av.CodecContext.create(_ENCODERS[spec.codec], "w")
    assert isinstance(context, av.VideoCodecContext)
    rate = Fraction(spec.fps).limit_denominator(1001)
    context.width, context.height = spec.width_px, spec.height_px
    context.pix_fmt = "yuv420p"
    context.framerate = rate
    context.time_base = 1 / rate
    context.bit_rate = spec.kbit_s * 1000
    context.gop_size = spec.gop
    context.max_b_frames = 0
    context.thread_count = 1
    # One second of buffer: as a camera with a capped rate, whose key frames may be big.
    rates = f"vbv-maxrate={spec.kbit_s}:vbv-bufsize={spec.kbit_s}"
    groups = f"keyint={spec.gop}:min-keyint={spec.gop}:scenecut=0:bframes=0:rc-lookahead=0"
    if spec.codec == "h264":
        context.options = {
            "preset": "superfast",
            "tune": "zerolatency",
            "profile": "main",
            # One slice per picture: zerolatency would cut it into one per thread.
            "x264-params": f"{groups}:{rates}:sliced-threads=0:threads=1:repeat-headers=1",
        }
    else:
        context.options = {
            "preset": "ultrafast",
            "tune": "zerolatency",
            "x265-params": f"{groups}:{rates}:open-gop=0:repeat-headers=1:info=0:log-level=none"
            ":pools=1:frame-threads=1",
        }
    return context


def _assemble(spec: ClipSpec, packets: list[bytes]) -> Clip:
    if len(packets) != spec.frames:
        raise EncodingFailed(f"{spec.frames} pictures went in, {len(packets)} came out")
    parameter_sets: dict[bytes, None] = {}
    units = []
    for index, packet in enumerate(packets):
        nals = clips.split_annexb(packet)
        parameter_sets.update(
            (nal, None) for nal in nals if clips.nal_kind(nal, spec.codec) == "parameter_set"
        )
        slices = tuple(nal for nal in nals if clips.nal_kind(nal, spec.codec) == "slice")
        if not slices or clips.is_idr(slices[0], spec.codec) != (index % spec.gop == 0):
            raise EncodingFailed(f"picture {index} of {spec.frames} is no {spec.codec} picture of its group")
        units.append(slices)
    wanted = 2 if spec.codec == "h264" else 3
    if len(parameter_sets) != wanted:
        raise EncodingFailed(f"{len(parameter_sets)} parameter sets instead of {wanted}")
    return Clip(spec, tuple(parameter_sets), tuple(units))
