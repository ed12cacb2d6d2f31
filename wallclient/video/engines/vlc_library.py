"""What libVLC needs beyond python-vlc: callback prototypes of our own and the list of plugins it came
with."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from wallclient.video.port import Opened, SourceKind

_UINT_P = ctypes.POINTER(ctypes.c_uint)
_VOID_PP = ctypes.POINTER(ctypes.c_void_p)

# python-vlc declares the chroma as immutable bytes: a callback could not choose one.
FormatCallback = ctypes.CFUNCTYPE(
    ctypes.c_uint, _VOID_PP, ctypes.POINTER(ctypes.c_char * 4), _UINT_P, _UINT_P, _UINT_P, _UINT_P
)
CleanupCallback = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
LockCallback = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, _VOID_PP)
UnlockCallback = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, _VOID_PP)
DisplayCallback = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)


class _VideoTrack(ctypes.Structure):
    _fields_ = (
        ("height", ctypes.c_uint),
        ("width", ctypes.c_uint),
        ("sar_num", ctypes.c_uint),
        ("sar_den", ctypes.c_uint),
        ("rate_num", ctypes.c_uint),
        ("rate_den", ctypes.c_uint),
    )


class _Track(ctypes.Structure):
    # python-vlc has three pointers where C has one, a union, and finds rubbish behind it.
    _fields_ = (
        ("codec", ctypes.c_uint32),
        ("original", ctypes.c_uint32),
        ("id", ctypes.c_int),
        ("type", ctypes.c_int),
        ("profile", ctypes.c_int),
        ("level", ctypes.c_int),
        ("video", ctypes.POINTER(_VideoTrack)),
    )


_VIDEO = 1
_CODECS = {b"avc1": "h264", b"hev1": "hevc", b"hvc1": "hevc", b"MJPG": "mjpeg"}

_NEEDS: dict[SourceKind, tuple[tuple[str, ...], ...]] = {
    # One plugin of each group must be there. RTSP needs live555; "realrtsp" is RealMedia's and of no use.
    SourceKind.RTSP: (("liblive555",),),
    SourceKind.HTTP_TS: (("libhttp_", "libhttps_"), ("libts_",), ("libavcodec_",)),
    SourceKind.HTTP_FLV: (("libhttp_", "libhttps_"), ("libavformat_", "libflv_"), ("libavcodec_",)),
    SourceKind.HLS: (("libhttp_", "libhttps_"), ("libadaptive_",), ("libavcodec_",)),
    SourceKind.FILE: (("libfilesystem_",), ("libavcodec_",)),
}


def visible_size(
    width: ctypes._Pointer[ctypes.c_uint], height: ctypes._Pointer[ctypes.c_uint]
) -> tuple[int, int]:
    """Size of what is to be seen, from the pointers of a format callback.

    libVLC 3 gives the padded size there (640x386 for a picture of 640x360), which has another aspect. Both
    numbers lie in its video_format_t, where the visible size follows; it is taken only if it looks like
    one.
    """
    padded = (int(width[0]), int(height[0]))
    gap = ctypes.addressof(height.contents) - ctypes.addressof(width.contents)
    if gap != ctypes.sizeof(ctypes.c_uint):
        return padded
    _, _, left, top, seen_width, seen_height = (int(width[i]) for i in range(6))
    inside = 0 < seen_width <= padded[0] - left and 0 < seen_height <= padded[1] - top
    close = inside and padded[0] - seen_width <= 128 and padded[1] - seen_height <= 128
    return (seen_width, seen_height) if close else padded


def video_track(dll: ctypes.CDLL, media: ctypes.c_void_p) -> Opened | None:
    """The video track of a media that plays; None as long as libVLC knows of none."""
    tracks = ctypes.POINTER(ctypes.POINTER(_Track))()
    get, release = dll.libvlc_media_tracks_get, dll.libvlc_media_tracks_release
    get.restype = ctypes.c_uint
    count = get(media, ctypes.byref(tracks))
    try:
        for track in (tracks[i].contents for i in range(count)):
            if track.type == _VIDEO and track.video:
                video = track.video.contents
                fps = video.rate_num / video.rate_den if video.rate_den else 0.0
                return Opened(_codec_name(track.codec), video.width, video.height, fps)
    finally:
        release(tracks, ctypes.c_uint(count))
    return None


def _codec_name(fourcc: int) -> str:
    name = fourcc.to_bytes(4, "little")
    return _CODECS.get(name, name.decode("ascii", errors="replace").strip().lower())


def plugin_names(hint: str) -> frozenset[str]:
    """File names of the plugins of the libVLC that this process has loaded; empty if they cannot be found.

    `hint`: a place that python-vlc names, on systems where the process itself cannot tell.
    """
    for folder in _plugin_folders(hint):
        if folder.is_dir():
            return frozenset(path.name for path in folder.rglob("lib*_plugin.*"))
    return frozenset()


def opens(plugins: frozenset[str]) -> dict[str, bool]:
    """Which kinds of source these plugins can open. libVLC itself does not tell before it has failed."""
    return {
        kind.value: all(any(name.startswith(group) for name in plugins) for group in groups)
        for kind, groups in _NEEDS.items()
    }


def _plugin_folders(hint: str) -> list[Path]:
    folders = [Path(os.environ["VLC_PLUGIN_PATH"])] if os.environ.get("VLC_PLUGIN_PATH") else []
    library = _loaded_library() if sys.platform == "linux" else Path(hint) if hint else None
    if library is not None:
        base = library.parent
        folders += [base / "vlc" / "plugins", library / "plugins", base / "plugins", base.parent / "plugins"]
    return folders


def _loaded_library() -> Path | None:
    with open("/proc/self/maps", encoding="utf-8") as maps:
        for line in maps:
            path = line.rstrip("\n").rpartition(" ")[2]
            if "/libvlc.so" in path:
                return Path(path).resolve()
    return None
