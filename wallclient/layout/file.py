"""A layout file as frozen structs: screens, what each is matched by, and the panes on it.

Descriptions and bounds in here are the documentation, too (docs/layouts.md is made of them).
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from wallclient.layout.kinds import OPTIONS_OF, Kind, Options

VERSION = 1

_ID = r"^[A-Za-z0-9_-]{1,40}$"
_ID_FORM = {"form": "1 to 40 of the characters A-Z a-z 0-9 _ -", "example": "left"}
_Position = Annotated[int, Meta(ge=0, le=63)]
_From0 = Annotated[int, Meta(ge=0, le=119)]
_From1 = Annotated[int, Meta(ge=1, le=120)]


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Which monitor shows a screen. Tried in this order; a screen that asks for nothing takes a free one."""

    edid: Annotated[
        str,
        Meta(
            pattern=r"^(|.*\S.*)$",
            description="Maker, model and serial number as the monitor tells them, with a blank between; "
            "fewer parts match on those.",
            extra={"form": "maker, model and serial number", "example": "ACME X 123"},
        ),
    ] = ""
    connector: Annotated[str, Meta(description="Name of the output, e.g. HDMI-1.")] = ""
    position: Annotated[
        _Position | None,
        Meta(
            description="Number of the monitor, from 0, counted from the left, and from the top where one "
            "stands above the other."
        ),
    ] = None


class Pane(msgspec.Struct, frozen=True, kw_only=True):
    """One pane on one screen."""

    id: Annotated[
        str,
        Meta(
            pattern=_ID,
            description="Name of the pane, once in the whole file; a pane that keeps id and kind is "
            "moved, not remade.",
            extra=_ID_FORM,
        ),
    ]
    kind: Annotated[Kind, Meta(description="What it shows.")]
    cell: Annotated[
        tuple[_From0, _From0, _From1, _From1],
        Meta(
            description="[column, row, columns, rows] in the screen's grid; the first column and row are 0."
        ),
    ]
    options: Annotated[
        Options | None,
        Meta(description="Options of this kind, see below.", extra={"chosen_by": ("kind", OPTIONS_OF)}),
    ] = None


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """One window, which fills one monitor."""

    id: Annotated[str, Meta(pattern=_ID, description="Name of the screen, once in the file.", extra=_ID_FORM)]
    title: Annotated[str, Meta(description="Title of the window.")] = ""
    match: Annotated[Match, Meta(description="Which monitor shows it.")] = Match()
    distance_m: Annotated[
        float,
        Meta(
            ge=0.2,
            le=50,
            description="Distance in metres from which it is read; type grows with it.",
        ),
    ] = 0.7
    scale: Annotated[
        float, Meta(ge=1, le=24, description="Physical panels side by side which make up this screen.")
    ] = 1.0
    width_mm: Annotated[
        float,
        Meta(
            ge=0,
            le=100_000,
            description="Width of the whole picture in millimetres, all panels together; 0 means what "
            "the monitor says.",
        ),
    ] = 0.0
    columns: Annotated[int, Meta(ge=1, le=120, description="Columns of the grid.")] = 12
    rows: Annotated[int, Meta(ge=1, le=120, description="Rows of the grid.")] = 12
    header: Annotated[bool, Meta(description="Show the header: title, scenes, state, clock.")] = True
    ticker: Annotated[bool, Meta(description="Show the line of messages at the bottom.")] = False
    panes: Annotated[tuple[Pane, ...], Meta(description="The panes; they may not overlap.")] = ()


class LayoutFile(msgspec.Struct, frozen=True, kw_only=True):
    """A whole layout."""

    version: Annotated[int, Meta(ge=1, description="Version of this format; 1.")]
    name: Annotated[str, Meta(min_length=1, description="Name of the layout.", extra={"form": "not empty"})]
    title: Annotated[str, Meta(description="Title of the windows that have none of their own.")] = ""
    scene: Annotated[
        Literal["", "command", "deployment", "analysis", "office"],
        Meta(description="Which of the room's four scenes this is; the header marks it."),
    ] = ""
    screens: Annotated[tuple[Screen, ...], Meta(description="The screens.")]
