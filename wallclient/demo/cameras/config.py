"""The config file of the camera simulator: typed JSON.

Every problem is reported at once, with its place and what would be right.

Passwords and the control token come through here: no repr and no message may show them.
"""

from __future__ import annotations

import difflib
from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from wallclient.demo.cameras.serving.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Codec = Literal["h264", "h265"]
Transport = Literal["rtsp", "http-ts"]
ProfileName = Literal["main", "sub"]

_MAX_SIZE_PX: Final = 4096
_MAX_FRAMES: Final = 65536
_MAX_GOP_FRAMES: Final = 500
_SHOWN_PROBLEMS: Final = 20


class ConfigProblems(ValueError):
    """The config cannot be used. `problems` are sentences for the user, each naming its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        shown = self.problems[:_SHOWN_PROBLEMS]
        more = len(self.problems) - len(shown)
        super().__init__("\n".join([*shown, *([f"… and {more} more"] if more else [])]))


class Auth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a camera asks for a password."""

    scheme: Literal["basic", "digest"]
    user: str
    password: str

    def __repr__(self) -> str:
        return f"Auth(scheme={self.scheme!r}, user={self.user!r}, password='…')"


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Size and rate of one stream. `kbit_s` 0 means: by area, as 600 kbit/s is right for 640x360."""

    width_px: int
    height_px: int
    kbit_s: int = 0

    @property
    def rate_kbit_s(self) -> int:
        return self.kbit_s or max(150, round(600 * self.width_px * self.height_px / (640 * 360)))


class Camera(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One camera.

    `number` goes into the stamp (its low 12 bits), `scene` and `variant` choose the picture.
    """

    id: str
    number: int
    name: str
    scene: str = "pattern"
    variant: int = 0
    codec: Codec = "h264"
    transport: Transport = "rtsp"
    auth: Auth | None = None
    main: Profile = Profile(1280, 720)
    sub: Profile = Profile(640, 360)
    fault: Fault = Fault.NONE

    def profile(self, name: ProfileName) -> Profile:
        return self.main if name == "main" else self.sub


class CamerasConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole simulator. A port of 0 means: any free one, told in the ready line.

    `loop_s` is rounded up to whole groups of pictures; `gop_frames` 0 means one second. `epoch_s` is the Unix
    time of frame 0. `stagger` shifts each camera a little against the others, as real ones are, so that not
    all key frames come in the same moment. `cache_mb` bounds the clips kept on disk, `memory_mb` those kept
    in memory.
    """

    control_token: str
    cache_dir: str
    host: str = "127.0.0.1"
    rtsp_port: int = 0
    http_port: int = 0
    control_port: int = 0
    fps: float = 25.0
    gop_frames: int = 0
    loop_s: float = 8.0
    epoch_s: float = 0.0
    stagger: bool = True
    session_timeout_s: float = 60.0
    nonce_life_s: float = 300.0
    makers: int = 2
    cache_mb: int = 8192
    memory_mb: int = 512
    cameras: tuple[Camera, ...] = ()
    warm: tuple[tuple[str, ProfileName], ...] = ()

    def __repr__(self) -> str:
        return f"CamerasConfig(cameras={len(self.cameras)}, fps={self.fps}, loop_s={self.loop_s})"

    @property
    def gop(self) -> int:
        """Frames from one key frame to the next."""
        return self.gop_frames or max(1, round(self.fps))

    @property
    def frames(self) -> int:
        """Frames of a loop, whole groups of pictures."""
        groups = -(-round(self.loop_s * self.fps) // self.gop)
        return max(1, groups) * self.gop


def load(path: Path, scenes: Iterable[str]) -> CamerasConfig:
    """Read and check the config file; `scenes` are the known names. Raises ConfigProblems."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigProblems([f"{path}: cannot be read: {error.strerror}"]) from error
    try:
        return decode(raw, scenes)
    except ConfigProblems as error:
        raise ConfigProblems([f"{path}: {problem}" for problem in error.problems]) from None


def decode(raw: bytes, scenes: Iterable[str]) -> CamerasConfig:
    """Check the text of a config file. Raises ConfigProblems with all problems."""
    try:
        fields = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except msgspec.MsgspecError as error:
        raise ConfigProblems([f"not a JSON object: {error}"]) from error
    problems: list[str] = []
    cameras = _decode_cameras(fields.pop("cameras", msgspec.Raw(b"[]")), problems)
    try:
        # Cameras are decoded one by one: msgspec reports one error per call, and without the index in a list.
        rest = msgspec.json.decode(msgspec.json.encode(fields), type=CamerasConfig)
    except msgspec.ValidationError as error:
        problems.append(_explain(error, CamerasConfig))
        raise ConfigProblems(problems) from None
    config = msgspec.structs.replace(rest, cameras=tuple(cameras))
    problems += _check(config, tuple(scenes))
    if problems:
        raise ConfigProblems(problems)
    return config


def _decode_cameras(raw: msgspec.Raw, problems: list[str]) -> list[Camera]:
    cameras = []
    try:
        items = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except msgspec.ValidationError:
        problems.append("cameras: must be a list of cameras")
        return []
    for index, item in enumerate(items):
        try:
            cameras.append(msgspec.json.decode(item, type=Camera))
        except msgspec.ValidationError as error:
            problems.append(f"cameras[{index}]: {_explain(error, Camera)}")
    return cameras


def _explain(error: msgspec.ValidationError, kind: type[msgspec.Struct]) -> str:
    text = str(error).replace(" - at `$.", ", at `")
    if "unknown field" in text:
        unknown = text.split("`")[1]
        near = difflib.get_close_matches(unknown, kind.__struct_fields__, 1)
        return f"{text}; did you mean `{near[0]}`?" if near else text
    if "Invalid enum value" in text:
        return f"{text}; allowed are {_listed(_allowed(text))}"
    return text


def _allowed(text: str) -> tuple[str, ...]:
    fields: dict[str, tuple[str, ...]] = {
        "codec": ("h264", "h265"),
        "transport": ("rtsp", "http-ts"),
        "scheme": ("basic", "digest"),
        "warm": ("main", "sub"),
    }
    return next(
        (names for field, names in fields.items() if f"`{field}" in text or f".{field}`" in text),
        tuple(Fault),
    )


def _check(config: CamerasConfig, scenes: tuple[str, ...]) -> list[str]:
    problems = [*_check_numbers(config)]
    ids = Counter(camera.id for camera in config.cameras)
    problems += [
        f"cameras: the id {name!r} is used {count} times" for name, count in ids.items() if count > 1
    ]
    for camera in config.cameras:
        problems += [f"camera {camera.id!r}: {problem}" for problem in _check_camera(camera, scenes)]
    for index, (name, _) in enumerate(config.warm):
        if name not in ids:
            problems.append(f"warm[{index}]: there is no camera {name!r}{_hint(name, tuple(ids))}")
    return problems


def _check_numbers(config: CamerasConfig) -> Iterable[str]:
    if not 1 <= config.fps <= 120:
        yield f"fps: {config.fps} is not between 1 and 120"
        return
    if config.loop_s <= 0 or config.frames > _MAX_FRAMES:
        yield f"loop_s: {config.loop_s} gives no loop of 1 to {_MAX_FRAMES} frames"
    if not 0 <= config.gop_frames <= _MAX_GOP_FRAMES:
        yield f"gop_frames: {config.gop_frames} is not between 1 and {_MAX_GOP_FRAMES}; 0 means one second"
    if config.session_timeout_s <= 0 or config.nonce_life_s <= 0:
        yield "session_timeout_s, nonce_life_s: must be more than 0"
    if not 1 <= config.makers <= 8:
        yield f"makers: {config.makers} is not between 1 and 8"
    if not config.control_token:
        yield "control_token: is empty; give any text"
    for key in ("rtsp_port", "http_port", "control_port"):
        port = getattr(config, key)
        if not 0 <= port <= 65535:
            yield f"{key}: {port} is not a port; 0 takes a free one"


def _check_camera(camera: Camera, scenes: tuple[str, ...]) -> Iterable[str]:
    if not camera.id or any(letter in "/?#" or letter.isspace() for letter in camera.id):
        yield "an id must not be empty nor contain blanks, '/', '?' or '#'"
    if camera.number < 0:
        yield f"number: {camera.number} is negative"
    if camera.scene not in scenes:
        hint = _hint(camera.scene, scenes) or f"; known are {_listed(scenes)}"
        yield f"scene: there is no {camera.scene!r}{hint}"
    for name, profile in (("main", camera.main), ("sub", camera.sub)):
        width_px, height_px = profile.width_px, profile.height_px
        if not (160 <= width_px <= _MAX_SIZE_PX and 64 <= height_px <= _MAX_SIZE_PX):
            yield f"{name}: {width_px}x{height_px} px is not between 160x64 and {_MAX_SIZE_PX}x{_MAX_SIZE_PX}"
        elif width_px % 2 or height_px % 2:
            yield f"{name}: {width_px}x{height_px} px is odd; 4:2:0 pictures have even sides"


def _hint(name: str, names: Sequence[str]) -> str:
    # difflib is slow against thousands of names: a hint is worth no second of waiting.
    near = difflib.get_close_matches(name, names[:2000], 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
