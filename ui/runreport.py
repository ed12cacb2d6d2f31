"""The report of a run: what was really painted, received and used between the warm-up and the end.

Rates are counts over the measured span, never what a decoder believes. `ok` is false when a tile that should
be live is not, or the feed lost anything.
"""

from __future__ import annotations

import json
import os
import platform
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psutil
from PySide6.QtGui import QGuiApplication

from ui.measure import quantile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ui.ticker import Ticker
    from ui.video.tile import Tile
    from wallclient.app import WallApp

WARM_UP_S = 5.0
# A tile is said to keep up when it paints at least this share of its stream's pictures.
KEEPS_UP = 0.96


@dataclass(frozen=True, slots=True)
class ShownTile:
    """One tile with where it stands."""

    screen: str
    pane: str
    number: int
    tile: Tile


class RunReport:
    """Owns the counts at the end of the warm-up; `begin` takes them, `finish` compares."""

    def __init__(self, app: WallApp, ticker: Ticker, others: dict[int, str]) -> None:
        self._app = app
        self._stores = app.stores
        self._ticker = ticker
        self._others = others
        self._started_at = time.monotonic()
        self._begun_at = 0.0
        self._painted: dict[str, tuple[str, int]] = {}
        self._received = 0.0
        self._processes: dict[int, psutil.Process] = {}
        self._cpu: dict[int, float] = {}

    def begin(self, tiles: Iterable[ShownTile]) -> None:
        """The warm-up is over: everything is counted from here."""
        self._begun_at = time.monotonic()
        self._ticker.loop.restart()
        self._ticker.paint.restart()
        for shown in tiles:
            tile = shown.tile
            tile.picture.figures.latencies_ms.clear()
            camera = tile.camera.id if tile.camera else ""
            self._painted[tile.tile_id] = (camera, tile.picture.figures.painted)
        for pid in self._pids():
            self._cpu_of(pid)

    def finish(self, tiles: Iterable[ShownTile], screens: list[dict[str, Any]]) -> dict[str, Any]:
        """The report as JSON-ready values."""
        span_s = time.monotonic() - self._begun_at
        lines = [self._tile(shown, span_s) for shown in tiles if shown.tile.camera is not None]
        feed = self._feed()
        errors = [
            "{screen}/{pane}/{tile} {camera}: {state} {reason}".format_map(line)
            for line in lines
            if line["expected_live"] and line["state"] != "live"
        ]
        if feed["lost"]:
            errors.append(f"feed lost {feed['lost']} events")
        loop = self._ticker.loop.figures()
        return {
            "version": 1,
            "duration_s": round(time.monotonic() - self._started_at, 1),
            "measured_s": round(span_s, 1),
            "ok": not errors,
            "errors": errors,
            "platform": {
                "qt": QGuiApplication.platformName(),
                "python": platform.python_version(),
                "cores": os.cpu_count() or 1,
            },
            "screens": screens,
            "tiles": lines,
            "feed": feed,
            "gui": {
                "loop_ms_p50": round(loop.p50_ms, 2),
                "loop_ms_p99": round(loop.p99_ms, 2),
                "stalls_over_50_ms": loop.stalls_over_50_ms,
            },
            "processes": self._process_lines(span_s),
        }

    def _tile(self, shown: ShownTile, span_s: float) -> dict[str, Any]:
        tile = shown.tile
        assert tile.camera is not None
        camera, before = self._painted.get(tile.tile_id, ("", 0))
        painted = tile.picture.figures.painted - (before if camera == tile.camera.id else 0)
        stream = tile.stream
        latencies = list(tile.picture.figures.latencies_ms)
        figures = stream.figures if stream else None
        first = tile.picture.figures.first_at
        return {
            "screen": shown.screen,
            "pane": shown.pane,
            "tile": shown.number,
            "camera": tile.camera.name,
            "engine": stream.engine if stream else "",
            "profile": stream.profile if stream else "",
            "state": str(stream.health.state) if stream else "connecting",
            "reason": str(stream.health.reason) if stream else "",
            "expected_live": tile.label.veil != "hide",
            "source_fps": round(figures.source_fps, 1) if figures else 0.0,
            "painted_fps": round(painted / span_s, 1) if span_s > 0 else 0.0,
            "first_picture_ms": round((first - tile.shown_since) * 1000) if first else None,
            "latency_ms_p50": round(quantile(latencies, 0.5), 1),
            "latency_ms_p99": round(quantile(latencies, 0.99), 1),
            "reconnects": figures.reconnects if figures else 0,
            "torn": tile.picture.figures.torn,
        }

    def _feed(self) -> dict[str, Any]:
        source = self._stores.sources.get("events")
        figures = dict(source.figures) if source else {}
        return {
            "state": str(source.health.state) if source else "none",
            "received": int(figures.get("received", 0)),
            "applied": self._app.applied,
            "lost": int(figures.get("lost", 0)),
            "duplicates": int(figures.get("duplicates", 0)),
            "bad_frames": int(figures.get("bad_frames", 0)),
            "latency_ms_p50": round(self._ticker.paint.quantile_ms(0.5), 1),
            "latency_ms_p99": round(self._ticker.paint.quantile_ms(0.99), 1),
        }

    # Processes

    def _pids(self) -> dict[int, tuple[str, int]]:
        """Process id → role and restarts: this one, those the wall runs, those it was started with."""
        found = {os.getpid(): ("gui", 0)}
        for process in self._stores.processes.values():
            found[process.pid] = (process.role, process.restarts)
        for pid, role in self._others.items():
            found.setdefault(pid, (role, 0))
        return found

    def _cpu_of(self, pid: int) -> float | None:
        """CPU seconds since `begin` saw the process; None if it is gone."""
        try:
            process = self._processes.setdefault(pid, psutil.Process(pid))
            times = process.cpu_times()
        except psutil.Error:
            return None
        total = times.user + times.system
        return float(total - self._cpu.setdefault(pid, total))

    def _process_lines(self, span_s: float) -> list[dict[str, Any]]:
        lines = []
        for pid, (role, restarts) in self._pids().items():
            used_s = self._cpu_of(pid)
            if used_s is None:
                continue
            try:
                rss = self._processes[pid].memory_info().rss
            except psutil.Error:
                continue
            lines.append(
                {
                    "role": role,
                    "pid": pid,
                    "cpu_percent": round(100.0 * used_s / span_s, 1) if span_s > 0 else 0.0,
                    "rss_mb": round(rss / 1e6),
                    "restarts": restarts,
                }
            )
        return lines


def write_report(report: dict[str, Any], path: Path) -> None:
    """Write `report` as JSON; the folder is made if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
