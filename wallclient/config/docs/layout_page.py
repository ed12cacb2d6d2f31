"""The page docs/layouts.md."""

from __future__ import annotations

from wallclient.config.docs.tables import fields_table, table
from wallclient.layout import scale
from wallclient.layout.file import LayoutFile, Match, Pane, Screen
from wallclient.layout.kinds import OPTIONS_OF
from wallclient.layout.presets import PRESETS

EXAMPLE = """\
version = 1
name = "hall"
title = "指挥调度"

[[screens]]
id = "left"
match = { edid = "ACME X 123", connector = "HDMI-1", position = 0 }
distance_m = 8.0
scale = 3
ticker = true

[[screens.panes]]
id = "cameras"
kind = "cameras"
cell = [0, 0, 8, 12]
[screens.panes.options]
grid = [4, 3]
cameras = ["文昌路望湖路口", "", "auto"]

[[screens.panes]]
id = "incidents"
kind = "incidents"
cell = [8, 0, 4, 12]
"""

_HEAD = """\
# Layouts

<!-- Made from the code by `python -m wallclient.config.docs`; changes by hand are lost. -->

A layout says what stands where: one `[[screens]]` per monitor, and on it `[[screens.panes]]` in the cells
of a grid. `./run layout check FILE` reports all mistakes of a file at once. A running wall takes a layout
over as soon as its file is saved; panes that keep their `id` and `kind` are moved and their video goes
on.

```toml
{example}```
"""

_MATCH = """\
A monitor shows one screen at most. Each screen looks for its monitor by EDID first, then by connector,
then by position; a more exact EDID goes before a vaguer one. `edid` may be maker, model and serial
number, or fewer of them: `"ACME X 123"`, `"ACME X"`, `"X 123"`, `"123"`, `"X"` or `"ACME"`. Where several
monitors tell the same, the connector decides, then the position. A screen that asks for nothing takes a
free monitor. A screen without a monitor is parked until one comes; it is never put on top of another.
When a monitor goes and comes back, its screen comes back with it, and the others stay where they are.
"""

_SIZES = """\
## Size follows distance

Type is as large as `distance_m` asks for: with `u` pixels per minute of arc (distance · tan 1′ / size of
a pixel), the classes of type are

{classes}

and never less than {smallest} pixels. The size of a pixel comes from the monitor's EDID. Where that says
nothing (0 mm, or 16 x 9 mm), or where several panels make one screen (`scale`), give `width_mm`;
otherwise a usual screen is assumed ({desk:.0f} mm for a desk, {room:.0f} mm for a meeting room,
{wall:.0f} mm for a panel of a wall) and the wall says so. A screen of several panels is drawn on a canvas
of {canvas} pixels across, whatever it really has.
"""

_CAMERAS = """\
Presets of `cameras`:

{presets}
"""


def layout_page() -> str:
    """The whole page."""
    parts = [
        _HEAD.format(example=EXAMPLE),
        f"## The file\n\n{fields_table(LayoutFile)}\n",
        f"## [[screens]]\n\n{fields_table(Screen)}\n",
        f"## match\n\n{fields_table(Match)}\n\n{_MATCH}",
        f"## [[screens.panes]]\n\n{fields_table(Pane)}\n",
        _sizes(),
    ]
    for kind, options in OPTIONS_OF.items():
        sentence = (options.__doc__ or "").strip().splitlines()[0]
        parts.append(f"## Kind {kind}\n\n{sentence}\n\n{fields_table(options)}\n")
        if kind == "cameras":
            parts.append(_CAMERAS.format(presets=_presets()))
    return "\n".join(parts)


def _sizes() -> str:
    classes = {
        "ref": (scale.K_REF, "incidental: unit, area, age"),
        "read": (scale.K_READ, "everything that must be read"),
        "lead": (scale.K_LEAD, "titles of groups, the clock"),
        "head": (scale.K_HEAD, "title of the case"),
        "fig": (scale.K_FIG, "the one number"),
    }
    rows = [(f"`{name}`", f"{k} u", use) for name, (k, use) in classes.items()]
    return _SIZES.format(
        classes=table(("class", "size", "for"), rows),
        smallest=scale.SMALLEST_PX,
        desk=scale.DESK.width_mm,
        room=scale.ROOM.width_mm,
        wall=scale.WALL.width_mm,
        canvas=scale.CANVAS_WIDTH,
    )


def _presets() -> str:
    rows = []
    for name, grid in PRESETS.items():
        _, _, wide, high = grid.cells[0]
        what = f"{grid.columns} x {grid.rows}"
        if wide > 1:
            what += f", the first one {wide} x {high} cells large"
        rows.append((f"`{name}`", str(len(grid.cells)), what))
    return table(("preset", "tiles", "grid"), rows)
