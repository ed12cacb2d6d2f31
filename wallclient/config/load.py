"""wall.toml as one frozen value. `load` returns one that can be used, or raises all its problems."""

from __future__ import annotations

from pathlib import Path

import msgspec

from wallclient.config.reading.reader import Reading, read_struct
from wallclient.config.reading.toml import read_toml
from wallclient.config.secrets import private_file_problem
from wallclient.config.sections.cameras import CamerasSection
from wallclient.config.sections.district import DistrictSection
from wallclient.config.sections.look import LookSection
from wallclient.config.sections.platform import PlatformSection
from wallclient.config.sections.video import VideoSection
from wallclient.config.sections.wall import WallSection


class WallConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that wall.toml says, with defaults for what it does not. Paths are absolute."""

    wall: WallSection = WallSection()
    platform: PlatformSection = PlatformSection()
    district: DistrictSection = DistrictSection()
    cameras: CamerasSection = CamerasSection()
    video: VideoSection = VideoSection()
    look: LookSection = LookSection()


def load(path: Path) -> WallConfig:
    """Read and check a wall configuration; raises `Problems` with all that is wrong in it."""
    data, reading = read_toml(path)
    config = read_struct(data, WallConfig, reading) or WallConfig()
    _check_private(config, reading)
    _check_prefixes(config, reading)
    reading.finish()
    return _with_layout_path(config, path)


def _check_private(config: WallConfig, reading: Reading) -> None:
    for section, key, value in (
        ("platform", "token_file", config.platform.token_file),
        ("cameras", "secrets_file", config.cameras.secrets_file),
    ):
        problem = private_file_problem(Path(value)) if value else None
        if problem is not None:
            reading.report((section, key), problem.message, problem.hint)


def _check_prefixes(config: WallConfig, reading: Reading) -> None:
    prefixes = config.district.prefixes
    if list(prefixes) != sorted(set(prefixes)):
        reading.report(("district", "prefixes"), "each length must be more than the one before")


def _with_layout_path(config: WallConfig, path: Path) -> WallConfig:
    """A layout that is given as a path starts, like all paths, at the folder of the configuration."""
    layout = config.wall.layout
    if not layout.endswith(".toml"):
        return config
    full = (path.absolute().parent / Path(layout).expanduser()).as_posix()
    return msgspec.structs.replace(config, wall=msgspec.structs.replace(config.wall, layout=full))
