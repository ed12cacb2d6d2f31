"""The lower part of the page: map with legend, departments, course, cameras, workers, other incidents."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wallclient.report.facing import facing
from wallclient.report.mapping import signs
from wallclient.report.masking import Masks
from wallclient.report.page.markup import Markup, join, tag
from wallclient.rules.circles import LOST_AFTER_S

if TYPE_CHECKING:
    from datetime import datetime

    from wallclient.model.incidents import Assignment
    from wallclient.report.colours import DayColours
    from wallclient.report.inputs import NearWorker, ReportInputs
    from wallclient.report.words import Words

_LISTED = 8


class Body:
    """Makes the sections of one report."""

    def __init__(self, inputs: ReportInputs, colours: DayColours, words: Words, masks: Masks) -> None:
        self._inputs = inputs
        self._colours = colours
        self._words = words
        self._masks = masks

    def sections(self, map_body: str) -> Markup:
        """All sections; `map_body`: the map's element, empty if there is no place."""
        return join(
            self._map(map_body),
            self._units(),
            self._course(),
            tag("div", self._cameras(), self._workers(), class_="columns"),
            self._related(),
        )

    def _section(self, key: str, *children: str, note: str = "", flow: bool = False) -> Markup:
        small = tag("small", note) if note else Markup("")
        title = tag("h2", tag("span", self._words(key)), small)
        return tag("section", title, *children, class_="flow" if flow else "block")

    def _none(self, key: str) -> Markup:
        return tag("p", self._words(key), class_="none")

    def _map(self, map_body: str) -> Markup:
        if not map_body:
            return self._section("map", self._none("no_place"))
        return self._section("map", Markup(map_body), self._legend(), note="CGCS2000")

    def _legend(self) -> Markup:
        c, words = self._colours, self._words
        entries = (
            (signs.camera_svg(c, 180.0, seeing=True, offline=False), "legend_seeing"),
            (signs.camera_svg(c, 180.0, seeing=False, offline=False), "legend_camera"),
            (signs.worker_svg(c, lost=False), "legend_worker"),
            (signs.worker_svg(c, lost=True), "legend_lost"),
            (signs.severity_svg(c, 4, 24), "legend_incident"),
        )
        marks = [tag("span", Markup(svg), words(key)) for svg, key in entries]
        return tag("div", *marks, tag("span", "○ ", words("legend_circles")), class_="legend")

    def _units(self) -> Markup:
        incident = self._inputs.incident
        if not incident.assignments:
            names = [name for name in (incident.lead_dept, *incident.assisting_depts) if name]
            rows = [self._named_unit(name, lead=index == 0) for index, name in enumerate(names)]
        else:
            ordered = sorted(incident.assignments, key=lambda given: not given.lead)
            rows = [self._unit(given) for given in ordered]
        return self._section("units", tag("table", *rows) if rows else self._none("no_units"))

    def _named_unit(self, name: str, *, lead: bool) -> Markup:
        role = self._words("lead" if lead else "assisting")
        return tag("tr", tag("td", role), tag("td", name), tag("td", ""), tag("td", ""), tag("td", ""))

    def _unit(self, given: Assignment) -> Markup:
        words = self._words
        waiting = given.receipt in ("sent", "delivered")
        mark = Markup(signs.severity_svg(self._colours, 3, 22)) if waiting else Markup("")
        return tag(
            "tr",
            tag("td", words("lead" if given.lead else "assisting")),
            tag("td", given.dept),
            tag("td", self._masks.text(given.person)),
            tag("td", mark, words.receipt(given.receipt)),
            tag("td", self._time(given.at) if given.at is not None else "", class_="n"),
        )

    def _course(self) -> Markup:
        entries = sorted(self._inputs.incident.course, key=lambda entry: entry.at, reverse=True)
        if not entries:
            return self._section("course", self._none("no_course"))
        lines = [
            tag(
                "li",
                tag("time", self._time(entry.at), datetime=entry.at.isoformat()),
                tag("i"),
                tag("span", self._masks.text(entry.who), class_="who"),
                tag("span", self._masks.text(entry.text)),
            )
            for entry in entries
        ]
        return self._section(
            "course", tag("ul", *lines, class_="course"), note=self._words("course_note"), flow=True
        )

    def _cameras(self) -> Markup:
        cameras, place = self._inputs.cameras, self._inputs.place
        if not cameras or place is None:
            return self._section("cameras", self._none("no_cameras"))
        looking = [facing(near.camera, place, near.distance_m) for near in cameras]
        rows = [
            tag(
                "tr",
                tag("td", str(number), class_="num"),
                tag("td", near.camera.name),
                tag("td", self._words("facing") if looks else ""),
                tag("td", self._words.distance(near.distance_m), class_="n"),
            )
            for number, (near, looks) in enumerate(zip(cameras[:_LISTED], looking, strict=False), 1)
        ]
        note = self._words("cameras_note", count=self._inputs.cameras_within, facing=sum(looking))
        return self._section("cameras", tag("table", *rows), note=note)

    def _workers(self) -> Markup:
        rows = [
            tag(
                "tr",
                tag("td", near.worker.name),
                tag("td", near.worker.area_name),
                tag("td", self._status(near)),
                tag("td", self._words.distance(near.distance_m), class_="n"),
            )
            for near in self._inputs.workers[:_LISTED]
        ]
        return self._section("workers", tag("table", *rows) if rows else self._none("no_workers"))

    def _status(self, near: NearWorker) -> str:
        at = near.worker.positioned_at
        age_s = (self._inputs.now - at).total_seconds() if at is not None else math.inf
        if age_s <= LOST_AFTER_S:
            return self._words.status(near.worker.status)
        return self._words("lost", span=self._words.span(age_s) if math.isfinite(age_s) else "–")

    def _related(self) -> Markup:
        rows = [
            tag(
                "tr",
                tag("td", Markup(signs.severity_svg(self._colours, other.severity, 24))),
                tag("td", mask.text(other.title)),
                tag("td", other.lead_dept),
                tag("td", self._words.state(other.state)),
                tag("td", self._time(other.reported_at), class_="n"),
            )
            for other, mask in ((other, Masks(other)) for other in self._inputs.related)
        ]
        return self._section("related", tag("table", *rows) if rows else self._none("no_related"))

    def _time(self, at: datetime) -> str:
        local = at.astimezone(self._inputs.now.tzinfo)
        same_day = local.date() == self._inputs.now.date()
        return local.strftime("%H:%M:%S" if same_day else "%m-%d %H:%M")
