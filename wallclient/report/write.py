"""Writes the file: beside its place first, so that a half-written report is never found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wallclient.report.page.document import document

if TYPE_CHECKING:
    from pathlib import Path

    from wallclient.report.inputs import ReportInputs


def write_report(inputs: ReportInputs, path: Path, *, language: str = "zh_CN") -> Path:
    """Write one incident's report to `path`; returns it.

    Takes about a second: call it in a worker thread. Raises OSError if the file cannot be written, ValueError
    for a language there are no words for.
    """
    text = document(inputs, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return path
