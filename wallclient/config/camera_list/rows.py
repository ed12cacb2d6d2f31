"""One row of a camera list to one camera. Every mistake is told; a row with one gives no camera."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wallclient.config.camera_list import columns
from wallclient.config.camera_list.address import SCHEMES, scheme_of, split_credentials
from wallclient.config.problems import did_you_mean
from wallclient.model.cameras import Camera, ProfileName, StreamProfile

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAGS = re.compile(r"[\s,;、，；|]+")
_WORDS = {
    "kind": columns.word_table(columns.KINDS),
    "crs": columns.word_table(columns.SYSTEMS),
    "sensitivity": columns.word_table(columns.SENSITIVITIES),
    "engine": columns.word_table(columns.ENGINES),
    "transport": columns.word_table(columns.TRANSPORTS),
}


@dataclass(frozen=True, slots=True)
class RowDefaults:
    """What holds for rows that do not say otherwise."""

    engine: str = "auto"
    transport: str = "tcp"
    crs: str = "wgs84"


@dataclass(slots=True)
class RowResult:
    """One row read. `camera` is None if `mistakes` (column, message, hint) made that impossible.

    The camera's position is still in `crs`. `in_address`: its address carried a password; `secret` is that
    credential, None if the row names another one.
    """

    camera: Camera | None = None
    crs: str = "wgs84"
    secret: tuple[str, str] | None = field(default=None, repr=False)
    in_address: bool = False
    mistakes: list[tuple[str, str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str, str]] = field(default_factory=list)

    def wrong(self, column: str, message: str, hint: str = "") -> None:
        self.mistakes.append((column, message, hint))


def read_row(cells: Mapping[str, str], defaults: RowDefaults) -> RowResult:
    """Read one row; `cells` holds the fields that the list has, without blanks around them."""
    result = RowResult()
    words = {name: _word(cells, name, result) for name in _WORDS}
    result.crs = words["crs"] or defaults.crs
    lon, lat = _position(cells, result)
    profiles = _profiles(cells, words["transport"] or defaults.transport, result)
    bearing = _bearing(cells, result)
    name = cells.get("name", "")
    identity = cells.get("id", "") or cells.get("code", "") or name
    if not identity:
        result.wrong("id", "is missing", "give an id, a code or a name")
    if result.mistakes:
        return result
    result.camera = Camera(
        id=identity,
        name=name or identity,
        kind=words["kind"] or "fixed",
        tags=tuple(t for t in _TAGS.split(cells.get("tags", "")) if t),
        lon=lon,
        lat=lat,
        bearing_deg=bearing,
        profiles=profiles,
        credential=_credential(cells, identity, result),
        engine=words["engine"] or defaults.engine,
        sensitivity=words["sensitivity"] or "normal",
        code=cells.get("code", ""),
        area=cells.get("area", ""),
        area_name=cells.get("area_name", ""),
        address=cells.get("address", ""),
        business_group=cells.get("business_group", ""),
    )
    return result


def _word(cells: Mapping[str, str], column: str, result: RowResult) -> str:
    """The inside word of a cell that allows only certain words, empty if the cell is."""
    text = cells.get(column, "")
    if not text:
        return ""
    word = _WORDS[column].get(text.casefold())
    if word is None:
        known = list(dict.fromkeys(_WORDS[column].values()))
        hint = did_you_mean(text, _WORDS[column]) or f"one of {', '.join(known)}"
        result.wrong(column, f'"{text}" is not known', hint)
    return word or ""


def _position(cells: Mapping[str, str], result: RowResult) -> tuple[float | None, float | None]:
    """Degrees, or None twice if there is no position. Many exports write 0, 0 where none is known."""
    texts = cells.get("lon", ""), cells.get("lat", "")
    if not any(texts):
        return None, None
    if not all(texts):
        missing = "lon" if not texts[0] else "lat"
        result.wrong(missing, "is missing", "give both longitude and latitude, or neither")
        return None, None
    try:
        lon, lat = float(texts[0]), float(texts[1])
    except ValueError:
        result.wrong("lon", f'"{texts[0]}", "{texts[1]}" are not degrees', "for example 120.596931")
        return None, None
    if lon == 0 and lat == 0:
        return None, None
    if math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90:
        return lon, lat
    swapped = abs(lon) <= 90 < abs(lat) <= 180
    limits = "longitude -180 to 180, latitude -90 to 90"
    hint = "longitude and latitude seem to be exchanged" if swapped else limits
    result.wrong("lon", f"{texts[0]}, {texts[1]} is no place on earth", hint)
    return None, None


def _bearing(cells: Mapping[str, str], result: RowResult) -> float | None:
    text = cells.get("bearing_deg", "")
    if not text:
        return None
    if text in columns.DIRECTIONS:
        return columns.DIRECTIONS[text]
    try:
        degrees = float(text)
    except ValueError:
        degrees = math.nan
    if not math.isfinite(degrees):
        result.wrong("bearing_deg", f'"{text}" is no direction', "degrees clockwise from north, or e.g. 东南")
        return None
    return degrees % 360.0


def _profiles(cells: Mapping[str, str], transport: str, result: RowResult) -> tuple[StreamProfile, ...]:
    main = cells.get("main_url", "") or cells.get("url", "")
    sub = cells.get("sub_url", "")
    if not main and not sub:
        result.wrong("url", "is missing", "give main_url, sub_url or url")
    profiles = []
    for name, url, column in ((ProfileName.MAIN, main, "main_url"), (ProfileName.SUB, sub, "sub_url")):
        if url:
            profiles.append(_profile(name, url, column, cells.get("codec", "").lower(), transport, result))
    return tuple(profiles)


def _profile(
    name: ProfileName, url: str, column: str, codec: str, transport: str, result: RowResult
) -> StreamProfile:
    clean, secret = split_credentials(url)
    scheme = scheme_of(url)
    if scheme not in SCHEMES:
        what = f'the scheme "{scheme}" is not known' if scheme else "is no address"
        result.wrong(column, what, f"known schemes: {', '.join(SCHEMES)}")
    if secret is not None:
        if result.secret is not None and result.secret != secret:
            result.remarks.append((column, "has other credentials than the main stream; those are used", ""))
        result.secret = result.secret or secret
        result.in_address = True
    return StreamProfile(name=name, url=clean, codec=codec, transport=transport)


def _credential(cells: Mapping[str, str], identity: str, result: RowResult) -> str:
    """Name of the camera's credential: the one the row names, or one for what its address carried."""
    named = cells.get("credential", "")
    if result.secret is None:
        return named
    if named:
        result.secret = None
        return named
    return f"list:{identity}"
