"""The upper part of the page: what it is, how severe, where, since when, and the three clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wallclient.report.mapping.signs import severity_svg
from wallclient.report.page.markup import Markup, join, tag
from wallclient.rules.clocks import ClockName, readings

if TYPE_CHECKING:
    from wallclient.report.colours import DayColours
    from wallclient.report.inputs import ReportInputs
    from wallclient.report.masking import Masks
    from wallclient.report.words import Words
    from wallclient.rules.clocks import ClockReading

_CLOCKS = {
    ClockName.REPORT: "clock_report",
    ClockName.DISPATCH: "clock_dispatch",
    ClockName.RESOLVE: "clock_resolve",
    ClockName.CASE: "clock_case",
}
# The limit stands at this share of a clock's bar; what lies behind is overrun.
_LIMIT_AT = 80.0


def head(inputs: ReportInputs, colours: DayColours, words: Words, masks: Masks) -> Markup:
    incident, severity = inputs.incident, min(max(inputs.incident.severity, 1), 4)
    made = words("made_at", time=inputs.now.strftime("%Y-%m-%d %H:%M:%S"))
    return join(
        tag(
            "div",
            tag("span", tag("b", words("report")), "\u3000", inputs.district),
            tag("span", made, class_="num"),
            class_="top",
        ),
        tag(
            "div",
            Markup(severity_svg(colours, severity, 40)),
            tag("h1", masks.text(incident.title)),
            tag(
                "span",
                words.severity(severity),
                class_="severity",
                style=f"color:{colours.of_severity(severity)}",
            ),
            class_="title",
        ),
        tag("div", *_facts(inputs, words, masks), class_="facts"),
        tag("p", masks.text(incident.description), class_="text") if incident.description else Markup(""),
    )


def _facts(inputs: ReportInputs, words: Words, masks: Masks) -> list[Markup]:
    incident = inputs.incident
    address = masks.address(incident.address)
    community = "" if incident.community and incident.community in address else incident.community
    place = " ".join(part for part in (incident.subdistrict, community, address) if part)
    reported = incident.reported_at.astimezone(inputs.now.tzinfo)
    pairs = [
        tag("b", words.state(incident.state)),
        tag("span", incident.code, class_="num"),
        tag("span", place),
        tag("span", words.source(incident.source)),
        tag("span", " / ".join(part for part in (incident.big_class, incident.small_class) if part)),
        tag("span", words("reported"), " ", tag("span", reported.strftime("%m-%d %H:%M"), class_="num")),
    ]
    if incident.people_involved:
        pairs.append(tag("span", words("people", count=incident.people_involved)))
    if incident.petitioner:
        name = masks.petitioner(incident.petitioner)
        pairs.append(tag("span", words("petitioner", name=name) if name else words("withheld")))
    if incident.supervisions:
        pairs.append(tag("span", words("supervised", count=incident.supervisions)))
    if incident.merged:
        pairs.append(tag("span", words("merged", count=incident.merged)))
    return [pair for pair in pairs if "></" not in pair]


def clocks(inputs: ReportInputs, colours: DayColours, words: Words) -> Markup:
    """The three firsts: elapsed, limit, and how it stands."""
    found = readings(inputs.incident, inputs.now, inputs.profile)[:3]
    return tag("div", *(_clock(reading, colours, words) for reading in found), class_="clocks")


def _clock(reading: ClockReading, colours: DayColours, words: Words) -> Markup:
    limit = words("limit", span=words.span(reading.limit_s)) if reading.limit_s is not None else ""
    elapsed = words.span(reading.elapsed_s) if reading.started else "–"
    return tag(
        "div",
        tag("div", tag("span", words(_CLOCKS[reading.name])), tag("span", limit, class_="num")),
        tag("div", tag("span", elapsed, class_="big num"), _standing(reading, words)),
        _bar(reading, colours),
        class_="clock done" if reading.done else "clock",
    )


def _standing(reading: ClockReading, words: Words) -> Markup:
    remaining_s = reading.remaining_s
    if not reading.started:
        return tag("span", words("not_started"))
    if reading.paused:
        return tag("span", words("paused"))
    if remaining_s is not None and remaining_s < 0:
        return tag("span", words("over", span=words.span(-remaining_s)), class_="num over")
    if reading.done:
        return tag("span", words("done"))
    if remaining_s is None:
        return tag("span", "")
    return tag("span", words("remaining", span=words.span(remaining_s)), class_="num")


def _bar(reading: ClockReading, colours: DayColours) -> Markup:
    """Track, elapsed part and limit line; red runs through the line and is thicker behind it."""
    if reading.limit_s is None or not reading.started:
        return Markup("")
    colour = colours.of_light(reading.light)
    inside = min(reading.fraction, 1.0) * _LIMIT_AT
    over = min(max(reading.fraction - 1.0, 0.0) * _LIMIT_AT, 100 - _LIMIT_AT)
    behind = f'<rect x="{_LIMIT_AT}%" y="4" width="{over:.2f}%" height="8" fill="{colour}"/>' if over else ""
    return Markup(
        '<svg aria-hidden="true">'
        f'<rect x="0" y="6" width="{_LIMIT_AT}%" height="4" fill="{colours.line}"/>'
        f'<rect x="0" y="6" width="{inside:.2f}%" height="4" fill="{colour}"/>{behind}'
        f'<rect x="{_LIMIT_AT}%" y="2" width="1.5" height="12" fill="{colours.t2}"/></svg>'
    )
