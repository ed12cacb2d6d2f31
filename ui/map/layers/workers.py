"""Grid workers: a paper dot, hollow after a minute of silence, grey after ten; names only where they help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from ui.clockwords import distance
from ui.map.fields.workers import FRESH, LOST, STALE
from ui.map.marks.labels import Label
from ui.map.marks.sprites import SpriteSheet
from ui.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from ui.map.fields.workers import WorkerField
    from ui.map.layers.taken import Taken
    from ui.map.marks.labels import LabelCache
    from ui.map.marks.style import MapStyle
    from ui.map.plane.viewport import Viewport
    from wallclient.model.incidents import Incident
    from wallclient.model.instant import Instant
    from wallclient.model.table import Table
    from wallclient.model.workers import Worker

translate = QCoreApplication.translate
_DOT_PX = 4.6
_ON_SCENE_M = 60.0
_NAMED = 3
_LOST_NEAR_M = 600.0
# A mark that moved less than this since it was painted need not be painted again.
_STEP_PX = 0.5


class WorkerLayer:
    """Owns the sprites of the three ages and where each mark was last painted."""

    def __init__(self, style: MapStyle, labels: LabelCache, field: WorkerField, table: Table[Worker]) -> None:
        self._style = style
        self._labels = labels
        self._field = field
        self._table = table
        self._sheet: SpriteSheet | None = None
        self._sheet_dpr = 0.0
        self._xy_px: NDArray[np.float64] = np.empty((0, 2))
        self._ages: NDArray[np.intp] = np.empty(0, dtype=np.intp)
        self._names: list[tuple[Label, QRectF]] = []

    def arrange(
        self,
        view: Viewport,
        instant: Instant,
        place: tuple[float, float] | None,
        incident: Incident | None,
        chosen_id: str,
        taken: Taken,
    ) -> None:
        """Positions of this moment. `place` as in CameraLayer; `incident`: the one there."""
        xy_m = self._field.xy_m(instant.monotonic_s)
        self._xy_px = view.many_to_px(xy_m)
        self._ages = self._field.ages(instant.unix_s)
        self._names = []
        for row in self._named(xy_m, place, chosen_id):
            worker = self._table.get(self._field.ids[row])
            if worker is None:
                continue
            away_m = None if place is None else float(np.hypot(*(xy_m[row] - place)))
            words = self._words(worker, int(self._ages[row]), away_m, incident, instant)
            self._name(row, words, view, taken)

    def _named(
        self, xy_m: NDArray[np.float64], place: tuple[float, float] | None, chosen_id: str
    ) -> Iterable[int]:
        """Rows of the nearest few, of who is lost nearby, and of the chosen one."""
        rows: list[int] = []
        if place is not None and len(xy_m):
            away = np.hypot(*(xy_m - place).T)
            order = np.argsort(away, kind="stable")
            rows += [int(row) for row in order if self._ages[row] != LOST][:_NAMED]
            rows += [int(row) for row in order if self._ages[row] == LOST and away[row] <= _LOST_NEAR_M]
        chosen = self._field.row(chosen_id)
        return rows if chosen is None or chosen in rows else [chosen, *rows]

    def _words(
        self, worker: Worker, age: int, away_m: float | None, incident: Incident | None, instant: Instant
    ) -> str:
        if age == LOST:
            since = self._field.seen_unix_s[self._field.row(worker.id) or 0]
            minutes = int((instant.unix_s - since) // 60)
            if since <= 0:
                return translate("MapPane", "{name} lost").format(name=worker.name)
            return translate("MapPane", "{name} lost {minutes} min").format(
                name=worker.name, minutes=f"{minutes:,}"
            )
        if away_m is None:
            return translate("MapPane", "{name} {status}").format(
                name=worker.name, status=word(worker.status)
            )
        if incident is not None and _arrived(worker, incident, away_m):
            return translate("MapPane", "{name} on the scene").format(name=worker.name)
        return translate("MapPane", "{name} {distance} {status}").format(
            name=worker.name, distance=distance(away_m), status=word(worker.status)
        )

    def _name(self, row: int, text: str, view: Viewport, taken: Taken) -> None:
        colours = self._style.theme.colours
        colour = {FRESH: colours.t1, STALE: colours.t2}.get(int(self._ages[row]), colours.t3)
        label = Label(text, self._style.theme.ref, colour)
        x, y = self._xy_px[row]
        width, height = self._labels.size(label)
        gap = _DOT_PX * self._style.scale + 6
        places = [
            QRectF(x + gap, y - height / 2, width, height),
            QRectF(x - gap - width, y - height / 2, width, height),
            QRectF(x - width / 2, y - gap - height, width, height),
            QRectF(x - width / 2, y + gap, width, height),
        ]
        whole = QRectF(0, 0, view.width_px, view.height_px)
        box = taken.first_free(place for place in places if whole.contains(place))
        if box is not None:
            taken.take(box)
            self._names.append((label, box))

    def paint(self, p: QPainter, exposed: QRectF, dpr: float) -> None:
        if dpr != self._sheet_dpr:
            self._sheet, self._sheet_dpr = self._new_sheet(dpr), dpr
        if self._sheet is None:
            return
        xy = self._xy_px
        seen = (
            (xy[:, 0] > exposed.left() - 12)
            & (xy[:, 0] < exposed.right() + 12)
            & (xy[:, 1] > exposed.top() - 12)
            & (xy[:, 1] < exposed.bottom() + 12)
        )
        rows = np.flatnonzero(seen)
        order = rows[np.argsort(-self._ages[rows], kind="stable")]  # the fresh ones on top
        self._sheet.paint(p, xy[order], self._ages[order])

    def paint_names(self, p: QPainter, dpr: float) -> None:
        for label, box in self._names:
            self._labels.paint(p, label, box, dpr)

    def moved(self, view: Viewport, instant: Instant) -> list[QRectF] | None:
        """What must be painted again because marks moved since `arrange`; None for everything."""
        fresh = view.many_to_px(self._field.xy_m(instant.monotonic_s))
        if len(fresh) != len(self._xy_px):
            return None
        far = np.abs(fresh - self._xy_px).max(axis=1, initial=0.0) >= _STEP_PX
        rows = np.flatnonzero(far)
        if not len(rows):
            return []
        if self._names or len(rows) > 60:
            return None
        pad = _DOT_PX * self._style.scale + 4
        old = self._xy_px[rows].copy()
        self._xy_px[rows] = fresh[rows]
        low, high = np.minimum(old, fresh[rows]) - pad, np.maximum(old, fresh[rows]) + pad
        return [
            QRectF(x0, y0, x1 - x0, y1 - y0)
            for (x0, y0), (x1, y1) in zip(low.tolist(), high.tolist(), strict=True)
            if x1 > 0 and y1 > 0 and x0 < view.width_px and y0 < view.height_px
        ]

    def at(self, x_px: float, y_px: float, within_px: float) -> str:
        """Id of the worker nearest to a point, or empty text."""
        if not len(self._xy_px):
            return ""
        away = np.hypot(self._xy_px[:, 0] - x_px, self._xy_px[:, 1] - y_px)
        nearest = int(np.argmin(away))
        return self._field.ids[nearest] if away[nearest] <= within_px else ""

    def _new_sheet(self, dpr: float) -> SpriteSheet:
        radius = _DOT_PX * self._style.scale

        def draw(age: int, p: QPainter) -> None:
            paint_worker(p, self._style, QPointF(0, 0), radius, age)

        draws = [lambda p, age=age: draw(age, p) for age in (FRESH, STALE, LOST)]
        return SpriteSheet(draws, radius * 2 + 8, dpr)


def _arrived(worker: Worker, incident: Incident, away_m: float) -> bool:
    """Whether a worker is where they were sent: by their own word, or because they stand there."""
    if any(given.worker_id == worker.id and given.receipt == "arrived" for given in incident.assignments):
        return True
    return worker.task == incident.id and away_m <= _ON_SCENE_M


def paint_worker(p: QPainter, style: MapStyle, centre: QPointF, radius_px: float, age: int) -> None:
    """One worker's mark, also for the key."""
    colours = style.theme.colours
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(style.halo)
    p.drawEllipse(centre, radius_px + 2, radius_px + 2)
    if age == FRESH:
        p.setBrush(colours.paper)
        p.drawEllipse(centre, radius_px, radius_px)
        return
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(QPen(colours.t3 if age == LOST else colours.paper, 1.6))
    p.drawEllipse(centre, radius_px - 0.6, radius_px - 0.6)
