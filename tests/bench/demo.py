"""The whole demo under load: 200 events a second on top of the story, map, lists and tiles at work."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SPAN_S = 40
EVENTS_PER_S = 200


def measure() -> dict[str, object]:
    """Figures of one run of the demo, as its own report gives them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        command = [sys.executable, "main.py", "demo", "--for", str(SPAN_S), "--report", str(file)]
        command += ["--events-per-second", str(EVENTS_PER_S)]
        done = subprocess.run(command, cwd=ROOT, check=False)
        report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {"exit_code": done.returncode, **summary(report)}


def summary(report: dict[str, Any]) -> dict[str, object]:
    """The figures of a run's report that people ask for."""
    tiles = [t for t in report["tiles"] if t["state"] == "live"]
    shares = [t["painted_fps"] / t["source_fps"] for t in tiles if t["source_fps"]]
    cpu: dict[str, float] = defaultdict(float)
    memory: dict[str, float] = defaultdict(float)
    for process in report["processes"]:
        cpu[process["role"]] += process["cpu_percent"]
        memory[process["role"]] += process["rss_mb"]
    return {
        "ok": report["ok"],
        "tiles_live": len(tiles),
        "painted_of_source_min": round(min(shares, default=0.0), 3),
        "picture_latency_ms_p50": sorted(t["latency_ms_p50"] for t in tiles)[len(tiles) // 2]
        if tiles
        else None,
        "events": report["feed"]["received"],
        "events_lost": report["feed"]["lost"],
        "event_latency_ms_p50": report["feed"]["latency_ms_p50"],
        "event_latency_ms_p99": report["feed"]["latency_ms_p99"],
        "loop_ms_p99": report["gui"]["loop_ms_p99"],
        "stalls_over_50_ms": report["gui"]["stalls_over_50_ms"],
        "cpu_percent": {role: round(value, 1) for role, value in cpu.items()},
        "rss_mb": {role: round(value) for role, value in memory.items()},
    }
