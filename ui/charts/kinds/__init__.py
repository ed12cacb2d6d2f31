"""One file per kind of chart, and the table name → class that a layout chooses from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.charts.kinds.bars import ClassesChart, SubdistrictsChart
from ui.charts.kinds.clocks import ClocksChart
from ui.charts.kinds.findings import FindingsChart
from ui.charts.kinds.hours import HoursChart
from ui.charts.kinds.intake import IntakeChart
from ui.charts.kinds.trend import TrendChart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.charts.kinds.frame import Chart

CHARTS: Mapping[str, Callable[[], Chart]] = {
    "trend": TrendChart,
    "classes": ClassesChart,
    "subdistricts": SubdistrictsChart,
    "hours": HoursChart,
    "clocks": ClocksChart,
    "intake": IntakeChart,
    "findings": FindingsChart,
}
