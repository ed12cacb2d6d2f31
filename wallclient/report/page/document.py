"""The whole file. A content policy in its head forbids everything that is not in the file itself.

Scripts are allowed by their hash only: even a text that slipped through as markup could not run.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from wallclient.report.assets import read_leaflet
from wallclient.report.colours import load_colours
from wallclient.report.mapping.build import build_map
from wallclient.report.masking import Masks
from wallclient.report.page.body import Body
from wallclient.report.page.head import clocks, head
from wallclient.report.page.markup import Markup, join, tag
from wallclient.report.page.style import style_sheet
from wallclient.report.words import Words

if TYPE_CHECKING:
    from wallclient.report.inputs import ReportInputs

# Markers get their own icons a moment after they are made; until then Leaflet would ask for a picture file.
_NO_PICTURES = 'L.Marker.prototype.options.icon=L.divIcon({className:"sign"});'


def document(inputs: ReportInputs, language: str) -> str:
    """The report as HTML; ValueError for a language there are no words for."""
    words, colours, masks = Words(language), load_colours(), Masks(inputs.incident)
    styles, scripts, map_body = [style_sheet(colours)], [], ""
    if inputs.place is not None:
        leaflet, parts = read_leaflet(), build_map(inputs, inputs.place, colours, words)
        styles = [leaflet.style, *styles, parts.style]
        scripts = [leaflet.script, _NO_PICTURES + parts.script]
        map_body = parts.body
    body = tag(
        "body",
        head(inputs, colours, words, masks),
        clocks(inputs, colours, words),
        Body(inputs, colours, words, masks).sections(map_body),
        tag("footer", words("footer")),
        *(Markup(f"<script>{script}</script>") for script in scripts),
    )
    title = f"{words('report')} {masks.text(inputs.incident.title)}"
    page = tag("html", _head(title, styles, scripts), body, lang=language.replace("_", "-"))
    return join(Markup("<!DOCTYPE html>\n"), page, "\n")


def _head(title: str, styles: list[str], scripts: list[str]) -> Markup:
    allowed = " ".join(f"'sha256-{_hash(script)}'" for script in scripts) or "'none'"
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {allowed}"
    return join(
        Markup("<head>"),
        Markup('<meta charset="utf-8">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        Markup('<meta name="viewport" content="width=device-width,initial-scale=1">'),
        tag("title", title),
        *(Markup(f"<style>{style}</style>") for style in styles),
        Markup("</head>"),
    )


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
