"""The situation report: one incident as one HTML file that opens anywhere, without a network.

Nothing in the file may be fetched from elsewhere, and no text of an incident may become markup.
"""

from __future__ import annotations

from wallclient.report.inputs import ReportInputs
from wallclient.report.write import write_report

__all__ = ["ReportInputs", "write_report"]
