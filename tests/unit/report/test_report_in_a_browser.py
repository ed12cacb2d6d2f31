"""The report in a real browser without a network: the map is drawn and no hostile text runs."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.unit.report.reportkit import NOW, incident, inputs
from tests.unit.report.test_report_file import HOSTILE
from wallclient.model.incidents import CourseEntry
from wallclient.report import write_report

if TYPE_CHECKING:
    from pathlib import Path

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium here")


def dom(report: Path, home: Path) -> str:
    """The page after its scripts ran; every host name leads nowhere."""
    command = [
        BROWSER or "",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={home}",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--virtual-time-budget=4000",
        "--window-size=1180,1600",
        "--dump-dom",
        report.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=True)
    return done.stdout


def test_the_map_is_drawn_with_areas_rings_cameras_and_signs(tmp_path: Path) -> None:
    html = dom(write_report(inputs(), tmp_path / "r.html"), tmp_path / "home")
    assert html.count("leaflet-interactive") + html.count("<path") > 6
    assert html.count("leaflet-marker-icon") > 8
    assert "leaflet-control-scale-line" in html
    assert ">500 米<" in html
    assert "<img" not in html


def test_hostile_texts_do_not_run(tmp_path: Path) -> None:
    course = (CourseEntry(at=NOW, who=HOSTILE, text=HOSTILE),)
    report = write_report(inputs(incident(title=HOSTILE, course=course)), tmp_path / "r.html")
    html = dom(report, tmp_path / "home")
    assert "<title>owned</title>" not in html
    assert "leaflet-marker-icon" in html
