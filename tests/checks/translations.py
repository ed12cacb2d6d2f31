"""Every text of the interface has its Chinese: `python -m tests.checks.translations`; `--update` takes in
new ones.

Texts are collected from the sources: `QCoreApplication.translate`, `QT_TRANSLATE_NOOP`, and a module's own
`_tr`, whose context is the one it passes on. The file is Qt Linguist's; people edit it there,
`pyside6-lrelease` compiles it.
"""

from __future__ import annotations

import ast
import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TS = ROOT / "resources" / "translations" / "wallclient_zh_CN.ts"
Texts = dict[tuple[str, str], str]


def collect() -> Texts:
    """(context, source text) of everything that the interface says, without translations."""
    found: Texts = {}
    for path in sorted((ROOT / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = _own_context(tree)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            key = _text_of(call, own)
            if key is not None:
                found[key] = ""
    return found


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _literals(call: ast.Call) -> list[str]:
    return [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def _own_context(tree: ast.Module) -> str:
    """Context of the module's `_tr(text)`; empty if it has none."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "_tr":
            for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
                if _name(call) == "translate" and _literals(call):
                    return _literals(call)[0]
    return ""


def _text_of(call: ast.Call, own: str) -> tuple[str, str] | None:
    name, literals = _name(call), _literals(call)
    if name in ("translate", "QT_TRANSLATE_NOOP") and len(literals) == 2:
        return literals[0], literals[1]
    if name == "_tr" and own and len(literals) == 1:
        return own, literals[0]
    return None


def read(path: Path) -> Texts:
    """(context, source text) → translation; an unfinished one is empty."""
    found: Texts = {}
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") != "unfinished"
            text = (translation.text or "") if translation is not None and done else ""
            found[name, message.findtext("source") or ""] = text
    return found


def write(texts: Texts, path: Path) -> None:
    """Write `texts` sorted by context, as Qt Linguist does."""
    root = ET.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    for name in sorted({context for context, _ in texts}):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for (_, source), chinese in sorted(item for item in texts.items() if item[0][0] == name):
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = source
            translation = ET.SubElement(message, "translation")
            if chinese:
                translation.text = chinese
            else:
                translation.set("type", "unfinished")
    ET.indent(root, space="    ")
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def update(more: Path | None) -> None:
    """Take in new texts and drop unused ones; `more` is JSON {context: {source: Chinese}} to fill from."""
    fresh = collect()
    kept = read(TS) if TS.exists() else {}
    given = json.loads(more.read_text(encoding="utf-8")) if more else {}
    for context, source in fresh:
        chinese = given.get(context, {}).get(source) or kept.get((context, source), "")
        fresh[context, source] = chinese
    write(fresh, TS)


def main(arguments: list[str]) -> int:
    if "--update" in arguments:
        rest = [a for a in arguments if a != "--update"]
        update(Path(rest[0]) if rest else None)
        return 0
    fresh, kept = collect(), read(TS)
    missing = [key for key in fresh if not kept.get(key)]
    gone = [key for key in kept if key not in fresh]
    for context, source in missing:
        sys.stdout.write(f"{TS.name}: {context}: no Chinese for {source!r}\n")
    for context, source in gone:
        sys.stdout.write(f"{TS.name}: {context}: nothing uses {source!r} any more\n")
    if missing or gone:
        sys.stdout.write("python -m tests.checks.translations --update takes in what is new\n")
    return 1 if missing or gone else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
