"""The interface's language: loads the compiled translation of a locale; English is the source and needs
none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

if TYPE_CHECKING:
    from pathlib import Path


def install_language(app: QCoreApplication, language: str, folder: Path) -> bool:
    """Translate `app` into `language` (zh_CN, en) from `folder`; False if its file is missing."""
    QLocale.setDefault(QLocale(language))
    if language == "en":
        return True
    translator = QTranslator(app)
    if not translator.load(str(folder / f"wallclient_{language}.qm")):
        return False
    return bool(app.installTranslator(translator))
