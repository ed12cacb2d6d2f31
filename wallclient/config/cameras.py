"""Camera lists as files: what can be read becomes cameras, what cannot is reported by line and reason.

One bad row never costs the others; only a file that is no camera list at all raises.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from wallclient.config.camera_list.columns import COLUMNS, field_of
from wallclient.config.camera_list.rows import RowDefaults, RowResult, read_row
from wallclient.config.camera_list.text import ListText, decode
from wallclient.config.problems import Problem, Problems, did_you_mean
from wallclient.config.secrets import SecretStore
from wallclient.rules.coordinates import Crs, convert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from wallclient.model.cameras import Camera

_ADDRESSES = ("main_url", "sub_url", "url")


@dataclass(frozen=True, slots=True)
class CameraList:
    """What the lists gave.

    `problems`: rows that were left out, one entry per mistake. `warnings`: loaded, but should be mended.
    `credentials`: what addresses carried, by the name in the camera's `credential`.
    """

    cameras: tuple[Camera, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    credentials: SecretStore = field(default_factory=SecretStore)
    skipped: int = 0  # rows left out
    encodings: tuple[str, ...] = ()  # of each file


def load_cameras(paths: Iterable[Path], defaults: RowDefaults | None = None) -> CameraList:
    """Read all lists as one; ids must differ over all of them. Raises `Problems` for what is no list."""
    gathering = _Gathering(defaults or RowDefaults())
    unreadable: list[Problem] = []
    for path in paths:
        try:
            gathering.read(path)
        except Problems as error:
            unreadable.extend(error.problems)
    if unreadable:
        raise Problems(unreadable)
    return gathering.result()


class _Gathering:
    """Owns what the lists have given so far."""

    def __init__(self, defaults: RowDefaults) -> None:
        self._defaults = defaults
        self._cameras: list[Camera] = []
        self._systems: list[str] = []  # coordinate system of each camera's position
        self._places: dict[str, str] = {}  # id -> where it was first seen
        self._secrets: dict[str, tuple[str, str]] = {}
        self._problems: list[Problem] = []
        self._warnings: list[Problem] = []
        self._encodings: list[str] = []
        self._skipped = 0

    def read(self, path: Path) -> None:
        text = _text_of(path)
        rows = text.rows()
        lines_with_password: list[int] = []
        try:
            first = next(rows, None)
            if first is None:
                raise Problems([Problem(str(path), 0, "", "is empty", _wanted())])
            fields = self._columns(first[1], path, first[0])
            self._encodings.append(text.encoding)
            for line, row in rows:
                if self._row(row, fields, path, line).in_address:
                    lines_with_password.append(line)
        except csv.Error as error:
            raise Problems([Problem(str(path), 0, "", f"is no CSV file: {error}")]) from None
        if lines_with_password:
            self._warnings.append(_password_warning(path, lines_with_password))

    def _columns(self, header: list[str], path: Path, line: int) -> list[str | None]:
        fields: list[str | None] = []
        for name in header:
            one = field_of(name)
            if one is None and name.strip():
                hint = did_you_mean(name.strip(), COLUMNS) or "this column is not used"
                self._warnings.append(Problem(str(path), line, name.strip(), "unknown column", hint))
            elif one in fields:
                message = f"is a second column for {one}; the first one is used"
                self._warnings.append(Problem(str(path), line, name.strip(), message))
                one = None
            fields.append(one)
        if not any(one in fields for one in _ADDRESSES):
            message = "no column for the address of the pictures"
            raise Problems([Problem(str(path), line, "", message, _wanted())])
        return fields

    def _row(self, row: list[str], fields: list[str | None], path: Path, line: int) -> RowResult:
        cells = {one: cell.strip() for one, cell in zip(fields, row, strict=False) if one}
        result = read_row(cells, self._defaults)
        camera = result.camera
        if camera is not None and camera.id in self._places:
            result.wrong("id", f'"{camera.id}" is taken already', f"first used at {self._places[camera.id]}")
        self._tell(result, path, line)
        if camera is None or result.mistakes:
            self._skipped += 1
            return result
        self._places[camera.id] = f"{path.name}:{line}"
        self._cameras.append(camera)
        self._systems.append(result.crs)
        if result.secret is not None:
            self._secrets[camera.credential] = result.secret
        return result

    def _tell(self, result: RowResult, path: Path, line: int) -> None:
        file = str(path)
        self._problems.extend(Problem(file, line, *mistake) for mistake in result.mistakes)
        self._warnings.extend(Problem(file, line, *remark) for remark in result.remarks)

    def result(self) -> CameraList:
        return CameraList(
            tuple(_in_wgs84(self._cameras, self._systems)),
            tuple(self._problems),
            tuple(self._warnings),
            SecretStore(self._secrets),
            self._skipped,
            tuple(self._encodings),
        )


def _text_of(path: Path) -> ListText:
    try:
        return decode(path.read_bytes())
    except UnicodeDecodeError:
        message, hint = "is neither UTF-8 nor GB18030", "save the list as UTF-8"
        raise Problems([Problem(str(path), 0, "", message, hint)]) from None
    except OSError as error:
        raise Problems([Problem(str(path), 0, "", f"cannot be read: {error.strerror}")]) from None


def _password_warning(path: Path, lines: Sequence[int]) -> Problem:
    """One warning for the whole list: ten thousand would hide all others."""
    message = f"{len(lines)} addresses hold a password; it is kept in memory only and never shown"
    hint = "move passwords to the secrets file and name them in the column `credential`"
    return Problem(str(path), lines[0], "url", message, hint)


def _wanted() -> str:
    return "the first row names the columns, for example: name,area,lon,lat,main_url,sub_url"


def _in_wgs84(cameras: Sequence[Camera], systems: Sequence[str]) -> list[Camera]:
    """The same cameras with positions in WGS-84; each system is converted in one go."""
    moved = list(cameras)
    for system in set(systems) - {Crs.WGS84, Crs.CGCS2000}:
        chosen = [i for i, one in enumerate(systems) if one == system and cameras[i].lon is not None]
        lon_column = np.array([cameras[i].lon for i in chosen], dtype=np.float64)
        lat_column = np.array([cameras[i].lat for i in chosen], dtype=np.float64)
        lons, lats = convert(lon_column, lat_column, system, Crs.WGS84)
        for i, lon, lat in zip(chosen, lons.tolist(), lats.tolist(), strict=True):
            moved[i] = replace(moved[i], lon=lon, lat=lat)
    return moved
