"""Cameras and their stream profiles. An address never holds a password; secrets are asked for by name."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ProfileName(StrEnum):
    MAIN = "main"
    SUB = "sub"


class StreamProfile(msgspec.Struct, frozen=True, kw_only=True):
    """One stream of a camera. `url` has no credentials in it; sizes in pixels, 0 if unknown."""

    name: ProfileName
    url: str
    width_px: int = 0
    height_px: int = 0
    codec: str = ""
    transport: str = "tcp"  # tcp | udp, for RTSP


class CameraStatus(StrEnum):
    """What the platform says of a camera; the wall's own view of a stream is its Health."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"
    FAULT = "fault"


class Camera(msgspec.Struct, frozen=True, kw_only=True):
    """One camera. `bearing_deg`: where it looks, clockwise from north; `area`: code of its grid or community.

    `credential` names an entry of the secret store; empty means none is needed.
    `engine` is auto, av or vlc. `kind` is one of dome, half_dome, fixed, ptz (GB/T 28181 PTZType 1 to 4).
    """

    id: str
    name: str
    code: str = ""
    area: str = ""
    area_name: str = ""  # short, as shown on a tile: the subdistrict's name without 街道
    address: str = ""
    kind: str = "fixed"
    business_group: str = ""
    tags: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    bearing_deg: float | None = None
    view_deg: float = 52.0
    profiles: tuple[StreamProfile, ...] = ()
    credential: str = ""
    engine: str = "auto"
    sensitivity: str = "normal"
    status: CameraStatus = CameraStatus.UNKNOWN

    def profile(self, name: ProfileName) -> StreamProfile | None:
        return next((p for p in self.profiles if p.name is name), None)
