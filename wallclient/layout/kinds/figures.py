"""Options of the panes `figures` (big numbers in a strip) and `charts`."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Figure = Literal["received", "undispatched", "in_progress", "overdue", "on_time"]
ALL_FIGURES: tuple[Figure, ...] = ("received", "undispatched", "in_progress", "overdue", "on_time")
Chart = Literal["findings", "trend", "classes", "subdistricts", "hours", "clocks", "intake"]


class FiguresOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="figures"):
    """Which figures stand in the strip."""

    which: Annotated[
        tuple[Figure, ...],
        Meta(description="Received today, waiting for dispatch, in progress, overdue, share solved on time."),
    ] = ALL_FIGURES
    area: Annotated[str, Meta(description="Only this area (its code); empty means everywhere.")] = ""


class ChartsOptions(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="charts"):
    """Which charts a pane shows, row by row."""

    charts: Annotated[
        tuple[Chart, ...],
        Meta(
            min_length=1,
            description="Findings in words; received and solved over time; big classes; open incidents by "
            "subdistrict; hours of the week; the three clocks; service intake.",
        ),
    ] = ("trend", "classes")
    columns: Annotated[int, Meta(ge=1, le=4, description="Charts side by side.")] = 2
    days: Annotated[int, Meta(ge=1, le=366, description="How far back the charts over time go.")] = 30
    area: Annotated[str, Meta(description="Only this area (its code); empty means everywhere.")] = ""
