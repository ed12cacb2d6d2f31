"""[wall]: what this wall is, which layout it shows and where it keeps what it must remember."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta


class Role(StrEnum):
    WALL = "wall"
    CONSOLE = "console"
    ROOM = "room"


class Language(StrEnum):
    ZH_CN = "zh_CN"
    EN = "en"


class Marker(StrEnum):
    """What every screen says about its data, so that nobody takes an exercise for the real thing."""

    NONE = "none"
    DEMO = "demo"
    EXERCISE = "exercise"
    TEST = "test"


class WallSection(msgspec.Struct, frozen=True, kw_only=True):
    """Which wall this is, what it shows and where it keeps its state."""

    id: Annotated[
        str,
        Meta(
            pattern=r"^[A-Za-z0-9_-]{1,64}$",
            description="Name of this wall towards the platform.",
            extra={"form": "1 to 64 of the characters A-Z a-z 0-9 _ -", "example": "hall-1"},
        ),
    ] = "wall"
    role: Annotated[
        Role,
        Meta(
            description="`wall` shows no window frame and no cursor and keeps the screen awake; `console` is "
            "for an operator with a keyboard; `room` is for a meeting room."
        ),
    ] = Role.WALL
    layout: Annotated[
        str,
        Meta(
            min_length=1,
            description="Name of a layout that comes with the program, or path of a file (ends in .toml).",
            extra={"form": "not empty", "example": "single"},
        ),
    ] = "single"
    language: Annotated[Language, Meta(description="Language of the interface.")] = Language.ZH_CN
    title: Annotated[
        str, Meta(max_length=40, description="What the header says.", extra={"form": "at most 40 characters"})
    ] = "社会治理综合指挥中心"
    operator: Annotated[
        str,
        Meta(
            max_length=40,
            description="Who is named in commands from this place; empty means the wall's id.",
            extra={"form": "at most 40 characters"},
        ),
    ] = ""
    marker: Annotated[
        Marker, Meta(description="What every screen says about its data: demo data, an exercise or a test.")
    ] = Marker.NONE
    state_dir: Annotated[
        str,
        Meta(
            description="Folder for what must survive a restart (event cursor, commands not yet sent); empty "
            "means the user's state folder.",
            extra={"path": "folder"},
        ),
    ] = ""
